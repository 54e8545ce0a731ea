import {
  ProgramMemory,
  Signal,
  type StopDecision,
  type Target,
  type TargetStop,
  type ThreadId,
} from "@armstalker/target";
import { memoryError } from "../errors.js";
import { SignalActions } from "../signals/actions.js";
import { HandlerBreakpoints } from "../signals/handler-breakpoints.js";
import type { ExecContext } from "./exec-context.js";
import { LeavingCost } from "./leaving-cost.js";
import type { Observer, Program } from "./surroundings.js";

const RESUME: StopDecision = { action: "resume" };
const STAY: StopDecision = { action: "stay" };

/** The threads of a target that one stalker follows: their contexts, and the decisions about the target's stops. */
export class FollowedThreads {
  readonly program: Program;
  /** What stops cost. */
  readonly cost: LeavingCost;
  readonly #target: Target;
  readonly #observer: Observer;
  readonly #onChange: () => void;
  readonly #contexts = new Map<ThreadId, ExecContext>();
  /** Work for the next stop. */
  #waiting: (() => void)[] = [];
  #isHandling = false;
  /** Whose stop was the last that was seen; the other threads run on where the target reports one at a time. */
  #stopped: ThreadId | null = null;

  /** @param onChange - is called when following a thread begins or ends */
  constructor(target: Target, observer: Observer, onChange: () => void) {
    this.#target = target;
    this.cost = new LeavingCost(target.hasDoors, observer.statistics);
    this.#observer = observer;
    this.#onChange = onChange;
    this.program = {
      target,
      memory: new ProgramMemory(target),
      actions: new SignalActions(target),
      handlers: HandlerBreakpoints.of(target),
      invalidate: (start, end) => {
        for (const context of this.#contexts.values()) context.invalidate(start, end);
      },
      followsAllThreads: () => target.threads().every((thread) => this.#contexts.has(thread)),
      later: (thread, milliseconds, work) => this.#later(thread, milliseconds, work),
    };
  }

  get threads(): ThreadId[] {
    return [...this.#contexts.keys()];
  }

  get contexts(): ExecContext[] {
    return [...this.#contexts.values()];
  }

  get isEmpty(): boolean {
    return this.#contexts.size === 0;
  }

  /** True if events of some thread are to be delivered. */
  get areObserved(): boolean {
    return this.contexts.some(({ events }) => events.areReceived);
  }

  /** True if records of some thread can be read while it runs. */
  get areShared(): boolean {
    return this.contexts.some(({ events }) => events.areShared);
  }

  get(thread: ThreadId): ExecContext | undefined {
    return this.#contexts.get(thread);
  }

  /** The thread whose stop was the last; null before the first one. */
  get lastStopped(): ThreadId | null {
    return this.#stopped;
  }

  /** True for a thread that is surely stopped while the target is. */
  isStopped(thread: ThreadId): boolean {
    return this.#target.stopsTogether || this.#stopped === null || this.#stopped === thread;
  }

  // Beginning and end

  /** Takes a stopped thread into its context's generated code. @throws what prevents that; the thread is not followed then */
  follow(thread: ThreadId, context: ExecContext): void {
    this.#contexts.set(thread, context);
    try {
      context.life.infect();
    } catch (error) {
      this.#forget(thread, () => context.destroy());
      throw error;
    }
    if (context.life.hasLeft) this.#release(thread);
    this.#onChange();
  }

  /** Lets a thread go on in its own code: now, or at the stop that is asked for. */
  unfollow(thread: ThreadId): void {
    this.#contexts.get(thread)?.life.unfollow();
    if (!this.#isHandling) this.#atStop(() => this.#leaveWhereItStands(thread));
  }

  #leaveWhereItStands(thread: ThreadId): void {
    const context = this.#contexts.get(thread);
    if (context === undefined || this.#target.state === "ended") return;
    const isAlive = this.#target.threads().includes(thread);
    if (isAlive && this.isStopped(thread)) context.life.disinfect();
    if (!isAlive || context.life.hasLeft) this.#release(thread);
  }

  /** Gives back what threads that are gone have left in the target. Returns true if something is left to be given back later. */
  garbageCollect(): boolean {
    if (this.#target.state !== "stopped") return !this.isEmpty;
    const alive = new Set(this.#target.threads());
    for (const [thread, context] of this.#contexts) {
      if (!alive.has(thread)) this.#forget(thread, () => context.destroy());
    }
    return this.contexts.some(({ life }) => life.isLeaving);
  }

  /** Ends the context of a thread that has left. */
  #release(thread: ThreadId): void {
    const context = this.#contexts.get(thread);
    if (context === undefined) return;
    // A receiver may end the context, too: what is left of the events then is delivered here.
    context.events.deliver();
    this.#forget(thread, () => context.destroy());
  }

  #forget(thread: ThreadId, dispose: () => void): void {
    const context = this.#contexts.get(thread);
    this.#contexts.delete(thread);
    context?.events.flush();
    try {
      dispose();
    } catch (error) {
      // The thread goes on all the same.
      this.#observer.report(error, thread);
    }
    this.#onChange();
  }

  // Requests from outside

  /** Delivers the events of all threads: now, or at the stop that is asked for where the target must be stopped for that. */
  flush(): void {
    if (!this.#deliver()) this.#atStop(() => this.#deliver());
  }

  /** Returns false where the target must be stopped for some events. */
  #deliver(): boolean {
    let done = true;
    for (const { events } of this.#contexts.values()) {
      if (this.#target.state !== "ended") done = events.drain() && done;
      events.flush();
    }
    this.lookWhileRunning();
    return done;
  }

  /** Takes the records that can be read while the program runs. Returns how many words they were. */
  drainWhileRunning(): number {
    if (this.#target.state !== "running") return 0;
    let words = 0;
    for (const { events } of this.#contexts.values()) {
      if (!events.areShared) continue;
      words -= events.taken;
      events.drainRecords();
      words += events.taken;
    }
    return words;
  }

  /** Looks which blocks have run, while the program runs. */
  lookWhileRunning(): void {
    if (this.#target.state !== "running") return;
    for (const context of this.#contexts.values()) context.lookWhileRunning();
  }

  /** Looks which branches are taken often, while the program runs. */
  sample(): void {
    if (this.#target.state !== "running") return;
    for (const context of this.#contexts.values()) context.sample();
  }

  /** Changes the code of contexts: now, or at the stop that is asked for. */
  change(contexts: readonly ExecContext[], change: (context: ExecContext) => void): void {
    const work = (): void => {
      for (const context of contexts) if (!context.isGone) change(context);
    };
    if (contexts.length === 0) return;
    if (this.#isHandling) work();
    else this.#atStop(work);
  }

  /** Does something when the target is stopped: now, or at the stop that is asked for. */
  #atStop(work: () => void): void {
    // Once it has ended its threads are let go, as soon as it has said so.
    if (this.#target.state === "ended") return;
    if (this.#target.state === "stopped") {
      work();
      this.#writeChanges();
      return;
    }
    this.#waiting.push(work);
    this.#target.interrupt("look");
  }

  /** Does something at a stop of a thread, some milliseconds from now, if it is still followed then. */
  #later(thread: ThreadId, milliseconds: number, work: () => void): void {
    const context = this.#contexts.get(thread);
    const isFollowed = (): boolean => context !== undefined && this.#contexts.get(thread) === context;
    const timer = setTimeout(() => {
      if (!isFollowed()) return;
      try {
        this.#atStop(() => {
          if (!isFollowed() || this.#target.state === "ended") return;
          if (this.isStopped(thread)) work();
          else this.#later(thread, milliseconds, work);
        });
      } catch (error) {
        this.#observer.report(error, thread);
      }
    }, milliseconds);
    timer.unref();
  }

  /** Writes to the target what has changed, before it runs on. */
  #writeChanges(): void {
    for (const context of this.#contexts.values()) context.flush();
  }

  // Stops

  /** Looks at a stop of the target. */
  readonly handle = (stop: TargetStop): StopDecision => {
    const { statistics } = this.#observer;
    if (stop.kind === "trap" && stop.byDoor === true) statistics.doors++;
    else statistics.stops++;
    this.#isHandling = true;
    this.cost.arrive();
    if ("thread" in stop) this.#stopped = stop.thread;
    try {
      const decision = this.#decideOrEscape(stop);
      const waiting = this.#waiting;
      // Work may make system calls. After one, the next signal would come before the handler of a signal that is about to be delivered.
      if (waiting.length > 0 && (decision.action === "stay" || decision.signal === undefined)) {
        this.#waiting = [];
        for (const work of waiting) work();
      }
      this.#writeChanges();
      this.program.memory.forgetChanging();
      return decision;
    } catch (error) {
      this.#observer.report(error, "thread" in stop ? stop.thread : 0);
      return STAY;
    } finally {
      this.cost.leave();
      this.#isHandling = false;
    }
  };

  #decideOrEscape(stop: TargetStop): StopDecision {
    try {
      return this.#decide(stop);
    } catch (error) {
      this.#observer.report(memoryError(error), "thread" in stop ? stop.thread : 0);
      return this.#escape(stop);
    }
  }

  /** Lets a thread go on in its own code after its stop could not be handled, for want of memory for example. */
  #escape(stop: TargetStop): StopDecision {
    if ((stop.kind !== "trap" && stop.kind !== "signal") || this.#target.state !== "stopped") return STAY;
    const life = this.#contexts.get(stop.thread)?.life;
    if (life === undefined) return STAY;
    life.escape();
    if (!life.hasLeft) return STAY;
    this.#release(stop.thread);
    // The signal may be a fault of generated code. A fault of the program comes again in the program's own code.
    const isFault = stop.kind === "signal" && (stop.signal === Signal.SEGV || stop.signal === Signal.BUS);
    return stop.kind === "trap" || isFault ? RESUME : { action: "resume", signal: stop.signal };
  }

  #decide(stop: TargetStop): StopDecision {
    const { handlers } = this.program;
    switch (stop.kind) {
      case "trap":
      case "signal":
        return this.#decideForThread(stop);
      case "interrupted":
        this.#deliver();
        return stop.passing ? RESUME : STAY;
      case "thread-exited":
        if (this.#contexts.has(stop.thread)) this.#forget(stop.thread, () => handlers.forget(stop.thread));
        return RESUME;
      default:
        for (const [thread, context] of this.#contexts) this.#forget(thread, () => context.abandon());
        handlers.abandon();
        return STAY;
    }
  }

  #decideForThread(stop: Extract<TargetStop, { kind: "trap" | "signal" }>): StopDecision {
    const { thread } = stop;
    const context = this.#contexts.get(thread);
    if (context !== undefined) {
      const { loop, life } = context;
      const handled = stop.kind === "trap" ? loop.trap(stop.byDoor === true) : loop.signal(stop.signal);
      if (life.hasLeft) this.#release(thread);
      if (handled === "resume") return RESUME;
      if (handled === "deliver")
        return { action: "resume", signal: stop.kind === "signal" ? stop.signal : Signal.TRAP };
    }
    if (stop.kind === "signal") return { action: "resume", signal: stop.signal };
    return this.program.handlers.passBy(thread) ? RESUME : STAY;
  }
}
