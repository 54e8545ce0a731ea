import { addressOf, type CodeAddress } from "@armstalker/isa";
import { describe, describeList } from "@armstalker/recompiler";
import type { StopDecision, Target, TargetStop, ThreadId } from "@armstalker/target";
import { invalidArgument, requireAddress, requireFunction } from "./arguments.js";
import { type CallProbe, CallProbes } from "./call-probes.js";
import { ExcludedRanges, type MemoryRange } from "./engine/excluded-ranges.js";
import { ExecContext } from "./engine/exec-context.js";
import { ProgramMemory } from "./engine/program-memory.js";
import { Reporter } from "./engine/reporter.js";
import type { Statistics } from "./engine/statistics.js";
import type { Observer, Policy, Program } from "./engine/surroundings.js";
import { memoryError, StalkerError } from "./errors.js";
import { EventQueue } from "./events/event-queue.js";
import { EventType, parseEvents } from "./events/gum-event.js";
import {
  type CheckedOptions,
  checkedOptions,
  copyFollowOptions,
  copyStalkerOptions,
  type FollowOptions,
  maskOf,
  requireQueueCapacity,
  requireQueueDrainInterval,
  requireTrustThreshold,
  type StalkerOptions,
} from "./options.js";
import { SignalActions } from "./signals/actions.js";
import { HandlerBreakpoints } from "./signals/handler-breakpoints.js";

const SIGTRAP = 5;
const SIGBUS = 7;
const SIGSEGV = 11;
const RESUME: StopDecision = { action: "resume" };
const STAY: StopDecision = { action: "stay" };

interface Followed {
  readonly context: ExecContext;
  readonly queue: EventQueue | null;
}

/** The stalker that handles a target's stops. */
const stalkers = new WeakMap<Target, Stalker>();

/**
 * Follows threads of a target: their code runs recompiled, block by block as it is reached, with what is asked for inserted. Takes the target's stop
 * handler, so threads of a target are followed by one stalker at a time.
 */
export class Stalker {
  /** Turns what `onReceive` is given into rows; see {@link parseEvents}. */
  static readonly parse: typeof parseEvents = parseEvents;

  readonly target: Target;
  readonly #options: CheckedOptions;
  readonly #reporter: Reporter;
  readonly #excluded = new ExcludedRanges();
  readonly #probes = new CallProbes();
  readonly #program: Program;
  readonly #observer: Observer;
  readonly #followed = new Map<ThreadId, Followed>();
  readonly #statistics: Statistics = { blocks: 0, bytesOfSource: 0, bytesOfCode: 0, stops: 0, compileTime: 0 };
  #trustThreshold: number;
  #queueCapacity: number;
  #queueDrainInterval: number;
  #timer: NodeJS.Timeout | null = null;
  /** What waits for the target to stop. */
  #whenStopped: (() => void)[] = [];
  #handling = false;
  #isDisposed = false;
  /** Whose stop was the last that was seen; the other threads run on where the target reports one at a time. */
  #stopped: ThreadId | null = null;

  /** @throws {StalkerError} `invalid-argument`; `target-in-use` while another stalker follows threads of the target */
  constructor(target: Target, options: StalkerOptions = {}) {
    requireTarget(target);
    const {
      trustThreshold = 1,
      queueCapacity = 16384,
      queueDrainInterval = 250,
      ...rest
    } = copyStalkerOptions(options);
    this.target = target;
    this.#options = checkedOptions(rest);
    this.#reporter = new Reporter(target, this.#options.onError);
    this.#trustThreshold = requireTrustThreshold(trustThreshold);
    this.#queueCapacity = requireQueueCapacity(queueCapacity);
    this.#queueDrainInterval = requireQueueDrainInterval(queueDrainInterval);
    this.#program = {
      target,
      memory: new ProgramMemory(target),
      actions: new SignalActions(target),
      handlers: HandlerBreakpoints.of(target),
      invalidate: (start, end) => {
        for (const { context } of this.#followed.values()) context.invalidate(start, end);
      },
      later: (thread, milliseconds, work) => this.#later(thread, milliseconds, work),
    };
    this.#observer = {
      onLifeEvent: this.#options.onLifeEvent,
      statistics: this.#statistics,
      report: (error, thread) => this.#report(error, thread),
    };
    this.#takeTarget();
  }

  /** Has the target's stops handled here. @throws {StalkerError} `target-in-use` */
  #takeTarget(): void {
    const other = stalkers.get(this.target);
    if (other === this) return;
    if (other !== undefined && other.#followed.size > 0) {
      throw new StalkerError({
        code: "target-in-use",
        message: `another stalker follows threads of the target: ${describeList(other.threads)}`,
        hint: "unfollow them there, or dispose of that stalker, and let the target run until they have left",
      });
    }
    stalkers.set(this.target, this);
    this.target.stopHandler = (stop) => this.#handle(stop);
  }

  /** How often changeable code is compared before it is trusted: see {@link StalkerOptions}. Counts from the next stop on. */
  get trustThreshold(): number {
    return this.#trustThreshold;
  }

  set trustThreshold(value: number) {
    this.#trustThreshold = requireTrustThreshold(value);
  }

  /** How many events are collected before they are delivered. */
  get queueCapacity(): number {
    return this.#queueCapacity;
  }

  set queueCapacity(value: number) {
    this.#queueCapacity = requireQueueCapacity(value);
  }

  /** Milliseconds after which events are delivered however few there are; 0: never. */
  get queueDrainInterval(): number {
    return this.#queueDrainInterval;
  }

  set queueDrainInterval(value: number) {
    this.#queueDrainInterval = requireQueueDrainInterval(value);
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
   * @throws {StalkerError} `running`, `target-gone`, `target-in-use`, `no-such-thread`, `already-followed`, `invalid-argument`, `unsupported` where the
   *   target reports one thread at a time and another is followed, or the program has memory where look-ups must fault; `out-of-memory`; `out-of-turn` if
   *   the stalker was disposed of
   */
  follow(thread: ThreadId = this.target.mainThread, options: FollowOptions = {}): void {
    const { events = {}, transform = null, ...receivers } = copyFollowOptions(options);
    const mask = maskOf(events);
    if (this.#isDisposed) {
      throw new StalkerError({
        code: "out-of-turn",
        message: "the stalker was disposed of",
        hint: "make another for the target",
      });
    }
    this.#requireStopped("follow");
    this.#takeTarget();
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
        message: `the program has no thread ${describe(thread)}`,
        hint: `its threads are ${describeList(this.target.threads())}`,
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
    const receives = Object.values(receivers).some((receiver) => receiver !== undefined);
    const queue = receives
      ? new EventQueue(
          receivers,
          () => this.#queueCapacity,
          (error) => this.#report(error, thread),
        )
      : null;
    const observes = transform !== null || (mask & EventType.compile) !== 0;
    const { codeSize, stopAtBreakpoints } = this.#options;
    const policy: Policy = {
      trustThreshold: () => this.#trustThreshold,
      compileAhead: this.#options.compileAhead(observes),
      codeSize,
      stopAtBreakpoints,
      excluded: this.#excluded,
      probesAt: this.#probes.at,
    };
    this.#program.memory.forgetMappings();
    this.#program.handlers.reserve();
    const context = new ExecContext(this.#program, policy, this.#observer, thread, {
      events: queue === null ? 0 : mask,
      queue,
      transform,
    });
    this.#followed.set(thread, { context, queue });
    try {
      context.life.infect();
    } catch (error) {
      this.#forget(thread, () => context.destroy());
      throw error;
    }
    if (context.life.hasLeft) this.#release(thread);
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
        message: `thread ${describe(thread)} is not followed`,
        hint: this.#followed.size === 0 ? "no thread is" : `these are: ${describeList(this.threads)}`,
      });
    }
    followed.context.life.unfollow();
    if (!this.#handling) this.#atStop(() => this.#leaveWhereItStands(thread));
  }

  /**
   * Unfollows all threads, as {@link unfollow} does. Nothing can be followed by this stalker afterwards; another can follow once all threads have left, and
   * the program's signals and traps are passed on to it until then, and later.
   */
  dispose(): void {
    this.#isDisposed = true;
    for (const thread of this.threads) this.unfollow(thread);
  }

  /** Delivers all events that there are: at once, or at a stop that is asked for where the target must be stopped for that. */
  flush(): void {
    if (!this.#deliver()) this.#atStop(() => this.#deliver());
  }

  /** Delivers the events of all threads; false where the target must be stopped for that. */
  #deliver(): boolean {
    let done = true;
    for (const { context, queue } of this.#followed.values()) {
      if (this.target.state !== "ended") done = context.events.drain() && done;
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
    return [...this.#followed.values()].some(({ context }) => context.life.isLeaving);
  }

  /**
   * Has code compiled anew: that of the block at an address, for one thread or for all that are followed.
   *
   * @param address - bit 0 does not matter
   * @throws {StalkerError} `not-followed`, `invalid-argument`
   */
  invalidate(address: number): void;
  invalidate(thread: ThreadId, address: number): void;
  invalidate(first: number, second?: number): void {
    const address = requireAddress("address", second ?? first);
    const start = addressOf(address as CodeAddress);
    const chosen = second === undefined ? [...this.#followed.values()] : [this.#followed.get(first)];
    for (const followed of chosen) {
      if (followed === undefined) {
        throw new StalkerError({
          code: "not-followed",
          message: `thread ${describe(first)} is not followed`,
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
   * @throws {StalkerError} `invalid-argument`
   */
  addCallProbe(address: number, probe: CallProbe): number {
    requireAddress("address", address);
    requireFunction("the probe", probe);
    const id = this.#probes.add(address, probe);
    if (this.#followed.size > 0) this.invalidate(address);
    return id;
  }

  /** Removes a call probe. @throws {StalkerError} `invalid-argument` if there is none of this number */
  removeCallProbe(id: number): void {
    const address = this.#probes.remove(id);
    if (address < 0) {
      throw new StalkerError({
        code: "invalid-argument",
        message: `there is no call probe ${describe(id)}`,
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
      const decision = this.#decideOrEscape(stop);
      const waiting = this.#whenStopped;
      // What makes system calls is not done where a signal is about to be delivered: the next one would come before its handler.
      if (waiting.length > 0 && (decision.action === "stay" || decision.signal === undefined)) {
        this.#whenStopped = [];
        for (const work of waiting) work();
      }
      for (const { context } of this.#followed.values()) context.flush();
      this.#program.memory.forgetChanging();
      return decision;
    } catch (error) {
      this.#report(error, "thread" in stop ? stop.thread : 0);
      return STAY;
    } finally {
      this.#handling = false;
    }
  }

  #decideOrEscape(stop: TargetStop): StopDecision {
    try {
      return this.#decide(stop);
    } catch (error) {
      this.#report(memoryError(error), "thread" in stop ? stop.thread : 0);
      return this.#escape(stop);
    }
  }

  /** Lets a thread go on in its own code after its stop could not be handled, for want of memory for example. */
  #escape(stop: TargetStop): StopDecision {
    if ((stop.kind !== "trap" && stop.kind !== "signal") || this.target.state !== "stopped") return STAY;
    const context = this.#followed.get(stop.thread)?.context;
    if (context === undefined) return STAY;
    context.life.escape();
    if (!context.life.hasLeft) return STAY;
    this.#release(stop.thread);
    // The signal may be a fault of generated code's. A fault of the program's own comes again there.
    const isFault = stop.kind === "signal" && (stop.signal === SIGSEGV || stop.signal === SIGBUS);
    return stop.kind === "trap" || isFault ? RESUME : { action: "resume", signal: stop.signal };
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
        if (followed !== undefined) this.#forget(stop.thread, () => this.#program.handlers.forget(stop.thread));
        return RESUME;
      }
      default:
        for (const [thread, { context }] of this.#followed) this.#forget(thread, () => context.abandon());
        this.#program.handlers.abandon();
        return STAY;
    }
  }

  #decideForThread(stop: Extract<TargetStop, { kind: "trap" | "signal" }>): StopDecision {
    const { thread } = stop;
    const followed = this.#followed.get(thread);
    if (followed !== undefined) {
      const { context } = followed;
      const handled = stop.kind === "trap" ? context.loop.trap() : context.loop.signal(stop.signal);
      if (context.life.hasLeft) this.#release(thread);
      if (handled === "resume") return RESUME;
      if (handled === "deliver") return { action: "resume", signal: stop.kind === "signal" ? stop.signal : SIGTRAP };
    }
    if (stop.kind === "signal") return { action: "resume", signal: stop.signal };
    return this.#program.handlers.passBy(thread) ? RESUME : STAY;
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

  /** Calls `work` at a stop of a thread, some milliseconds from now, if it is still followed then. */
  #later(thread: ThreadId, milliseconds: number, work: () => void): void {
    const followed = this.#followed.get(thread);
    const isFollowed = (): boolean => followed !== undefined && this.#followed.get(thread) === followed;
    const timer = setTimeout(() => {
      if (!isFollowed()) return;
      try {
        this.#atStop(() => {
          if (!isFollowed() || this.target.state === "ended") return;
          if (this.#isStopped(thread)) work();
          else this.#later(thread, milliseconds, work);
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
    if (isAlive && this.#isStopped(thread)) context.life.disinfect();
    if (!isAlive || context.life.hasLeft) this.#release(thread);
  }

  #release(thread: ThreadId): void {
    const followed = this.#followed.get(thread);
    if (followed === undefined) return;
    followed.context.events.drain();
    this.#forget(thread, () => followed.context.destroy());
  }

  #forget(thread: ThreadId, dispose: () => void): void {
    const followed = this.#followed.get(thread);
    this.#followed.delete(thread);
    followed?.queue?.flush();
    try {
      dispose();
    } catch (error) {
      // The thread goes on all the same.
      this.#report(error, thread);
    }
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
    this.#reporter.report(error, thread);
  }
}

function requireTarget(target: unknown): void {
  const methods = ["readCore", "writeCore", "readMemory", "writeMemory", "mappings", "resume"] as const;
  try {
    const one = target as Record<string, unknown>;
    if (methods.every((name) => typeof one[name] === "function")) return;
  } catch {
    // Neither null and undefined nor some Proxies let their properties be read.
  }
  throw invalidArgument("the target", target, "what GdbTarget.spawn() or GdbTarget.connect() resolves with");
}
