import { readWord, SIGNAL_SET_BYTES, SystemCall, type ThreadId, writeWord } from "@armstalker/target";
import type { ContextSlabs } from "../engine/context-slabs.js";
import type { Policy, Program } from "../engine/surroundings.js";
import { isPendingCall } from "../engine/system-calls.js";

const SIG_UNBLOCK = 1;
const SIG_SETMASK = 2;
/** How many signals in a row leave the program too little time before something is done. */
const MOST_SHORT_SLICES = 3;
/** Milliseconds. */
const SHORTEST_REST = 10;
const LONGEST_REST = 200;

/**
 * Lets a thread come on whose signals come faster than they are handled here, where each costs several stops: without that, a timer's next
 * signal is there when the handler returns, again and again, and the program stands still. Such a signal is blocked for a while. The
 * kernel keeps the next one, as it does where the program itself blocks it, and the program is told what it has blocked itself.
 *
 * Signal sets are given by their first words: only the standard signals, 1 to 31, are concerned.
 */
export class SignalRest {
  readonly #program: Program;
  readonly #policy: Policy;
  readonly #thread: ThreadId;
  readonly #slabs: ContextSlabs;
  readonly #maskIsSettled: () => boolean;
  /** The signal that came last, when, in milliseconds, and when a handler returned last. */
  #signal = 0;
  #came = Number.NaN;
  #returned = Number.NaN;
  /** How long the last signal took, from its stop to its handler's return. */
  #cost = 0;
  #shortSlices = 0;
  #held = 0;

  /** @param maskIsSettled - whether no frame holds a mask that is not corrected yet, or that the thread is about to take */
  constructor(program: Program, policy: Policy, thread: ThreadId, slabs: ContextSlabs, maskIsSettled: () => boolean) {
    this.#program = program;
    this.#policy = policy;
    this.#thread = thread;
    this.#slabs = slabs;
    this.#maskIsSettled = maskIsSettled;
  }

  /** What is blocked though the program has not blocked it. */
  get held(): number {
    return this.#held;
  }

  /**
   * A signal is about to be handled.
   *
   * @param came - when it stopped the thread, in milliseconds
   * @param couldComeLater - whether nobody can tell when it must come
   */
  arrive(signal: number, came: number, couldComeLater: boolean): void {
    this.#signal = signal;
    this.#came = came;
    const isShort = came - this.#returned < this.#cost;
    if (!couldComeLater) this.#shortSlices = 0;
    else if (isShort) this.#shortSlices = Math.min(this.#shortSlices + 1, MOST_SHORT_SLICES);
    else this.#shortSlices = Math.max(this.#shortSlices - 1, 0);
  }

  /**
   * A handler is about to return.
   *
   * @param mask - what the program will have blocked then
   * @returns what shall be blocked
   */
  handlerReturns(mask: number): number {
    this.#returned = performance.now();
    this.#cost = Math.min(this.#returned - this.#came, LONGEST_REST / 2);
    this.#setHeld(this.#held & ~mask);
    const bit = 1 << (this.#signal - 1);
    const begins = this.#shortSlices === MOST_SHORT_SLICES && ((mask | this.#held) & bit) === 0;
    // Native code changes the mask without our knowledge.
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

  /** Nothing is blocked any more that the program does not block. The thread must be stopped. */
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
   * Makes a call of the program that tells or changes what is blocked.
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
    if ((held !== 0) !== (this.#held !== 0)) this.#slabs.trapMaskingCalls(held !== 0);
    this.#held = held;
  }
}
