import type { CodeAddress } from "@armstalker/isa";
import {
  HARMLESS_SIGNALS,
  MOST_SIGNALS,
  SIG_DFL,
  SIG_IGN,
  SIGACTION_BYTES,
  SIGNAL_SET_BYTES,
  SystemCall,
  type Target,
  type ThreadId,
  viewOf,
} from "@armstalker/target";

/** The effect of a signal that is delivered. */
export type Disposition =
  /** The thread runs on as if nothing had been. */
  | { readonly kind: "passes" }
  /** The program ends. */
  | { readonly kind: "ends" }
  /** A function of the program is called. */
  | { readonly kind: "handled"; readonly handler: CodeAddress };

/** The first word of a signal's action where there is none. */
const NO_ACTION = 0xffffffff;

/** The handlers of a program's signals: as they were found, and as it changes them. */
export class SignalActions {
  readonly #target: Target;
  readonly #handlers: number[] = [];
  /** The argument of rt_sigaction for each signal that has a handler. */
  readonly #actions = new Map<number, Uint8Array>();
  /** Signals whose handlers the kernel may have forgotten. */
  readonly #forgotten = new Set<number>();

  constructor(target: Target) {
    this.#target = target;
  }

  /**
   * Asks for all handlers, if that was not done before.
   *
   * @param read - returns the actions of all signals: `SIGACTION_BYTES` for each, all bits of the first word set where there is none
   */
  load(read: () => Uint8Array): void {
    if (this.#handlers.length > 0) return;
    const actions = read();
    for (let signal = 1; signal <= MOST_SIGNALS; signal++) {
      const action = actions.subarray((signal - 1) * SIGACTION_BYTES, signal * SIGACTION_BYTES);
      if (handlerIn(action) !== NO_ACTION) this.#set(signal, action);
    }
  }

  #set(signal: number, action: Uint8Array): void {
    if (action.length < SIGACTION_BYTES) return;
    this.#handlers[signal] = handlerIn(action);
    this.#actions.set(signal, action.slice());
    this.#forgotten.delete(signal);
  }

  /** Notes what sigaction or rt_sigaction, by its number, is about to set; `action` is 0 where nothing is set. */
  note(call: number, signal: number, action: number): void {
    if (action === 0 || signal < 1 || signal > MOST_SIGNALS) return;
    const bytes = this.#target.readSome(action, SIGACTION_BYTES);
    this.#set(signal, call === SystemCall.rt_sigaction ? bytes : fromOldAction(bytes));
  }

  /**
   * Notes that an instruction of generated code has raised a signal. If the program blocks or ignores that signal the kernel forgets the handler, as a
   * forced signal must end the program then.
   */
  noteForced(signal: number): void {
    if ((this.#handlers[signal] ?? SIG_DFL) > SIG_IGN) this.#forgotten.add(signal);
  }

  /** True if the kernel may have forgotten a signal's handler. */
  mayBeForgotten(signal: number): boolean {
    return this.#forgotten.has(signal);
  }

  /** Sets the handler again. @param buffer - `SIGACTION_BYTES` of the target's memory */
  restore(thread: ThreadId, signal: number, buffer: number): void {
    const action = this.#actions.get(signal);
    if (action === undefined) return;
    this.#target.writeMemory(buffer, action);
    this.#target.systemCall(thread, SystemCall.rt_sigaction, [signal, buffer, 0, SIGNAL_SET_BYTES]);
    this.#forgotten.delete(signal);
  }

  of(signal: number): Disposition {
    const handler = this.#handlers[signal] ?? SIG_DFL;
    if (handler === SIG_IGN) return { kind: "passes" };
    if (handler === SIG_DFL) return { kind: HARMLESS_SIGNALS.has(signal) ? "passes" : "ends" };
    return { kind: "handled", handler: handler as CodeAddress };
  }
}

function handlerIn(action: Uint8Array): number {
  return viewOf(action).getUint32(0, true);
}

/** struct old_sigaction (handler, mask, flags, restorer) as struct sigaction (handler, flags, restorer, mask of 64 bits). */
function fromOldAction(old: Uint8Array): Uint8Array {
  if (old.length < 16) return new Uint8Array(0);
  const action = new Uint8Array(SIGACTION_BYTES);
  action.set(old.subarray(0, 4), 0);
  action.set(old.subarray(8, 16), 4);
  action.set(old.subarray(4, 8), 12);
  return action;
}
