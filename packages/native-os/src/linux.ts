import { NativeOsError } from "./error.js";
import { native } from "./native.js";

/** Refuses with a clear error on other systems, for functions that need no addon. */
export function requireLinux(call: string): void {
  if (process.platform === "linux") return;
  try {
    native();
  } catch (error) {
    throw new NativeOsError({ code: "unsupported-platform", call, message: (error as Error).message, cause: error });
  }
}
