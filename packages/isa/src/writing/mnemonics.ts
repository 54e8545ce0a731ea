import { AL, type ConditionLike, conditionNumber } from "../conditions.js";
import type { EncodeOptions } from "../encode.js";
import { isaError, requireOptions } from "../errors.js";
import type { OperandInput } from "../operands/operand.js";
import { Register } from "../registers.js";
import type { Candidate, InstructionTable } from "../table.js";

/** What an assembler method takes after its operands. */
export interface AssembleOptions {
  /** The condition under which the instruction executes. In T32 outside of an IT block, an IT instruction is put before it. */
  readonly condition?: ConditionLike;
  /** T32: only a 16-bit or only a 32-bit encoding. */
  readonly width?: "narrow" | "wide";
  /** Only the encoding of this letter and number: `"A1"`, `"T3"`. */
  readonly encoding?: string;
  /** True to put an encoding whose behaviour is UNPREDICTABLE. */
  readonly allowUnpredictable?: boolean;
}

/** A branch target or literal: an address, 0 to 2^32 - 1, or a label's name. */
export type LabelLike = number | string;

/** @internal Puts an instruction by its mnemonic, with the encodings of that. */
export type PutInstruction = (
  mnemonic: string,
  candidates: readonly Candidate[],
  operands: readonly OperandInput[],
  options: AssembleOptions,
) => void;

function isOptions(input: unknown): input is AssembleOptions {
  if (typeof input !== "object" || input === null || input instanceof Register) return false;
  const prototype = Object.getPrototypeOf(input);
  return prototype === Object.prototype || prototype === null;
}

/** @internal The options of a call without options. */
export const noOptions: AssembleOptions = {};

/** The name of the `asm` method of a mnemonic: `vmov_32` for `vmov.32`. */
export const methodOf = (mnemonic: string): string => mnemonic.replaceAll(".", "_");

/** @internal An object that puts instructions: a method for each mnemonic. */
export interface Mnemonics {
  /** @internal */
  readonly put: PutInstruction;
}

type Method = (this: Mnemonics, ...inputs: readonly unknown[]) => void;

const prototypes: WeakMap<InstructionTable, Record<string, Method>> = /* @__PURE__ */ new WeakMap();

function prototypeOf(table: InstructionTable): object {
  let prototype = prototypes.get(table);
  if (prototype === undefined) {
    prototype = {};
    prototypes.set(table, prototype);
    for (const mnemonic of table.mnemonics) {
      let candidates: readonly Candidate[] | null = null;
      prototype[methodOf(mnemonic)] = function (...inputs) {
        const last = inputs[inputs.length - 1];
        const options = isOptions(last) ? last : noOptions;
        candidates ??= table.candidates(mnemonic);
        this.put(mnemonic, candidates, (options === last ? inputs.slice(0, -1) : inputs) as OperandInput[], options);
      };
    }
  }
  return prototype;
}

/** @internal The assembler of a table: its methods hand over to `put`. */
export function makeAssembler<Assembler>(table: InstructionTable, put: PutInstruction): Assembler {
  return Object.assign(Object.create(prototypeOf(table)), { put }) as Assembler;
}

const sizes = { narrow: 2, wide: 4 } as const;

/**
 * @internal The options of a call as the encoder wants them.
 *
 * @throws {IsaError} `unknown-option`, `unknown-condition`; `not-encodable` for a width or encoding that is none
 */
export function encodeOptionsOf(options: AssembleOptions, features: number): EncodeOptions {
  requireOptions("asm", options, "condition width encoding allowUnpredictable");
  const { condition, width, encoding, allowUnpredictable } = options;
  if (width !== undefined && sizes[width] === undefined)
    throw isaError("not-encodable", "width", width, "narrow or wide");
  if (encoding !== undefined && !/^[AT]\d$/.test(encoding))
    throw isaError("not-encodable", "encoding", encoding, "A1, A2, T1 to T4");
  return {
    condition: condition === undefined ? AL : conditionNumber(condition),
    size: width === undefined ? 0 : sizes[width],
    encoding: encoding ?? "",
    features,
    allowUnpredictable: allowUnpredictable ?? false,
  };
}
