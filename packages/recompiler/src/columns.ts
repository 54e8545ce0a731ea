/** Arrays of numbers that a table's columns are. */
type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/** How many entries the columns of a new table have room for. */
export const FIRST_ENTRIES = 1024;

/** A longer column with the same entries. */
export function grown<T extends Column>(column: T): T {
  const larger = new (column.constructor as new (length: number) => T)(column.length + (column.length >> 1));
  larger.set(column);
  return larger;
}

/**
 * Numbers the entries of a table from which the oldest are dropped: each has a number for good, counted up from 0, and its place in
 * the columns is `number - first`.
 */
export class Numbering {
  /** The number of the oldest entry that is kept. */
  first = 0;
  /** The number that the next entry gets. */
  end = 0;

  /** How many entries are kept. */
  get size(): number {
    return this.end - this.first;
  }

  /** Whether an entry is kept. */
  has(number: number): boolean {
    return number >= this.first && number < this.end;
  }
}

/** Moves the kept entries of a column to its start. */
export function dropFirst(column: Column, count: number, size: number): void {
  column.copyWithin(0, count, size);
}
