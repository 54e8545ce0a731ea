import type { Bits } from "../bits.js";
import { doubleRegisters, type Register } from "../registers.js";
import type { EncodeContext, OperandCodec } from "./codec.js";
import { Lane } from "./lane.js";
import type { Access, LaneListOperand, OperandInput, RegisterListOperand } from "./operand.js";
import { checkUpperRegister, inputTypeOfFile, registersOfFile, vectorRegisterOf } from "./vector-register.js";

/** @internal A number that is a field's value plus a constant, or only the constant. */
export interface Sum {
  readonly bits: Bits | null;
  readonly plus: number;
}

const sum = ({ bits, plus }: Sum, word: number): number => (bits === null ? 0 : bits.get(word)) + plus;

const encodeSum = ({ bits, plus }: Sum, value: number): number | null => {
  const field = value - plus;
  if (bits === null) return field === 0 ? 0 : null;
  return field >= 0 && field <= bits.mask ? bits.put(field) : null;
};

/** Lists of another length are for another encoding if the length is fixed. */
const hasCount = ({ length }: readonly unknown[], { bits, plus }: Sum): boolean =>
  bits === null ? length === plus : length > 0;

const rangeOf = ({ bits, plus }: Sum): string => (bits === null ? `${plus}` : `${plus} to ${bits.mask + plus}`);

const numbersOf = (first: number, count: number, step: number): number[] =>
  Array.from({ length: count }, (_, index) => (first + index * step) % 32);

/** The bits of registers that follow each other with a step; notes what is wrong with them. */
function encodeNumbers(
  registers: readonly Register[],
  [first, count, step]: readonly [Bits, Sum, Sum],
  name: string,
  context: EncodeContext,
): number {
  const refuse = (allowed: string): number => context.fail("out-of-range", name, `{${registers.join(", ")}}`, allowed);
  const countBits = encodeSum(count, registers.length);
  if (countBits === null) return refuse(`a list of ${rangeOf(count)} registers`);
  const start = registers[0]!.number;
  const distance = registers.length > 1 ? registers[1]!.number - start : step.plus;
  const stepBits = encodeSum(step, distance);
  if (stepBits === null || registers.some(({ number }, index) => number !== start + index * distance)) {
    return refuse(`registers that follow each other in steps of ${rangeOf(step)}`);
  }
  checkUpperRegister(registers.at(-1)!, name, context);
  return first.put(start) | countBits | stepBits;
}

/** @internal D or S registers that follow each other: `{d0-d3}`, or `{d0,d2}` with a step of 2. */
export function vectorListCodec(first: Bits, file: "s" | "d", count: Sum, step: Sum, access: Access): OperandCodec {
  const name = "list";
  const all = registersOfFile[file];
  const registersIn = (word: number): Register[] =>
    numbersOf(first.get(word), sum(count, word), sum(step, word)).map((number) => all[number]!);
  return {
    name,
    access,
    uses: [],
    bits: [first, count.bits, step.bits].filter((bits) => bits !== null),
    inputType: `readonly ${inputTypeOfFile[file]}[]`,
    accepts: (input: OperandInput) =>
      Array.isArray(input) && hasCount(input, count) && input.every((each) => vectorRegisterOf(each, file) !== null),
    encode: (input, context) =>
      encodeNumbers(
        (input as readonly OperandInput[]).map((each) => vectorRegisterOf(each, file)!),
        [first, count, step],
        name,
        context,
      ),
    decode({ word }): RegisterListOperand {
      const found = registersIn(word);
      return { kind: "register-list", registers: found, access, input: found };
    },
    format({ word }) {
      const found = registersIn(word);
      if (found.length < 2) return `{${found.join()}}`;
      return sum(step, word) === 1 ? `{${found[0]}-${found.at(-1)}}` : `{${found.join()}}`;
    },
  };
}

/** @internal Elements with one number in D registers that follow each other: `{d0[1],d1[1]}`; without an index all: `{d0[]-d1[]}`. */
export function laneListCodec(first: Bits, count: Sum, step: Sum, index: Bits | null, access: Access): OperandCodec {
  const name = "list";
  const lanesIn = (word: number): Lane[] => {
    const number = index === null ? null : index.get(word);
    return numbersOf(first.get(word), sum(count, word), sum(step, word)).map(
      (each) => new Lane(doubleRegisters[each]!, number),
    );
  };
  return {
    name,
    access,
    uses: [],
    bits: [first, count.bits, step.bits, index].filter((bits) => bits !== null),
    inputType: "readonly Lane[]",
    accepts: (input: OperandInput) =>
      Array.isArray(input) &&
      hasCount(input, count) &&
      input.every((each) => each instanceof Lane && (each.index === null) === (index === null)),
    encode(input, context) {
      const lanes = input as unknown as readonly Lane[];
      const number = lanes[0]!.index;
      let word = 0;
      if (index !== null) {
        if (
          !(Number.isInteger(number) && number! >= 0 && number! <= index.mask) ||
          lanes.some((each) => each.index !== number)
        ) {
          return context.fail("out-of-range", name, `{${lanes.join(", ")}}`, `one index of 0 to ${index.mask}`);
        }
        word = index.put(number!);
      }
      const registers = lanes.map((each) => each.register);
      return word | encodeNumbers(registers, [first, count, step], name, context);
    },
    decode({ word }): LaneListOperand {
      const found = lanesIn(word);
      return { kind: "lane-list", lanes: found, access, input: found };
    },
    format({ word }) {
      const found = lanesIn(word);
      const range = index === null && found.length > 1 && sum(step, word) === 1;
      return range ? `{${found[0]}-${found.at(-1)}}` : `{${found.join()}}`;
    },
  };
}
