import { GdbRemoteError, type GdbRemoteErrorCode } from "@armstalker/gdb-remote";
import { TargetError, type TargetErrorCode } from "../errors.js";

/** The codes of errors after which the stub still answers. After any other error nothing more can be learned from it. */
const codes: Readonly<Partial<Record<GdbRemoteErrorCode, TargetErrorCode>>> = {
  "memory-fault": "memory-fault",
  "invalid-argument": "invalid-argument",
  running: "running",
  "not-running": "not-running",
  "unexpected-stop": "unexpected-stop",
  "target-error": "unsupported",
  unsupported: "unsupported",
  unavailable: "unsupported",
  "unknown-register": "unsupported",
};

/** Makes an error of the target of one that the stub or the connection threw. Returns any other value as it is. */
export function targetError(error: unknown): unknown {
  if (!(error instanceof GdbRemoteError)) return error;
  return new TargetError({
    code: codes[error.code] ?? "target-gone",
    message: error.message,
    hint: error.code === "running" ? "interrupt the target first, or wait for its next stop" : error.hint,
    ...(error.address === undefined ? {} : { address: error.address }),
    cause: error,
  });
}
