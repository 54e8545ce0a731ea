import { ArmstalkerError, type ArmstalkerErrorFields } from "@armstalker/errors";
import { refusal } from "../errors.js";
import { isWithin, isWord } from "../range.js";

/** What a writer refused, for programs. */
export type WriterErrorCode =
  | "undefined-label"
  | "duplicate-label"
  | "label-out-of-reach"
  | "literal-out-of-reach"
  | "target-out-of-reach"
  | "out-of-space"
  | "it-block"
  | "exact-size"
  | "misaligned"
  | "out-of-range";

/** The values behind a {@link WriterError}, each present where it makes sense. */
export interface WriterErrorDetails {
  readonly label?: string;
  /** The address of the instruction that refers to the label or target. */
  readonly from?: number;
  /** The address that it refers to. */
  readonly to?: number;
  /** The addresses that it can reach, or the distances in bytes, as a sentence part. */
  readonly reach?: string;
  readonly operand?: string;
  readonly value?: unknown;
  readonly allowed?: string;
}

/** The parts of a {@link WriterError}. */
export interface WriterErrorFields extends ArmstalkerErrorFields, WriterErrorDetails {
  readonly code: WriterErrorCode;
}

/** Code that a writer could not put: the writer is as it was before. */
export class WriterError extends ArmstalkerError<WriterErrorFields> {
  override readonly name: string = "WriterError";
  declare readonly label: string | undefined;
  declare readonly from: number | undefined;
  declare readonly to: number | undefined;
  declare readonly reach: string | undefined;
  declare readonly operand: string | undefined;
  declare readonly value: unknown;
  declare readonly allowed: string | undefined;
}

/** @internal */
export const hexAddress = (address: number): string => `0x${address.toString(16)}`;

/**
 * Makes the error for a value that is none of those allowed. Its hint is to give one that is.
 *
 * @param advice - the rest of the hint, with its punctuation
 */
export const writerError = (
  code: WriterErrorCode,
  operand: string,
  value: unknown,
  allowed: string,
  advice = "",
): WriterError => new WriterError(refusal(code, operand, value, allowed, advice));

const WORD = "-2^31 to 2^32 - 1";

/** Refuses a value that is not 32 bits, -2^31 to 2^32 - 1. @throws {WriterError} `out-of-range` */
export function requireWord(operand: string, value: unknown, advice = ""): asserts value is number {
  if (!isWord(value)) throw writerError("out-of-range", operand, value, WORD, advice);
}

/** Refuses what is no whole number within bounds, these included. @throws {WriterError} `out-of-range` */
export function requireWithin(
  operand: string,
  value: unknown,
  least: number,
  greatest: number,
): asserts value is number {
  if (!isWithin(value, least, greatest)) throw writerError("out-of-range", operand, value, `${least} to ${greatest}`);
}
