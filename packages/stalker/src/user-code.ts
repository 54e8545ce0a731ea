import { asError, watchPromise } from "@armstalker/recompiler";

/**
 * Calls a function of the user. Reports the error that it throws, or with which a promise that it returns is rejected.
 *
 * @returns the result of the function; undefined if it throws
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
