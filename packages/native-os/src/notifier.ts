import { native } from "./native.js";

/** Calls back, without blocking the event loop, once a thread has something to report. A thread of its own watches for that. */
export class Notifier {
  readonly #number: number;

  /** `callback` must not throw: no caller could catch the error. */
  constructor(callback: () => void) {
    this.#number = native().createNotifier(callback);
  }

  /** Asks for one call, when any of these threads has news. The event loop goes on until then. */
  arm(threadIds: Iterable<number>): void {
    native().armNotifier(this.#number, Int32Array.from(threadIds));
  }

  /** Lets the event loop end. */
  disarm(): void {
    native().disarmNotifier(this.#number);
  }

  /** Ends its thread. Nothing may be asked of it any more. */
  close(): void {
    native().closeNotifier(this.#number);
  }
}
