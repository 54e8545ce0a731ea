import { GdbRemoteError } from "../../src/index.js";

/** The error that `body` throws. */
export function errorOf(body: () => unknown): GdbRemoteError {
  try {
    body();
  } catch (error) {
    if (error instanceof GdbRemoteError) return error;
    throw new Error("it threw something that is no GdbRemoteError", { cause: error });
  }
  throw new Error("it threw nothing");
}

export async function rejectionOf(promise: Promise<unknown>): Promise<GdbRemoteError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof GdbRemoteError) return error;
    throw new Error("it rejected with something that is no GdbRemoteError", { cause: error });
  }
  throw new Error("it did not reject");
}
