import { ArmstalkerError, type ArmstalkerErrorFields } from "@armstalker/errors";

/** Why a command does nothing, or its result is not written. */
export type CliErrorCode =
  | "bad-arguments"
  | "no-such-program"
  | "not-arm"
  | "no-loader"
  | "no-emulator"
  | "not-drcov"
  | "bad-script"
  | "unsupported"
  | "cannot-write";

/** An error that the person who typed the command can do something about: the hint says what. */
export class CliError extends ArmstalkerError<ArmstalkerErrorFields & { readonly code: CliErrorCode }> {
  override readonly name = "CliError";

  constructor(code: CliErrorCode, message: string, hint: string, cause?: unknown) {
    super({ code, message, hint, cause });
  }
}

/** True for errors of this project's packages: they have a code, and say in their message what to do. */
export function isExplained(error: unknown): error is Error & { code: string } {
  return error instanceof Error && "code" in error && "hint" in error;
}
