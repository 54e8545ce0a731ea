import { AuxiliaryEntry } from "@armstalker/gdb-remote";
import { type Address, addressOf, type CodeAddress, codeAddress, setOf } from "@armstalker/isa";
import type { StopKeeper, TargetDriver } from "./driver.js";
import { TargetError } from "./errors.js";
import {
  beginWithTrap,
  ENGINE_MEMORY,
  INSTRUCTION_SIGNALS,
  isSystemCallError,
  PRIVATE_MEMORY,
  protectionBits,
  SystemCall,
} from "./linux-arm.js";
import { type Routines, routineCode, routinesAt } from "./routines.js";
import { systemCallInstructions } from "./system-call-search.js";
import { CORE_WORDS, CPSR, CPSR_IT, CPSR_T, isEnd, LR, PC, R7, type ThreadId, VECTOR_BYTES } from "./target.js";

/** Milliseconds after which a routine counts as endless, and after which a thread must have been interrupted. */
const LONGEST_CALL = 5000;
const LONGEST_INTERRUPT = 2000;
/** AT_HWCAP: the processor has d16 to d31 too (asm/hwcap.h). */
const HWCAP_VFPD32 = 1 << 19;
/** Bytes of data that are mapped with the routines: a memory map fits as a rule. */
const DATA_BYTES = 0x10000;
/** The number of places that are tried for the first system call. */
const MOST_ATTEMPTS = 8;

/**
 * Borrows stopped threads to execute routines and system calls. The first system call goes through an `svc` of the program, with a breakpoint
 * behind it. It maps a page, in which the class puts its own routines.
 */
export class BorrowedThreads {
  readonly #driver: TargetDriver;
  readonly #keeper: StopKeeper;
  readonly #saved: Uint32Array = new Uint32Array(CORE_WORDS);
  readonly #core: Uint32Array = new Uint32Array(CORE_WORDS);
  #routines: Routines | undefined;
  /** True if the program's processor has d0 to d31. */
  #hasDoublewords = false;
  /** The places where the loop had breakpoints, each with the threads that have reported their stop there. */
  readonly #left: Map<number, Set<ThreadId>> = new Map();

  constructor(driver: TargetDriver, keeper: StopKeeper) {
    this.#driver = driver;
    this.#keeper = keeper;
  }

  /** Executes from `at` to a trap instruction. Returns r0. @throws {TargetError} `unexpected-stop` */
  call(thread: ThreadId, at: CodeAddress, args: readonly number[]): number {
    return this.#borrow(thread, at, (core) => core.set(args.map(unsigned).slice(0, 4)));
  }

  systemCall(thread: ThreadId, number: number, args: readonly number[]): number {
    const { systemCall, systemCallAtDoor, trap } = this.#ownRoutines(thread);
    const prepare = (core: Uint32Array): void => setSystemCall(core, number, args);
    prepare(this.#core);
    const result = this.#driver.callAtDoor?.(thread, systemCallAtDoor, this.#core, trap);
    return result ?? this.#borrow(thread, systemCall, prepare);
  }

  /**
   * Reads a file as the program sees it into memory of the program, with one stop.
   * @param path - address of its name, which ends with a zero
   * @returns the number of bytes, or a negated error number
   */
  readFile(thread: ThreadId, path: number, buffer: number, size: number): number {
    const routines = this.#ownRoutines(thread);
    return this.#callRoutine(thread, routines.readFile, routines, [path, buffer, size]);
  }

  /**
   * Maps a file that the program can open, with one stop.
   * @param path - its name
   * @param args - address, size, protection and flags, as for mmap
   * @returns the address, or a negated error number
   */
  mapFile(thread: ThreadId, path: string, args: readonly number[]): number {
    const routines = this.#ownRoutines(thread);
    this.#driver.writeMemory(routines.data, Buffer.from(`${path}\0`, "latin1"));
    return this.#callRoutine(thread, routines.mapFile, routines, [routines.data, ...args]);
  }

  /** Memory of the program for {@link readFile}; the next call of a method may overwrite it. Null where the program cannot write to such memory. */
  dataFor(thread: ThreadId): { readonly base: Address; readonly size: number } | null {
    const { data, dataSize } = this.#ownRoutines(thread);
    return dataSize === 0 ? null : { base: data, size: dataSize };
  }

  /** Calls one of the routines that return to LR. Returns r0. */
  #callRoutine(thread: ThreadId, routine: CodeAddress, { trap }: Routines, args: readonly number[]): number {
    this.#core.set(args);
    const result = this.#driver.callAtDoor?.(thread, routine, this.#core, trap);
    return (
      result ??
      this.#borrow(thread, routine, (core) => {
        core.set(args);
        core[LR] = trap;
      })
    );
  }

  /** The vector registers of a thread that stands at its door, as `Target.readVector` gives them; undefined where the driver has to read them. */
  readVector(thread: ThreadId): Uint8Array | undefined {
    const routines = this.#routines;
    if (routines === undefined || !this.#hasDoublewords) return undefined;
    if (!this.#callAtDoor(thread, routines.readVector, routines)) return undefined;
    return this.#driver.readMemory(routines.data, VECTOR_BYTES);
  }

  /** False where the driver has to write them. */
  writeVector(thread: ThreadId, bytes: Uint8Array): boolean {
    const routines = this.#routines;
    if (routines === undefined || !this.#hasDoublewords) return false;
    if (bytes.length !== VECTOR_BYTES || this.#driver.stoppedThread !== thread) return false;
    this.#driver.writeMemory(routines.data, bytes);
    return this.#callAtDoor(thread, routines.writeVector, routines);
  }

  #callAtDoor(thread: ThreadId, routine: CodeAddress, { data, trap }: Routines): boolean {
    this.#core[0] = data;
    return this.#driver.callAtDoor?.(thread, routine, this.#core, trap) !== undefined;
  }

  #ownRoutines(thread: ThreadId): Routines {
    const known = this.#routines;
    // A program that has replaced itself has another memory.
    if (known !== undefined && this.#isTrap(addressOf(known.trap))) return known;
    if (!this.#driver.hasLinux) throw withoutLinux();
    if (known !== undefined) this.#forgetMemory(known);
    const { base, canWrite } = this.#firstPages(thread);
    const { pageSize } = this.#driver;
    const routines = routinesAt(base, pageSize, canWrite ? DATA_BYTES : 0);
    this.#driver.memoryMapped(base, pageSize, canWrite ? "rwx" : "r-x");
    if (canWrite) this.#driver.memoryMapped(routines.data, DATA_BYTES, "rw-");
    try {
      this.#driver.writeMemory(base, routineCode());
    } catch (cause) {
      throw new TargetError({
        code: "unsupported",
        message: `code cannot be written to the target's memory${canWrite ? "" : ", and it has no pages that are writable and executable"}`,
        hint: "use a stub that writes to read-only pages, as gdbserver does, or lift what forbids such pages (SELinux: execmem)",
        cause,
      });
    }
    this.#routines = routines;
    this.#hasDoublewords = (this.#hardware() & HWCAP_VFPD32) !== 0;
    this.#restartAfterInterrupts(thread, routines);
    return routines;
  }

  #forgetMemory({ systemCall, data }: Routines): void {
    this.#driver.memoryUnmapped(addressOf(systemCall));
    this.#driver.memoryUnmapped(data);
  }

  /** AT_HWCAP. */
  #hardware(): number {
    return Number(this.#driver.readAuxiliaryVector().get(AuxiliaryEntry.HWCAP) ?? 0n);
  }

  /** Makes the kernel go on with system calls that the loop interrupts. */
  #restartAfterInterrupts(thread: ThreadId, routines: Routines): void {
    const { interruptSignal } = this.#driver;
    if (interruptSignal === undefined) return;
    this.#callRoutine(thread, routines.restartCalls, routines, [interruptSignal, routines.data]);
  }

  /** Maps a page for routines, and memory for data. */
  #firstPages(thread: ThreadId): { base: number; canWrite: boolean } {
    const { pageSize } = this.#driver;
    const pc = this.#driver.readRegister(thread, PC);
    const read = (address: number, size: number): Uint8Array => this.#driver.readSome(address, size);
    const places = systemCallInstructions(read, this.#driver.readAuxiliaryVector(), pc);
    let attempts = 0;
    for (const place of places) {
      if (++attempts > MOST_ATTEMPTS) break;
      for (const protection of ["rwx", "r-x"] as const) {
        const base = this.#callThrough(thread, place, SystemCall.mmap2, [
          ENGINE_MEMORY,
          pageSize + DATA_BYTES,
          protectionBits(protection),
          PRIVATE_MEMORY,
          -1,
          0,
        ]);
        if (base === undefined) break;
        if (isSystemCallError(base)) continue;
        if (base !== 0 && base % pageSize === 0) return { base, canWrite: protection === "rwx" };
      }
    }
    throw new TargetError({
      code: "unsupported",
      message:
        attempts === 0
          ? "no system call instruction was found in the program or its loader"
          : `${attempts} system call instructions of the program did not map memory`,
      hint: "let the program run to where its libraries are loaded, and follow it from there",
    });
  }

  /** A system call through an `svc` of the program. Undefined if that instruction cannot be used. */
  #callThrough(thread: ThreadId, place: CodeAddress, number: number, args: readonly number[]): number | undefined {
    const driver = this.#driver;
    const set = setOf(place);
    const breakpoint = codeAddress(addressOf(place) + (set === "a32" ? 4 : 2), set);
    const end = addressOf(breakpoint);
    driver.insertBreakpoint(breakpoint);
    try {
      return this.#borrow(thread, place, (core) => setSystemCall(core, number, args), end);
    } catch (error) {
      if (error instanceof TargetError && error.code === "unexpected-stop") return undefined;
      throw error;
    } finally {
      if (driver.state === "stopped") driver.removeBreakpoint(breakpoint);
      this.#left.set(end, new Set([thread]));
    }
  }

  /**
   * True if a thread has trapped at a breakpoint of the loop that is gone. Where threads run on while one is borrowed, such a stop may be reported
   * later, once for each thread.
   */
  wasLate(thread: ThreadId): boolean {
    for (const [address, threads] of this.#left) {
      if (threads.has(thread) || this.#driver.readRegister(thread, PC) !== address) continue;
      threads.add(thread);
      return true;
    }
    return false;
  }

  /** Forgets a breakpoint that was at an address, as the loop's user puts one there. */
  giveUp(address: Address): void {
    this.#left.delete(address);
  }

  /** Executes from `at` to `end`, or without `end` to any trap instruction, and gives the registers back. Returns r0. */
  #borrow(thread: ThreadId, at: CodeAddress, prepare: (core: Uint32Array) => void, end?: Address): number {
    const driver = this.#driver;
    driver.readCore(thread, this.#saved);
    this.#core.set(this.#saved);
    prepare(this.#core);
    this.#core[PC] = addressOf(at);
    // Within an IT block the code that is called would be skipped.
    this.#core[CPSR] = (this.#saved[CPSR]! & ~(CPSR_IT | CPSR_T)) | (setOf(at) === "a32" ? 0 : CPSR_T);
    driver.writeCore(thread, this.#core);
    try {
      this.#runToTrap(thread, end);
      return this.#core[0]!;
    } finally {
      if (driver.state === "stopped") driver.writeCore(thread, this.#saved);
    }
  }

  /** Leaves the registers at the trap in `#core`. */
  #runToTrap(thread: ThreadId, end: number | undefined): void {
    const driver = this.#driver;
    for (;;) {
      this.#keeper.leave();
      driver.runOne(thread);
      const stop = driver.waitForStop(LONGEST_CALL, thread) ?? this.#interrupted(thread);
      if (isEnd(stop)) {
        throw new TargetError({
          code: "target-gone",
          message: "the program ended while one of its threads was borrowed",
          hint: "resume tells how it ended",
        });
      }
      if (stop.kind === "thread-exited" || stop.thread !== thread) {
        // Under qemu-arm other threads run on, and one that is at a trap comes to it again.
        if (stop.kind !== "trap") this.#keeper.keep(stop);
        continue;
      }
      driver.readCore(thread, this.#core);
      const pc = this.#core[PC]!;
      if (stop.kind === "signal" && INSTRUCTION_SIGNALS.has(stop.signal)) throw unexpectedStop(stop.signal, pc);
      const hasEnded = end === undefined ? this.#isTrap(pc) : pc === end;
      if (!hasEnded || stop.kind !== "trap") this.#keeper.keep(stop);
      // One signal after the other may come right before the trap.
      if (hasEnded) return;
    }
  }

  /** Ends a routine that does not end by itself. */
  #interrupted(thread: ThreadId): never {
    const driver = this.#driver;
    if (driver.canInterrupt) driver.interrupt();
    const stop = driver.canInterrupt ? driver.waitForStop(LONGEST_INTERRUPT) : undefined;
    const isStopped = driver.state === "stopped";
    const where = isStopped ? ` at 0x${driver.readRegister(thread, PC).toString(16)}` : "";
    const error = new TargetError({
      code: "unexpected-stop",
      message: `what thread ${thread} was borrowed for did not end within ${LONGEST_CALL / 1000} s${where}`,
      hint:
        stop === undefined
          ? "it could not be interrupted either: look whether the program, or its emulator, was stopped from outside"
          : "call only what ends soon",
    });
    if (stop === undefined) driver.giveUp(error);
    throw error;
  }

  #isTrap(address: number): boolean {
    return beginWithTrap(this.#driver.readSome(address, 4));
  }
}

function withoutLinux(): TargetError {
  return new TargetError({
    code: "unsupported",
    message:
      "the target has no Linux that could map memory and tell of its mappings: it looks like a machine without an operating system",
    hint: "programs of 32-bit ARM Linux can be followed, under qemu-arm or behind gdbserver; registers and memory of this target can be read, and code in it called",
  });
}

function setSystemCall(core: Uint32Array, number: number, args: readonly number[]): void {
  core.set(args.map(unsigned).slice(0, 7));
  core[R7] = number;
}

function unsigned(value: number): number {
  return value >>> 0;
}

function unexpectedStop(signal: number, pc: number): TargetError {
  return new TargetError({
    code: "unexpected-stop",
    message: `a routine that was called in the target ended with signal ${signal} at 0x${pc.toString(16)}`,
    hint: "the thread has its registers back, and can go on",
    address: pc,
  });
}
