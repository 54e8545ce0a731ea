import { ArmWriter, type DoubleRegisterLike, mem, writeBack } from "@armstalker/arm-writer";
import { AuxiliaryEntry } from "@armstalker/gdb-remote";
import { type Address, addressOf, type CodeAddress, codeAddress, setOf } from "@armstalker/isa";
import type { StopKeeper, TargetDriver } from "./driver.js";
import { TargetError } from "./errors.js";
import {
  A32_TRAP_IMMEDIATE,
  beginWithTrap,
  ENGINE_MEMORY,
  INSTRUCTION_SIGNALS,
  isSystemCallError,
  PRIVATE_MEMORY,
  protectionBits,
  SA_RESTART,
  SIGNAL_SET_BYTES,
  SystemCall,
} from "./linux-arm.js";
import { systemCallInstructions } from "./system-call-search.js";
import { CORE_WORDS, CPSR, CPSR_IT, CPSR_T, isEnd, LR, PC, R7, type ThreadId, VECTOR_BYTES } from "./target.js";
import { readWord, writeWord } from "./words.js";

/** Milliseconds after which a routine counts as endless, and after which a thread must have been interrupted. */
const LONGEST_CALL = 5000;
const LONGEST_INTERRUPT = 2000;
/** AT_HWCAP: the processor has d16 to d31 too (asm/hwcap.h). */
const HWCAP_VFPD32 = 1 << 19;
/** The offset of the flags in a struct sigaction. */
const FLAGS_OF_ACTION = 4;
/** The number of places that are tried for the first system call. */
const MOST_ATTEMPTS = 8;

/** The routines in the memory that the loop has mapped. */
interface Routines {
  /** A system call and a trap: a thread that gets a signal whenever it runs is at the trap all the same. */
  readonly systemCall: CodeAddress;
  /** They keep SP, and return to LR. */
  readonly systemCallAtDoor: CodeAddress;
  readonly readFile: CodeAddress;
  /** A trap to return to. */
  readonly trap: CodeAddress;
  /** They exchange d0 to d31 and FPSCR with {@link data}. Null where the processor has fewer registers. */
  readonly vector: { readonly read: CodeAddress; readonly write: CodeAddress } | null;
  /** A page of data. */
  readonly data: Address;
}

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
    const { readFile, trap } = this.#ownRoutines(thread);
    this.#core.set([path, buffer, size]);
    const result = this.#driver.callAtDoor?.(thread, readFile, this.#core, trap);
    return (
      result ??
      this.#borrow(thread, readFile, (core) => {
        core.set([path, buffer, size]);
        core[LR] = trap;
      })
    );
  }

  /** The vector registers of a thread that stands at its door, as `Target.readVector` gives them; undefined where the driver has to read them. */
  readVector(thread: ThreadId): Uint8Array | undefined {
    const routines = this.#routines;
    if (routines?.vector == null || !this.#callAtDoor(thread, routines.vector.read, routines)) return undefined;
    return this.#driver.readMemory(routines.data, VECTOR_BYTES);
  }

  /** False where the driver has to write them. */
  writeVector(thread: ThreadId, bytes: Uint8Array): boolean {
    const routines = this.#routines;
    if (routines?.vector == null || bytes.length !== VECTOR_BYTES || this.#driver.stoppedThread !== thread)
      return false;
    this.#driver.writeMemory(routines.data, bytes);
    return this.#callAtDoor(thread, routines.vector.write, routines);
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
    const { base, canWrite } = this.#firstPage(thread);
    const { code, ...routines } = ownRoutines(base, this.#driver.pageSize, this.#hasDoublewords());
    try {
      this.#driver.writeMemory(base, code);
    } catch (cause) {
      throw new TargetError({
        code: "unsupported",
        message: `code cannot be written to the target's memory${canWrite ? "" : ", and it has no pages that are writable and executable"}`,
        hint: "use a stub that writes to read-only pages, as gdbserver does, or lift what forbids such pages (SELinux: execmem)",
        cause,
      });
    }
    this.#routines = routines;
    this.#restartAfterInterrupts(thread, routines.data);
    return routines;
  }

  /** True if the program's processor has d0 to d31. */
  #hasDoublewords(): boolean {
    return (Number(this.#driver.readAuxiliaryVector().get(AuxiliaryEntry.HWCAP) ?? 0n) & HWCAP_VFPD32) !== 0;
  }

  /** Makes the kernel go on with system calls that the loop interrupts. @param scratch - memory for a struct sigaction */
  #restartAfterInterrupts(thread: ThreadId, scratch: number): void {
    const { interruptSignal } = this.#driver;
    if (interruptSignal === undefined) return;
    this.systemCall(thread, SystemCall.rt_sigaction, [interruptSignal, 0, scratch, SIGNAL_SET_BYTES]);
    const flags = scratch + FLAGS_OF_ACTION;
    writeWord(this.#driver, flags, readWord(this.#driver, flags) | SA_RESTART);
    this.systemCall(thread, SystemCall.rt_sigaction, [interruptSignal, scratch, 0, SIGNAL_SET_BYTES]);
  }

  /** Maps a page for routines, and one for data. */
  #firstPage(thread: ThreadId): { base: number; canWrite: boolean } {
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
          2 * pageSize,
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

/** @param hasDoublewords - true if the processor has d0 to d31 */
function ownRoutines(
  base: number,
  pageSize: number,
  hasDoublewords: boolean,
): Routines & { readonly code: Uint8Array } {
  const writer = new ArmWriter({ pc: base });
  const { asm } = writer;
  const place = (): CodeAddress => codeAddress(writer.pc, "a32");
  const systemCall = place();
  asm.svc(0);
  const trap = place();
  asm.udf(A32_TRAP_IMMEDIATE);
  const systemCallAtDoor = place();
  asm.svc(0);
  asm.bx("lr");
  const readFile = place();

  // r0: path, r1: buffer, r2: its size. Returns bytes read, or a negated error number.
  asm.mov("r4", "r1"); // where the next bytes go
  asm.mov("r5", "r2"); // room
  asm.mov("r6", "r1"); // where the first went
  asm.mov("r1", 0); // O_RDONLY
  asm.mov("r2", 0);
  asm.mov("r7", SystemCall.open);
  asm.svc(0);
  asm.cmp("r0", 0);
  asm.b("end", { condition: "lt" });
  asm.mov("r8", "r0");
  writer.putLabel("more");
  asm.mov("r0", "r8");
  asm.mov("r1", "r4");
  asm.mov("r2", "r5");
  asm.mov("r7", SystemCall.read);
  asm.svc(0);
  asm.cmp("r0", 0);
  asm.add("r4", "r4", "r0", { condition: "gt" });
  asm.sub("r5", "r5", "r0", { condition: "gt" });
  asm.b("more", { condition: "gt" });
  asm.mov("r9", "r0"); // 0: the end, or no room
  asm.mov("r0", "r8");
  asm.mov("r7", SystemCall.close);
  asm.svc(0);
  asm.mov("r0", "r9");
  asm.cmp("r9", 0);
  asm.sub("r0", "r4", "r6", { condition: "eq" });
  writer.putLabel("end");
  asm.bx("lr");
  const data = (base + pageSize) as Address;
  const vector = hasDoublewords ? putVectorRoutines(writer) : null;
  writer.flush();
  return { code: writer.toBytes(), systemCall, systemCallAtDoor, readFile, trap, vector, data };
}

/** r0: the address of `VECTOR_BYTES`. */
function putVectorRoutines(writer: ArmWriter): { readonly read: CodeAddress; readonly write: CodeAddress } {
  const { asm } = writer;
  const low = Array.from({ length: 16 }, (_, number) => `d${number}` as DoubleRegisterLike);
  const high = Array.from({ length: 16 }, (_, number) => `d${number + 16}` as DoubleRegisterLike);
  const read = codeAddress(writer.pc, "a32");
  asm.vstm(writeBack("r0"), low);
  asm.vstm(writeBack("r0"), high);
  asm.vmrs("r1", "fpscr");
  asm.str("r1", mem("r0"));
  asm.bx("lr");
  const write = codeAddress(writer.pc, "a32");
  asm.vldm(writeBack("r0"), low);
  asm.vldm(writeBack("r0"), high);
  asm.ldr("r1", mem("r0"));
  asm.vmsr("fpscr", "r1");
  asm.bx("lr");
  return { read, write };
}
