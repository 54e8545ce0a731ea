/** How far `ldr pc, [pc, #n]` reaches, in whole words (LDR (literal), A8.8.64: imm12 bytes from the aligned PC, to both sides). */
const REACH = 4092;
/** How far ahead PC reads at most and at least, in bytes: in A32, and in T32. */
const MOST_AHEAD = 8;
const LEAST_AHEAD = 4;
const WORD = 4;
/** Bytes of a run that reach back to the slots before it, about. */
const REACHING = 4096;
/** A run with fewer reaching bytes left than this is full: places near its end have few slots in reach. */
const LEAST_REACHING = 256;

/** Bytes of code that a run has at least before the next begins. */
export const LEAST_RUN: number = REACHING - LEAST_REACHING;

/** What is known of the slots at some time. */
interface State {
  readonly pages: Uint8Array;
  readonly taken: Uint8Array;
  readonly run: number;
}

/**
 * The slots of one part of the code area: words that generated code loads its branches' targets from. A part is divided into runs, each a page
 * of slots and the code behind it. Nothing else lies in a page of slots. All positions are bytes from the start of the part.
 */
export class SlotPages {
  readonly #pageSize: number;
  /** 1 for each page of slots. */
  readonly #pages: Uint8Array;
  /** 1 for each word that is taken, of all pages. */
  readonly #taken: Uint8Array;
  /** Where the code of the last run begins. */
  run = 0;
  #kept: State;

  /** @param size - bytes of the part, whole pages */
  constructor(size: number, pageSize: number) {
    this.#pageSize = pageSize;
    this.#pages = new Uint8Array(size / pageSize);
    this.#taken = new Uint8Array(size / WORD);
    this.begin(0);
    this.#kept = this.#state();
  }

  #state(): State {
    return { pages: this.#pages.slice(), taken: this.#taken.slice(), run: this.run };
  }

  /** Begins a run with its page of slots at a position. */
  begin(at: number): void {
    this.#pages[at / this.#pageSize] = 1;
    this.run = at + this.#pageSize;
  }

  /** True if code that ends at a position has used up its run. */
  isFull(used: number): boolean {
    return used - this.run > LEAST_RUN;
  }

  /** True in a page of slots. */
  has(at: number): boolean {
    return this.#pages[Math.floor(at / this.#pageSize)] === 1;
  }

  /**
   * Takes a slot that a load of PC reaches, in either instruction set. The lowest one: those above it are in reach of more code.
   *
   * @param from - where the load is
   * @returns -1 if there is none
   */
  take(from: number): number {
    const low = Math.max(0, (from + MOST_AHEAD - REACH + WORD - 1) & -WORD);
    const end = ((from + LEAST_AHEAD) & -WORD) + REACH + WORD;
    const page = Math.floor(from / this.#pageSize);
    const before = this.#takeIn(page - 1, low, end);
    return before >= 0 ? before : this.#takeIn(page + 1, low, end);
  }

  #takeIn(page: number, low: number, end: number): number {
    if (this.#pages[page] !== 1) return -1;
    const begin = Math.max(low, page * this.#pageSize);
    const at = WORD * this.#taken.indexOf(0, begin / WORD);
    if (at < 0 || at >= Math.min(end, (page + 1) * this.#pageSize)) return -1;
    this.#taken[at / WORD] = 1;
    return at;
  }

  /** Takes bytes at the end of the first page. Returns where they begin. @param size - a multiple of 8 */
  reserve(size: number): number {
    let end = this.#pageSize;
    while (end > 0 && this.#taken[end / WORD - 1] === 1) end -= WORD;
    const at = end - size;
    if (at < 0) throw new RangeError(`a page of slots has no ${size} bytes for data`);
    this.#taken.fill(1, at / WORD, end / WORD);
    return at;
  }

  /** Has {@link clear} come back to what there is. */
  keep(): void {
    this.#kept = this.#state();
  }

  /** Frees all slots and forgets all runs, except those that were there at the last {@link keep}. */
  clear(): void {
    const { pages, taken, run } = this.#kept;
    this.#pages.set(pages);
    this.#taken.set(taken);
    this.run = run;
  }
}
