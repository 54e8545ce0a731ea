import { Bits } from "../bits.js";
import { coreRegisters, isRegisterName, Register, register } from "../registers.js";
import { decodeImmediateShift, encodeImmediateShift, ShiftedRegister, shiftTypes } from "../shifts.js";
import type { DecodeContext, EncodeContext, OperandCodec, RegisterUse } from "./codec.js";
import type { Access, RegisterOperand } from "./operand.js";
import { WriteBack } from "./operand.js";

/** @internal The core register that an input names, or null. */
export function coreRegisterOf(input: unknown): Register<"r"> | null {
  const found =
    input instanceof Register ? input : typeof input === "string" && isRegisterName(input) ? register(input) : null;
  return found !== null && found.kind === "r" ? (found as Register<"r">) : null;
}

/** @internal Notes the use of the register in a field. */
export function use(bits: Bits | null, access: Access, offset = 0, when: RegisterUse["when"] = null): RegisterUse {
  return { bits, list: false, offset, access, when };
}

/** @internal Puts a register into a field of 3 or 4 bits. */
export function encodeCoreRegister(bits: Bits, name: string, found: Register<"r">, context: EncodeContext): number {
  if (found.number > bits.mask) return context.fail("out-of-range", name, found.name, `r0 to r${bits.mask}`);
  return bits.put(found.number);
}

/** @internal A core register in a field; with a W field or `!`, a base register that may be written back. */
export function coreRegisterCodec(
  name: string,
  bits: Bits,
  access: Access,
  writeBack: Bits | "always" | null = null,
): OperandCodec {
  const writes = (word: number): boolean => writeBack === "always" || (writeBack !== null && writeBack.get(word) === 1);
  return {
    name,
    access,
    uses: writeBack === null ? [use(bits, access)] : [use(bits, access), use(bits, "write", 0, writes)],
    bits: writeBack instanceof Bits ? [bits, writeBack] : [bits],
    inputType:
      writeBack === null ? "CoreRegisterLike" : writeBack === "always" ? "WriteBack" : "CoreRegisterLike | WriteBack",
    accepts: (input) =>
      (writeBack !== "always" && coreRegisterOf(input) !== null) || (writeBack !== null && input instanceof WriteBack),
    encode(input, context) {
      if (input instanceof WriteBack) {
        return (
          encodeCoreRegister(bits, name, input.register, context) | (writeBack instanceof Bits ? writeBack.put(1) : 0)
        );
      }
      return encodeCoreRegister(bits, name, coreRegisterOf(input)!, context);
    },
    decode({ word }): RegisterOperand {
      const found = coreRegisters[bits.get(word)]!;
      const written = writes(word);
      return {
        kind: "register",
        register: found,
        shift: null,
        writeBack: written,
        access: written ? "read-write" : access,
        input: written ? new WriteBack(found) : found,
      };
    },
    format: ({ word }) => coreRegisters[bits.get(word)]!.name + (writes(word) ? "!" : ""),
  };
}

/** @internal A register that the encoding fixes, such as SP in `add sp, sp, #8`. */
export function fixedRegisterCodec(fixed: Register<"r">, access: Access): OperandCodec {
  return {
    name: fixed.name,
    access,
    uses: [use(null, access, fixed.number)],
    bits: [],
    inputType: "CoreRegisterLike",
    accepts: (input) => coreRegisterOf(input) === fixed,
    encode: () => 0,
    decode: (): RegisterOperand => ({
      kind: "register",
      register: fixed,
      shift: null,
      writeBack: false,
      access,
      input: fixed,
    }),
    format: () => fixed.name,
  };
}

/** @internal A number held in bits, times a factor, or fixed. */
export interface Scaled {
  readonly bits: Bits | null;
  readonly factor: number;
}

const textOfShift = (shift: ShiftedRegister): string => {
  if (shift.type === "rrx") return ", rrx";
  return `, ${shift.type} ${typeof shift.amount === "number" ? `#${shift.amount}` : shift.amount.name}`;
};

/** @internal The text of an optional shift: `, lsl #2`, `, rrx` or nothing. */
export function formatShift(shift: ShiftedRegister | null): string {
  return shift === null ? "" : textOfShift(shift);
}

/** @internal The shift in a type field (of 1 or 2 bits, or fixed) and an amount field; null for LSL #0. */
export function decodeShift(found: Register<"r">, type: Scaled, amount: Bits, word: number): ShiftedRegister | null {
  const stype = type.bits === null ? type.factor : type.bits.get(word) * type.factor;
  const shift = decodeImmediateShift(stype, amount.get(word));
  return shift.type === "lsl" && shift.amount === 0 ? null : new ShiftedRegister(found, shift.type, shift.amount);
}

/** @internal Whether a shift by an immediate is RRX, which reads the carry flag; null where it never is. */
export function rotatesThroughCarry(type: Scaled, amount: Bits): ((word: number) => boolean) | null {
  if (type.bits === null) {
    return type.factor === 3 ? (word) => amount.get(word) === 0 : null;
  }
  const { bits, factor } = type;
  return factor === 1 ? (word) => bits.get(word) === 3 && amount.get(word) === 0 : null;
}

/** @internal The bits of a shift by an immediate. */
export function encodeShift(
  shift: ShiftedRegister,
  type: Scaled,
  amount: Bits,
  name: string,
  context: EncodeContext,
): number {
  const encoded = encodeImmediateShift(shift.type, shift.amount);
  const fits =
    encoded !== null &&
    encoded.imm5 <= amount.mask &&
    // An amount of 32 is held as 0, which a field of 2 bits has no meaning for.
    (type.bits === null
      ? encoded.stype === type.factor
      : encoded.stype % type.factor === 0 && encoded.stype / type.factor <= type.bits.mask);
  if (!fits) return context.fail("not-encodable", name, textOfShift(shift).slice(2), allowedShift(type, amount));
  return amount.put(encoded.imm5) | (type.bits === null ? 0 : type.bits.put(encoded.stype / type.factor));
}

function allowedShift(type: Scaled, amount: Bits): string {
  if (type.bits === null) return `${shiftTypes[type.factor]} by up to ${type.factor === 0 ? amount.mask : 32}`;
  return type.factor === 1 ? "lsl, lsr, asr, ror or rrx by an immediate" : "lsl or asr by an immediate";
}

/** @internal A register shifted by an immediate: `Rm {, shift}`. */
export function shiftedRegisterCodec(name: string, bits: Bits, type: Scaled, amount: Bits): OperandCodec {
  const decodeIt = ({ word }: DecodeContext): [Register<"r">, ShiftedRegister | null] => {
    const found = coreRegisters[bits.get(word)]!;
    return [found, decodeShift(found, type, amount, word)];
  };
  const readsCarry = rotatesThroughCarry(type, amount);
  return {
    ...(readsCarry === null ? {} : { readsCarry }),
    name,
    access: "read",
    uses: [use(bits, "read")],
    bits: type.bits === null ? [bits, amount] : [bits, type.bits, amount],
    inputType: "CoreRegisterLike | ShiftedRegister",
    accepts: (input) =>
      input instanceof ShiftedRegister ? typeof input.amount === "number" : coreRegisterOf(input) !== null,
    encode(input, context) {
      if (input instanceof ShiftedRegister) {
        return (
          encodeCoreRegister(bits, name, input.register, context) | encodeShift(input, type, amount, "shift", context)
        );
      }
      // A right shift by 0 does not exist, so a plain register has no encoding where the type is fixed to ASR.
      if (type.bits === null && type.factor !== 0)
        return context.fail("operand-kind", name, input, allowedShift(type, amount));
      return encodeCoreRegister(bits, name, coreRegisterOf(input)!, context);
    },
    decode(context): RegisterOperand {
      const [found, shift] = decodeIt(context);
      return { kind: "register", register: found, shift, writeBack: false, access: "read", input: shift ?? found };
    },
    format(context) {
      const [found, shift] = decodeIt(context);
      return found.name + formatShift(shift);
    },
  };
}

/** @internal A register shifted by a register: `Rm, type Rs`. */
export function registerShiftedCodec(name: string, bits: Bits, type: Bits, amount: Bits): OperandCodec {
  const decodeIt = (word: number): ShiftedRegister =>
    new ShiftedRegister(coreRegisters[bits.get(word)]!, shiftTypes[type.get(word)]!, coreRegisters[amount.get(word)]!);
  return {
    name,
    access: "read",
    uses: [use(bits, "read"), use(amount, "read")],
    bits: [bits, type, amount],
    inputType: "ShiftedRegister",
    accepts: (input) => input instanceof ShiftedRegister && typeof input.amount !== "number" && input.type !== "rrx",
    encode(input, context) {
      const shift = input as ShiftedRegister;
      return (
        encodeCoreRegister(bits, name, shift.register, context) |
        type.put(shiftTypes.indexOf(shift.type)) |
        encodeCoreRegister(amount, "Rs", coreRegisterOf(shift.amount)!, context)
      );
    },
    decode({ word }): RegisterOperand {
      const shift = decodeIt(word);
      return { kind: "register", register: shift.register, shift, writeBack: false, access: "read", input: shift };
    },
    format({ word }) {
      const shift = decodeIt(word);
      return shift.register.name + textOfShift(shift);
    },
  };
}

/** @internal A register rotated right by 0, 8, 16 or 24 bits, as the extends take it. */
export function rotatedRegisterCodec(name: string, bits: Bits, rotate: Bits): OperandCodec {
  const decodeIt = (word: number): [Register<"r">, ShiftedRegister | null] => {
    const found = coreRegisters[bits.get(word)]!;
    const amount = rotate.get(word) * 8;
    return [found, amount === 0 ? null : new ShiftedRegister(found, "ror", amount)];
  };
  return {
    name,
    access: "read",
    uses: [use(bits, "read")],
    bits: [bits, rotate],
    inputType: "CoreRegisterLike | ShiftedRegister",
    accepts: (input) =>
      coreRegisterOf(input) !== null || (input instanceof ShiftedRegister && typeof input.amount === "number"),
    encode(input, context) {
      if (!(input instanceof ShiftedRegister)) return encodeCoreRegister(bits, name, coreRegisterOf(input)!, context);
      const amount = input.amount as number;
      if (input.type !== "ror" || amount % 8 !== 0 || amount > 24) {
        return context.fail("not-encodable", "rotation", textOfShift(input).slice(2), "ror by 8, 16 or 24");
      }
      return encodeCoreRegister(bits, name, input.register, context) | rotate.put(amount / 8);
    },
    decode({ word }): RegisterOperand {
      const [found, shift] = decodeIt(word);
      return { kind: "register", register: found, shift, writeBack: false, access: "read", input: shift ?? found };
    },
    format({ word }) {
      const [found, shift] = decodeIt(word);
      return found.name + formatShift(shift);
    },
  };
}
