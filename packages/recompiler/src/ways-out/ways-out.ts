import type { CodeAddress } from "@armstalker/isa";
import type { CodeArea } from "../code-area.js";
import type { SetWords } from "../words.js";

/** A branch out of a block, as a way out sees it while it is called: not to be kept. Addresses have no instruction set bit. */
export interface BranchPlace {
  readonly words: SetWords;
  /** Where the way out begins. */
  readonly address: number;
  /** True if the branch changes the instruction set. */
  readonly exchanges: boolean;
  /** The conditional branch that leads to the way out and may go straight to the target's code; 0 if there is none. */
  readonly conditional: number;
}

/**
 * How generated code is left. The compiler puts ways out, the links lead those of branches to code and back to the engine, and the
 * engine asks which site a stopped thread has come to. One file is one kind of way out.
 */
export interface WaysOut {
  /** Bytes of a branch's way out, at most. */
  readonly largestBranch: number;
  /** Bytes of the way out of a branch that stays in its instruction set. */
  readonly branchSize: number;
  /** Bytes of a stop. */
  readonly stopSize: number;
  /**
   * Writes a way out that always goes to the engine: {@link stopSize} bytes.
   *
   * @param into - is written to from the index `at` on
   * @param address - where the way out will be
   */
  putStop(into: Uint8Array, at: number, address: number, words: SetWords): void;
  /**
   * Writes a branch's way out, which goes to the engine until it is linked. The site is where it begins; if it exchanges the instruction set, this is a multiple of 4.
   *
   * @param into - is written to from the index `at` on
   * @param address - where the way out will be
   * @returns its size in bytes
   */
  putBranch(into: Uint8Array, at: number, address: number, words: SetWords, exchanges: boolean): number;
  /** Leads a branch to code. */
  link(area: CodeArea, place: BranchPlace, code: CodeAddress): void;
  /** Leads a branch to the engine. */
  unlink(area: CodeArea, place: BranchPlace): void;
}
