import type { Bits } from "../bits.js";
import {
  encodeA32Immediate,
  encodeT32Immediate,
  expandA32Immediate,
  expandT32Immediate,
  ModifiedImmediate,
} from "../modified-immediate.js";
import type { DecodeContext, EncodeContext, OperandCodec } from "./codec.js";
import type { ImmediateOperand } from "./operand.js";

/** @internal Prints an immediate: decimal with `#`, or as the disassembler shows codes of exceptions. */
export type ImmediateFormat = (value: number) => string;

const decimal: ImmediateFormat = (value) => `#${value}`;

/** @internal Immediates in hexadecimal of a fixed number of digits, as SVC and BKPT have them. */
export const hexadecimal =
  (digits: number): ImmediateFormat =>
  (value) =>
    `0x${value.toString(16).padStart(digits, "0")}`;

function immediateOperand(value: number): ImmediateOperand {
  return { kind: "immediate", value, access: "read", input: value };
}

/** @internal A number in braces: of a hint that has no name, the second opcode of a coprocessor. */
export const braced: ImmediateFormat = (value) => `{${value}}`;

/** @internal An unsigned constant: the field's value times `factor` plus `offset`. */
export function immediateCodec(
  name: string,
  bits: Bits,
  factor = 1,
  offset = 0,
  format: ImmediateFormat = decimal,
): OperandCodec {
  const least = Math.min(offset, bits.mask * factor + offset);
  const greatest = Math.max(offset, bits.mask * factor + offset);
  const value = ({ word }: DecodeContext): number => bits.get(word) * factor + offset;
  const allowed = `${least} to ${greatest}${Math.abs(factor) === 1 ? "" : `, a multiple of ${Math.abs(factor)}`}`;
  return {
    name,
    access: "read",
    uses: [],
    bits: [bits],
    inputType: "number",
    accepts: (input) => typeof input === "number",
    encode(input, context) {
      const number = input as number;
      if (!(number >= least && number <= greatest)) return context.fail("out-of-range", name, number, allowed);
      const field = (number - offset) / factor;
      if (!Number.isInteger(field))
        return context.fail(Number.isInteger(number) ? "misaligned" : "out-of-range", name, number, allowed);
      return bits.put(field);
    },
    decode: (context) => immediateOperand(value(context)),
    format: (context) => format(value(context)),
  };
}

/** @internal A constant that the encoding fixes: the 0 of RSB in T32. */
export function fixedImmediateCodec(value: number): OperandCodec {
  return {
    name: "const",
    access: "read",
    uses: [],
    bits: [],
    inputType: `${value}`,
    accepts: (input) => typeof input === "number",
    encode: (input, context) =>
      input === value ? 0 : context.fail("out-of-range", "const", input, `${value}, the only constant here`),
    decode: () => immediateOperand(value),
    format: () => decimal(value),
  };
}

/** @internal A constant in which the field's value 0 stands for `2^width`: the amounts of LSR and ASR. */
export function amountCodec(name: string, bits: Bits): OperandCodec {
  const size = bits.mask + 1;
  const value = ({ word }: DecodeContext): number => bits.get(word) || size;
  return {
    name,
    access: "read",
    uses: [],
    bits: [bits],
    inputType: "number",
    accepts: (input) => typeof input === "number",
    encode(input, context) {
      const number = input as number;
      if (!(number >= 1 && number <= size && Number.isInteger(number)))
        return context.fail("out-of-range", name, number, `1 to ${size}`);
      return bits.put(number & bits.mask);
    },
    decode: (context) => immediateOperand(value(context)),
    format: (context) => decimal(value(context)),
  };
}

/** @internal The width of a bit field that is held as its most significant bit, next to its least significant one. */
export function widthCodec(name: string, msb: Bits, lsb: Bits): OperandCodec {
  const value = ({ word }: DecodeContext): number => msb.get(word) - lsb.get(word) + 1;
  return {
    name,
    access: "read",
    uses: [],
    bits: [msb],
    inputType: "number",
    accepts: (input) => typeof input === "number",
    encode(input, context) {
      const number = input as number;
      if (!(number >= 1 && number <= 32 && Number.isInteger(number)))
        return context.fail("out-of-range", name, number, "1 to 32");
      const top = number + lsb.get(context.word) - 1;
      if (top > 31) return context.fail("out-of-range", name, number, "1 to 32 minus the lowest bit");
      return msb.put(top);
    },
    decode: (context) => immediateOperand(value(context)),
    format: (context) => decimal(value(context)),
  };
}

interface ModifiedImmediateKind {
  readonly set: string;
  encode(value: number): number;
  expand(field: number): number;
}

const a32: ModifiedImmediateKind = { set: "A32", encode: encodeA32Immediate, expand: expandA32Immediate };
const t32: ModifiedImmediateKind = { set: "T32", encode: encodeT32Immediate, expand: expandT32Immediate };

/** @internal A modified immediate; `ModifiedImmediate` as input keeps a rotation that is not the canonical one. */
export function modifiedImmediateCodec(set: "a32" | "t32", bits: Bits): OperandCodec {
  const kind = set === "a32" ? a32 : t32;
  const name = "const";
  return {
    name,
    access: "read",
    uses: [],
    bits: [bits],
    inputType: "number | ModifiedImmediate",
    accepts: (input) => typeof input === "number" || input instanceof ModifiedImmediate,
    encode(input, context: EncodeContext) {
      if (input instanceof ModifiedImmediate) return bits.put(input.field & bits.mask);
      const number = input as number;
      if (!Number.isInteger(number) || number < -(2 ** 31) || number >= 2 ** 32) {
        return context.fail("out-of-range", name, number, "-2^31 to 2^32 - 1");
      }
      const field = kind.encode(number);
      if (field < 0) return context.fail("not-encodable", name, number, `an ${kind.set} modified immediate`);
      return bits.put(field);
    },
    decode({ word }): ImmediateOperand {
      const field = bits.get(word);
      const value = kind.expand(field);
      return {
        kind: "immediate",
        value,
        access: "read",
        input: kind.encode(value) === field ? value : new ModifiedImmediate(value, field),
      };
    },
    format({ word }) {
      const field = bits.get(word);
      const value = kind.expand(field);
      // The disassembler shows the byte and the rotation of a constant that has a shorter rotation.
      if (kind === a32 && kind.encode(value) !== field) return `#${field & 0xff}, ${(field >>> 7) & 30}`;
      return `#${kind === a32 ? value | 0 : value}`;
    },
  };
}
