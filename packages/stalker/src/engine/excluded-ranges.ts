import type { MemoryRange } from "@armstalker/slab-allocator";
import { ADDRESS_SPACE, KERNEL_HELPERS } from "@armstalker/target";
import { copyOptions, requireAddress, requireInteger } from "../arguments.js";

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
    requireInteger("size", size, 1, ADDRESS_SPACE - base);
    this.#ranges.push({ base, size });
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
