import { mustBeFunction, mustBeOneOf, mustBeTime, shown } from "./arguments.js";
import { invalidArgument } from "./error.js";
import type { GdbRemoteLimits } from "./limits.js";
import type { Endianness } from "./register-values.js";
import type { TargetDescription } from "./target-description.js";
import type { ThreadId } from "./thread-id.js";

export interface GdbRemoteOptions {
  /** Milliseconds until a request without an answer fails; 5,000 by default. It does not limit the wait for a stop. */
  timeout?: number;
  /** Bytes of a packet that are accepted from the stub; 1 MiB by default. */
  maximumPacketSize?: number;
  /** Bounds on the data that a stub may send, and on the time of an operation. */
  limits?: Partial<GdbRemoteLimits>;
  /** The treatment of bytes between packets: an error (the default), or none, for a serial line with noise on it. */
  garbage?: "refuse" | "skip";
  /** Order of bytes in the target's registers; little by default. The protocol does not tell. */
  endianness?: Endianness;
  /** The target's registers, where the stub describes none, or describes them wrongly. */
  description?: TargetDescription;
  /**
   * Forks and execs that the stub is to report, where it can. A forked child is then stopped, and held by the stub until `detach(process)`.
   * None by default: children run on, unseen.
   */
  events?: readonly ("fork" | "vfork" | "exec")[];
  /** Gets what the target writes to the debugger's console. Without, it is dropped. */
  onOutput?: (text: Uint8Array) => void;
}

export interface ResumeAction {
  kind: "continue" | "step";
  /** The thread to resume; without it, all threads that no other action names. */
  thread?: ThreadId;
  /** Deliver this signal of the protocol (see `signalNumber`) on the way. */
  signal?: number;
}

const DEFAULT_TIMEOUT = 5000;
const DEFAULT_MAXIMUM_PACKET_SIZE = 1 << 20;
const LEAST_PACKET_SIZE = 1024;
const LARGEST_PACKET_SIZE = 1 << 28;
const NO_EVENTS: readonly ("fork" | "vfork" | "exec")[] = [];

type CheckedOptions = Required<
  Pick<GdbRemoteOptions, "timeout" | "maximumPacketSize" | "garbage" | "endianness" | "events">
>;

/** The options that have a default, and their values. @throws {GdbRemoteError} `invalid-argument` */
export function checkedOptions(options: GdbRemoteOptions): CheckedOptions {
  const {
    timeout = DEFAULT_TIMEOUT,
    maximumPacketSize = DEFAULT_MAXIMUM_PACKET_SIZE,
    garbage = "refuse",
    endianness = "little",
    events = NO_EVENTS,
  } = options;
  if (
    !Number.isInteger(maximumPacketSize) ||
    maximumPacketSize < LEAST_PACKET_SIZE ||
    maximumPacketSize > LARGEST_PACKET_SIZE
  ) {
    throw invalidArgument(
      `maximumPacketSize is ${shown(maximumPacketSize)}`,
      `give a whole number of bytes from ${LEAST_PACKET_SIZE} to ${LARGEST_PACKET_SIZE}`,
    );
  }
  if (options.onOutput !== undefined) mustBeFunction(options.onOutput, "onOutput");
  if (!Array.isArray(events)) throw invalidArgument(`events is ${shown(events)}`, "give an array of words");
  return {
    timeout: mustBeTime(timeout, "timeout", 1),
    maximumPacketSize,
    garbage: mustBeOneOf(garbage, ["refuse", "skip"], "garbage"),
    endianness: mustBeOneOf(endianness, ["little", "big"], "endianness"),
    events: events.map((event) => mustBeOneOf(event, ["fork", "vfork", "exec"], "an event")),
  };
}
