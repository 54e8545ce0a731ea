import { AL } from "./conditions.js";
import { effectsOf, registersRead, registersWritten } from "./effects.js";
import { flagsReadBy, flagsWrittenBy } from "./flag-use.js";
import { conditionOfIt, type ItState, inItBlock } from "./it-state.js";
import type { InstructionClass, Row } from "./row.js";

/**
 * What an instruction is and does, as numbers, for loops over much code. A decoder fills in the same object again and again;
 * nothing is allocated.
 */
export class LeanInstruction {
  /** The encoding; null if the word is UNDEFINED, and the numbers are 0 then. */
  row: Row | null = null;
  word = 0;
  /** Its length in bytes, 2 or 4. */
  size = 0;
  class: InstructionClass = "exception";
  /** The condition's number under which it executes, 0 to 14. */
  condition: number = AL;
  /** The core registers that it reads, as a mask: bit n for r`n`, bit 15 for PC. */
  reads = 0;
  /** The core registers that it writes; bit 15 if it branches. */
  writes = 0;
  /** The flags that it reads, its condition included, as a mask of `Flag` bits. */
  flagsRead = 0;
  /** The flags that it may write. */
  flagsWritten = 0;

  /** @internal */
  fill(row: Row | null, word: number, size: 2 | 4, it: ItState): void {
    this.row = row;
    this.word = word;
    this.size = size;
    if (row === null) {
      this.class = "exception";
      this.condition = AL;
      this.reads = this.writes = this.flagsRead = this.flagsWritten = 0;
      return;
    }
    const inside = inItBlock(it);
    const bits = word | 0;
    const effects = effectsOf(row);
    const { conditionShift } = effects;
    const condition = conditionShift >= 0 ? (bits >>> conditionShift) & 15 : inside ? conditionOfIt(it) : AL;
    this.class = row.class;
    this.condition = condition;
    this.reads = registersRead(effects, bits);
    this.writes = registersWritten(effects, bits);
    this.flagsRead = flagsReadBy(effects, bits, condition);
    this.flagsWritten = flagsWrittenBy(effects, bits, it);
  }
}
