import { type Address, alignUp, checkAlignment, checkSize, MAXIMUM_SLAB_SIZE } from "./address.js";
import type { CodeSlab } from "./code-slab.js";
import { SlabError } from "./errors.js";

/** Code that every code slab carries a copy of, so that one is always within reach: a shared thunk. */
export interface AttachedHelper {
  readonly name: string;
  /** The most bytes that a copy takes. */
  readonly size: number;
  /** The alignment of its address; a power of two up to the page size. Default 4. */
  readonly alignment?: number;
  /**
   * Writes a copy; called once for every slab. `slab.helper(name)` gives the addresses of the others beside it.
   * @param address where the copy will lie, without Thumb bit.
   */
  emit(address: Address, slab: CodeSlab): Uint8Array;
}

/** @internal The places of attached helpers at the start of each slab. */
export class HelperLayout {
  readonly helpers: readonly AttachedHelper[];
  /** Bytes from the slab's base to the end of the last helper, in granules. */
  readonly headSize: number;
  readonly #offsets = new Map<string, number>();

  /** @throws SlabError `invalid-helper`: a name twice; `invalid-size`, `invalid-alignment`. */
  constructor(helpers: readonly AttachedHelper[], pageSize: number, granule: number) {
    this.helpers = [...helpers];
    let offset = 0;
    for (const { name, size, alignment = 4 } of this.helpers) {
      checkSize(size, MAXIMUM_SLAB_SIZE, `the size of helper ${name}`);
      checkAlignment(alignment, `the alignment of helper ${name}`);
      if (alignment > pageSize) {
        throw new SlabError(
          "invalid-alignment",
          `helper ${name} cannot be aligned to ${alignment}: a slab begins at a multiple of ${pageSize}, the page size`,
          { helper: name, alignment, pageSize },
        );
      }
      if (this.#offsets.has(name)) {
        throw new SlabError("invalid-helper", `two attached helpers are named ${name}`, { helper: name });
      }
      offset = alignUp(offset, alignment);
      this.#offsets.set(name, offset);
      offset += size;
    }
    this.headSize = alignUp(offset, granule);
  }

  /** @throws SlabError `unknown-helper`. */
  offsetOf(name: string): number {
    const offset = this.#offsets.get(name);
    if (offset === undefined) {
      const known = [...this.#offsets.keys()].join(", ") || "none";
      throw new SlabError("unknown-helper", `no attached helper is named ${name}; there are: ${known}`, {
        helper: name,
      });
    }
    return offset;
  }

  /** All copies for one slab, to be written in one piece. */
  emitAll(slab: CodeSlab): Uint8Array {
    const head = new Uint8Array(this.headSize);
    for (const helper of this.helpers) {
      const offset = this.offsetOf(helper.name);
      const address = slab.base + offset;
      const bytes = helper.emit(address, slab);
      if (bytes.length > helper.size) {
        throw new SlabError(
          "helper-size",
          `helper ${helper.name} took ${bytes.length} bytes at 0x${address.toString(16)}, but said that it takes ${helper.size} at the most`,
          { helper: helper.name, address, size: bytes.length, limit: helper.size },
        );
      }
      head.set(bytes, offset);
    }
    return head;
  }
}
