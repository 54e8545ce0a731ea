import { isaError } from "./errors.js";
import { isWithin } from "./range.js";
import { type CoreRegister, type CoreRegisterLike, coreRegisterNumber, coreRegisters } from "./registers.js";

/** The shifts that can be applied to a register operand (A8.4.1). */
export type ShiftType = "lsl" | "lsr" | "asr" | "ror" | "rrx";

/** The shifts in the order of the 2-bit field `stype`; RRX shares ROR's number with an amount of 0. */
export const shiftTypes: readonly ShiftType[] = ["lsl", "lsr", "asr", "ror"];

/** A register that is shifted before it is used. */
export class ShiftedRegister {
  readonly register: CoreRegister;
  readonly type: ShiftType;
  /** The amount, 0 to 32 in bits, or the register whose low byte holds it. */
  readonly amount: number | CoreRegister;

  constructor(register: CoreRegister, type: ShiftType, amount: number | CoreRegister) {
    this.register = register;
    this.type = type;
    this.amount = amount;
  }

  /** As in assembly: `r1, lsl #2`. */
  toString(): string {
    return `${this.register}, ${this.shiftText}`;
  }

  /** @internal The shift alone: `lsl #2`, `rrx`. */
  get shiftText(): string {
    const { type, amount } = this;
    return type === "rrx" ? type : `${type} ${typeof amount === "number" ? "#" : ""}${amount}`;
  }
}

/**
 * A register shifted as told.
 *
 * @param amount - bits: LSL 0 to 31, LSR and ASR 1 to 32, ROR 1 to 31, RRX none; or a register
 * @throws {IsaError} `unknown-shift`, `out-of-range`
 */
export function shifted(
  register: CoreRegisterLike,
  type: ShiftType,
  amount: number | CoreRegisterLike = 1,
): ShiftedRegister {
  const base = coreRegisters[coreRegisterNumber(register)]!;
  if (type !== "rrx" && !shiftTypes.includes(type)) {
    throw isaError("unknown-shift", "the shift", type, "lsl, lsr, asr, ror or rrx");
  }
  if (typeof amount !== "number") return new ShiftedRegister(base, type, coreRegisters[coreRegisterNumber(amount)]!);
  const [least, most] = type === "lsl" ? [0, 31] : type === "ror" ? [1, 31] : type === "rrx" ? [1, 1] : [1, 32];
  if (!isWithin(amount, least, most)) {
    throw isaError("out-of-range", "shift", amount, `${least} to ${most}`, ` for ${type}`);
  }
  return new ShiftedRegister(base, type, amount);
}

/** A register shifted left, by 0 to 31 bits or by a register. */
export const lsl = (register: CoreRegisterLike, amount: number | CoreRegisterLike): ShiftedRegister =>
  shifted(register, "lsl", amount);
/** A register shifted right with zeros, by 1 to 32 bits or by a register. */
export const lsr = (register: CoreRegisterLike, amount: number | CoreRegisterLike): ShiftedRegister =>
  shifted(register, "lsr", amount);
/** A register shifted right with its sign, by 1 to 32 bits or by a register. */
export const asr = (register: CoreRegisterLike, amount: number | CoreRegisterLike): ShiftedRegister =>
  shifted(register, "asr", amount);
/** A register rotated right, by 1 to 31 bits or by a register. */
export const ror = (register: CoreRegisterLike, amount: number | CoreRegisterLike): ShiftedRegister =>
  shifted(register, "ror", amount);
/** A register rotated right by one bit through the carry flag. */
export const rrx = (register: CoreRegisterLike): ShiftedRegister => shifted(register, "rrx");

/**
 * The fields `stype` (2 bits) and `imm5` of a shift by an immediate (DecodeImmShift, A8.4.3), or -1 if it is a shift by a register.
 *
 * @internal
 */
export function encodeImmediateShift(
  type: ShiftType,
  amount: number | CoreRegister,
): { stype: number; imm5: number } | null {
  if (typeof amount !== "number") return null;
  if (type === "rrx") return { stype: 3, imm5: 0 };
  return { stype: shiftTypes.indexOf(type), imm5: amount & 31 };
}

/** The shift that `stype` and `imm5` stand for (DecodeImmShift). */
export function decodeImmediateShift(stype: number, imm5: number): { type: ShiftType; amount: number } {
  if (stype === 3 && imm5 === 0) return { type: "rrx", amount: 1 };
  return { type: shiftTypes[stype & 3]!, amount: imm5 === 0 && stype !== 0 ? 32 : imm5 };
}
