import { type CallProbe, CallProbes } from "./call-probes.js";
import { ExcludedRanges, type MemoryRange } from "./engine/excluded-ranges.js";
import { ExecContext } from "./engine/exec-context.js";
import { HandlerBreakpoints } from "./engine/handler-breakpoints.js";
import { ProgramMemory } from "./engine/program-memory.js";
import type { ContextServices } from "./engine/services.js";
import { SignalActions } from "./engine/signal-actions.js";
import type { Statistics } from "./engine/statistics.js";
import { StalkerError } from "./errors.js";
import { EventQueue } from "./events/event-queue.js";
import { EventType, parseEvents } from "./events/gum-event.js";
import { type FollowOptions, maskOf, requireNumber, type StalkerOptions } from "./options.js";
import type { StopDecision, Target, TargetStop, ThreadId } from "./target/target.js";

const DEFAULT_COMPILE_AHEAD = 128;
const DEFAULT_CODE_SIZE = 15 << 20;
const LEAST_CODE_SIZE = 512 << 10;
const SIGTRAP = 5;
const RESUME: StopDecision = { action: "resume" };
const STAY: StopDecision = { action: "stay" };

interface Followed {
  readonly context: ExecContext;
  readonly queue: EventQueue | null;
}

/**
 * Follows threads of a target: their code runs recompiled, block by block as it is reached, with what is asked for inserted. Takes the target's stop
 * handler.
 */
export class Stalker {
  /** Turns what `onReceive` is given into rows; see {@link parseEvents}. */
  static readonly parse: typeof parseEvents = parseEvents;

  readonly target: Target;
  readonly #options: StalkerOptions;
  readonly #excluded = new ExcludedRanges();
  readonly #probes = new CallProbes();
  readonly #program: ProgramMemory;
  readonly #signals: SignalActions;
  readonly #handlers: HandlerBreakpoints;
  readonly #followed = new Map<ThreadId, Followed>();
  readonly #statistics: Statistics = { blocks: 0, bytesOfSource: 0, bytesOfCode: 0, stops: 0, compileTime: 0 };
  #trustThreshold: number;
  #queueCapacity: number;
  #queueDrainInterval: number;
  #timer: NodeJS.Timeout | null = null;
  /** What waits for the target to stop. */
  #whenStopped: (() => void)[] = [];
  #handling = false;
  /** Whose stop was the last that was seen; the other threads run on where the target reports one at a time. */
  #stopped: ThreadId | null = null;

  /** @throws {StalkerError} `invalid-argument` */
  constructor(target: Target, options: StalkerOptions = {}) {
    this.target = target;
    this.#options = options;
    this.#trustThreshold = requireNumber("trustThreshold", options.trustThreshold ?? 1, -1);
    this.#queueCapacity = requireNumber("queueCapacity", options.queueCapacity ?? 16384, 1);
    this.#queueDrainInterval = requireNumber("queueDrainInterval", options.queueDrainInterval ?? 250, 0);
    requireNumber("compileAhead", options.compileAhead ?? 0, 0);
    requireNumber("codeSize", options.codeSize ?? DEFAULT_CODE_SIZE, LEAST_CODE_SIZE);
    this.#program = new ProgramMemory(target);
    this.#signals = new SignalActions(target);
    this.#handlers = new HandlerBreakpoints(target);
    target.stopHandler = (stop) => this.#handle(stop);
  }

  /** How often changeable code is compared before it is trusted: see {@link StalkerOptions}. Counts from the next stop on. */
  get trustThreshold(): number {
    return this.#trustThreshold;
  }

  set trustThreshold(value: number) {
    this.#trustThreshold = requireNumber("trustThreshold", value, -1);
  }

  /** How many events are collected before they are delivered. */
  get queueCapacity(): number {
    return this.#queueCapacity;
  }

  set queueCapacity(value: number) {
    this.#queueCapacity = requireNumber("queueCapacity", value, 1);
  }

  /** Milliseconds after which events are delivered however few there are; 0: never. */
  get queueDrainInterval(): number {
    return this.#queueDrainInterval;
  }

  set queueDrainInterval(value: number) {
    this.#queueDrainInterval = requireNumber("queueDrainInterval", value, 0);
    this.#setTimer();
  }

  /** What was done so far, all threads together. */
  get statistics(): Readonly<Statistics> {
    return { ...this.#statistics };
  }

  /** The threads that are followed. */
  get threads(): ThreadId[] {
    return [...this.#followed.keys()];
  }

  /** Leaves a range of code alone: calls into it run natively. @throws {StalkerError} `invalid-argument`, `running` */
  exclude(range: MemoryRange): void {
    if (this.#followed.size > 0) {
      throw new StalkerError({
        code: "invalid-argument",
        message: "ranges cannot be excluded while threads are followed",
        hint: "exclude first, then follow",
      });
    }
    this.#excluded.add(range);
  }

  /**
   * Follows a thread from where it is stopped.
   *
   * @throws {StalkerError} `running`, `target-gone`, `no-such-thread`, `already-followed`, `invalid-argument`, `unsupported` where the
   *   target reports one thread at a time and another is followed
   */
  follow(thread: ThreadId = this.target.mainThread, options: FollowOptions = {}): void {
    this.#requireStopped("follow");
    const mask = maskOf(options.events ?? {});
    if (this.#followed.has(thread)) {
      throw new StalkerError({
        code: "already-followed",
        message: `thread ${thread} is followed`,
        hint: "unfollow it first",
      });
    }
    if (!this.target.threads().includes(thread)) {
      throw new StalkerError({
        code: "no-such-thread",
        message: `the program has no thread ${thread}`,
        hint: `its threads are ${this.target.threads().join(", ")}`,
      });
    }
    if (!this.target.stopsTogether && this.#followed.size > 0) {
      throw new StalkerError({
        code: "unsupported",
        message: "this target reports one thread at a time, and another is followed",
        hint: "unfollow that first; qemu-arm's stub is so, gdbserver is not",
      });
    }
    if (!this.#isStopped(thread)) {
      throw new StalkerError({
        code: "unsupported",
        message: `this target reports one thread at a time, and thread ${thread} is not the one that is stopped`,
        hint: `let it come to a breakpoint, and follow it there; thread ${this.#stopped} is stopped`,
      });
    }
    const receives =
      options.onReceive !== undefined || options.onCallSummary !== undefined || options.onEvent !== undefined;
    const queue = receives
      ? new EventQueue(
          options,
          () => this.#queueCapacity,
          (error) => this.#report(error, thread),
        )
      : null;
    const observes = options.transform !== undefined || (mask & EventType.compile) !== 0;
    const services: ContextServices = {
      target: this.target,
      program: this.#program,
      excluded: this.#excluded,
      statistics: this.#statistics,
      signals: this.#signals,
      handlers: this.#handlers,
      trustThreshold: () => this.#trustThreshold,
      compileAhead: this.#options.compileAhead ?? (observes ? 0 : DEFAULT_COMPILE_AHEAD),
      codeSize: this.#options.codeSize ?? DEFAULT_CODE_SIZE,
      onLifeEvent: this.#options.onLifeEvent ?? null,
      stopAtBreakpoints: this.#options.stopAtBreakpoints ?? false,
      probesAt: this.#probes.at,
      invalidate: (start, end) => {
        for (const { context } of this.#followed.values()) context.invalidate(start, end);
      },
      later: (milliseconds, work) => this.#later(thread, () => context, milliseconds, work),
      report: (error, at) => this.#report(error, at),
    };
    this.#program.forgetMappings();
    const context = new ExecContext(services, thread, {
      events: queue === null ? 0 : mask,
      queue,
      transform: options.transform ?? null,
    });
    this.#followed.set(thread, { context, queue });
    context.start();
    if (context.hasLeft) this.#release(thread);
    this.#setTimer();
  }

  /**
   * Lets a thread go on in its own code. While the target runs this takes effect at its next stop, which is asked for.
   *
   * @throws {StalkerError} `not-followed`
   */
  unfollow(thread: ThreadId = this.target.mainThread): void {
    const followed = this.#followed.get(thread);
    if (followed === undefined) {
      throw new StalkerError({
        code: "not-followed",
        message: `thread ${thread} is not followed`,
        hint: this.#followed.size === 0 ? "no thread is" : `these are: ${this.threads.join(", ")}`,
      });
    }
    followed.context.leave();
    if (!this.#handling) this.#atStop(() => this.#leaveWhereItStands(thread));
  }

  /** Delivers all events that there are: at once, or at a stop that is asked for where the target must be stopped for that. */
  flush(): void {
    if (!this.#deliver()) this.#atStop(() => this.#deliver());
  }

  /** Delivers the events of all threads; false where the target must be stopped for that. */
  #deliver(): boolean {
    let done = true;
    for (const { context, queue } of this.#followed.values()) {
      if (this.target.state !== "ended") done = context.drain() && done;
      queue?.flush();
    }
    return done;
  }

  /** Gives back what threads that are gone have left in the target. Returns whether something is left to be given back later. */
  garbageCollect(): boolean {
    if (this.target.state !== "stopped") return this.#followed.size > 0;
    const alive = new Set(this.target.threads());
    for (const [thread, { context }] of this.#followed) {
      if (!alive.has(thread)) this.#forget(thread, () => context.destroy());
    }
    return [...this.#followed.values()].some(({ context }) => context.isLeaving);
  }

  /**
   * Has code compiled anew: that of the block at an address, for one thread or for all that are followed.
   *
   * @throws {StalkerError} `not-followed`
   */
  invalidate(address: number): void;
  invalidate(thread: ThreadId, address: number): void;
  invalidate(first: number, second?: number): void {
    const address = second ?? first;
    const start = (address & ~1) >>> 0;
    const chosen = second === undefined ? [...this.#followed.values()] : [this.#followed.get(first)];
    for (const followed of chosen) {
      if (followed === undefined) {
        throw new StalkerError({
          code: "not-followed",
          message: `thread ${first} is not followed`,
          hint: "name a thread that is",
        });
      }
      const work = (): void => followed.context.invalidate(start, start + 1);
      if (this.#handling) work();
      else this.#atStop(work);
    }
  }

  /**
   * Has a function called when control comes to an address, before the instruction there.
   *
   * @param address - bit 0 set: T32
   * @returns a number for {@link removeCallProbe}
   */
  addCallProbe(address: number, probe: CallProbe): number {
    const id = this.#probes.add(address >>> 0, probe);
    if (this.#followed.size > 0) this.invalidate(address);
    return id;
  }

  /** Removes a call probe. @throws {StalkerError} `invalid-argument` if there is none of this number */
  removeCallProbe(id: number): void {
    const address = this.#probes.remove(id);
    if (address < 0) {
      throw new StalkerError({
        code: "invalid-argument",
        message: `there is no call probe ${id}`,
        hint: "give what addCallProbe gave",
      });
    }
    if (this.#followed.size > 0) this.invalidate(address);
  }

  /** Whether a thread is surely stopped while the target is. */
  #isStopped(thread: ThreadId): boolean {
    return this.target.stopsTogether || this.#stopped === null || this.#stopped === thread;
  }

  #requireStopped(what: string): void {
    if (this.target.state === "stopped") return;
    const isRunning = this.target.state === "running";
    throw new StalkerError({
      code: isRunning ? "running" : "target-gone",
      message: `${what} needs a target that is stopped, and it ${isRunning ? "runs" : "is gone"}`,
      hint: isRunning ? "interrupt it first" : "start another",
    });
  }

  // Stops

  #handle(stop: TargetStop): StopDecision {
    this.#statistics.stops++;
    this.#handling = true;
    if ("thread" in stop) this.#stopped = stop.thread;
    try {
      const decision = this.#decide(stop);
      const waiting = this.#whenStopped;
      // What makes system calls is not done where a signal is about to be delivered: the next one would come before its handler.
      if (waiting.length > 0 && (decision.action === "stay" || decision.signal === undefined)) {
        this.#whenStopped = [];
        for (const work of waiting) work();
      }
      for (const { context } of this.#followed.values()) context.flush();
      this.#program.forgetChanging();
      return decision;
    } catch (error) {
      this.#report(error, "thread" in stop ? stop.thread : 0);
      return STAY;
    } finally {
      this.#handling = false;
    }
  }

  #decide(stop: TargetStop): StopDecision {
    switch (stop.kind) {
      case "trap":
      case "signal":
        return this.#decideForThread(stop);
      case "interrupted":
        this.#deliver();
        return stop.passing ? RESUME : STAY;
      case "thread-exited": {
        const followed = this.#followed.get(stop.thread);
        if (followed !== undefined) this.#forget(stop.thread, () => this.#handlers.forget(stop.thread));
        return RESUME;
      }
      default:
        for (const [thread, { context }] of this.#followed) this.#forget(thread, () => context.abandon());
        this.#handlers.abandon();
        return STAY;
    }
  }

  #decideForThread(stop: Extract<TargetStop, { kind: "trap" | "signal" }>): StopDecision {
    const { thread } = stop;
    const followed = this.#followed.get(thread);
    if (followed !== undefined) {
      const { context } = followed;
      const handled = stop.kind === "trap" ? context.trap() : context.signal(stop.signal);
      if (context.hasLeft) this.#release(thread);
      if (handled === "resume") return RESUME;
      if (handled === "deliver") return { action: "resume", signal: stop.kind === "signal" ? stop.signal : SIGTRAP };
    }
    if (stop.kind === "signal") return { action: "resume", signal: stop.signal };
    return this.#handlers.passBy(thread) ? RESUME : STAY;
  }

  /** Does something when the target is stopped: now, or at the stop that is asked for. */
  #atStop(work: () => void): void {
    // Once it has ended its threads are let go, as soon as it has said so.
    if (this.target.state === "ended") return;
    if (this.target.state === "stopped") {
      work();
      for (const { context } of this.#followed.values()) context.flush();
      return;
    }
    this.#whenStopped.push(work);
    this.target.interrupt("look");
  }

  /** Does something at a stop of a thread, some time from now, if it is still followed then. */
  #later(thread: ThreadId, context: () => ExecContext, milliseconds: number, work: () => void): void {
    const isFollowed = (): boolean => this.#followed.get(thread)?.context === context();
    const timer = setTimeout(() => {
      if (!isFollowed()) return;
      try {
        this.#atStop(() => {
          if (!isFollowed() || this.target.state === "ended") return;
          if (this.#isStopped(thread)) work();
          else this.#later(thread, context, milliseconds, work);
        });
      } catch (error) {
        this.#report(error, thread);
      }
    }, milliseconds);
    timer.unref();
  }

  #leaveWhereItStands(thread: ThreadId): void {
    const followed = this.#followed.get(thread);
    if (followed === undefined || this.target.state === "ended") return;
    const { context } = followed;
    const isAlive = this.target.threads().includes(thread);
    if (isAlive && this.#isStopped(thread)) context.tryLeave();
    if (!isAlive || context.hasLeft) this.#release(thread);
  }

  #release(thread: ThreadId): void {
    const followed = this.#followed.get(thread);
    if (followed === undefined) return;
    followed.context.drain();
    this.#forget(thread, () => followed.context.destroy());
  }

  #forget(thread: ThreadId, dispose: () => void): void {
    const followed = this.#followed.get(thread);
    this.#followed.delete(thread);
    followed?.queue?.flush();
    dispose();
    this.#setTimer();
  }

  #setTimer(): void {
    const wanted = this.#queueDrainInterval > 0 && [...this.#followed.values()].some(({ queue }) => queue !== null);
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    if (!wanted) return;
    this.#timer = setInterval(() => {
      if (this.target.state !== "running") return;
      try {
        this.flush();
      } catch (error) {
        this.#report(error, this.target.mainThread);
      }
    }, this.#queueDrainInterval);
    this.#timer.unref();
  }

  #report(error: unknown, thread: ThreadId): void {
    // Whoever waits for the target is told of its end, and why.
    if (this.target.state === "ended" && isOfTheEnd(error)) return;
    const wrapped = error instanceof Error ? error : new Error(String(error));
    const { onError } = this.#options;
    if (onError !== undefined) {
      try {
        onError(wrapped, thread);
        return;
      } catch (second) {
        queueMicrotask(() => {
          throw second;
        });
        return;
      }
    }
    queueMicrotask(() => {
      throw wrapped;
    });
  }
}

/** Whether an error of a target that has ended stems from its end. */
function isOfTheEnd(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one instanceof StalkerError && (one.code === "target-gone" || one.code === "unexpected-stop")) return true;
  }
  return false;
}
