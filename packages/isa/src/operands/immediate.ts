import type { Bits } from "../bits.js";
import {
  encodeA32Immediate,
  encodeT32Immediate,
  expandA32Immediate,
  expandT32Immediate,
  ModifiedImmediate,
} from "../modified-immediate.js";
import { isWithin, isWord } from "../range.js";
import { type OperandDecoder, OperandEncoder } from "./codec.js";
import type { ImmediateOperand, OperandInput } from "./operand.js";
import type { Slot } from "./slot.js";

/** @internal True if an input is a number. */
export const isNumber = (input: OperandInput): boolean => typeof input === "number";

/** @internal A constant as an operand. */
export const immediateOperand = (value: number): ImmediateOperand => ({
  kind: "immediate",
  value,
  access: "read",
  input: value,
});

const decimal = (value: number): string => `#${value}`;

/** A constant that is worked out from a word. */
const numberDecoder = (
  valueIn: (word: number) => number,
  format: (value: number) => string = decimal,
): OperandDecoder => ({
  uses: [],
  inputType: "number",
  decode: ({ word }) => immediateOperand(valueIn(word)),
  format: ({ word }) => format(valueIn(word)),
});

/** @internal An unsigned constant: the field's value times a factor plus an offset. */
export function scaledEncoder(name: string, bits: Bits, factor: number, offset: number): OperandEncoder {
  const ends = [offset, bits.mask * factor + offset];
  const least = Math.min(...ends);
  const greatest = Math.max(...ends);
  const allowed = `${least} to ${greatest}${factor > 1 ? `, a multiple of ${factor}` : ""}`;
  return new OperandEncoder(name, [bits], isNumber, (input, context) => {
    if (!isWithin(input, least, greatest)) return context.outOfRange(name, input, allowed);
    const field = (input - offset) / factor;
    return Number.isInteger(field) ? bits.put(field) : context.fail("misaligned", name, input, allowed);
  });
}

/** @internal */
export const scaledDecoder = (bits: Bits, factor: number, offset: number): OperandDecoder =>
  numberDecoder((word) => bits.get(word) * factor + offset);

/** `#imm8*4+1`: the factor and the offset. */
const scaleOf = ({ args: [, factor, offset] }: Slot): [number, number] => [Number(factor || 1), Number(offset || 0)];

/** @internal `#imm8*4`. */
export const immediateEncoder = (slot: Slot): OperandEncoder =>
  scaledEncoder(slot.args[0]!, slot.bits(0), ...scaleOf(slot));

/** @internal */
export const immediateDecoder = (slot: Slot): OperandDecoder => scaledDecoder(slot.bits(0), ...scaleOf(slot));

/** @internal `hex(imm8,4)`, `plain(imm8)`, `braces(opc2)`: they only differ in print. */
export const plainEncoder = (slot: Slot): OperandEncoder => scaledEncoder(slot.args[0]!, slot.bits(0), 1, 0);

/** @internal */
export function plainDecoder(slot: Slot): OperandDecoder {
  const bits = slot.bits(0);
  return numberDecoder((word) => bits.get(word), String);
}

/** @internal The second opcode of a coprocessor, a hint that has no name. */
export const bracesDecoder = (slot: Slot): OperandDecoder => ({
  ...plainDecoder(slot),
  format: ({ word }) => `{${slot.bits(0).get(word)}}`,
});

/** @internal Hexadecimal of a fixed number of digits, as SVC and BKPT have it. */
export function hexDecoder(slot: Slot): OperandDecoder {
  const bits = slot.bits(0);
  const digits = Number(slot.args[1] ?? 1);
  return numberDecoder(
    (word) => bits.get(word),
    (value) => `0x${value.toString(16).padStart(digits, "0")}`,
  );
}

/** @internal `#0`: a constant that the encoding fixes, as that of RSB in T32. */
export function constantEncoder({ args: [text] }: Slot): OperandEncoder {
  const value = Number(text);
  return new OperandEncoder("const", [], isNumber, (input, context) =>
    input === value ? 0 : context.outOfRange("const", input, `${value}, the only constant here`),
  );
}

/** @internal */
export const constantDecoder = ({ args: [text = ""] }: Slot): OperandDecoder => ({
  ...numberDecoder(() => Number(text)),
  inputType: text,
});

/** @internal `amount(imm5)`: the field's value 0 stands for `2^width`, as in LSR and ASR. */
export function amountEncoder(slot: Slot): OperandEncoder {
  const [name] = slot.args;
  const bits = slot.bits(0);
  const most = bits.mask + 1;
  return new OperandEncoder(name!, [bits], isNumber, (input, context) =>
    isWithin(input, 1, most) ? bits.put(input & bits.mask) : context.outOfRange(name!, input, `1 to ${most}`),
  );
}

/** @internal */
export function amountDecoder(slot: Slot): OperandDecoder {
  const bits = slot.bits(0);
  return numberDecoder((word) => bits.get(word) || bits.mask + 1);
}

/** @internal `width(msb,lsb)`: a bit field's width is held as its most significant bit, next to its least significant one. */
export function widthEncoder(slot: Slot): OperandEncoder {
  const msb = slot.bits(0);
  const lsb = slot.bits(1);
  return new OperandEncoder("width", [msb], isNumber, (input, context) => {
    const lowest = lsb.get(context.word);
    const most = 32 - lowest;
    return isWithin(input, 1, most)
      ? msb.put(input + lowest - 1)
      : context.outOfRange("width", input, `1 to ${most}, up to bit 31`);
  });
}

/** @internal */
export function widthDecoder(slot: Slot): OperandDecoder {
  const msb = slot.bits(0);
  const lsb = slot.bits(1);
  return numberDecoder((word) => msb.get(word) - lsb.get(word) + 1);
}

/** @internal `a32const(imm12)`, `t32const(i:imm3:imm8)`: a `ModifiedImmediate` keeps a rotation that is not the canonical one. */
export const a32ConstantEncoder = (slot: Slot): OperandEncoder =>
  modifiedImmediateEncoder(slot, encodeA32Immediate, "A32");

/** @internal */
export const t32ConstantEncoder = (slot: Slot): OperandEncoder =>
  modifiedImmediateEncoder(slot, encodeT32Immediate, "T32");

function modifiedImmediateEncoder(slot: Slot, encode: (value: number) => number, set: string): OperandEncoder {
  const bits = slot.bits(0);
  return new OperandEncoder(
    "const",
    [bits],
    (input) => isNumber(input) || input instanceof ModifiedImmediate,
    (input, context) => {
      if (input instanceof ModifiedImmediate) return bits.put(input.field & bits.mask);
      if (!isWord(input)) return context.outOfRange("const", input, "-2^31 to 2^32 - 1");
      const field = encode(input);
      return field < 0
        ? context.fail("not-encodable", "const", input, `an ${set} modified immediate`)
        : bits.put(field);
    },
  );
}

/** @internal */
export function modifiedImmediateDecoder(slot: Slot): OperandDecoder {
  const bits = slot.bits(0);
  const isA32 = slot.kind === "a32const";
  const encode = isA32 ? encodeA32Immediate : encodeT32Immediate;
  const expand = isA32 ? expandA32Immediate : expandT32Immediate;
  return {
    uses: [],
    inputType: "number | ModifiedImmediate",
    decode({ word }) {
      const field = bits.get(word);
      const value = expand(field);
      const operand = immediateOperand(value);
      return encode(value) === field ? operand : { ...operand, input: new ModifiedImmediate(value, field) };
    },
    format({ word }) {
      const field = bits.get(word);
      const value = expand(field);
      // The disassembler shows the byte and the rotation of a constant that has a shorter rotation.
      if (isA32 && encode(value) !== field) return `#${field & 0xff}, ${(field >>> 7) & 30}`;
      return decimal(isA32 ? value | 0 : value);
    },
  };
}
