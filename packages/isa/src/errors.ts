/** What went wrong, for programs. */
export type IsaErrorCode =
  | "unknown-register"
  | "unknown-condition"
  | "unknown-shift"
  | "unknown-mnemonic"
  | "unknown-encoding"
  | "operand-count"
  | "operand-kind"
  | "out-of-range"
  | "misaligned"
  | "not-encodable"
  | "unpredictable"
  | "condition-not-allowed"
  | "flags-not-allowed"
  | "it-block"
  | "missing-feature"
  | "truncated";

/** The values behind an {@link IsaError}, each present where it makes sense. */
export interface IsaErrorDetails {
  /** The operand's name in the manual's notation (`Rd`, `imm12`, `register_list`). */
  readonly operand?: string;
  /** The value that was refused. */
  readonly value?: unknown;
  /** What would have been taken, as a sentence part (`0 to 4095`). */
  readonly allowed?: string;
  /** The mnemonic that was asked for. */
  readonly mnemonic?: string;
}

/** Bad input to the instruction tables: a register, condition, operand or encoding that does not exist. */
export class IsaError extends Error {
  override readonly name: string = "IsaError";
  readonly code: IsaErrorCode;
  readonly operand: string | undefined;
  readonly value: unknown;
  readonly allowed: string | undefined;
  readonly mnemonic: string | undefined;

  constructor(code: IsaErrorCode, message: string, details: IsaErrorDetails = {}) {
    super(message);
    this.code = code;
    this.operand = details.operand;
    this.value = details.value;
    this.allowed = details.allowed;
    this.mnemonic = details.mnemonic;
  }
}

/** @internal The error for a value that is not one of those allowed. */
export const refused = (code: IsaErrorCode, operand: string, value: unknown, allowed: string, where = ""): IsaError =>
  new IsaError(code, `${where}${operand} is ${String(value)}, must be ${allowed}`, { operand, value, allowed });
