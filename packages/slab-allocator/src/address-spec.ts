import { ADDRESS_LIMIT, type Address, checkAddress, hex } from "./address.js";
import { SlabError } from "./errors.js";

/** The place of new memory: all of it in `from` to `to`, as close to `near` as can be. */
export interface AddressSpec {
  /** Candidates are ranked by how far their farthest byte is from here. */
  readonly near: Address;
  /** The lowest address that the memory may begin at. */
  readonly from: Address;
  /** One past the highest address that the memory may hold, at most 2^32. */
  readonly to: number;
}

/** No demand on the place. */
export const ANYWHERE: AddressSpec = { near: 0, from: 0, to: ADDRESS_LIMIT };

/**
 * Frida's `GumAddressSpec`: every byte at most `maxDistance` from `near`. Clipped to the address space, never wrapped.
 * @param maxDistance bytes, 0 to 2^32.
 * @throws SlabError `invalid-range`.
 */
export function within(near: Address, maxDistance: number): AddressSpec {
  checkAddress(near, "the near address");
  if (!Number.isInteger(maxDistance) || maxDistance < 0 || maxDistance > ADDRESS_LIMIT) {
    throw new SlabError("invalid-range", `the distance must be an integer from 0 to 2^32, but is ${maxDistance}`, {
      maxDistance,
    });
  }
  return clip(near, near - maxDistance, near + maxDistance + 1);
}

/**
 * The addresses that satisfy both; ranked by `first.near`.
 * @returns undefined where no byte does.
 */
export function intersect(first: AddressSpec, second: AddressSpec): AddressSpec | undefined {
  const from = Math.max(first.from, second.from);
  const to = Math.min(first.to, second.to);
  return from < to ? { near: first.near, from, to } : undefined;
}

/** @internal A spec clipped to the address space; empty where nothing of it lies inside. */
export function clip(near: Address, from: number, to: number): AddressSpec {
  const low = Math.min(Math.max(from, 0), ADDRESS_LIMIT);
  return { near, from: low, to: Math.max(low, Math.min(to, ADDRESS_LIMIT)) };
}

/** @throws SlabError `invalid-range`: not integers, or `from` above `to`, or beyond 2^32. */
export function checkSpec(spec: AddressSpec): void {
  checkAddress(spec.near, "the near address");
  const { from, to } = spec;
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || from > to || to > ADDRESS_LIMIT) {
    throw new SlabError(
      "invalid-range",
      `an address specification must satisfy 0 <= from <= to <= 2^32, but is ${hex(from)} to ${hex(to)}`,
      { from, to },
    );
  }
}
