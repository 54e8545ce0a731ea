import type { BlockState } from "./block-state.js";
import type { CompilerSurroundings } from "./compile-request.js";
import { wordIn } from "./words.js";

/** Memory that the program cannot change while its code is trusted: what a block's code takes for constant, it depends on. */
export class Constants {
  readonly #around: CompilerSurroundings;
  readonly #state: BlockState;

  constructor(around: CompilerSurroundings, state: BlockState) {
    this.#around = around;
    this.#state = state;
  }

  /** True if a range of memory never changes. The block depends on it then. */
  has(address: number, size: number): boolean {
    const { program, policy } = this.#around;
    const isConstant =
      policy.trustThreshold() >= 0 &&
      !program.isWritable(address) &&
      !program.isWritable((address + size - 1) >>> 0) &&
      program.read(address, size).length === size;
    if (isConstant) this.#state.dependOn(address, size);
    return isConstant;
  }

  /** The word at an address, if it never changes; else null. */
  wordAt(address: number): number | null {
    if (address % 4 !== 0 || !this.has(address, 4)) return null;
    const bytes = this.#around.program.read(address, 4);
    return bytes.length < 4 ? null : wordIn(bytes, 0);
  }
}
