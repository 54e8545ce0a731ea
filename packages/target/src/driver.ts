import type { AuxiliaryVector } from "@armstalker/gdb-remote";
import type { CodeAddress } from "@armstalker/isa";
import type { CodeAccess, Protection } from "@armstalker/slab-allocator";
import type { ProgramAccess } from "./program-access.js";
import type { TargetEnd, TargetStop, ThreadId } from "./target.js";

/** What a driver reports: a stop of the program's, or an event of the driver's own which the program knows nothing about. */
export type DriverStop = TargetStop | { readonly kind: "event"; readonly thread: ThreadId };

/**
 * The way to a program: what a kind of target must be able to do, so that a {@link StopLoop} makes a `Target` of it. All methods throw
 * `TargetError`.
 */
export interface TargetDriver extends ProgramAccess {
  /** Bytes of a page of memory. */
  readonly pageSize: number;
  /** The first thread of the program. */
  readonly mainThread: ThreadId;
  /** True if several threads may trap at the same time, each being reported in turn. */
  readonly stopsTogether: boolean;
  /** How generated code comes into executable pages. Read at a stop only. */
  readonly codeAccess: CodeAccess;
  /** False for a machine without an operating system: no system call is tried there. */
  readonly hasLinux: boolean;
  readonly state: "stopped" | "running" | "ended";
  /** How the program ended, or why the driver cannot reach it any more. Undefined until then. */
  readonly end: TargetEnd | undefined;
  /** The thread that is known to be stopped, and may be borrowed. Undefined where the driver does not know. */
  readonly stoppedThread: ThreadId | undefined;

  /** Between `holdRegisters` and `releaseRegisters` nobody else changes registers: a driver may keep them, and write them at the end. */
  holdRegisters(): void;
  releaseRegisters(): void;
  /** Makes written code visible to instruction fetch, where `writeMemory` does not. */
  flushCode(base: number, size: number): void;
  /** Is told of memory that the loop has mapped in the program, and that it is about to unmap. */
  memoryMapped(base: number, size: number, protection: Protection): void;
  memoryUnmapped(base: number): void;
  /** The text of the program's `/proc/PID/maps`. Undefined where only the program itself can read it. */
  readMemoryMap(): string | undefined;
  /** What the kernel told the program at its start; empty where the driver cannot know. */
  readAuxiliaryVector(): AuxiliaryVector;

  /** Makes threads trap before an instruction. */
  insertBreakpoint(code: CodeAddress): void;
  removeBreakpoint(code: CodeAddress): void;

  /** Lets all threads run. The thread that stopped last gets the signal, a number of Linux. @throws {TargetError} `invalid-argument` for none */
  runAll(signal: number | undefined): void;
  /** Lets one thread run. Whether the others run as well is up to the driver. */
  runOne(thread: ThreadId): void;
  /**
   * Waits for a stop, and blocks meanwhile.
   *
   * @param thread - whose stop is awaited, if of several that are stopped already one can be chosen
   * @returns undefined if there was none within that many milliseconds
   */
  waitForStop(milliseconds: number, thread?: ThreadId): DriverStop | undefined;
  /** Calls a function at the next stop, or with what prevents that there will be one. */
  whenStopped(listener: (outcome: DriverStop | Error) => void): void;
  /** False where a running program cannot be interrupted. */
  readonly canInterrupt: boolean;
  /** Asks the running program to stop, which is then reported as `interrupted`. False if it does not run. */
  interrupt(): boolean;
  /** The signal of the program's that stops it for {@link interrupt}; undefined where that is none. */
  readonly interruptSignal: number | undefined;

  /** Ends the program. Does not throw. */
  kill(): void;
  /** Gives the program up, because nothing is known any more of what it does. */
  giveUp(error: Error): void;
  /** True if an error says no more than that the program has ended, or that it was given up. */
  tellsOfTheEnd(error: unknown): boolean;
  /** The end as far as it can be known: a driver may have to wait for the program's last output, or for its status. */
  complete(end: TargetEnd): TargetEnd | Promise<TargetEnd>;
  /** Lets go of all that the driver holds open; the program has ended. */
  close(): void;
}
