import { Flag, type Instruction, type InstructionSet, type Memory, type Row } from "@armstalker/isa";
import type { Random } from "@armstalker/oracles";
import { branchTarget, shift } from "./alu.js";
import { coreEnd, coreStart, isFill, isInHome, isOwnCode, isTaken, landing, stackMiddle } from "./world.js";

const PC = 1 << 15;
const SP = 1 << 13;

/** The most that one instruction transfers, and then some. */
const margin = 160;

/** The farthest that SP-relative accesses go. */
const stackReach = 0x400;

/**
 * Finds register values in which a block of instructions, taken one after the other, accesses only the areas made for it and
 * branches only to places where nothing is. It knows values that are set before the block and what write-back adds to them;
 * what instructions compute it does not know.
 */
export class Plan {
  readonly set: InstructionSet;
  /** Values before the block, where something depends on them. */
  readonly initial: (number | undefined)[] = new Array(15).fill(undefined);
  /** The C flag before the block. */
  readonly carry: number;
  /** Some instruction stores, or writes SP. */
  dirty = false;
  /** Some instruction stores relative to PC. */
  storesAtHome = false;
  /** SP went down over memory that nothing was stored to: what is there is nobody's. */
  exposesStack = false;
  /** How far SP may have gone up, in bytes. */
  raised = 0;
  /** A store-exclusive without its load before it: whether it succeeds must not depend on what ran before the block. */
  needsClear = false;
  readonly #random: Random;
  /** Values now, where they are known. */
  #current: (number | undefined)[] = new Array(15).fill(undefined);
  /** Registers that were written; they can no longer be given a value. */
  #written = 0;
  #knowsCarry = true;
  #stored = false;
  /** After SETEND BE. */
  #bigEndian = false;
  #loadedExclusive = false;

  readonly #slot: number;
  /** No instruction comes after the one that is looked at. */
  #isLast = false;

  /** @param slot - where the block is */
  constructor(set: InstructionSet, slot: number, random: Random) {
    this.set = set;
    this.#slot = slot;
    this.#random = random;
    this.carry = random.below(2);
    const sp = stackMiddle - (random.chance(0.7) ? 16 * random.below(4) : 4 * random.below(16));
    this.initial[13] = this.#current[13] = sp;
  }

  /**
   * Takes the instruction into the block, if there are values for it.
   *
   * @param last - nothing of the block comes after it
   */
  take(instruction: Instruction, last: boolean): boolean {
    this.#isLast = last;
    const initial = [...this.initial];
    const current = [...this.#current];
    const { dirty, storesAtHome, exposesStack, raised } = this;
    if (this.#accesses(instruction) && this.#stackPointer(instruction) && this.#branches(instruction)) {
      this.#after(instruction);
      return true;
    }
    for (let register = 0; register < 15; register++) this.initial[register] = initial[register];
    this.#current = current;
    Object.assign(this, { dirty, storesAtHome, exposesStack, raised });
    return false;
  }

  #assign(register: number, value: number): void {
    this.initial[register] = this.#current[register] = value >>> 0;
  }

  #isFree(register: number): boolean {
    return this.#current[register] === undefined && (this.#written & (1 << register)) === 0;
  }

  /** The value of a register now, chosen if it is still free; undefined if an instruction computed it. */
  #value(register: number, choose: () => number): number | undefined {
    if (this.#isFree(register)) this.#assign(register, choose());
    return this.#current[register];
  }

  /** What PC reads as in addresses. */
  #pc({ address }: Instruction): number {
    return this.set === "a32" ? address + 8 : (address + 4) & ~3;
  }

  #accesses(instruction: Instruction): boolean {
    const { row, operands } = instruction;
    if (row.class === "exception" && row.id.startsWith("SVC")) {
      // A system call that does not exist.
      return this.#value(7, () => 0x7ff) === 0x7ff;
    }
    const stores = row.memoryAccess !== "none" && row.memoryAccess !== "read";
    if (stores || row.exclusive === "store") this.dirty = true;
    if (row.exclusive === "store" && !this.#loadedExclusive) this.needsClear = true;
    const label = operands.find((operand) => operand.kind === "label");
    if (label !== undefined && row.branch === "none") return this.#atHome(instruction, label.address, stores);

    const memory = operands.find((operand) => operand.kind === "memory");
    if (memory !== undefined) return this.#access(instruction, memory.memory, stores);
    // Multiple transfers.
    const access = instruction.memoryAccesses[0];
    if (access === undefined) return true;
    const base = access.base.number;
    if (base === 15) return this.#atHome(instruction, this.#pc(instruction), stores);
    if (base === 13) {
      const down = /(D[AB]|db|SRS)/.test(row.id) && !/PUSH/.test(row.id);
      return !down || (stores && access.writeBack);
    }
    const value = this.#value(base, () => coreStart + 32 + 4 * this.#random.below(((coreEnd - coreStart) >> 2) - 16));
    return value !== undefined && value >= coreStart && value < coreEnd;
  }

  /** An access whose address is made from PC. */
  #atHome(instruction: Instruction, address: number, stores: boolean): boolean {
    const { writesPc, row } = instruction;
    if (row.class === "preload") return true;
    if (!isAligned(row, writesPc, address) || !isInHome(address)) return false;
    if (stores) this.storesAtHome = true;
    if (!stores && !writesPc) return true;
    if (row.branch === "table") return isFill(address);
    // Stores must leave code alone, and code is no address to go to.
    const transfer = row.class.startsWith("vfp") ? margin : 8;
    return this.#isFill(instruction, address) && this.#isFill(instruction, address + transfer);
  }

  /** Whether there is only what fills the slots. */
  #isFill({ next }: Instruction, address: number): boolean {
    // The trap comes after the last instruction.
    return (
      isFill(address) ||
      (this.#isLast && isOwnCode(address, this.#slot) && address >= next + (this.set === "a32" ? 4 : 2))
    );
  }

  #access(instruction: Instruction, memory: Memory, stores: boolean): boolean {
    const base = memory.base.number;
    const isTable = instruction.row.branch === "table";
    const contribution = memory.mode === "post-indexed" ? 0 : this.#offset(memory, base, isTable);
    if (contribution === undefined) return false;
    if (base === 15) {
      // TBB and TBH do not align it.
      const pc = isTable ? instruction.address + 4 : this.#pc(instruction);
      return this.#atHome(instruction, pc + contribution, stores);
    }
    if (base === 13) {
      if (contribution < -stackReach || contribution > stackReach || memory.alignment > 32) return false;
      if (instruction.row.class === "preload") return true;
      if (!isAligned(instruction.row, instruction.writesPc, contribution)) return false;
      const size = instruction.row.memorySize;
      if (contribution < 0) {
        if (!stores || !memory.writeBack) return false;
        if (contribution < -size) this.exposesStack = true;
      }
      if (memory.mode === "post-indexed" && (memory.index !== null || memory.displacement < 0)) {
        this.exposesStack = true;
        if (memory.index !== null) return false;
      }
      return stores || !this.exposesStack;
    }
    // Aligned as far as any access wants it.
    const middle = coreStart + 256 + 64 * this.#random.below((coreEnd - coreStart - 512) / 64);
    const step = this.#random.chance(0.8) ? 0 : this.#random.pick([4, 8, 16]);
    const value = this.#value(base, () => middle + (memory.alignment > 0 ? 0 : step) - contribution);
    if (value === undefined) return false;
    const address = (value + contribution) >>> 0;
    return address >= coreStart && address < coreEnd && isAligned(instruction.row, instruction.writesPc, address);
  }

  /** What the offset of a memory operand adds to its base, as a signed number. */
  #offset(memory: Memory, base: number, isTable: boolean): number | undefined {
    if (memory.index === null) return memory.displacement;
    const index = memory.index.number;
    if (index === 15 || index === 13 || index === base) return undefined;
    const type = memory.shift === null ? 0 : ["lsl", "lsr", "asr", "ror", "rrx"].indexOf(memory.shift.type);
    const amount = memory.shift === null ? 0 : (memory.shift.amount as number) & (type === 0 ? 31 : 63);
    if (type === 4 && !this.#knowsCarry) return undefined;
    const apply = (value: number): number =>
      shift(value | 0, Math.min(type, 3), type === 4 ? 0 : amount & 31, this.carry) | 0;
    const needsSmall = base === 15 || base === 13 || !this.#isFree(base);
    const wanted = isTable
      ? this.#random.below(base === 15 ? 256 : 64)
      : 8 * this.#random.between(base === 13 ? 0 : -48, 48);
    const value = this.#value(index, () => {
      if (!needsSmall && !isTable && this.#random.chance(0.5)) return this.#random.word();
      return inverse(memory.subtract && !isTable ? -wanted : wanted, type, amount);
    });
    if (value === undefined) return undefined;
    const offset = memory.subtract ? -apply(value) | 0 : apply(value);
    return needsSmall && (offset < -4096 || offset > 4096) ? undefined : offset;
  }

  #stackPointer(instruction: Instruction): boolean {
    const { writtenMask, readMask, row, operands } = instruction;
    if ((writtenMask & SP) === 0) return true;
    this.dirty = true;
    const access = instruction.memoryAccesses[0];
    const list = operands.find((operand) => operand.kind === "register-list");
    const loadsSp =
      (list !== undefined &&
        row.memoryAccess === "read" &&
        list.registers.some((r) => r.kind === "r" && r.number === 13)) ||
      operands.some(
        (operand) =>
          operand.kind === "register" &&
          operand.access === "write" &&
          operand.register.number === 13 &&
          operand.register.kind === "r",
      );
    const updates =
      access?.base.number === 13 &&
      access.writeBack &&
      !loadsSp &&
      Math.abs(access.displacement) <= 256 &&
      access.index === null &&
      access.displacement % 4 === 0;
    if (updates) {
      // The odd word of FSTMX is stored by none.
      if (row.id.startsWith("FSTMX")) this.exposesStack = true;
      if (list !== undefined || row.class.startsWith("vfp")) this.raised += margin;
      else this.raised += Math.max(0, access.displacement);
      return true;
    }
    if (row.class === "data-processing" && readMask === SP && /^(add|sub)/.test(instruction.mnemonic)) {
      const constant = operands.find((operand) => operand.kind === "immediate");
      if (constant !== undefined && constant.value <= 256 && constant.value % 4 === 0) {
        if (instruction.mnemonic.startsWith("sub")) this.exposesStack = true;
        else this.raised += constant.value;
        return true;
      }
    }
    // Anything may become of SP, so nothing may come after it.
    this.exposesStack = true;
    return this.#isLast;
  }

  #branches(instruction: Instruction): boolean {
    if (!instruction.writesPc) return true;
    const { row, operands, address } = instruction;
    const label = operands.find((operand) => operand.kind === "label");
    if (label !== undefined && row.branch !== "none") {
      // Not back into the block; in the other instruction set not to where this one's fill is.
      const exchanges = instruction.mnemonic.startsWith("blx");
      if (!isInHome(label.address)) return !isTaken(label.address);
      if (exchanges) return false;
      return isOwnCode(label.address, this.#slot) ? label.address > address : isFill(label.address);
    }
    // Data read backwards are no addresses, and of what the block stored nobody knows.
    if (row.memoryAccess === "read") return !this.#bigEndian && !this.#stored;
    const registers: number[] = [];
    for (let register = 0; register < 15; register++) {
      if ((instruction.readMask & (1 << register)) === 0) continue;
      const value = this.#value(register, () => randomValue(this.#random));
      if (value === undefined) return false;
      registers[register] = value;
    }
    registers[15] = address + (this.set === "a32" ? 8 : 4);
    if (row.branch !== "none") {
      const target = registers[Math.log2(instruction.readMask & 0xffff)];
      // BX PC runs what follows as A32.
      if (target !== undefined && isInHome(target) && !this.#isLast) return false;
      return target !== undefined && this.#isLanding(instruction, target);
    }
    const target = this.#knowsCarry ? branchTarget(instruction, registers, this.carry) : null;
    return target !== null && this.#isLanding(instruction, target);
  }

  #isLanding(instruction: Instruction, target: number): boolean {
    if (isInHome(target)) return (target & 3) === 0 && this.#isFill(instruction, target);
    return !isTaken(target) && (target & 3) !== 2;
  }

  #after(instruction: Instruction): void {
    const { writtenMask, flagsWritten, conditionNumber, row } = instruction;
    if (row.id.startsWith("SETEND")) this.#bigEndian = (instruction.word & (this.set === "a32" ? 0x200 : 8)) !== 0;
    if (row.exclusive === "load" && conditionNumber === 14) this.#loadedExclusive = true;
    if (row.memoryAccess === "write" || row.memoryAccess === "read-write") this.#stored = true;
    if ((flagsWritten & Flag.C) !== 0) this.#knowsCarry = false;
    const access = instruction.memoryAccesses[0];
    for (let register = 0; register < 15; register++) {
      if ((writtenMask & (1 << register)) === 0 || register === 13) continue;
      this.#written |= 1 << register;
      const isUpdate =
        access?.writeBack &&
        access.base.number === register &&
        access.index === null &&
        conditionNumber === 14 &&
        (row.class === "load" || row.class === "store");
      const value = this.#current[register];
      this.#current[register] = isUpdate && value !== undefined ? (value + access.displacement) >>> 0 : undefined;
    }
  }

  /** Whether the block may end by something else than its end. */
  static branches(instruction: Instruction): boolean {
    return (instruction.writtenMask & PC) !== 0;
  }
}

/** Whether an access is aligned where it must be: loads of PC, pairs, and what is not LDR, STR and their halfwords. */
function isAligned(row: Row, writesPc: boolean, address: number): boolean {
  const needsWord = row.branch === "none" && (writesPc || /^(LDRD|STRD|LDA|STL|V|F)/.test(row.id));
  return !needsWord || (address & 3) === 0;
}

/** A value that a shift makes into `wanted`, or into something like it. */
function inverse(wanted: number, type: number, amount: number): number {
  switch (type) {
    case 0:
      return wanted >> amount;
    case 1:
    case 2:
      return amount > 31 ? 0 : wanted << amount;
    case 3:
      return (wanted << amount) | (amount === 0 ? 0 : wanted >>> (32 - amount));
    default:
      return wanted << 1;
  }
}

/** A register value of no particular meaning: edges, small numbers, addresses without anything, any word. */
export function randomValue(random: Random): number {
  switch (random.below(8)) {
    case 0:
      return random.pick([0, 1, 2, 0xffffffff, 0x80000000, 0x7fffffff, 0x0000ffff, 0x00ff00ff]);
    case 1:
      return random.below(256);
    case 2:
    case 3:
      return landing(random);
    default:
      for (;;) {
        const word = random.word();
        if (!isTaken(word)) return word;
      }
  }
}
