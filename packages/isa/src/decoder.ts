import { DecisionTree } from "./decision-tree.js";
import { IsaError } from "./errors.js";
import { Instruction } from "./instruction.js";
import { type ItState, NO_IT } from "./it-state.js";
import type { LeanInstruction } from "./lean.js";
import { type InstructionSet, parseRow, type Row } from "./row.js";
import type { InstructionTable } from "./table.js";
import { once } from "./table.js";

/** Stands for an UNDEFINED encoding where a row is asked for. */
const undefinedRows = /* @__PURE__ */ once(() => {
  const make = (set: InstructionSet, size: 2 | 4): Row =>
    parseRow(set, { class: "exception", rows: [] }, `UNDEFINED | word:${size * 8} | .inst hex(word,${size * 2}) |`);
  return { a32: make("a32", 4), narrow: make("t32", 2), wide: make("t32", 4) };
});

/** Whether a halfword is the first of a 32-bit T32 instruction (A6.1). */
export const isWideThumb = (halfword: number): boolean => halfword >>> 11 >= 0b11101;

/** Turns words into instructions of one instruction set. */
export class Decoder {
  readonly set: InstructionSet;
  /** All encodings that it knows. */
  readonly rows: readonly Row[];
  /** 32-bit encodings; in A32 those with a condition. */
  readonly #wide: DecisionTree;
  /** 16-bit encodings of T32, or the A32 encodings that have 1111 in the place of a condition. */
  readonly #other: DecisionTree;

  /** @internal Use `a32Decoder` or `t32Decoder`. */
  constructor(tables: readonly InstructionTable[]) {
    this.set = tables[0]!.set;
    const rows = tables.flatMap((table) => table.rows);
    this.rows = rows;
    const isWide = ({ size, cond }: Row): boolean => (this.set === "a32" ? cond !== null : size === 4);
    this.#wide = new DecisionTree(rows.filter(isWide));
    this.#other = new DecisionTree(rows.filter((row) => !isWide(row)));
  }

  /**
   * The row of a word, or null if it is UNDEFINED; nothing is allocated.
   *
   * @param word - A32: the 32 bits; T32: a halfword, or two with the first in the high half
   * @param size - in bytes
   */
  find(word: number, size: 2 | 4): Row | null {
    const wide = this.set === "a32" ? word >>> 28 !== 15 : size === 4;
    const row = (wide ? this.#wide : this.#other).find(word);
    return row === null || row.undefinedWhen?.holds(word) ? null : row;
  }

  /** Fills in what a word is and does; nothing is allocated. */
  lean(into: LeanInstruction, word: number, size: 2 | 4, it: ItState = NO_IT): void {
    into.fill(this.find(word, size), word, size, it);
  }

  /** The instruction that a word is. */
  instruction(word: number, size: 2 | 4, address = 0, it: ItState = NO_IT): Instruction {
    const row = this.find(word, size);
    if (row !== null) return new Instruction(row, word >>> 0, address, it, false);
    const { a32, narrow, wide } = undefinedRows();
    return new Instruction(this.set === "a32" ? a32 : size === 2 ? narrow : wide, word >>> 0, address, it, true);
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
  return new IsaError(
    "truncated",
    `${Math.max(left, 0)} bytes are left at 0x${address.toString(16)}, an instruction needs ${needed}`,
    {
      value: left,
      allowed: `at least ${needed}`,
    },
  );
}
