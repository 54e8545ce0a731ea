import { flagsOfCondition } from "./conditions.js";
import { effectsOf } from "./effects.js";
import { Flag } from "./flags.js";
import { type ItState, inItBlock } from "./it-state.js";
import type { Row } from "./row.js";

/** @internal The flags that a word reads under a condition, as a mask of `Flag` bits. */
export function flagsReadBy(row: Row, word: number, condition: number): number {
  const { carryReaders, flagsRead } = effectsOf(row);
  let flags = flagsRead | flagsOfCondition(condition);
  for (let index = 0; index < carryReaders.length; index++) if (carryReaders[index]!(word)) flags |= Flag.C;
  return flags;
}

/** @internal The flags that a word may write, as a mask of `Flag` bits: a shift by nothing leaves C as it is. */
export function flagsWrittenBy(row: Row, word: number, it: ItState): number {
  const { flagsWritten, flagsWrittenIfS, flagsWrittenOutsideIt } = effectsOf(row);
  return (
    flagsWritten |
    (flagsWrittenIfS !== 0 && (word >>> row.setFlagsShift) & 1 ? flagsWrittenIfS : 0) |
    (inItBlock(it) ? 0 : flagsWrittenOutsideIt)
  );
}
