import { NativeOsError } from "./error.js";
import { decodeStatus, PtraceEvent, Signal } from "./events.js";
import { checkedTimeout } from "./limits.js";
import { native } from "./native.js";
import type { TracedProcess } from "./process.js";
import { RegisterSet } from "./register-set.js";
import { readSignalInfo } from "./signal-info.js";
import { isError, isRestart, type Place, SYSTEM_CALL_ABIS, type SystemCallAbi } from "./system-call-abi.js";
import type { TracedThread } from "./thread.js";

/** Linux takes no more arguments. */
const MOST_ARGUMENTS = 6;
/** An executable range is searched in parts of so many bytes. */
const SEARCHED = 1 << 20;
/** No system-call instruction that is looked for is longer, with what must stand next to it. */
const OVERLAP = 16;

const places = new WeakMap<TracedProcess, { at: number; place: Place }>();

/** The ABI of a stopped thread. */
export function systemCallAbi(thread: TracedThread): { abi: SystemCallAbi; saved: Uint8Array } {
  const saved = thread.registerSet(RegisterSet.PRSTATUS, 512);
  const abi = SYSTEM_CALL_ABIS.find((one) => one.registerBytes === saved.length);
  if (abi !== undefined) return { abi, saved };
  throw new NativeOsError({
    code: "unsupported",
    call: "systemCall",
    message: `systemCall: thread ${thread.id} has ${saved.length} bytes of registers, which is no kind of process known here`,
    hint: "32-bit ARM threads, and x86-64 ones on an x86-64 host, can be made to call the system",
  });
}

/** A system-call instruction that the process has anyway, so that none of its code has to be changed under its other threads. */
function findPlace(process: TracedProcess, abi: SystemCallAbi, deadline: number): Place {
  const known = places.get(process);
  if (known !== undefined && known.at === process.systemCallAddress) return known.place;
  const executable = process.memoryMap().filter((range) => range.protection.includes("x"));
  // The kernel's own pages first: the program cannot unmap or change them without noticing.
  const rank = (path: string): number => (path === "[sigpage]" ? 0 : path === "[vdso]" ? 1 : 2);
  executable.sort((a, b) => rank(a.path) - rank(b.path));
  for (const { start, end } of executable) {
    for (let at = start; at < end; at += SEARCHED) {
      if (performance.now() > deadline) {
        throw new NativeOsError({
          code: "timeout",
          call: "systemCall",
          message: `systemCall: no system-call instruction was found in time in the executable pages of process ${process.id}`,
          hint: "give a longer timeout",
        });
      }
      let code: Uint8Array;
      try {
        code = process.readMemory(at, Math.min(SEARCHED + OVERLAP, end - at));
      } catch {
        break; // [vectors] and the like
      }
      const place = abi.findInstruction(code, at);
      if (place === undefined) continue;
      process.systemCallAddress = place.address;
      places.set(process, { at: place.address, place });
      return place;
    }
  }
  throw new NativeOsError({
    code: "unsupported",
    call: "systemCall",
    message: `systemCall: process ${process.id} has no system-call instruction in any executable page`,
  });
}

/** Stops from which user code can be run on the thread, and what has to be said where it cannot. */
function requireSuitable(thread: TracedThread): void {
  const event = thread.event;
  const refuse = (hint: string): never => {
    throw new NativeOsError({
      code: "unsuitable-stop",
      call: "systemCall",
      message: `systemCall: thread ${thread.id} is stopped at ${event?.type}, where it cannot run anything`,
      hint,
    });
  };
  if (event?.type === "exiting") refuse("it is about to end");
  if (event?.type === "vfork") refuse("it waits for its child: go on to vfork-done");
  if (event?.type === "seccomp") refuse("go on to the end of this system call");
  if (event?.type === "group-stop") refuse("wait until SIGCONT has woken it");
  if (event?.type === "system-call" && event.phase === "entry") refuse("go on to the end of this system call");
}

/** One run of a remote system call, from the caller's stop and back to it. */
class RemoteCall {
  readonly #thread: TracedThread;
  readonly #end: number;
  /** Signals that came meanwhile: put back at the end, with their details. */
  readonly #held: { signal: number; raw: Uint8Array }[] = [];

  constructor(thread: TracedThread, timeout: number) {
    this.#thread = thread;
    this.#end = performance.now() + timeout;
  }

  run(number: number, args: number[]): number {
    const thread = this.#thread;
    const event = thread.event;
    // In the middle of exec, clone or fork: first to the way back into the program.
    if (event?.type === "exec" || event?.type === "clone" || event?.type === "fork") this.#toInterrupt();
    const { abi, saved } = systemCallAbi(thread);
    const place = findPlace(thread.process, abi, this.#end);
    const original = event?.type === "signal" ? { signal: event.signal, raw: thread.signalInfo().raw } : undefined;
    let result: number;
    do {
      this.#setRegisters(abi.prepare(saved, place, number, args));
      this.#toSystemCallStop();
      this.#toSystemCallStop();
      result = abi.result(thread.registerSet(RegisterSet.PRSTATUS, 512));
    } while (isRestart(result));
    const { registers, reenter, final } = abi.returning(saved, thread.process);
    this.#setRegisters(registers);
    // From the entry of its own call the thread is interrupted in it at once; or finishes it, where that needs no waiting by now.
    if (reenter) this.#toSystemCallStop();
    if (original === undefined) this.#toInterrupt();
    else this.#backToSignal(original);
    if (final !== undefined) this.#setRegisters(final);
    for (const { signal, raw } of this.#held) {
      const waiting = thread.deferredSignals.get(signal) ?? [];
      thread.deferredSignals.set(signal, [...waiting, raw]);
      native().tgkill(thread.process.id, thread.id, signal);
    }
    thread.phase = "exit";
    return result;
  }

  #setRegisters(bytes: Uint8Array): void {
    native().setRegisterSet(this.#thread.id, RegisterSet.PRSTATUS, bytes);
  }

  /** On to the next system-call stop, past any signal. */
  #toSystemCallStop(): void {
    this.#until(
      () => native().continueToSystemCall(this.#thread.id, 0),
      (status) => status.type === "system-call",
    );
  }

  /** On to the stop on the way back into the program, before any of its instructions. */
  #toInterrupt(): void {
    native().interrupt(this.#thread.id);
    this.#until(
      () => native().continue(this.#thread.id, 0),
      (status) => status.type === "event" && status.event === PtraceEvent.STOP && status.signal === Signal.SIGTRAP,
    );
  }

  /** On to the stop for the signal that the thread was stopped for, sent again and with its details. */
  #backToSignal({ signal, raw }: { signal: number; raw: Uint8Array }): void {
    const { id, process } = this.#thread;
    native().tgkill(process.id, id, signal);
    this.#until(
      () => native().continue(id, 0),
      (status) => status.type === "signal" && status.signal === signal,
    );
    native().setSignalInfo(id, raw);
  }

  #until(go: () => void, isWanted: (status: ReturnType<typeof decodeStatus>) => boolean): void {
    const thread = this.#thread;
    for (;;) {
      go();
      const raw = thread.process.tracer.statusOf(thread, Math.max(0, Math.ceil(this.#end - performance.now())));
      if (raw === undefined) {
        thread.currentState = "running";
        throw new NativeOsError({
          code: "timeout",
          call: "systemCall",
          message: `systemCall: thread ${thread.id} did not come back from the call in time; it runs on inside of it`,
          hint: "do not call what blocks, or give a longer timeout",
        });
      }
      const status = decodeStatus(raw);
      if (isWanted(status)) return;
      if (status.type === "exit" || status.type === "gone") {
        thread.process.tracer.report(thread, raw);
        throw new NativeOsError({
          code: "no-such-thread",
          call: "systemCall",
          message: `systemCall: thread ${thread.id} ended during the call`,
        });
      }
      if (status.type === "signal") {
        this.#held.push({ signal: status.signal, raw: readSignalInfo(thread.id).raw });
      }
    }
  }
}

export function remoteSystemCall(thread: TracedThread, number: number, args: number[], timeout: number): number {
  const integers = [number, ...args.slice(0, MOST_ARGUMENTS)].every((value) => Number.isSafeInteger(value));
  if (!integers || args.length > MOST_ARGUMENTS || number < 0) {
    throw new NativeOsError({
      code: "invalid-argument",
      call: "systemCall",
      message: `systemCall: a number from 0 and at most ${MOST_ARGUMENTS} integers are wanted, not ${String(number)} and ${args.length} arguments (${args.slice(0, MOST_ARGUMENTS).map(String).join(", ")})`,
    });
  }
  checkedTimeout(timeout, "systemCall");
  requireSuitable(thread);
  const result = new RemoteCall(thread, timeout).run(number, args);
  if (!isError(result)) return result;
  throw new NativeOsError({
    code: "remote-call-failed",
    call: "systemCall",
    errno: -result,
    message: `systemCall: ${number} (${args.join(", ")}) in thread ${thread.id} failed with errno ${-result}`,
  });
}
