import { readFileSync } from "node:fs";

/** Signals that ask this process to end, and what a shell reports for each: 128 and its number. */
const SIGNALS = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"] as const;
export type EndSignal = (typeof SIGNALS)[number];

const SECOND_CONTROL_C = 2000;

/**
 * Signals that ask this process to end. The terminal sends its Ctrl-C to the followed program as well, which may handle it: so a SIGINT in the
 * foreground of a terminal is left to the program, and a second one within two seconds is for this process.
 */
export class EndRequests {
  readonly #handlers = SIGNALS.map((signal) => [signal, () => this.#receive(signal)] as const);
  readonly #say: (text: string) => void;
  #signal: EndSignal | undefined;
  #interrupted = Number.NEGATIVE_INFINITY;
  #listener: (() => void) | undefined;

  /** @param say - tells the person at the terminal */
  constructor(say: (text: string) => void) {
    this.#say = say;
    for (const [signal, handler] of this.#handlers) process.on(signal, handler);
  }

  /** The first signal that asked. */
  get signal(): EndSignal | undefined {
    return this.#signal;
  }

  /** Has a function called at each signal that asks, and at once if one came before; undefined: no function. */
  set listener(listener: (() => void) | undefined) {
    this.#listener = listener;
    if (this.#signal !== undefined) listener?.();
  }

  /** Signals have their default effect again. */
  stop(): void {
    for (const [signal, handler] of this.#handlers) process.removeListener(signal, handler);
  }

  #receive(signal: EndSignal): void {
    const now = performance.now();
    if (signal === "SIGINT" && isForeground() && now - this.#interrupted > SECOND_CONTROL_C) {
      this.#interrupted = now;
      this.#say("SIGINT is left to the program; once more within two seconds ends it, with a report.");
      return;
    }
    this.#signal ??= signal;
    this.#listener?.();
  }
}

/** Whether the keys of a terminal send their signals to this process: its group is the terminal's foreground group (proc(5), stat). */
function isForeground(): boolean {
  try {
    const text = readFileSync("/proc/self/stat", "latin1");
    const [, , group, , , foreground] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return group === foreground;
  } catch {
    return false;
  }
}
