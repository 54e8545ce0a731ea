import type { Bits } from "../bits.js";
import {
  encodeByte,
  encodeFloatImmediate,
  encodeVectorImmediate,
  expandByte,
  expandFloatImmediate,
  expandMask,
  FloatImmediate,
  VectorImmediate,
} from "../vector-immediate.js";
import { type OperandDecoder, OperandEncoder } from "./codec.js";
import { registerOf } from "./core-register.js";
import { scaledDecoder, scaledEncoder } from "./immediate.js";
import type { ImmediateOperand } from "./operand.js";
import type { Slot } from "./slot.js";
import { fileOf, vectorRegisterEncoder } from "./vector-register.js";

const NAME = "const";

const ALLOWED_FLOATS = "a float of -31 to 31 with 4 bits after the first one, at least 0.125";

/** @internal `vfpfloat(h:l)`, `simdfloat(…)`. */
export function floatEncoder(slot: Slot): OperandEncoder {
  const bits = slot.bits(0);
  return new OperandEncoder(
    NAME,
    [bits],
    (input) => typeof input === "number" || input instanceof FloatImmediate,
    (input, context) => {
      const field = input instanceof FloatImmediate ? input.field : encodeFloatImmediate(input as number);
      return field < 0 ? context.fail("not-encodable", NAME, input, ALLOWED_FLOATS) : bits.put(field);
    },
  );
}

const constantDecoder = <Value extends number | bigint>(
  inputType: string,
  valueIn: (word: number) => Value,
  format: (value: Value, word: number) => string,
): OperandDecoder => ({
  uses: [],
  inputType,
  decode({ word }): ImmediateOperand {
    const value = valueIn(word);
    return { kind: "immediate", value: Number(value), access: "read", input: value };
  },
  format: ({ word }) => format(valueIn(word), word),
});

/** @internal */
export function floatDecoder(slot: Slot): OperandDecoder {
  const bits = slot.bits(0);
  return constantDecoder(
    "number | FloatImmediate",
    (word) => expandFloatImmediate(bits.get(word)),
    (value, word) => `#${slot.kind === "vfpfloat" ? bits.get(word) : value}`,
  );
}

/** `byte8(…)`, `byte32(…,s)`, `byte16(…,s)`, `byteones(…,s)`: the width in bits, and whether ones fill up the bits to the right of the byte. */
const byteKind = ({ kind }: Slot): { width: 8 | 16 | 32; ones: 0 | 1 } => ({
  width: kind === "byte8" ? 8 : kind === "byte16" ? 16 : 32,
  ones: kind === "byteones" ? 1 : 0,
});

const stepOf = (slot: Slot): Bits | null => (slot.args.length > 1 ? slot.bits(1) : null);

/** @internal */
export function byteEncoder(slot: Slot): OperandEncoder {
  const byte = slot.bits(0);
  const shift = stepOf(slot);
  const { width, ones } = byteKind(slot);
  const what = width === 8 ? "a byte" : ones ? "a byte with 8 or 16 ones to the right" : "a byte at a multiple of 8";
  return new OperandEncoder(
    NAME,
    [byte, shift],
    (input) => typeof input === "number" || (input instanceof VectorImmediate && input.type === `i${width}`),
    (input, context) => {
      const value = input instanceof VectorImmediate ? Number(input.value) : (input as number);
      const found = encodeByte(value, width, (shift?.mask ?? 0) + 1, ones);
      return found < 0
        ? context.fail("not-encodable", NAME, value, width === 8 ? what : `${what} in ${width} bits`)
        : byte.put(found & 0xff) | (shift?.put(found >>> 8) ?? 0);
    },
  );
}

/** @internal */
export function byteDecoder(slot: Slot): OperandDecoder {
  const byte = slot.bits(0);
  const shift = stepOf(slot);
  const { width, ones } = byteKind(slot);
  return constantDecoder(
    "number | VectorImmediate",
    (word) => expandByte(byte.get(word), shift?.get(word) ?? 0, ones),
    (value) => `#${width === 32 ? value | 0 : value}`,
  );
}

/** @internal */
export function byteMaskEncoder(slot: Slot): OperandEncoder {
  const bits = slot.bits(0);
  return new OperandEncoder(
    NAME,
    [bits],
    (input) => typeof input === "bigint" || (input instanceof VectorImmediate && input.type === "i64"),
    (input, context) => {
      const field =
        input instanceof VectorImmediate ? input.byte : encodeVectorImmediate("i64", input as bigint) & 0xfff;
      return field > 0xeff
        ? context.fail("not-encodable", NAME, input, "64 bits of which each byte is 0x00 or 0xff")
        : bits.put(field & 0xff);
    },
  );
}

/** @internal */
export function byteMaskDecoder(slot: Slot): OperandDecoder {
  const bits = slot.bits(0);
  return constantDecoder(
    "bigint | VectorImmediate",
    (word) => expandMask(bits.get(word)),
    (value) => `#0x${value.toString(16).padStart(16, "0")}`,
  );
}

/** @internal `zero()`: the zero that VCMP compares with. */
export const zeroEncoder = (): OperandEncoder =>
  new OperandEncoder(
    NAME,
    [],
    (input) => typeof input === "number",
    (input, context) => (input === 0 ? 0 : context.fail("not-encodable", NAME, input, "0")),
  );

/** @internal The zero that VCMP compares with. */
export const zeroDecoder = (): OperandDecoder =>
  constantDecoder(
    "number",
    () => 0,
    () => "#0.0",
  );

/** @internal `from(imm5,32)`: 32 minus the field. */
export const fromEncoder = (slot: Slot): OperandEncoder =>
  scaledEncoder("amount", slot.bits(0), -1, Number(slot.args[1]));

/** @internal */
export const fromDecoder = (slot: Slot): OperandDecoder => scaledDecoder(slot.bits(0), -1, Number(slot.args[1]));

/** @internal `sameS(Vd:D)`: a register for the second time; it has to be the first operand. */
export function sameEncoder(slot: Slot): OperandEncoder {
  const { name, bits, accepts } = vectorRegisterEncoder(slot);
  return new OperandEncoder(name, bits, accepts, (input, context) => {
    const found = registerOf(input, fileOf(slot))!;
    return found.number === bits[0]!.get(context.word)
      ? 0
      : context.fail("not-encodable", name, found.name, "the first operand");
  });
}
