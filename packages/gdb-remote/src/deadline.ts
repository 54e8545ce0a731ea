/** The moment by which an operation has to be over. Every loop that reads what a stub sends looks at one. */
export class Deadline {
  readonly #at: number;
  /** Milliseconds from its start to its end. */
  readonly milliseconds: number;
  /** Bytes that were read after the moment had passed, by all who share this deadline. */
  lateSize = 0;

  /** @param milliseconds - from this moment on */
  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
    this.#at = performance.now() + milliseconds;
  }

  /** Milliseconds until then; 0 once it has passed. */
  get left(): number {
    return Math.max(0, this.#at - performance.now());
  }

  get isOver(): boolean {
    return performance.now() >= this.#at;
  }
}
