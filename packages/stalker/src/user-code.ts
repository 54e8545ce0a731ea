import { asError, watchPromise } from "@armstalker/recompiler";

/**
 * Calls a function of the user's. What it throws is told, and so is what a promise that it returns is rejected with.
 *
 * @returns what the function returns; undefined if it throws
 */
export function callUserCode(body: () => unknown, report: (error: Error) => void): unknown {
  try {
    const result = body();
    watchPromise(result, report);
    return result;
  } catch (error) {
    report(asError(error));
    return undefined;
  }
}
