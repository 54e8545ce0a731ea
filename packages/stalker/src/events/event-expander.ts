import { hasSecondWord, RecordKind, type RecordTable } from "@armstalker/recompiler";
import type { EventQueue } from "./event-queue.js";
import { EventType } from "./gum-event.js";

/** The most calls that are known at a time: more than a stack has room for. Functions that longjmp has left never return. */
const MOST_FRAMES = 2 ** 20;

/**
 * Turns the records that generated code writes into events: the depth of calls, and which branches are returns, follow from the records'
 * order.
 */
export class EventExpander {
  readonly #queue: EventQueue;
  readonly #mask: number;
  /** True if there are records of transfers of control: generated code has them for `call` and `ret` events. */
  readonly #hasFlow: boolean;
  readonly #records: RecordTable;
  readonly #isExcluded: (target: number) => boolean;
  /** The return addresses of the last calls that have not returned yet. */
  readonly #frames: number[] = [];
  /** The number of calls before those. */
  #earlier = 0;
  /** The number of a record whose second word is in the next part of the stream, -1 if there is none. */
  #unfinished = -1;

  /**
   * @param mask - the types of events that are wanted
   * @param records - the table of the code that records name by their first words
   * @param isExcluded - returns true for addresses whose calls are not followed
   */
  constructor(queue: EventQueue, mask: number, records: RecordTable, isExcluded: (target: number) => boolean) {
    this.#queue = queue;
    this.#mask = mask;
    this.#hasFlow = (mask & (EventType.call | EventType.ret)) !== 0;
    this.#records = records;
    this.#isExcluded = isExcluded;
  }

  /** The number of calls that have not returned yet. */
  get depth(): number {
    return this.#earlier + this.#frames.length;
  }

  /** Takes the next part of the stream of records. */
  take(words: Int32Array): void {
    if (this.#hasFlow) this.#takeFlow(words);
    else this.#takePlain(words);
  }

  /** Each record is one word, and its row one event. */
  #takePlain(words: Int32Array): void {
    const queue = this.#queue;
    const records = this.#records;
    for (let at = 0; at < words.length; ) {
      const count = Math.min(queue.room, words.length - at);
      records.copyRows(words, at, at + count, queue.words, queue.used);
      at += count;
      queue.added(count);
    }
  }

  #takeFlow(words: Int32Array): void {
    const records = this.#records;
    let at = 0;
    if (this.#unfinished >= 0 && words.length > 0) {
      this.#expand(this.#unfinished, words[at++]! >>> 0);
      this.#unfinished = -1;
    }
    while (at < words.length) {
      const record = records.find(words[at++]! >>> 0);
      if (!hasSecondWord(records.kindOf(record))) this.#expand(record, 0);
      else if (at < words.length) this.#expand(record, words[at++]! >>> 0);
      else this.#unfinished = record;
    }
  }

  #expand(record: number, target: number): void {
    const records = this.#records;
    const location = records.locationOf(record);
    switch (records.kindOf(record)) {
      case RecordKind.exec:
        this.#put(EventType.exec, location, 0, 0);
        break;
      case RecordKind.block:
        this.#put(EventType.block, location, records.secondOf(record), 0);
        break;
      case RecordKind.call:
        this.#call(location, records.secondOf(record), records.returnAddressOf(record));
        break;
      case RecordKind.indirectCall:
        this.#call(location, target, this.#isExcluded(target) ? 0 : records.returnAddressOf(record));
        break;
      case RecordKind.return:
        this.#leave(location, target, "return");
        break;
      case RecordKind.jump:
        this.#leave(location, target, "jump");
    }
  }

  #call(location: number, target: number, returnAddress: number): void {
    this.#put(EventType.call, location, target, this.depth);
    if (returnAddress === 0) return;
    this.#frames.push(returnAddress);
    if (this.#frames.length > MOST_FRAMES) this.#earlier += this.#frames.splice(0, MOST_FRAMES / 2).length;
  }

  // A branch to the address that the last call left in LR is a return, whatever its form.
  #leave(location: number, target: number, form: "return" | "jump"): void {
    const matches = this.#frames.at(-1) === target;
    if (matches) this.#frames.pop();
    if (matches || form === "return") this.#put(EventType.ret, location, target, this.depth);
  }

  #put(type: number, first: number, second: number, third: number): void {
    if ((this.#mask & type) !== 0) this.#queue.put(type, first, second, third);
  }
}
