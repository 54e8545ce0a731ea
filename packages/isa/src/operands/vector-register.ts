import type { Bits } from "../bits.js";
import { Feature } from "../features.js";
import { doubleRegisters, isRegisterName, quadRegisters, Register, register, singleRegisters } from "../registers.js";
import type { EncodeContext, OperandCodec } from "./codec.js";
import { Lane } from "./lane.js";
import type { Access, RegisterOperand, ScalarOperand } from "./operand.js";

/** @internal The register files of VFP and Advanced SIMD. */
export type VectorFile = "s" | "d" | "q";

/** @internal The registers of a file, by number. */
export const registersOfFile: Readonly<Record<VectorFile, readonly Register[]>> = {
  s: singleRegisters,
  d: doubleRegisters,
  q: quadRegisters,
};

/** @internal The TypeScript type of a register of a file as an operand. */
export const inputTypeOfFile: Readonly<Record<VectorFile, string>> = {
  s: "SingleRegisterLike",
  d: "DoubleRegisterLike",
  q: "QuadRegisterLike",
};

/** @internal The register of a file that an input names, or null. */
export function vectorRegisterOf(input: unknown, file: VectorFile): Register | null {
  const found =
    input instanceof Register ? input : typeof input === "string" && isRegisterName(input) ? register(input) : null;
  return found !== null && found.kind === file ? found : null;
}

/** @internal Refuses d16 to d31, and the Q registers over them, for a CPU that has not got them. */
export function checkUpperRegister(found: Register, name: string, context: EncodeContext): void {
  const upper = found.kind === "d" ? found.number > 15 : found.kind === "q" && found.number > 7;
  if (upper && (context.features & Feature.d32) === 0) {
    context.fail("missing-feature", name, found.name, "d0 to d15: the CPU has no d32");
  }
}

/** @internal A register of one file. The bits hold its number, that of a Q register doubled (A7.3). */
export function vectorRegisterCodec(name: string, bits: Bits, file: VectorFile, access: Access): OperandCodec {
  const registers = registersOfFile[file];
  const factor = file === "q" ? 2 : 1;
  const most = (bits.mask + 1) / factor - 1;
  const registerIn = (word: number): Register => registers[Math.floor(bits.get(word) / factor)]!;
  return {
    name,
    access,
    uses: [],
    bits: [bits],
    inputType: inputTypeOfFile[file],
    accepts: (input) => vectorRegisterOf(input, file) !== null,
    encode(input, context) {
      const found = vectorRegisterOf(input, file)!;
      checkUpperRegister(found, name, context);
      if (found.number > most) return context.fail("out-of-range", name, found.name, `${file}0 to ${file}${most}`);
      return bits.put(found.number * factor);
    },
    decode({ word }): RegisterOperand {
      const found = registerIn(word);
      return { kind: "register", register: found, shift: null, writeBack: false, access, input: found };
    },
    format: ({ word }) => registerIn(word).name,
  };
}

/** @internal The S register after the one that the bits hold: the second of VMOV between two core and two S registers. */
export function nextSingleCodec(bits: Bits, access: Access): OperandCodec {
  const name = "Sm1";
  const registerIn = (word: number): Register => singleRegisters[(bits.get(word) + 1) & 31]!;
  return {
    name,
    access,
    uses: [],
    bits: [],
    inputType: inputTypeOfFile.s,
    accepts: (input) => vectorRegisterOf(input, "s") !== null,
    encode(input, context) {
      const found = vectorRegisterOf(input, "s")!;
      const first = bits.get(context.word);
      return found.number === first + 1
        ? 0
        : context.fail("out-of-range", name, found.name, `the register after s${first}, itself at most s30`);
    },
    decode({ word }): RegisterOperand {
      const found = registerIn(word);
      return { kind: "register", register: found, shift: null, writeBack: false, access, input: found };
    },
    format: ({ word }) => registerIn(word).name,
  };
}

/** @internal One element of a D register: `d0[1]`. */
export function laneCodec(bits: Bits, index: Bits, access: Access): OperandCodec {
  const name = "lane";
  const laneIn = (word: number): Lane => new Lane(doubleRegisters[bits.get(word)]!, index.get(word));
  return {
    name,
    access,
    uses: [],
    bits: [bits, index],
    inputType: "Lane",
    accepts: (input) => input instanceof Lane && input.index !== null,
    encode(input, context) {
      const { register: found, index: number } = input as Lane & { index: number };
      checkUpperRegister(found, name, context);
      if (found.number > bits.mask) return context.fail("out-of-range", name, found.name, `d0 to d${bits.mask}`);
      if (!(Number.isInteger(number) && number >= 0 && number <= index.mask)) {
        return context.fail("out-of-range", name, number, `${found.name}[0] to ${found.name}[${index.mask}]`);
      }
      return bits.put(found.number) | index.put(number);
    },
    decode({ word }): ScalarOperand {
      const found = laneIn(word);
      return { kind: "scalar", lane: found, access, input: found };
    },
    format: ({ word }) => laneIn(word).toString(),
  };
}
