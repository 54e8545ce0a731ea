import { type Address, hex, type MemoryRange } from "./address.js";
import { SlabError } from "./errors.js";

/** Ranges that do not overlap, found by address in O(log n). Looking up allocates nothing. */
export class SlabIndex<R extends MemoryRange> {
  #firsts = new Uint32Array(8);
  #lasts = new Uint32Array(8);
  #ranges: R[] = [];

  /** In ascending order of address. */
  get ranges(): readonly R[] {
    return this.#ranges;
  }

  /** @throws SlabError `invalid-range`: it overlaps one that is here. */
  add(range: R): void {
    const { base, size } = range;
    const last = base + size - 1;
    const at = this.#countUpTo(base);
    const count = this.#ranges.length;
    const below = this.#ranges[at - 1];
    const above = this.#ranges[at];
    const other = below !== undefined && below.base + below.size > base ? below : above;
    if (other !== undefined && other.base <= last && other.base + other.size > base) {
      throw new SlabError(
        "invalid-range",
        `${size} bytes at ${hex(base)} overlap ${other.size} bytes at ${hex(other.base)}`,
        { base, size, otherBase: other.base, otherSize: other.size },
      );
    }
    if (count === this.#firsts.length) {
      this.#firsts = widened(this.#firsts);
      this.#lasts = widened(this.#lasts);
    }
    this.#firsts.copyWithin(at + 1, at, count);
    this.#lasts.copyWithin(at + 1, at, count);
    this.#firsts[at] = base;
    this.#lasts[at] = last;
    this.#ranges.splice(at, 0, range);
  }

  /** @returns true if it was here. */
  delete(range: R): boolean {
    const at = this.#countUpTo(range.base) - 1;
    if (this.#ranges[at] !== range) return false;
    this.#firsts.copyWithin(at, at + 1, this.#ranges.length);
    this.#lasts.copyWithin(at, at + 1, this.#ranges.length);
    this.#ranges.splice(at, 1);
    return true;
  }

  /** The range that holds `address`; undefined for what is no address at all. */
  find(address: Address): R | undefined {
    const at = this.#countUpTo(address) - 1;
    return at >= 0 && address <= this.#lasts[at]! ? this.#ranges[at] : undefined;
  }

  contains(address: Address): boolean {
    const at = this.#countUpTo(address) - 1;
    return at >= 0 && address <= this.#lasts[at]!;
  }

  /** The number of ranges that begin at or below `address`. */
  #countUpTo(address: Address): number {
    const firsts = this.#firsts;
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (firsts[middle]! <= address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function widened(table: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(table.length * 2);
  wider.set(table);
  return wider;
}
