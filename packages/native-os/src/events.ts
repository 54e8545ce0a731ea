import type { TracedThread } from "./thread.js";

/** The numbers of the signals that tracing is about; any other number from 1 to 64 can be used as well. */
export const Signal = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
} as const;

/** An event of a traced thread. All but `exit` and `gone` leave it stopped. */
export type TraceEvent = { thread: TracedThread } & (
  | /** A signal is about to be delivered; it is with the next resume(), unless that says otherwise. */ {
      type: "signal";
      signal: number;
    }
  | /** It stopped because of interrupt(), or because its attaching did. */ { type: "interrupt" }
  | /** First stop of a thread or process that a traced one made. */ { type: "started" }
  | /** The process was stopped by SIGSTOP or another stop signal: keepStopped() or resume(). */ {
      type: "group-stop";
      signal: number;
    }
  | /** Before (`entry`) or after (`exit`) a system call, after resume({ until: "system-call" }). */ {
      type: "system-call";
      phase: "entry" | "exit";
    }
  | /** After a single step. */ { type: "step" }
  | /** It made a thread or a process; `child` has its own `started` event later. */ {
      type: "clone" | "fork" | "vfork";
      child: TracedThread;
    }
  | /** The child of a vfork has gone on to its own memory. */ { type: "vfork-done" }
  | /** It became another program. All other threads are gone; `thread` is the leader, `formerThreadId` the one that called. */ {
      type: "exec";
      formerThreadId: number;
    }
  | /** A seccomp filter asks. */ { type: "seccomp"; data: number }
  | /** It is about to end, with its registers still readable; `status` is what wait will tell. */ {
      type: "exiting";
      status: number;
    }
  | /** It ended. `lastOfProcess` tells that the whole process did. */ {
      type: "exit";
      ending: Ending;
      lastOfProcess: boolean;
    }
  | /** It is gone, and its status is unknown: another part of this program reaped it. */ { type: "gone" }
);

export type Ending = { code: number } | { signal: number; coreDumped: boolean };

/** PTRACE_EVENT_*, from bit 16 of a status. */
export const PtraceEvent = {
  FORK: 1,
  VFORK: 2,
  CLONE: 3,
  EXEC: 4,
  VFORK_DONE: 5,
  EXIT: 6,
  SECCOMP: 7,
  STOP: 128,
} as const;

/** The meaning of the status from waitpid, before the thread is asked for more. */
export type Status =
  | { type: "gone" }
  | { type: "exit"; ending: Ending }
  | { type: "system-call" }
  | { type: "event"; event: number; signal: number }
  | { type: "signal"; signal: number };

/** With PTRACE_O_TRACESYSGOOD, which this package always sets, system-call stops are told from SIGTRAP by this bit. */
const SYSTEM_CALL_STOP = 5 | 0x80;

/** Takes a wait status apart (`man 2 wait`, `man 2 ptrace`). */
export function decodeStatus(status: number): Status {
  if (status === -1) return { type: "gone" };
  const low = status & 0x7f;
  if (low === 0) return { type: "exit", ending: { code: (status >> 8) & 0xff } };
  if (low !== 0x7f) return { type: "exit", ending: { signal: low, coreDumped: (status & 0x80) !== 0 } };
  const signal = (status >> 8) & 0xff;
  const event = status >> 16;
  if (event !== 0) return { type: "event", event, signal };
  return signal === SYSTEM_CALL_STOP ? { type: "system-call" } : { type: "signal", signal };
}
