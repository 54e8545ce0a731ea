import { ADDRESS_LIMIT, alignUp, hex, MAXIMUM_SLAB_SIZE } from "./address.js";
import type { AddressSpec } from "./address-spec.js";
import { SlabError } from "./errors.js";

/** @internal A slab's size, rounded up to pages. @throws SlabError `invalid-size`, `slab-too-large`. */
export function slabSize(size: number, pageSize: number, what: string): number {
  if (!Number.isInteger(size) || size <= 0) {
    throw new SlabError("invalid-size", `the size of ${what} must be a positive integer, but is ${size}`, { size });
  }
  const rounded = alignUp(size, pageSize);
  if (rounded > MAXIMUM_SLAB_SIZE) {
    throw new SlabError(
      "slab-too-large",
      `${what} cannot have ${size} bytes: one slab has ${MAXIMUM_SLAB_SIZE} at the most`,
      { size, limit: MAXIMUM_SLAB_SIZE },
    );
  }
  return rounded;
}

/** @internal @throws SlabError `invalid-helper`: the helpers leave no room for a reservation. */
export function checkHead(headSize: number, size: number, granule: number): void {
  if (headSize + granule > size) {
    throw new SlabError(
      "invalid-helper",
      `the attached helpers take ${headSize} of a slab's ${size} bytes and leave no room`,
      { headSize, size },
    );
  }
}

/** @internal */
export function noGap(size: number, spec: AddressSpec | undefined): SlabError {
  const { near = 0, from = 0, to = ADDRESS_LIMIT } = spec ?? {};
  return new SlabError(
    "no-gap",
    `no ${size} free bytes were found between ${hex(from)} and ${hex(to)}, near ${hex(near)}`,
    { size, near, from, to },
  );
}
