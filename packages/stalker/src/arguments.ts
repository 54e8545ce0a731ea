import { isUint8Array } from "node:util/types";
import type { CodeAddress } from "@armstalker/isa";
import { describe } from "@armstalker/recompiler";
import { ADDRESS_SPACE } from "@armstalker/target";
import { StalkerError } from "./errors.js";

/** The error for an argument that is none of those allowed. @param allowed - an imperative, after "give" */
export function invalidArgument(name: string, value: unknown, allowed: string): StalkerError {
  return new StalkerError({
    code: "invalid-argument",
    message: `${name} is ${describe(value)}`,
    hint: `give ${allowed}`,
  });
}

/** @throws {StalkerError} `invalid-argument` for what is no whole number within bounds, these included */
export function requireInteger(name: string, value: unknown, least: number, most: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
  const bounds = most === Number.MAX_SAFE_INTEGER ? `of ${least} or more` : `from ${least} to ${most}`;
  throw invalidArgument(name, value, `a whole number ${bounds}`);
}

/** @throws {StalkerError} `invalid-argument` for what is no address, 0 to 2^32 - 1 */
export function requireAddress(name: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < ADDRESS_SPACE)
    return value as number;
  throw invalidArgument(name, value, "an address: a whole number from 0 to 2^32 - 1");
}

/** @throws {StalkerError} `invalid-argument` for what is no address of code, with bit 0 set for T32 */
export function requireCodeAddress(name: string, value: unknown): CodeAddress {
  const address = requireAddress(name, value);
  if (address % 2 === 1 || address % 4 === 0) return address as CodeAddress;
  throw invalidArgument(name, value, "a multiple of 4 for A32 code, or set bit 0 for T32 code");
}

/** @throws {StalkerError} `invalid-argument` for what does not fit a 32-bit register or word, signed or unsigned */
export function requireWord(name: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= -(2 ** 31) && (value as number) < ADDRESS_SPACE) {
    return value as number;
  }
  throw invalidArgument(name, value, "a whole number of 32 bits");
}

/** @throws {StalkerError} `invalid-argument` for a range that is not within the address space */
export function requireRange(address: unknown, size: unknown, mostSize: number): void {
  const start = requireAddress("address", address);
  requireInteger("size", size, 0, Math.min(mostSize, ADDRESS_SPACE - start));
}

/** @throws {StalkerError} `invalid-argument` for what is no function */
export function requireFunction(name: string, value: unknown): void {
  if (typeof value !== "function") throw invalidArgument(name, value, "a function");
}

/** @throws {StalkerError} `invalid-argument` for what is neither true nor false */
export function requireBoolean(name: string, value: unknown): void {
  if (typeof value !== "boolean") throw invalidArgument(name, value, "true or false");
}

/** @throws {StalkerError} `invalid-argument` for what is no `Uint8Array` */
export function requireBytes(name: string, value: unknown): void {
  if (!isUint8Array(value)) throw invalidArgument(name, value, "a Uint8Array");
}

/**
 * A copy of options, so that nothing changes them later.
 *
 * @param names - of all options that there are
 * @throws {StalkerError} `invalid-argument` for what is no object or cannot be read, and for an option that there is not
 */
export function copyOptions<Options extends object>(
  what: string,
  options: Options,
  names: readonly (keyof Options & string)[],
): Options {
  if (typeof options !== "object" || options === null)
    throw invalidArgument(what, options, "an object, or leave it out");
  let copy: Options;
  try {
    copy = { ...options };
  } catch (cause) {
    throw new StalkerError({
      code: "invalid-argument",
      message: `${what} cannot be read`,
      hint: "give a plain object; the cause says what it threw",
      cause,
    });
  }
  for (const name of Object.keys(copy)) {
    if ((names as readonly string[]).includes(name)) continue;
    throw new StalkerError({
      code: "invalid-argument",
      message: `${what} has no ${describe(name)}`,
      hint: `there are ${names.join(", ")}`,
    });
  }
  return copy;
}
