// Rows of numbers as tables of text.

export const number = (value, digits = 2) =>
  value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Columns as wide as their widest cell; the first is of names. */
export function table(header, rows) {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  ");
  return [line(header), ...rows.map(line)].join("\n");
}

export const geometricMean = (values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** One number, or the least and the most. */
export const range = (value) => (Array.isArray(value) ? value.map((one) => number(one)).join("-") : number(value));
export const least = (value) => (Array.isArray(value) ? Math.min(...value) : value);
