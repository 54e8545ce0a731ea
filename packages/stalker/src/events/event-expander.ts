import type { EventQueue } from "./event-queue.js";
import { EventType } from "./gum-event.js";
import { hasTarget, type RecordDescriptor } from "./record.js";

/** How many calls are known at most: more than a stack has room for. What longjmp has left is never returned from. */
const MOST_FRAMES = 2 ** 20;

/**
 * Turns the records that generated code writes into events: the depth of calls, and which branches are returns, follow from the records'
 * order.
 */
export class EventExpander {
  readonly #queue: Pick<EventQueue, "put">;
  readonly #mask: number;
  readonly #descriptorOf: (word: number) => RecordDescriptor;
  readonly #isExcluded: (target: number) => boolean;
  /** The return addresses of the last calls that have not returned yet. */
  readonly #frames: number[] = [];
  /** How many calls came before those. */
  #earlier = 0;
  /** A record whose second word is in the next part of the stream. */
  #unfinished: RecordDescriptor | null = null;

  /**
   * @param mask - the types of events that are wanted
   * @param descriptorOf - what the first word of a record names
   * @param isExcluded - whether calls of an address are not followed
   */
  constructor(
    queue: Pick<EventQueue, "put">,
    mask: number,
    descriptorOf: (word: number) => RecordDescriptor,
    isExcluded: (target: number) => boolean,
  ) {
    this.#queue = queue;
    this.#mask = mask;
    this.#descriptorOf = descriptorOf;
    this.#isExcluded = isExcluded;
  }

  /** How many calls have not returned yet. */
  get depth(): number {
    return this.#earlier + this.#frames.length;
  }

  /** Takes the next part of the stream of records. */
  take(words: Uint32Array): void {
    let at = 0;
    if (this.#unfinished !== null && words.length > 0) {
      this.#expand(this.#unfinished, words[at++]!);
      this.#unfinished = null;
    }
    while (at < words.length) {
      const descriptor = this.#descriptorOf(words[at++]!);
      if (!hasTarget(descriptor.kind)) this.#expand(descriptor, 0);
      else if (at < words.length) this.#expand(descriptor, words[at++]!);
      else this.#unfinished = descriptor;
    }
  }

  #expand({ kind, location, second, returnAddress }: RecordDescriptor, target: number): void {
    switch (kind) {
      case "exec":
        this.#put(EventType.exec, location, 0, 0);
        break;
      case "block":
        this.#put(EventType.block, location, second, 0);
        break;
      case "call":
        this.#call(location, second, returnAddress);
        break;
      case "indirect-call":
        this.#call(location, target, this.#isExcluded(target) ? 0 : returnAddress);
        break;
      case "return":
      case "jump":
        this.#leave(location, target, kind === "return");
    }
  }

  #call(location: number, target: number, returnAddress: number): void {
    this.#put(EventType.call, location, target, this.depth);
    if (returnAddress === 0) return;
    this.#frames.push(returnAddress);
    if (this.#frames.length > MOST_FRAMES) this.#earlier += this.#frames.splice(0, MOST_FRAMES / 2).length;
  }

  // What goes to the address that the last call left in LR is a return, whatever its form.
  #leave(location: number, target: number, isReturn: boolean): void {
    const matches = this.#frames.at(-1) === target;
    if (matches) this.#frames.pop();
    if (matches || isReturn) this.#put(EventType.ret, location, target, this.depth);
  }

  #put(type: number, first: number, second: number, third: number): void {
    if ((this.#mask & type) !== 0) this.#queue.put(type, first, second, third);
  }
}
