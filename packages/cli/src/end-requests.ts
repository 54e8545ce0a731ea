import { readFileSync } from "node:fs";

/** Signals that ask this process to end, and what a shell reports for each: 128 and its number. */
const SIGNALS = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"] as const;
export type EndSignal = (typeof SIGNALS)[number];

/** Milliseconds in which a second Ctrl-C is for this process. */
const SECOND_CONTROL_C = 2000;
/** Milliseconds in which another SIGINT belongs to the same Ctrl-C: the terminal sends one to the whole group, and npm passes its own on. */
const SAME_CONTROL_C = 250;

/**
 * Signals that ask this process to end. The terminal sends its Ctrl-C to the followed program as well, which may handle it. So while a program
 * runs, the first Ctrl-C in the foreground of a terminal is left to the program, and a second one within two seconds is for this process.
 */
export class EndRequests {
  readonly #handlers = SIGNALS.map((signal) => [signal, () => this.#receive(signal)] as const);
  readonly #say: (text: string) => void;
  #signal: EndSignal | undefined;
  #interrupted = Number.NEGATIVE_INFINITY;
  #listener: (() => void) | undefined;
  /** Who gets the first Ctrl-C. */
  firstControlC: "program" | "this process" = "this process";

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
    if (signal === "SIGINT" && isForeground()) {
      const since = now - this.#interrupted;
      if (since < SAME_CONTROL_C) return;
      this.#interrupted = now;
      if (this.firstControlC === "program" && since > SECOND_CONTROL_C) {
        this.#say("SIGINT is left to the program; once more within two seconds ends it, with a report.");
        return;
      }
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
