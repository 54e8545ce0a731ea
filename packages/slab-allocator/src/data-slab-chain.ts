import { ADDRESS_LIMIT, MAXIMUM_SLAB_SIZE } from "./address.js";
import { type AddressSpec, ANYWHERE } from "./address-spec.js";
import { DATA_GRANULE, DataSlab, dataMemory } from "./data-slab.js";
import type { MemoryProvider } from "./memory-provider.js";
import { allocateNear } from "./near-allocation.js";
import { type GrowthPolicy, growthPolicy, SlabChain } from "./slab-chain.js";

/** Frida's sizes: 26 KiB, then a fifth of a code slab's 4 MiB. */
const DEFAULTS: GrowthPolicy = {
  initialSize: 26 * 1024,
  growingSize: Math.floor((4 * 1024 * 1024) / 5),
  maximumSize: ADDRESS_LIMIT,
};

/** Defaults: 26 KiB, then 819 KiB each, in whole pages; no maximum. */
export interface DataSlabChainOptions extends Partial<GrowthPolicy> {
  /** The addresses at which every slab must lie. Default: anywhere. */
  readonly near?: AddressSpec;
}

/** Data slabs of one context. */
export class DataSlabChain extends SlabChain<DataSlab> {
  readonly #near: AddressSpec;

  /** Maps the first slab. @throws SlabError `no-gap`, `invalid-size`, `slab-too-large`, `invalid-provider`. */
  constructor(provider: MemoryProvider, options: DataSlabChainOptions = {}) {
    super(provider, growthPolicy(provider, options, DEFAULTS), {
      granule: DATA_GRANULE,
      headSize: 0,
      largestSlab: MAXIMUM_SLAB_SIZE,
    });
    this.#near = options.near ?? ANYWHERE;
    this.start();
  }

  protected override nextSpec(): AddressSpec {
    return this.#near;
  }

  protected override map(size: number, atLeast: number): DataSlab | undefined {
    const place = allocateNear(this.provider, { size, atLeast, protection: "rw-", spec: this.#near });
    if (place === undefined) return undefined;
    return new DataSlab(dataMemory(this.provider, place.base, place.size, place.size, this.drop));
  }
}
