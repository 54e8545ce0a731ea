import type { MemoryRange } from "@armstalker/slab-allocator";
import { ADDRESS_SPACE, KERNEL_HELPERS } from "@armstalker/target";
import { copyOptions, requireAddress, requireInteger } from "../arguments.js";

/** A range of memory, checked. @throws {StalkerError} `invalid-argument` */
export function requireMemoryRange(range: MemoryRange): MemoryRange {
  const { base, size } = copyOptions("the range", range, ["base", "size"]);
  requireAddress("base", base);
  requireInteger("size", size, 1, ADDRESS_SPACE - base);
  return { base, size };
}

/** Code that is not followed: calls of it run natively. */
export class ExcludedRanges {
  #ranges: readonly MemoryRange[] = [];

  get isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  add(range: MemoryRange): void {
    this.#ranges = [...this.#ranges, range];
  }

  /** Takes a range out of all others. Returns false if none of them has any of it. */
  remove({ base, size }: MemoryRange): boolean {
    const end = base + size;
    const before = this.#ranges;
    this.#ranges = before.flatMap((range) => {
      const rangeEnd = range.base + range.size;
      if (rangeEnd <= base || range.base >= end) return [range];
      return [
        { base: range.base, size: base - range.base },
        { base: end, size: rangeEnd - end },
      ].filter((part) => part.size > 0);
    });
    return this.#ranges.length !== before.length || this.#ranges.some((range, index) => range !== before[index]);
  }

  /** True if calls of an address run natively. Bit 0 does not matter. */
  isNative(address: number): boolean {
    if (this.isKernelHelper(address)) return true;
    for (const { base, size } of this.#ranges) if (address >= base && address < base + size) return true;
    return false;
  }

  /** True for an address of one of the kernel's helpers, whose code cannot be moved. */
  isKernelHelper(address: number): boolean {
    return address >= KERNEL_HELPERS.start && address < KERNEL_HELPERS.end;
  }
}
