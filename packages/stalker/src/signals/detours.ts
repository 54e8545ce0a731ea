import { CodeSlabChain, within } from "@armstalker/slab-allocator";
import { ENGINE_MEMORY, type Target } from "@armstalker/target";
import { detour, LONGEST_DETOUR } from "../codegen/detour.js";
import { location } from "../engine/followed-thread.js";
import { TargetMemory } from "../engine/target-memory.js";
import { memoryError } from "../errors.js";

interface Known {
  readonly at: number;
  readonly code: Uint8Array;
}

/**
 * Ways around the first instructions of functions, for threads that are not to trap there. They last as long as the program: nobody knows when a thread
 * has left them that is not followed.
 */
export class Detours {
  readonly #target: Target;
  readonly #known = new Map<number, Known>();
  #chain: CodeSlabChain | null = null;

  constructor(target: Target) {
    this.#target = target;
  }

  /**
   * Where a thread can go instead of to an address; bit 0 set: T32.
   *
   * @throws {RelocationError} for what cannot be moved
   * @throws {SlabError} without memory
   */
  around(address: number): number {
    const isThumb = (address & 1) === 1;
    const known = this.#known.get(address);
    this.#chain ??= this.#mapped();
    const chain = this.#chain;
    const at = known?.at ?? chain.reserve(LONGEST_DETOUR);
    const read = (from: number, size: number): Uint8Array => this.#target.readSome(from, size);
    // What the program has there may have changed.
    const code = detour(isThumb ? "t32" : "a32", read, (address & ~1) >>> 0, at);
    if (known === undefined || Buffer.compare(known.code, code) !== 0) chain.write(at, code);
    this.#known.set(address, { at, code });
    return location(at, isThumb);
  }

  /** Maps memory for the first detours. @throws {StalkerError} `out-of-memory` */
  reserve(): void {
    try {
      this.#chain ??= this.#mapped();
    } catch (error) {
      throw memoryError(error);
    }
  }

  #mapped(): CodeSlabChain {
    const size = this.#target.pageSize;
    return new CodeSlabChain(new TargetMemory(this.#target), {
      initialSize: size,
      growingSize: size,
      near: within(ENGINE_MEMORY, 2 ** 32),
    });
  }

  /** Forgets all of them: they went with their process. */
  abandon(): void {
    this.#chain?.abandon();
    this.#chain = null;
    this.#known.clear();
  }
}
