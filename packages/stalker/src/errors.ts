/** Why the stalker refuses or gives up. */
export type StalkerErrorCode =
  /** An argument or option is not what it must be. */
  | "invalid-argument"
  /** The thread does not exist, or not any more. */
  | "no-such-thread"
  /** The thread is followed already, or is not followed. */
  | "already-followed"
  | "not-followed"
  /** The target does not have what is needed, or refused it. */
  | "unsupported"
  /** Memory of the target cannot be read or written. */
  | "memory-fault"
  /** Code that was reached cannot be moved; the cause is a `RelocationError` that names address and bytes. */
  | "unmovable-code"
  /** There is no room for code or data near where it is needed. */
  | "out-of-memory"
  /** The target must be stopped for this, or must run. */
  | "running"
  | "not-running"
  /** The program ended, or the connection to it did. */
  | "target-gone"
  /** The target did something that the engine has no explanation for. */
  | "unexpected-stop";

export interface StalkerErrorFields {
  readonly code: StalkerErrorCode;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** The address in question, 0 to 2^32 - 1. */
  readonly address?: number;
  readonly cause?: unknown;
}

/** An error of the stalker or of one of its targets. */
export class StalkerError extends Error {
  override readonly name = "StalkerError";
  readonly code: StalkerErrorCode;
  readonly hint: string;
  readonly address: number | undefined;

  constructor({ code, message, hint, address, cause }: StalkerErrorFields) {
    super(`${message}; ${hint}`, cause === undefined ? {} : { cause });
    this.code = code;
    this.hint = hint;
    this.address = address;
  }
}
