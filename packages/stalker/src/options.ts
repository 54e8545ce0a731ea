import type { LifeEvent } from "./engine/life-events.js";
import { StalkerError } from "./errors.js";
import type { CallSummary } from "./events/event-queue.js";
import { type AnnotatedEvent, EventType, type StalkerEventType } from "./events/gum-event.js";
import type { Transformer } from "./iterator.js";
import type { ThreadId } from "./target/target.js";

/** Which types of events are wanted; those that are not named are not. */
export type EventSelection = Partial<Record<StalkerEventType, boolean>>;

/** What a thread is followed for. */
export interface FollowOptions {
  readonly events?: EventSelection;
  /** Is given events as they are in memory, 16 bytes each: see `Stalker.parse`. */
  readonly onReceive?: (events: ArrayBuffer) => void;
  /** Is given how often each function was called, by its address as text, since the last time. */
  readonly onCallSummary?: (summary: CallSummary) => void;
  /** Is given each event, when it is delivered. */
  readonly onEvent?: (event: AnnotatedEvent) => void;
  /** Rewrites each block when it is compiled. */
  readonly transform?: Transformer;
}

/** How a stalker works. */
export interface StalkerOptions {
  /**
   * How often code that the program could change is compared with what was compiled before it is trusted to stay: after so many times that it was found
   * unchanged (1 by default), never (-1), at once (0). Code that the program cannot write to is trusted at once unless this is -1.
   */
  readonly trustThreshold?: number;
  /** How many events are collected before they are delivered; 16384 by default. */
  readonly queueCapacity?: number;
  /** Milliseconds after which events are delivered however few there are; 250 by default, 0: only when the queue is full. */
  readonly queueDrainInterval?: number;
  /**
   * How many blocks are compiled ahead of what was reached, so that the thread need not stop for them; 128 by default. 0 where a transformer or `compile`
   * events are asked for: they tell what was reached.
   */
  readonly compileAhead?: number;
  /** Bytes of generated code that a thread may have; when they are used all of it is compiled anew. 15 MiB by default, which is about what branches reach; 512 KiB at least. */
  readonly codeSize?: number;
  /**
   * Whether a trap instruction of the program's own (BKPT, or what debuggers take for it) stops the target, as under a debugger. By default the program
   * gets SIGTRAP, as it would without us.
   */
  readonly stopAtBreakpoints?: boolean;
  /** Is told before a followed thread creates a thread or a process, runs another program, unmaps memory, or ends. */
  readonly onLifeEvent?: (event: LifeEvent) => void;
  /** Is told of errors that there is nobody to throw to: in transformers, callouts and receivers, and of code that cannot be followed. By default they are thrown by the event loop. */
  readonly onError?: (error: Error, thread: ThreadId) => void;
}

/** The bits of a selection. @throws {StalkerError} `invalid-argument` for what is no event */
export function maskOf(events: EventSelection): number {
  let mask = 0;
  for (const [name, wanted] of Object.entries(events)) {
    const bit = (EventType as Readonly<Record<string, number>>)[name];
    if (bit === undefined || typeof wanted !== "boolean") {
      throw new StalkerError({
        code: "invalid-argument",
        message: bit === undefined ? `${name} is no type of events` : `events.${name} is ${wanted}`,
        hint: `the types are ${Object.keys(EventType).join(", ")}, each true or false`,
      });
    }
    if (wanted) mask |= bit;
  }
  return mask;
}

/** @throws {StalkerError} `invalid-argument` */
export function requireNumber(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new StalkerError({
    code: "invalid-argument",
    message: `${name} is ${value}`,
    hint: `give a whole number of ${least} or more`,
  });
}
