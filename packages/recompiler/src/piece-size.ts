import { type Instruction, Raises } from "@armstalker/isa";
import { LONGEST_REWRITING } from "@armstalker/relocator";
import { isIt } from "./it-members.js";

// Bytes of code, at most.

/** A sequence that no literal pool may come between: a transfer, or a system call. */
export const LONGEST_SEQUENCE = 256;
/** What records an instruction or a block. */
export const LONGEST_RECORD = 64;
/** Four members of an IT block, and the branches around them. */
const LONGEST_IT_BLOCK = 5 * LONGEST_REWRITING;

/** How many bytes an instruction becomes at most, with its record, or the IT block that it begins. */
export function longestPieceOf(instruction: Instruction): number {
  if (isIt(instruction)) return LONGEST_IT_BLOCK;
  const isPlain = !instruction.writesPc && instruction.facts.raises[instruction.number] === Raises.none;
  return LONGEST_RECORD + (isPlain ? LONGEST_REWRITING : LONGEST_SEQUENCE);
}
