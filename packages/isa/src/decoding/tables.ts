import type { InstructionSet } from "../row.js";
import type { Facts } from "./facts.js";

/** @internal In an entry of the table of T16: where the row's number is. */
export const NARROW_NUMBER = 0xfff;
/** @internal In an entry of the table of T16: the halfword is the first of a 32-bit instruction. */
export const NARROW_WIDE = 0x4000;
/** @internal In an entry of the table of T16: the instruction is plain, see `Decoder.isPlain`. */
export const NARROW_PLAIN = 0x8000;

/**
 * @internal The registers that words read or write, in columns by row number.
 *
 * Of the fields that hold register numbers, four are in one number, a byte each: bits 4 to 0 are where the field begins, bit 5 is 1 if it has
 * 3 bits instead of 4, bit 6 is 1 for a field. All other uses are in `uses` from an index on: their number, and `USE_ENTRY` numbers for each.
 */
export interface RegisterColumns {
  /** Registers that every word uses, as a mask. */
  readonly fixed: Uint16Array;
  readonly fields: Uint32Array;
  /** An index of `uses`; -1 if there are no others. */
  readonly others: Int32Array;
}

/**
 * @internal Numbers of one entry of `uses`. The value is in up to two fields: shift and mask of the high one, shift and mask of the low one, the width of the
 * low one. Then 1 if the value is a list of registers, 0 if it is the number of one; the number that is added to it, or the shift of
 * a list; an index of `rules` with the words that this is true of, -1 for all.
 */
export const USE_ENTRY = 8;

/** @internal How the pieces of a constant distance from PC give a number. */
export const DistanceForm = {
  /** An unsigned number. */
  added: 0,
  /** An unsigned number that is subtracted. */
  subtracted: 1,
  /** Two's complement. */
  signed: 2,
  /** `S:J1:J2:...`, two's complement of `S:I1:I2:...` with I1 = NOT(J1 EOR S), I2 = NOT(J2 EOR S) (A8.8.18). */
  crossed: 3,
  /** A modified immediate of A32. */
  modified: 4,
  /** A modified immediate of A32 that is subtracted. */
  modifiedSubtracted: 5,
} as const;

/** @internal The flags that words read or write, in columns by row number; masks of `Flag` bits. */
export interface FlagColumns {
  /** Read by every word, besides those of its condition. */
  readonly read: Uint8Array;
  /** An index of `rules` with the words that read C, too; -1 if there are none. */
  readonly carryRead: Int32Array;
  /** Written by every word. */
  readonly written: Uint8Array;
  /** Written if the bit at `setShift` is 1. */
  readonly writtenIfS: Uint8Array;
  readonly setShift: Uint8Array;
  /** Written outside of IT blocks. */
  readonly writtenOutsideIt: Uint8Array;
  /** Of those: flags that may also stay as they are, which depends on values. */
  readonly perhaps: Uint8Array;
  /**
   * An index of `uses`, where flags are that only some words write, -1 if there are none: how many entries, and for each a mask of flags and an index of `rules`
   * with the words that write them.
   */
  readonly limits: Int32Array;
}

/** @internal What a decoder looks up; typed arrays only. */
export interface DecodeTables {
  readonly set: InstructionSet;
  /** The nodes of the decision trees, see `decision-tree.ts`. */
  readonly nodes: Int32Array;
  /** Where the tree of 32-bit encodings begins; in A32 that of encodings with a condition. */
  readonly wideRoot: number;
  /** Where the tree of the A32 encodings begins that have 1111 in the place of a condition. */
  readonly otherRoot: number;
  /** T32: the row number of each halfword, with `NARROW_PLAIN` and `NARROW_WIDE`; empty in A32. */
  readonly narrow: Uint16Array;
  /** Rules, each in the form of `ruleHolds`. */
  readonly rules: Int32Array;
  /** By row number: an index of `rules` with the words that are this row, of those that have its fixed bits; -1 for all. */
  readonly matches: Int32Array;
  /** By row number: an index of `rules` with its words that are UNDEFINED; -1 for none. */
  readonly undefinedWhen: Int32Array;
  readonly uses: Int32Array;
  readonly reads: RegisterColumns;
  readonly writes: RegisterColumns;
  readonly flags: FlagColumns;
  /**
   * By row number: an index of `uses` with the constant distance from PC; -1 if there is none. The numbers there: a `DistanceForm`; the factor in bytes; where the bit
   * is that is 0 if the distance is subtracted, -1 if there is none; where the bit is that is 0 if the number is an option and the distance 0, -1 if there is none (LDC);
   * 1 if PC is taken word-aligned; the width of the value; how many pieces it has, and the shift and width of each, the most significant first.
   */
  readonly distances: Int32Array;
  /** By row number: where the field `cond` begins, 0xff if there is none. */
  readonly conditionShift: Uint8Array;
  /** By row number: the lowest bits of the fields of 4 bits that must not be 15 in a plain word. */
  readonly pcFields: Uint32Array;
  /** By row number: the lowest bits of the fields that must not be 14 either, as they stand for the next register as well. */
  readonly pcPairs: Uint32Array;
  /** By row number: the bits that must be 0 in a plain word; all if no word is plain. */
  readonly pcBits: Uint32Array;
  readonly facts: Facts;
}
