import { assemble } from "@armstalker/oracles";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFirst } from "../src/encode.js";
import { featureSets } from "../src/features.js";
import type { OperandInput } from "../src/operands/operand.js";
import { a32FullTable } from "../src/tables.js";
import {
  encodeFloatImmediate,
  encodeVectorImmediate,
  expandFloatImmediate,
  FloatImmediate,
  floatImmediate,
  VectorImmediate,
  vectorImmediate,
} from "../src/vector-immediate.js";

const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 2 ** 31);

const encode = (mnemonic: string, ...operands: OperandInput[]): number =>
  encodeFirst(
    mnemonic,
    a32FullTable().candidates(mnemonic),
    operands,
    { address: 0, it: "outside" },
    { condition: 14, size: 0, encoding: "", features: featureSets.all, allowUnpredictable: false },
  ).word;

/** What GNU as makes of lines; null for what it refuses. */
const gnu = (lines: readonly string[]): (number | null)[] =>
  assemble("gnu", "a32", lines).map(({ bytes }) =>
    bytes === undefined ? null : new DataView(Uint8Array.from(bytes).buffer).getUint32(0, true),
  );

/** The bits i:imm3:imm4 and cmode of an Advanced SIMD modified immediate (A7.4.6). */
const fieldOf = (word: number): number =>
  (((word >>> 8) & 15) << 8) | (((word >>> 24) & 1) << 7) | (((word >>> 16) & 7) << 4) | (word & 15);

const opOf = (word: number): number => (word >>> 5) & 1;

describe(`Constants that are value types, seed ${seed}`, () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const i32 = fc.oneof(
    fc.tuple(byte, fc.constantFrom(0, 8, 16, 24)).map(([value, shift]) => (value << shift) >>> 0),
    fc.tuple(byte, fc.constantFrom(8, 16)).map(([value, shift]) => ((value << shift) | (2 ** shift - 1)) >>> 0),
    fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }),
  );
  const i16 = fc.oneof(
    fc.tuple(byte, fc.constantFrom(0, 8)).map(([value, shift]) => value << shift),
    fc.integer({ min: 0, max: 0xffff }),
  );

  // Of a constant that does not exist GNU as puts its opposite with VMVN, or that of half as wide an element.
  it.each([
    ["i32", i32],
    ["i16", i16],
  ] as const)("exist for VMOV.%s where GNU as has them, and are encoded as it does", (type, values) => {
    const drawn = fc.sample(values, { numRuns: 3000, seed });
    const words = gnu(drawn.map((value) => `vmov.${type} d0, #0x${(value >>> 0).toString(16)}`));
    let existing = 0;
    for (const [index, value] of drawn.entries()) {
      const word = words[index]!;
      const field = encodeVectorImmediate(type, value);
      const ofType = word !== null && opOf(word) === 0 && fieldOf(word) >>> 8 !== 14;
      if (field < 0) {
        expect([value, ofType && type === "i32"]).toEqual([value, false]);
        expect(() => vectorImmediate(type, value)).toThrow(/modified immediate/);
        continue;
      }
      existing++;
      const immediate = vectorImmediate(type, value);
      expect(immediate).toBeInstanceOf(VectorImmediate);
      expect((immediate.cmode << 8) | immediate.byte).toBe(field);
      const encoded = encode(`vmov.${type}`, "d0", immediate);
      expect(fieldOf(encoded)).toBe(field);
      expect(encoded).toBe(encode(`vmov.${type}`, "d0", value));
      if (ofType) expect(encoded).toBe(word);
      if (immediate.cmode < 12)
        expect(fieldOf(encode(`vorr.${type}`, "q0", immediate)) >>> 8).toBe(immediate.cmode | 1);
      else expect(() => encode(`vorr.${type}`, "q0", immediate)).toThrow(/const/);
    }
    expect(existing).toBeGreaterThan(900);
  });

  it("exist for VMOV.I64 if each byte is ones or zeros", () => {
    for (let mask = 0; mask < 256; mask++) {
      let value = 0n;
      for (let index = 0n; index < 8n; index++) if ((BigInt(mask) >> index) & 1n) value |= 0xffn << (8n * index);
      const immediate = vectorImmediate("i64", value);
      expect([immediate.cmode, immediate.byte]).toEqual([14, mask]);
      expect(fieldOf(encode("vmov.i64", "q0", immediate))).toBe(0xe00 | mask);
      expect(opOf(encode("vmov.i64", "q0", value))).toBe(1);
    }
    for (const value of [1n, 0xfffn, 0xff_00fen, 2n ** 64n]) {
      expect(encodeVectorImmediate("i64", value)).toBe(-1);
      expect(() => vectorImmediate("i64", value)).toThrow(/modified immediate of i64/);
    }
    expect(encodeVectorImmediate("i64", -1n)).toBe(0xeff);
    expect(encodeVectorImmediate("i8", -1)).toBe(0xeff);
    expect(encodeVectorImmediate("i8", 256)).toBe(-1);
  });

  it("are of one data type", () => {
    expect(() => encode("vmov.i16", "d0", vectorImmediate("i32", 1))).toThrow(/vmov.i16 does not take/);
    expect(() => encode("vmov.f32", "d0", vectorImmediate("i32", 1))).toThrow(/vmov.f32 does not take/);
    expect(() => encode("vmov.i32", "d0", floatImmediate(1))).toThrow(/vmov.i32 does not take/);
  });

  it("are the 256 floats that GNU as has, and no others", () => {
    const floats = Array.from({ length: 256 }, (_, field) => expandFloatImmediate(field));
    expect(new Set(floats).size).toBe(256);
    const text = (value: number): string => (Number.isInteger(value) ? `${value}.0` : `${value}`);
    const words = gnu(floats.flatMap((value) => [`vmov.f32 s0, #${text(value)}`, `vmov.f32 q0, #${text(value)}`]));
    for (const [field, value] of floats.entries()) {
      expect(encodeFloatImmediate(value)).toBe(field);
      const immediate = floatImmediate(value);
      expect(immediate).toBeInstanceOf(FloatImmediate);
      expect(encode("vmov.f32", "s0", immediate)).toBe(words[2 * field]);
      expect(encode("vmov.f32", "q0", immediate)).toBe(words[2 * field + 1]);
      expect(encode("vmov.f64", "d0", immediate) & 0xf000f).toBe(words[2 * field]! & 0xf000f);
    }
    for (const value of [0, 0.1, 31.5, 32, 0.0625, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(encodeFloatImmediate(value)).toBe(-1);
      expect(() => floatImmediate(value)).toThrow(/0\.125 to/);
    }
  });
});
