import { type Bits, bitsOf } from "../bits.js";
import { shown } from "../errors.js";
import { isWithin } from "../range.js";
import { doubleRegisters, type Register } from "../registers.js";
import { type EncodeContext, type OperandDecoder, OperandEncoder } from "./codec.js";
import { registerOf } from "./core-register.js";
import { Lane } from "./lane.js";
import type { LaneListOperand, OperandInput, RegisterListOperand } from "./operand.js";
import type { Slot } from "./slot.js";
import { checkUpperRegister, inputTypeOfFile, registersOfFile } from "./vector-register.js";

/** `2`, `imm7`, `t+1`: a field's value plus a constant, or only the constant. */
class Sum {
  readonly bits: Bits | null;
  readonly plus: number;

  constructor(slot: Slot, index: number) {
    const [, field, plus] = /^([A-Za-z]\w*)?\+?(\d*)$/.exec(slot.args[index] ?? "1") ?? [];
    this.bits = field === undefined ? null : bitsOf(slot.row, field);
    this.plus = Number(plus);
  }

  get(word: number): number {
    return (this.bits?.get(word) ?? 0) + this.plus;
  }

  /** The bits that make the sum a value, or null. */
  put(value: number): number | null {
    const most = this.bits?.mask ?? 0;
    return isWithin(value, this.plus, this.plus + most) ? (this.bits?.put(value - this.plus) ?? 0) : null;
  }

  toString(): string {
    return this.bits === null ? `${this.plus}` : `${this.plus} to ${this.bits.mask + this.plus}`;
  }
}

/** The registers of a list: from a first one on, how many, and in which steps. */
interface Sequence {
  readonly first: Bits;
  readonly count: Sum;
  readonly step: Sum;
}

const sequenceOf = (slot: Slot): Sequence => ({
  first: slot.bits(0),
  count: new Sum(slot, 1),
  step: new Sum(slot, 2),
});

/** Lists of another length are for another encoding if the length is fixed. */
const isListOf = (
  input: OperandInput,
  { count }: Sequence,
  isElement: (each: unknown) => boolean,
): input is readonly OperandInput[] & OperandInput =>
  Array.isArray(input) &&
  (count.bits === null ? input.length === count.plus : input.length > 0) &&
  input.every(isElement);

const NAME = "list";

/** The bits of registers that follow each other; notes what is wrong with them. */
function encodeSequence(
  registers: readonly Register[],
  { first, count, step }: Sequence,
  context: EncodeContext,
): number {
  const countBits = count.put(registers.length);
  const start = registers[0]!.number;
  const distance = registers.length > 1 ? registers[1]!.number - start : step.plus;
  const stepBits = step.put(distance);
  if (countBits === null) return context.outOfRange(NAME, shown(registers), `a list of ${count} registers`);
  if (stepBits === null || registers.some(({ number }, index) => number !== start + index * distance))
    return context.outOfRange(NAME, shown(registers), `registers that follow each other in steps of ${step}`);
  checkUpperRegister(registers.at(-1)!, NAME, context);
  return first.put(start) | countBits | stepBits;
}

const numbersIn = ({ first, count, step }: Sequence, word: number): number[] =>
  Array.from({ length: count.get(word) }, (_, index) => (first.get(word) + index * step.get(word)) % 32);

const fileOf = ({ kind }: Slot): "s" | "d" => kind[0] as "s" | "d";

/** @internal `dlist(D:Vd,2,t+1)`, `slist(…)`: D or S registers that follow each other, `{d0-d3}`, or `{d0,d2}` with a step of 2. */
export function vectorListEncoder(slot: Slot): OperandEncoder {
  const file = fileOf(slot);
  const sequence = sequenceOf(slot);
  const { first, count, step } = sequence;
  return new OperandEncoder(
    NAME,
    [first, count.bits, step.bits],
    (input) => isListOf(input, sequence, (each) => registerOf(each, file) !== null),
    (input, context) =>
      encodeSequence(
        (input as readonly OperandInput[]).map((each) => registerOf(each, file)!),
        sequence,
        context,
      ),
  );
}

/** A range is printed as such if its elements follow each other closely. */
const formatList = (elements: readonly unknown[], isRange: boolean): string =>
  elements.length > 1 && isRange ? `{${elements[0]}-${elements.at(-1)}}` : `{${elements.join()}}`;

/** @internal */
export function vectorListDecoder(slot: Slot): OperandDecoder {
  const { access } = slot;
  const file = fileOf(slot);
  const all = registersOfFile(file);
  const sequence = sequenceOf(slot);
  const registersIn = (word: number): Register[] => numbersIn(sequence, word).map((number) => all[number]!);
  return {
    uses: [],
    inputType: `readonly ${inputTypeOfFile[file]}[]`,
    decode({ word }): RegisterListOperand {
      const found = registersIn(word);
      return { kind: "register-list", registers: found, access, input: found };
    },
    format: ({ word }) => formatList(registersIn(word), sequence.step.get(word) === 1),
  };
}

/** The number of the element; null where all elements are meant. */
const indexOf = (slot: Slot): Bits | null => (slot.args.length < 4 ? null : slot.bits(3));

/** @internal `lanes(D:Vd,2,1,index3)`: elements with one number in such registers, `{d0[1],d1[1]}`; without an index all, `{d0[]-d1[]}`. */
export function laneListEncoder(slot: Slot): OperandEncoder {
  const sequence = sequenceOf(slot);
  const { first, count, step } = sequence;
  const index = indexOf(slot);
  return new OperandEncoder(
    NAME,
    [first, count.bits, step.bits, index],
    (input) =>
      isListOf(
        input,
        sequence,
        (each) => each instanceof Lane && each.register.kind === "d" && (each.index === null) === (index === null),
      ),
    (input, context) => {
      const lanes = input as unknown as readonly Lane[];
      const number = lanes[0]!.index;
      if (index !== null && !(isWithin(number, 0, index.mask) && lanes.every((each) => each.index === number)))
        return context.outOfRange(NAME, shown(lanes), `one index of 0 to ${index.mask}`);
      const registers = lanes.map((each) => each.register);
      return (index?.put(number!) ?? 0) | encodeSequence(registers, sequence, context);
    },
  );
}

/** @internal */
export function laneListDecoder(slot: Slot): OperandDecoder {
  const { access } = slot;
  const sequence = sequenceOf(slot);
  const index = indexOf(slot);
  const lanesIn = (word: number): Lane[] => {
    const number = index === null ? null : index.get(word);
    return numbersIn(sequence, word).map((each) => new Lane(doubleRegisters[each]!, number));
  };
  return {
    uses: [],
    inputType: "readonly Lane[]",
    decode({ word }): LaneListOperand {
      const found = lanesIn(word);
      return { kind: "lane-list", lanes: found, access, input: found };
    },
    format: ({ word }) => formatList(lanesIn(word), index === null && sequence.step.get(word) === 1),
  };
}
