import { type Address, alignDown, hex, MAXIMUM_SLAB_SIZE, type MemoryRange } from "./address.js";
import { type AddressSpec, ANYWHERE, checkSpec, intersect } from "./address-spec.js";
import { type AttachedHelper, HelperLayout } from "./attached-helper.js";
import { attach, CODE_GRANULE, CodeSlab, checkAccess, codeMemory } from "./code-slab.js";
import { SlabError } from "./errors.js";
import { codeProtection, type MemoryProvider } from "./memory-provider.js";
import { allocateNear } from "./near-allocation.js";
import { mutualSpan, neighboursOf, type Reach, T32_B_W } from "./reach.js";
import { type GrowthPolicy, growthPolicy, SlabChain } from "./slab-chain.js";
import { checkHead } from "./slab-size.js";
import { WriteAccess } from "./write-access.js";

/** Frida's sizes: 128 KiB, then 4 MiB. The maximum is as much as the reach allows. */
const DEFAULTS = { initialSize: 128 * 1024, growingSize: 4 * 1024 * 1024 };

/** Defaults: 128 KiB, then 4 MiB each; all that the reach allows. */
export interface CodeSlabChainOptions extends Partial<GrowthPolicy> {
  /** The branch by which every place in the slabs must reach every other. Default {@link T32_B_W}, which suits A32 too. */
  readonly reach?: Reach;
  /** The addresses at which every slab must lie, in addition to the reach. Default: anywhere. */
  readonly near?: AddressSpec;
  /** Carried by every slab. Default: none. */
  readonly helpers?: readonly AttachedHelper[];
  /** The instruction by which all code must reach the helpers in its own slab. Default: `reach`. */
  readonly helperReach?: Reach;
  /** Shared by the chains whose writes are to be batched together. Default: its own. */
  readonly access?: WriteAccess;
}

/** Code slabs of one context, within branch range of each other. */
export class CodeSlabChain extends SlabChain<CodeSlab> {
  readonly reach: Reach;
  readonly access: WriteAccess;
  readonly #near: AddressSpec | undefined;
  readonly #layout: HelperLayout;

  /**
   * Maps the first slab and writes its helpers.
   * @throws SlabError `out-of-reach`: sizes that the reach, the helpers' reach or `near` make impossible;
   *   `invalid-helper`; and as {@link CodeSlab.allocate}.
   */
  constructor(provider: MemoryProvider, options: CodeSlabChainOptions = {}) {
    const reach = options.reach ?? T32_B_W;
    const growth = growthPolicy(provider, options, { ...DEFAULTS, maximumSize: reachableBytes(reach, provider) });
    const layout = new HelperLayout(options.helpers ?? [], provider.pageSize, CODE_GRANULE);
    const largestSlab = checkReach(provider, growth, reach, layout, options);
    super(provider, growth, { granule: CODE_GRANULE, headSize: layout.headSize, largestSlab });
    this.reach = reach;
    this.access = options.access ?? new WriteAccess(provider);
    checkAccess(this.access, provider);
    this.#near = options.near;
    this.#layout = layout;
    this.start();
  }

  /**
   * The copy of a helper that code at `from` reaches: the one in its own slab.
   * @throws SlabError `not-in-slab`, `unknown-helper`.
   */
  helper(name: string, from: Address): Address {
    return this.slabAt(from).helper(name);
  }

  /** As {@link CodeSlab.withWritable}, in any slab. For several ranges, open `access.batch` around. */
  withWritable<T>(range: MemoryRange, body: () => T): T {
    return this.slabAt(range.base).withWritable(range, body);
  }

  /** As {@link CodeSlab.write}, in any slab. For several places, open `access.batch` around. */
  write(address: Address, bytes: Uint8Array): void {
    this.slabAt(address).write(address, bytes);
  }

  /** @throws SlabError `scope-open`, before anything was given back; and as {@link SlabChain.reclaim}. */
  override reclaim(): void {
    const held = this.slabs.find((slab) => this.access.holds(slab));
    if (held !== undefined) {
      throw new SlabError(
        "scope-open",
        `the chain cannot be reclaimed while a writable scope holds pages of its slab at ${hex(held.base)}`,
        { base: held.base, size: held.size },
      );
    }
    super.reclaim();
  }

  protected override nextSpec(): AddressSpec | undefined {
    const lowest = this.slabs[0];
    const highest = this.slabs.at(-1);
    if (lowest === undefined || highest === undefined) return this.#near ?? ANYWHERE;
    const reachable = neighboursOf(this.reach, { base: lowest.base, size: highest.end - lowest.base });
    return this.#near === undefined ? reachable : intersect(this.#near, reachable);
  }

  protected override map(size: number, atLeast: number): CodeSlab | undefined {
    const spec = this.nextSpec();
    if (spec === undefined) return undefined;
    const place = allocateNear(this.provider, { size, atLeast, protection: codeProtection(this.provider), spec });
    if (place === undefined) return undefined;
    const slab = new CodeSlab(codeMemory(this.provider, place, this.#layout, this.access, this.drop));
    attach(slab, this.#layout);
    return slab;
  }
}

/** The bytes that lie within mutual reach, in whole pages. */
function reachableBytes(reach: Reach, provider: MemoryProvider): number {
  return alignDown(Math.min(mutualSpan(reach), 2 ** 32), provider.pageSize);
}

/** @returns the size of the largest slab that may ever be mapped. @throws SlabError `out-of-reach`, `invalid-helper`. */
function checkReach(
  provider: MemoryProvider,
  growth: GrowthPolicy,
  reach: Reach,
  layout: HelperLayout,
  options: CodeSlabChainOptions,
): number {
  const { initialSize, growingSize, maximumSize } = growth;
  const { near, helperReach = reach } = options;
  const span = reachableBytes(reach, provider);
  const grows = maximumSize > initialSize;
  const refuse = (what: string, size: number, limit: number, instruction: string): never => {
    throw new SlabError(
      "out-of-reach",
      `${what} cannot be ${size} bytes: within ${instruction} lie ${limit} bytes, in whole pages`,
      { size, limit, reach: instruction },
    );
  };

  if (initialSize > span) refuse("the first slab", initialSize, span, reach.name);
  if (maximumSize > span) refuse("the maximum of slabs that reach each other", maximumSize, span, reach.name);
  if (grows && initialSize + growingSize > span) {
    refuse("the first slab and a further one together", initialSize + growingSize, span, reach.name);
  }
  checkHead(layout.headSize, initialSize, CODE_GRANULE);
  if (grows) checkHead(layout.headSize, growingSize, CODE_GRANULE);

  let largest = Math.min(span, MAXIMUM_SLAB_SIZE);
  if (layout.headSize > 0) {
    // Helpers lie at the start: the last instruction of the slab must name the first byte.
    const limit = reachableBytes(helperReach, provider);
    if (initialSize > limit) refuse("the first slab, helpers at its start,", initialSize, limit, helperReach.name);
    if (grows && growingSize > limit) {
      refuse("a further slab, helpers at its start,", growingSize, limit, helperReach.name);
    }
    largest = Math.min(largest, limit);
  }

  if (near !== undefined) {
    checkSpec(near);
    const window = near.to - near.from;
    if (initialSize > window) {
      refuse("the first slab", initialSize, window, `the specified ${hex(near.from)} to ${hex(near.to)}`);
    }
  }
  return largest;
}
