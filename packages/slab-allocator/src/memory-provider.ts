import { type Address, isPowerOfTwo, type MemoryRange } from "./address.js";
import { SlabError } from "./errors.js";

/** Page protections, in Frida's notation. */
export type Protection = "---" | "r--" | "rw-" | "r-x" | "rwx";

/**
 * The way by which code comes into pages that are executed.
 *
 * - `rwx`: a page may be writable and executable at once.
 * - `write-through`: pages are `r-x`, and {@link MemoryProvider.write} reaches them all the same. So it is where a
 *   debugger writes: ptrace, /proc/PID/mem, most stubs.
 * - `toggle`: a page is made `rw-` for the write and `r-x` after it (W^X).
 */
export type CodeAccess = "rwx" | "write-through" | "toggle";

/** A range in use. Bytes it may yet grow into are kept free by the search for gaps. */
export interface MappedRange extends MemoryRange {
  /** Bytes below `base` to keep free, e.g. what a stack may grow to. Default 0. */
  readonly growsDown?: number;
  /** Bytes above the end to keep free, e.g. what the `brk` heap may grow to. Default 0. */
  readonly growsUp?: number;
}

/**
 * Memory of this process, of a traced one, or a simulation: all that the slabs need to know of the world.
 * Every call is synchronous and throws what it likes where the memory cannot be reached at all (the target died).
 */
export interface MemoryProvider {
  /** Bytes of a page; a power of two. All bases and sizes below are multiples of it, except those of `write` and `flush`. */
  readonly pageSize: number;
  readonly codeAccess: CodeAccess;
  /** The lowest address that may be mapped (Linux: `vm.mmap_min_addr`). */
  readonly lowest: Address;
  /** One past the highest address that may be mapped (32-bit kernel: 0xbf000000, 64-bit: 0xffff0000). */
  readonly highest: number;

  /** All ranges in use, in any order. Ranges beyond 2^32 are passed over. Called once a search, never by `reserve` while a slab has room. */
  memoryMap(): Iterable<MappedRange>;

  /**
   * Maps `size` zeroed bytes: exactly at `at`, over nothing else (Linux: `MAP_FIXED_NOREPLACE`, and unmap where an old
   * kernel took the address for a hint only), or, without `at`, where the system likes.
   * @returns the base, or 0 where the place is taken or memory has run out.
   */
  allocate(size: number, protection: Protection, at?: Address): Address;

  /** Unmaps what `allocate` gave, as a whole. */
  free(base: Address, size: number): void;

  protect(base: Address, size: number, protection: Protection): void;

  /** Writes to mapped memory, in one piece; `bytes` is not kept. */
  write(address: Address, bytes: Uint8Array): void;

  /** Makes instruction fetches from these bytes see what was written. Nothing to do where `write` takes care of it. */
  flush(address: Address, size: number): void;
}

/** The protection that code pages have outside of a writable scope. */
export function codeProtection(provider: MemoryProvider): Protection {
  return provider.codeAccess === "rwx" ? "rwx" : "r-x";
}

/** @throws SlabError `invalid-provider`: the page size or the bounds make no sense. */
export function checkProvider(provider: MemoryProvider): void {
  const { pageSize, lowest, highest } = provider;
  if (!isPowerOfTwo(pageSize) || pageSize < 16) {
    throw new SlabError("invalid-provider", `the page size must be a power of two from 16, but is ${pageSize}`, {
      pageSize,
    });
  }
  if (!(lowest >= 0 && lowest < highest && highest <= 0x1_0000_0000)) {
    throw new SlabError(
      "invalid-provider",
      `the provider's bounds must satisfy 0 <= lowest < highest <= 2^32, but are ${lowest} and ${highest}`,
      { lowest, highest },
    );
  }
}
