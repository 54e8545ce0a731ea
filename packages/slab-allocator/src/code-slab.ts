import { type Address, hex, type MemoryRange } from "./address.js";
import type { AddressSpec } from "./address-spec.js";
import { type AttachedHelper, HelperLayout } from "./attached-helper.js";
import { SlabError } from "./errors.js";
import { codeProtection, type MemoryProvider } from "./memory-provider.js";
import { allocateNear } from "./near-allocation.js";
import { Slab, type SlabMemory } from "./slab.js";
import { checkHead, noGap, slabSize } from "./slab-size.js";
import { WriteAccess } from "./write-access.js";

/** A32 instructions and literals are words; T32 code gives up a halfword now and then for it. */
export const CODE_GRANULE = 4;

export interface CodeSlabOptions {
  /** Bytes, rounded up to pages; 1 GiB at the most. */
  readonly size: number;
  /** The addresses at which it may lie. Default: anywhere. */
  readonly near?: AddressSpec;
  /** Default: none. */
  readonly helpers?: readonly AttachedHelper[];
  /** Shared by the slabs whose writes are to be batched together. Default: its own. */
  readonly access?: WriteAccess;
}

/** @internal */
export interface CodeSlabMemory extends SlabMemory {
  readonly layout: HelperLayout;
  readonly access: WriteAccess;
}

/** Pages of code, and of nothing but code. */
export class CodeSlab extends Slab {
  readonly access: WriteAccess;
  readonly #layout: HelperLayout;

  /** @internal Use {@link CodeSlab.allocate}. */
  constructor(memory: CodeSlabMemory) {
    super(memory);
    this.access = memory.access;
    this.#layout = memory.layout;
  }

  /**
   * Maps a slab and writes its helpers.
   * @throws SlabError `no-gap`; `slab-too-large`, `invalid-size`, `invalid-helper`, `helper-size`, `invalid-provider`.
   *   What a helper or the provider throws; then nothing stays mapped.
   */
  static allocate(provider: MemoryProvider, options: CodeSlabOptions): CodeSlab {
    return mapCodeSlab(provider, options, (memory) => new CodeSlab(memory));
  }

  /** The address of this slab's copy. @throws SlabError `unknown-helper`. */
  helper(name: string): Address {
    return this.base + this.#layout.offsetOf(name);
  }

  /** As {@link WriteAccess.withWritable}. @throws SlabError `not-in-slab` besides. */
  withWritable<T>(range: MemoryRange, body: () => T): T {
    checkInside(this, range.base, range.size);
    return this.access.withWritable(range, body);
  }

  /** Writes code, in a scope of its own or as part of the one that is open. @throws SlabError `not-in-slab`. */
  write(address: Address, bytes: Uint8Array): void {
    checkInside(this, address, bytes.length);
    this.access.write(address, bytes);
  }

  /** @throws SlabError `scope-open`: some of its pages are writable just now; and as {@link Slab.reclaim}. */
  override reclaim(): void {
    if (this.isLive && this.access.holds(this)) {
      throw new SlabError(
        "scope-open",
        `the slab at ${hex(this.base)} cannot be given back while a writable scope holds some of its pages`,
        { base: this.base, size: this.size },
      );
    }
    super.reclaim();
    this.access.forget(this);
  }

  override abandon(): void {
    super.abandon();
    this.access.forget(this);
  }
}

/** @internal Maps memory for a code slab or a kind of it. */
export function mapCodeSlab<S extends CodeSlab>(
  provider: MemoryProvider,
  options: CodeSlabOptions,
  make: (memory: CodeSlabMemory) => S,
): S {
  const access = options.access ?? new WriteAccess(provider);
  checkAccess(access, provider);
  const layout = new HelperLayout(options.helpers ?? [], provider.pageSize, CODE_GRANULE);
  const size = slabSize(options.size, provider.pageSize, "the slab");
  checkHead(layout.headSize, size, CODE_GRANULE);
  const place = allocateNear(provider, { size, protection: codeProtection(provider), spec: options.near });
  if (place === undefined) throw noGap(size, options.near);
  const slab = make(codeMemory(provider, place, layout, access));
  attach(slab, layout);
  return slab;
}

/** @internal */
export function codeMemory(
  provider: MemoryProvider,
  place: MemoryRange,
  layout: HelperLayout,
  access: WriteAccess,
  onGone?: (slab: Slab) => void,
): CodeSlabMemory {
  const { base, size } = place;
  const { headSize } = layout;
  return { provider, base, size, mappedSize: size, headSize, granule: CODE_GRANULE, layout, access, onGone };
}

/** @internal Writes the helpers' copies; where that fails, gives the slab back. */
export function attach(slab: CodeSlab, layout: HelperLayout): void {
  if (layout.headSize === 0) return;
  try {
    slab.write(slab.base, layout.emitAll(slab));
  } catch (thrown) {
    slab.access.forget(slab);
    try {
      slab.reclaim();
    } catch {
      // The memory is out of reach altogether: what failed first says more.
      slab.abandon();
    }
    throw thrown;
  }
}

/** @internal @throws SlabError `invalid-provider`. */
export function checkAccess(access: WriteAccess, provider: MemoryProvider): void {
  if (access.provider !== provider) {
    throw new SlabError("invalid-provider", "the write access belongs to another memory provider than the slab");
  }
}

function checkInside(slab: CodeSlab, address: Address, size: number): void {
  if (!slab.contains(address) || !(size > 0 && address + size <= slab.end)) {
    throw new SlabError(
      "not-in-slab",
      `${size} bytes at ${hex(address)} are not all in the slab from ${hex(slab.base)} to ${hex(slab.end)}`,
      { address, size, base: slab.base, end: slab.end },
    );
  }
}
