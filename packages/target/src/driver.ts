import type { AuxiliaryVector } from "@armstalker/gdb-remote";
import type { CodeAddress } from "@armstalker/isa";
import type { CodeAccess, Protection } from "@armstalker/slab-allocator";
import type { DoorPlace } from "./doors/door.js";
import type { ProgramAccess } from "./program-access.js";
import type { TargetEnd, TargetStop, ThreadId } from "./target.js";

/** A report of a driver: a stop of the program, or an event of the driver's own, of which the program knows nothing. */
export type DriverStop = TargetStop | { readonly kind: "event"; readonly thread: ThreadId };

/** The part of the loop that takes the stops that come while a thread is borrowed. */
export interface StopKeeper {
  /** Keeps a stop until the next resume hands it out. */
  keep(stop: DriverStop): void;
  /** A thread runs again. */
  leave(): void;
}

/**
 * The way to a program. Each kind of target has a driver, and a {@link StopLoop} makes a `Target` of it. All methods throw `TargetError`.
 */
export interface TargetDriver extends ProgramAccess {
  /** Bytes of a page of memory. */
  readonly pageSize: number;
  /** The first thread of the program. */
  readonly mainThread: ThreadId;
  /** True if several threads may trap at the same time, each being reported in turn. */
  readonly stopsTogether: boolean;
  /** The way by which generated code comes into executable pages. The loop reads it only at a stop. */
  readonly codeAccess: CodeAccess;
  /** True if the program runs on this machine, so that it may be able to open files of this process. */
  readonly isLocal: boolean;
  /** False for a machine without an operating system: no system call is tried there. */
  readonly hasLinux: boolean;
  readonly state: "stopped" | "running" | "ended";
  /** The program's end, or the reason why the driver cannot reach it any more. Undefined until then. */
  readonly end: TargetEnd | undefined;
  /** A thread that is certainly stopped, and may be borrowed. Undefined where the driver knows of none. */
  readonly stoppedThread: ThreadId | undefined;

  /** Between `holdRegisters` and `releaseRegisters` only the caller changes registers. A driver may keep them, and write them at the end. */
  holdRegisters(): void;
  releaseRegisters(): void;
  /** Makes written code visible to instruction fetch, where `writeMemory` does not. */
  flushCode(base: number, size: number): void;
  /**
   * The loop tells the driver of memory that it has mapped in the program, and of memory that it is about to unmap.
   *
   * @param shared - the same memory as this process has it mapped, if it is shared
   */
  memoryMapped(base: number, size: number, protection: Protection, shared?: Uint8Array): void;
  memoryUnmapped(base: number): void;
  /** The text of the program's `/proc/PID/maps`. Undefined where only the program itself can read it. */
  readMemoryMap(): string | undefined;
  /** The auxiliary vector that the kernel gave the program at its start; empty where the driver cannot know it. */
  readAuxiliaryVector(): AuxiliaryVector;

  /** See `Target`. Absent in drivers that have no doors. */
  openDoor?(thread: ThreadId, place: DoorPlace): Uint8Array;
  closeDoor?(thread: ThreadId): void;
  /** The driver tells of stops that come while it waits for something else. */
  keepBy?(keeper: StopKeeper): void;

  /** Makes threads trap before an instruction. */
  insertBreakpoint(code: CodeAddress): void;
  removeBreakpoint(code: CodeAddress): void;

  /** Lets all threads run. The thread that stopped last gets the signal, a number of Linux. @throws {TargetError} `invalid-argument` for none */
  runAll(signal: number | undefined): void;
  /** Lets one thread run. The others may run as well, as the driver likes. */
  runOne(thread: ThreadId): void;
  /**
   * Has a thread that stands at its door call a routine of A32 code, which keeps SP and returns by `bx lr`. Returns r0, or undefined where the thread is stopped otherwise.
   *
   * @param core - r0 to r7 are given to it
   * @param trap - a trap that it can return to
   */
  callAtDoor?(thread: ThreadId, routine: CodeAddress, core: Uint32Array, trap: CodeAddress): number | undefined;
  /**
   * Waits for a stop, and blocks meanwhile.
   *
   * @param thread - the thread whose stop is awaited, if the driver can choose among several that are stopped already
   * @returns undefined if there was none within that many milliseconds
   */
  waitForStop(milliseconds: number, thread?: ThreadId): DriverStop | undefined;
  /** Calls a function at the next stop, or with the error that prevents one. */
  whenStopped(listener: (outcome: DriverStop | Error) => void): void;
  /** False where a running program cannot be interrupted. */
  readonly canInterrupt: boolean;
  /** Asks the running program to stop, which is then reported as `interrupted`. False if it does not run. */
  interrupt(): boolean;
  /** The program's signal by which {@link interrupt} stops it; undefined where that is no signal of the program. */
  readonly interruptSignal: number | undefined;

  /** Ends the program. Does not throw. */
  kill(): void;
  /** Gives the program up, because its state is no longer known. */
  giveUp(error: Error): void;
  /** True if an error only says that the program has ended, or that it was given up. */
  tellsOfTheEnd(error: unknown): boolean;
  /** Completes an end: a driver may have to wait for the program's last output, or for its status. */
  complete(end: TargetEnd): TargetEnd | Promise<TargetEnd>;
  /** Closes all that the driver holds open. The program has ended. */
  close(): void;
}
