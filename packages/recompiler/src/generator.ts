import { AL, type InstructionSet, PC } from "@armstalker/isa";
import { type Emitter, Step } from "@armstalker/relocator";
import type { BlockTables } from "./block-tables.js";
import type { RecordDescriptor } from "./record-table.js";
import { SiteFlag, SiteKind } from "./site-table.js";
import type { WaysOut } from "./ways-out/ways-out.js";
import { type SetWords, wordsOf } from "./words.js";

/** Addresses of the context's data that generated code refers to. */
export interface ContextData {
  /** The directory of the indirect map, and that for calls where calls of some addresses are not followed. */
  readonly directory: number;
  readonly callDirectory: number;
  /** The word that holds where the next record goes; 0 if there are no records. */
  readonly cursorCell: number;
  /** A byte for each system call number below 512, not 0 for those that the engine wants to see. */
  readonly systemCallTable: number;
  /** The word in which LR is kept while code runs that is not followed. */
  readonly linkCell: number;
  /** True if each look-up stores the address that is looked up below the directory, where the map keeps it (`wanted`): for misses that are no faults. */
  readonly storesWanted?: boolean;
}

/** Registers on loan between `push` and `pop`, the lowest that the program's instruction does not use. */
export class Frame {
  readonly registers: readonly number[];
  /** The registers as a mask. The word above them, for an address to branch to, is that of LR. */
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
  readonly tables: BlockTables;
  readonly waysOut: WaysOut;

  constructor(out: Emitter, data: ContextData, tables: BlockTables, waysOut: WaysOut) {
    this.out = out;
    this.set = out.set;
    this.words = wordsOf(out.set);
    this.data = data;
    this.tables = tables;
    this.waysOut = waysOut;
  }

  /** Bit 0 of addresses of this instruction set. */
  get setBit(): 0 | 1 {
    return this.out.setBit;
  }

  /** Puts code that executes under a condition, branched around: flags stay, so the condition does. */
  conditionally(condition: number, body: () => void): void {
    if (condition === AL) body();
    else this.out.conditionally(condition, true, body);
  }

  /** Adds a way out that begins where the code ends now. */
  addSite(kind: SiteKind, target: number, detail: number, flags = 0): number {
    const { sites, nextBlock } = this.tables;
    return sites.add(kind, this.out.pc, target, detail, flags, nextBlock);
  }

  /** Puts a way out to the engine that never leads elsewhere. Returns its site. */
  stop(kind: SiteKind, target: number, detail = 0): number {
    const { out, waysOut } = this;
    const site = this.addSite(kind, target, detail);
    const code = new Uint8Array(waysOut.stopSize);
    waysOut.putStop(code, 0, out.pc, this.words);
    out.writer.putRun(code, 0, code.length);
    return site;
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

  /** Writes a word that is not 0 to an address: it tells that the code was executed. */
  tell(address: number): void {
    const { out } = this;
    out.push(0b1);
    out.literal(0, address);
    out.store(0, 0, 0);
    out.pop(0b1);
  }

  /** Puts a record of one word. Returns its number. */
  record(descriptor: RecordDescriptor): number {
    const { out } = this;
    out.push(0b111);
    const record = this.append(descriptor, -1, 0, 1, 2);
    out.pop(0b111);
    return record;
  }

  // cell := address of the cursor; cursor := [cell]
  // word := PC
  // str word, [cursor], #4
  // str target, [cursor], #4
  // str cursor, [cell]
  append(descriptor: RecordDescriptor, target: number, cell: number, cursor: number, word: number): number {
    const { out } = this;
    out.literal(cell, this.data.cursorCell);
    out.load(cursor, cell, 0);
    const record = this.tables.records.add((out.pc + (this.set === "a32" ? 8 : 4)) >>> 0, descriptor);
    out.move(word, PC);
    this.#appendWord(word, cursor);
    if (target >= 0) this.#appendWord(target, cursor);
    out.store(cursor, cell, 0);
    return record;
  }

  #appendWord(register: number, cursor: number): void {
    const { out } = this;
    const { offset } = out.writer;
    this.addSite(SiteKind.record, cursor, 0);
    out.copy(this.words.append(register, cursor));
    out.note(Step.append, offset, register, cursor);
  }

  /**
   * Looks an address up.
   *
   * @param target - the register that holds the address, which stays
   * @param leaf - a register to work with
   * @param code - the register that will hold the address of the code
   * @param use - `call`: some addresses may not be followed then
   */
  lookup(target: number, leaf: number, code: number, use: "call" | "jump"): void {
    const { out, words, data } = this;
    const isCall = use === "call";
    out.literal(code, isCall ? data.callDirectory : data.directory);
    const { offset } = out.writer;
    if (data.storesWanted === true) out.copy(words.storeBelow(target, code));
    out.copy(words.pageOf(leaf, target));
    out.copy(words.entry(leaf, code, leaf));
    out.copy(words.offsetOf(code, target));
    this.addSite(SiteKind.lookup, target, leaf, isCall ? SiteFlag.call : 0);
    out.copy(words.entry(code, leaf, code));
    out.note(Step.lookUp, offset, code, target);
  }
}
