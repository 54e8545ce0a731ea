import type { ModifiedImmediate } from "../modified-immediate.js";
import type { CoreRegister, CoreRegisterLike, Register, RegisterLike } from "../registers.js";
import { coreRegisterNumber, coreRegisters } from "../registers.js";
import { ShiftedRegister } from "../shifts.js";
import type { FloatImmediate, VectorImmediate } from "../vector-immediate.js";
import type { Lane } from "./lane.js";

/** What an instruction does with an operand. */
export type Access = "read" | "write" | "read-write";

/** When the base register of a memory operand takes the offset (A8.5): never, before the access, or after it. */
export type AddressingMode = "offset" | "pre-indexed" | "post-indexed";

/** An address in memory as an instruction names it. */
export class Memory {
  readonly base: CoreRegister;
  /** The index register, null if there is none. */
  readonly index: CoreRegister | null;
  /** The shift of the index, null if there is none. */
  readonly shift: ShiftedRegister | null;
  /** The constant offset in bytes, its sign included. */
  readonly displacement: number;
  /** True if the index, or a displacement of 0, is subtracted. */
  readonly subtract: boolean;
  readonly mode: AddressingMode;
  /** The alignment in bits that an Advanced SIMD access promises, 0 for none. */
  readonly alignment: number;

  constructor(parts: {
    base: CoreRegister;
    index?: CoreRegister | null;
    shift?: ShiftedRegister | null;
    displacement?: number;
    subtract?: boolean;
    mode?: AddressingMode;
    alignment?: number;
  }) {
    this.base = parts.base;
    this.index = parts.index ?? null;
    this.shift = parts.shift ?? null;
    this.displacement = parts.displacement ?? 0;
    this.subtract = parts.subtract ?? this.displacement < 0;
    this.mode = parts.mode ?? "offset";
    this.alignment = parts.alignment ?? 0;
  }

  /** True if the access changes the base register. */
  get writeBack(): boolean {
    return this.mode !== "offset";
  }

  /** As in assembly: `[r1, #4]!`, `[r1], -r2, lsl #2`. */
  toString(): string {
    const { base, index, displacement, mode } = this;
    const sum =
      index === null ? displacement && `#${displacement}` : (this.subtract ? "-" : "") + (this.shift ?? index);
    const offset = sum ? `, ${sum}` : "";
    const start = `[${base}${this.alignment > 0 ? `:${this.alignment}` : ""}`;
    if (mode === "post-indexed") return `${start}]${offset}`;
    return `${start}${offset}]${mode === "offset" ? "" : "!"}`;
  }
}

/** An index register that is subtracted from the base. */
export class Subtracted {
  readonly index: CoreRegister | ShiftedRegister;

  constructor(index: CoreRegister | ShiftedRegister) {
    this.index = index;
  }

  toString(): string {
    return `-${this.index}`;
  }
}

/** What a memory operand adds to its base: bytes, a register, a shifted register, or one of the two subtracted. */
export type OffsetLike = number | CoreRegisterLike | ShiftedRegister | Subtracted;

/** An index register that is to be subtracted: `[r1, -r2, lsl #2]` is `mem(r1, minus(lsl(r2, 2)))`. */
export function minus(index: CoreRegisterLike | ShiftedRegister): Subtracted {
  return new Subtracted(index instanceof ShiftedRegister ? index : coreRegisters[coreRegisterNumber(index)]!);
}

function memory(base: CoreRegisterLike, offset: OffsetLike, mode: AddressingMode): Memory {
  const baseRegister = coreRegisters[coreRegisterNumber(base)]!;
  if (typeof offset === "number") {
    return new Memory({
      base: baseRegister,
      displacement: offset,
      subtract: offset < 0 || Object.is(offset, -0),
      mode,
    });
  }
  const subtract = offset instanceof Subtracted;
  const index = subtract ? offset.index : offset;
  if (index instanceof ShiftedRegister)
    return new Memory({ base: baseRegister, index: index.register, shift: index, subtract, mode });
  return new Memory({ base: baseRegister, index: coreRegisters[coreRegisterNumber(index)]!, subtract, mode });
}

/** `[base, offset]`: the base register is not changed. */
export const mem = (base: CoreRegisterLike, offset: OffsetLike = 0): Memory => memory(base, offset, "offset");
/** `[base, offset]!`: the base register takes the sum, which is the address. */
export const preIndexed = (base: CoreRegisterLike, offset: OffsetLike): Memory => memory(base, offset, "pre-indexed");
/** `[base], offset`: the base register is the address, and takes the sum afterwards. */
export const postIndexed = (base: CoreRegisterLike, offset: OffsetLike): Memory => memory(base, offset, "post-indexed");

/** A base register that a multiple transfer updates. */
export class WriteBack {
  readonly register: CoreRegister;

  constructor(register: CoreRegister) {
    this.register = register;
  }

  toString(): string {
    return `${this.register}!`;
  }
}

/** `base!`, as in `ldm(writeBack(r0), [r1, r2])`. */
export const writeBack = (base: CoreRegisterLike): WriteBack => new WriteBack(coreRegisters[coreRegisterNumber(base)]!);

/** What the assembler takes for an operand. A string is a register where one fits, else a label or an option's name. */
export type OperandInput =
  | RegisterLike
  | number
  | bigint
  | ShiftedRegister
  | ModifiedImmediate
  | VectorImmediate
  | FloatImmediate
  | Memory
  | WriteBack
  | readonly RegisterLike[]
  | Lane
  | readonly Lane[]
  | string;

interface OperandBase {
  readonly access: Access;
  /** The same operand as the assembler takes it. */
  readonly input: OperandInput;
}

/** A register, perhaps shifted; `writeBack` if it is the updated base of a multiple transfer. */
export interface RegisterOperand extends OperandBase {
  readonly kind: "register";
  readonly register: Register;
  readonly shift: ShiftedRegister | null;
  readonly writeBack: boolean;
}

/** A constant. */
export interface ImmediateOperand extends OperandBase {
  readonly kind: "immediate";
  readonly value: number;
}

/** An address in memory. */
export interface MemoryOperand extends OperandBase {
  readonly kind: "memory";
  readonly memory: Memory;
}

/** The registers of a multiple transfer, lowest first. */
export interface RegisterListOperand extends OperandBase {
  readonly kind: "register-list";
  readonly registers: readonly Register[];
}

/** One element of a D register. */
export interface ScalarOperand extends OperandBase {
  readonly kind: "scalar";
  readonly lane: Lane;
}

/** The elements, one of each register or all, that an element or structure is loaded to or stored from. */
export interface LaneListOperand extends OperandBase {
  readonly kind: "lane-list";
  readonly lanes: readonly Lane[];
}

/** An address that is given relative to PC. */
export interface LabelOperand extends OperandBase {
  readonly kind: "label";
  /** The absolute address, 0 to 2^32 - 1, without an instruction set bit. */
  readonly address: number;
}

/** Anything that goes by a name: a barrier's domain, a status register, a coprocessor. */
export interface OptionOperand extends OperandBase {
  readonly kind: "option";
  readonly name: string;
}

/** An operand of a decoded instruction. */
export type Operand =
  | RegisterOperand
  | ImmediateOperand
  | MemoryOperand
  | RegisterListOperand
  | ScalarOperand
  | LaneListOperand
  | LabelOperand
  | OptionOperand;
