import type { Statistics } from "./statistics.js";

/** How many stops are measured. The first ones are dear, as this process has not compiled its own code yet. */
const MEASURED_STOPS = 64;
/** How many blocks ahead are worth a millisecond of leaving: what was fastest with doors of a tenth of that and with stops of almost that (perl, python, bzip2, lua, sqlite). */
const AHEAD_PER_MILLISECOND = 130;
const LEAST_AHEAD = 16;
const MOST_AHEAD = 256;
/** Blocks ahead while nothing is known. */
const FIRST_WITH_DOORS = 16;
const FIRST_WITHOUT = 128;

/**
 * How many blocks are compiled ahead, from what it costs on a target when a thread leaves generated code, which is measured at the start: blocks ahead save stops, and many of them are never
 * executed.
 */
export class LeavingCost {
  readonly #statistics: Readonly<Statistics>;
  readonly #now: () => number;
  #ahead: number;
  /** The milliseconds of the shortest stop, without the time that was spent compiling, and how many were measured. */
  #shortest = Infinity;
  #measured = 0;
  #leftAt = 0;
  #compileTime = 0;

  constructor(hasDoors: boolean, statistics: Readonly<Statistics>, now: () => number = () => performance.now()) {
    this.#statistics = statistics;
    this.#now = now;
    this.#ahead = hasDoors ? FIRST_WITH_DOORS : FIRST_WITHOUT;
  }

  /** The number of blocks to compile ahead of one that was reached. */
  get blocksAhead(): number {
    return this.#ahead;
  }

  /** A thread has come to the engine. */
  arrive(): void {
    this.#compileTime = this.#statistics.compileTime;
  }

  /** It goes on. */
  leave(): void {
    if (this.#measured === MEASURED_STOPS) return;
    const last = this.#leftAt;
    this.#leftAt = this.#now();
    if (last === 0) return;
    // From where the thread went on the last time. What it has executed since then counts too, and what others have on a busy machine; but in the shortest stop it is little.
    const stop = this.#leftAt - last - (this.#statistics.compileTime - this.#compileTime);
    this.#shortest = Math.min(this.#shortest, stop);
    if (++this.#measured < MEASURED_STOPS) return;
    const worth = Math.round(AHEAD_PER_MILLISECOND * this.#shortest);
    this.#ahead = Math.min(MOST_AHEAD, Math.max(LEAST_AHEAD, worth));
  }
}
