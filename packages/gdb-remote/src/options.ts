import { mustBeFunction, mustBeOneOf, mustBeTime, shown } from "./arguments.js";
import { invalidArgument } from "./error.js";
import type { GdbRemoteLimits } from "./limits.js";
import type { Endianness } from "./register-values.js";
import type { TargetDescription } from "./target-description.js";
import type { ThreadId } from "./thread-id.js";

export interface GdbRemoteOptions {
  /** Milliseconds until a stub that does not answer is given up; 5,000 by default. Waiting for a stop is not limited by it. */
  timeout?: number;
  /** Bytes of a packet that are accepted from the stub; 1 MiB by default. */
  maximumPacketSize?: number;
  /** How much of other things a stub may send, and an operation may take: sizes, counts, depths, time. */
  limits?: Partial<GdbRemoteLimits>;
  /** What to do about bytes between packets: an error (the default), or nothing, for a serial line with noise on it. */
  garbage?: "refuse" | "skip";
  /** Order of bytes in the target's registers; little by default. The protocol does not tell. */
  endianness?: Endianness;
  /** The target's registers, where the stub describes none, or describes them wrongly. */
  description?: TargetDescription;
  /**
   * Forks and execs to be told of, where the stub can. A forked child then is stopped and the stub's until `detach(process)`.
   * None by default: children run on, unseen.
   */
  events?: readonly ("fork" | "vfork" | "exec")[];
  /** Gets what the target writes to the debugger's console. Without, it is dropped. */
  onOutput?: (text: Uint8Array) => void;
}

export interface ResumeAction {
  kind: "continue" | "step";
  /** Which thread; without, all threads that no other action names. */
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
