import {
  readWord,
  SIG_SETMASK,
  SIG_UNBLOCK,
  SIGNAL_SET_BYTES,
  SystemCall,
  type ThreadId,
  writeWord,
} from "@armstalker/target";
import type { ContextSlabs } from "../engine/context-slabs.js";
import type { Policy, Program } from "../engine/surroundings.js";
import { isPendingCall } from "../engine/system-calls.js";

/** The number of signals in a row that leave the program too little time, before one is blocked. */
const MOST_SHORT_SLICES = 3;
/** Milliseconds. */
const SHORTEST_REST = 10;
const LONGEST_REST = 200;

/** Tells if a signal could as well arrive later. */
export type SignalTiming =
  /** Nothing in the program says when the signal must arrive. */
  | "any"
  /** The thread has caused the signal, by an instruction or a system call. */
  | "fixed";

/**
 * Blocks a signal for a moment when it arrives faster than the engine can handle it, so that the thread makes progress. A signal costs several stops here.
 * Without this a timer's next signal may be there whenever the handler returns, and the program stands still. The kernel keeps one signal that is blocked,
 * as it does when the program blocks it. Calls that tell which signals are blocked tell the program only of those that it has blocked itself.
 *
 * Signal sets are given by their first words: only the standard signals, 1 to 31, are concerned.
 */
export class SignalRest {
  readonly #program: Program;
  readonly #policy: Policy;
  readonly #thread: ThreadId;
  readonly #slabs: ContextSlabs;
  readonly #maskIsSettled: () => boolean;
  /** The last signal, the time of its arrival, and the time of the last return of a handler, in milliseconds. */
  #signal = 0;
  #came = Number.NaN;
  #returned = Number.NaN;
  /** Milliseconds that the last signal took, from its stop to its handler's return. */
  #cost = 0;
  #shortSlices = 0;
  #held = 0;

  /** @param maskIsSettled - returns false while a frame holds a mask that is not corrected yet, or that the thread is about to take */
  constructor(program: Program, policy: Policy, thread: ThreadId, slabs: ContextSlabs, maskIsSettled: () => boolean) {
    this.#program = program;
    this.#policy = policy;
    this.#thread = thread;
    this.#slabs = slabs;
    this.#maskIsSettled = maskIsSettled;
  }

  /** The signals that only the engine blocks. */
  get held(): number {
    return this.#held;
  }

  /**
   * A signal is about to be handled.
   *
   * @param came - the time of the stop, in milliseconds
   */
  arrive(signal: number, came: number, timing: SignalTiming): void {
    this.#signal = signal;
    this.#came = came;
    const isShort = came - this.#returned < this.#cost;
    if (timing === "fixed") this.#shortSlices = 0;
    else if (isShort) this.#shortSlices = Math.min(this.#shortSlices + 1, MOST_SHORT_SLICES);
    else this.#shortSlices = Math.max(this.#shortSlices - 1, 0);
  }

  /**
   * A handler is about to return.
   *
   * @param mask - the signals that the program will have blocked then
   * @returns the signals to block
   */
  handlerReturns(mask: number): number {
    this.#returned = performance.now();
    this.#cost = Math.min(this.#returned - this.#came, LONGEST_REST / 2);
    this.#setHeld(this.#held & ~mask);
    const bit = 1 << (this.#signal - 1);
    const begins = this.#shortSlices === MOST_SHORT_SLICES && ((mask | this.#held) & bit) === 0;
    // Code that runs natively changes the mask, and the engine does not see it.
    if (begins && this.#policy.excluded.isEmpty) {
      if (this.#held === 0) this.#endIn(Math.max(2 * this.#cost, SHORTEST_REST));
      this.#setHeld(this.#held | bit);
    }
    return mask | this.#held;
  }

  #endIn(milliseconds: number): void {
    this.#program.later(this.#thread, milliseconds, () => {
      if (this.#maskIsSettled()) this.end();
      else this.#endIn(SHORTEST_REST);
    });
  }

  /** Unblocks the signals that only the engine blocks. The thread must be stopped. */
  end(): void {
    if (this.#held === 0) return;
    const { target } = this.#program;
    const { scratch } = this.#slabs;
    const set = new Uint8Array(SIGNAL_SET_BYTES);
    new DataView(set.buffer).setUint32(0, this.#held, true);
    this.#setHeld(0);
    this.#shortSlices = 0;
    if (!target.threads().includes(this.#thread)) return;
    target.writeMemory(scratch, set);
    target.systemCall(this.#thread, SystemCall.rt_sigprocmask, [SIG_UNBLOCK, scratch, 0, SIGNAL_SET_BYTES]);
  }

  /**
   * Makes a call of the program that tells or changes which signals are blocked.
   *
   * @param args - from r0 on
   * @returns its result, unsigned
   */
  call(number: number, args: Uint32Array): number {
    const { target } = this.#program;
    const [first, second, third] = args as unknown as [number, number, number];
    // The old set may be stored where the new one is.
    const set = isPendingCall(number) || second === 0 ? 0 : readWord(target, second);
    const result = target.systemCall(this.#thread, number, [...args.subarray(0, 4)]);
    if (result !== 0) return result;
    const told = isPendingCall(number) ? first : third;
    if (told !== 0) {
      writeWord(target, told, readWord(target, told) & ~this.#held);
    }
    if (!isPendingCall(number) && second !== 0) this.#setHeld(first === SIG_SETMASK ? 0 : this.#held & ~set);
    return 0;
  }

  #setHeld(held: number): void {
    if ((held !== 0) !== (this.#held !== 0)) this.#slabs.leadMaskingCallsTo(held !== 0 ? "engine" : "kernel");
    this.#held = held;
  }
}
