import type { CodeAddress, InstructionSet } from "@armstalker/isa";

/** The program's memory, as the recompiler reads it. */
export interface ProgramCode {
  /** As many of `size` bytes as can be read from an address on. The bytes are not changed, and not kept. */
  read(address: number, size: number): Uint8Array;
  /** As {@link read}, but only memory that the program can execute. */
  readCode(address: number, size: number): Uint8Array;
  /** True where the program can write, and where nothing is known of the memory. */
  isWritable(address: number): boolean;
  /** True where memory that the program can write to is known to be mapped. */
  canWrite(address: number): boolean;
}

/** What the engine wants to see of a system call. */
export type SystemCallInterest =
  /** Nothing: the call runs in generated code. */
  | "none"
  /** The call: generated code stops before it. */
  | "stop"
  /** The call, as long as the context's table of system calls says so: generated code looks its number up. */
  | "look-up";

/** A function that is called where a transformer or a probe asked for it; the recompiler passes it on, and never calls it. */
export type Callout = (context: never) => void;

/** How code is to be compiled. What it returns may change from call to call, but the code that is there stays as it is. */
export interface CompilePolicy {
  /** How often the source of a block must be found unchanged before the block is linked; -1: it is compared each time. */
  readonly trustThreshold: () => number;
  /** How many blocks are compiled ahead of one that is reached. */
  readonly compileAhead: number;
  /** True if calls of an address run natively. */
  isNative(target: CodeAddress): boolean;
  /** True if an address can neither be read nor moved, so that whatever goes there runs natively. */
  isUnreadable(target: CodeAddress): boolean;
  /** False while {@link calloutsAt} has nothing for any address. */
  hasCallouts(): boolean;
  /** What is to be called when control comes to an address. */
  calloutsAt(address: CodeAddress): readonly Callout[];
  /**
   * True if each entry into the function at an address is to come to the engine: direct calls and tail branches by their own ways out, indirect branches as misses.
   * A change of the answer takes effect with {@link Recompiler.reconsider}. Default: false for all.
   */
  isEntryWatched?(target: CodeAddress): boolean;
  /**
   * True if each transition to the block at an address is to come to the engine, by whatever branch. A change of the answer takes effect with {@link Recompiler.reconsiderAll}. Default: false
   * for all.
   */
  isSwitchWatched?(target: CodeAddress): boolean;
  /**
   * What the engine wants to see of a system call.
   *
   * @param immediate - of the SVC: 24 bits in A32, 8 in T32
   * @param number - that of the EABI, which r7 holds; -1 if it is not known
   */
  interestIn(set: InstructionSet, immediate: number, number: number): SystemCallInterest;
}
