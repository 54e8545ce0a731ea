import type { ThreadId } from "@armstalker/target";
import { copyOptions, requireBoolean, requireFunction, requireInteger } from "./arguments.js";
import type { LifeEvent } from "./engine/life-events.js";
import type { CallSummary } from "./events/event-queue.js";
import { type AnnotatedEvent, EventType, type StalkerEventType } from "./events/gum-event.js";
import type { Transformer } from "./iterator.js";

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
  /** Bytes of generated code that a thread may have; when they are used all of it is compiled anew. 15 MiB by default, which is about what branches reach; 512 KiB at least, and 15 MiB at most. */
  readonly codeSize?: number;
  /**
   * Whether a trap instruction of the program's own (BKPT, or what debuggers take for it) stops the target, as under a debugger. By default the program
   * gets SIGTRAP, as it would without us.
   */
  readonly stopAtBreakpoints?: boolean;
  /** Is told before a followed thread creates a thread or a process, runs another program, unmaps memory, or ends. */
  readonly onLifeEvent?: (event: LifeEvent) => void;
  /**
   * Is told of errors that there is nobody to throw to: of transformers, callouts and receivers, and of code that cannot be followed. By default they are
   * thrown by the event loop, and so is what this function throws.
   */
  readonly onError?: (error: Error, thread: ThreadId) => void;
}

const DEFAULT_COMPILE_AHEAD = 128;
const LEAST_CODE_SIZE = 512 << 10;
/** What branches of T32 reach, with some room for what is compiled last. */
const MOST_CODE_SIZE = 15 << 20;
/** Timers of Node take no more milliseconds. */
const LONGEST_INTERVAL = 2 ** 31 - 1;

/** The options of a stalker that are not set again later, checked. */
export interface CheckedOptions {
  /** The number of blocks to compile ahead: of threads whose compiled blocks somebody looks at, and of others. */
  readonly compileAhead: { readonly observed: number; readonly unobserved: number };
  readonly codeSize: number;
  readonly stopAtBreakpoints: boolean;
  readonly onLifeEvent: ((event: LifeEvent) => unknown) | null;
  readonly onError: ((error: Error, thread: ThreadId) => unknown) | null;
}

/** @throws {StalkerError} `invalid-argument` */
export function requireTrustThreshold(value: unknown): number {
  return requireInteger("trustThreshold", value, -1, Number.MAX_SAFE_INTEGER);
}

/** @throws {StalkerError} `invalid-argument` */
export function requireQueueCapacity(value: unknown): number {
  return requireInteger("queueCapacity", value, 1, Number.MAX_SAFE_INTEGER);
}

/** @throws {StalkerError} `invalid-argument` */
export function requireQueueDrainInterval(value: unknown): number {
  return requireInteger("queueDrainInterval", value, 0, LONGEST_INTERVAL);
}

/** @throws {StalkerError} `invalid-argument` */
export function checkedOptions(options: Omit<StalkerOptions, "trustThreshold" | `queue${string}`>): CheckedOptions {
  const { compileAhead, codeSize = MOST_CODE_SIZE, stopAtBreakpoints = false, onLifeEvent, onError } = options;
  if (compileAhead !== undefined) requireInteger("compileAhead", compileAhead, 0, Number.MAX_SAFE_INTEGER);
  requireInteger("codeSize", codeSize, LEAST_CODE_SIZE, MOST_CODE_SIZE);
  requireBoolean("stopAtBreakpoints", stopAtBreakpoints);
  for (const [name, value] of Object.entries({ onLifeEvent, onError })) {
    if (value !== undefined) requireFunction(name, value);
  }
  return {
    compileAhead: { observed: compileAhead ?? 0, unobserved: compileAhead ?? DEFAULT_COMPILE_AHEAD },
    codeSize,
    stopAtBreakpoints,
    onLifeEvent: onLifeEvent ?? null,
    onError: onError ?? null,
  };
}

/** A copy of a stalker's options. @throws {StalkerError} `invalid-argument` for an option that there is not */
export function copyStalkerOptions(options: StalkerOptions): StalkerOptions {
  return copyOptions("the options", options, [
    "trustThreshold",
    "queueCapacity",
    "queueDrainInterval",
    "compileAhead",
    "codeSize",
    "stopAtBreakpoints",
    "onLifeEvent",
    "onError",
  ]);
}

/** A copy of what a thread is followed for. @throws {StalkerError} `invalid-argument` */
export function copyFollowOptions(options: FollowOptions): FollowOptions {
  const copy = copyOptions("the options", options, ["events", "onReceive", "onCallSummary", "onEvent", "transform"]);
  for (const [name, value] of Object.entries(copy)) {
    if (name !== "events" && value !== undefined) requireFunction(name, value);
  }
  return copy;
}

/** The bits of a selection. @throws {StalkerError} `invalid-argument` for what is no event */
export function maskOf(events: EventSelection): number {
  let mask = 0;
  const types = Object.keys(EventType) as StalkerEventType[];
  for (const [name, wanted] of Object.entries(copyOptions("events", events, types))) {
    requireBoolean(`events.${name}`, wanted);
    if (wanted) mask |= EventType[name as StalkerEventType];
  }
  return mask;
}
