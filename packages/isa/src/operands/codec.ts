import { type Bits, bitsOf } from "../bits.js";
import type { IsaErrorCode } from "../errors.js";
import { type Rule, rule } from "../predicate.js";
import type { Row } from "../row.js";
import type { Access, Operand, OperandInput } from "./operand.js";
import type { RelativeEncoder } from "./relative.js";
import type { Slot } from "./slot.js";

/** @internal Why an operand did not fit; turned into an `IsaError` only if no other encoding takes it. */
export interface Failure {
  readonly code: IsaErrorCode;
  readonly operand: string;
  readonly value: unknown;
  readonly allowed: string;
}

/** @internal State shared by the encoders while one instruction is encoded; reused, so that encoding allocates little. */
export class EncodeContext {
  /** The row that is being encoded, and the bits that are set so far. */
  row!: Row;
  word = 0;
  /** Where the instruction will stand. */
  address = 0;
  /** The features that the CPU has. */
  features = 0;
  failure: Failure | null = null;
  /** A label whose address is not known yet, and the encoder that takes the distance to it. */
  label: string | null = null;
  labelEncoder: RelativeEncoder | null = null;

  /** Notes why an operand cannot be encoded; gives 0, as the word is dropped. */
  fail(code: IsaErrorCode, operand: string, value: unknown, allowed: string): number {
    this.failure ??= { code, operand, value, allowed };
    return 0;
  }

  /** As {@link fail}, for a value beyond the range of its operand. */
  outOfRange(operand: string, value: unknown, allowed: string): number {
    return this.fail("out-of-range", operand, value, allowed);
  }
}

/** @internal One half of how an operand stands in an encoding: from input to bits. */
export class OperandEncoder {
  /** The operand in the manual's notation, for messages. */
  readonly name: string;
  /** Fields that this operand fills. */
  readonly bits: readonly Bits[];
  /** True if the input has the right form; its value may still be out of range. */
  readonly accepts: (input: OperandInput) => boolean;
  /** The bits of the operand. What does not fit is noted in the context. */
  readonly encode: (input: OperandInput, context: EncodeContext) => number;

  /**
   * @param bits - an entry may be null for a field that the encoding has not got
   * @param encode - is only called with input that is accepted
   */
  constructor(
    name: string,
    bits: readonly (Bits | null)[],
    accepts: OperandEncoder["accepts"],
    encode: OperandEncoder["encode"],
  ) {
    this.name = name;
    this.bits = bits.filter((each) => each !== null);
    this.accepts = accepts;
    this.encode = encode;
  }
}

/** @internal What a decoder knows when it reads or prints an operand. */
export interface DecodeContext {
  readonly row: Row;
  readonly word: number;
  /** Where the instruction stands, 0 to 2^32 - 1. */
  readonly address: number;
}

/** @internal A core register that an operand uses, for the register masks: a field with its number, a list, or one that is fixed. */
export interface RegisterUse {
  readonly bits: Bits | null;
  readonly list: boolean;
  /** The number that is added to the field, or the shift of a list's lowest bit; the register itself if there is no field. */
  readonly offset: number;
  readonly access: Access;
  /** The use only counts if this holds of the word; null for always. */
  readonly when: Rule | null;
}

/** @internal The other half: from bits to an operand and its text, and what becomes of core registers. */
export interface OperandDecoder {
  /** The core registers involved. */
  readonly uses: readonly RegisterUse[];
  /** The words in which it reads the carry flag, as a shift by RRX does; null for none. */
  readonly readsCarry?: Rule | null;
  /** The TypeScript type of what its encoder takes, for the assemblers' generated signatures. */
  readonly inputType: string;
  decode(context: DecodeContext): Operand;
  /** The operand's text as the GNU disassembler prints it, empty for one that it leaves out. */
  format(context: DecodeContext): string;
}

/** @internal Makes the encoder of a slot. */
export type EncoderOf = (slot: Slot) => OperandEncoder;

/** @internal Makes the decoder of a slot. */
export type DecoderOf = (slot: Slot) => OperandDecoder;

/** @internal A property of words, in the notation of the rows' attributes; null for one that all words have. */
export const ruleOf = ({ row }: Slot, text: string): Rule | null => rule(text, (names) => bitsOf(row, names));

/** @internal Notes the use of the register in a field. */
export function use(bits: Bits | null, access: Access, offset = 0, when: RegisterUse["when"] = null): RegisterUse {
  return { bits, list: false, offset, access, when };
}
