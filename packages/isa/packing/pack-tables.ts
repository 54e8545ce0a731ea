import type { DecodeTables } from "../src/decoding/tables.js";
import { packedColumns } from "../src/decoding/unpack-tables.js";

/** Fewer equal numbers than these are not worth a repetition. */
const LEAST_REPEATS = 3;

/** A number as characters, see unpack-tables.ts. */
function digitsOf(value: number): string {
  let rest = value < 0 || Object.is(value, -0) ? -value * 2 + 1 : value * 2;
  let text = "";
  do {
    const digit = (rest % 32) + (rest >= 32 ? 32 : 0);
    text += String.fromCharCode(digit + (digit > 56 ? 36 : 35));
    rest = Math.floor(rest / 32);
  } while (rest > 0);
  return text;
}

const repeatsAt = (column: ArrayLike<number>, at: number): number => {
  let end = at;
  while (end < column.length && column[end] === column[at]) end++;
  return end - at;
};

function packColumn(column: ArrayLike<number>): number[] {
  const numbers = [column.length];
  for (let at = 0; at < column.length; ) {
    let end = at;
    let repeats = 0;
    for (; end < column.length; end++) {
      repeats = repeatsAt(column, end);
      if (repeats >= LEAST_REPEATS) break;
      repeats = 0;
    }
    numbers.push(end - at);
    for (let literal = at; literal < end; literal++) numbers.push(column[literal]!);
    numbers.push(repeats);
    if (repeats > 0) numbers.push(column[end]!);
    at = end + repeats;
  }
  return numbers;
}

/** The tables of a decoder as printable characters without quotation marks and backslashes. */
export function packTables(tables: DecodeTables): string {
  const numbers = [tables.wideRoot, tables.otherRoot];
  for (const [path] of packedColumns) {
    const [first = "", second] = path.split(".");
    const part = (tables as unknown as Record<string, unknown>)[first];
    const column = second === undefined ? part : (part as Record<string, unknown>)[second];
    numbers.push(...packColumn(column as ArrayLike<number>));
  }
  return numbers.map(digitsOf).join("");
}
