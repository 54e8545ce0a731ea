import type { WriteStream } from "node:tty";

/** Where progress is shown: a terminal, or anything that text is written to. */
export type ProgressStream = Pick<WriteStream, "write"> & { readonly isTTY?: boolean; readonly columns?: number };

const TERMINAL_INTERVAL = 100;
const LINE_INTERVAL = 1000;
const ERASE_LINE = "\r\u001b[K";

/** Shows how far something is: one line that is written over in a terminal, else a line a second. */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #text: () => string;
  readonly #interval: number;
  readonly #timer: NodeJS.Timeout;
  #shown: number;
  #isLineOpen = false;

  /** @param text - says how far it is, in one line */
  constructor(stream: ProgressStream, text: () => string) {
    this.#stream = stream;
    this.#text = text;
    this.#interval = stream.isTTY === true ? TERMINAL_INTERVAL : LINE_INTERVAL;
    this.#shown = performance.now();
    this.#timer = setInterval(() => this.update(), this.#interval);
    this.#timer.unref();
  }

  /** Shows it if it is time to: for work that lets no timer run. */
  update(): void {
    const now = performance.now();
    // Timers are late, and never by the same time.
    if (now - this.#shown < this.#interval * 0.9) return;
    this.#shown = now;
    if (this.#stream.isTTY !== true) {
      this.#stream.write(`${this.#text()}\n`);
      return;
    }
    this.#stream.write(ERASE_LINE + this.#text().slice(0, (this.#stream.columns ?? 80) - 1));
    this.#isLineOpen = true;
  }

  /** Takes the line away, so that something else can be written to the terminal. */
  clear(): void {
    if (!this.#isLineOpen) return;
    this.#stream.write(ERASE_LINE);
    this.#isLineOpen = false;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.clear();
  }
}
