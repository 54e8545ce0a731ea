import { addressOf, type CodeAddress } from "@armstalker/isa";
import type { CodeAccess, Protection } from "@armstalker/slab-allocator";
import { BorrowedThreads } from "./borrowed-threads.js";
import type { DoorPlace } from "./doors/door.js";
import type { DriverStop, StopKeeper, TargetDriver } from "./driver.js";
import { TargetError } from "./errors.js";
import { isQueued, type KeptStop, KeptStops } from "./kept-stops.js";
import {
  INSTRUCTION_SIGNALS,
  isSystemCallError,
  MAP_FIXED_NOREPLACE,
  PRIVATE_MEMORY,
  protectionBits,
  Signal,
  SystemCall,
} from "./linux-arm.js";
import { parseMappings, SHARED_MEMORY_NAME, withMapping, withoutRange, withProtection } from "./maps.js";
import { ProgramMaps } from "./program-maps.js";
import { type MappingProgram, type SharedMapping, shareWith } from "./shared-mapping.js";
import {
  ADDRESS_SPACE,
  isEnd,
  type Mapping,
  type StopDecision,
  type StopHandler,
  type Target,
  type TargetEnd,
  type TargetStop,
  type ThreadId,
} from "./target.js";

/** Milliseconds that a wait blocks, and that waits block in all before the event loop has its turn. */
const SHORT_WAIT = 1;
const LONGEST_TURN = 20;
/** Calls that change which signals a thread blocks. */
const MASKING_CALLS: ReadonlySet<number> = new Set([SystemCall.sigprocmask, SystemCall.rt_sigprocmask]);

interface Run {
  readonly resolve: (stop: TargetStop) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A target made of a driver. The loop hands stops to the handler and resumes, keeps stops that come while a thread is borrowed, and maps memory by
 * system calls that it has the program make.
 */
export class StopLoop implements Target {
  readonly pageSize: number;
  readonly mainThread: ThreadId;
  readonly stopsTogether: boolean;
  stopHandler: StopHandler | null = null;

  readonly #driver: TargetDriver;
  readonly #borrowed: BorrowedThreads;
  readonly #maps: ProgramMaps;
  readonly #kept: KeptStops = new KeptStops();
  readonly #sharing: MappingProgram;
  #codeAccess: CodeAccess | undefined;
  /** The map as it was last read, with what the loop has changed since. Undefined once the program may have changed it. */
  #mappings: readonly Mapping[] | undefined;
  #run: Run | undefined;
  #end: TargetEnd | undefined;
  #isKilled = false;
  /** The reason for the interrupt that was asked for: a caller waits; the handler wants a look; the loop has a kept stop to hand out. */
  #isInterruptWanted = false;
  #isLookWanted = false;
  #isNudged = false;

  /** @param driver - its program is stopped. It belongs to the loop from here on. */
  constructor(driver: TargetDriver) {
    this.#driver = driver;
    this.pageSize = driver.pageSize;
    this.mainThread = driver.mainThread;
    this.stopsTogether = driver.stopsTogether;
    const keeper: StopKeeper = { keep: (stop) => this.#keep(stop), leave: () => this.#kept.leave() };
    this.#borrowed = new BorrowedThreads(driver, keeper);
    driver.keepBy?.(keeper);
    this.#maps = new ProgramMaps(driver, this.#borrowed);
    this.#sharing = {
      readMemory: (address, size) => driver.readMemory(address, size),
      mapFile: (path, args) => this.#borrowed.mapFile(this.#anyThread(), path, args),
      unmap: (base, size) => {
        this.#systemCall(SystemCall.munmap, [base, size]);
      },
    };
  }

  get state(): "stopped" | "running" | "ended" {
    return this.#end === undefined ? this.#driver.state : "ended";
  }

  get codeAccess(): CodeAccess {
    this.#codeAccess ??= this.#driver.codeAccess;
    return this.#codeAccess;
  }

  threads(): ThreadId[] {
    return this.#driver.threads();
  }

  // Registers

  readCore(thread: ThreadId, into: Uint32Array): void {
    this.#driver.readCore(thread, into);
  }

  writeCore(thread: ThreadId, values: Uint32Array): void {
    this.#driver.writeCore(thread, values);
  }

  readRegister(thread: ThreadId, index: number): number {
    return this.#driver.readRegister(thread, index);
  }

  writeRegister(thread: ThreadId, index: number, value: number): void {
    this.#driver.writeRegister(thread, index, value);
  }

  readVector(thread: ThreadId): Uint8Array {
    return this.#borrowed.readVector(thread) ?? this.#driver.readVector(thread);
  }

  writeVector(thread: ThreadId, bytes: Uint8Array): void {
    if (!this.#borrowed.writeVector(thread, bytes)) this.#driver.writeVector(thread, bytes);
  }

  // Memory

  readMemory(address: number, size: number): Uint8Array {
    return this.#driver.readMemory(address, size);
  }

  readSome(address: number, size: number): Uint8Array {
    return this.#driver.readSome(address, size);
  }

  peek(address: number, size: number): Uint8Array | null {
    return this.#driver.peek(address, size);
  }

  writeMemory(address: number, bytes: Uint8Array): void {
    this.#driver.writeMemory(address, bytes);
  }

  /**
   * The mappings as the kernel tells them to the program. Under qemu-arm 7.2, neighbours that the host holds as one mapping come as one, with
   * the protection of the first.
   */
  mappings(): Mapping[] {
    this.#mappings ??= parseMappings(this.#maps.read(this.#anyThread()));
    return [...this.#mappings];
  }

  allocate(size: number, protection: Protection, at: number): number {
    const result = this.#systemCall(SystemCall.mmap2, [
      at,
      size,
      protectionBits(protection),
      at === 0 ? PRIVATE_MEMORY : PRIVATE_MEMORY | MAP_FIXED_NOREPLACE,
      -1,
      0,
    ]);
    if (!isSystemCallError(result)) {
      if (at === 0 || result === at) {
        this.#driver.memoryMapped(result, size, protection);
        this.#noteMapping(result, size, protection, "");
        return result;
      }
      this.#systemCall(SystemCall.munmap, [result, size]);
    }
    // Another thread may have been quicker.
    this.#mappings = undefined;
    return 0;
  }

  #noteMapping(base: number, size: number, protection: Protection, path: string): void {
    if (this.#mappings === undefined) return;
    this.#mappings = withMapping(this.#mappings, { base, size: this.#wholePages(size), protection, path, offset: 0 });
  }

  #wholePages(size: number): number {
    return Math.ceil(size / this.pageSize) * this.pageSize;
  }

  share(size: number, protection: Protection, at: number): SharedMapping | null {
    if (!this.#driver.isLocal || protection[0] !== "r") return null;
    const shared = shareWith(this.#sharing, size, protection, at);
    if (shared === null) this.#mappings = undefined;
    else {
      this.#driver.memoryMapped(shared.base, size, protection, new Uint8Array(shared.memory.buffer));
      this.#noteMapping(shared.base, size, protection, SHARED_MEMORY_NAME);
    }
    return shared;
  }

  get hasDoors(): boolean {
    return this.#driver.openDoor !== undefined;
  }

  openDoor(thread: ThreadId, place: DoorPlace): Uint8Array {
    const routine = this.#driver.openDoor?.(thread, place);
    if (routine !== undefined) return routine;
    throw new TargetError({
      code: "unsupported",
      message: "threads of this target leave generated code by traps only",
      hint: "look at hasDoors first: a qemu-arm that this process has started has doors",
    });
  }

  closeDoor(thread: ThreadId): void {
    this.#driver.closeDoor?.(thread);
  }

  free(base: number, size: number): void {
    this.#driver.memoryUnmapped(base);
    this.#mustWork("unmap", base, size, this.#systemCall(SystemCall.munmap, [base, size]));
    if (this.#mappings !== undefined) this.#mappings = withoutRange(this.#mappings, base, this.#wholePages(size));
  }

  protect(base: number, size: number, protection: Protection): void {
    const result = this.#systemCall(SystemCall.mprotect, [base, size, protectionBits(protection)]);
    this.#mustWork(`make ${protection}`, base, size, result);
    if (this.#mappings === undefined) return;
    this.#mappings = withProtection(this.#mappings, base, this.#wholePages(size), protection);
  }

  flushCode(base: number, size: number): void {
    this.#driver.flushCode(base, size);
  }

  // Borrowed threads

  call(thread: ThreadId, at: number, args: readonly number[]): number {
    this.#mappings = undefined;
    return this.#borrowed.call(thread, at as CodeAddress, args);
  }

  systemCall(thread: ThreadId, number: number, args: readonly number[]): number {
    this.#mappings = undefined;
    const result = this.#borrowed.systemCall(thread, number, args);
    if (MASKING_CALLS.has(number)) this.#kept.becomeLate();
    return result;
  }

  // Execution

  resume(): Promise<TargetStop> {
    return new Promise((resolve, reject) => {
      if (this.#run !== undefined) {
        throw new TargetError({ code: "running", message: "the target runs already", hint: "wait for its stop" });
      }
      if (this.#end !== undefined) {
        throw new TargetError({ code: "target-gone", message: "the target has ended", hint: "start another" });
      }
      this.#run = { resolve, reject };
      this.#serve(undefined);
    });
  }

  insertBreakpoint(address: number): void {
    const code = address as CodeAddress;
    this.#borrowed.giveUp(addressOf(code));
    this.#driver.insertBreakpoint(code);
  }

  removeBreakpoint(address: number): void {
    this.#driver.removeBreakpoint(address as CodeAddress);
  }

  interrupt(purpose: "stay" | "look" = "stay"): boolean {
    if (this.state !== "running") return false;
    if (purpose === "look" && !this.#driver.canInterrupt) return false;
    try {
      const isAsked = this.#driver.interrupt();
      if (purpose === "stay") this.#isInterruptWanted = true;
      else this.#isLookWanted = true;
      return isAsked;
    } catch (error) {
      // The wait for the stop resolves with the end.
      if (this.#driver.tellsOfTheEnd(error)) return false;
      throw error;
    }
  }

  kill(): void {
    this.#isKilled = true;
    this.#driver.kill();
    // No caller waits for a stop of a stopped target. Its handler is called nevertheless.
    if (this.#run === undefined && this.#end === undefined) this.#ended({ kind: "terminated", signal: Signal.KILL });
  }

  /**
   * Looks at an outcome of waiting, resumes, and so on: until a stop stays, the target runs for longer than a moment, or the event loop
   * must have its turn. Programs come to many stops in a row while their code is new.
   */
  #serve(first: DriverStop | Error | undefined): void {
    try {
      const turnEnds = performance.now() + LONGEST_TURN;
      let outcome = first;
      for (;;) {
        let signal: number | undefined;
        let stop = outcome === undefined ? this.#driver.end : this.#stopOf(outcome);
        if (stop === undefined) stop = this.#nextKept();
        for (; stop !== undefined; stop = signal === undefined ? this.#nextKept() : undefined) {
          if (isEnd(stop)) {
            this.#finish(stop);
            return;
          }
          const decision = this.#decide(stop);
          // The target may have ended while the stop was handled, whatever the handler made of it.
          if (this.state === "ended") {
            this.#finishUnasked();
            return;
          }
          if (decision.action === "stay") {
            this.#settle(stop);
            return;
          }
          ({ signal } = decision);
          if (signal !== undefined) this.#kept.join(stop);
        }
        this.#resumeDriver(signal);
        outcome = performance.now() < turnEnds ? this.#driver.waitForStop(SHORT_WAIT) : undefined;
        if (outcome === undefined) {
          this.#driver.whenStopped((late) => this.#serve(late));
          return;
        }
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  /** The stop for the handler. Undefined if the stop is the loop's own, or the driver's. */
  #stopOf(stop: DriverStop | Error): TargetStop | undefined {
    if (stop instanceof Error) throw stop;
    if (stop.kind === "event") return undefined;
    if (stop.kind === "trap" && this.#borrowed.wasLate(stop.thread)) return undefined;
    if (stop.kind !== "interrupted") return stop;
    const isWanted = this.#isInterruptWanted || !(this.#isNudged || this.#isLookWanted);
    const isPassing = this.#isLookWanted;
    this.#isNudged = false;
    this.#isLookWanted = false;
    this.#isInterruptWanted = false;
    if (isWanted) return stop;
    return isPassing ? { ...stop, passing: true } : undefined;
  }

  /**
   * The next kept stop that the handler can be told of. A signal that the handler delivers reaches its thread even if the thread blocks the signal: under
   * qemu-arm its handler then runs on top of another that blocks it, and a kernel reports the signal a second time. So a signal that its thread may block
   * by now, or that is another thread's than the stopped one, is sent again instead: the kernel reports the signal when the thread can take it.
   */
  #nextKept(): TargetStop | undefined {
    for (let rest = this.#kept.size; ; rest--) {
      const ready = this.#kept.take((kept) => this.#isReady(kept));
      if (ready !== undefined || rest === 0) return ready;
      const stop = this.#kept.take(() => true);
      if (stop?.kind !== "signal") return stop;
      const result = this.#systemCall(SystemCall.tgkill, [this.mainThread, stop.thread, stop.signal]);
      // A thread that has ended takes its signals along.
      if (isSystemCallError(result) && stop.thread === this.#anyThread()) return stop;
    }
  }

  #isReady({ stop, isLate }: KeptStop): boolean {
    // A borrowed thread that gets one of an instruction's signals is taken for one that has faulted: those are not sent again.
    if (stop.kind !== "signal" || INSTRUCTION_SIGNALS.has(stop.signal)) return true;
    if (stop.thread !== this.#anyThread()) return false;
    if (!isLate) return true;
    // Under qemu-arm, which does not stop threads together, a stop takes milliseconds. The signal of a fast timer comes again while the loop sends it again,
    // and the program would never run. The handler gets the signal at once there if the emulator is about to deliver it: its thread does not block it.
    return !this.stopsTogether && !isQueued(stop) && this.#kept.isAt(stop);
  }

  #decide(stop: TargetStop): StopDecision {
    if (this.stopHandler === null) return { action: "stay" };
    this.#driver.holdRegisters();
    try {
      return this.stopHandler(stop);
    } finally {
      this.#driver.releaseRegisters();
    }
  }

  #resumeDriver(signal: number | undefined): void {
    const driver = this.#driver;
    this.#mappings = undefined;
    this.#kept.becomeLate();
    this.#kept.leave();
    driver.runAll(signal);
    // Where the program cannot be interrupted, a kept stop waits for the next one.
    if (this.#kept.size > 0 && driver.canInterrupt) {
      this.#isNudged = true;
      driver.interrupt();
    }
  }

  /**
   * Handles an error that ended a turn. It is the end of the target, or an error of the handler. The handler's leaves the target as it is, so that the
   * next resume tells an end.
   */
  #failed(error: unknown): void {
    if (this.state === "ended" && this.#driver.tellsOfTheEnd(error)) this.#finishUnasked();
    else this.#settle(undefined, error);
  }

  /** Tells of an end that did not come as a stop. */
  #finishUnasked(): void {
    this.#finish(this.#driver.end ?? this.#end ?? { kind: "terminated", signal: Signal.KILL });
  }

  #finish(end: TargetEnd): void {
    const told: TargetEnd = { kind: "terminated", signal: Signal.KILL };
    const complete = this.#isKilled ? told : this.#driver.complete(end);
    if (complete instanceof Promise) void complete.then((last) => this.#ended(last));
    else this.#ended(complete);
  }

  #ended(end: TargetEnd): void {
    this.#end = end;
    this.#driver.close();
    try {
      this.stopHandler?.(end);
      this.#settle(end);
    } catch (error) {
      this.#settle(undefined, error);
    }
  }

  #settle(stop: TargetStop | undefined, error?: unknown): void {
    const run = this.#run;
    this.#run = undefined;
    if (stop === undefined) run?.reject(error);
    else run?.resolve(stop);
  }

  #keep(reply: DriverStop): void {
    const stop = this.#stopOf(reply);
    if (stop === undefined) return;
    // Somebody has sent the signal: a trap of the program's own would be seen again, and one of the loop's own is not the program's.
    this.#kept.keep(stop.kind === "trap" ? { kind: "signal", thread: stop.thread, signal: Signal.TRAP } : stop);
  }

  /** The thread that makes system calls for no thread in particular: one that is surely stopped. */
  #anyThread(): ThreadId {
    return this.#driver.stoppedThread ?? this.mainThread;
  }

  /** Makes a system call of the loop's own, which changes no mappings but those that the caller notes. */
  #systemCall(number: number, args: readonly number[]): number {
    return this.#borrowed.systemCall(this.#anyThread(), number, args);
  }

  #mustWork(what: string, base: number, size: number, result: number): void {
    if (!isSystemCallError(result)) return;
    this.#mappings = undefined;
    throw new TargetError({
      code: "unsupported",
      message: `the kernel refused to ${what} ${size} bytes at 0x${base.toString(16)}: error ${ADDRESS_SPACE - result}`,
      hint: "give whole pages that are mapped",
      address: base,
    });
  }
}
