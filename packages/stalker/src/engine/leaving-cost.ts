import type { Statistics } from "./statistics.js";

/** How many stops are remembered, and how many of these must be known before they decide. */
const STOPS = 32;
const LEAST_STOPS = 8;
/** How much the last stop counts in the mean time of a block. */
const WEIGHT = 0.1;
/**
 * How many blocks ahead are worth it for each block that the shortest of the last stops costs. With n blocks ahead, another stop that is saved takes from n / 4 blocks more (bzip2, lua, sqlite)
 * to n / 1.5 (perl), and an average stop costs some three of the shortest.
 */
const AHEAD = 6;
const LEAST_AHEAD = 4;
const MOST_AHEAD = 256;
/** Blocks ahead while nothing is known: a door costs about what 2 blocks cost, and a debugger's stop as much as 16. */
const FIRST_WITH_DOORS = 16;
const FIRST_WITHOUT = 128;

/**
 * How many blocks are compiled ahead, from what it costs when a thread leaves generated code and what it costs to compile a block: as many as long as the stops that they save cost more
 * than the blocks. Both costs are measured.
 */
export class LeavingCost {
  readonly #statistics: Readonly<Statistics>;
  readonly #now: () => number;
  /** Milliseconds of the last stops, without the time that was spent compiling. */
  readonly #stops = new Float64Array(STOPS);
  #count = 0;
  /** Milliseconds that a block takes; 0 while that is not known. */
  #block = 0;
  #ahead: number;
  #leftAt = 0;
  #blocks = 0;
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
    const { blocks, compileTime } = this.#statistics;
    this.#blocks = blocks;
    this.#compileTime = compileTime;
  }

  /** It goes on. */
  leave(): void {
    const { blocks, compileTime } = this.#statistics;
    const compiled = compileTime - this.#compileTime;
    const count = blocks - this.#blocks;
    const last = this.#leftAt;
    this.#leftAt = this.#now();
    if (last === 0 || count === 0) return;
    const each = compiled / count;
    this.#block = this.#block === 0 ? each : this.#block + WEIGHT * (each - this.#block);
    // From where the thread went on the last time. What it has executed since then counts too, and what others have on a busy machine; but in the shortest stops it is little.
    this.#stops[this.#count++ % STOPS] = this.#leftAt - last - compiled;
    if (this.#count >= LEAST_STOPS && this.#block > 0) this.#decide();
  }

  #decide(): void {
    let stop = Infinity;
    for (let at = Math.min(this.#count, STOPS) - 1; at >= 0; at--) stop = Math.min(stop, this.#stops[at]!);
    const worth = Math.round((AHEAD * Math.max(0, stop)) / this.#block);
    this.#ahead = Math.min(MOST_AHEAD, Math.max(LEAST_AHEAD, worth));
  }
}
