import type { Bits } from "../bits.js";
import type { IsaErrorCode } from "../errors.js";
import type { Row } from "../row.js";
import type { Access, Operand, OperandInput } from "./operand.js";

/** @internal What a codec knows when it reads or prints an operand. */
export interface DecodeContext {
  readonly row: Row;
  readonly word: number;
  /** Where the instruction stands, 0 to 2^32 - 1. */
  readonly address: number;
}

/** @internal Why an operand did not fit; turned into an `IsaError` only if no other encoding takes it. */
export interface Failure {
  readonly code: IsaErrorCode;
  readonly operand: string;
  readonly value: unknown;
  readonly allowed: string;
}

/** @internal State shared by the codecs while one instruction is encoded; reused, so that encoding allocates little. */
export class EncodeContext {
  /** The row that is being encoded, and the bits that are set so far. */
  row!: Row;
  word = 0;
  /** Where the instruction will stand. */
  address = 0;
  /** The features that the CPU has. */
  features = 0;
  failure: Failure | null = null;
  /** A label whose address is not known yet, and the codec that takes the distance to it. */
  label: string | null = null;
  labelCodec: RelativeCodec | null = null;

  /** Notes why an operand cannot be encoded; gives 0, as the word is dropped. */
  fail(code: IsaErrorCode, operand: string, value: unknown, allowed: string): number {
    this.failure ??= { code, operand, value, allowed };
    return 0;
  }
}

/** @internal A core register that an operand uses, for the register masks: a field with its number, a list, or one that is fixed. */
export interface RegisterUse {
  readonly bits: Bits | null;
  readonly list: boolean;
  /** The number that is added to the field, or the shift of a list's lowest bit; the register itself if there is no field. */
  readonly offset: number;
  readonly access: Access;
  /** The use only counts if this holds of the word; null for always. */
  readonly when: ((word: number) => boolean) | null;
}

/** @internal How one operand stands in an encoding: from input to bits, from bits to an operand and its text. */
export interface OperandCodec {
  /** The operand in the manual's notation, for messages. */
  readonly name: string;
  readonly access: Access;
  /** The core registers involved. */
  readonly uses: readonly RegisterUse[];
  /** Whether it reads the carry flag, as a shift by RRX does. */
  readonly readsCarry?: (word: number) => boolean;
  /** Fields that this operand fills. */
  readonly bits: readonly Bits[];
  /** The TypeScript type of what it takes, for the assemblers' generated signatures. */
  readonly inputType: string;
  /** Whether the input has the right form; its value may still be out of range. */
  accepts(input: OperandInput): boolean;
  /** The bits of the operand. What does not fit is noted in the context. */
  encode(input: OperandInput, context: EncodeContext): number;
  decode(context: DecodeContext): Operand;
  /** The operand's text as the GNU disassembler prints it, empty for one that it leaves out. */
  format(context: DecodeContext): string;
}

/** @internal An operand that is a distance from PC, and so can be filled in later. */
export interface RelativeCodec extends OperandCodec {
  /** The least and the greatest distance in bytes from the PC value that the instruction sees. */
  readonly least: number;
  readonly greatest: number;
  /** What the distance must be a multiple of, in bytes. */
  readonly alignment: number;
  /** The one run of bits that holds the distance in two's complement, in units of `alignment`; null if it is held otherwise. */
  readonly plainField: Bits | null;
  /** The PC value that an instruction at an address sees, word-aligned if the encoding does so. */
  base(row: Row, address: number): number;
  /** The bits for a distance, or null if it is out of reach or misaligned. */
  encodeDistance(distance: number): number | null;
}
