/** What a {@link NativeOsError} is made of. */
export interface NativeOsErrorFields {
  code: string;
  message: string;
  call: string;
  errno?: number;
  hint?: string;
  cause?: unknown;
}

/** Everything that this package refuses, and everything that the system refused it. */
export class NativeOsError extends Error {
  override readonly name: string = "NativeOsError";
  /** For programs: `invalid-argument`, `no-such-thread`, `unmapped`, `freed`, `timeout`, `not-permitted`, `unsupported`, … */
  readonly code: string;
  /** The function or system call that was asked for. */
  readonly call: string;
  /** The system's error number, where the system was asked. */
  readonly errno?: number;
  /** What to do about it, where that is known. It stands in the message too. */
  readonly hint?: string;

  constructor(fields: NativeOsErrorFields) {
    const text = fields.hint === undefined ? fields.message : `${fields.message} (${fields.hint})`;
    super(text, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = fields.code;
    this.call = fields.call;
    if (fields.errno !== undefined) this.errno = fields.errno;
    if (fields.hint !== undefined) this.hint = fields.hint;
  }
}

/** Whether `error` is a NativeOsError with this code, whichever build of the package (ESM or CommonJS) made it. */
export function hasCode(error: unknown, code: string): error is NativeOsError {
  return error instanceof Error && error.name === "NativeOsError" && (error as NativeOsError).code === code;
}
