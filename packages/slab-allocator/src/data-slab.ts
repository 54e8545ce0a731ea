import { type Address, alignUp, checkSize, MAXIMUM_SLAB_SIZE, type MemoryRange } from "./address.js";
import type { AddressSpec } from "./address-spec.js";
import type { MemoryProvider } from "./memory-provider.js";
import { allocateNear } from "./near-allocation.js";
import { Slab, type SlabMemory } from "./slab.js";
import { noGap, slabSize } from "./slab-size.js";

/** LDRD, STRD and LDREXD want doublewords. */
export const DATA_GRANULE = 8;

export interface DataSlabOptions {
  /** Bytes, rounded up to pages; 1 GiB at the most. */
  readonly size: number;
  /** The addresses at which it may lie. Default: anywhere. */
  readonly near?: AddressSpec;
  /** Inaccessible bytes right behind the end, rounded up to pages: who runs over the end faults. Default 0. */
  readonly guardSize?: number;
}

/** Pages of data that generated code reads and writes. Whole pages, so never one that holds code. */
export class DataSlab extends Slab {
  /** The inaccessible bytes behind the end. */
  readonly guard: MemoryRange | undefined;

  /** @internal Use {@link DataSlab.allocate}. */
  constructor(memory: SlabMemory) {
    super(memory);
    const { base, size, mappedSize } = memory;
    this.guard = mappedSize > size ? { base: base + size, size: mappedSize - size } : undefined;
  }

  /**
   * Maps a slab, zeroed.
   * @throws SlabError `no-gap`; `slab-too-large`, `invalid-size`. What the provider throws; then nothing stays mapped.
   */
  static allocate(provider: MemoryProvider, options: DataSlabOptions): DataSlab {
    const { pageSize } = provider;
    const size = slabSize(options.size, pageSize, "the slab");
    const guardSize = options.guardSize ?? 0;
    if (guardSize !== 0) checkSize(guardSize, MAXIMUM_SLAB_SIZE, "the guard");
    const mappedSize = size + alignUp(guardSize, pageSize);
    const place = allocateNear(provider, { size: mappedSize, protection: "rw-", spec: options.near });
    if (place === undefined) throw noGap(mappedSize, options.near);
    const slab = new DataSlab(dataMemory(provider, place.base, size, mappedSize));
    if (slab.guard !== undefined) {
      try {
        provider.protect(slab.guard.base, slab.guard.size, "---");
      } catch (thrown) {
        try {
          slab.reclaim();
        } catch {
          // The memory is out of reach altogether: what failed first says more.
          slab.abandon();
        }
        throw thrown;
      }
    }
    return slab;
  }
}

/** @internal */
export function dataMemory(
  provider: MemoryProvider,
  base: Address,
  size: number,
  mappedSize: number,
  onGone?: (slab: Slab) => void,
): SlabMemory {
  return { provider, base, size, mappedSize, headSize: 0, granule: DATA_GRANULE, onGone };
}
