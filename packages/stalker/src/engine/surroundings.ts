import type { ProgramMemory, Target, ThreadId } from "@armstalker/target";
import type { PlacedProbe } from "../call-probes.js";
import type { SignalActions } from "../signals/actions.js";
import type { HandlerBreakpoints } from "../signals/handler-breakpoints.js";
import type { ExcludedRanges } from "./excluded-ranges.js";
import type { RegroupPolicy } from "./hot-branches.js";
import type { LifeEvent } from "./life-events.js";
import type { Observation } from "./observation.js";
import type { Statistics } from "./statistics.js";

// The interfaces by which the context of a followed thread reaches the rest of the stalker.

/** The program that is followed: what the contexts of all its threads share. */
export interface Program {
  readonly target: Target;
  readonly memory: ProgramMemory;
  readonly actions: SignalActions;
  readonly handlers: HandlerBreakpoints;
  /** All contexts forget their code for a range of the program's memory: `end` is the first address behind it. */
  invalidate(start: number, end: number): void;
  /** True if no thread of the program makes system calls that the engine does not see, unless excluded code does. The target must be stopped. */
  followsAllThreads(): boolean;
  /** Calls `work` at a stop of a followed thread, some `milliseconds` from now; never if the thread is unfollowed before. */
  later(thread: ThreadId, milliseconds: number, work: () => void): void;
}

/** Probes by their addresses. */
export interface PlacedProbes {
  readonly size: number;
  at(address: number): readonly PlacedProbe[];
}

/** The choices of the stalker's user about how the program is followed. */
export interface Policy {
  /** The number of times that changeable code is compared before it is trusted; -1: it never is. */
  trustThreshold(): number;
  /** The number of blocks that are compiled ahead of the one that was reached. */
  compileAhead(): number;
  /** How code that runs often is compiled anew in one page. */
  readonly regroup: RegroupPolicy;
  /** Bytes of generated code that a thread may have, about; the oldest part then gives way. */
  readonly codeSize: number;
  /** True if the program's own trap instructions stop the target. */
  readonly stopAtBreakpoints: boolean;
  readonly excluded: ExcludedRanges;
  /** The probes of functions, and those of single instructions. Bit 0 of addresses does not matter. */
  readonly callProbes: PlacedProbes;
  readonly instructionProbes: PlacedProbes;
  readonly observation: Observation;
}

/** The receivers of reports: errors, life events, counts. */
export interface Observer {
  /** Called before a thread does something to itself or to the program. */
  readonly onLifeEvent: ((event: LifeEvent) => unknown) | null;
  readonly statistics: Statistics;
  /** Called with errors that no caller could catch. */
  readonly report: (error: unknown, thread: ThreadId) => void;
}
