import { readdirSync } from "node:fs";
import {
  AuxiliaryEntry,
  type AuxiliaryVector,
  type GdbRemote,
  GdbRemoteError,
  hasCode,
  QemuUser,
  type ThreadId as RemoteThreadId,
  type ResumeAction,
  type StopReply,
  signalNumberOfLinux,
} from "@armstalker/gdb-remote";
import { addressOf, type CodeAddress, isWideThumb, setOf } from "@armstalker/isa";
import type { CodeAccess, Protection } from "@armstalker/slab-allocator";
import type { DoorableDriver } from "../doors/door-driver.js";
import type { DriverStop } from "../driver.js";
import { TargetError } from "../errors.js";
import { PC, type TargetEnd, type ThreadId } from "../target.js";
import { targetError } from "./gdb-errors.js";
import { GdbMemory } from "./gdb-memory.js";
import { GdbRegisters } from "./gdb-registers.js";
import { asError, driverStop, endOfEmulator, isHangUp, lost, tellsOfTheEnd, threadNumber } from "./gdb-stops.js";

const DEFAULT_PAGE_SIZE = 4096;

/** The way to a program by a debugger stub. */
export class GdbDriver implements DoorableDriver {
  readonly pageSize: number;
  readonly mainThread: ThreadId;
  readonly stopsTogether: boolean;
  readonly hasLinux: boolean;
  readonly isLocal: boolean;
  /** Gives pages of the program a protection. The loop sets this function, as it can make the program's system calls. */
  reprotect: (base: number, size: number, protection: Protection) => void = () => {};

  readonly #remote: GdbRemote;
  readonly #registers: GdbRegisters;
  readonly #memory: GdbMemory;
  readonly #process: number;
  readonly #remoteIds: Map<ThreadId, RemoteThreadId> = new Map();
  /** The thread that was let run alone: stubs with one thread do not name it. */
  #lastRun: ThreadId;
  /** The threads of an emulator that are none of the program's. */
  readonly #foreignTasks: ReadonlySet<ThreadId>;
  #vector: AuxiliaryVector | undefined;
  /** Why the connection was closed from this side. */
  #fault: Error | undefined;

  constructor(remote: GdbRemote) {
    this.#remote = remote;
    try {
      this.#registers = new GdbRegisters(remote, true);
      const threads = remote.threads();
      const first = threads.find(({ process, thread }) => process === thread) ?? threads[0] ?? remote.currentThread();
      this.mainThread = threadNumber(first);
      this.#lastRun = this.mainThread;
      this.#process = first.process;
      for (const id of threads) this.#remoteIds.set(threadNumber(id), id);
      const tasks = remote instanceof QemuUser ? tasksOf(remote) : [];
      this.#foreignTasks = new Set(tasks.filter((id) => !this.#remoteIds.has(id)));
      this.stopsTogether = !isQemu(remote);
      this.isLocal = remote instanceof QemuUser;
      this.hasLinux = tellsOfLinux(remote);
      this.pageSize = Number(this.#auxiliaryVector().get(AuxiliaryEntry.PAGESZ) ?? DEFAULT_PAGE_SIZE);
      this.#memory = new GdbMemory(remote, this.pageSize, (...args) => this.reprotect(...args));
    } catch (error) {
      remote.close();
      throw targetError(error);
    }
  }

  get state(): "stopped" | "running" | "ended" {
    const { state } = this.#remote;
    return state === "exited" || state === "closed" ? "ended" : state;
  }

  get end(): TargetEnd | undefined {
    const { state, lastStop } = this.#remote;
    if (state === "exited") return driverStop(lastStop, this.mainThread) as TargetEnd;
    return state === "closed" ? lost(asError(this.#fault ?? this.#remote.fault)) : undefined;
  }

  get stoppedThread(): ThreadId | undefined {
    const { lastStop } = this.#remote;
    return lastStop.kind === "stopped" && lastStop.thread !== undefined ? threadNumber(lastStop.thread) : undefined;
  }

  /** For a stub that is not known the driver finds out: it writes an instruction over itself at PC. */
  get codeAccess(): CodeAccess {
    if (this.#remote instanceof QemuUser) return "rwx";
    const pc = this.readRegister(this.stoppedThread ?? this.mainThread, PC);
    return this.#attempt(() => {
      try {
        this.#remote.writeMemory(pc, this.#remote.readMemory(pc, 2));
        return "write-through";
      } catch (error) {
        if (hasCode(error, "memory-fault")) return "rwx";
        throw error;
      }
    });
  }

  threads(): ThreadId[] {
    return this.#attempt(() =>
      this.#remote.threads().map((id) => {
        const number = threadNumber(id);
        this.#remoteIds.set(number, id);
        return number;
      }),
    );
  }

  /** The emulator has a host's thread for each thread of the program, with its number. */
  runningThreads(): ThreadId[] {
    return tasksOf(this.#remote as QemuUser).filter((id) => !this.#foreignTasks.has(id));
  }

  // Registers

  holdRegisters(): void {
    this.#registers.hold();
  }

  releaseRegisters(): void {
    this.#attempt(() => this.#registers.release());
  }

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

  readRunning(address: number, size: number): Uint8Array | undefined {
    return this.#memory.readRunning(address, size);
  }

  readSomeRunning(address: number, size: number): Uint8Array | undefined {
    return this.#memory.readSomeRunning(address, size);
  }

  writeRunning(address: number, bytes: Uint8Array): boolean {
    return this.#memory.writeRunning(address, bytes);
  }

  writeMemory(address: number, bytes: Uint8Array): void {
    try {
      this.#memory.write(address, bytes);
    } catch (error) {
      throw targetError(error);
    }
  }

  /** Nothing: stubs for programs flush what they write. */
  flushCode(_base: number, _size: number): void {}

  memoryMapped(base: number, size: number, protection: Protection, shared?: Uint8Array): void {
    this.#memory.add(base, size, protection, shared);
  }

  memoryUnmapped(base: number): void {
    this.#memory.remove(base);
  }

  /** From the stub's files, where it has some. Those of qemu-arm are the emulator's own. */
  readMemoryMap(): string | undefined {
    const remote = this.#remote;
    if (remote instanceof QemuUser) return undefined;
    return this.#attempt(() => {
      try {
        const text = remote.files.readFile(`/proc/${this.#process || this.mainThread}/maps`);
        // A program that was killed has no mappings. Borrowing its thread tells the end.
        return text.length === 0 ? undefined : Buffer.from(text).toString("utf8");
      } catch (error) {
        if (hasCode(error, "unsupported") || hasCode(error, "target-error")) return undefined;
        throw error;
      }
    });
  }

  readAuxiliaryVector(): AuxiliaryVector {
    return this.#attempt(() => this.#auxiliaryVector());
  }

  insertBreakpoint(code: CodeAddress): void {
    this.#attempt(() => this.#remote.insertBreakpoint("software", addressOf(code), this.#sizeAt(code)));
  }

  removeBreakpoint(code: CodeAddress): void {
    this.#attempt(() => this.#remote.removeBreakpoint("software", addressOf(code), this.#sizeAt(code)));
  }

  // Execution

  runAll(signal: number | undefined): void {
    this.#registers.forget();
    const { lastStop } = this.#remote;
    const stopped = lastStop.kind === "stopped" ? lastStop.thread : undefined;
    this.#attempt(() => {
      if (signal === undefined) this.#remote.resume();
      else this.#remote.resume(deliver(signal, stopped));
    });
    this.#lastRun = this.mainThread;
  }

  runOne(thread: ThreadId): void {
    this.#attempt(() => {
      this.#registers.flush();
      this.#registers.forget();
      this.#remote.resume([{ kind: "continue", thread: this.#remoteId(thread) }]);
    });
    this.#lastRun = thread;
  }

  waitForStop(milliseconds: number, thread?: ThreadId): DriverStop | undefined {
    return this.#attempt(() => {
      const id = thread === undefined ? undefined : this.#remoteId(thread);
      const stop = this.#remote.waitForStopSync(milliseconds, id);
      return stop === undefined ? undefined : driverStop(stop, this.#lastRun);
    });
  }

  whenStopped(listener: (outcome: DriverStop | Error) => void): void {
    this.#remote.whenStopped((outcome) => listener(this.#outcome(outcome)));
  }

  stopWaiting(): void {
    this.#remote.stopWaiting();
  }

  get canInterrupt(): boolean {
    return this.#remote.canInterrupt;
  }

  interrupt(): boolean {
    return this.#attempt(() => this.#remote.interrupt());
  }

  get interruptSignal(): number | undefined {
    return this.#remote instanceof QemuUser ? this.#remote.interruptSignal : undefined;
  }

  kill(): void {
    try {
      this.#remote.kill();
    } catch {
      // A program that is gone already need not be killed.
      this.#remote.close();
    }
    this.#memory.close();
  }

  giveUp(error: Error): void {
    this.#fault = error;
    this.#remote.close();
  }

  tellsOfTheEnd(error: unknown): boolean {
    return tellsOfTheEnd(error, this.#fault ?? this.#remote.fault);
  }

  /** Waits for the end of an emulator that this process has started: then all output of the program is out. */
  complete(end: TargetEnd): TargetEnd | Promise<TargetEnd> {
    const remote = this.#remote;
    const isOver = end.kind !== "lost" || isHangUp(end.cause);
    if (!(remote instanceof QemuUser) || !isOver) return end;
    return remote.exited.then((exit) => (end.kind === "lost" ? endOfEmulator(exit, end.cause) : end));
  }

  /** Closes the connection. It also ends an emulator that this process has started, which would wait for ever without a connection. */
  close(): void {
    if (this.#remote.state !== "exited") this.#remote.close();
    this.#memory.close();
  }

  #outcome(outcome: StopReply | GdbRemoteError): DriverStop | Error {
    try {
      return outcome instanceof GdbRemoteError ? asError(targetError(outcome)) : driverStop(outcome, this.#lastRun);
    } catch (error) {
      return asError(error);
    }
  }

  /** The protocol's number for the size of an instruction: 4 in A32, 2 or 3 in T32. */
  #sizeAt(code: CodeAddress): number {
    if (setOf(code) === "a32") return 4;
    const first = this.#remote.readMemory(addressOf(code), 2);
    return isWideThumb(first[0]! | (first[1]! << 8)) ? 3 : 2;
  }

  /** An emulator of this process ends when its program is replaced, so the vector stays. */
  #auxiliaryVector(): AuxiliaryVector {
    const isKnown = this.#remote.features.get("qXfer:auxv:read") === true;
    const vector = this.#vector ?? (isKnown ? this.#remote.readAuxiliaryVector() : new Map());
    if (this.isLocal) this.#vector = vector;
    return vector;
  }

  #remoteId(thread: ThreadId): RemoteThreadId {
    let id = this.#remoteIds.get(thread);
    if (id === undefined) {
      id = { process: this.#process, thread };
      this.#remoteIds.set(thread, id);
    }
    return id;
  }

  #attempt<Result>(body: () => Result): Result {
    try {
      return body();
    } catch (error) {
      throw targetError(error);
    }
  }
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

/** The host's threads of an emulator. */
function tasksOf({ processId }: QemuUser): ThreadId[] {
  return readdirSync(`/proc/${processId}/task`).map(Number);
}

/** True for the stub of QEMU, wherever it runs: no other stub knows this request. */
function isQemu(remote: GdbRemote): boolean {
  return remote instanceof QemuUser || remote.request("qqemu.sstepbits").length > 0;
}

/** True for a stub that has at least one of the objects that stubs have for programs under Linux only. */
function tellsOfLinux({ features }: GdbRemote): boolean {
  return ["qXfer:auxv:read", "qXfer:libraries-svr4:read", "qXfer:siginfo:read", "QPassSignals"].some(
    (name) => features.get(name) === true,
  );
}
