import { Feature } from "../features.js";
import { isWithin } from "../range.js";
import { doubleRegisters, quadRegisters, type Register, type RegisterKind, singleRegisters } from "../registers.js";
import { type EncodeContext, type OperandDecoder, OperandEncoder } from "./codec.js";
import { registerOf, registerOperand } from "./core-register.js";
import { Lane } from "./lane.js";
import type { ScalarOperand } from "./operand.js";
import type { Slot } from "./slot.js";

/** @internal The registers of a file, by number. */
export const registersOfFile = (file: string): readonly Register[] =>
  file === "s" ? singleRegisters : file === "d" ? doubleRegisters : quadRegisters;

/** @internal The TypeScript type of a register of a file as an operand. */
export const inputTypeOfFile: Readonly<Record<string, string>> = {
  s: "SingleRegisterLike",
  d: "DoubleRegisterLike",
  q: "QuadRegisterLike",
};

/** @internal Refuses d16 to d31, and the Q registers over them, for a CPU that has not got them. */
export function checkUpperRegister({ kind, number, name }: Register, operand: string, context: EncodeContext): void {
  const upper = kind === "d" ? number > 15 : kind === "q" && number > 7;
  if (upper && (context.features & Feature.d32) === 0)
    context.fail("missing-feature", operand, name, "d0 to d15: the CPU has no d32");
}

/** @internal The file that a token is named after: `S`, `sameD`. */
export const fileOf = ({ kind }: Slot): RegisterKind => kind.at(-1)!.toLowerCase() as RegisterKind;

/** The bits hold a register's number, that of a Q register doubled (A7.3). */
const factorOf = (file: string): number => (file === "q" ? 2 : 1);

/** @internal `S(Vd:D)`, `D(D:Vd)`, `Q(D:Vd)`: a register of one file. */
export function vectorRegisterEncoder(slot: Slot): OperandEncoder {
  const file = fileOf(slot);
  // The register's name in messages is that of the manual, `Sd`.
  const name = file.toUpperCase() + (/V([dnm])/.exec(slot.args[0]!)?.[1] ?? "d");
  const bits = slot.bits(0);
  const factor = factorOf(file);
  const most = (bits.mask + 1) / factor - 1;
  return new OperandEncoder(
    name,
    [bits],
    (input) => registerOf(input, file) !== null,
    (input, context) => {
      const found = registerOf(input, file)!;
      checkUpperRegister(found, name, context);
      return found.number > most
        ? context.outOfRange(name, found.name, `${file}0 to ${file}${most}`)
        : bits.put(found.number * factor);
    },
  );
}

/** The decoder of a register of a file that is worked out from a word. */
const vectorDecoder = (slot: Slot, file: string, numberIn: (word: number) => number): OperandDecoder => {
  const registers = registersOfFile(file);
  return {
    uses: [],
    inputType: inputTypeOfFile[file]!,
    decode: ({ word }) => registerOperand(registers[numberIn(word)]!, slot.access),
    format: ({ word }) => registers[numberIn(word)]!.name,
  };
};

/** @internal */
export function vectorRegisterDecoder(slot: Slot): OperandDecoder {
  const file = fileOf(slot);
  const bits = slot.bits(0);
  const factor = factorOf(file);
  return vectorDecoder(slot, file, (word) => Math.floor(bits.get(word) / factor));
}

/** @internal `Snext(Vm:M)`: the second S register of VMOV between two core and two S registers. */
export function nextSingleEncoder(slot: Slot): OperandEncoder {
  const bits = slot.bits(0);
  return new OperandEncoder(
    "Sm1",
    [],
    (input) => registerOf(input, "s") !== null,
    (input, context) => {
      const found = registerOf(input, "s")!;
      const first = bits.get(context.word);
      return found.number === first + 1
        ? 0
        : context.outOfRange("Sm1", found.name, `the register after s${first}, itself at most s30`);
    },
  );
}

/** @internal */
export function nextSingleDecoder(slot: Slot): OperandDecoder {
  const bits = slot.bits(0);
  return vectorDecoder(slot, "s", (word) => (bits.get(word) + 1) & 31);
}

/** @internal `lane(D:Vd,x)`: one element of a D register, `d0[1]`. */
export function laneEncoder(slot: Slot): OperandEncoder {
  const bits = slot.bits(0);
  const index = slot.bits(1);
  return new OperandEncoder(
    "lane",
    [bits, index],
    (input) => input instanceof Lane && input.index !== null && input.register.kind === "d",
    (input, context) => {
      const { register: found, index: number } = input as Lane;
      checkUpperRegister(found, "lane", context);
      if (found.number > bits.mask) return context.outOfRange("lane", found.name, `d0 to d${bits.mask}`);
      return isWithin(number, 0, index.mask)
        ? bits.put(found.number) | index.put(number)
        : context.outOfRange("lane", number, `${found.name}[0] to ${found.name}[${index.mask}]`);
    },
  );
}

/** @internal */
export function laneDecoder(slot: Slot): OperandDecoder {
  const bits = slot.bits(0);
  const index = slot.bits(1);
  const laneIn = (word: number): Lane => new Lane(doubleRegisters[bits.get(word)]!, index.get(word));
  return {
    uses: [],
    inputType: "Lane",
    decode({ word }): ScalarOperand {
      const found = laneIn(word);
      return { kind: "scalar", lane: found, access: slot.access, input: found };
    },
    format: ({ word }) => laneIn(word).toString(),
  };
}
