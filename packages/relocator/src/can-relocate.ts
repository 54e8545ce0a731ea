import type { CoreRegister, CoreRegisterLike, InstructionSet } from "@armstalker/isa";
import type { CodeSource } from "./options.js";

/** What `canRelocate` is told about the code. */
export interface CanRelocateOptions {
  readonly set: InstructionSet;
  /** Where the code stands; for a source that is given as bytes alone. */
  readonly address?: number;
  /** Registers that the caller knows to be free at the start. */
  readonly scratch?: readonly CoreRegisterLike[];
  /** How many instructions of what follows are looked at for branches and literals that forbid taking bytes, by default 512. */
  readonly lookAhead?: number;
}

/** Why fewer bytes can be taken than were asked for. */
export type CanRelocateReason =
  | "branch-target"
  | "literal"
  | "exclusive-sequence"
  | "it-block"
  | "end-of-code"
  | "refused";

/** What can be taken away from the start of code. */
export interface CanRelocateResult {
  /** The bytes, a whole number of instructions: at least as many as were asked for, or the most that can be taken. */
  readonly bytes: number;
  /** A register that is free at the start, null if none is known to be. */
  readonly scratch: CoreRegister | null;
  /** Why there are fewer bytes than were asked for; null if there are enough. */
  readonly reason: CanRelocateReason | null;
}

/** How many bytes can be taken away from the start of code, to be moved and overwritten with a jump. */
export function canRelocate(
  source: Uint8Array | CodeSource,
  minBytes: number,
  options: CanRelocateOptions,
): CanRelocateResult {
  throw new Error(`not written yet: ${source} ${minBytes} ${options}`);
}
