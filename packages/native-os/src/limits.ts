import { NativeOsError } from "./error.js";

/** Bytes that one call copies or flushes at most: it blocks this thread meanwhile. native/arguments.h says the same. */
export const MOST_COPIED: number = 2 ** 28;
/** Milliseconds of the longest time limit: what timers of JavaScript and of Linux can both count to. */
export const LONGEST_TIMEOUT: number = 2 ** 31 - 1;
/** The largest buffer for a register set, in bytes. The largest sets of today take some 11,000. */
export const LARGEST_REGISTER_SET = 65_536;

/** A fresh buffer of `size` bytes. Refuses a size that is none, or that is above `most`. */
export function bytesOf(size: number, call: string, most: number = MOST_COPIED): Uint8Array {
  if (!Number.isSafeInteger(size) || size < 0 || size > most) {
    throw new NativeOsError({
      code: "invalid-argument",
      call,
      message: `${call}: size must be an integer from 0 to ${most}, not ${String(size)}`,
      ...(size > most ? { hint: "ask for it in parts" } : {}),
    });
  }
  try {
    return new Uint8Array(size);
  } catch (cause) {
    throw new NativeOsError({ code: "out-of-memory", call, message: `${call}: no room for ${size} bytes`, cause });
  }
}

/** Refuses what is no time limit. Result: whole milliseconds, rounded up. */
export function checkedTimeout(timeout: number, call: string): number {
  if (typeof timeout === "number" && timeout >= 0 && timeout <= LONGEST_TIMEOUT) return Math.ceil(timeout);
  throw new NativeOsError({
    code: "invalid-argument",
    call,
    message: `${call}: timeout must be from 0 to ${LONGEST_TIMEOUT} milliseconds, not ${String(timeout)}`,
    ...(timeout > LONGEST_TIMEOUT ? { hint: "leave it out to wait without limit, where that is offered" } : {}),
  });
}
