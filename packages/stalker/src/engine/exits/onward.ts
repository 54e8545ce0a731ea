import type { CodeAddress, ItState } from "@armstalker/isa";

/** The place where a thread goes on after it has left its generated code. */
export interface Onward {
  /** In the program. */
  readonly real: CodeAddress;
  /** The IT state there; 0 outside of IT blocks, and by default. */
  readonly it?: ItState;
  /** Generated code that does what the program does from `real` on. Without it the thread goes on in the block at `real`. */
  readonly code?: CodeAddress;
  /** The number of blocks of an exclusive sequence that came before that block; 0 outside of one, and by default. */
  readonly depth?: number;
  /** Leads the way that the thread has come by straight to the block, for the next time. */
  readonly link?: (block: number) => void;
}
