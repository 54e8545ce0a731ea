import { NativeOsError } from "./error.js";
import { decodeStatus, PtraceEvent, Signal, type TraceEvent } from "./events.js";
import { checkedTimeout } from "./limits.js";
import { native } from "./native.js";
import { Notifier } from "./notifier.js";
import { optionBits, type TraceOptions } from "./options.js";
import { listProcesses, listThreads, processIdOf, statusField } from "./proc.js";
import { TracedProcess } from "./process.js";
import { readSignalInfo } from "./signal-info.js";
import { type SpawnOptions, spawnTraced } from "./spawn.js";
import { TracedThread } from "./thread.js";

export interface AttachOptions extends TraceOptions {
  /** Milliseconds within which all threads must have stopped, at most 2^31 - 1. Default 10,000. */
  timeout?: number;
}

export interface WaitOptions {
  /** Milliseconds after which to give up, at most 2^31 - 1; without, never. */
  timeout?: number;
}

interface Waiter {
  resolve(event: TraceEvent | undefined): void;
  reject(error: unknown): void;
  timer: NodeJS.Timeout | undefined;
}

/** Signals that stop a whole process: an EVENT_STOP that carries one is a group stop. */
const STOP_SIGNALS: ReadonlySet<number> = new Set([Signal.SIGSTOP, Signal.SIGTSTP, Signal.SIGTTIN, Signal.SIGTTOU]);
/** Every thread that a tracer of this JavaScript thread knows. */
const known = new Set<number>();
/** Milliseconds without an event after which the tracer looks for traced threads that no event has announced. */
const IDLE_MILLISECONDS = 100;
/** si_code of a SIGTRAP after a single step; after a stepped system call x86-64 says TRAP_BRKPT, and ARM says nothing and gives no sender. */
const TRAP_TRACE = 2;
const TRAP_BRKPT = 1;
/** PTRACE_EVENTMSG_SYSCALL_ENTRY and _EXIT. */
const EVENT_MESSAGE_ENTRY = 1;
const EVENT_MESSAGE_EXIT = 2;
const PTRACE_EVENT_NAMES = {
  [PtraceEvent.CLONE]: "clone",
  [PtraceEvent.FORK]: "fork",
  [PtraceEvent.VFORK]: "vfork",
} as const;

/**
 * Traces processes, from the JavaScript thread that made it: ptrace takes requests from that thread only.
 *
 * Every thread is waited for by its own id, never "any child": so the children of `child_process` are not touched, and the first stop of
 * a new thread stays in the kernel until the event that announces it has been seen, whichever came first.
 */
export class Tracer {
  readonly #processes = new Map<number, TracedProcess>();
  readonly #threads = new Map<number, TracedThread>();
  /** Events that no caller has received yet. */
  readonly #events: TraceEvent[] = [];
  readonly #waiters: Waiter[] = [];
  /** Threads whose answer to an interrupt is for stopThreads() and not for the caller. */
  readonly #quiet = new Set<TracedThread>();
  #ids: Int32Array | undefined;
  #statuses = new Int32Array(0);
  #notifier: Notifier | undefined;

  /** The processes that are being traced and have not ended. */
  get processes(): TracedProcess[] {
    return [...this.#processes.values()];
  }

  /** Starts a program, stopped before its first instruction. Refuses with `not-found` or `not-permitted`, naming the call that failed. */
  spawn(file: string, args: string[] = [], options: SpawnOptions = {}): TracedProcess {
    const { id, stdio, onTracerExit } = spawnTraced(file, args, options);
    const process = new TracedProcess(id, this, onTracerExit, stdio);
    this.#processes.set(id, process);
    const thread = this.#addThread(id, process);
    thread.currentState = "stopped";
    thread.lastEvent = { thread, type: "exec", formerThreadId: id };
    return process;
  }

  /** Takes over a running process with all of its threads, and stops it. */
  attach(processId: number, options: AttachOptions = {}): TracedProcess {
    checkAttachable(processId);
    const onTracerExit = options.onTracerExit ?? "release";
    const bits = optionBits(options, "release");
    const process = new TracedProcess(processId, this, onTracerExit);
    this.#processes.set(processId, process);
    native().claimChild(processId);
    try {
      // A thread that is not traced yet may make another meanwhile: until the list holds nothing new.
      while (this.#seizeNewThreads(process, bits)) this.stopThreads(process, options.timeout ?? 10_000);
    } catch (error) {
      this.#abandon(process);
      throw error;
    }
    if (process.threads.size > 0) return process;
    this.#processes.delete(processId);
    throw new NativeOsError({
      code: "no-such-thread",
      call: "PTRACE_SEIZE",
      message: `there is no process ${processId}`,
    });
  }

  /** The next event, where there is one already. */
  waitNow(): TraceEvent | undefined {
    if (this.#events.length === 0) this.#collect(0);
    return this.#events.shift();
  }

  /** Blocks this thread until the next event, or for `timeout` milliseconds. */
  waitSync(options: WaitOptions = {}): TraceEvent | undefined {
    const end = deadline(options.timeout, "wait");
    while (this.#events.length === 0) {
      this.#requireThreads();
      const left = end - performance.now();
      if (left <= 0) return undefined;
      this.#collect(Math.min(Math.ceil(left), IDLE_MILLISECONDS));
    }
    return this.#events.shift();
  }

  /** The next event; undefined after `timeout` milliseconds. Does not block: the event loop goes on meanwhile. */
  wait(options: WaitOptions = {}): Promise<TraceEvent | undefined> {
    return new Promise((resolve, reject) => {
      const timeout = options.timeout === undefined ? undefined : checkedTimeout(options.timeout, "wait");
      const event = this.#waiters.length === 0 ? this.waitNow() : undefined;
      if (event !== undefined) {
        resolve(event);
        return;
      }
      this.#requireThreads();
      const waiter: Waiter = { resolve, reject, timer: undefined };
      if (timeout !== undefined) waiter.timer = setTimeout(() => this.#giveUp(waiter), timeout);
      this.#waiters.push(waiter);
      this.#serve();
    });
  }

  /** @internal */
  stopThreads(process: TracedProcess, timeout: number): void {
    const end = deadline(timeout, "stop");
    for (;;) {
      const running = [...process.threads.values()].filter((thread) => thread.currentState === "running");
      if (running.length === 0) return;
      for (const thread of running) {
        // A newborn stops by itself, and one that was asked already answers the caller.
        if (thread.newborn || thread.interruption === "requested") continue;
        if (this.#tryInterrupt(thread)) this.#quiet.add(thread);
      }
      const left = end - performance.now();
      if (left <= 0) {
        const ids = running.map((thread) => thread.id).join(", ");
        throw new NativeOsError({
          code: "timeout",
          call: "stop",
          message: `stop: within ${timeout} ms these threads of process ${process.id} did not stop: ${ids}`,
          hint: "a thread in an uninterruptible system call stops after it; a vfork parent after its child's exec",
        });
      }
      this.#collect(Math.min(Math.ceil(left), IDLE_MILLISECONDS));
    }
  }

  /** @internal */
  resumeThreads(process: TracedProcess): void {
    const undelivered = new Set(this.#events.map((event) => event.thread));
    for (const thread of process.threads.values()) {
      if (thread.currentState !== "stopped" || undelivered.has(thread)) continue;
      try {
        if (thread.lastEvent?.type === "group-stop") thread.keepStopped();
        else thread.resume();
      } catch (error) {
        ignoreDeath(error);
      }
    }
  }

  /** @internal */
  detach(process: TracedProcess, timeout: number): void {
    this.stopThreads(process, timeout);
    this.#abandon(process);
  }

  /** @internal */
  kill(target: TracedProcess): void {
    try {
      process.kill(target.id, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }

  /** @internal Lets one thread report, for a remote system call: its status, or undefined after the time. */
  statusOf(thread: TracedThread, timeout: number): number | undefined {
    const out = new Int32Array(2);
    return native().wait(Int32Array.of(thread.id), out, timeout) === 0 ? undefined : out[1]!;
  }

  /** @internal A status that a remote system call saw and that is for the caller. */
  report(thread: TracedThread, status: number): void {
    this.#onStatus(thread, status);
    this.#serve();
  }

  // --- waiting -------------------------------------------------------------------------------------------------------------

  /** Takes every status that is there, waiting up to so many milliseconds for the first, and turns them into events. */
  #collect(milliseconds: number): void {
    if (this.#ids === undefined) {
      this.#ids = Int32Array.from(this.#threads.keys());
      this.#statuses = new Int32Array(2 * this.#ids.length);
    }
    const statuses = this.#statuses;
    const count = native().wait(this.#ids, statuses, milliseconds);
    if (count === 0 && milliseconds === IDLE_MILLISECONDS) this.#adoptStrays();
    for (let i = 0; i < count; i++) {
      const thread = this.#threads.get(statuses[2 * i]!);
      if (thread !== undefined) this.#onStatus(thread, statuses[2 * i + 1]!);
    }
    if (this.#waiters.length > 0) this.#serve();
  }

  /** Gives events to the callers that wait, and makes the notifier watch for more while some still wait. */
  #serve(): void {
    while (this.#waiters.length > 0 && this.#events.length > 0) {
      const waiter = this.#waiters.shift()!;
      clearTimeout(waiter.timer);
      waiter.resolve(this.#events.shift());
    }
    if (this.#threads.size === 0) {
      this.#rejectWaiters(nothingToWaitFor());
      this.#notifier?.close();
      this.#notifier = undefined;
      return;
    }
    if (this.#waiters.length === 0) {
      this.#notifier?.disarm();
      return;
    }
    try {
      this.#notifier ??= new Notifier(() => this.#onNews());
      this.#notifier.arm(this.#threads.keys());
    } catch (error) {
      // No thread can be made, or there is no memory. The waits are rejected, and no event is lost.
      this.#rejectWaiters(error);
    }
  }

  /** The notifier's callback. No caller could catch its errors, so that they reject the waits. */
  #onNews(): void {
    try {
      this.#collect(0);
      // The notifier has seen a thread, and no thread that this tracer knows has an event.
      if (this.#waiters.length > 0 && this.#events.length === 0) this.#adoptStrays();
      this.#serve();
    } catch (error) {
      this.#rejectWaiters(error);
    }
  }

  #rejectWaiters(error: unknown): void {
    for (const waiter of this.#waiters.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.reject(error);
    }
  }

  #giveUp(waiter: Waiter): void {
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
    waiter.resolve(undefined);
    this.#serve();
  }

  #requireThreads(): void {
    if (this.#threads.size === 0) throw nothingToWaitFor();
  }

  // --- statuses become events ----------------------------------------------------------------------------------------------

  #onStatus(thread: TracedThread, raw: number): void {
    const status = decodeStatus(raw);
    if (status.type === "gone") {
      this.#end(thread, { thread, type: "gone" });
      return;
    }
    if (status.type === "exit") {
      this.#end(thread, { thread, type: "exit", ending: status.ending, lastOfProcess: false });
      if ("signal" in status.ending) this.#adoptStrays();
      return;
    }
    thread.currentState = "stopped";
    if (status.type === "event" && status.event === PtraceEvent.STOP) {
      this.#onStop(thread, status.signal);
      return;
    }
    // The kernel drops an interrupt when another trap comes first, except where that trap was already there: then a stop is still to come.
    thread.interruption = thread.interruption === "requested" ? "stale" : "none";
    this.#quiet.delete(thread);
    try {
      if (status.type === "event") this.#onPtraceEvent(thread, status.event);
      else if (status.type === "signal") this.#onSignal(thread, status.signal);
      else {
        thread.phase = this.#phaseOf(thread);
        this.#emit({ thread, type: "system-call", phase: thread.phase });
      }
    } catch (error) {
      // Killed between its stop and our question: its end comes next.
      ignoreDeath(error);
      thread.currentState = "running";
    }
  }

  /** Kernels from 5.3 on tell; before, entry and exit take turns. */
  #phaseOf(thread: TracedThread): "entry" | "exit" {
    const told = native().eventMessage(thread.id);
    if (told === EVENT_MESSAGE_ENTRY) return "entry";
    if (told === EVENT_MESSAGE_EXIT) return "exit";
    return thread.phase === "entry" ? "exit" : "entry";
  }

  #onStop(thread: TracedThread, signal: number): void {
    const { interruption, newborn } = thread;
    const quiet = this.#quiet.delete(thread);
    thread.interruption = "none";
    thread.newborn = false;
    if (newborn) {
      this.#emit({ thread, type: "started" });
      return;
    }
    if (interruption === "stale" && !STOP_SIGNALS.has(signal)) {
      // The answer to an interrupt that came too late: whoever asked has had another event instead.
      const { until, phase } = thread;
      thread.resume({ signal: 0, until });
      thread.phase = phase;
      return;
    }
    const event: TraceEvent = STOP_SIGNALS.has(signal)
      ? { thread, type: "group-stop", signal }
      : { thread, type: "interrupt" };
    if (quiet) thread.lastEvent = event;
    else this.#emit(event);
  }

  #onSignal(thread: TracedThread, signal: number): void {
    const deferred = thread.deferredSignals.get(signal)?.shift();
    if (deferred !== undefined) native().setSignalInfo(thread.id, deferred);
    if (signal === Signal.SIGTRAP && thread.until === "step") {
      const { code, pid } = readSignalInfo(thread.id);
      const isStep =
        code === TRAP_TRACE || (code === 0 && pid === 0) || (code === TRAP_BRKPT && process.arch === "x64");
      if (isStep) {
        this.#emit({ thread, type: "step" });
        return;
      }
    }
    this.#emit({ thread, type: "signal", signal });
  }

  #onPtraceEvent(thread: TracedThread, event: number): void {
    const message = native().eventMessage(thread.id);
    switch (event) {
      case PtraceEvent.CLONE:
      case PtraceEvent.FORK:
      case PtraceEvent.VFORK: {
        const child = this.#addChild(thread.process, message, event === PtraceEvent.CLONE);
        this.#emit({ thread, type: PTRACE_EVENT_NAMES[event], child });
        break;
      }
      case PtraceEvent.VFORK_DONE:
        this.#emit({ thread, type: "vfork-done" });
        break;
      case PtraceEvent.EXEC:
        this.#onExec(thread, message);
        break;
      case PtraceEvent.EXIT:
        this.#emit({ thread, type: "exiting", status: message });
        break;
      case PtraceEvent.SECCOMP:
        this.#emit({ thread, type: "seccomp", data: message });
        break;
      default:
        this.#emit({ thread, type: "interrupt" });
        break;
    }
  }

  /** The thread that called exec has the leader's id now. The other threads have reported their ends before; these two do not. */
  #onExec(thread: TracedThread, formerThreadId: number): void {
    for (const other of [...thread.process.threads.values()]) {
      if (other === thread) continue;
      other.currentState = "exited";
      this.#remove(other);
    }
    thread.process.systemCallAddress = undefined;
    thread.deferredSignals.clear();
    thread.interruption = "none";
    this.#emit({ thread, type: "exec", formerThreadId });
  }

  #emit(event: TraceEvent): void {
    event.thread.lastEvent = event;
    this.#events.push(event);
  }

  #end(thread: TracedThread, event: TraceEvent & { type: "exit" | "gone" }): void {
    thread.currentState = "exited";
    this.#remove(thread);
    const { process } = thread;
    const last = process.threads.size === 0;
    if (last) {
      this.#processes.delete(process.id);
      if (event.type === "exit" && "signal" in event.ending) this.#adoptOrphans(process);
    }
    this.#emit(event.type === "exit" ? { ...event, lastOfProcess: last } : event);
  }

  // --- threads -------------------------------------------------------------------------------------------------------------

  #addThread(id: number, process: TracedProcess): TracedThread {
    const thread = new TracedThread(id, process);
    this.#threads.set(id, thread);
    known.add(id);
    process.threads.set(id, thread);
    this.#ids = undefined;
    return thread;
  }

  #remove(thread: TracedThread): void {
    this.#threads.delete(thread.id);
    known.delete(thread.id);
    thread.process.threads.delete(thread.id);
    this.#quiet.delete(thread);
    this.#ids = undefined;
  }

  /** A thread or process that the kernel attached to us by itself. */
  #addChild(parent: TracedProcess, id: number, isClone: boolean): TracedThread {
    const existing = this.#threads.get(id);
    if (existing !== undefined) return existing;
    // clone() without CLONE_THREAD makes a process, and reports itself as a clone all the same.
    const processId = isClone ? (processIdOf(id) ?? parent.id) : id;
    let process = this.#processes.get(processId);
    if (process === undefined) {
      process = new TracedProcess(processId, this, parent.onTracerExit);
      this.#processes.set(processId, process);
      native().adoptChild(processId);
    }
    const thread = this.#addThread(id, process);
    thread.newborn = true;
    return thread;
  }

  /**
   * Finds traced threads that no event has announced: their parent was killed while it made them. The kernel reports the end of a process's first thread
   * only after theirs has been taken. So the tracer also looks for them when nothing happens.
   */
  #adoptStrays(): void {
    const tracer = `${native().threadId()}`;
    const isStray = (id: number): boolean => !known.has(id) && statusField(id, "TracerPid") === tracer;
    for (const process of this.processes) {
      const isDead = [...process.threads.keys()].some((id) => statusField(id, "State")?.startsWith("Z"));
      if (!isDead) continue;
      for (const id of listThreads(process.id)) if (isStray(id)) this.#addChild(process, id, true);
    }
  }

  /** The same for whole processes, once the one that made them has been killed. */
  #adoptOrphans(parent: TracedProcess): void {
    const tracer = `${native().threadId()}`;
    for (const id of listProcesses()) {
      if (!known.has(id) && statusField(id, "TracerPid") === tracer) this.#addChild(parent, id, false);
    }
  }

  #seizeNewThreads(process: TracedProcess, bits: number): boolean {
    let found = false;
    for (const id of process.listThreads()) {
      if (this.#threads.has(id)) continue;
      try {
        native().seize(id, bits);
      } catch (error) {
        if (!(error instanceof NativeOsError)) throw error;
        if (error.code === "no-such-thread") continue;
        // Made by a thread that is traced already: the event that tells of it is on its way. A zombie cannot be traced, and ends.
        const state = statusField(id, "State");
        if (statusField(id, "TracerPid") === `${native().threadId()}` || state === undefined || /^[ZX]/.test(state))
          continue;
        throw error;
      }
      this.#addThread(id, process);
      found = true;
    }
    return found;
  }

  #tryInterrupt(thread: TracedThread): boolean {
    try {
      native().interrupt(thread.id);
    } catch (error) {
      ignoreDeath(error);
      return false;
    }
    thread.interruption = "requested";
    return true;
  }

  /** Detaches the threads that are stopped, and forgets the process. */
  #abandon(process: TracedProcess): void {
    for (const thread of [...process.threads.values()]) {
      const stop = thread.lastEvent;
      const signal = thread.currentState === "stopped" && stop?.type === "signal" ? stop.signal : 0;
      try {
        native().detach(thread.id, signal);
      } catch (error) {
        ignoreDeath(error);
      }
      thread.currentState = "exited";
      this.#remove(thread);
    }
    const kept = this.#events.filter((event) => event.thread.process !== process);
    this.#events.splice(0, this.#events.length, ...kept);
    this.#processes.delete(process.id);
    process.detached = true;
    native().abandonChild(process.id);
    this.#serve();
  }
}

function deadline(timeout: number | undefined, call: string): number {
  return timeout === undefined ? Number.POSITIVE_INFINITY : performance.now() + checkedTimeout(timeout, call);
}

function nothingToWaitFor(): NativeOsError {
  return new NativeOsError({
    code: "nothing-to-wait-for",
    call: "wait",
    message: "wait: no thread is being traced, and no event is left",
  });
}

/** A thread may be killed at any moment; its end is an event of its own. */
function ignoreDeath(error: unknown): void {
  if (error instanceof NativeOsError && error.code === "no-such-thread") return;
  throw error;
}

function checkAttachable(processId: number): void {
  const refuse = (code: string, message: string, hint?: string): never => {
    throw new NativeOsError({ code, call: "PTRACE_SEIZE", message, ...(hint === undefined ? {} : { hint }) });
  };
  if (!Number.isInteger(processId) || processId <= 0 || processId > 0x7fff_ffff) {
    refuse("invalid-argument", `PTRACE_SEIZE: ${String(processId)} is no process id`);
  }
  const group = processIdOf(processId);
  if (group === undefined) refuse("no-such-thread", `there is no process ${processId}`);
  if (group === process.pid) refuse("not-permitted", "PTRACE_SEIZE: a process cannot trace itself");
  if (group !== processId) {
    refuse("invalid-argument", `PTRACE_SEIZE: ${processId} is a thread of process ${group}`, "attach to the process");
  }
  const tracedBy = statusField(processId, "TracerPid");
  if (tracedBy !== "0")
    refuse("not-permitted", `PTRACE_SEIZE: process ${processId} is traced already, by thread ${tracedBy}`);
  // libuv calls waitpid for the children that child_process started, takes a ptrace stop for their end, and both lose.
  if (statusField(processId, "PPid") === `${process.pid}` && !native().isChild(processId)) {
    refuse(
      "libuv-child",
      `PTRACE_SEIZE: process ${processId} was started by this one through child_process, whose waiting would take its stops`,
      "start it with Tracer.spawn()",
    );
  }
}
