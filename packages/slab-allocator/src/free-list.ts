/**
 * Free pieces of a slab, as offsets from its base: sorted, never touching one another. First fit by address, which
 * keeps large pieces whole at the far end. Taking from it allocates nothing but, now and then, a larger table.
 */
export class FreeList {
  #starts = new Int32Array(8);
  #ends = new Int32Array(8);
  #count = 0;
  #bytes = 0;
  /** No piece is larger; lowered when a search has seen them all. */
  #bound = 0;

  /** Bytes in all pieces. */
  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#count;
  }

  /**
   * Takes `size` bytes at a multiple of `alignment`.
   * @param phase the slab's base modulo the alignment.
   * @returns the offset, or -1.
   */
  take(size: number, alignment: number, phase: number): number {
    if (size > this.#bound) return -1;
    let largest = 0;
    for (let i = 0; i < this.#count; i++) {
      const start = this.#starts[i]!;
      const end = this.#ends[i]!;
      const misfit = (start + phase) & (alignment - 1);
      const at = misfit === 0 ? start : start + alignment - misfit;
      if (at + size <= end) {
        this.#cut(i, at, at + size);
        return at;
      }
      if (end - start > largest) largest = end - start;
    }
    this.#bound = largest;
    return -1;
  }

  /** The end of the last piece that begins below `offset`, or -1: where it is above `offset`, that is free already. */
  endBefore(offset: number): number {
    const i = this.#above(offset);
    return i === 0 ? -1 : this.#ends[i - 1]!;
  }

  /** The start of the first piece at or above `offset`, or 2^31 - 1. */
  startFrom(offset: number): number {
    const i = this.#above(offset);
    return i === this.#count ? 0x7fff_ffff : this.#starts[i]!;
  }

  /** Adds `start` to `end`, which must not be free, and joins it with its neighbours. */
  add(start: number, end: number): void {
    const i = this.#above(start);
    const joinsBelow = i > 0 && this.#ends[i - 1] === start;
    const joinsAbove = i < this.#count && this.#starts[i] === end;
    this.#bytes += end - start;
    let low = start;
    let high = end;
    if (joinsBelow && joinsAbove) {
      low = this.#starts[i - 1]!;
      high = this.#ends[i]!;
      this.#ends[i - 1] = high;
      this.#remove(i);
    } else if (joinsBelow) {
      low = this.#starts[i - 1]!;
      this.#ends[i - 1] = end;
    } else if (joinsAbove) {
      high = this.#ends[i]!;
      this.#starts[i] = start;
    } else {
      this.#insert(i, start, end);
    }
    if (high - low > this.#bound) this.#bound = high - low;
  }

  /** Takes away the last piece if it ends at `offset`. @returns its start, or `offset`. */
  takeEndingAt(offset: number): number {
    const last = this.#count - 1;
    if (last < 0 || this.#ends[last] !== offset) return offset;
    const start = this.#starts[last]!;
    this.#bytes -= offset - start;
    this.#count = last;
    return start;
  }

  clear(): void {
    this.#count = 0;
    this.#bytes = 0;
    this.#bound = 0;
  }

  /** The index of the first piece that begins at or above `offset`. */
  #above(offset: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes `from` to `to` out of piece `i`, leaving what is before and after. */
  #cut(i: number, from: number, to: number): void {
    const start = this.#starts[i]!;
    const end = this.#ends[i]!;
    this.#bytes -= to - from;
    if (start === from && end === to) {
      this.#remove(i);
    } else if (start === from) {
      this.#starts[i] = to;
    } else {
      this.#ends[i] = from;
      if (to < end) this.#insert(i + 1, to, end);
    }
  }

  #insert(i: number, start: number, end: number): void {
    if (this.#count === this.#starts.length) {
      this.#starts = widened(this.#starts);
      this.#ends = widened(this.#ends);
    }
    this.#starts.copyWithin(i + 1, i, this.#count);
    this.#ends.copyWithin(i + 1, i, this.#count);
    this.#starts[i] = start;
    this.#ends[i] = end;
    this.#count++;
  }

  #remove(i: number): void {
    this.#starts.copyWithin(i, i + 1, this.#count);
    this.#ends.copyWithin(i, i + 1, this.#count);
    this.#count--;
  }
}

function widened(table: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(table.length * 2);
  wider.set(table);
  return wider;
}
