import { type CodeAddress, setOf } from "@armstalker/isa";
import type { RecordTable } from "@armstalker/recompiler";
import type { Coverage } from "./coverage.js";
import type { EventBuffer } from "./event-buffer.js";
import { EventExpander } from "./event-expander.js";
import type { EventQueue } from "./event-queue.js";
import { EventType } from "./gum-event.js";

/** The part of a buffer that holds more records than it should when they are looked at: one of so many. */
const LATE = 4;
/** Looks at the records for which the thread is held at its door after that. */
const LOOKS = 16;

/** The memory in which a thread's generated code puts its records. */
export interface RecordMemory {
  /** Null where nothing is recorded. */
  readonly events: EventBuffer | null;
  /** True once the memory was given back. */
  readonly isGone: boolean;
  /** Has a running thread wait at its door as soon as it comes to one, until {@link letGo}. */
  hold(): void;
  letGo(): void;
}

export interface ThreadEventsOptions {
  /** Types of events that are wanted, as a mask of {@link EventType} bits. */
  readonly mask: number;
  readonly queue: EventQueue | null;
  /** The table of the code that records name by their first words. */
  readonly records: RecordTable;
  readonly memory: RecordMemory;
  /** Which blocks have run; null where nobody asks. */
  readonly coverage: Coverage | null;
  /** True for addresses whose calls are not followed. */
  readonly isExcluded: (target: number) => boolean;
}

/** The events of a followed thread: from the records of its generated code to the queue of the user's receivers. */
export class ThreadEvents {
  readonly #mask: number;
  readonly #queue: EventQueue | null;
  readonly #memory: RecordMemory;
  readonly #expander: EventExpander | null;
  readonly #coverage: Coverage | null;
  #taken = 0;
  /** So many looks more at the records are taken with the thread held at its door. */
  #lateFor = 0;
  #isExpanding = false;
  /** Records that were taken while others are expanded. */
  readonly #later: Int32Array[] = [];

  constructor({ mask, queue, records, memory, isExcluded, coverage }: ThreadEventsOptions) {
    this.#coverage = coverage;
    this.#mask = mask;
    this.#queue = queue;
    this.#memory = memory;
    this.#expander =
      queue === null || memory.events === null ? null : new EventExpander(queue, mask, records, isExcluded);
  }

  /** Takes the records that generated code has written, and looks which blocks have run. Returns false where the target must be stopped for that. */
  drain(): boolean {
    if (this.#memory.isGone) return true;
    const hasLooked = this.#coverage?.look() ?? true;
    return this.drainRecords() && hasLooked;
  }

  /** Takes the records that generated code has written. Returns false where the target must be stopped for that. */
  drainRecords(): boolean {
    const { events, isGone } = this.#memory;
    if (isGone || events === null) return true;
    const words = events.take();
    if (words === null) return false;
    const holds = events.isShared && !this.#isExpanding && this.#isLate(words.length > events.capacity / LATE);
    if (holds) this.#memory.hold();
    try {
      this.#expand(words);
      // A receiver may have ended it all. One that is given events now may be given some of the half that the thread would go to.
      if (this.#isExpanding || this.#memory.isGone) return true;
      const last = events.turn();
      if (last !== null) this.#expand(last);
    } finally {
      if (holds && !this.#memory.isGone) this.#memory.letGo();
    }
    return true;
  }

  /** True if the thread writes records faster than they are read: it was so lately. */
  #isLate(isNow: boolean): boolean {
    if (isNow) this.#lateFor = LOOKS;
    else if (this.#lateFor > 0) this.#lateFor--;
    return this.#lateFor > 0;
  }

  /** True if records can be read while the thread runs. */
  get areShared(): boolean {
    const { events, isGone } = this.#memory;
    return !isGone && events?.isShared === true;
  }

  /** How many words of records were taken so far. */
  get taken(): number {
    return this.#taken;
  }

  /** Takes all records of a full buffer. Returns where the next record goes. */
  takeFull(): number {
    const events = this.#memory.events!;
    this.#lateFor = LOOKS;
    this.#expand(events.takeFull());
    return events.start;
  }

  /** A receiver may have events delivered while it is given some: those are later ones, and wait. */
  #expand(words: Int32Array): void {
    this.#taken += words.length;
    if (this.#isExpanding) {
      this.#later.push(words.slice());
      return;
    }
    this.#isExpanding = true;
    try {
      let next: Int32Array | undefined = words;
      for (; next !== undefined; next = this.#later.shift()) this.#expander!.take(next);
    } finally {
      this.#isExpanding = false;
    }
  }

  /** Delivers all events. Later the memory that holds records, or the code that they name, may be gone. */
  deliver(): void {
    this.drain();
    this.flush();
  }

  /** Delivers the events and the coverage that were taken so far. */
  flush(): void {
    this.#queue?.flush();
    this.#coverage?.deliver();
  }

  /** True if there is a receiver of events, or of coverage. */
  get areReceived(): boolean {
    return this.#queue !== null || this.#coverage !== null;
  }

  /** A block was compiled. The event has the instruction set in bit 0 of both addresses. @param end - the address after its last byte */
  compiled(start: CodeAddress, end: number): void {
    if ((this.#mask & EventType.compile) === 0 || this.#queue === null) return;
    // The events in the records came before.
    this.drain();
    this.#queue.put(EventType.compile, start, setOf(start) === "t32" ? end + 1 : end, 0);
  }
}
