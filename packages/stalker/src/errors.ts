import { ArmstalkerError, type ArmstalkerErrorFields } from "@armstalker/errors";
import { RecompilerError } from "@armstalker/recompiler";
import { SlabError } from "@armstalker/slab-allocator";

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
  /** Code that was reached cannot be moved; the cause is a `RelocationError` that names address and bytes. */
  | "unmovable-code"
  /** There is no room for code or data near where it is needed. */
  | "out-of-memory"
  /** A transformer threw, or put what is no code: the block runs as the program has it. */
  | "transform-failed"
  /** An iterator was used when its transformer was not running, or a context after its callout had returned. */
  | "out-of-turn"
  /** A function of the user's threw something that is no `Error`: it is the cause. */
  | "thrown-value"
  /** Another stalker follows threads of the target. */
  | "target-in-use"
  /** The target must be stopped for this. */
  | "running"
  /** The program ended, or the connection to it did. */
  | "target-gone";

export interface StalkerErrorFields extends ArmstalkerErrorFields {
  readonly code: StalkerErrorCode;
  /** The address in question, 0 to 2^32 - 1. */
  readonly address?: number;
  /** The address of the block in question, with the instruction set in bit 0. */
  readonly block?: number;
}

/** An error of the stalker. Targets throw a `TargetError`. */
export class StalkerError extends ArmstalkerError<StalkerErrorFields> {
  override readonly name = "StalkerError";
  declare readonly address: number | undefined;
  declare readonly block: number | undefined;
}

/** The error to report where memory ran out in the packages that this one is made of; other errors as they are. */
export function memoryError(error: unknown): unknown {
  const isShort =
    (error instanceof SlabError && error.code === "no-gap") ||
    (error instanceof RecompilerError && error.code === "out-of-memory");
  if (!isShort) return error;
  return new StalkerError({
    code: "out-of-memory",
    message: "the program's address space has no room for what following a thread needs",
    hint: "the thread goes on in its own code: follow it earlier, set a smaller codeSize, or exclude code that need not be followed",
    cause: error,
  });
}
