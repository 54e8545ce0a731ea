import { isDeepStrictEqual } from "node:util";
import { FIRST_REALTIME_SIGNAL } from "./linux-arm.js";
import type { TargetStop } from "./target.js";

/** Stops that came while a thread was borrowed, in their order. What is pending already is not queued again, as in the kernel. */
export class KeptStops {
  readonly #stops: TargetStop[] = [];

  get isEmpty(): boolean {
    return this.#stops.length === 0;
  }

  keep(stop: TargetStop): void {
    if (isQueued(stop) || !this.#stops.some((one) => isDeepStrictEqual(one, stop))) this.#stops.push(stop);
  }

  next(): TargetStop | undefined {
    return this.#stops.shift();
  }

  /** A signal is delivered: one of the kept stops that is the same signal of the same thread is delivered with it. */
  join(delivered: TargetStop): void {
    if (isQueued(delivered)) return;
    const index = this.#stops.findIndex((one) => isDeepStrictEqual(one, delivered));
    if (index >= 0) this.#stops.splice(index, 1);
  }
}

/** True for real-time signals, which come as often as they were sent. */
function isQueued(stop: TargetStop): boolean {
  return stop.kind === "signal" && stop.signal >= FIRST_REALTIME_SIGNAL;
}
