import type { Block } from "./block.js";

const PAGE_BITS = 12;

/** The blocks of a context: by where they begin, and by what they depend on. */
export class BlockIndex {
  readonly #open = new Map<number, Block>();
  readonly #exclusive = new Map<number, Block>();
  readonly #byPage = new Map<number, Set<Block>>();

  /** The block for an address; bit 0 set: T32. */
  get(start: number, exclusive: boolean): Block | undefined {
    return (exclusive ? this.#exclusive : this.#open).get(start);
  }

  get size(): number {
    return this.#open.size + this.#exclusive.size;
  }

  add(block: Block): void {
    (block.exclusive ? this.#exclusive : this.#open).set(block.start, block);
    for (let page = block.low >>> PAGE_BITS; page <= (block.high - 1) >>> PAGE_BITS; page++) {
      let blocks = this.#byPage.get(page);
      if (blocks === undefined) {
        blocks = new Set();
        this.#byPage.set(page, blocks);
      }
      blocks.add(block);
    }
  }

  delete(block: Block): void {
    const blocks = block.exclusive ? this.#exclusive : this.#open;
    if (blocks.get(block.start) === block) blocks.delete(block.start);
    for (let page = block.low >>> PAGE_BITS; page <= (block.high - 1) >>> PAGE_BITS; page++) {
      this.#byPage.get(page)?.delete(block);
    }
  }

  /** The blocks that depend on a range of memory. @param end - after it, 2^32 at most */
  within(start: number, end: number): Block[] {
    const found = new Set<Block>();
    const first = start >>> PAGE_BITS;
    const last = (Math.max(end, start + 1) - 1) >>> PAGE_BITS;
    const look = (blocks: Iterable<Block>): void => {
      for (const block of blocks) if (block.low < end && block.high > start) found.add(block);
    };
    if (last - first < this.#byPage.size) {
      for (let page = first; page <= last; page++) look(this.#byPage.get(page) ?? []);
    } else for (const blocks of this.#byPage.values()) look(blocks);
    return [...found];
  }

  clear(): void {
    this.#open.clear();
    this.#exclusive.clear();
    this.#byPage.clear();
  }

  /** All of them. */
  *all(): Generator<Block, void, void> {
    yield* this.#open.values();
    yield* this.#exclusive.values();
  }
}
