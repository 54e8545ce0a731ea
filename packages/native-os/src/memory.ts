import { NativeOsError } from "./error.js";
import { bytesOf } from "./limits.js";
import { memoryMap } from "./memory-map.js";
import { native } from "./native.js";

/** The permissions of code for memory: any of `r`, `w` and `x`, with `-` for those that it does not have. */
export type Protection = "---" | "r--" | "rw-" | "r-x" | "rwx" | "--x" | "-w-" | "-wx";

const PROTECTIONS: Record<Protection, number> = {
  "---": 0,
  "r--": 1,
  "-w-": 2,
  "rw-": 3,
  "--x": 4,
  "r-x": 5,
  "-wx": 6,
  rwx: 7,
};

/** The system's number for a protection; refuses what is none. */
export function protectionBits(protection: Protection, call: string): number {
  const bits = Object.hasOwn(PROTECTIONS, protection) ? PROTECTIONS[protection] : undefined;
  if (bits === undefined) {
    throw new NativeOsError({
      code: "invalid-argument",
      call,
      message: `${call}: protection must be one of ${Object.keys(PROTECTIONS).join(", ")}, not ${String(protection)}`,
    });
  }
  return bits;
}

export interface AllocateOptions {
  /** At least so many bytes, at least one; rounded up to pages. */
  size: number;
  /** Default `rw-`. */
  protection?: Protection;
  /** Take the free place nearest to this address … */
  near?: number;
  /** … whose every byte is at most so many bytes away from it. Default: anywhere. */
  maximumDistance?: number;
}

/** The size of a page, in bytes. */
export function pageSize(): number {
  return native().pageSize();
}

/** True if memory can be writable and executable at once. */
export function isRwxAllowed(): boolean {
  return native().isRwxAllowed();
}

/** Memory of this process that {@link allocate} gave. */
export class Allocation {
  readonly address: number;
  /** In bytes, whole pages. */
  readonly size: number;
  #freed = false;

  /** Only {@link allocate} makes these. */
  constructor(address: number, size: number) {
    this.address = address;
    this.size = size;
  }

  get freed(): boolean {
    return this.#freed;
  }

  /** Changes what may be done with `size` bytes from `offset`, which must be at a page; with all of it by default. */
  protect(protection: Protection, offset = 0, size: number = this.size - offset): void {
    this.#check("mprotect", offset, size);
    native().protect(this.address + offset, size, protectionBits(protection, "mprotect"));
  }

  /** Copies `bytes` to `offset`. Refuses with `unmapped` where the memory is not writable. */
  write(offset: number, bytes: Uint8Array): void {
    this.#check("write", offset, bytes.length);
    native().write(this.address + offset, bytes);
  }

  /** Copies `size` bytes from `offset`. */
  read(offset: number, size: number): Uint8Array {
    this.#check("read", offset, size);
    const bytes = bytesOf(size, "read");
    native().read(this.address + offset, bytes);
    return bytes;
  }

  /** Makes code that was written visible to the instruction fetch. */
  clearInstructionCache(offset = 0, size: number = this.size - offset): void {
    this.#check("clearInstructionCache", offset, size);
    native().clearInstructionCache(this.address + offset, size);
  }

  /** Gives the memory back. A second time is refused with `freed`. */
  free(): void {
    this.#check("munmap", 0, this.size);
    native().unmap(this.address, this.size);
    this.#freed = true;
  }

  #check(call: string, offset: number, size: number): void {
    if (this.#freed) {
      throw new NativeOsError({
        code: "freed",
        call,
        message: `${call}: the allocation at ${hex(this.address)} is freed`,
      });
    }
    const inside = Number.isInteger(offset) && Number.isInteger(size) && offset >= 0 && size >= 0;
    if (!inside || offset + size > this.size) {
      throw new NativeOsError({
        code: "invalid-argument",
        call,
        message: `${call}: ${size} bytes at offset ${offset} are not within the allocation's ${this.size}`,
      });
    }
  }
}

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}

/** Below this the kernel maps nothing for a normal user (vm.mmap_min_addr). */
const LOWEST_ADDRESS = 0x10000;

/** The addresses at which `size` bytes fit, nearest first. */
function gapsNear(near: number, size: number, maximumDistance: number): number[] {
  const highest = process.arch === "arm" ? 0xbf000000 : 0x7fff_ffff_f000;
  const starts: number[] = [];
  let from = LOWEST_ADDRESS;
  for (const { start, end } of [...memoryMap(), { start: highest, end: highest }]) {
    const last = start - size;
    if (last >= from) {
      // The start nearest to `near` within this gap.
      const page = pageSize();
      starts.push(Math.min(Math.max(Math.floor(near / page) * page, from), last));
    }
    from = Math.max(from, end);
  }
  const distance = (start: number): number => Math.max(Math.abs(start - near), Math.abs(start + size - 1 - near));
  return starts.filter((start) => distance(start) <= maximumDistance).sort((a, b) => distance(a) - distance(b));
}

/**
 * The address of `size` bytes as `map(address)` makes them: anywhere (address 0) where no place is asked for, else at the free place nearest
 * to `near`. The map may change while it is read, so places are tried until one is still free.
 */
export function placeNear(
  call: string,
  size: number,
  near: number | undefined,
  maximumDistance: number,
  map: (address: number) => number,
): number {
  if (near === undefined) return map(0);
  if (!Number.isSafeInteger(near) || near < 0 || !(maximumDistance >= 0)) {
    throw new NativeOsError({
      code: "invalid-argument",
      call,
      message: `${call}: near must be an address and maximumDistance must not be negative, not ${near} and ${maximumDistance}`,
    });
  }
  for (const address of gapsNear(near, size, maximumDistance)) {
    try {
      return map(address);
    } catch (error) {
      // Taken meanwhile, or a place that this kernel does not give: the next one.
      if (!(error instanceof NativeOsError) || error.code === "invalid-argument") throw error;
    }
  }
  throw new NativeOsError({
    code: "out-of-memory",
    call,
    message: `${call}: no free ${size} bytes within ${maximumDistance} bytes of ${hex(near)}`,
    hint: "ask for a smaller size, or a greater distance",
  });
}

/** Maps fresh zeroed memory into this process. Refuses with `out-of-memory` where none is near enough. */
export function allocate(options: AllocateOptions): Allocation {
  const { size, protection = "rw-", near, maximumDistance = Number.POSITIVE_INFINITY } = options;
  const bits = protectionBits(protection, "mmap");
  if (!Number.isSafeInteger(size) || size <= 0) {
    throw new NativeOsError({
      code: "invalid-argument",
      call: "mmap",
      message: `mmap: size must be a positive integer, not ${size}`,
    });
  }
  const page = pageSize();
  const rounded = Math.ceil(size / page) * page;
  const address = placeNear("mmap", rounded, near, maximumDistance, (at) => native().map(at, rounded, bits));
  return new Allocation(address, rounded);
}

/** Copies `size` bytes, at most 2^28, of this process from any address. Refuses with `unmapped`, and never faults, where they cannot be read. */
export function readMemory(address: number, size: number): Uint8Array {
  const bytes = bytesOf(size, "read");
  native().read(address, bytes);
  return bytes;
}

/** Copies bytes, at most 2^28, to any address of this process. Refuses with `unmapped`, and never faults, where it is not writable. */
export function writeMemory(address: number, bytes: Uint8Array): void {
  native().write(address, bytes);
}

/** Makes code that was written visible to the instruction fetch: `size` bytes, at most 2^28. */
export function clearInstructionCache(address: number, size: number): void {
  native().clearInstructionCache(address, size);
}
