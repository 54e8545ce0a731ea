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
  readonly label: string | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly reach: string | undefined;
  readonly operand: string | undefined;
  readonly value: unknown;
  readonly allowed: string | undefined;

  constructor(code: WriterErrorCode, message: string, details: WriterErrorDetails = {}) {
    super(message);
    this.code = code;
    this.label = details.label;
    this.from = details.from;
    this.to = details.to;
    this.reach = details.reach;
    this.operand = details.operand;
    this.value = details.value;
    this.allowed = details.allowed;
  }
}

/** @internal */
export const hexAddress = (address: number): string => `0x${address.toString(16)}`;
