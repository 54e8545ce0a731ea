import {
  ADDRESS_LIMIT,
  type Address,
  alignDown,
  alignUp,
  checkAlignment,
  checkSize,
  hex,
  type MemoryRange,
} from "./address.js";
import { type AddressSpec, ANYWHERE, checkSpec } from "./address-spec.js";
import { SlabError } from "./errors.js";
import type { MappedRange, MemoryProvider, Protection } from "./memory-provider.js";

/** The number of gaps that are passed over because the system refuses them, before the search ends. */
const REFUSALS_TAKEN = 16;

/** The gap to look for in a memory map. */
export interface GapRequest {
  /** Bytes, 1 to 2^32. */
  readonly size: number;
  /** The alignment of the base; a power of two, the page size as a rule. */
  readonly alignment: number;
  readonly spec: AddressSpec;
  /** Bounds besides the spec's. Default: the whole address space but address 0. */
  readonly lowest?: Address;
  readonly highest?: number;
}

/** The distance from `near` to the farthest byte of `size` bytes at `base`. */
function farthest(base: Address, size: number, near: Address): number {
  return Math.max(near - base, base + size - 1 - near);
}

/** Ranges in use as pairs of start and end, growth included, sorted by start; nothing beyond 2^32. */
function occupiedPairs(occupied: Iterable<MappedRange>): [start: number, end: number][] {
  const pairs: [number, number][] = [];
  for (const { base, size, growsDown = 0, growsUp = 0 } of occupied) {
    const start = Math.max(0, base - growsDown);
    const end = Math.min(ADDRESS_LIMIT, base + size + growsUp);
    if (start < end) pairs.push([start, end]);
  }
  return pairs.sort((a, b) => a[0] - b[0]);
}

/**
 * The base of the free place whose farthest byte is nearest to `spec.near`; of two equally near, the lower.
 * Ranges in use may come unsorted and overlap. O(n log n) in their number.
 * @returns 0 where nothing fits.
 * @throws SlabError `invalid-size`, `invalid-alignment`, `invalid-range`.
 */
export function nearestFreeGap(occupied: Iterable<MappedRange>, request: GapRequest): Address {
  const { size, alignment, spec } = request;
  checkSize(size, ADDRESS_LIMIT, "the gap looked for");
  checkAlignment(alignment, "the gap's alignment");
  checkSpec(spec);
  const floor = Math.max(spec.from, request.lowest ?? 0, 1);
  const ceiling = Math.min(spec.to, request.highest ?? ADDRESS_LIMIT);

  let best = 0;
  let bestDistance = Number.POSITIVE_INFINITY;
  const consider = (start: number, end: number): void => {
    const first = alignUp(Math.max(start, floor), alignment);
    const last = alignDown(Math.min(end, ceiling) - size, alignment);
    if (first > last) return;
    // The distance falls until the place is centred on `near`, and rises from there: the best base is beside that point.
    const centred = spec.near - (size - 1) / 2;
    const below = Math.min(Math.max(alignDown(centred, alignment), first), last);
    const above = Math.min(below + alignment, last);
    for (const base of [below, above]) {
      const distance = farthest(base, size, spec.near);
      if (distance < bestDistance) {
        best = base;
        bestDistance = distance;
      }
    }
  };

  let free = 0;
  for (const [start, end] of occupiedPairs(occupied)) {
    if (start > free) consider(free, start);
    free = Math.max(free, end);
  }
  consider(free, ADDRESS_LIMIT);
  return best;
}

/** The memory to allocate. Sizes in bytes, multiples of the page size. */
export interface NearRequest {
  readonly size: number;
  readonly protection: Protection;
  /** Default: {@link ANYWHERE}, which leaves the place to the system. */
  readonly spec?: AddressSpec | undefined;
  /** Take less where `size` is not to be had: half of it, half of that …, and this at the least. Default: `size`. */
  readonly atLeast?: number;
}

/**
 * Allocates as near to the spec's address as can be. The memory map is read once, and again after the system has
 * refused a gap that the map shows as free (another thread was quicker).
 * @returns undefined where nothing fits.
 * @throws SlabError `provider-misbehaved`: memory other than was asked for; it is given back. `invalid-size`, `invalid-range`.
 */
export function allocateNear(provider: MemoryProvider, request: NearRequest): MemoryRange | undefined {
  const { protection, spec = ANYWHERE, atLeast = request.size } = request;
  const { pageSize, lowest, highest } = provider;
  checkSize(request.size, ADDRESS_LIMIT, "the allocation");
  checkSize(atLeast, request.size, "the least size of the allocation");
  checkSpec(spec);
  const anywhere = spec.from === 0 && spec.to === ADDRESS_LIMIT && spec.near === 0;

  const refused: MappedRange[] = [];
  let map: MappedRange[] | undefined;
  let size = request.size;
  for (;;) {
    if (anywhere) {
      const base = provider.allocate(size, protection);
      if (base !== 0) return accepted(provider, base, size, base);
    } else if (size <= spec.to - spec.from) {
      map ??= [...provider.memoryMap(), ...refused];
      const gap = nearestFreeGap(map, { size, alignment: pageSize, spec, lowest, highest });
      if (gap !== 0) {
        const base = provider.allocate(size, protection, gap);
        if (base !== 0) return accepted(provider, base, size, gap);
        refused.push({ base: gap, size });
        if (refused.length === REFUSALS_TAKEN) return undefined;
        map = undefined;
        continue;
      }
    }
    if (size === atLeast) return undefined;
    size = Math.max(atLeast, alignUp(size / 2, pageSize));
  }
}

/** The range that the provider has mapped, if it is the wanted one. Any other is freed, and refused. */
function accepted(provider: MemoryProvider, base: Address, size: number, wanted: Address): MemoryRange {
  if (base === wanted && base > 0 && base % provider.pageSize === 0 && base + size <= ADDRESS_LIMIT) {
    return { base, size };
  }
  provider.free(base, size);
  throw new SlabError(
    "provider-misbehaved",
    `the memory provider gave ${size} bytes at ${hex(base)} where ${hex(wanted)} was wanted, on a page of ${provider.pageSize} bytes below 2^32; allocate() must return the place asked for, or 0`,
    { base, size, wanted },
  );
}
