import type { ArmWriter } from "@armstalker/arm-writer";
import type { CodeWriterOptions } from "@armstalker/isa";
import { ArmIterator, type Iteration, ThumbIterator } from "@armstalker/recompiler";
import type { ThumbWriter } from "@armstalker/thumb-writer";
import type { Callout } from "./cpu-context.js";

export type { MemoryAccess } from "@armstalker/recompiler";

/** Reads the instructions of a block, and writes what takes their place: by these methods, and by those of the writer that it is. */
export interface StalkerIteration extends Omit<Iteration, "putCallout"> {
  /**
   * Has a function called before what is written next, with all registers to read and to change.
   *
   * @returns false in an exclusive sequence, where nothing is put: a stop there would let the store fail for ever
   * @throws {RecompilerError} `invalid-argument` for what is no function
   */
  putCallout(callout: Callout): boolean;
}

/** A transformer's view of a block of A32 code. */
export type StalkerArmIterator = ArmWriter & StalkerIteration;
export const StalkerArmIterator: new (options?: CodeWriterOptions) => StalkerArmIterator = ArmIterator;

/** A transformer's view of a block of T32 code. */
export type StalkerThumbIterator = ThumbWriter & StalkerIteration;
export const StalkerThumbIterator: new (options?: CodeWriterOptions) => StalkerThumbIterator = ThumbIterator;

export type StalkerIterator = StalkerArmIterator | StalkerThumbIterator;

/**
 * Rewrites a block: what it keeps and puts is what will run. Called once for each block that is compiled. What it does not read is another block; but the
 * rest of an IT block or of an exclusive sequence is kept, and all of a block of which it reads nothing.
 *
 * If it throws, returns a promise, or has put what is no code (a label is missing or out of reach, an IT block is not complete, there are more than 128 KiB),
 * the program's own code runs there, and {@link RecompilerError} `transform-failed` says where.
 */
export type Transformer = (iterator: StalkerIterator) => void;
