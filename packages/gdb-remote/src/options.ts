import type { Endianness } from "./register-values.js";
import type { TargetDescription } from "./target-description.js";
import type { ThreadId } from "./thread-id.js";

export interface GdbRemoteOptions {
  /** Milliseconds until a stub that does not answer is given up; 5,000 by default. Waiting for a stop is not limited by it. */
  timeout?: number;
  /** Bytes of a packet that are accepted from the stub; 1 MiB by default. */
  maximumPacketSize?: number;
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
