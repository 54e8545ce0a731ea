import { AL } from "./conditions.js";
import type { Decoder } from "./decoder.js";
import { type Facts, instructionClasses } from "./decoding/facts.js";
import type { ItState } from "./it-state.js";
import type { InstructionClass, Row } from "./row.js";

/**
 * What an instruction is and does, as numbers, for loops over much code. A decoder fills in the same object again and again;
 * nothing is allocated.
 */
export class LeanInstruction {
  #decoder: Decoder | null = null;
  /** The row's number; the decoder's `undefinedNumber` if the word is UNDEFINED. */
  number = -1;
  word = 0;
  /** Its length in bytes, 2 or 4. */
  size = 0;
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
  /** The core registers that it overwrites whatever their values are; see `Decoder.mustWrite`. */
  mustWrite = 0;
  /** The flags that it overwrites whatever their values are; see `Decoder.flagsMustWrite`. */
  flagsMustWrite = 0;

  /** The encoding; null if the word is UNDEFINED, and the masks are 0 then. */
  get row(): Row | null {
    const decoder = this.#decoder;
    return decoder === null || this.number === decoder.undefinedNumber ? null : decoder.row(this.number);
  }

  /** What is true of all instructions of its row: columns, of which `number` is the index. */
  get facts(): Facts {
    return this.#decoder!.facts;
  }

  get class(): InstructionClass {
    return instructionClasses[this.#decoder?.facts.class[this.number] ?? -1] ?? "exception";
  }

  /** @internal */
  fill(decoder: Decoder, number: number, word: number, size: 2 | 4, it: ItState): void {
    this.#decoder = decoder;
    this.number = number;
    this.word = word;
    this.size = size;
    const condition = number === decoder.undefinedNumber ? AL : decoder.conditionNumber(number, word, it);
    this.condition = condition;
    this.reads = decoder.readMask(number, word);
    this.writes = decoder.writtenMask(number, word);
    this.flagsRead = decoder.flagsRead(number, word, condition);
    this.flagsWritten = decoder.flagsWritten(number, word, it);
    this.mustWrite = decoder.mustWrite(number, word, condition);
    this.flagsMustWrite = decoder.flagsMustWrite(number, word, condition, it);
  }
}
