import type { ThreadId } from "@armstalker/target";
import { copyOptions, invalidArgument, requireBoolean, requireFunction, requireInteger } from "./arguments.js";
import type { RegroupPolicy } from "./engine/hot-branches.js";
import type { LifeEvent } from "./engine/life-events.js";
import type { CallSummary } from "./events/event-queue.js";
import { type AnnotatedEvent, EventType, type StalkerEventType } from "./events/gum-event.js";
import type { Transformer } from "./iterator.js";

/** The types of events that are wanted. A type that is not named is not wanted. */
export type EventSelection = Partial<Record<StalkerEventType, boolean>>;

/** The events, the receivers and the transformer that a thread is followed for. */
export interface FollowOptions {
  readonly events?: EventSelection;
  /** Is given events as they are in memory, 16 bytes each: see `Stalker.parse`. */
  readonly onReceive?: (events: ArrayBuffer) => void;
  /** Is given how often each function was called, by its address as text, since the last time. */
  readonly onCallSummary?: (summary: CallSummary) => void;
  /** Is given each event, when it is delivered. */
  readonly onEvent?: (event: AnnotatedEvent) => void;
  /**
   * Is given the blocks that have run since the last time, each once: two words a block, its start with the instruction set in bit 0, and the address after its last byte. A
   * block ends at a branch. What was compiled and has not run is not among them. Nothing is executed for a block any more once it is known to have run. Blocks between an exclusive load and
   * its store count when the block with the load has run.
   */
  readonly onCoverage?: (blocks: Uint32Array) => void;
  /** Rewrites each block when it is compiled. */
  readonly transform?: Transformer;
}

/** When code that runs often is compiled anew. */
export interface RegroupOptions {
  /** The number of times that a branch to another page is found by sampling before the code around it is compiled anew; 3 by default. 0: code is never compiled anew. */
  readonly after?: number;
  /** The share of the running time that sampling and compiling anew may take, above 0 up to 1; 0.03 by default, so that it begins after a second. */
  readonly share?: number;
}

/** The settings of a stalker. */
export interface StalkerOptions {
  /**
   * The number of times that a block of changeable code must be found unchanged before the engine trusts it (1 by default). 0 trusts it at once, and -1
   * never. The engine trusts code that the program cannot write to at once, unless this is -1.
   */
  readonly trustThreshold?: number;
  /** The number of events that are collected before they are delivered; 16384 by default. */
  readonly queueCapacity?: number;
  /** Milliseconds after which events are delivered even if they are few; 250 by default. 0: only when the queue is full. */
  readonly queueDrainInterval?: number;
  /**
   * The number of blocks that are compiled ahead of a block that was reached, so that the thread need not stop for them; by default as
   * many as are worth what a stop costs on this target, which is measured at the start: from 16 to 256, some 16 where threads leave generated code by doors, and about 100 where each
   * stop is a debugger's. With a transformer or `compile` events it is 0, as these tell which blocks were reached.
   */
  readonly compileAhead?: number;
  /**
   * How code that runs often is compiled anew so that it lies in one page, where branches are cheaper under an emulator. Only where threads leave generated code by doors, and not with a transformer,
   * `compile` events or `onCoverage`.
   */
  readonly regroup?: RegroupOptions;
  /** Bytes of generated code that a thread may have, from 512 KiB to 15 MiB; 15 MiB by default, which is about the reach of branches. When they are used, the oldest code gives way. */
  readonly codeSize?: number;
  /**
   * True if a trap instruction of the program (BKPT, or an instruction that debuggers use in its place) stops the target, as under a debugger. By default
   * the program gets SIGTRAP, as it does without a stalker.
   */
  readonly stopAtBreakpoints?: boolean;
  /** Called before a followed thread creates a thread or a process, runs another program, unmaps memory, or ends. */
  readonly onLifeEvent?: (event: LifeEvent) => void;
  /**
   * Called with errors that no caller could catch: those of transformers, callouts and receivers, and of code that cannot be followed. By default the event
   * loop throws them. It also throws the errors of this function.
   */
  readonly onError?: (error: Error, thread: ThreadId) => void;
}

const REGROUP_AFTER = 3;
const REGROUP_SHARE = 0.03;
const LEAST_CODE_SIZE = 512 << 10;
/** The reach of T32 branches, less some room for the block that is compiled last. */
const MOST_CODE_SIZE = 15 << 20;
/** The most milliseconds that Node's timers take. */
const LONGEST_INTERVAL = 2 ** 31 - 1;

/** The options of a stalker that are not set again later, checked. */
export interface CheckedOptions {
  /** The number of blocks to compile ahead; null: none for threads whose compiled blocks are observed (by a transformer or `compile` events), as many as are worth it for others. */
  readonly compileAhead: number | null;
  readonly regroup: RegroupPolicy;
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
    regroup: checkedRegroup(options.regroup),
    compileAhead: compileAhead ?? null,
    codeSize,
    stopAtBreakpoints,
    onLifeEvent: onLifeEvent ?? null,
    onError: onError ?? null,
  };
}

/** @throws {StalkerError} `invalid-argument` */
function checkedRegroup(options: RegroupOptions = {}): RegroupPolicy {
  const { after = REGROUP_AFTER, share = REGROUP_SHARE } = copyOptions("regroup", options, ["after", "share"]);
  requireInteger("regroup.after", after, 0, Number.MAX_SAFE_INTEGER);
  if (typeof share !== "number" || !(share > 0 && share <= 1)) {
    throw invalidArgument("regroup.share", share, "a number above 0 and up to 1");
  }
  return { after, share };
}

/** A copy of a stalker's options. @throws {StalkerError} `invalid-argument` for an option that there is not */
export function copyStalkerOptions(options: StalkerOptions): StalkerOptions {
  return copyOptions("the options", options, [
    "trustThreshold",
    "queueCapacity",
    "queueDrainInterval",
    "compileAhead",
    "regroup",
    "codeSize",
    "stopAtBreakpoints",
    "onLifeEvent",
    "onError",
  ]);
}

/** A copy of what a thread is followed for. @throws {StalkerError} `invalid-argument` */
export function copyFollowOptions(options: FollowOptions): FollowOptions {
  const copy = copyOptions("the options", options, [
    "events",
    "onReceive",
    "onCallSummary",
    "onEvent",
    "onCoverage",
    "transform",
  ]);
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
