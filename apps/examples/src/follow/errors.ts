import { ArmstalkerError, type ArmstalkerErrorFields } from "@armstalker/errors";

/** Why a program cannot be followed, or what came of it not written. */
export type FollowErrorCode =
  | "bad-arguments"
  | "no-such-program"
  | "not-arm"
  | "no-loader"
  | "no-emulator"
  | "no-packages"
  | "cannot-write";

/** An error that the person who typed the command can do something about: the hint says what. */
export class FollowError extends ArmstalkerError<ArmstalkerErrorFields & { readonly code: FollowErrorCode }> {
  override readonly name = "FollowError";

  constructor(code: FollowErrorCode, message: string, hint: string, cause?: unknown) {
    super({ code, message, hint, cause });
  }
}
