import { excerpt, GdbRemoteError } from "./error.js";
import { hexToBytes, hexToText, parseHexNumber } from "./hex.js";
import { signalName } from "./signals.js";
import { parseThreadId, type ThreadId } from "./thread-id.js";

/** Why a thread stopped, beyond its signal. */
export type StopReason =
  /** A signal; or a step, a breakpoint or an interrupt of a stub that does not tell them apart. */
  | { kind: "signal" }
  /** The answer to `interrupt()`; its signal is not the program's. */
  | { kind: "interrupt" }
  | { kind: "software-breakpoint" }
  | { kind: "hardware-breakpoint" }
  /** `access`: of a watchpoint for both, where the stub does not say which it was. */
  | { kind: "watchpoint"; access: "write" | "read" | "access"; address: number }
  /** Libraries were loaded or unloaded: read the list again. */
  | { kind: "library" }
  /** `child` is stopped too, and the stub's until it is detached. */
  | { kind: "fork" | "vfork"; child: ThreadId }
  | { kind: "vfork-done" }
  /** The process runs `path` now; its breakpoints and libraries are gone. */
  | { kind: "exec"; path: string }
  | { kind: "thread-created" }
  | { kind: "system-call"; at: "entry" | "return"; number: number }
  /** The end, or the beginning, of a recording that is replayed. */
  | { kind: "replay"; at: string };

/** A thread has stopped, and every other with it where the stub keeps to the protocol. */
export interface ThreadStop {
  kind: "stopped";
  /** In the protocol's numbers: see {@link signalName}. */
  signal: number;
  signalName: string;
  reason: StopReason;
  /** Absent where the stub does not say. */
  thread?: ThreadId;
  /** Contents of the registers that the stub sent along, by number. */
  registers: ReadonlyMap<number, Uint8Array>;
}

/** What a running target can come back with. */
export type StopReply =
  | ThreadStop
  /** `process` is 0 where the stub does not tell processes apart. */
  | { kind: "exited"; status: number; process: number }
  | { kind: "terminated"; signal: number; signalName: string; process: number }
  | { kind: "thread-exited"; status: number; thread: ThreadId }
  /** No thread is left that was resumed. */
  | { kind: "no-resumed-thread" };

/** Whether a packet is one of those that answer a resume, and nothing else that this client asks for. */
export function looksLikeStop(payload: string): boolean {
  return /^(?:S[0-9a-fA-F]{2}$|T[0-9a-fA-F]{2}|[WX][0-9a-fA-F]{1,8}(?:;|$)|w[0-9a-fA-F]+;|N$)/.test(payload);
}

/** @throws {GdbRemoteError} `malformed-reply` or `unexpected-reply` */
export function parseStopReply(payload: string, packet: string): StopReply {
  const letter = payload[0];
  switch (letter) {
    case "S":
      if (payload.length !== 3) break;
      return parseThreadStop(payload, packet);
    case "T":
      if (!/^T[0-9a-fA-F]{2}/.test(payload)) break;
      return parseThreadStop(payload, packet);
    case "W":
    case "X": {
      const match = /^.([0-9a-fA-F]{1,8})((?:;[^;]*)*)$/.exec(payload);
      if (match === null) break;
      const field = /(?:^|;)process:([^;]*)/.exec(match[2]!);
      const process = field === null ? 0 : parseHexNumber(field[1]!, packet);
      const number = parseHexNumber(match[1]!, packet);
      return letter === "W"
        ? { kind: "exited", status: number, process }
        : { kind: "terminated", signal: number, signalName: signalName(number), process };
    }
    case "w": {
      const match = /^w([0-9a-fA-F]{1,8});(.+)$/.exec(payload);
      if (match === null) break;
      return {
        kind: "thread-exited",
        status: parseHexNumber(match[1]!, packet),
        thread: parseThreadId(match[2]!, packet),
      };
    }
    case "N":
      if (payload.length !== 1) break;
      return { kind: "no-resumed-thread" };
  }
  throw new GdbRemoteError({
    code: "unexpected-reply",
    message: `"${excerpt(payload)}" is no report of a stop`,
    hint: "the stub does not keep to the protocol; look for a later version of it",
    packet: excerpt(packet),
    reply: excerpt(payload),
  });
}

function parseThreadStop(payload: string, packet: string): ThreadStop {
  const signal = parseHexNumber(payload.slice(1, 3), packet);
  const registers = new Map<number, Uint8Array>();
  let reason: StopReason = { kind: "signal" };
  let thread: ThreadId | undefined;
  for (const pair of payload.slice(3).split(";")) {
    if (pair === "") continue;
    const colon = pair.indexOf(":");
    const key = colon < 0 ? pair : pair.slice(0, colon);
    const value = colon < 0 ? "" : pair.slice(colon + 1);
    if (key === "thread") {
      thread = parseThreadId(value, packet);
    } else if (/^[0-9a-fA-F]+$/.test(key)) {
      // A register that cannot be had is sent as x's.
      if (!/^x+$/.test(value)) registers.set(parseHexNumber(key, packet), hexToBytes(value, packet));
    } else {
      reason = parseReason(key, value, packet) ?? reason;
    }
  }
  const stop: ThreadStop = { kind: "stopped", signal, signalName: signalName(signal), reason, registers };
  if (thread !== undefined) stop.thread = thread;
  return stop;
}

/** Undefined for a key that is not known here: the protocol says to pass over those. */
function parseReason(key: string, value: string, packet: string): StopReason | undefined {
  switch (key) {
    case "swbreak":
      return { kind: "software-breakpoint" };
    case "hwbreak":
      return { kind: "hardware-breakpoint" };
    case "watch":
      return { kind: "watchpoint", access: "write", address: parseHexNumber(value, packet) };
    case "rwatch":
      return { kind: "watchpoint", access: "read", address: parseHexNumber(value, packet) };
    case "awatch":
      return { kind: "watchpoint", access: "access", address: parseHexNumber(value, packet) };
    case "library":
      return { kind: "library" };
    case "fork":
    case "vfork":
      return { kind: key, child: parseThreadId(value, packet) };
    case "vforkdone":
      return { kind: "vfork-done" };
    case "exec":
      return { kind: "exec", path: hexToText(value, packet) };
    case "create":
      return { kind: "thread-created" };
    case "syscall_entry":
      return { kind: "system-call", at: "entry", number: parseHexNumber(value, packet) };
    case "syscall_return":
      return { kind: "system-call", at: "return", number: parseHexNumber(value, packet) };
    case "replaylog":
      return { kind: "replay", at: value };
    default:
      return undefined;
  }
}
