import type { Bits } from "../bits.js";
import { type OperandDecoder, OperandEncoder } from "./codec.js";
import { registerOf } from "./core-register.js";
import { scaledDecoder, scaledEncoder } from "./immediate.js";
import type { ImmediateOperand } from "./operand.js";
import type { Slot } from "./slot.js";
import { fileOf, vectorRegisterEncoder } from "./vector-register.js";

const NAME = "const";

/** Takes a number that `bitsOf` has bits for; where several bit patterns mean the same number, it gives the first. */
const numberEncoder = (bits: readonly Bits[], allowed: string, bitsOf: (value: number) => number | null) =>
  new OperandEncoder(
    NAME,
    bits,
    (input) => typeof input === "number",
    (input, context) => bitsOf(input as number) ?? context.fail("not-encodable", NAME, input, allowed),
  );

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

/** VFPExpandImm (A7.5.1): abcdefgh is the number (-1)^a * (16 + efgh) / 16 * 2^e with e = -3 to 4 from the bits bcd. */
const expandFloat = (field: number): number => {
  const exponent = ((field >>> 4) & 7) ^ 4;
  return (field & 0x80 ? -1 : 1) * (1 + (field & 15) / 16) * 2 ** (exponent - 3);
};

/** @internal `vfpfloat(h:l)`, `simdfloat(…)`. */
export function floatEncoder(slot: Slot): OperandEncoder {
  const bits = slot.bits(0);
  const floats = Array.from({ length: 256 }, (_, field) => expandFloat(field));
  return numberEncoder([bits], "a float of -31 to 31 with 4 bits after the first one, at least 0.125", (value) => {
    const field = floats.indexOf(value);
    return field < 0 ? null : bits.put(field);
  });
}

/** @internal */
export function floatDecoder(slot: Slot): OperandDecoder {
  const bits = slot.bits(0);
  return constantDecoder(
    "number",
    (word) => expandFloat(bits.get(word)),
    (value, word) => `#${slot.kind === "vfpfloat" ? bits.get(word) : value}`,
  );
}

/** `byte32(…,s)`, `byte16(…,s)`, `byteones(…,s)`: the width in bits, and whether ones fill up the bits to the right of the byte. */
const byteKind = ({ kind }: Slot): { width: 16 | 32; ones: 0 | 1 } => ({
  width: kind === "byte16" ? 16 : 32,
  ones: kind === "byteones" ? 1 : 0,
});

/** A byte, shifted left by 8 times the step, or by one more with ones to the right of it (AdvSIMDExpandImm, A7.4.6). */
const expandByte = (byte: number, step: number, ones: 0 | 1): number => {
  const unit = 2 ** (8 * (step + ones));
  return (byte * unit + ones * (unit - 1)) % 2 ** 32;
};

/** @internal */
export function byteEncoder(slot: Slot): OperandEncoder {
  const byte = slot.bits(0);
  const shift = slot.bits(1);
  const { width, ones } = byteKind(slot);
  const what = ones ? "a byte with 8 or 16 ones to the right" : "a byte at a multiple of 8";
  return numberEncoder([byte, shift], `${what} in ${width} bits`, (value) => {
    const pattern = value < 0 ? value + 2 ** width : value;
    for (let step = 0; step <= shift.mask; step++) {
      const part = Math.floor(pattern / 2 ** (8 * (step + ones))) % 256;
      if (expandByte(part, step, ones) === pattern) return byte.put(part) | shift.put(step);
    }
    return null;
  });
}

/** @internal */
export function byteDecoder(slot: Slot): OperandDecoder {
  const byte = slot.bits(0);
  const shift = slot.bits(1);
  const { width, ones } = byteKind(slot);
  return constantDecoder(
    "number",
    (word) => expandByte(byte.get(word), shift.get(word), ones),
    (value) => `#${width === 32 ? value | 0 : value}`,
  );
}

const byteOnes = (index: number): bigint => 0xffn << BigInt(8 * index);

/** 64 bits, each bit of the field a byte of ones or zeros. */
const expandMask = (field: number): bigint => {
  let value = 0n;
  for (let index = 0; index < 8; index++) if ((field >>> index) & 1) value |= byteOnes(index);
  return value;
};

/** @internal */
export function byteMaskEncoder(slot: Slot): OperandEncoder {
  const bits = slot.bits(0);
  return new OperandEncoder(
    NAME,
    [bits],
    (input) => typeof input === "bigint",
    (input, context) => {
      let field = 0;
      for (let index = 0; index < 8; index++) if (((input as bigint) & byteOnes(index)) !== 0n) field |= 1 << index;
      return expandMask(field) === input
        ? bits.put(field)
        : context.fail("not-encodable", NAME, input, "64 bits of which each byte is 0x00 or 0xff");
    },
  );
}

/** @internal */
export function byteMaskDecoder(slot: Slot): OperandDecoder {
  const bits = slot.bits(0);
  return constantDecoder(
    "bigint",
    (word) => expandMask(bits.get(word)),
    (value) => `#0x${value.toString(16).padStart(16, "0")}`,
  );
}

/** @internal `zero()`: the zero that VCMP compares with. */
export const zeroEncoder = (): OperandEncoder => numberEncoder([], "0", (value) => (value === 0 ? 0 : null));

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
