import { isDeepStrictEqual } from "node:util";
import {
  AuxiliaryEntry,
  type ConnectOptions,
  connect,
  type GdbRemote,
  GdbRemoteError,
  QemuUser,
  type QemuUserOptions,
  type ThreadId as RemoteThreadId,
  type ResumeAction,
  type StopReply,
  signalNumberOfLinux,
} from "@armstalker/gdb-remote";
import { isWideThumb } from "@armstalker/isa";
import type { CodeAccess, Protection } from "@armstalker/slab-allocator";
import { TargetError } from "../errors.js";
import {
  FIRST_REALTIME_SIGNAL,
  isSystemCallError,
  MAP_FIXED_NOREPLACE,
  PRIVATE_MEMORY,
  protectionBits,
  SystemCall,
} from "../linux-arm.js";
import { parseMappings } from "../maps.js";
import type { Mapping, StopDecision, StopHandler, Target, TargetEnd, TargetStop, ThreadId } from "../target.js";
import { GdbCalls } from "./gdb-calls.js";
import { targetError } from "./gdb-errors.js";
import { GdbMaps } from "./gdb-maps.js";
import { ADDRESS_SPACE, GdbMemory } from "./gdb-memory.js";
import { GdbRegisters } from "./gdb-registers.js";
import { asError, endOfEmulator, isHangUp, lost, targetStop, tellsOfTheEnd, threadNumber } from "./gdb-stops.js";

/** Milliseconds that a wait blocks, and that waits block in all before the event loop has its turn. */
const SHORT_WAIT = 1;
const LONGEST_TURN = 20;
const DEFAULT_PAGE_SIZE = 4096;
const SIGTRAP = 5;
const SIGKILL = 9;
const PC = 15;

interface Run {
  readonly resolve: (stop: TargetStop) => void;
  readonly reject: (error: unknown) => void;
}

/** A program behind a debugger stub: under `qemu-arm`, or on whatever has a gdbserver. */
export class GdbTarget<Remote extends GdbRemote = GdbRemote> implements Target {
  /** The connection, for what the engine does not need: the program's streams, its files. Leave registers and resuming to this class. */
  readonly remote: Remote;
  readonly pageSize: number;
  readonly mainThread: ThreadId;
  readonly stopsTogether: boolean;
  stopHandler: StopHandler | null = null;

  readonly #registers: GdbRegisters;
  readonly #memory: GdbMemory;
  readonly #calls: GdbCalls;
  readonly #maps: GdbMaps;
  readonly #process: number;
  readonly #remoteIds: Map<ThreadId, RemoteThreadId> = new Map();
  /** Stops that came while a thread was borrowed. */
  readonly #kept: TargetStop[] = [];
  #codeAccess: CodeAccess | undefined;
  #mappings: readonly Mapping[] | undefined;
  #run: Run | undefined;
  #end: TargetEnd | undefined;
  #isKilled = false;
  /** Why the connection was closed from this side. */
  #fault: Error | undefined;
  /** Someone waits for an interrupt; or the handler wants to look; or only we do, to show a stop that is kept. */
  #isInterruptWanted = false;
  #isLookWanted = false;
  #isNudged = false;

  /** Starts an ARM program under `qemu-arm`, stopped before its first instruction. @throws {GdbRemoteError} `spawn-failed`, … */
  static async spawn(
    program: string,
    args: readonly string[] = [],
    options: QemuUserOptions = {},
  ): Promise<GdbTarget<QemuUser>> {
    return new GdbTarget(await QemuUser.spawn(program, args, options));
  }

  /** Connects to a stub at `host:port` or a socket's path. Blocks until that is done. @throws {GdbRemoteError} `connect-failed`, … */
  static connect(endpoint: string, options: ConnectOptions = {}): GdbTarget {
    return new GdbTarget(connect(endpoint, options));
  }

  /** Takes over a stub whose target is stopped. */
  constructor(remote: Remote) {
    this.remote = remote;
    try {
      this.#registers = new GdbRegisters(remote, true);
      const threads = remote.threads();
      const first = threads.find(({ process, thread }) => process === thread) ?? threads[0] ?? remote.currentThread();
      this.mainThread = threadNumber(first);
      this.#process = first.process;
      for (const id of threads) this.#remoteIds.set(threadNumber(id), id);
      this.stopsTogether = !isQemu(remote);
      this.pageSize = pageSizeOf(remote);
      this.#memory = new GdbMemory(remote, this.pageSize, (...args) => this.protect(...args));
    } catch (error) {
      remote.close();
      throw targetError(error);
    }
    this.#calls = new GdbCalls({
      remote,
      registers: this.#registers,
      pageSize: this.pageSize,
      interruptSignal: remote instanceof QemuUser ? remote.interruptSignal : undefined,
      readSome: (address, size) => this.#memory.readSome(address, size),
      keep: (stop) => this.#keep(stop),
      lose: (error) => {
        this.#fault = error;
        remote.close();
      },
    });
    this.#maps = new GdbMaps(remote, this.#memory, this.#calls);
  }

  get state(): "stopped" | "running" | "ended" {
    const { state } = this.remote;
    if (this.#end !== undefined || state === "exited" || state === "closed") return "ended";
    return state;
  }

  get codeAccess(): CodeAccess {
    this.#codeAccess ??= this.remote instanceof QemuUser ? "rwx" : this.#probeCodeAccess();
    return this.#codeAccess;
  }

  threads(): ThreadId[] {
    return this.#attempt(() =>
      this.remote.threads().map((id) => {
        const number = threadNumber(id);
        this.#remoteIds.set(number, id);
        return number;
      }),
    );
  }

  // Registers

  readCore(thread: ThreadId, into: Uint32Array): void {
    try {
      this.#registers.readCore(this.#remoteId(thread), into);
    } catch (error) {
      throw targetError(error);
    }
  }

  writeCore(thread: ThreadId, values: Uint32Array): void {
    try {
      this.#registers.writeCore(this.#remoteId(thread), values);
    } catch (error) {
      throw targetError(error);
    }
  }

  readRegister(thread: ThreadId, index: number): number {
    try {
      return this.#registers.readRegister(this.#remoteId(thread), index);
    } catch (error) {
      throw targetError(error);
    }
  }

  writeRegister(thread: ThreadId, index: number, value: number): void {
    try {
      this.#registers.writeRegister(this.#remoteId(thread), index, value);
    } catch (error) {
      throw targetError(error);
    }
  }

  readVector(thread: ThreadId): Uint8Array {
    return this.#attempt(() => this.#registers.readVector(this.#remoteId(thread)));
  }

  writeVector(thread: ThreadId, bytes: Uint8Array): void {
    this.#attempt(() => this.#registers.writeVector(this.#remoteId(thread), bytes));
  }

  // Memory

  readMemory(address: number, size: number): Uint8Array {
    try {
      return this.#memory.read(address, size);
    } catch (error) {
      throw targetError(error);
    }
  }

  readSome(address: number, size: number): Uint8Array {
    return this.#attempt(() => this.#memory.readSome(address, size));
  }

  peek(address: number, size: number): Uint8Array | null {
    return this.#memory.peek(address, size);
  }

  writeMemory(address: number, bytes: Uint8Array): void {
    try {
      this.#memory.write(address, bytes);
    } catch (error) {
      throw targetError(error);
    }
  }

  /**
   * As the kernel tells the program. Under qemu-arm 7.2, neighbours that the host holds as one mapping come as one, with the protection of
   * the first.
   */
  mappings(): Mapping[] {
    this.#mappings ??= this.#attempt(() =>
      parseMappings(this.#maps.read(this.#borrowed(), this.#process || this.mainThread)),
    );
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
    if (isSystemCallError(result)) return 0;
    if (at === 0 || result === at) {
      this.#memory.add(result, size, protection);
      return result;
    }
    this.#systemCall(SystemCall.munmap, [result, size]);
    return 0;
  }

  /** As a whole what {@link allocate} gave. */
  free(base: number, size: number): void {
    this.#memory.remove(base);
    this.#mustWork("unmap", base, size, this.#systemCall(SystemCall.munmap, [base, size]));
  }

  protect(base: number, size: number, protection: Protection): void {
    const result = this.#systemCall(SystemCall.mprotect, [base, size, protectionBits(protection)]);
    this.#mustWork(`make ${protection}`, base, size, result);
  }

  /** Nothing: stubs for programs flush what they write. */
  flushCode(_base: number, _size: number): void {}

  // Borrowed threads

  call(thread: ThreadId, at: number, args: readonly number[]): number {
    return this.#attempt(() => {
      this.#mappings = undefined;
      return this.#calls.call(this.#remoteId(thread), at, args);
    });
  }

  systemCall(thread: ThreadId, number: number, args: readonly number[]): number {
    return this.#attempt(() => {
      this.#mappings = undefined;
      return this.#calls.systemCall(this.#remoteId(thread), number, args);
    });
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
    this.#calls.giveUp((address & ~1) >>> 0);
    this.#attempt(() => this.remote.insertBreakpoint("software", (address & ~1) >>> 0, this.#sizeAt(address)));
  }

  removeBreakpoint(address: number): void {
    this.#attempt(() => this.remote.removeBreakpoint("software", (address & ~1) >>> 0, this.#sizeAt(address)));
  }

  /** How the protocol names the size of the instruction at an address: 4 in A32, 2 or 3 in T32. */
  #sizeAt(address: number): number {
    if ((address & 1) === 0) return 4;
    const first = this.remote.readMemory(address - 1, 2);
    return isWideThumb(first[0]! | (first[1]! << 8)) ? 3 : 2;
  }

  interrupt(purpose: "stay" | "look" = "stay"): boolean {
    if (this.state !== "running") return false;
    if (purpose === "look" && !this.remote.canInterrupt) return false;
    try {
      const isAsked = this.remote.interrupt();
      if (purpose === "stay") this.#isInterruptWanted = true;
      else this.#isLookWanted = true;
      return isAsked;
    } catch (error) {
      // Whoever waits for the stop is told of the end.
      if (tellsOfTheEnd(error, this.remote.fault)) return false;
      throw targetError(error);
    }
  }

  kill(): void {
    this.#isKilled = true;
    try {
      this.remote.kill();
    } catch {
      // Whoever is gone already need not be killed.
      this.remote.close();
    }
    this.#memory.close();
    // A stopped target has nobody who waits for a stop; its handler is told nevertheless.
    if (this.#run === undefined && this.#end === undefined) this.#ended({ kind: "terminated", signal: SIGKILL });
  }

  /**
   * Looks at an outcome of waiting, resumes, and so on: until a stop stays, the target runs for longer than a moment, or the event loop
   * must have its turn. Programs come to many stops in a row while their code is new.
   */
  #serve(first: StopReply | GdbRemoteError | undefined): void {
    try {
      const turnEnds = performance.now() + LONGEST_TURN;
      let outcome = first;
      for (;;) {
        let signal: number | undefined;
        let stop = outcome === undefined ? this.#endUnseen() : this.#stopOf(outcome);
        if (stop === undefined) stop = this.#kept.shift();
        for (; stop !== undefined; stop = signal === undefined ? this.#kept.shift() : undefined) {
          if (isEnd(stop)) {
            this.#finish(stop, outcome instanceof GdbRemoteError ? outcome : undefined);
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
          if (signal !== undefined) this.#joinKept(stop);
        }
        this.#resumeRemote(signal);
        outcome = performance.now() < turnEnds ? this.remote.waitForStopSync(SHORT_WAIT) : undefined;
        if (outcome === undefined) {
          this.remote.whenStopped((late) => this.#serve(late));
          return;
        }
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  #stopOf(outcome: StopReply | GdbRemoteError): TargetStop | undefined {
    if (outcome instanceof GdbRemoteError) throw outcome;
    const stop = targetStop(outcome, this.mainThread);
    if (stop?.kind === "trap" && this.#calls.wasLate(this.#remoteId(stop.thread))) return undefined;
    if (stop?.kind !== "interrupted") return stop;
    const isWanted = this.#isInterruptWanted || !(this.#isNudged || this.#isLookWanted);
    const isPassing = this.#isLookWanted;
    this.#isNudged = false;
    this.#isLookWanted = false;
    this.#isInterruptWanted = false;
    if (isWanted) return stop;
    return isPassing ? { ...stop, passing: true } : undefined;
  }

  /** The end, where it came while a thread was borrowed. */
  #endUnseen(): TargetStop | undefined {
    const { lastStop, state } = this.remote;
    if (state === "exited") return targetStop(lastStop, this.mainThread);
    return undefined;
  }

  #decide(stop: TargetStop): StopDecision {
    if (this.stopHandler === null) return { action: "stay" };
    this.#registers.hold();
    try {
      return this.stopHandler(stop);
    } finally {
      this.#registers.release();
    }
  }

  #resumeRemote(signal: number | undefined): void {
    const { remote } = this;
    this.#mappings = undefined;
    this.#registers.forget();
    if (signal === undefined) {
      remote.resume();
    } else {
      remote.resume(deliver(signal, remote.lastStop.kind === "stopped" ? remote.lastStop.thread : undefined));
    }
    // Where nobody can be interrupted what is kept waits for the next stop.
    if (this.#kept.length > 0 && remote.canInterrupt) {
      this.#isNudged = true;
      remote.interrupt();
    }
  }

  /**
   * What ended a turn that is no stop: the end of the target; or an error of the handler, which leaves the target as it is, so that an end is
   * told by the next resume.
   */
  #failed(error: unknown): void {
    if (this.state === "ended" && tellsOfTheEnd(error, this.#fault ?? this.remote.fault)) this.#finishUnasked();
    else this.#settle(undefined, targetError(error));
  }

  /** Tells of an end that did not come as a stop. */
  #finishUnasked(): void {
    const { state } = this.remote;
    const fault = this.#fault ?? this.remote.fault;
    if (state === "exited") this.#finish(this.#endUnseen() as TargetEnd, undefined);
    else this.#finish(lost(asError(fault)), fault);
  }

  /** Once the emulator has ended, all that the program wrote is out. */
  #finish(end: TargetEnd, error: unknown): void {
    const { remote } = this;
    if (this.#isKilled) {
      this.#ended({ kind: "terminated", signal: SIGKILL });
    } else if (remote instanceof QemuUser && (error === undefined || isHangUp(error))) {
      void remote.exited.then((exit) => this.#ended(end.kind === "lost" ? endOfEmulator(exit, end.cause) : end));
    } else {
      this.#ended(end);
    }
  }

  #ended(end: TargetEnd): void {
    this.#end = end;
    // An emulator of ours that cannot be asked any more would wait for ever.
    if (end.kind === "lost") this.remote.close();
    this.#memory.close();
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

  #keep(reply: StopReply): void {
    let stop = this.#stopOf(reply);
    if (stop === undefined) return;
    // Sent by somebody: at an instruction of the program's it would be seen again, and at one of ours it is none of the program's.
    if (stop.kind === "trap") stop = { kind: "signal", thread: stop.thread, signal: SIGTRAP };
    if (isQueued(stop) || !this.#kept.some((one) => isDeepStrictEqual(one, stop))) this.#kept.push(stop);
  }

  /** Of a signal that is delivered now, one that is kept is the same. */
  #joinKept(stop: TargetStop): void {
    if (isQueued(stop)) return;
    const index = this.#kept.findIndex((one) => isDeepStrictEqual(one, stop));
    if (index >= 0) this.#kept.splice(index, 1);
  }

  #remoteId(thread: ThreadId): RemoteThreadId {
    let id = this.#remoteIds.get(thread);
    if (id === undefined) {
      id = { process: this.#process, thread };
      this.#remoteIds.set(thread, id);
    }
    return id;
  }

  /** The thread that makes system calls for no thread in particular: one that is surely stopped. */
  #borrowed(): RemoteThreadId {
    const { lastStop } = this.remote;
    return (lastStop.kind === "stopped" ? lastStop.thread : undefined) ?? this.#remoteId(this.mainThread);
  }

  #systemCall(number: number, args: readonly number[]): number {
    return this.#attempt(() => {
      this.#mappings = undefined;
      return this.#calls.systemCall(this.#borrowed(), number, args);
    });
  }

  #mustWork(what: string, base: number, size: number, result: number): void {
    if (!isSystemCallError(result)) return;
    throw new TargetError({
      code: "unsupported",
      message: `the kernel refused to ${what} ${size} bytes at 0x${base.toString(16)}: error ${ADDRESS_SPACE - result}`,
      hint: "give whole pages that are mapped",
      address: base,
    });
  }

  /** Writes what is there over an instruction at PC. */
  #probeCodeAccess(): CodeAccess {
    return this.#attempt(() => {
      const pc = this.#registers.readRegister(this.#borrowed(), PC);
      try {
        this.remote.writeMemory(pc, this.remote.readMemory(pc, 2));
        return "write-through";
      } catch (error) {
        if (error instanceof GdbRemoteError && error.code === "memory-fault") return "rwx";
        throw error;
      }
    });
  }

  #attempt<Result>(body: () => Result): Result {
    try {
      return body();
    } catch (error) {
      throw targetError(error);
    }
  }
}

function isEnd(stop: TargetStop): stop is TargetEnd {
  return stop.kind === "exited" || stop.kind === "terminated" || stop.kind === "lost";
}

/** Whether it comes as often as it was sent: what is pending already is not queued, but for real-time signals. */
function isQueued(stop: TargetStop): boolean {
  return stop.kind === "signal" && stop.signal >= FIRST_REALTIME_SIGNAL;
}

/** Everything runs on; the thread that stopped gets a signal. */
function deliver(signal: number, thread: RemoteThreadId | undefined): ResumeAction[] {
  const number = signalNumberOfLinux(signal);
  if (number === undefined) {
    throw new TargetError({
      code: "invalid-argument",
      message: `${signal} is no signal of Linux`,
      hint: "give 1 to 64, or leave it out",
    });
  }
  const action: ResumeAction = { kind: "continue", signal: number };
  return thread === undefined ? [action] : [{ ...action, thread }, { kind: "continue" }];
}

/** The stub of QEMU, wherever it runs: nobody else knows this request. */
function isQemu(remote: GdbRemote): boolean {
  return remote instanceof QemuUser || remote.request("qqemu.sstepbits").length > 0;
}

function pageSizeOf(remote: GdbRemote): number {
  if (remote.features.get("qXfer:auxv:read") !== true) return DEFAULT_PAGE_SIZE;
  return Number(remote.readAuxiliaryVector().get(AuxiliaryEntry.PAGESZ) ?? BigInt(DEFAULT_PAGE_SIZE));
}
