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
  /** The slot that the branch goes by, and its door; 0: it has none. {@link WaysOut.settle} may give it these. */
  slot: number;
  door: number;
  /**
   * True if the branch is found out by its slot when it is taken often: unless it stays in its page it goes by a slot, and it has a door
   * besides, which the slot can lead to at any moment.
   */
  readonly isWatched: boolean;
  /** Set by {@link WaysOut.settle} to where it has put another place that belongs to the branch; else 0. */
  relay: number;
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
  /** A branch that exchanges the instruction set stands at a multiple of this. */
  readonly exchangeAlignment: 2 | 4;
  /** Bytes that {@link settle} puts for a branch in all, at most. */
  readonly settledSize: number;
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
   * Writes a branch's way out, which goes to the engine until it is linked. The site is where it begins.
   *
   * @param into - is written to from the index `at` on
   * @param address - where the way out will be
   * @returns its size in bytes
   */
  putBranch(into: Uint8Array, at: number, address: number, words: SetWords, exchanges: boolean): number;
  /** Leads a branch to code; where {@link settledSize} is not 0 and the branch has no slot, this may take effect when it is settled. */
  link(area: CodeArea, place: BranchPlace, code: CodeAddress): void;
  /** Leads a branch to the engine; where {@link settledSize} is not 0 and the branch has no door, this takes effect when it is settled. */
  unlink(area: CodeArea, place: BranchPlace): void;
  /**
   * Completes a branch before the code is flushed: puts what it lacks behind the code of its part, where {@link settledSize} bytes are promised.
   * Never called if that is 0.
   *
   * @param code - what the branch is linked to; 0: the engine
   */
  settle(area: CodeArea, place: BranchPlace, code: CodeAddress | 0): void;
}
