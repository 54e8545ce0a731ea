import { ArmstalkerError, type ArmstalkerErrorFields, hasCodeOf } from "@armstalker/errors";

/** The parts of a {@link NativeOsError}. */
export interface NativeOsErrorFields extends Omit<ArmstalkerErrorFields, "hint"> {
  /** The function or system call that was asked for. */
  readonly call: string;
  /** The system's error number, where the system was asked. */
  readonly errno?: number;
  /** The advice; by default the one that helps with the code in general. */
  readonly hint?: string;
}

/** Advice for errors whose place has none of its own. */
const hints: Readonly<Record<string, string>> = {
  closed: "make another",
  "connection-refused": "check that the server is running, and listens there",
  detached: "attach to it again",
  died: "look at why the process ended",
  freed: "make another",
  "in-use": "choose another place, or wait until it is free",
  "invalid-argument": "give what the message asks for",
  malformed: "give the text of /proc/PID/maps",
  "no-such-thread": "wait for its exit event, and use it from the thread that traces it",
  "not-allocated": "give an allocation of this module, and free it once",
  "not-arm": "trace a 32-bit ARM process",
  "not-found": "check the path or name",
  "not-permitted":
    "end the other tracer, or give this process CAP_SYS_PTRACE; kernel.yama.ptrace_scope and containers forbid tracing",
  "not-stopped": "stop the thread first",
  "nothing-to-wait-for": "spawn or attach to a process first",
  "out-of-memory": "ask for less",
  "remote-call-failed": "look errno up: it is what the traced program was told",
  "system-error": "look errno up: it is what the system answered",
  timeout: "give a longer timeout",
  unmapped: "give a range that is mapped, as memoryMap() shows it",
  unsupported: "use a system that has it",
  "unsupported-platform": "run this under Linux, or use a GDB remote target",
};

/** The error of everything that this package refuses, and of everything that the system refused it. */
export class NativeOsError extends ArmstalkerError<NativeOsErrorFields & ArmstalkerErrorFields> {
  override readonly name: string = "NativeOsError";
  /** The function or system call that was asked for. */
  declare readonly call: string;
  /** The system's error number, where the system was asked. */
  declare readonly errno?: number;

  /** @param fields - with one of the codes `invalid-argument`, `no-such-thread`, `unmapped`, `freed`, `timeout`, `not-permitted`, `unsupported`, … */
  constructor(fields: NativeOsErrorFields) {
    super({ ...fields, hint: fields.hint ?? hints[fields.code] ?? "look at the cause" });
  }
}

/** True for a NativeOsError with this code, whichever build of the package (ESM or CommonJS) made it. */
export function hasCode(error: unknown, code: string): error is NativeOsError {
  return hasCodeOf(error, "NativeOsError", code);
}
