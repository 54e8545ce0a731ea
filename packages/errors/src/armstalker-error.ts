/** The parts of an {@link ArmstalkerError}. A package adds the values that its errors carry. */
export interface ArmstalkerErrorFields {
  /** For programs: one of the codes of the package, in lower case with hyphens. */
  readonly code: string;
  /** What happened, with the values in question: a sentence without its full stop. */
  readonly message: string;
  /** What to do about it: an imperative, without a full stop. */
  readonly hint: string;
  /** The error or value that led to this one. */
  readonly cause?: unknown;
}

/**
 * The base of the error class of every armstalker package.
 *
 * The message is the sentence and the hint: `the register is "r16"; give r0 to r15`. Each other field becomes a property.
 *
 * @typeParam Fields - the fields of the package's errors, with its codes
 */
export class ArmstalkerError<Fields extends ArmstalkerErrorFields = ArmstalkerErrorFields> extends Error {
  override readonly name: string = "ArmstalkerError";
  /** What went wrong, for programs. */
  declare readonly code: Fields["code"];
  /** What to do about it. The message ends with it. */
  declare readonly hint: string;

  constructor(fields: Fields) {
    const { message, cause, ...values } = fields;
    super(`${message}; ${values.hint}`, cause === undefined ? {} : { cause });
    Object.assign(this, values);
  }
}

/**
 * Tells whether a value is an error of a class and has a code. `instanceof` fails where one part of a program loads the ES modules of a
 * package and another part the CommonJS build: each has a class of its own. This function looks at names instead.
 *
 * @param name - the name of the class, such as `GdbRemoteError`
 */
export function hasCodeOf(error: unknown, name: string, code: string): boolean {
  return error instanceof Error && error.name === name && (error as { code?: unknown }).code === code;
}
