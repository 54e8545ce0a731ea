import { ArmstalkerError, type ArmstalkerErrorFields } from "@armstalker/errors";

/** What went wrong, for programs. */
export type IsaErrorCode =
  | "unknown-register"
  | "unknown-condition"
  | "unknown-shift"
  | "unknown-mnemonic"
  | "unknown-encoding"
  | "unknown-option"
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

/** The parts of an {@link IsaError}. */
export interface IsaErrorFields extends ArmstalkerErrorFields, IsaErrorDetails {
  readonly code: IsaErrorCode;
}

/** Bad input to the instruction tables: a register, condition, operand or encoding that does not exist. */
export class IsaError extends ArmstalkerError<IsaErrorFields> {
  override readonly name: string = "IsaError";
  declare readonly operand: string | undefined;
  declare readonly value: unknown;
  declare readonly allowed: string | undefined;
  declare readonly mnemonic: string | undefined;
}

const LONGEST_TEXT = 80;
const MOST_ELEMENTS = 17;

const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return `{${value.slice(0, MOST_ELEMENTS).map(textOf).join(", ")}}`;
  if (typeof value !== "object" || value === null) return String(value);
  const text = value.toString;
  return typeof text === "function" && text !== Object.prototype.toString ? String(value) : "an object";
};

/** @internal A value as error messages show it: operands as in assembly, and never more than 80 characters. */
export function shown(value: unknown): string {
  const text = textOf(value);
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

/** The fields of an error about a value that is none of those allowed: `Rd is pc; give r0 to lr`. */
interface Refusal<Code extends string> extends ArmstalkerErrorFields {
  readonly code: Code;
  readonly operand: string;
  readonly value: unknown;
  readonly allowed: string;
}

/** @internal Makes a {@link Refusal}. @param advice - the rest of the hint, with its punctuation */
export const refusal = <Code extends string>(
  code: Code,
  operand: string,
  value: unknown,
  allowed: string,
  advice = "",
): Refusal<Code> => ({
  code,
  message: `${operand} is ${shown(value)}`,
  hint: `give ${allowed}${advice}`,
  operand,
  value,
  allowed,
});

/**
 * Makes the error for a value that is none of those allowed. Its hint is to give one that is.
 *
 * @param advice - the rest of the hint, with its punctuation
 */
export const isaError = (code: IsaErrorCode, operand: string, value: unknown, allowed: string, advice = ""): IsaError =>
  new IsaError(refusal(code, operand, value, allowed, advice));

/** Refuses what is none of some words. @throws {IsaError} `unknown-option` */
export function requireWordOf(operand: string, value: unknown, ...words: readonly string[]): void {
  if (!words.includes(value as string)) throw isaError("unknown-option", operand, value, words.join(" or "));
}

/**
 * Refuses options that are no object, or have a name that is not known.
 *
 * @param of - what takes the options
 * @param names - the names that it knows, with spaces between
 * @throws {IsaError} `unknown-option`
 */
export function requireOptions(of: string, options: unknown, names: string): void {
  if (typeof options !== "object" || options === null)
    throw isaError("unknown-option", `what ${of} is given`, options, `an object with ${names.replaceAll(" ", ", ")}`);
  for (const name of Object.keys(options))
    if (!names.split(" ").includes(name))
      throw isaError("unknown-option", `an option of ${of}`, name, names.replaceAll(" ", ", "));
}
