import { dropFirst, FIRST_ENTRIES, grown, Numbering } from "./columns.js";

const RUN = 1 << 23;
const IT_SHIFT = 24;
const OFFSET_MASK = RUN - 1;

/**
 * Recovery rows: where, in a block's code, which instruction of the program begins with all registers as the program left them. Rows of a block are in
 * the order of their offsets. A row of two words holds the offset (23 bits), whether a run of copied instructions begins there, the IT state
 * (8 bits), and the address.
 */
export class RowTable extends Numbering {
  #words: Uint32Array = new Uint32Array(2 * FIRST_ENTRIES);
  /** The first row of the block that rows are added for: who begins a block sets it. */
  begun = 0;

  /**
   * @param offset - from the start of the block's code
   * @param address - of the instruction in the program, without an instruction set bit
   * @param it - the IT state that the instruction executes in
   * @param extent - `run`: the code up to the next row is a copy of the program's
   */
  add(offset: number, address: number, it: number, extent: "run" | "sequence"): void {
    // Of two rows at one place the second says more.
    let at = 2 * (this.end - this.first);
    if (this.end > this.begun && (this.#words[at - 2]! & OFFSET_MASK) === offset) {
      this.end--;
      at -= 2;
    }
    if (at + 2 > this.#words.length) this.#words = grown(this.#words);
    this.#words[at] = offset | (extent === "run" ? RUN : 0) | (it << IT_SHIFT);
    this.#words[at + 1] = address;
    this.end++;
  }

  offsetOf(row: number): number {
    return this.#words[2 * (row - this.first)]! & OFFSET_MASK;
  }

  isRun(row: number): boolean {
    return (this.#words[2 * (row - this.first)]! & RUN) !== 0;
  }

  itOf(row: number): number {
    return this.#words[2 * (row - this.first)]! >>> IT_SHIFT;
  }

  addressOf(row: number): number {
    return this.#words[2 * (row - this.first) + 1]!;
  }

  /** The last row, of those from `from` up to `to`, that is at or before an offset; `from` if none is. */
  lastAt(offset: number, from: number, to: number): number {
    let low = from;
    let high = to;
    while (low + 1 < high) {
      const middle = (low + high) >>> 1;
      if (this.offsetOf(middle) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }

  truncate(end: number): void {
    this.end = end;
  }

  dropBefore(row: number): void {
    const count = row - this.first;
    if (count <= 0) return;
    dropFirst(this.#words, 2 * count, 2 * this.size);
    this.first = row;
  }
}
