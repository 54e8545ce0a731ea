import { GdbRemoteError, type GdbRemoteErrorCode } from "@armstalker/gdb-remote";
import { TargetError, type TargetErrorCode } from "../errors.js";

/** Those that do not stand here mean that nothing more can be learned from the stub. */
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

/** What the stub or the connection to it threw, as an error of the target; anything else as it is. */
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
