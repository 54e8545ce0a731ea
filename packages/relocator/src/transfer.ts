import {
  type Address,
  type AddressingMode,
  AL,
  type CodeAddress,
  countOfMask,
  type Decoder,
  Exchange,
  type Facts,
  type Instruction,
  type InstructionSet,
  Link,
  Operation,
  PC,
  Relative,
  SP,
  Transfer,
} from "@armstalker/isa";
import { fieldOf } from "./fields.js";

/** What every control transfer has. */
interface AnyTransfer {
  /** The number of the condition under which it executes, 0 to 14. */
  readonly condition: number;
  /** What it leaves in LR: the address after it; null if LR stays as it is. */
  readonly link: CodeAddress | null;
  /**
   * What its form is used for. Returns are BX LR, `mov pc, lr`, loads of PC by means of SP, and loads of PC together with other registers, which end functions
   * whatever their base is.
   */
  readonly purpose: "call" | "return" | "jump";
  /** The instruction set afterwards; `bit 0` and `restored` if the address that is loaded or computed, or CPSR, says it. */
  readonly setAfter: InstructionSet | "bit 0" | "restored";
  /** True if control may also go on to the next instruction without having returned to it. */
  readonly fallsThrough: boolean;
}

/** To an address that the instruction says: B, BL and BLX with a label; BX PC, `mov pc, pc` and `add pc, pc, #n`. */
export interface DirectTransfer extends AnyTransfer {
  readonly kind: "direct";
  readonly target: CodeAddress;
}

/** To an address that the instruction says, if a register is zero, or is not: CBZ, CBNZ. */
export interface CompareTransfer extends AnyTransfer {
  readonly kind: "compare-and-branch";
  readonly target: CodeAddress;
  readonly register: number;
  readonly branchesIf: "zero" | "not zero";
}

/** To the address in a register: BX, BXJ, BLX, MOV. In T32, MOV stays in T32 whatever bit 0 is. */
export interface RegisterTransfer extends AnyTransfer {
  readonly kind: "register";
  /** 0 to 14. */
  readonly register: number;
}

/** To an address that is loaded: LDR. */
export interface LoadTransfer extends AnyTransfer {
  readonly kind: "load";
  /** Where the address is loaded from, if that is at a constant distance from PC; else null. */
  readonly literal: Address | null;
  /** The base register, PC for literals; and the register that is added to it, or subtracted, -1 if there is none. */
  readonly base: number;
  readonly index: number;
  /** The constant that is added to the base register, in bytes. */
  readonly displacement: number;
  /** Whether the sum is the address, and whether the base register takes it. */
  readonly mode: AddressingMode;
}

/** To an address that is loaded with other registers: LDM, POP. */
export interface MultipleLoadTransfer extends AnyTransfer {
  readonly kind: "load-multiple";
  readonly load: MultipleTransfer;
}

/** To an address in a table of distances from PC: TBB, TBH. */
export interface TableTransfer extends AnyTransfer {
  readonly kind: "table";
  /** The register with the table's address, which may be PC, and that with the entry's number. */
  readonly base: number;
  readonly index: number;
  /** Bytes of an entry, which counts halfwords. */
  readonly entrySize: 1 | 2;
}

/** To an address that is computed otherwise. */
export interface ComputedTransfer extends AnyTransfer {
  readonly kind: "compute";
  /** T32, where it is always `add pc, rm` or the like: the register that is added to PC. In A32 -1: any data processing. */
  readonly addend: number;
}

/** Back from an exception, which User mode cannot. */
export interface ExceptionReturnTransfer extends AnyTransfer {
  readonly kind: "exception-return";
}

/** To A32 code at an address that is no multiple of 4, which is UNPREDICTABLE: a processor may clear bit 1, or raise an alignment fault (BXWritePC, A2.3.1). */
export interface MisalignedTransfer extends AnyTransfer {
  readonly kind: "misaligned";
  /** Says so, for a message. */
  readonly reason: string;
}

/** What an instruction that writes PC does, apart from whether it is valid. */
export type ControlTransfer =
  | DirectTransfer
  | CompareTransfer
  | RegisterTransfer
  | LoadTransfer
  | MultipleLoadTransfer
  | TableTransfer
  | ComputedTransfer
  | ExceptionReturnTransfer
  | MisalignedTransfer;

/** Where LDM, STM, PUSH and POP of 32 bits go through memory; POP of T16 likewise. */
export interface MultipleTransfer {
  /** The base register. */
  readonly base: number;
  /** The registers, as a mask. */
  readonly list: number;
  readonly writesBack: boolean;
  /** The distance in bytes of the lowest word from what the base register holds before. */
  readonly first: number;
  /** By how many bytes write-back changes the base register. */
  readonly change: number;
}

/** Reads the addressing mode of an LDM or STM of 32 bits off its word: P, U and W are bits 24, 23 and 21 (A5.5, A6.3.5). */
export function multipleTransferOf(word: number): MultipleTransfer {
  const list = word & 0xffff;
  const size = 4 * countOfMask(list);
  const before = ((word >>> 24) & 1) === 1;
  const up = ((word >>> 23) & 1) === 1;
  return {
    base: (word >>> 16) & 15,
    list,
    writesBack: ((word >>> 21) & 1) === 1,
    first: up ? (before ? 4 : 0) : before ? -size : 4 - size,
    change: up ? size : -size,
  };
}

// POP of T16 (A8.8.131): r0 to r7 in bits 7 to 0.
function popOf(word: number): MultipleTransfer {
  const list = (word & 0xff) | (1 << PC);
  return { base: SP, list, writesBack: true, first: 0, change: 4 * countOfMask(list) };
}

const otherSet = (set: InstructionSet): InstructionSet => (set === "a32" ? "t32" : "a32");

/** An address in an instruction set. Code may be looked at wherever it stands, so that the address need not be one that the set allows. */
const inSet = (address: number, set: InstructionSet): CodeAddress =>
  (set === "t32" ? address + 1 : address) as CodeAddress;

// For loops over much code: without allocation.

/** True if control may go on to the next instruction without having returned to it: a branch is conditional, or compares a register. */
export const fallsThrough = ({ operation }: Facts, number: number, condition: number): boolean =>
  condition !== AL || operation[number] === Operation.compareAndBranch;

/**
 * Where a word goes whose row's transfer is `Transfer.direct`.
 *
 * @param number - of the row
 * @param address - of the instruction
 */
export function directTarget(decoder: Decoder, number: number, word: number, address: number): CodeAddress {
  const target = decoder.relativeAddress(number, word, address);
  const isThumb = (decoder.set === "t32") !== (decoder.facts.exchange[number] === Exchange.other);
  return (isThumb ? target + 1 : target) as CodeAddress;
}

// As data

/** True if control may ever come from an instruction to the next; calls are taken to return. */
export const canGoOn = ({ writesPc, facts, number, conditionNumber }: Instruction): boolean =>
  !writesPc || facts.link[number] !== Link.none || fallsThrough(facts, number, conditionNumber);

/** The address after an instruction, with its instruction set: what a call leaves in LR. */
export const addressAfter = ({ next, instructionSet }: Pick<Instruction, "next" | "instructionSet">): CodeAddress =>
  inSet(next, instructionSet);

/** The instruction set after an instruction of a row. */
function setAfterOf({ facts, number, instructionSet: set }: Instruction): AnyTransfer["setAfter"] {
  switch (facts.exchange[number]) {
    case Exchange.other:
      return otherSet(set);
    case Exchange.bit0:
      return "bit 0";
    case Exchange.restored:
      return "restored";
    default:
      return set;
  }
}

function purposeOf(instruction: Instruction): AnyTransfer["purpose"] {
  const { facts, number } = instruction;
  if (facts.link[number] !== Link.none) return "call";
  const transfer = facts.transfer[number];
  if (transfer === Transfer.loadMultiple || transfer === Transfer.pop) return "return";
  return instruction.branch?.kind === "return" ? "return" : "jump";
}

/**
 * What an instruction does that writes PC; of UNPREDICTABLE ones, what their bits say.
 *
 * @returns for code that goes where no A32 code can be, `misaligned`: nobody else needs to look at the target
 */
export function transferOf(instruction: Instruction): ControlTransfer {
  const { facts, number } = instruction;
  const condition = instruction.conditionNumber;
  const any: AnyTransfer = {
    condition,
    link: facts.link[number] === Link.none ? null : addressAfter(instruction),
    purpose: purposeOf(instruction),
    setAfter: setAfterOf(instruction),
    fallsThrough: fallsThrough(facts, number, condition),
  };
  switch (facts.transfer[number]) {
    case Transfer.direct:
      return directOf(instruction, any);
    case Transfer.register:
    case Transfer.move:
      return registerTransferOf(instruction, any);
    case Transfer.load:
      return loadOf(instruction, any);
    case Transfer.loadMultiple:
      return { ...any, kind: "load-multiple", load: multipleTransferOf(instruction.word) };
    case Transfer.pop:
      return { ...any, kind: "load-multiple", load: popOf(instruction.word) };
    case Transfer.table: {
      const entrySize = facts.memorySize[number] as 1 | 2;
      return { ...any, kind: "table", base: fieldOf(instruction, "Rn"), index: fieldOf(instruction, "Rm"), entrySize };
    }
    case Transfer.exceptionReturn:
      return { ...any, kind: "exception-return" };
    default:
      return computedOf(instruction, any);
  }
}

function directOf(instruction: Instruction, any: AnyTransfer): ControlTransfer {
  const { facts, number, relativeAddress } = instruction;
  const target = inSet(relativeAddress, any.setAfter === "t32" ? "t32" : "a32");
  if (facts.operation[number] !== Operation.compareAndBranch) return { ...any, kind: "direct", target };
  const branchesIf = fieldOf(instruction, "op") === 0 ? "zero" : "not zero";
  return { ...any, kind: "compare-and-branch", target, register: fieldOf(instruction, "Rn"), branchesIf };
}

/** The value that PC has as an operand, not word-aligned (A2.3.1). */
export const pcOf = ({ address, instructionSet }: Instruction): number =>
  (address + (instructionSet === "a32" ? 8 : 4)) % 2 ** 32;

function registerTransferOf(instruction: Instruction, any: AnyTransfer): ControlTransfer {
  const { facts, number, word, instructionSet: set } = instruction;
  if ((word & facts.shiftBits[number]!) !== 0) return { ...any, kind: "compute", addend: -1 };
  const register = fieldOf(instruction, "Rm");
  if (register !== PC || any.link !== null) return { ...any, kind: "register", register };
  const pc = pcOf(instruction);
  if (any.setAfter === set) return { ...any, kind: "direct", target: inSet(pc, set) };
  // PC is even, so that this is A32 code: BX PC of T32 (A8.8.27), and MOV of A32.
  return toA32(pc, any, "bx pc at an address that is no multiple of 4 is UNPREDICTABLE");
}

function toA32(target: number, any: AnyTransfer, reason: string): ControlTransfer {
  return target % 4 === 2
    ? { ...any, kind: "misaligned", reason }
    : { ...any, kind: "direct", target: target as CodeAddress };
}

function loadOf(instruction: Instruction, any: AnyTransfer): ControlTransfer {
  const { facts, number, relativeAddress } = instruction;
  const literal = facts.relative[number] === Relative.none ? null : (relativeAddress as Address);
  const size = fieldOf(instruction, "imm12", fieldOf(instruction, "imm8", 0));
  const mode =
    fieldOf(instruction, "P", 1) === 0 ? "post-indexed" : fieldOf(instruction, "W", 0) === 1 ? "pre-indexed" : "offset";
  return {
    ...any,
    kind: "load",
    literal,
    base: fieldOf(instruction, "Rn", PC),
    index: fieldOf(instruction, "Rm"),
    displacement: fieldOf(instruction, "U", 1) === 0 ? -size : size,
    mode,
  };
}

function computedOf(instruction: Instruction, any: AnyTransfer): ControlTransfer {
  const { facts, number, word, instructionSet: set, relativeAddress } = instruction;
  // ADD T2 (A8.8.6) and, with SP, ADD T1 (A8.8.10) have the register in the same bits.
  if (set === "t32") return { ...any, kind: "compute", addend: (word >>> 3) & 15 };
  if (facts.operation[number] !== Operation.address) return { ...any, kind: "compute", addend: -1 };
  // Data processing that writes PC interworks in A32 (ALUWritePC, A2.3.1).
  return toA32(relativeAddress, any, "its target is A32 code at an address that is no multiple of 4");
}
