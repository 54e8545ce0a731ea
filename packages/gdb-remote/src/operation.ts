import { Deadline } from "./deadline.js";
import { type GdbRemoteLimits, limitExceeded } from "./limits.js";

/** An operation of several requests: between two of them it looks at the time that it has. */
export class Operation {
  readonly #limits: GdbRemoteLimits;
  readonly #what: string;
  readonly #deadline: Deadline;

  /** @param what - its name for messages: "reading a file" */
  constructor(limits: GdbRemoteLimits, what: string) {
    this.#limits = limits;
    this.#what = what;
    this.#deadline = new Deadline(limits.operationTime);
  }

  /** @throws {GdbRemoteError} `limit-exceeded` */
  mustGoOn(): void {
    if (this.#deadline.isOver) throw limitExceeded(this.#limits, "operationTime", `${this.#what} takes too long`);
  }
}
