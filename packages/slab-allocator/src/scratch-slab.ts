import { type Address, hex } from "./address.js";
import type { AddressSpec } from "./address-spec.js";
import { CodeSlab, mapCodeSlab } from "./code-slab.js";
import { SlabError } from "./errors.js";
import type { MemoryProvider } from "./memory-provider.js";
import { refusePromise, type WriteAccess } from "./write-access.js";

/** 16 KiB, as in Frida. */
const DEFAULT_SIZE = 16 * 1024;

export interface ScratchSlabOptions {
  /** Bytes, rounded up to pages. Default 16 KiB. */
  readonly size?: number;
  /** The addresses at which it may lie. Default: anywhere. */
  readonly near?: AddressSpec;
  /** The one of the code slabs that its code is copied to. Default: its own. */
  readonly access?: WriteAccess;
}

/**
 * One region, used again and again: for code whose size must be known before it gets its place, and for code that runs
 * once. What is compiled for an address in it is staged in this process, and either written there to run, or copied to
 * where it belongs: no write to the target is spent on the trial.
 */
export class ScratchSlab extends CodeSlab {
  #staged: Uint8Array | undefined;
  #inUse = false;

  /** @throws SlabError as {@link CodeSlab.allocate}. */
  static override allocate(provider: MemoryProvider, options: ScratchSlabOptions = {}): ScratchSlab {
    return mapCodeSlab(provider, { size: DEFAULT_SIZE, ...options }, (memory) => new ScratchSlab(memory));
  }

  /**
   * Runs `body` with the whole region to itself; its reservations end with it, also when it throws.
   * @throws SlabError `scratch-in-use`: within another use; `asynchronous-body`; `reclaimed`.
   */
  use<T>(body: (scratch: this) => T): T {
    if (!this.isLive) {
      throw new SlabError("reclaimed", `the scratch slab at ${hex(this.base)} was given back or abandoned`, {
        base: this.base,
      });
    }
    if (this.#inUse) {
      throw new SlabError("scratch-in-use", `the scratch slab at ${hex(this.base)} is in use further up the stack`, {
        base: this.base,
      });
    }
    this.#inUse = true;
    this.reset();
    try {
      const result = body(this);
      refusePromise(result);
      return result;
    } finally {
      this.#inUse = false;
      this.reset();
    }
  }

  /** The bytes in this process that stand for `size` bytes at `address`. Kept from use to use. @throws SlabError `not-in-slab`. */
  staged(address: Address, size: number): Uint8Array {
    const offset = address - this.base;
    if (!Number.isInteger(offset) || !Number.isInteger(size) || offset < 0 || size < 0 || offset + size > this.size) {
      throw new SlabError(
        "not-in-slab",
        `${size} bytes at ${hex(address)} are not all in the scratch slab from ${hex(this.base)} to ${hex(this.end)}`,
        { address, size, base: this.base, end: this.end },
      );
    }
    this.#staged ??= new Uint8Array(this.size);
    return this.#staged.subarray(offset, offset + size);
  }

  /**
   * Writes staged bytes to their place: `address` itself, to run them here, or elsewhere in code memory.
   * @throws SlabError `not-in-slab`, and as {@link WriteAccess.write}.
   */
  copy(address: Address, size: number, destination: Address): void {
    this.access.write(destination, this.staged(address, size));
  }
}
