// Checks of arguments, at the place where they enter: type, range, size.
import { inspect } from "node:util";
import { excerpt, type GdbRemoteError, invalidArgument } from "./error.js";

/** The longest time that timers and the kernel take, in milliseconds. */
const LONGEST_TIME = 0x7fffffff;
/** Bytes of the longest path that Linux takes. */
export const LONGEST_PATH = 4096;

/** A value of any kind for a message, short, and without running code of its own. */
export function shown(value: unknown): string {
  if (typeof value === "string") return `"${excerpt(value)}"`;
  return excerpt(inspect(value, { depth: 0, maxArrayLength: 3, maxStringLength: 40, customInspect: false }));
}

function refused(name: string, value: unknown, hint: string): GdbRemoteError {
  return invalidArgument(`${name} is ${shown(value)}`, hint);
}

/** @throws {GdbRemoteError} `invalid-argument` where it is no whole number from 0 to 2^53 - 1. */
export function mustBeUnsigned(value: unknown, name: string): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw refused(name, value, "give a whole number of zero or more; a negative 32-bit n is n >>> 0");
}

/** @throws {GdbRemoteError} `invalid-argument` where it is no number of milliseconds from `least` to 2^31 - 1. */
export function mustBeTime(value: unknown, name: string, least: number = 0): number {
  if (typeof value === "number" && value >= least && value <= LONGEST_TIME) return value;
  throw refused(name, value, `give milliseconds, from ${least} to ${LONGEST_TIME}`);
}

export function mustBeText(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  throw refused(name, value, "give a string");
}

export function mustBePath(value: unknown): string {
  const path = mustBeText(value, "path");
  if (!path.includes("\0") && Buffer.byteLength(path) <= LONGEST_PATH) return path;
  throw refused("path", path, `give at most ${LONGEST_PATH} bytes, none of them zero`);
}

export function mustBeBytes(value: unknown, name: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw refused(name, value, "give a Uint8Array");
}

/** Text of a packet, whose characters travel as a byte each; or its bytes. */
export function mustBePacket(value: unknown, most: number): string | Uint8Array {
  const isText = typeof value === "string";
  if (!isText && !(value instanceof Uint8Array)) throw refused("packet", value, "give a string or a Uint8Array");
  if (value.length === 0 || value.length > most) {
    throw invalidArgument(`the packet has ${value.length} bytes`, `give 1 to ${most} of them`);
  }
  if (isText && hasWideCharacter(value)) {
    throw refused(
      "packet",
      value,
      "its characters are bytes: encode others as the packet wants it, mostly in hexadecimal",
    );
  }
  return value;
}

function hasWideCharacter(text: string): boolean {
  return /[^\0-\xff]/.test(text);
}

export function mustBeOneOf<Word extends string>(value: unknown, words: readonly Word[], name: string): Word {
  if (words.includes(value as Word)) return value as Word;
  throw refused(name, value, `give one of: ${words.join(" ")}`);
}

export function mustBeFunction(value: unknown, name: string): void {
  if (typeof value !== "function") throw refused(name, value, "give a function");
}
