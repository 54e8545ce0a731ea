import { types } from "node:util";
import { describe, excerpt } from "./describe.js";
import { RecompilerError } from "./errors.js";

/** Has somebody told what a promise is rejected with, if a value is one. */
export function watchPromise(value: unknown, report: (error: Error) => void): void {
  if (typeof value !== "object" || value === null) return;
  // The promise of the engine looks for `then`, and turns what that throws into a rejection.
  new Promise((resolve) => resolve(value)).then(undefined, (error: unknown) => report(asError(error)));
}

/** What was thrown, as an error. Anything can be thrown: what is no error becomes the cause of one. Runs no code of the value's. */
export function asError(thrown: unknown): Error {
  // `instanceof` would run the traps of a Proxy.
  if (types.isNativeError(thrown)) return thrown;
  return new RecompilerError({
    code: "thrown-value",
    message: `${describe(thrown)} was thrown, which is no Error`,
    hint: "the value is the cause; throw Errors",
    cause: thrown,
  });
}

/** The message of an error; empty where it has none that can be read. */
export function messageOf(error: Error): string {
  try {
    const { message } = error;
    return typeof message === "string" ? excerpt(message) : "";
  } catch {
    return "";
  }
}
