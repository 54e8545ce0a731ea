import { ADDRESS_LIMIT, type Address, alignDown, alignUp, hex } from "./address.js";
import type { AddressSpec } from "./address-spec.js";
import { SlabError } from "./errors.js";
import { checkProvider, type MemoryProvider } from "./memory-provider.js";
import { checkRequest, type Slab } from "./slab.js";
import { SlabIndex } from "./slab-index.js";
import { slabSize } from "./slab-size.js";

/** The growth of a chain. Sizes in bytes, rounded to pages. */
export interface GrowthPolicy {
  /** The first slab's size; mapped on construction. */
  readonly initialSize: number;
  /** The size of each further slab; more where one reservation needs it, less where memory or the maximum leaves less. */
  readonly growingSize: number;
  /** The most that all slabs together may take. */
  readonly maximumSize: number;
}

type Refusal = "maximum-reached" | "slab-too-large" | "no-gap";

/** Slabs of one kind that grow in number as they fill. Kept apart by kind, so that no page holds both code and data. */
export abstract class SlabChain<S extends Slab> {
  readonly provider: MemoryProvider;
  readonly growth: GrowthPolicy;
  /** Sizes are rounded up to this, and it is the least alignment. */
  readonly granule: number;
  readonly #index = new SlabIndex<S>();
  readonly #headSize: number;
  readonly #largestSlab: number;
  #first: S | undefined;
  /** The slab of the last reservation. It is tried first. */
  #current: S | undefined;
  #size = 0;
  #live = true;
  #refusal: Refusal = "no-gap";

  /** @internal */
  protected constructor(
    provider: MemoryProvider,
    growth: GrowthPolicy,
    layout: { readonly granule: number; readonly headSize: number; readonly largestSlab: number },
  ) {
    this.provider = provider;
    this.growth = growth;
    this.granule = layout.granule;
    this.#headSize = layout.headSize;
    this.#largestSlab = layout.largestSlab;
  }

  /** Maps a slab of `size` bytes, or of less down to `atLeast`; undefined where there is no room. */
  protected abstract map(size: number, atLeast: number): S | undefined;

  /** The addresses at which the next slab may lie; undefined if there are none. */
  protected abstract nextSpec(): AddressSpec | undefined;

  /** The live slabs in ascending order of address. */
  get slabs(): readonly S[] {
    return this.#index.ranges;
  }

  /** Bytes that all slabs take. */
  get size(): number {
    return this.#size;
  }

  /** Bytes reserved in all slabs. */
  get used(): number {
    return this.slabs.reduce((sum, slab) => sum + slab.used, 0);
  }

  /** True if reservations can be made: neither reclaimed nor abandoned. */
  get isLive(): boolean {
    return this.#live;
  }

  /** True if the address lies in one of the slabs. O(log n), allocates nothing. */
  contains(address: Address): boolean {
    return this.#index.contains(address);
  }

  /** The slab that holds the address. O(log n), allocates nothing. */
  slabOf(address: Address): S | undefined {
    return this.#index.find(address);
  }

  /**
   * Reserves `size` bytes: where the last reservation was made, else in any other slab, else in a new one. Allocates no
   * object where a slab has room.
   * @param size bytes, rounded up to the granule; 1 GiB at the most.
   * @param alignment a power of two; the granule at the least.
   * @returns the address, or 0 where neither the slabs nor the memory have room.
   * @throws SlabError `invalid-size`, `invalid-alignment`, `reclaimed`. What the provider throws.
   */
  tryReserve(size: number, alignment: number = this.granule): Address {
    const current = this.#current;
    if (current !== undefined) {
      const address = current.tryReserve(size, alignment);
      if (address !== 0) return address;
    }
    return this.#reserveElsewhere(size, alignment);
  }

  /**
   * As {@link tryReserve}, but throws where there is no room.
   * @throws SlabError `maximum-reached`, `slab-too-large`, `no-gap`, with the numbers; else as {@link tryReserve}.
   */
  reserve(size: number, alignment: number = this.granule): Address {
    const address = this.tryReserve(size, alignment);
    if (address === 0) throw this.#exhausted(size, alignment);
    return address;
  }

  /** As {@link Slab.release}. @throws SlabError `not-in-slab` besides. */
  release(address: Address, size: number): void {
    this.slabAt(address).release(address, size);
  }

  /** As {@link Slab.shrink}. @throws SlabError `not-in-slab` besides. */
  shrink(address: Address, reserved: number, used: number): void {
    this.slabAt(address).shrink(address, reserved, used);
  }

  /**
   * Gives back slabs in which nothing is reserved, except the first, or the last one left.
   * @returns their bytes.
   * @throws SlabError `free-failed`, `scope-open`.
   */
  trim(): number {
    const before = this.#size;
    for (const slab of [...this.slabs]) {
      if (slab.used === 0 && slab !== this.#first && this.slabs.length > 1) slab.reclaim();
    }
    return before - this.#size;
  }

  /**
   * Gives all memory back, and ends the chain: its context is gone. A second call tries again what failed.
   * @throws SlabError `free-failed`, after all others were given back.
   */
  reclaim(): void {
    this.#live = false;
    const failures: unknown[] = [];
    for (const slab of [...this.slabs]) {
      try {
        slab.reclaim();
      } catch (failure) {
        failures.push(failure);
      }
    }
    this.#current = undefined;
    if (failures.length === 0) return;
    throw new SlabError(
      "free-failed",
      `${failures.length} slabs with ${this.#size} bytes could not be given back`,
      { failures: failures.length, size: this.#size },
      new AggregateError(failures),
    );
  }

  /** Forgets all memory without calling the provider, and ends the chain: the memory went with its process, or exec replaced it. */
  abandon(): void {
    this.#live = false;
    for (const slab of [...this.slabs]) slab.abandon();
    this.#current = undefined;
  }

  /** @throws SlabError `not-in-slab`. */
  protected slabAt(address: Address): S {
    const slab = this.slabOf(address);
    if (slab === undefined) {
      throw new SlabError("not-in-slab", `${hex(address)} lies in none of the ${this.slabs.length} slabs`, { address });
    }
    return slab;
  }

  /** @internal Maps the first slab. */
  protected start(): void {
    const slab = this.map(this.growth.initialSize, this.growth.initialSize);
    if (slab === undefined) {
      this.#refusal = "no-gap";
      throw this.#exhausted(this.growth.initialSize, this.granule);
    }
    this.#take(slab);
  }

  /** @internal To be called when a slab's memory is gone. */
  protected readonly drop = (slab: Slab): void => {
    if (!this.#index.delete(slab as S)) return;
    this.#size -= slab.size;
    if (slab === this.#first) this.#first = undefined;
    if (slab === this.#current) this.#current = this.slabs.at(-1);
  };

  #reserveElsewhere(size: number, alignment: number): Address {
    checkRequest(size, alignment);
    if (!this.#live) {
      throw new SlabError("reclaimed", "the chain was reclaimed or abandoned");
    }
    for (const slab of this.slabs) {
      if (slab === this.#current) continue;
      const address = slab.tryReserve(size, alignment);
      if (address !== 0) {
        this.#current = slab;
        return address;
      }
    }
    return this.#grow(size, alignment)?.tryReserve(size, alignment) ?? 0;
  }

  /** Maps a slab that has room for a reservation. */
  #grow(size: number, alignment: number): S | undefined {
    const { pageSize } = this.provider;
    const least = alignUp(this.#leastSlab(size, alignment), pageSize);
    const room = alignDown(this.growth.maximumSize - this.#size, pageSize);
    if (least > this.#largestSlab) return this.#refuse("slab-too-large");
    if (least > room) return this.#refuse("maximum-reached");
    const { initialSize, growingSize } = this.growth;
    const wanted = Math.min(Math.max(this.slabs.length === 0 ? initialSize : growingSize, least), room);
    const slab = this.map(wanted, least);
    return slab === undefined ? this.#refuse("no-gap") : this.#take(slab);
  }

  /** Bytes of the smallest slab that surely has room: beyond a page, the base's alignment is not known. */
  #leastSlab(size: number, alignment: number): number {
    const { pageSize } = this.provider;
    const start =
      alignment <= pageSize
        ? alignUp(this.#headSize, alignment)
        : alignUp(this.#headSize, pageSize) + alignment - pageSize;
    return start + alignUp(size, this.granule);
  }

  #take(slab: S): S {
    this.#index.add(slab);
    this.#size += slab.size;
    this.#first ??= slab;
    this.#current = slab;
    return slab;
  }

  #refuse(refusal: Refusal): undefined {
    this.#refusal = refusal;
    return undefined;
  }

  #exhausted(size: number, alignment: number): SlabError {
    const { maximumSize } = this.growth;
    const numbers = { size, alignment, used: this.used, total: this.#size };
    const request = `${size} bytes aligned to ${alignment} cannot be reserved`;
    if (this.#refusal === "maximum-reached") {
      return new SlabError(
        "maximum-reached",
        `${request}: the chain has ${this.#size} bytes in ${this.slabs.length} slabs, and may have ${maximumSize}`,
        { ...numbers, maximumSize },
      );
    }
    if (this.#refusal === "slab-too-large") {
      return new SlabError(
        "slab-too-large",
        `${request}: with the ${this.#headSize} bytes of its helpers it needs a slab of more than ${this.#largestSlab} bytes`,
        { ...numbers, headSize: this.#headSize, limit: this.#largestSlab },
      );
    }
    const { from, to } = this.nextSpec() ?? { from: 0, to: 0 };
    return new SlabError(
      "no-gap",
      `${request}: the ${this.slabs.length} slabs are full, and the memory map has no such gap from ${hex(from)} to ${hex(to)}, where the next slab may lie`,
      { ...numbers, from, to },
    );
  }
}

/** @internal The policy in whole pages. @throws SlabError `invalid-size`, `slab-too-large`, `invalid-provider`. */
export function growthPolicy(
  provider: MemoryProvider,
  options: Partial<GrowthPolicy>,
  defaults: GrowthPolicy,
): GrowthPolicy {
  checkProvider(provider);
  const { pageSize } = provider;
  const initialSize = slabSize(options.initialSize ?? defaults.initialSize, pageSize, "the first slab");
  const growingSize = slabSize(options.growingSize ?? defaults.growingSize, pageSize, "a further slab");
  const maximum = options.maximumSize ?? Math.max(defaults.maximumSize, initialSize);
  if (!Number.isInteger(maximum) || maximum > ADDRESS_LIMIT || maximum < initialSize) {
    throw new SlabError(
      "invalid-size",
      `the maximum must be an integer from the first slab's ${initialSize} bytes to 2^32, but is ${maximum}`,
      { maximumSize: maximum, initialSize },
    );
  }
  return { initialSize, growingSize, maximumSize: alignDown(maximum, pageSize) };
}
