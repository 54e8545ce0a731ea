import { copyOptions, requireAddress, requireInteger } from "../arguments.js";

/** A range of memory. */
export interface MemoryRange {
  readonly base: number;
  /** Bytes. */
  readonly size: number;
}

// The kernel's helpers for user space (Documentation/arch/arm/kernel_user_helpers.rst): code of fixed addresses that cannot be moved.
const HELPERS_START = 0xffff0f60;
const HELPERS_END = 0xffff1000;

/** Code that is not followed: calls of it run natively. */
export class ExcludedRanges {
  readonly #ranges: MemoryRange[] = [];

  get isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  /** @throws {StalkerError} `invalid-argument` */
  add(range: MemoryRange): void {
    const { base, size } = copyOptions("the range", range, ["base", "size"]);
    requireAddress("base", base);
    requireInteger("size", size, 1, 2 ** 32 - base);
    this.#ranges.push({ base, size });
  }

  /** True if calls of an address run natively. Bit 0 does not matter. */
  isNative(address: number): boolean {
    if (this.isKernelHelper(address)) return true;
    for (const { base, size } of this.#ranges) if (address >= base && address < base + size) return true;
    return false;
  }

  /** True for an address of one of the kernel's helpers. */
  isKernelHelper(address: number): boolean {
    return address >= HELPERS_START && address < HELPERS_END;
  }
}
