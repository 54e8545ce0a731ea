import { shown } from "../errors.js";
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

/** Code that a writer could not put: the writer is as it was before. */
export class WriterError extends Error {
  override readonly name: string = "WriterError";
  readonly code: WriterErrorCode;
  declare readonly label: string | undefined;
  declare readonly from: number | undefined;
  declare readonly to: number | undefined;
  declare readonly reach: string | undefined;
  declare readonly operand: string | undefined;
  declare readonly value: unknown;
  declare readonly allowed: string | undefined;

  constructor(code: WriterErrorCode, message: string, details: WriterErrorDetails = {}) {
    super(message);
    this.code = code;
    Object.assign(this, details);
  }
}

/** @internal */
export const hexAddress = (address: number): string => `0x${address.toString(16)}`;

/**
 * The error for a value that is none of those allowed; its message says so.
 *
 * @param advice - what to do, after the message, with its punctuation
 */
export const writerError = (
  code: WriterErrorCode,
  operand: string,
  value: unknown,
  allowed: string,
  advice = "",
): WriterError =>
  new WriterError(code, `${operand} is ${shown(value)}, must be ${allowed}${advice}`, { operand, value, allowed });

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
