import { mustBeFunction, mustBeTime } from "./arguments.js";
import type { Deadline } from "./deadline.js";
import { GdbRemoteError, invalidArgument } from "./error.js";
import { hexToBytes } from "./hex.js";
import type { GdbRemoteLimits } from "./limits.js";
import type { PacketConnection } from "./packet-connection.js";
import { latin, unexpectedReply } from "./requester.js";
import { resumeRefused } from "./resume-packet.js";
import { looksLikeStop, parseStopReply, type StopReply, type ThreadStop } from "./stop-reply.js";
import type { ThreadId } from "./thread-id.js";
import type { ThreadTurns } from "./thread-turns.js";
import type { UnseenEnd } from "./unseen-end.js";

/** The File-I/O protocol's number for an error that has no other. */
const FILE_IO_UNKNOWN = 9999;

/** The end of a run: a stop, or the error that ended the wait for one. */
export type StopListener = (outcome: StopReply | GdbRemoteError) => void;

export type RemoteState = "stopped" | "running" | "exited" | "closed";

export interface ExecutionSettings {
  readonly limits: GdbRemoteLimits;
  /** True where the stub may hold several processes: the end of one does not end the connection. */
  readonly holdsSeveral: boolean;
  /** Gets what the target writes to the debugger's console. It may throw. */
  readonly onOutput: (text: Uint8Array) => void;
  /** True for the signal (of the protocol) that the stub reports after an interrupt. */
  readonly isInterruptSignal: (signal: number) => boolean;
}

/** The runs of the target: each begins with a packet that resumes, and ends with a stop, which is waited for in one of three ways. */
export class Execution {
  readonly #connection: PacketConnection;
  readonly #settings: ExecutionSettings;
  #state: RemoteState = "stopped";
  #lastStop: StopReply;
  #listener: StopListener | undefined;
  #isInterrupted = false;
  #resumedBy = "";
  /** The thread that the stub's register packets act on; undefined where that is not known. */
  selected: ThreadId | undefined;
  /** For a stub that stops only the thread that reports something: which thread is served next. */
  turns: ThreadTurns | undefined;
  /** Undefined where the stub reports the program's end by itself, or cannot be asked for it. */
  unseenEnd: UnseenEnd | undefined;

  /** @param stop - the stop that the stub reported first */
  constructor(connection: PacketConnection, settings: ExecutionSettings, stop: ThreadStop) {
    this.#connection = connection;
    this.#settings = settings;
    this.#lastStop = stop;
    this.selected = stop.thread;
  }

  get state(): RemoteState {
    return this.#connection.isClosed && this.#state !== "exited" ? "closed" : this.#state;
  }

  /** The report of the last stop, or of the end. */
  get lastStop(): StopReply {
    return this.#lastStop;
  }

  /** The packet that began the last run. */
  get resumedBy(): string {
    return this.#resumedBy;
  }

  resume(packet: string): void {
    this.#connection.send(packet);
    this.#state = "running";
    this.selected = undefined;
    this.#resumedBy = packet;
    this.turns?.end();
  }

  /** Calls `send` unless the run has been interrupted already. */
  interrupt(send: () => void): void {
    if (this.#isInterrupted) return;
    this.#isInterrupted = true;
    send();
  }

  whenStopped(listener: StopListener): void {
    mustBeFunction(listener, "listener");
    this.#mustHaveNoListener("another listener waits for this stop");
    const { closedError } = this.#connection;
    if (closedError !== undefined) throw closedError;
    this.#listener = listener;
    this.#listen();
  }

  /** Takes {@link whenStopped} back: its listener is not called any more. Nothing happens where none waits. */
  stopWaiting(): void {
    if (this.#listener === undefined) return;
    this.#listener = undefined;
    this.#connection.stopListening();
  }

  waitForStop(timeout: number | undefined): Promise<StopReply> {
    return new Promise((resolve, reject) => {
      if (timeout !== undefined) mustBeTime(timeout, "timeout");
      let timer: NodeJS.Timeout | undefined;
      this.whenStopped((outcome) => {
        clearTimeout(timer);
        if (outcome instanceof GdbRemoteError) reject(outcome);
        else resolve(outcome);
      });
      if (timeout === undefined) return;
      timer = setTimeout(() => {
        this.stopWaiting();
        reject(
          new GdbRemoteError({
            code: "timeout",
            message: `the target did not stop within ${timeout} ms`,
            hint: "it runs on: wait again, or call interrupt() first",
            packet: this.#resumedBy,
          }),
        );
      }, timeout);
    });
  }

  /** As {@link waitSync}, for a caller who may have a listener waiting. */
  waitForStopSync(deadline: Deadline, wanted?: number): StopReply | undefined {
    this.#mustHaveNoListener("a listener waits for this stop");
    return this.waitSync(deadline, wanted);
  }

  /**
   * Blocks the event loop until the target has stopped. Undefined where the deadline comes first.
   * @param wanted - the only thread whose stop counts
   */
  waitSync(deadline: Deadline, wanted?: number): StopReply | undefined {
    do {
      const isWaiting = this.turns?.isWaiting(wanted) === true;
      const payload = isWaiting ? undefined : this.#connection.tryReceive(deadline);
      if (payload === undefined && !isWaiting) return undefined;
      const outcome = this.#interpret(payload, wanted);
      if (outcome instanceof GdbRemoteError) throw outcome;
      if (outcome !== undefined) return outcome;
    } while (!deadline.isOver);
    return undefined;
  }

  mustBeStopped(): void {
    if (this.#state === "stopped") return;
    const isRunning = this.#state === "running";
    const { closedError } = this.#connection;
    if (isRunning && closedError !== undefined) throw closedError;
    throw new GdbRemoteError({
      code: isRunning ? "running" : "exited",
      message: isRunning ? "the target is running, and stubs answer only while it is stopped" : "the target has ended",
      hint: isRunning ? "call interrupt() and wait for the stop first" : "start another",
    });
  }

  #mustHaveNoListener(message: string): void {
    this.#mustBeRunning();
    if (this.#listener !== undefined) throw invalidArgument(message, "wait once for each resume");
  }

  #mustBeRunning(): void {
    if (this.#state === "running") return;
    throw new GdbRemoteError({
      code: this.#state === "exited" ? "exited" : "not-running",
      message: this.#state === "exited" ? "the target has ended" : "the target is stopped already",
      hint: this.#state === "exited" ? "start another" : "resume it first; its stop is lastStop",
    });
  }

  /** Tells the listener the outcome from the event loop. If the connection has been closed meanwhile, that is the outcome. */
  #listen(): void {
    const listener = this.#listener;
    const hear = (payload: Uint8Array | GdbRemoteError | undefined): void => {
      if (this.#listener === listener) this.#hear(payload);
    };
    if (this.#connection.isClosed || this.turns?.isWaiting() === true) {
      setImmediate(() => hear(this.#connection.closedError));
    } else {
      this.#connection.listen(hear);
    }
  }

  #hear(payload: Uint8Array | GdbRemoteError | undefined): void {
    let outcome: StopReply | GdbRemoteError | undefined;
    try {
      outcome = payload instanceof GdbRemoteError ? payload : this.#interpret(payload);
    } finally {
      // `onOutput` may throw: its error goes to the event loop, and the wait for the stop goes on.
      if (outcome === undefined) this.#listen();
    }
    if (outcome === undefined) return;
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.(outcome);
  }

  /**
   * Interprets a packet of a running target; undefined where the target runs on.
   * @param payload - undefined where a report waits that came before
   * @param wanted - the only thread whose stop counts
   */
  #interpret(payload: Uint8Array | undefined, wanted?: number): StopReply | GdbRemoteError | undefined {
    const text = payload === undefined ? undefined : latin(payload);
    try {
      if (text === "" || (text !== undefined && /^E(?:[0-9a-fA-F]{2}$|\.)/.test(text))) {
        this.#state = "stopped";
        const refused = resumeRefused(text, this.#resumedBy);
        return this.unseenEnd?.findAfterThread() === true ? this.#lastStop : refused;
      }
      if (text?.[0] === "O" && text !== "OK") {
        const output = hexToBytes(text.slice(1), this.#resumedBy);
        this.#settings.onOutput(output);
        return undefined;
      }
      if (text?.[0] === "F") {
        // The stub asks for a file on this machine. This client has offered none.
        this.#connection.send(`F-1,${FILE_IO_UNKNOWN.toString(16)}`);
        return undefined;
      }
      const report = this.turns === undefined ? text : this.turns.next(text, wanted);
      if (report === undefined) return undefined;
      if (!looksLikeStop(report)) throw unexpectedReply(this.#resumedBy, report, "the report of a stop");
      const stop = this.#stopped(parseStopReply(report, this.#resumedBy, this.#settings.limits));
      // Of one thread of a program that was killed, gdbserver says no more than that it does not run.
      return stop.kind === "no-resumed-thread" && this.unseenEnd?.findAfterThread() === true ? this.#lastStop : stop;
    } catch (error) {
      if (!(error instanceof GdbRemoteError)) throw error;
      // After such a packet nobody can tell whether the target runs.
      return this.#connection.fail(error);
    }
  }

  #stopped(stop: StopReply): StopReply {
    this.#state = "stopped";
    if (stop.kind === "stopped") {
      if (this.#isInterrupted && stop.reason.kind === "signal" && this.#settings.isInterruptSignal(stop.signal)) {
        this.#isInterrupted = false;
        stop.reason = { kind: "interrupt" };
      }
      // Stubs select the thread that they report; GDB relies on it as well. Where several threads report, the stub selects the last of them.
      this.selected = this.turns?.isServing === true ? undefined : stop.thread;
    } else if (stop.kind === "exited" || stop.kind === "terminated") {
      if (!this.#settings.holdsSeveral) {
        this.#state = "exited";
        this.#connection.close();
      }
    }
    this.#lastStop = stop;
    return stop;
  }
}
