import type { Target, ThreadId } from "@armstalker/target";
import type { Callout } from "../cpu-context.js";
import type { SignalActions } from "../signals/actions.js";
import type { HandlerBreakpoints } from "../signals/handler-breakpoints.js";
import type { ExcludedRanges } from "./excluded-ranges.js";
import type { LifeEvent } from "./life-events.js";
import type { ProgramMemory } from "./program-memory.js";
import type { Statistics } from "./statistics.js";

/** What a context shares with the others of its stalker, and is told by it. */
export interface ContextServices {
  readonly target: Target;
  readonly program: ProgramMemory;
  readonly excluded: ExcludedRanges;
  readonly statistics: Statistics;
  readonly signals: SignalActions;
  readonly handlers: HandlerBreakpoints;
  readonly trustThreshold: () => number;
  /** How many blocks are compiled ahead of what was reached. */
  readonly compileAhead: number;
  /** Bytes of generated code of a thread, about, after which the oldest part is forgotten. */
  readonly codeSize: number;
  /** Whether the program's own trap instructions stop the target. */
  readonly stopAtBreakpoints: boolean;
  readonly probesAt: (address: number) => readonly Callout[];
  /** Forgets all threads' code for a range of the program's memory. */
  readonly invalidate: (start: number, end: number) => void;
  /** Has something done about so many milliseconds from now, when the thread is stopped; never if it is not followed any more then. */
  readonly later: (milliseconds: number, work: () => void) => void;
  /** Is told of what a thread is about to do to itself or the program. */
  readonly onLifeEvent: ((event: LifeEvent) => unknown) | null;
  /** Is told of errors that cannot be thrown to anybody. */
  readonly report: (error: unknown, thread: ThreadId) => void;
}
