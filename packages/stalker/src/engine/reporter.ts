import { isNativeError } from "node:util/types";
import { asError } from "@armstalker/recompiler";
import { type Target, TargetError, type ThreadId } from "@armstalker/target";
import { StalkerError } from "../errors.js";
import { callUserCode } from "../user-code.js";

/** Tells of errors that cannot be thrown to anybody: to the user's function, else by the event loop. */
export class Reporter {
  readonly #target: Target;
  readonly #onError: ((error: Error, thread: ThreadId) => unknown) | null;

  constructor(target: Target, onError: ((error: Error, thread: ThreadId) => unknown) | null) {
    this.#target = target;
    this.#onError = onError;
  }

  readonly report = (thrown: unknown, thread: ThreadId): void => {
    const error = asError(thrown);
    // The promise of the target's run resolves with its end, and the reason.
    if (this.#target.state === "ended" && isOfTheEnd(error)) return;
    const onError = this.#onError;
    if (onError === null) {
      throwLater(error);
      return;
    }
    callUserCode(
      () => onError(error, thread),
      (second) => throwLater(new AggregateError([second, error], "onError threw when it was told of an error")),
    );
  };
}

function throwLater(error: Error): void {
  queueMicrotask(() => {
    throw error;
  });
}

/** True for an error of a target that has ended, if the error only follows from the end. */
function isOfTheEnd(error: Error): boolean {
  for (let one: unknown = error; isNativeError(one); one = one.cause) {
    if (one instanceof StalkerError) {
      if (one.code === "target-gone") return true;
    } else if (one instanceof TargetError) {
      return one.code === "target-gone" || one.code === "unexpected-stop";
    } else {
      return false;
    }
  }
  return false;
}
