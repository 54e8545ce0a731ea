import { native } from "./native.js";

/**
 * Calls back once a word of shared memory differs from a value, without blocking the event loop. A thread of its own waits on the word's
 * futex while the watch is armed, so the other process must wake the word after it has written it.
 *
 * The word is compared, not the wake: a change before {@link arm}, or while nobody waits, is reported as well. Without a wake it is noticed
 * within about a second.
 */
export class WordWatch {
  readonly #number: number;
  readonly #onClose: (watch: WordWatch) => void;
  #closed = false;

  /** Only `SharedMemory.watch` makes these. */
  constructor(memory: number, offset: number, callback: () => void, onClose: (watch: WordWatch) => void) {
    this.#onClose = onClose;
    // What was reported for an earlier order may still be on its way.
    this.#number = native().createWordWatch(memory, offset, () => {
      if (!this.#closed && native().takeWordReport(this.#number)) callback();
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Asks for one call back, when the word is other than `expected` (-2^31 to 2^32 - 1); from the event loop, also where it is so already.
   * Replaces what the watch was armed for before. The event loop goes on until then, unless {@link unref} was called.
   *
   * @throws {NativeOsError} `closed`, `invalid-argument`; `system-error` where the system gives no thread
   */
  arm(expected: number): void {
    native().armWordWatch(this.#number, expected);
  }

  /** Asks for no call back any more, until it is armed again. */
  disarm(): void {
    if (!this.#closed) native().disarmWordWatch(this.#number);
  }

  /** Lets the event loop end while the watch is armed. */
  unref(): this {
    if (!this.#closed) native().keepLoop(this.#number, false);
    return this;
  }

  /** Has the event loop go on while the watch is armed, as it does by default. */
  ref(): this {
    if (!this.#closed) native().keepLoop(this.#number, true);
    return this;
  }

  /** Ends the watch and its thread; the callback does not come any more. Nothing happens the second time. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    native().closeWordWatch(this.#number);
    this.#onClose(this);
  }
}
