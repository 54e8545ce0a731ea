import {
  type Address,
  checkAlignment,
  checkSize,
  hex,
  isPowerOfTwo,
  MAXIMUM_SLAB_SIZE,
  type MemoryRange,
} from "./address.js";
import { SlabError } from "./errors.js";
import { FreeList } from "./free-list.js";
import type { MemoryProvider } from "./memory-provider.js";

/** @internal What a slab is made of: memory that its maker has mapped. */
export interface SlabMemory {
  readonly provider: MemoryProvider;
  readonly base: Address;
  /** Bytes for reservations and the head. */
  readonly size: number;
  /** Bytes mapped; more than `size` where a guard follows. */
  readonly mappedSize: number;
  /** Bytes at the start that are never reserved. */
  readonly headSize: number;
  /** Sizes are rounded up to this, and it is the least alignment; a power of two. */
  readonly granule: number;
  /** Told when the memory is gone. */
  readonly onGone?: ((slab: Slab) => void) | undefined;
}

/**
 * A piece of memory that is handed out from its start to its end (the cursor), and again where something was released.
 * Pure bookkeeping: it is kept outside of the memory it describes, and reserving neither reads nor writes that.
 */
export abstract class Slab implements MemoryRange {
  readonly base: Address;
  readonly size: number;
  /** Bytes at the start that are never reserved: attached helpers. */
  readonly headSize: number;
  /** Sizes are rounded up to this, and it is the least alignment. */
  readonly granule: number;
  readonly provider: MemoryProvider;
  readonly #mappedSize: number;
  readonly #onGone: ((slab: Slab) => void) | undefined;
  readonly #pageSize: number;
  readonly #free = new FreeList();
  /** From `base`; everything at and above is free, and no free piece ends here. */
  #offset: number;
  #live = true;

  protected constructor(memory: SlabMemory) {
    this.provider = memory.provider;
    this.base = memory.base;
    this.size = memory.size;
    this.headSize = memory.headSize;
    this.granule = memory.granule;
    this.#mappedSize = memory.mappedSize;
    this.#onGone = memory.onGone;
    this.#pageSize = memory.provider.pageSize;
    this.#offset = memory.headSize;
  }

  /** One past the last byte. */
  get end(): number {
    return this.base + this.size;
  }

  /** The address from which everything up to the end is free. */
  get cursor(): number {
    return this.base + this.#offset;
  }

  /** Bytes from the cursor to the end. */
  get available(): number {
    return this.size - this.#offset;
  }

  /** Bytes below the cursor that were released and can be reserved again, in pieces. */
  get reusable(): number {
    return this.#free.bytes;
  }

  /** Bytes reserved; 0 where everything was released. */
  get used(): number {
    return this.#offset - this.headSize - this.#free.bytes;
  }

  /** True if the memory is still there: neither reclaimed nor abandoned. */
  get isLive(): boolean {
    return this.#live;
  }

  /** True if the address lies in this slab, its head included, and the memory is still there. */
  contains(address: Address): boolean {
    return this.#live && address >= this.base && address < this.base + this.size;
  }

  /**
   * Reserves `size` bytes, released storage first. Allocates no object.
   * @param size bytes, rounded up to the granule.
   * @param alignment a power of two; the granule at the least.
   * @returns the address, or 0 where there is no room.
   * @throws SlabError `invalid-size`, `invalid-alignment`, `reclaimed`.
   */
  tryReserve(size: number, alignment: number = this.granule): Address {
    if (!this.#live) throw gone(this.base);
    checkRequest(size, alignment);
    const granule = this.granule;
    const rounded = (size + granule - 1) & -granule;
    if (rounded > this.size) return 0;
    const least = alignment < granule ? granule : alignment;
    const phase = least <= this.#pageSize ? 0 : this.base % least;
    if (rounded <= this.#free.bytes) {
      const reused = this.#free.take(rounded, least, phase);
      if (reused >= 0) return this.base + reused;
    }
    const offset = this.#offset;
    const misfit = (offset + phase) & (least - 1);
    const start = misfit === 0 ? offset : offset + least - misfit;
    if (start + rounded > this.size) return 0;
    if (start > offset) this.#free.add(offset, start);
    this.#offset = start + rounded;
    return this.base + start;
  }

  /**
   * As {@link tryReserve}, but throws where there is no room.
   * @throws SlabError `slab-full` with the numbers; else as {@link tryReserve}.
   */
  reserve(size: number, alignment: number = this.granule): Address {
    const address = this.tryReserve(size, alignment);
    if (address === 0) {
      throw new SlabError(
        "slab-full",
        `${size} bytes aligned to ${alignment} do not fit the slab at ${hex(this.base)}: ${this.available} of ${this.size} bytes lie beyond the cursor, ${this.reusable} were released below it`,
        { size, alignment, base: this.base, available: this.available, reusable: this.reusable },
      );
    }
    return address;
  }

  /**
   * Gives storage back for reuse: a whole reservation, or a granule-aligned part. Nothing may execute or use it any longer.
   * @param size bytes, rounded up to the granule as when it was reserved.
   * @throws SlabError `not-reserved`: not within what was reserved, free already, or not at a granule. `reclaimed`.
   */
  release(address: Address, size: number): void {
    if (!this.#live) throw gone(this.base);
    const start = address - this.base;
    const end = start + Math.ceil(size / this.granule) * this.granule;
    const whole = Number.isInteger(start) && Number.isInteger(size) && size > 0 && start % this.granule === 0;
    if (!whole || start < this.headSize || end > this.#offset || !this.#isReserved(start, end)) {
      throw new SlabError(
        "not-reserved",
        `${size} bytes at ${hex(address)} cannot be released: they must be reserved, all of them, and begin at a multiple of ${this.granule}; reservations of this slab lie from ${hex(this.base + this.headSize)} to ${hex(this.cursor)}`,
        { address, size, base: this.base, cursor: this.cursor },
      );
    }
    if (end === this.#offset) {
      this.#offset = this.#free.takeEndingAt(start);
    } else {
      this.#free.add(start, end);
    }
  }

  /**
   * Keeps the first `used` bytes of a reservation and releases the rest: reserve the most that a block may take, write
   * it, give back what it did not take.
   * @param used 0 to `reserved`; 0 releases all.
   * @throws SlabError `invalid-size`, and as {@link release}.
   */
  shrink(address: Address, reserved: number, used: number): void {
    if (!Number.isInteger(used) || used < 0 || used > reserved) {
      throw new SlabError("invalid-size", `a reservation of ${reserved} bytes cannot shrink to ${used}`, {
        reserved,
        used,
      });
    }
    const kept = Math.ceil(used / this.granule) * this.granule;
    if (kept < reserved) this.release(address + kept, reserved - kept);
  }

  /** Forgets all reservations; what is attached stays. Nothing may execute or use the storage any longer. */
  reset(): void {
    this.#free.clear();
    this.#offset = this.headSize;
  }

  /**
   * Gives the memory back to the provider. A second call does nothing.
   * @throws SlabError `free-failed`: the provider could not; the slab stays live.
   */
  reclaim(): void {
    if (!this.#live) return;
    try {
      this.provider.free(this.base, this.#mappedSize);
    } catch (cause) {
      throw new SlabError(
        "free-failed",
        `the slab at ${hex(this.base)} could not be given back`,
        { base: this.base, size: this.#mappedSize },
        cause,
      );
    }
    this.#leave();
  }

  /** Forgets the memory without calling the provider: it went with its process, or exec replaced it. */
  abandon(): void {
    if (this.#live) this.#leave();
  }

  #leave(): void {
    this.#live = false;
    this.reset();
    this.#onGone?.(this);
  }

  /** True if no byte of `start` to `end` is in the free list. */
  #isReserved(start: number, end: number): boolean {
    return this.#free.endBefore(start) <= start && this.#free.startFrom(start) >= end;
  }
}

/** @internal @throws SlabError `invalid-size`, `invalid-alignment`. */
export function checkRequest(size: number, alignment: number): void {
  if ((size | 0) !== size || size <= 0 || size > MAXIMUM_SLAB_SIZE) checkSize(size, MAXIMUM_SLAB_SIZE, "a reservation");
  if (!isPowerOfTwo(alignment)) checkAlignment(alignment, "an alignment");
}

function gone(base: Address): SlabError {
  return new SlabError("reclaimed", `the slab at ${hex(base)} was given back or abandoned`, {
    base,
  });
}
