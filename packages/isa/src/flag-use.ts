import { flagsOfCondition } from "./conditions.js";
import type { Effects } from "./effects.js";
import { Flag } from "./flags.js";
import { type ItState, inItBlock } from "./it-state.js";

/** @internal The flags that a word reads under a condition, as a mask of `Flag` bits. */
export function flagsReadBy({ flagsRead, carryReaders }: Effects, word: number, condition: number): number {
  let flags = flagsRead | flagsOfCondition(condition);
  for (let index = 0; index < carryReaders.length; index++) if (carryReaders[index]!(word)) flags |= Flag.C;
  return flags;
}

/** @internal The flags that a word may write, as a mask of `Flag` bits: a shift by nothing leaves C as it is. */
export function flagsWrittenBy(effects: Effects, word: number, it: ItState): number {
  const { flagsWritten, flagsWrittenIfS, setFlagsShift, flagsWrittenOutsideIt } = effects;
  return (
    flagsWritten |
    (flagsWrittenIfS !== 0 && (word >>> setFlagsShift) & 1 ? flagsWrittenIfS : 0) |
    (inItBlock(it) ? 0 : flagsWrittenOutsideIt)
  );
}
