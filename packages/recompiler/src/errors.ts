import { ArmstalkerError, type ArmstalkerErrorFields } from "@armstalker/errors";
import { describe } from "./describe.js";

/** Why the recompiler refuses or gives up. */
export type RecompilerErrorCode =
  /** The provider has no more memory within branch range. */
  | "out-of-memory"
  /** The code that a transformer put for one block is larger than a block may be. */
  | "block-too-large"
  /** A word in the event stream names no record. */
  | "unknown-record"
  /** An argument or option is not what it must be. */
  | "invalid-argument"
  /** A transformer threw, or put what is no code: the block runs as the program has it. */
  | "transform-failed"
  /** An iterator was used when its transformer was not running. */
  | "out-of-turn"
  /** A function of the user's threw something that is no `Error`: it is the cause. */
  | "thrown-value";

export interface RecompilerErrorFields extends ArmstalkerErrorFields {
  readonly code: RecompilerErrorCode;
  /** The address in question, 0 to 2^32 - 1. */
  readonly address?: number;
  /** Where the block in question begins; bit 0 set: T32. */
  readonly block?: number;
}

/** A request that the recompiler cannot carry out. */
export class RecompilerError extends ArmstalkerError<RecompilerErrorFields> {
  override readonly name = "RecompilerError";
  declare readonly address: number | undefined;
  declare readonly block: number | undefined;
}

/** The error for an argument that is none of those allowed. @param allowed - an imperative, after "give" */
export const invalidArgument = (name: string, value: unknown, allowed: string): RecompilerError =>
  new RecompilerError({
    code: "invalid-argument",
    message: `${name} is ${describe(value)}`,
    hint: `give ${allowed}`,
  });
