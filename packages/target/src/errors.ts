import { ArmstalkerError, type ArmstalkerErrorFields } from "@armstalker/errors";

/** Why a target refuses or gives up. */
export type TargetErrorCode =
  /** An argument is not what it must be. */
  | "invalid-argument"
  /** The target does not have what is needed, or its kernel refused it. */
  | "unsupported"
  /** Memory of the target cannot be read or written. */
  | "memory-fault"
  /** The target's kernel has no memory for what the target itself needs there. */
  | "out-of-memory"
  /** The target must be stopped for this, or must run. */
  | "running"
  | "not-running"
  /** The program ended, or the connection to it did. */
  | "target-gone"
  /** A thread that was borrowed did not come to where it should have come. */
  | "unexpected-stop";

export interface TargetErrorFields extends ArmstalkerErrorFields {
  readonly code: TargetErrorCode;
  /** The address in question, 0 to 2^32 - 1. */
  readonly address?: number;
}

/** An error of a target: the program, its kernel, or the connection to it. */
export class TargetError extends ArmstalkerError<TargetErrorFields> {
  override readonly name = "TargetError";
  declare readonly address: number | undefined;
}
