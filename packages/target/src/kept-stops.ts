import { isDeepStrictEqual } from "node:util";
import { FIRST_REALTIME_SIGNAL } from "./linux-arm.js";
import type { TargetStop } from "./target.js";

/** A stop that came while a thread was borrowed. */
export interface KeptStop {
  readonly stop: TargetStop;
  /** True if the program has run since, or has changed which signals it blocks: it may block this one now. */
  isLate: boolean;
}

/** Stops that came while a thread was borrowed, in their order. What is pending already is not queued again, as in the kernel. */
export class KeptStops {
  readonly #stops: KeptStop[] = [];
  #last: TargetStop | undefined;

  get size(): number {
    return this.#stops.length;
  }

  keep(stop: TargetStop): void {
    const index = isQueued(stop) ? -1 : this.#indexOf(stop);
    if (index < 0) this.#stops.push({ stop, isLate: false });
    this.#last = index < 0 ? stop : this.#stops[index]!.stop;
  }

  /** The program may block any of the kept signals from here on. */
  becomeLate(): void {
    for (const one of this.#stops) one.isLate = true;
  }

  /** A thread runs: none of the kept stops is the one that the target stands at. */
  leave(): void {
    this.#last = undefined;
  }

  /** True for the stop that the target stands at still. */
  isAt(stop: TargetStop): boolean {
    return this.#last === stop;
  }

  /** Takes out the first stop of a kind. Undefined if there is none. */
  take(isWanted: (kept: KeptStop) => boolean): TargetStop | undefined {
    const index = this.#stops.findIndex(isWanted);
    return index < 0 ? undefined : this.#stops.splice(index, 1)[0]!.stop;
  }

  /** A signal is delivered: one of the kept stops that is the same signal of the same thread is delivered with it. */
  join(delivered: TargetStop): void {
    if (isQueued(delivered)) return;
    const index = this.#indexOf(delivered);
    if (index >= 0) this.#stops.splice(index, 1);
  }

  #indexOf(stop: TargetStop): number {
    return this.#stops.findIndex((one) => isDeepStrictEqual(one.stop, stop));
  }
}

/** True for real-time signals, which come as often as they were sent. */
export function isQueued(stop: TargetStop): boolean {
  return stop.kind === "signal" && stop.signal >= FIRST_REALTIME_SIGNAL;
}
