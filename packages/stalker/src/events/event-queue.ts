import { callUserCode } from "../user-code.js";
import { type AnnotatedEvent, EVENT_BYTES, EVENT_WORDS, EventType, parseEvents } from "./gum-event.js";

/** Calls of a function, by its address as text (`0x10ac8`), since the last summary. */
export type CallSummary = Record<string, number>;

export interface EventReceivers {
  readonly onReceive?: (events: ArrayBuffer) => void;
  readonly onCallSummary?: (summary: CallSummary) => void;
  readonly onEvent?: (event: AnnotatedEvent) => void;
}

/** Events that the first buffer has room for, and that a later one has at most when it is new. */
const FEW = 1024;
const MANY = 1 << 16;

/** Events on their way to JavaScript: collected up to a capacity, then handed over. None is ever dropped. */
export class EventQueue {
  readonly #receivers: EventReceivers;
  readonly #capacity: () => number;
  readonly #report: (error: Error) => void;
  /** True if only one receiver is given the events, so that their buffer can be its own. */
  readonly #isAlone: boolean;
  /** The events that wait, {@link #used} words of the array. A full one is handed over as it is. */
  #words: Int32Array = wordsFor(FEW);
  #used = 0;

  /**
   * @param capacity - the number of events after which they are handed over
   * @param report - is called with the errors that receivers throw, or with which their promises are rejected
   */
  constructor(receivers: EventReceivers, capacity: () => number, report: (error: Error) => void) {
    this.#receivers = receivers;
    this.#capacity = capacity;
    this.#report = report;
    this.#isAlone = receivers.onCallSummary === undefined && receivers.onEvent === undefined;
  }

  /** The number of events that wait. */
  get length(): number {
    return this.#used / EVENT_WORDS;
  }

  /** Adds one event. */
  put(type: number, first: number, second: number, third: number): void {
    if (this.#used === this.#words.length) this.#grow();
    const words = this.#words;
    const at = this.#used;
    words[at] = type;
    words[at + 1] = first;
    words[at + 2] = second;
    words[at + 3] = third;
    this.added(1);
  }

  /** How many events, at least one, can be written behind those that wait before {@link added} is called. */
  get room(): number {
    if (this.#used === this.#words.length) this.#grow();
    const untilFull = Math.max(1, this.#capacity() - this.length);
    return Math.min(untilFull, (this.#words.length - this.#used) / EVENT_WORDS);
  }

  /** The array that they are written to, and the position of the first one. */
  get words(): Int32Array {
    return this.#words;
  }

  get used(): number {
    return this.#used;
  }

  /** So many events were written. */
  added(count: number): void {
    this.#used += EVENT_WORDS * count;
    if (this.length >= this.#capacity()) this.flush();
  }

  #grow(): void {
    const wanted = Math.min(this.#capacity(), MANY);
    const words = wordsFor(Math.max(wanted, 2 * this.length));
    words.set(this.#words.subarray(0, this.#used));
    this.#words = words;
  }

  /** Hands over what waits. */
  flush(): void {
    if (this.#used === 0) return;
    const events = this.#take();
    const { onReceive, onCallSummary, onEvent } = this.#receivers;
    if (onReceive !== undefined) {
      // The buffer is the receiver's: it may change it, or transfer it to a worker.
      const buffer = this.#isAlone ? events.buffer : new Int32Array(events).buffer;
      this.#call(() => onReceive(buffer as ArrayBuffer));
    }
    if (onCallSummary !== undefined) this.#call(() => onCallSummary(summaryOf(events)));
    if (onEvent === undefined) return;
    for (const event of parseEvents(events.buffer as ArrayBuffer)) this.#call(() => onEvent(event));
  }

  /** Takes what waits, in a buffer that holds nothing else. */
  #take(): Int32Array {
    const words = this.#words;
    const used = this.#used;
    this.#used = 0;
    if (used < words.length) return words.slice(0, used);
    this.#words = wordsFor(Math.min(this.#capacity(), MANY));
    return words;
  }

  #call(body: () => unknown): void {
    callUserCode(body, this.#report);
  }
}

/** An array of its own buffer, whose words are set before anybody reads them. */
function wordsFor(events: number): Int32Array {
  const size = events * EVENT_BYTES;
  return new Int32Array(Buffer.allocUnsafeSlow(size).buffer, 0, size / 4);
}

function summaryOf(events: Int32Array): CallSummary {
  const counts = new Map<number, number>();
  for (let at = 0; at < events.length; at += EVENT_WORDS) {
    if (events[at] !== EventType.call) continue;
    const target = events[at + 2]! >>> 0;
    counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].map(([target, count]) => [`0x${target.toString(16)}`, count]));
}
