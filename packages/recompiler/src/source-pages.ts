const PAGE_BITS = 12;

/** The pages of the program's memory that blocks depend on: most changes of mappings concern none of them. */
export class SourcePages {
  readonly #hasCode = new Uint8Array(2 ** (32 - PAGE_BITS));

  /** Notes that a block depends on a range of addresses. @param end - after the range, 2^32 at most */
  add(start: number, end: number): void {
    for (let page = start >>> PAGE_BITS; page <= (end - 1) >>> PAGE_BITS; page++) this.#hasCode[page] = 1;
  }

  /** False if no block depends on a range. */
  mayConcern(start: number, end: number): boolean {
    const first = start >>> PAGE_BITS;
    const found = this.#hasCode.indexOf(1, first);
    return found >= 0 && found <= (Math.max(end, start + 1) - 1) >>> PAGE_BITS;
  }
}
