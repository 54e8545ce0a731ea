import { NativeOsError } from "./error.js";

/** PTRACE_O_*. `sysgood` is always set: without it a system-call stop cannot be told from SIGTRAP. */
const OPTION_BITS = {
  fork: 0x02,
  vfork: 0x04,
  clone: 0x08,
  exec: 0x10,
  "vfork-done": 0x20,
  exiting: 0x40,
  seccomp: 0x80,
} as const;

const SYSGOOD = 1;
const KILL_ON_EXIT = 1 << 20;

/** Events that can be asked for; the others come in any case. */
export type EventName = keyof typeof OPTION_BITS;

export interface TraceOptions {
  /** The events that stop a thread. Default: clone, fork, vfork, exec. Threads and processes whose start is no such event run untraced. */
  events?: EventName[];
  /** The fate of the process when this one ends, in whatever way. Default: `kill` for spawned processes, `release` for those that were attached to. */
  onTracerExit?: "kill" | "release";
}

export const DEFAULT_EVENTS: EventName[] = ["clone", "fork", "vfork", "exec"];

/** The number for PTRACE_SEIZE and PTRACE_SETOPTIONS. */
export function optionBits(options: TraceOptions, onTracerExit: "kill" | "release"): number {
  let bits = SYSGOOD;
  for (const event of options.events ?? DEFAULT_EVENTS) {
    if (!Object.hasOwn(OPTION_BITS, event)) {
      throw new NativeOsError({
        code: "invalid-argument",
        call: "options",
        message: `events must be among ${Object.keys(OPTION_BITS).join(", ")}, not ${String(event)}`,
      });
    }
    bits |= OPTION_BITS[event];
  }
  const ending = options.onTracerExit ?? onTracerExit;
  if (ending !== "kill" && ending !== "release") {
    throw new NativeOsError({
      code: "invalid-argument",
      call: "options",
      message: `onTracerExit must be kill or release, not ${String(ending)}`,
    });
  }
  return ending === "kill" ? bits | KILL_ON_EXIT : bits;
}
