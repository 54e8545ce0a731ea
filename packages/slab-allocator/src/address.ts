import { SlabError } from "./errors.js";

/** A 32-bit address, 0 to 2^32 - 1. An end (one past the last byte) may be 2^32. */
export type Address = number;

/** Bytes `base` to `base + size - 1`. Never wraps: `base + size` is at most 2^32. */
export interface MemoryRange {
  readonly base: Address;
  readonly size: number;
}

/** One past the highest address. */
export const ADDRESS_LIMIT = 0x1_0000_0000;

/** The largest single slab, 1 GiB: offsets within a slab stay small integers. */
export const MAXIMUM_SLAB_SIZE = 0x4000_0000;

/** The address in hexadecimal, as it stands in messages. */
export function hex(address: number): string {
  return `0x${address.toString(16)}`;
}

/** `value` rounded up to a multiple of `alignment`, any positive integer; exact up to 2^53. */
export function alignUp(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}

/** `value` rounded down to a multiple of `alignment`, any positive integer; exact up to 2^53. */
export function alignDown(value: number, alignment: number): number {
  return Math.floor(value / alignment) * alignment;
}

/** True if `value` is 1, 2, 4 … 2^30. */
export function isPowerOfTwo(value: number): boolean {
  return (value | 0) === value && value > 0 && (value & (value - 1)) === 0;
}

/** @throws SlabError `invalid-range`: not an integer in 0 to 2^32 - 1. */
export function checkAddress(address: Address, what: string): void {
  if (!Number.isInteger(address) || address < 0 || address >= ADDRESS_LIMIT) {
    throw new SlabError("invalid-range", `${what} must be an integer from 0 to 0xffffffff, but is ${address}`, {
      address,
    });
  }
}

/** @throws SlabError `invalid-range`: no bytes, not integers, or beyond 2^32. */
export function checkRange(range: MemoryRange, what: string): void {
  checkAddress(range.base, `the base of ${what}`);
  if (!Number.isInteger(range.size) || range.size <= 0 || range.base + range.size > ADDRESS_LIMIT) {
    throw new SlabError(
      "invalid-range",
      `${what} must hold at least one byte and end at or below 0x100000000, but ${range.size} bytes begin at ${hex(range.base)}`,
      { base: range.base, size: range.size },
    );
  }
}

/** @throws SlabError `invalid-size`: not an integer from 1 to `limit`. */
export function checkSize(size: number, limit: number, what: string): void {
  if (!Number.isInteger(size) || size <= 0 || size > limit) {
    throw new SlabError("invalid-size", `${what} must be an integer from 1 to ${limit} bytes, but is ${size}`, {
      size,
      limit,
    });
  }
}

/** @throws SlabError `invalid-alignment`: not a power of two from 1 to 2^30. */
export function checkAlignment(alignment: number, what: string): void {
  if (!isPowerOfTwo(alignment)) {
    throw new SlabError("invalid-alignment", `${what} must be a power of two from 1 to 2^30, but is ${alignment}`, {
      alignment,
    });
  }
}
