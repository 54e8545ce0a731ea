/** Words of records in one look after which the next look comes at once, and after which it comes soon. A buffer has a million. */
const MANY = 1 << 18;
const SOME = 1 << 14;
/** Milliseconds between two looks: while records come, and at most. */
const SHORTEST = 1;
const LONGEST = 8;

/** Has buffers of records looked at while threads fill them: as often as records come, so that no thread has to stop at a full one. */
export class DrainPace {
  readonly #look: () => number;
  #wait = SHORTEST;
  #timer: NodeJS.Timeout | null = null;
  #turn: NodeJS.Immediate | null = null;

  #isOn = false;
  #isLooking = false;

  /** @param look - takes the records that there are, and returns how many words they were; does not throw */
  constructor(look: () => number) {
    this.#look = look;
  }

  start(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    if (!this.#isLooking) this.#goOn();
  }

  stop(): void {
    this.#isOn = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#turn !== null) clearImmediate(this.#turn);
    this.#timer = null;
    this.#turn = null;
  }

  #goOn(): void {
    if (this.#wait === 0) this.#turn = setImmediate(this.#next).unref();
    else this.#timer = setTimeout(this.#next, this.#wait).unref();
  }

  readonly #next = (): void => {
    this.#timer = null;
    this.#turn = null;
    this.#isLooking = true;
    const words = this.#look();
    this.#isLooking = false;
    if (words >= MANY) this.#wait = 0;
    else if (words >= SOME) this.#wait = SHORTEST;
    else this.#wait = Math.min(LONGEST, Math.max(SHORTEST, 2 * this.#wait));
    // A receiver may have ended it.
    if (this.#isOn) this.#goOn();
  };
}
