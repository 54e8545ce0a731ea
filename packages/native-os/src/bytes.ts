import { NativeOsError } from "./error.js";

/** A buffer of `size` bytes; refuses a size that is none, or that does not fit into memory. */
export function bytesOf(size: number, call: string): Uint8Array {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new NativeOsError({
      code: "invalid-argument",
      call,
      message: `${call}: size must be an integer from 0, not ${String(size)}`,
    });
  }
  try {
    return new Uint8Array(size);
  } catch (cause) {
    throw new NativeOsError({ code: "out-of-memory", call, message: `${call}: no room for ${size} bytes`, cause });
  }
}
