import { excerpt, GdbRemoteError } from "./error.js";
import { hexToBytes, hexToText, parseHexNumber } from "./hex.js";
import { defaultLimits, type GdbRemoteLimits, limitExceeded } from "./limits.js";
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

/** The outcomes of a run: a stop, or an end. */
export type StopReply =
  | ThreadStop
  /** `process` is 0 where the stub does not tell processes apart. */
  | { kind: "exited"; status: number; process: number }
  | { kind: "terminated"; signal: number; signalName: string; process: number }
  | { kind: "thread-exited"; status: number; thread: ThreadId }
  /** No thread is left that was resumed. */
  | { kind: "no-resumed-thread" };

/** True if a packet is one of those that answer a resume, and nothing else that this client asks for. */
export function looksLikeStop(payload: string): boolean {
  return /^(?:S[0-9a-fA-F]{2}$|T[0-9a-fA-F]{2}|[WX][0-9a-fA-F]{1,8}(?:;|$)|w[0-9a-fA-F]+;|N$)/.test(payload);
}

/** @throws {GdbRemoteError} `malformed-reply`, `unexpected-reply` or `limit-exceeded` */
export function parseStopReply(payload: string, packet: string, limits: GdbRemoteLimits = defaultLimits): StopReply {
  const letter = payload[0];
  switch (letter) {
    case "S":
      if (payload.length !== 3) break;
      return parseThreadStop(payload, packet, limits);
    case "T":
      if (!/^T[0-9a-fA-F]{2}/.test(payload)) break;
      return parseThreadStop(payload, packet, limits);
    case "W":
    case "X": {
      const [code, ...fields] = entriesOf(payload.slice(1), limits);
      if (!/^[0-9a-fA-F]{1,8}$/.test(code!)) break;
      const field = fields.find((one) => one.startsWith("process:"));
      const process = field === undefined ? 0 : parseHexNumber(field.slice("process:".length), packet);
      const number = parseHexNumber(code!, packet);
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

function entriesOf(text: string, limits: GdbRemoteLimits): string[] {
  const entries = text.split(";", limits.entries + 1);
  if (entries.length > limits.entries)
    throw limitExceeded(limits, "entries", "a report of a stop has too many entries");
  return entries;
}

function parseThreadStop(payload: string, packet: string, limits: GdbRemoteLimits): ThreadStop {
  const signal = parseHexNumber(payload.slice(1, 3), packet);
  const registers = new Map<number, Uint8Array>();
  let reason: StopReason = { kind: "signal" };
  let thread: ThreadId | undefined;
  for (const pair of entriesOf(payload.slice(3), limits)) {
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

/** The process that a report is of; 0 where the stub does not tell. */
export function processOf(stop: StopReply): number {
  switch (stop.kind) {
    case "stopped":
      return stop.thread?.process ?? 0;
    case "thread-exited":
      return stop.thread.process;
    case "exited":
    case "terminated":
      return stop.process;
    case "no-resumed-thread":
      return 0;
  }
}
