import { isaError } from "./errors.js";

/** The data types of Advanced SIMD's modified immediates that are integers. */
export type VectorImmediateType = "i8" | "i16" | "i32" | "i64";

/** @internal A byte, shifted left by 8 times the step, or by one more with ones to the right of it (AdvSIMDExpandImm, A7.4.6). */
export const expandByte = (byte: number, step: number, ones: 0 | 1): number => {
  const unit = 2 ** (8 * (step + ones));
  return (byte * unit + ones * (unit - 1)) % 2 ** 32;
};

/**
 * @internal The byte and step of a constant, as `step << 8 | byte`; -1 if it has none. Where several stand for the same constant, the
 * lowest step.
 *
 * @param value - from -2^(width - 1) to 2^width - 1
 * @param steps - how many there are
 */
export function encodeByte(value: number, width: number, steps: number, ones: 0 | 1): number {
  const pattern = value < 0 && value >= -(2 ** (width - 1)) ? value + 2 ** width : value;
  for (let step = 0; step < steps; step++) {
    const byte = Math.floor(pattern / 2 ** (8 * (step + ones))) % 256;
    if (expandByte(byte, step, ones) === pattern) return (step << 8) | byte;
  }
  return -1;
}

const byteOnes = (index: number): bigint => 0xffn << BigInt(8 * index);

/** @internal 64 bits, each bit of the field a byte of ones or zeros. */
export const expandMask = (field: number): bigint => {
  let value = 0n;
  for (let index = 0; index < 8; index++) if ((field >>> index) & 1) value |= byteOnes(index);
  return value;
};

/** @internal The field of 64 bits whose bytes are ones or zeros, -1 of others. */
export function encodeMask(value: bigint): number {
  let field = 0;
  for (let index = 0; index < 8; index++) if ((value & byteOnes(index)) !== 0n) field |= 1 << index;
  return expandMask(field) === value ? field : -1;
}

/**
 * The `cmode:a:b:c:d:e:f:g:h` of a constant in elements of a data type (A7.4.6), -1 if it has none. Of `i64` bit `op` is 1, of the others 0.
 *
 * @param value - a number of the element's width, signed or unsigned; a bigint for `i64`
 */
export function encodeVectorImmediate(type: VectorImmediateType, value: number | bigint): number {
  if (typeof value === "bigint") {
    const mask = type === "i64" ? encodeMask(value < 0n ? value + 2n ** 64n : value) : -1;
    return mask < 0 ? -1 : 0xe00 | mask;
  }
  if (type === "i8") {
    const byte = encodeByte(value, 8, 1, 0);
    return byte < 0 ? -1 : 0xe00 | byte;
  }
  if (type === "i64" || !Number.isInteger(value)) return -1;
  // The step is in the bits 2 and 1 of cmode; with ones, in bit 0.
  const shifted = type === "i16" ? encodeByte(value, 16, 2, 0) : encodeByte(value, 32, 4, 0);
  const cmode = type === "i16" ? 8 : 0;
  if (shifted >= 0) return ((cmode | ((shifted >>> 8) << 1)) << 8) | (shifted & 0xff);
  const withOnes = type === "i16" ? -1 : encodeByte(value, 32, 2, 1);
  return withOnes < 0 ? -1 : 0xc00 | withOnes;
}

/** A constant that VMOV holds for each element of a vector. */
export class VectorImmediate {
  readonly type: VectorImmediateType;
  /** The constant as it was given; of `i64` a bigint. */
  readonly value: number | bigint;
  /** How it is held: `cmode`, 4 bits. VORR and VBIC take those below 12, a byte without ones to its right. */
  readonly cmode: number;
  /** The byte `abcdefgh`. */
  readonly byte: number;

  /** @internal Use {@link vectorImmediate}. */
  constructor(type: VectorImmediateType, value: number | bigint, field: number) {
    this.type = type;
    this.value = value;
    this.cmode = field >>> 8;
    this.byte = field & 0xff;
  }

  toString(): string {
    return `${this.value}`;
  }
}

/**
 * A constant as a modified immediate of Advanced SIMD: `vmov_i32("q0", vectorImmediate("i32", 0xff00))`.
 *
 * @param value - a number of the element's width, signed or unsigned; a bigint for `i64`
 * @throws {IsaError} `not-encodable` if it does not exist
 */
export function vectorImmediate(type: VectorImmediateType, value: number | bigint): VectorImmediate {
  const field = encodeVectorImmediate(type, value);
  if (field < 0)
    throw isaError("not-encodable", "the constant", value, `an Advanced SIMD modified immediate of ${type}`);
  return new VectorImmediate(type, value, field);
}

/** The number that the 8 bits `abcdefgh` of VMOV's immediate stand for (VFPExpandImm, A7.5.1): (-1)^a * (16 + efgh) / 16 * 2^e with e = -3 to 4 from bcd. */
export function expandFloatImmediate(field: number): number {
  const exponent = ((field >>> 4) & 7) ^ 4;
  return (field & 0x80 ? -1 : 1) * (1 + (field & 15) / 16) * 2 ** (exponent - 3);
}

/** The 8 bits of a number, -1 if it has none: ±0.125 to ±31, with 4 bits after the first one. */
export function encodeFloatImmediate(value: number): number {
  for (let field = 0; field < 256; field++) if (expandFloatImmediate(field) === value) return field;
  return -1;
}

/** A number that VMOV of floats holds. */
export class FloatImmediate {
  readonly value: number;
  /** The 8 bits `abcdefgh`. */
  readonly field: number;

  /** @internal Use {@link floatImmediate}. */
  constructor(value: number, field: number) {
    this.value = value;
    this.field = field;
  }

  toString(): string {
    return `${this.value}`;
  }
}

/**
 * A number as VMOV's immediate of floats: `vmov_f32("s0", floatImmediate(1.5))`.
 *
 * @throws {IsaError} `not-encodable` if it does not exist, as 0 and 0.1 do not
 */
export function floatImmediate(value: number): FloatImmediate {
  const field = encodeFloatImmediate(value);
  if (field < 0)
    throw isaError("not-encodable", "the constant", value, "±0.125 to ±31 with 4 bits after the first one");
  return new FloatImmediate(value, field);
}
