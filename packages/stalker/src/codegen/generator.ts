import { AL, type InstructionSet } from "@armstalker/isa";
import type { Emitter } from "@armstalker/relocator";
import type { ExitSite } from "../engine/block.js";
import type { RecordDescriptor } from "../events/record.js";
import { type SetWords, wordsOf } from "./words.js";

export const SP = 13;
export const LR = 14;
export const PC = 15;

/** What generated code refers to: addresses of the context's data. */
export interface ContextData {
  /** The directory of the indirect map, and that for calls where calls of some addresses are not followed. */
  readonly directory: number;
  readonly callDirectory: number;
  /** The word that holds where the next record goes; 0 if there are no events. */
  readonly cursorCell: number;
  /** A byte for each system call number below 512, not 0 for those that the engine wants to know of. */
  readonly systemCallTable: number;
  /** The word in which LR is kept while code runs that is not followed. */
  readonly linkCell: number;
}

/** Omits the property of a union's members. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A site as the generator knows it: its block comes to it later. */
export type NewSite = Without<Extract<ExitSite, { kind: "lookup" | "record" }>, "block" | "set">;

/** Registers on loan between `push` and `pop`, the lowest that the program's instruction does not use. */
export class Frame {
  readonly registers: readonly number[];
  /** The word behind the registers, for an address to branch to, is that of LR. */
  readonly mask: number;

  constructor(registers: readonly number[]) {
    this.registers = registers;
    this.mask = registers.reduce((mask, register) => mask | (1 << register), 0);
  }

  /** Bytes of the frame with its word for an address. */
  get size(): number {
    return 4 * this.registers.length + 4;
  }

  /** The offset from SP of that word. */
  get slot(): number {
    return 4 * this.registers.length;
  }
}

/**
 * Low registers, which T32 pushes and pops by 16-bit instructions.
 *
 * @param avoid - registers, as a mask, that are in use
 */
export function lowRegisters(avoid: number, count: number): number[] {
  const found: number[] = [];
  for (let register = 0; found.length < count; register++) {
    if ((avoid & (1 << register)) === 0) found.push(register);
  }
  return found;
}

/** Writes what the code of a block has besides the program's own instructions. Nothing of it changes flags. */
export class Generator {
  readonly out: Emitter;
  readonly set: InstructionSet;
  readonly words: SetWords;
  readonly data: ContextData;
  readonly sites: NewSite[] = [];
  /** Descriptors of records by the value of PC that names them. */
  readonly records: { value: number; descriptor: RecordDescriptor }[] = [];

  constructor(out: Emitter, data: ContextData) {
    this.out = out;
    this.set = out.set;
    this.words = wordsOf(out.set);
    this.data = data;
  }

  /** Bit 0 of addresses of this instruction set. */
  get setBit(): 0 | 1 {
    return this.out.setBit;
  }

  /** Puts what executes under a condition, branched around: flags stay, so the condition does. */
  conditionally(condition: number, body: () => void): void {
    if (condition === AL) body();
    else this.out.conditionally(condition, true, body);
  }

  /** Puts a trap, and pads it to a branch. */
  trap(): void {
    this.out.copy(this.words.trap);
    if (this.words.trapSize === 2) this.out.copy(this.words.nop);
  }

  /** Adds 1 to the word at an address. */
  count(address: number): void {
    const { out } = this;
    out.push(0b11);
    out.literal(0, address);
    out.load(1, 0, 0);
    out.addConstant(1, 1, 1);
    out.store(1, 0, 0);
    out.pop(0b11);
  }

  /** Puts a record, of one word. */
  record(descriptor: RecordDescriptor): void {
    const { out } = this;
    out.push(0b111);
    this.append(descriptor, -1, 0, 1, 2);
    out.pop(0b111);
  }

  // cell := address of the cursor; cursor := [cell]
  // word := PC
  // str word, [cursor], #4
  // str target, [cursor], #4
  // str cursor, [cell]
  append(descriptor: RecordDescriptor, target: number, cell: number, cursor: number, word: number): void {
    const { out } = this;
    out.literal(cell, this.data.cursorCell);
    out.load(cursor, cell, 0);
    this.records.push({ value: (out.pc + (this.set === "a32" ? 8 : 4)) >>> 0, descriptor });
    out.move(word, PC);
    this.#appendWord(word, cursor);
    if (target >= 0) this.#appendWord(target, cursor);
    out.store(cursor, cell, 0);
  }

  #appendWord(register: number, cursor: number): void {
    this.sites.push({ kind: "record", address: this.out.pc, cursor });
    this.out.copy(this.words.append(register, cursor));
  }

  /**
   * Looks an address up.
   *
   * @param target - the register that holds it, which stays
   * @param leaf - a register to work with
   * @param code - the register that will hold the address of the code
   * @param isCall - whether it is called: some addresses may not be followed then
   */
  lookup(target: number, leaf: number, code: number, isCall: boolean): void {
    const { out, words, data } = this;
    out.literal(code, isCall ? data.callDirectory : data.directory);
    out.copy(words.pageOf(leaf, target));
    out.copy(words.entry(leaf, code, leaf));
    out.copy(words.offsetOf(code, target));
    this.sites.push({ kind: "lookup", address: out.pc, target, leaf, isCall });
    out.copy(words.entry(code, leaf, code));
  }
}
