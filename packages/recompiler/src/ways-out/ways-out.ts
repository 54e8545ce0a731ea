import type { CodeArea } from "../code-area.js";
import type { Generator } from "../generator.js";
import type { SetWords } from "../words.js";

/** A branch out of a block, as a way out sees it. Addresses have no instruction set bit. */
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
  /** Bytes of a stop. */
  readonly stopSize: number;
  /** Puts a way out that always goes to the engine. */
  putStop(to: Generator): void;
  /** Puts a branch's way out, which goes to the engine until it is linked. The site is where it begins. */
  putBranch(to: Generator, exchanges: boolean): void;
  /** Leads a branch to code; bit 0 of the code's address set: T32. */
  link(area: CodeArea, place: BranchPlace, code: number): void;
  /** Leads a branch to the engine. */
  unlink(area: CodeArea, place: BranchPlace): void;
}
