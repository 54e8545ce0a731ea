import type { Bits } from "../bits.js";
import type { OperandCodec } from "./codec.js";
import { immediateCodec } from "./immediate.js";
import type { CodecFactory } from "./index.js";
import type { ImmediateOperand } from "./operand.js";
import { type VectorFile, vectorRegisterCodec, vectorRegisterOf } from "./vector-register.js";

/** How a constant is held in bits. Where several bit patterns mean the same constant, `encode` gives the first. */
interface Expansion<Value extends number | bigint> {
  readonly bits: readonly Bits[];
  /** What can be encoded, for messages. */
  readonly allowed: string;
  /** The bits of a constant, or null. */
  encode(value: Value): number | null;
  expand(word: number): Value;
  format(value: Value, word: number): string;
}

function constantCodec<Value extends number | bigint>(
  type: "number" | "bigint",
  { bits, allowed, encode, expand, format }: Expansion<Value>,
): OperandCodec {
  const name = "const";
  return {
    name,
    access: "read",
    uses: [],
    bits,
    inputType: type,
    accepts: (input) => typeof input === type,
    encode: (input, context) => encode(input as Value) ?? context.fail("not-encodable", name, input, allowed),
    decode({ word }): ImmediateOperand {
      const value = expand(word);
      return { kind: "immediate", value: Number(value), access: "read", input: value };
    },
    format: ({ word }) => format(expand(word), word),
  };
}

/** VFPExpandImm (A7.5.1): abcdefgh is the number (-1)^a * (16 + efgh) / 16 * 2^e with e = -3 to 4 from the bits bcd. */
const expandFloat = (field: number): number => {
  const exponent = ((field >>> 4) & 7) ^ 4;
  return (field & 0x80 ? -1 : 1) * (1 + (field & 15) / 16) * 2 ** (exponent - 3);
};

const floats: readonly number[] = /* @__PURE__ */ Array.from({ length: 256 }, (_, field) => expandFloat(field));

function floatCodec(bits: Bits, format: Expansion<number>["format"]): OperandCodec {
  return constantCodec<number>("number", {
    bits: [bits],
    allowed: "a float of -31 to 31 with 4 bits after the first one, at least 0.125",
    encode(value) {
      const field = floats.indexOf(value);
      return field < 0 ? null : bits.put(field);
    },
    expand: (word) => expandFloat(bits.get(word)),
    format,
  });
}

/** A byte, shifted left by 8 times the other field; `ones` fills up the bits to the right of it (AdvSIMDExpandImm, A7.4.6). */
function byteCodec(byte: Bits, shift: Bits, width: 16 | 32, ones: boolean): OperandCodec {
  const distance = (step: number): number => 8 * (step + (ones ? 1 : 0));
  const expand = (value: number, step: number): number =>
    (value * 2 ** distance(step) + (ones ? 2 ** distance(step) - 1 : 0)) % 2 ** 32;
  const what = ones ? "a byte with 8 or 16 ones to the right" : "a byte at a multiple of 8";
  return constantCodec<number>("number", {
    bits: [byte, shift],
    allowed: `${what} in ${width} bits`,
    encode(value) {
      const pattern = value < 0 ? value + 2 ** width : value;
      for (let step = 0; step <= shift.mask; step++) {
        const part = Math.floor(pattern / 2 ** distance(step)) % 256;
        if (expand(part, step) === pattern) return byte.put(part) | shift.put(step);
      }
      return null;
    },
    expand: (word) => expand(byte.get(word), shift.get(word)),
    format: (value) => `#${width === 32 ? value | 0 : value}`,
  });
}

/** 64 bits, each bit of the field a byte of ones or zeros. */
function byteMaskCodec(bits: Bits): OperandCodec {
  const byte = (index: number): bigint => 0xffn << BigInt(8 * index);
  const expand = (field: number): bigint => {
    let value = 0n;
    for (let index = 0; index < 8; index++) if ((field >>> index) & 1) value |= byte(index);
    return value;
  };
  return constantCodec<bigint>("bigint", {
    bits: [bits],
    allowed: "64 bits of which each byte is 0x00 or 0xff",
    encode(value) {
      let field = 0;
      for (let index = 0; index < 8; index++) if ((value & byte(index)) !== 0n) field |= 1 << index;
      return expand(field) === value ? bits.put(field) : null;
    },
    expand: (word) => expand(bits.get(word)),
    format: (value) => `#0x${value.toString(16).padStart(16, "0")}`,
  });
}

/** The zero that VCMP compares with. */
function zeroCodec(): OperandCodec {
  return constantCodec<number>("number", {
    bits: [],
    allowed: "0",
    encode: (value) => (value === 0 ? 0 : null),
    expand: () => 0,
    format: () => "#0.0",
  });
}

/** A register for the second time: it has to be the first operand. */
const same =
  (file: VectorFile): CodecFactory =>
  ({ args: [fields = ""], bits }) => {
    const codec = vectorRegisterCodec("Sd", bits(fields), file, "read");
    return {
      ...codec,
      encode(input, context) {
        const { number, name } = vectorRegisterOf(input, file)!;
        return number === bits(fields).get(context.word)
          ? 0
          : context.fail("not-encodable", "Sd", name, "the first operand");
      },
    };
  };

/** @internal The operands that only VFP and Advanced SIMD arithmetic have; docs/rows.md explains each. */
export const vectorArithmeticFactories: Readonly<Record<string, CodecFactory>> = {
  vfpfloat: ({ args: [field = ""], bits }) => floatCodec(bits(field), (_, word) => `#${bits(field).get(word)}`),
  simdfloat: ({ args: [field = ""], bits }) => floatCodec(bits(field), (value) => `#${value}`),
  zero: zeroCodec,
  from: ({ args: [field = "", total = ""], bits }) => immediateCodec("amount", bits(field), -1, Number(total)),
  byte32: ({ args: [byte = "", shift = ""], bits }) => byteCodec(bits(byte), bits(shift), 32, false),
  byte16: ({ args: [byte = "", shift = ""], bits }) => byteCodec(bits(byte), bits(shift), 16, false),
  byteones: ({ args: [byte = "", shift = ""], bits }) => byteCodec(bits(byte), bits(shift), 32, true),
  bytemask: ({ args: [field = ""], bits }) => byteMaskCodec(bits(field)),
  sameS: /* @__PURE__ */ same("s"),
  sameD: /* @__PURE__ */ same("d"),
};
