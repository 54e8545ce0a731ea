import { callUserCode } from "../user-code.js";
import { type AnnotatedEvent, EVENT_WORDS, EventType, parseEvents } from "./gum-event.js";

/** Calls of a function, by its address as text (`0x10ac8`), since the last summary. */
export type CallSummary = Record<string, number>;

export interface EventReceivers {
  readonly onReceive?: (events: ArrayBuffer) => void;
  readonly onCallSummary?: (summary: CallSummary) => void;
  readonly onEvent?: (event: AnnotatedEvent) => void;
}

const INITIAL_CAPACITY = 1024;

/** Events on their way to JavaScript: collected up to a capacity, then handed over. None is ever dropped. */
export class EventQueue {
  readonly #receivers: EventReceivers;
  readonly #capacity: () => number;
  readonly #report: (error: Error) => void;
  #words: Uint32Array = new Uint32Array(INITIAL_CAPACITY * EVENT_WORDS);
  #used = 0;

  /**
   * @param capacity - the number of events after which they are handed over
   * @param report - is called with the errors that receivers throw, or with which their promises are rejected
   */
  constructor(receivers: EventReceivers, capacity: () => number, report: (error: Error) => void) {
    this.#receivers = receivers;
    this.#capacity = capacity;
    this.#report = report;
  }

  /** The number of events that wait. */
  get length(): number {
    return this.#used / EVENT_WORDS;
  }

  put(type: number, first: number, second: number, third: number): void {
    if (this.#used === this.#words.length) this.#grow();
    const words = this.#words;
    const at = this.#used;
    words[at] = type;
    words[at + 1] = first;
    words[at + 2] = second;
    words[at + 3] = third;
    this.#used = at + EVENT_WORDS;
    if (this.length >= this.#capacity()) this.flush();
  }

  #grow(): void {
    const words = new Uint32Array(this.#words.length * 2);
    words.set(this.#words);
    this.#words = words;
  }

  /** Hands over what waits. */
  flush(): void {
    if (this.#used === 0) return;
    const events = new Uint32Array(this.#words.subarray(0, this.#used));
    this.#used = 0;
    const { onReceive, onCallSummary, onEvent } = this.#receivers;
    if (onReceive !== undefined) {
      // The buffer is the receiver's: it may change it, or transfer it to a worker.
      const isShared = onCallSummary !== undefined || onEvent !== undefined;
      const { buffer } = isShared ? new Uint32Array(events) : events;
      this.#call(() => onReceive(buffer));
    }
    if (onCallSummary !== undefined) this.#call(() => onCallSummary(summaryOf(events)));
    if (onEvent === undefined) return;
    for (const event of parseEvents(events.buffer)) this.#call(() => onEvent(event));
  }

  #call(body: () => unknown): void {
    callUserCode(body, this.#report);
  }
}

function summaryOf(events: Uint32Array): CallSummary {
  const counts = new Map<number, number>();
  for (let at = 0; at < events.length; at += EVENT_WORDS) {
    if (events[at] !== EventType.call) continue;
    const target = events[at + 2]!;
    counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].map(([target, count]) => [`0x${target.toString(16)}`, count]));
}
