import { AL } from "./conditions.js";
import { findInTree } from "./decoding/decision-tree.js";
import { flagsReadBy, flagsWrittenBy, registersUsed, relativeAddressOf } from "./decoding/effects.js";
import { type Facts, Operation } from "./decoding/facts.js";
import { ruleHolds } from "./decoding/rule-program.js";
import { type DecodeTables, NARROW_NUMBER, NARROW_PLAIN } from "./decoding/tables.js";
import { IsaError } from "./errors.js";
import { Instruction } from "./instruction.js";
import { conditionOfIt, type ItState, NO_IT } from "./it-state.js";
import type { LeanInstruction } from "./lean.js";
import type { InstructionSet, Row } from "./row.js";
import type { RowList } from "./row-lists.js";

/** True if a halfword is the first of a 32-bit T32 instruction (A6.1). */
export const isWideThumb = (halfword: number): boolean => halfword >>> 11 >= 0b11101;

/**
 * Turns words into instructions of one instruction set.
 *
 * A word is given as 32 bits of A32, as a halfword of T32, or as two with the first in the high half; signed or unsigned. What takes row numbers
 * allocates nothing, and is right for words that have this number.
 */
export class Decoder {
  readonly set: InstructionSet;
  /** The number of UNDEFINED encodings: one more than that of the last row. */
  readonly undefinedNumber: number;
  /** What is true of whole rows, by their numbers. */
  readonly facts: Facts;
  /**
   * T32: an entry for each halfword, with the row's number in bits 11 to 0; bit 15 is 1 if the instruction is plain (see `isPlain`), and bit 14 if the halfword is the
   * first of a 32-bit instruction. Empty in A32.
   */
  readonly narrow: Uint16Array;
  readonly #tables: DecodeTables;
  readonly #rows: RowList;

  /** @internal Use `a32Decoder` or `t32Decoder`. */
  constructor(tables: DecodeTables, rows: RowList) {
    this.set = tables.set;
    this.undefinedNumber = tables.matches.length - 1;
    this.facts = tables.facts;
    this.narrow = tables.narrow;
    this.#tables = tables;
    this.#rows = rows;
  }

  /** All encodings that it knows, by their numbers. */
  get rows(): readonly Row[] {
    return Array.from({ length: this.undefinedNumber }, (_, number) => this.row(number));
  }

  /**
   * The number of a word's row, `undefinedNumber` if it is UNDEFINED.
   *
   * @param size - in bytes
   */
  findNumber(word: number, size: 2 | 4): number {
    const { narrow, nodes, wideRoot, otherRoot, rules, matches, undefinedWhen } = this.#tables;
    if (size === 2) return narrow[word & 0xffff]! & NARROW_NUMBER;
    // A number of 32 bits is a double to the engine until it is told otherwise.
    const bits = word | 0;
    const isOther = this.set === "a32" && bits >>> 28 === 15;
    const number = findInTree(nodes, isOther ? otherRoot : wideRoot, rules, matches, bits);
    if (number < 0) return this.undefinedNumber;
    const rule = undefinedWhen[number]!;
    return rule >= 0 && ruleHolds(rules, rule, bits) ? this.undefinedNumber : number;
  }

  /**
   * True if an instruction does the same at any other address, and control always goes on to the next one, so that it may be copied
   * without a further look. It neither reads nor writes PC, does nothing with exclusive monitors, status registers (other than flags) or the processor's
   * state, is no IT, and is not there to raise an exception. A condition, or a place in an IT block, does not matter.
   */
  isPlain(number: number, word: number): boolean {
    const { facts, narrow, pcFields, pcPairs, pcBits } = this.#tables;
    if (facts.size[number] === 2) return (narrow[word & 0xffff]! & NARROW_PLAIN) !== 0;
    // Bit n of `ones`: the four bits from n on are 1.
    const forced = word | pcPairs[number]!;
    const pairs = forced & (forced >>> 1);
    const ones = pairs & (pairs >>> 2);
    return ((ones & pcFields[number]!) | (word & pcBits[number]!)) === 0;
  }

  /** The core registers that a word reads, as a mask: bit n for r`n`, bit 15 for PC. */
  readMask(number: number, word: number): number {
    const { reads, uses, rules } = this.#tables;
    return registersUsed(reads, number, word | 0, uses, rules);
  }

  /** The core registers that a word writes, as a mask; bit 15 if it is a branch of any kind. */
  writtenMask(number: number, word: number): number {
    const { writes, uses, rules } = this.#tables;
    return registersUsed(writes, number, word | 0, uses, rules);
  }

  /**
   * The address at a word's constant distance from PC: where it branches to, what it accesses, or what it computes; without an instruction set bit. -1 if it has
   * none, which `facts.relative` says as well.
   *
   * @param address - of the instruction, 0 to 2^32 - 1
   */
  relativeAddress(number: number, word: number, address: number): number {
    return relativeAddressOf(this.#tables, number, word | 0, address);
  }

  /** The number, 0 to 14, of the condition under which a word executes. */
  conditionNumber(number: number, word: number, it: ItState = NO_IT): number {
    const shift = this.#tables.conditionShift[number]!;
    if (shift < 32) return (word >>> shift) & 15;
    return it === NO_IT ? AL : conditionOfIt(it);
  }

  /**
   * The flags that a word reads, as a mask of `Flag` bits.
   *
   * @param condition - under which it executes
   */
  flagsRead(number: number, word: number, condition: number): number {
    return flagsReadBy(this.#tables, number, word | 0, condition);
  }

  /** The flags that a word may write, as a mask of `Flag` bits. */
  flagsWritten(number: number, word: number, it: ItState = NO_IT): number {
    return flagsWrittenBy(this.#tables, number, word | 0, it);
  }

  /**
   * The core registers that a word overwrites whatever their values are, if it completes: none if it is conditional. What it writes is then written whole, or also
   * read.
   *
   * @param condition - under which it executes
   */
  mustWrite(number: number, word: number, condition: number): number {
    if (condition !== AL) return 0;
    const written = this.writtenMask(number, word);
    return this.facts.operation[number] === Operation.compareAndBranch ? written & 0x7fff : written;
  }

  /**
   * The flags that a word overwrites whatever the values of registers and flags are, as a mask of `Flag` bits: none if it is conditional. Not among them are C after a
   * shift by a register, which may be by nothing, and Q where it is only ever set.
   *
   * @param condition - under which it executes
   */
  flagsMustWrite(number: number, word: number, condition: number, it: ItState = NO_IT): number {
    return condition === AL ? this.flagsWritten(number, word, it) & ~this.#tables.flags.perhaps[number]! : 0;
  }

  /** @internal True if the words of a row set flags where they stand outside of IT blocks. */
  setsFlagsOutsideIt(number: number): boolean {
    return this.#tables.flags.writtenOutsideIt[number] !== 0;
  }

  /** The row of a number. That of `undefinedNumber` says that it is UNDEFINED. */
  row(number: number, size: 2 | 4 = 4): Row {
    return number === this.undefinedNumber ? this.#rows.undefinedRow(number, size) : this.#rows.row(number);
  }

  /**
   * The row of a word, or null if it is UNDEFINED.
   *
   * @param size - in bytes
   */
  find(word: number, size: 2 | 4): Row | null {
    const number = this.findNumber(word, size);
    return number === this.undefinedNumber ? null : this.row(number);
  }

  /** Fills in what a word is and does; nothing is allocated. */
  lean(into: LeanInstruction, word: number, size: 2 | 4, it: ItState = NO_IT): void {
    into.fill(this, this.findNumber(word, size), word, size, it);
  }

  /** The instruction that a word is. */
  instruction(word: number, size: 2 | 4, address = 0, it: ItState = NO_IT): Instruction {
    return new Instruction(this, this.findNumber(word, size), word >>> 0, size, address, it);
  }

  /**
   * The instruction at an offset of code.
   *
   * @param address - of that instruction, 0 to 2^32 - 1, without an instruction set bit
   * @param it - T32: the IT state before it
   * @throws {IsaError} `truncated` if the code ends within it
   */
  decode(code: Uint8Array, offset = 0, address = 0, it: ItState = NO_IT): Instruction {
    const left = code.length - offset;
    if (this.set === "a32") {
      if (left < 4) throw truncated(left, 4, address);
      return this.instruction(
        (code[offset]! | (code[offset + 1]! << 8) | (code[offset + 2]! << 16) | (code[offset + 3]! << 24)) >>> 0,
        4,
        address,
      );
    }
    if (left < 2) throw truncated(left, 2, address);
    const first = code[offset]! | (code[offset + 1]! << 8);
    if (!isWideThumb(first)) return this.instruction(first, 2, address, it);
    if (left < 4) throw truncated(left, 4, address);
    return this.instruction(((first << 16) | code[offset + 2]! | (code[offset + 3]! << 8)) >>> 0, 4, address, it);
  }

  /** The instructions of straight code, one after the other; in T32 the IT state is followed. A rest that is too short ends it. */
  *instructions(code: Uint8Array, address = 0): Generator<Instruction, void, void> {
    let it: ItState = NO_IT;
    for (let offset = 0; ; ) {
      const left = code.length - offset;
      if (left < (this.set === "a32" ? 4 : 2)) return;
      if (this.set === "t32" && left < 4 && isWideThumb(code[offset]! | (code[offset + 1]! << 8))) return;
      const instruction = this.decode(code, offset, (address + offset) % 2 ** 32, it);
      yield instruction;
      it = instruction.nextIt;
      offset += instruction.size;
    }
  }
}

function truncated(left: number, needed: number, address: number): IsaError {
  return new IsaError({
    code: "truncated",
    message: `${Math.max(left, 0)} bytes are left at 0x${address.toString(16)}, and an instruction needs ${needed}`,
    hint: "give the whole instruction",
    value: left,
    allowed: `at least ${needed}`,
  });
}
