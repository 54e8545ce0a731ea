import { LR, PC, SP } from "@armstalker/isa";
import type { CodeAccess, Protection } from "@armstalker/slab-allocator";
import type { DoorPlace } from "./doors/door.js";
import type { ProgramAccess } from "./program-access.js";
import type { SharedMapping } from "./shared-mapping.js";

/** One past the last address of a 32-bit program. */
export const ADDRESS_SPACE = 0x1_0000_0000;

/** The kernel's number of a thread. */
export type ThreadId = number;

/** The number of words that {@link Target.readCore} fills: r0 to r15, then CPSR. PC has no instruction set bit: CPSR.T tells. */
export const CORE_WORDS = 17;
/** The indices of SP, LR and PC among them are the registers' numbers. */
export { LR, PC, SP };
/** The index of r7, which holds the number of a system call. */
export const R7 = 7;
/** The index of CPSR. */
export const CPSR = 16;
/** CPSR.E: data is big-endian. */
export const CPSR_E = 0x200;
/** CPSR.T: the processor executes T32. */
export const CPSR_T = 0x20;
/** CPSR.IT, in two parts: the rest of an IT block. */
export const CPSR_IT = 0x0600fc00;
/** Bytes that {@link Target.readVector} gives: d0 to d31, then FPSCR. */
export const VECTOR_BYTES = 260;

/** A mapping of the target's memory. */
export interface Mapping {
  readonly base: number;
  readonly size: number;
  readonly protection: Protection;
  /** The file that is mapped, or a name in brackets such as `[stack]`; `[armstalker]` for memory of {@link Target.share}; empty for anonymous memory. */
  readonly path: string;
  /** The offset of the mapping's start in that file, in bytes. */
  readonly offset: number;
}

/** The reason for a stop of the target, or the target's end. */
export type TargetStop =
  /** SIGTRAP of an instruction, or `byDoor` a door of generated code. PC is at the instruction, or where the door begins, not behind it. */
  | { readonly kind: "trap"; readonly thread: ThreadId; readonly byDoor?: true }
  /** A signal is about to be delivered; Linux's number. PC is the address to which the handler returns, or that of the instruction that faulted. */
  | { readonly kind: "signal"; readonly thread: ThreadId; readonly signal: number }
  /** The answer to {@link Target.interrupt}; `passing` if every request was for a look. */
  | { readonly kind: "interrupted"; readonly thread: ThreadId; readonly passing?: true }
  /** A thread has ended, and the others run on once resumed. */
  | { readonly kind: "thread-exited"; readonly thread: ThreadId }
  /** The program has ended by itself. */
  | { readonly kind: "exited"; readonly status: number }
  /** A signal has ended the program; Linux's number. */
  | { readonly kind: "terminated"; readonly signal: number }
  /** The connection has ended. The program's state is unknown from then on. */
  | { readonly kind: "lost"; readonly cause: Error };

/** Stops after which the target answers no request. */
export type TargetEnd = Extract<TargetStop, { kind: "exited" | "terminated" | "lost" }>;

/** True for a stop after which the target answers no request. */
export function isEnd(stop: { readonly kind: string }): stop is TargetEnd {
  return stop.kind === "exited" || stop.kind === "terminated" || stop.kind === "lost";
}

/** The decision about what happens after a stop. */
export type StopDecision =
  /** All threads run on; the stopped one gets a signal if there is one. */
  | { readonly action: "resume"; readonly signal?: number }
  /** The target stays stopped: the promise of the last {@link Target.resume} resolves. */
  | { readonly action: "stay" };

/** Decides about a stop. The target is stopped, and everything can be read and changed at once. The handler must not throw. */
export type StopHandler = (stop: TargetStop) => StopDecision;

/**
 * A program whose threads can be stopped, looked at, changed and resumed, by whatever means. Only the run is asynchronous. Methods that need a
 * stopped target throw {@link TargetError} `running` while it runs, `target-gone` after its end.
 */
export interface Target extends ProgramAccess {
  /** Bytes of a page of memory. */
  readonly pageSize: number;
  /** The way by which generated code comes into executable pages. */
  readonly codeAccess: CodeAccess;
  /** True if a stop stops all threads: several may trap at the same time, and each is reported in turn. False if the other threads run on. */
  readonly stopsTogether: boolean;
  /** True if threads can leave generated code by doors: see {@link openDoor}. */
  readonly hasDoors: boolean;
  /** The first thread of the program. */
  readonly mainThread: ThreadId;
  /** `stopped` before the first resume. */
  readonly state: "stopped" | "running" | "ended";
  /** All mappings by ascending address, as they are now. */
  mappings(): Mapping[];

  /** Maps memory: exactly at `at`, or for 0 at a place that the kernel chooses. Returns 0 if the kernel refuses. */
  allocate(size: number, protection: Protection, at: number): number;
  /**
   * Maps memory that this process has mapped as well, filled with zeros, that the program can read: exactly at `at`, or for 0 at a place that the kernel chooses. A
   * child that the program forks has it too.
   *
   * @returns null where the program and this process cannot share memory: they are on different machines or in different containers, or the system refuses it
   */
  share(size: number, protection: Protection, at: number): SharedMapping | null;
  /**
   * Gives a thread a door, by which it leaves generated code: to memory that it shares with this process, without a debugger's stop.
   *
   * @returns what the caller puts at `place.exit` before the thread comes to a door
   * @throws {TargetError} `unsupported` where the target has no doors
   */
  openDoor(thread: ThreadId, place: DoorPlace): Uint8Array;
  /** Takes a thread's door away. The thread, if it stands there, is stopped as by a trap afterwards. */
  closeDoor(thread: ThreadId): void;
  /** Unmaps memory of {@link allocate} or {@link share}, only as a whole. */
  free(base: number, size: number): void;
  protect(base: number, size: number, protection: Protection): void;
  /** Makes written code visible to instruction fetch, if a write through this interface does not. */
  flushCode(base: number, size: number): void;

  /**
   * Makes a stopped thread execute code until it traps (`udf #16` in A32, `udf #1` in T32), and gives its registers back as they were
   * before. For routines that end soon: this blocks. Signals that come meanwhile are delivered with the next resume.
   *
   * @param at - bit 0 set: T32
   * @param args - r0 to r3 at its start
   * @returns r0 at the trap
   * @throws {TargetError} `unexpected-stop` if it faults or does not end
   */
  call(thread: ThreadId, at: number, args: readonly number[]): number;
  /** Makes a stopped thread execute a system call; the kernel's result, unsigned (errors are 2^32 - errno). */
  systemCall(thread: ThreadId, number: number, args: readonly number[]): number;

  /** Makes threads trap before the instruction at an address that may not be writable; bit 0 set: T32. */
  insertBreakpoint(address: number): void;
  removeBreakpoint(address: number): void;

  /** Decides about each stop; null: the target stays stopped at every stop. */
  stopHandler: StopHandler | null;
  /** Lets all threads run. Resolves with the stop that stays, or with the end, which may come while a stop is handled, too. */
  resume(): Promise<TargetStop>;
  /**
   * Asks a running target to stop: the handler gets `interrupted`. One stop may answer several requests. Returns false if the target does not run, and for a
   * look also if it cannot be interrupted: the next stop serves for the look.
   *
   * @param purpose - `look`: the stop is for the handler alone, which resumes; `stay` by default
   * @throws {TargetError} `unsupported` for `stay`, if the target cannot be interrupted
   */
  interrupt(purpose?: "stay" | "look"): boolean;
  /** Ends the program. */
  kill(): void;
}
