import { ArmstalkerError, type ArmstalkerErrorFields } from "@armstalker/errors";
import type { IsaErrorCode } from "../errors.js";

/** What was wrong with assembly text, for programs; with the codes of `IsaError` for an instruction that does not exist. */
export type AssemblyErrorCode =
  | IsaErrorCode
  | "syntax"
  | "unknown-directive"
  | "undefined-symbol"
  | "duplicate-symbol"
  | "not-constant";

/** The parts of an {@link AssemblyError}. */
export interface AssemblyErrorFields extends ArmstalkerErrorFields {
  readonly code: AssemblyErrorCode;
  /** The line of the text, from 1 on. */
  readonly line: number;
  /** The column in that line, from 1 on. */
  readonly column: number;
}

/** Assembly text that cannot be assembled. The message begins with the line and the column. */
export class AssemblyError extends ArmstalkerError<AssemblyErrorFields> {
  override readonly name: string = "AssemblyError";
  declare readonly line: number;
  declare readonly column: number;
}

/** @internal A place in the text. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** @internal */
export const assemblyError = (
  { line, column }: TextPlace,
  code: AssemblyErrorCode,
  message: string,
  hint: string,
  cause?: unknown,
): AssemblyError =>
  new AssemblyError({ code, message: `line ${line}, column ${column}: ${message}`, hint, line, column, cause });
