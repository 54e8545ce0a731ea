const PAGE_BITS = 12;
/** A page's bit is bit `page & 31` of the word `page >>> 5`. */
const WORD_BITS = 5;

/** The pages of the program's memory that blocks depend on, a bit each: most changes of mappings concern none of them. */
export class SourcePages {
  readonly #words = new Uint32Array(2 ** (32 - PAGE_BITS - WORD_BITS));

  /** Notes that a block depends on a range of addresses. @param end - after the range, 2^32 at most */
  add(start: number, end: number): void {
    for (let page = start >>> PAGE_BITS; page <= (end - 1) >>> PAGE_BITS; page++) {
      this.#words[page >>> WORD_BITS]! |= 1 << (page & 31);
    }
  }

  /** False if no block depends on a range. */
  mayConcern(start: number, end: number): boolean {
    const last = (Math.max(end, start + 1) - 1) >>> PAGE_BITS;
    for (let page = start >>> PAGE_BITS; page <= last; ) {
      const word = this.#words[page >>> WORD_BITS]!;
      if (word === 0) page = ((page >>> WORD_BITS) + 1) << WORD_BITS;
      else if ((word & (1 << (page & 31))) !== 0) return true;
      else page++;
    }
    return false;
  }
}
