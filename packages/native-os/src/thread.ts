import { ARM_CORE_BYTES, ARM_VFP_BYTES, ArmRegisters, ArmVfpRegisters } from "./arm-registers.js";
import { NativeOsError } from "./error.js";
import type { TraceEvent } from "./events.js";
import { bytesOf, LARGEST_REGISTER_SET } from "./limits.js";
import { native } from "./native.js";
import { optionBits, type TraceOptions } from "./options.js";
import type { TracedProcess } from "./process.js";
import { RegisterSet } from "./register-set.js";
import { readSignalInfo, type SignalInfo } from "./signal-info.js";
import { remoteSystemCall } from "./system-call.js";

export interface ResumeOptions {
  /** The signal to deliver; 0 for none. Default: the one that the thread is stopped for. */
  signal?: number;
  /** The next stop: at the next event only (default), also before and after a system call, or after one instruction. */
  until?: "event" | "system-call" | "step";
}

/** A thread that this one traces. Only the tracer makes these. */
export class TracedThread {
  readonly id: number;
  /** The process it belongs to. */
  readonly process: TracedProcess;
  /** @internal */ currentState: "running" | "stopped" | "exited" = "running";
  /** @internal */ lastEvent: TraceEvent | undefined;
  /** @internal What to do about interrupts: see Tracer.#onStop. */
  interruption: "none" | "requested" | "stale" = "none";
  /** @internal It has not had its first stop. */
  newborn = false;
  /** @internal */ until: NonNullable<ResumeOptions["until"]> = "event";
  /** @internal */ phase: "entry" | "exit" = "exit";
  /** @internal Details of signals that a remote system call had to take out of the queue and put back. */
  readonly deferredSignals: Map<number, Uint8Array[]> = new Map();

  /** @internal */
  constructor(id: number, process: TracedProcess) {
    this.id = id;
    this.process = process;
  }

  get state(): "running" | "stopped" | "exited" {
    return this.currentState;
  }

  /** The event that stopped it; undefined while it runs. */
  get event(): TraceEvent | undefined {
    return this.currentState === "stopped" ? this.lastEvent : undefined;
  }

  /** Asks a running thread to stop; `wait` tells when it has (with an `interrupt` event, or with another that came first). */
  interrupt(): void {
    this.process.checkUsable("interrupt");
    if (this.currentState === "stopped") return;
    native().interrupt(this.id);
    this.interruption = "requested";
  }

  /** Lets a stopped thread run. */
  resume(options: ResumeOptions = {}): void {
    this.requireStopped("resume");
    const until = options.until ?? "event";
    const signal = options.signal ?? this.pendingSignal;
    if (until === "event") native().continue(this.id, signal);
    else if (until === "system-call") native().continueToSystemCall(this.id, signal);
    else if (until === "step") this.#step(signal);
    else {
      throw new NativeOsError({
        code: "invalid-argument",
        call: "resume",
        message: `resume: until must be event, system-call or step, not ${String(until)}`,
      });
    }
    if (until !== "system-call") this.phase = "exit";
    this.until = until;
    this.currentState = "running";
  }

  /** The signal that it is stopped for and has not got yet; 0 for none. */
  get pendingSignal(): number {
    return this.currentState === "stopped" && this.lastEvent?.type === "signal" ? this.lastEvent.signal : 0;
  }

  /** After a `group-stop`: leaves the thread stopped as the signal wants, until SIGCONT wakes it. */
  keepStopped(): void {
    this.requireStopped("keepStopped");
    native().listen(this.id);
    this.currentState = "running";
  }

  /** Sets the events that stop the thread. */
  setOptions(options: TraceOptions): void {
    this.requireStopped("setOptions");
    native().setOptions(this.id, optionBits(options, this.process.onTracerExit));
  }

  /** The number that goes with the last ptrace event: a new thread's id, an exit status. */
  eventMessage(): number {
    this.requireStopped("eventMessage");
    return native().eventMessage(this.id);
  }

  signalInfo(): SignalInfo {
    this.requireStopped("signalInfo");
    return readSignalInfo(this.id);
  }

  /** Changes the details of the signal that is about to be delivered: 128 bytes in the layout of {@link SignalInfo.raw}. */
  setSignalInfo(raw: Uint8Array): void {
    this.requireStopped("setSignalInfo");
    native().setSignalInfo(this.id, raw);
  }

  /** Sends a signal to this thread. */
  kill(signal: number): void {
    this.process.checkUsable("tgkill");
    native().tgkill(this.process.id, this.id, signal);
  }

  /** A register set as the kernel gives it, cut at `limit` bytes, which are 65,536 at most. */
  registerSet(type: number, limit = 1024): Uint8Array {
    this.requireStopped("PTRACE_GETREGSET");
    const bytes = bytesOf(limit, "PTRACE_GETREGSET", LARGEST_REGISTER_SET);
    return bytes.slice(0, native().getRegisterSet(this.id, type, bytes));
  }

  setRegisterSet(type: number, bytes: Uint8Array): void {
    this.requireStopped("PTRACE_SETREGSET");
    native().setRegisterSet(this.id, type, bytes);
  }

  /** r0-r15, CPSR and orig_r0 of a 32-bit ARM thread; `into` saves the allocation. Refuses with `not-arm` any other thread. */
  registers(into: ArmRegisters = new ArmRegisters()): ArmRegisters {
    this.requireStopped("registers");
    // A longer buffer than an ARM thread fills tells the others apart: the kernel would cut theirs to fit.
    const length = native().getRegisterSet(this.id, RegisterSet.PRSTATUS, registerBuffer);
    if (length !== ARM_CORE_BYTES) {
      throw new NativeOsError({
        code: "not-arm",
        call: "registers",
        message: `thread ${this.id} is no 32-bit ARM thread: its registers take ${length} bytes, not ${ARM_CORE_BYTES}`,
        hint: "registerSet(1) gives the bytes of any thread",
      });
    }
    into.words.set(registerWords);
    return into;
  }

  setRegisters(registers: ArmRegisters): void {
    this.requireStopped("setRegisters");
    native().setRegisterSet(this.id, RegisterSet.PRSTATUS, registers.bytes);
  }

  /** d0-d31 and FPSCR of a 32-bit ARM thread. */
  vfpRegisters(into: ArmVfpRegisters = new ArmVfpRegisters()): ArmVfpRegisters {
    this.requireStopped("vfpRegisters");
    const length = native().getRegisterSet(this.id, RegisterSet.ARM_VFP, into.bytes);
    if (length !== ARM_VFP_BYTES) {
      throw new NativeOsError({
        code: "not-arm",
        call: "vfpRegisters",
        message: `thread ${this.id}: the VFP registers take ${length} bytes, not ${ARM_VFP_BYTES}`,
      });
    }
    return into;
  }

  setVfpRegisters(registers: ArmVfpRegisters): void {
    this.requireStopped("setVfpRegisters");
    native().setRegisterSet(this.id, RegisterSet.ARM_VFP, registers.bytes);
  }

  /** The thread pointer (TPIDRURO) of a 32-bit ARM thread, where its thread-local storage begins. */
  threadPointer(): number {
    this.requireStopped("threadPointer");
    return native().threadPointer(this.id);
  }

  /** At the entry of a system call: makes another one instead; -1 makes none. ARM systems only. */
  setSystemCallNumber(number: number): void {
    this.requireStopped("setSystemCall");
    native().setSystemCall(this.id, number);
  }

  /**
   * Makes the stopped thread call the system, and leaves it as it was: what it was doing, also an interrupted system call, goes on as if nothing
   * had happened. Result: what the call returns, 0 … 2^53. `timeout` is in milliseconds, at most 2^31 - 1.
   *
   * @throws {NativeOsError} `remote-call-failed` with the errno of the call, `timeout`, `invalid-argument`, `unsuitable-stop`, `no-such-thread`
   */
  systemCall(number: number, args: number[] = [], timeout = 10_000): number {
    this.requireStopped("systemCall");
    return remoteSystemCall(this, number, args, timeout);
  }

  /** @internal */
  requireStopped(call: string): void {
    this.process.checkUsable(call);
    if (this.currentState === "stopped") return;
    throw new NativeOsError({
      code: this.currentState === "exited" ? "no-such-thread" : "not-stopped",
      call,
      message: `${call}: thread ${this.id} ${this.currentState === "exited" ? "has ended" : "is running"}`,
      ...(this.currentState === "exited" ? {} : { hint: "interrupt() it and wait, or stop() its process" }),
    });
  }

  #step(signal: number): void {
    try {
      native().singleStep(this.id, signal);
    } catch (error) {
      if (!(error instanceof NativeOsError) || error.errno !== 5) throw error;
      throw new NativeOsError({
        code: "unsupported",
        call: "PTRACE_SINGLESTEP",
        message: error.message,
        errno: 5,
        hint: "a 32-bit ARM kernel cannot step: put a trap after the instruction instead",
        cause: error,
      });
    }
  }
}

const registerBuffer = new Uint8Array(512);
const registerWords = new Uint32Array(registerBuffer.buffer, 0, ARM_CORE_BYTES / 4);
