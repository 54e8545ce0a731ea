import { constants } from "node:os";
import {
  type EmulatorExit,
  hasCode,
  linuxSignalNumber,
  type ThreadId as RemoteThreadId,
  type StopReply,
  signalNumber,
} from "@armstalker/gdb-remote";
import type { DriverStop } from "../driver.js";
import { TargetError } from "../errors.js";
import type { TargetEnd, ThreadId } from "../target.js";

const SIGTRAP = signalNumber("SIGTRAP");

/**
 * The stop that a stub reports, with Linux's numbers.
 *
 * @param unnamed - the thread of a stop for which the stub names none
 */
export function driverStop(stop: StopReply, unnamed: ThreadId): DriverStop {
  switch (stop.kind) {
    case "exited":
      return { kind: "exited", status: stop.status };
    case "terminated":
      return { kind: "terminated", signal: linuxSignal(stop.signal) };
    case "thread-exited":
      return { kind: "thread-exited", thread: threadNumber(stop.thread) };
    case "no-resumed-thread":
      return lost(
        new TargetError({
          code: "target-gone",
          message: "the stub says that no thread is left to run",
          hint: "start the program anew",
        }),
      );
    case "stopped":
      break;
  }
  const thread = stop.thread === undefined ? unnamed : threadNumber(stop.thread);
  if (stop.reason.kind === "interrupt" || stop.signal === 0) return { kind: "interrupted", thread };
  if (stop.signal === SIGTRAP) {
    const { kind } = stop.reason;
    const isTrap = kind === "signal" || kind === "software-breakpoint" || kind === "hardware-breakpoint";
    // Libraries, children, and whatever else a stub tells a debugger with this signal.
    return { kind: isTrap ? "trap" : "event", thread };
  }
  return { kind: "signal", thread, signal: linuxSignal(stop.signal) };
}

/** A thread of Linux, whose numbers have 31 bits. @throws {TargetError} `unsupported` for one that only a larger number names. */
export function threadNumber({ thread }: RemoteThreadId): ThreadId {
  if (typeof thread === "number") return thread;
  throw new TargetError({
    code: "unsupported",
    message: `the stub calls a thread 0x${thread.toString(16)}`,
    hint: "that is no thread of Linux: follow programs behind gdbserver or qemu-arm",
  });
}

/** The program's end, by that of its emulator, which has ended without a report. */
export function endOfEmulator({ code, signal }: EmulatorExit, cause: Error): TargetEnd {
  if (code !== null) return { kind: "exited", status: code };
  if (signal !== null) return { kind: "terminated", signal: constants.signals[signal] };
  return lost(cause);
}

export function lost(cause: Error): TargetEnd {
  return { kind: "lost", cause };
}

/** True if the other side has hung up. An emulator does that when another program replaces it, or when it is killed. */
export function isHangUp(error: unknown): boolean {
  if (hasCode(error, "hang-up")) return true;
  return (
    hasCode(error, "closed") && (error.cause === undefined || isHangUp(error.cause) || hasCode(error.cause, "closed"))
  );
}

/**
 * True if an error only says that the target has ended: it stems from the error that closed the connection, or refuses a request to a target that
 * is gone.
 *
 * @param fault - the error that closed the connection
 */
export function tellsOfTheEnd(error: unknown, fault: Error | undefined): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one === fault || hasCode(one, "exited") || (one instanceof TargetError && one.code === "target-gone"))
      return true;
  }
  return false;
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function linuxSignal(signal: number): number {
  // A number without a counterpart is not one of Linux's: the stub's own stands for it.
  return linuxSignalNumber(signal) ?? signal;
}
