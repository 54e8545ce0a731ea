import { addressOf, type CodeAddress, codeAddress, setOf } from "@armstalker/isa";
import { CodeSlabChain, within } from "@armstalker/slab-allocator";
import { ADDRESS_SPACE, ENGINE_MEMORY, type Target, TargetMemory } from "@armstalker/target";
import { detour, LONGEST_DETOUR } from "../codegen/detour.js";
import { memoryError } from "../errors.js";

interface Known {
  readonly at: number;
  readonly code: Uint8Array;
}

/**
 * Ways around the first instructions of functions, for threads that are not to trap there. They last as long as the program, as the engine does not know
 * when an unfollowed thread has left them.
 */
export class Detours {
  readonly #target: Target;
  readonly #known = new Map<number, Known>();
  #chain: CodeSlabChain | null = null;

  constructor(target: Target) {
    this.#target = target;
  }

  /**
   * Code that does the same as a function, and does not lie at the function's first instruction.
   *
   * @throws {RelocationError} for what cannot be moved
   * @throws {SlabError} without memory
   */
  around(start: CodeAddress): CodeAddress {
    const set = setOf(start);
    const known = this.#known.get(start);
    this.#chain ??= this.#mapped();
    const chain = this.#chain;
    const at = known?.at ?? chain.reserve(LONGEST_DETOUR);
    const read = (from: number, size: number): Uint8Array => this.#target.readSome(from, size);
    // The program may have changed its code.
    const code = detour(set, read, addressOf(start), at);
    if (known === undefined || Buffer.compare(known.code, code) !== 0) chain.write(at, code);
    this.#known.set(start, { at, code });
    return codeAddress(at, set);
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
      near: within(ENGINE_MEMORY, ADDRESS_SPACE),
    });
  }

  /** Forgets all detours: they are gone with their process. */
  abandon(): void {
    this.#chain?.abandon();
    this.#chain = null;
    this.#known.clear();
  }
}
