import { ArmstalkerError, type ArmstalkerErrorFields } from "@armstalker/errors";

/** The kinds of refusals of this package. */
export type ModulesErrorCode =
  /** A name of an address is not written as one. */
  | "bad-name"
  /** No module of that name is loaded. */
  | "no-such-module"
  /** The module has no symbol of that name. */
  | "no-such-symbol"
  /** Debugging data of a file contradict themselves. */
  | "malformed";

/** The error for a name that means nothing, or for damaged debugging data. */
export class ModulesError extends ArmstalkerError<ArmstalkerErrorFields & { readonly code: ModulesErrorCode }> {
  override readonly name = "ModulesError";

  constructor(code: ModulesErrorCode, message: string, hint: string) {
    super({ code, message, hint });
  }
}

/** The error for damaged debugging data. */
export const malformed = (message: string): ModulesError =>
  new ModulesError("malformed", `the debugging data ${message}`, "build the file again, with -g");
