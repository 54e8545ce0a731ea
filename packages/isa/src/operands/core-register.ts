import type { Bits } from "../bits.js";
import type { Rule } from "../predicate.js";
import { coreRegisters, isRegisterName, Register, type RegisterKind, register } from "../registers.js";
import { decodeImmediateShift, encodeImmediateShift, ShiftedRegister, shiftTypes } from "../shifts.js";
import { type EncodeContext, type OperandDecoder, OperandEncoder, ruleOf, use } from "./codec.js";
import type { Access, OperandInput, RegisterOperand } from "./operand.js";
import { WriteBack } from "./operand.js";
import type { Scaled, Slot } from "./slot.js";

/** @internal The register of a file that an input names, or null. */
export function registerOf<K extends RegisterKind>(input: unknown, kind: K): Register<K> | null {
  const found =
    input instanceof Register ? input : typeof input === "string" && isRegisterName(input) ? register(input) : null;
  return found !== null && found.kind === kind ? (found as Register<K>) : null;
}

/** @internal The core register that an input names, or null. */
export const coreRegisterOf = (input: unknown): Register<"r"> | null => registerOf(input, "r");

/** @internal True if an input names a core register. */
export const isCoreRegister = (input: OperandInput): boolean => coreRegisterOf(input) !== null;

/** @internal Puts a register into a field of 3 or 4 bits. */
export function encodeCoreRegister(bits: Bits, name: string, found: Register<"r">, context: EncodeContext): number {
  if (found.number > bits.mask) return context.outOfRange(name, found.name, `r0 to r${bits.mask}`);
  return bits.put(found.number);
}

/** @internal A register as an operand; a shift is part of it. */
export const registerOperand = (
  found: Register,
  access: Access,
  shift: ShiftedRegister | null = null,
): RegisterOperand => ({ kind: "register", register: found, shift, writeBack: false, access, input: shift ?? found });

/** @internal `Rd`, `R(D:Rd)`: a core register in a field. */
export function registerEncoder(slot: Slot): OperandEncoder {
  const { name } = slot;
  const bits = slot.bits(0);
  return new OperandEncoder(name, [bits], isCoreRegister, (input, context) =>
    encodeCoreRegister(bits, name, coreRegisterOf(input)!, context),
  );
}

/** @internal */
export function registerDecoder(slot: Slot): OperandDecoder {
  const { access } = slot;
  const bits = slot.bits(0);
  return {
    uses: [use(bits, access)],
    inputType: "CoreRegisterLike",
    decode: ({ word }) => registerOperand(coreRegisters[bits.get(word)]!, access),
    format: ({ word }) => coreRegisters[bits.get(word)]!.name,
  };
}

/** @internal `Rn!`, `Rn{!}`: a base register that is written back, always or if W is 1. */
export function baseEncoder(slot: Slot): OperandEncoder {
  const { name } = slot;
  const bits = slot.bits(0);
  const W = slot.kind === "R!" ? null : slot.field("W");
  return new OperandEncoder(
    name,
    [bits, W],
    (input) => input instanceof WriteBack || (W !== null && isCoreRegister(input)),
    (input, context) =>
      input instanceof WriteBack
        ? encodeCoreRegister(bits, name, input.register, context) | (W?.put(1) ?? 0)
        : encodeCoreRegister(bits, name, coreRegisterOf(input)!, context),
  );
}

/** @internal */
export function baseDecoder(slot: Slot): OperandDecoder {
  const { access } = slot;
  const bits = slot.bits(0);
  const W = slot.kind === "R!" ? null : slot.field("W");
  const writes = (word: number): boolean => W === null || W.get(word) === 1;
  return {
    uses: [use(bits, access), use(bits, "write", 0, ruleOf(slot, W === null ? "" : "W=1"))],
    inputType: W === null ? "WriteBack" : "CoreRegisterLike | WriteBack",
    decode({ word }): RegisterOperand {
      const operand = registerOperand(coreRegisters[bits.get(word)]!, access);
      return writes(word)
        ? {
            ...operand,
            writeBack: true,
            access: "read-write",
            input: new WriteBack(operand.register as Register<"r">),
          }
        : operand;
    },
    format: ({ word }) => coreRegisters[bits.get(word)]!.name + (writes(word) ? "!" : ""),
  };
}

const fixedRegister = ({ args }: Slot): Register<"r"> => register(args[0] as "sp") as Register<"r">;

/** @internal `sp`: a register that the encoding fixes, as in `add sp, sp, #8`. */
export function fixedRegisterEncoder(slot: Slot): OperandEncoder {
  const fixed = fixedRegister(slot);
  return new OperandEncoder(
    fixed.name,
    [],
    (input) => coreRegisterOf(input) === fixed,
    () => 0,
  );
}

/** @internal */
export function fixedRegisterDecoder(slot: Slot): OperandDecoder {
  const fixed = fixedRegister(slot);
  return {
    uses: [use(null, slot.access, fixed.number)],
    inputType: "CoreRegisterLike",
    decode: () => registerOperand(fixed, slot.access),
    format: () => fixed.name,
  };
}

/** @internal The text of an optional shift: `, lsl #2`, `, rrx` or nothing. */
export function formatShift(shift: ShiftedRegister | null): string {
  return shift === null ? "" : `, ${shift.shiftText}`;
}

/** @internal The shift in a type field (of 1 or 2 bits, or fixed) and an amount field; null for LSL #0. */
export function decodeShift(found: Register<"r">, type: Scaled, amount: Bits, word: number): ShiftedRegister | null {
  const stype = type.bits === null ? type.factor : type.bits.get(word) * type.factor;
  const shift = decodeImmediateShift(stype, amount.get(word));
  return shift.type === "lsl" && shift.amount === 0 ? null : new ShiftedRegister(found, shift.type, shift.amount);
}

/**
 * @internal The words in which a shift by an immediate is RRX, which reads the carry flag; null where it never is.
 *
 * @param index - of the argument with the type; the amount is the next
 */
export function rotatesThroughCarry(slot: Slot, index: number): Rule | null {
  const { bits, factor } = slot.scaled(index);
  return bits !== null && factor === 1 ? ruleOf(slot, `${slot.args[index]}=3&${slot.args[index + 1]}=0`) : null;
}

/** @internal The bits of a shift by an immediate. */
export function encodeShift(shift: ShiftedRegister, type: Scaled, amount: Bits, context: EncodeContext): number {
  const encoded = encodeImmediateShift(shift.type, shift.amount);
  const { bits, factor } = type;
  const fits =
    encoded !== null &&
    encoded.imm5 <= amount.mask &&
    // An amount of 32 is held as 0, which a field of 2 bits has no meaning for.
    (bits === null ? encoded.stype === factor : encoded.stype % factor === 0 && encoded.stype / factor <= bits.mask);
  if (!fits) return context.fail("not-encodable", "shift", shift.shiftText, allowedShift(type, amount));
  return amount.put(encoded.imm5) | (bits?.put(encoded.stype / factor) ?? 0);
}

function allowedShift({ bits, factor }: Scaled, amount: Bits): string {
  if (bits === null) return `${shiftTypes[factor]} by up to ${factor === 0 ? amount.mask : 32}`;
  return `${factor === 1 ? "lsl, lsr, asr, ror or rrx" : "lsl or asr"} by an immediate`;
}

/** True if an input is a register, perhaps shifted by a constant. */
const isShiftedByConstant = (input: OperandInput): boolean =>
  input instanceof ShiftedRegister ? typeof input.amount === "number" : isCoreRegister(input);

/** @internal `shift(Rm,stype,imm5)`: a register shifted by an immediate. */
export function shiftedRegisterEncoder(slot: Slot): OperandEncoder {
  const { name } = slot;
  const bits = slot.bits(0);
  const type = slot.scaled(1);
  const amount = slot.bits(2);
  return new OperandEncoder(name, [bits, type.bits, amount], isShiftedByConstant, (input, context) => {
    if (input instanceof ShiftedRegister)
      return encodeCoreRegister(bits, name, input.register, context) | encodeShift(input, type, amount, context);
    // A right shift by 0 does not exist, so a plain register has no encoding where the type is fixed to ASR.
    return type.bits === null && type.factor !== 0
      ? context.fail("operand-kind", name, input, allowedShift(type, amount))
      : encodeCoreRegister(bits, name, coreRegisterOf(input)!, context);
  });
}

/** The decoder of a register that may be shifted. */
const shiftDecoder = (
  bits: readonly Bits[],
  inputType: string,
  shiftOf: (found: Register<"r">, word: number) => ShiftedRegister | null,
): OperandDecoder => {
  const registerIn = (word: number): Register<"r"> => coreRegisters[bits[0]!.get(word)]!;
  return {
    uses: bits.map((each) => use(each, "read")),
    inputType,
    decode: ({ word }) => registerOperand(registerIn(word), "read", shiftOf(registerIn(word), word)),
    format: ({ word }) => registerIn(word).name + formatShift(shiftOf(registerIn(word), word)),
  };
};

/** @internal */
export function shiftedRegisterDecoder(slot: Slot): OperandDecoder {
  const type = slot.scaled(1);
  const amount = slot.bits(2);
  return {
    ...shiftDecoder([slot.bits(0)], "CoreRegisterLike | ShiftedRegister", (found, word) =>
      decodeShift(found, type, amount, word),
    ),
    readsCarry: rotatesThroughCarry(slot, 1),
  };
}

/** @internal `rshift(Rm,stype,Rs)`: a register shifted by a register. */
export function registerShiftedEncoder(slot: Slot): OperandEncoder {
  const { name } = slot;
  const bits = slot.bits(0);
  const type = slot.bits(1);
  const amount = slot.bits(2);
  return new OperandEncoder(
    name,
    [bits, type, amount],
    (input) => input instanceof ShiftedRegister && typeof input.amount !== "number" && input.type !== "rrx",
    (input, context) => {
      const shift = input as ShiftedRegister;
      return (
        encodeCoreRegister(bits, name, shift.register, context) |
        type.put(shiftTypes.indexOf(shift.type)) |
        encodeCoreRegister(amount, "Rs", coreRegisterOf(shift.amount)!, context)
      );
    },
  );
}

/** @internal */
export function registerShiftedDecoder(slot: Slot): OperandDecoder {
  const type = slot.bits(1);
  const amount = slot.bits(2);
  return shiftDecoder(
    [slot.bits(0), amount],
    "ShiftedRegister",
    (found, word) => new ShiftedRegister(found, shiftTypes[type.get(word)]!, coreRegisters[amount.get(word)]!),
  );
}

/** @internal `rotate(Rm,rotate)`: a register rotated right by 0, 8, 16 or 24 bits, as the extends take it. */
export function rotatedRegisterEncoder(slot: Slot): OperandEncoder {
  const { name } = slot;
  const bits = slot.bits(0);
  const rotate = slot.bits(1);
  return new OperandEncoder(name, [bits, rotate], isShiftedByConstant, (input, context) => {
    if (!(input instanceof ShiftedRegister)) return encodeCoreRegister(bits, name, coreRegisterOf(input)!, context);
    const amount = input.amount as number;
    if (input.type !== "ror" || amount % 8 !== 0 || amount > 24)
      return context.fail("not-encodable", "rotation", input.shiftText, "ror by 8, 16 or 24");
    return encodeCoreRegister(bits, name, input.register, context) | rotate.put(amount / 8);
  });
}

/** @internal */
export function rotatedRegisterDecoder(slot: Slot): OperandDecoder {
  const rotate = slot.bits(1);
  return shiftDecoder([slot.bits(0)], "CoreRegisterLike | ShiftedRegister", (found, word) => {
    const amount = rotate.get(word) * 8;
    return amount === 0 ? null : new ShiftedRegister(found, "ror", amount);
  });
}
