import { type Address, addressOf, type CodeAddress } from "@armstalker/isa";
import { describe, describeList } from "@armstalker/recompiler";
import type { MemoryRange } from "@armstalker/slab-allocator";
import type { Target, ThreadId } from "@armstalker/target";
import {
  copyOptions,
  invalidArgument,
  requireAddress,
  requireCodeAddress,
  requireFunction,
  requireInteger,
} from "./arguments.js";
import type { Backpatch } from "./backpatch.js";
import { type CallProbe, detailsOf, type InstructionProbe, Probes } from "./call-probes.js";
import type { CpuContext } from "./cpu-context.js";
import { ExcludedRanges, requireMemoryRange } from "./engine/excluded-ranges.js";
import { ExecContext } from "./engine/exec-context.js";
import { FollowedThreads } from "./engine/followed-threads.js";
import { Observation, type StalkerObserver } from "./engine/observation.js";
import { Reporter } from "./engine/reporter.js";
import type { Statistics } from "./engine/statistics.js";
import type { Observer, Policy } from "./engine/surroundings.js";
import { StalkerError } from "./errors.js";
import { DrainPace } from "./events/drain-pace.js";
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
import { callUserCode } from "./user-code.js";

/** Milliseconds between looks at which blocks have run, where nothing is delivered while the program runs. */
const LOOK_INTERVAL = 250;
/** Milliseconds between two looks whether it is time to sample branches, where no thread comes to the engine. */
const SAMPLE_INTERVAL = 10;

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
  #lastProbe = 0;
  readonly #nextProbe = (): number => ++this.#lastProbe;
  readonly #callProbes = new Probes(this.#nextProbe);
  readonly #instructionProbes = new Probes(this.#nextProbe);
  readonly #observer: Observer;
  readonly #observation = new Observation((error) => this.#report(error, this.target.mainThread));
  readonly #followed: FollowedThreads;
  readonly #statistics: Statistics = {
    blocks: 0,
    bytesOfSource: 0,
    bytesOfCode: 0,
    doors: 0,
    stops: 0,
    regions: 0,
    compileTime: 0,
  };
  #trustThreshold: number;
  #queueCapacity: number;
  #queueDrainInterval: number;
  readonly #pace = new DrainPace(() => this.#drain());
  #timer: NodeJS.Timeout | null = null;
  #sampler: NodeJS.Timeout | null = null;
  #isDisposed = false;

  /** @throws {StalkerError} `invalid-argument`; `target-in-use` while another stalker follows threads of the target, and if the target has a `stopHandler` that is no stalker's */
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
    this.#observer = {
      onLifeEvent: this.#options.onLifeEvent,
      statistics: this.#statistics,
      report: (error, thread) => this.#report(error, thread),
    };
    this.#followed = new FollowedThreads(target, this.#observer, () => this.#setTimer());
    this.#takeTarget();
  }

  /** Has the target's stops handled here. @throws {StalkerError} `target-in-use` */
  #takeTarget(): void {
    const other = stalkers.get(this.target);
    if (other === this && this.target.stopHandler !== null) return;
    if (other === undefined && this.target.stopHandler !== null) {
      throw new StalkerError({
        code: "target-in-use",
        message: "the target has a stopHandler, which is no stalker's",
        hint: "set it to null first, or replace it after the stalker was made, by one that calls the stalker's",
      });
    }
    if (other !== undefined && other !== this && !other.#followed.isEmpty) {
      throw new StalkerError({
        code: "target-in-use",
        message: `another stalker follows threads of the target: ${describeList(other.threads)}`,
        hint: "unfollow them there, or dispose of that stalker, and let the target run until they have left",
      });
    }
    stalkers.set(this.target, this);
    this.target.stopHandler = this.#followed.handle;
  }

  /** The number of comparisons before changeable code is trusted: see {@link StalkerOptions}. Counts from the next stop on. */
  get trustThreshold(): number {
    return this.#trustThreshold;
  }

  set trustThreshold(value: number) {
    this.#trustThreshold = requireTrustThreshold(value);
  }

  /** The number of events that are collected before they are delivered. */
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

  /** Counts of what the engine has done so far, for all threads together. */
  get statistics(): Readonly<Statistics> {
    return { ...this.#statistics };
  }

  /** The threads that are followed. */
  get threads(): ThreadId[] {
    return this.#followed.threads;
  }

  /**
   * Leaves a range of code alone: calls into it run natively, of all threads. Where threads are followed the code of such calls is compiled again; if nothing was excluded before they were
   * followed, all of their code is. While threads run, the change takes effect at a stop that is asked for. A thread that is in the range at that time is followed until it returns.
   *
   * @throws {StalkerError} `invalid-argument`; `out-of-memory`, also to `onError`, where calls need a table of their own and there is no room for it
   */
  exclude(range: MemoryRange): void {
    const checked = requireMemoryRange(range);
    this.#excluded.add(checked);
    this.#reconsiderCalls(checked);
  }

  /**
   * Takes a range out of those that were excluded: calls into it are followed again.
   *
   * @throws {StalkerError} `invalid-argument`
   */
  include(range: MemoryRange): void {
    const checked = requireMemoryRange(range);
    if (this.#excluded.remove(checked)) this.#reconsiderCalls(checked);
  }

  #reconsiderCalls({ base, size }: MemoryRange): void {
    this.#followed.change(this.#followed.contexts, (context) => context.reconsiderCalls(base, base + size));
  }

  /**
   * Follows a thread from where it is stopped.
   *
   * @throws {StalkerError} `running`, `target-gone`, `target-in-use`, `no-such-thread`, `already-followed`, `invalid-argument`, `unsupported` where the
   *   target reports one thread at a time and another is followed, or the program has memory where look-ups must fault; `out-of-memory`; `out-of-turn` if
   *   the stalker was disposed of
   */
  follow(thread: ThreadId = this.target.mainThread, options: FollowOptions = {}): void {
    const { events = {}, transform = null, onCoverage, ...receivers } = copyFollowOptions(options);
    const mask = maskOf(events);
    const receives = Object.values(receivers).some((receiver) => receiver !== undefined);
    if (mask !== 0 && !receives) throw noReceiver();
    if (this.#isDisposed) {
      throw new StalkerError({
        code: "out-of-turn",
        message: "the stalker was disposed of",
        hint: "make another for the target",
      });
    }
    this.#requireStopped("follow");
    this.#takeTarget();
    if (this.#followed.get(thread) !== undefined) {
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
    if (!this.target.stopsTogether && !this.#followed.isEmpty) {
      throw new StalkerError({
        code: "unsupported",
        message: "this target reports one thread at a time, and another is followed",
        hint: "unfollow that first; qemu-arm's stub is so, gdbserver is not",
      });
    }
    if (!this.#followed.isStopped(thread)) {
      throw new StalkerError({
        code: "unsupported",
        message: `this target reports one thread at a time, and thread ${thread} is not the one that is stopped`,
        hint: `let it come to a breakpoint, and follow it there; thread ${this.#followed.lastStopped} is stopped`,
      });
    }
    const queue = receives
      ? new EventQueue(
          receivers,
          () => this.#queueCapacity,
          (error) => this.#report(error, thread),
        )
      : null;
    const isObserved = transform !== null || (mask & EventType.compile) !== 0;
    const { compileAhead, regroup, codeSize, stopAtBreakpoints } = this.#options;
    const policy: Policy = {
      trustThreshold: () => this.#trustThreshold,
      compileAhead: () => compileAhead ?? (isObserved ? 0 : this.#followed.cost.blocksAhead),
      // Who observes what is compiled is told of it once.
      regroup: isObserved || onCoverage !== undefined ? { ...regroup, after: 0 } : regroup,
      codeSize,
      stopAtBreakpoints,
      excluded: this.#excluded,
      callProbes: this.#callProbes,
      instructionProbes: this.#instructionProbes,
      observation: this.#observation,
    };
    const { program } = this.#followed;
    program.handlers.reserve();
    program.memory.readMappings();
    const context = new ExecContext(program, policy, this.#observer, thread, {
      events: queue === null ? 0 : mask,
      queue,
      transform,
      receiveCoverage:
        onCoverage === undefined
          ? null
          : (blocks) => {
              callUserCode(
                () => onCoverage(blocks),
                (error) => this.#report(error, thread),
              );
            },
    });
    this.#followed.follow(thread, context);
  }

  /**
   * Lets a thread go on in its own code. While the target runs this takes effect at its next stop, which is asked for.
   *
   * @throws {StalkerError} `not-followed`
   */
  unfollow(thread: ThreadId = this.target.mainThread): void {
    this.#requireFollowed(thread);
    this.#followed.unfollow(thread);
  }

  /**
   * Unfollows all threads, as {@link unfollow} does, and removes all probes. Nothing can be followed by this stalker afterwards; another can follow once all threads have left, and
   * the program's signals and traps are passed on to it until then, and later.
   */
  dispose(): void {
    this.#isDisposed = true;
    for (const thread of this.threads) this.unfollow(thread);
    this.#callProbes.clear();
    this.#instructionProbes.clear();
  }

  /** Delivers all events that there are: at once, or at a stop that is asked for where the target must be stopped for that. */
  flush(): void {
    this.#followed.flush();
  }

  /** Gives back what threads that are gone have left in the target. Returns true if something is left to be given back later. */
  garbageCollect(): boolean {
    return this.#followed.garbageCollect();
  }

  /**
   * Makes the engine forget the code of all blocks that cover an address, for one thread or for all that are followed: it is compiled again, by the transformer too, when control comes
   * there. A thread that is in such a block goes on in it up to its end. Callouts, probes, transformers and receivers may call this; while threads run, it takes effect at a stop that is asked for.
   *
   * @param address - bit 0 does not matter
   * @throws {StalkerError} `not-followed`, `invalid-argument`
   */
  invalidate(address: number): void;
  invalidate(thread: ThreadId, address: number): void;
  invalidate(first: number, second?: number): void {
    this.#changeAt(first, second, (context, start) => context.invalidate(start, start + 1));
  }

  /**
   * As {@link invalidate}, and the blocks that were known are compiled again at once: the transformer is called before this returns, or, if a transformer calls this, after its block.
   *
   * @param address - bit 0 does not matter
   * @throws {StalkerError} `not-followed`, `invalid-argument`
   */
  recompile(address: number): void;
  recompile(thread: ThreadId, address: number): void;
  recompile(first: number, second?: number): void {
    this.#changeAt(first, second, (context, start) => context.recompile(start, start + 1));
  }

  #changeAt(first: number, second: number | undefined, change: (context: ExecContext, start: number) => void): void {
    const address = requireAddress("address", second ?? first);
    const start = addressOf(address as CodeAddress);
    const contexts = second === undefined ? this.#followed.contexts : [this.#requireFollowed(first)];
    this.#followed.change(contexts, (context) => change(context, start));
  }

  /**
   * Has a function called for each call of a function of the program, from all followed threads, before the first instruction there: direct and indirect calls, tail branches, direct
   * and indirect ones, and the kernel's calls of signal handlers. It is not called when control falls to the address, goes round a loop to it, or returns there by LR. A probe in excluded code
   * is not called. While threads run, the change takes effect at a stop that is asked for.
   *
   * Probes at one address are called in the order in which they were added. Probes may be added and removed by any function that the stalker calls. One that is added by a probe at
   * the same address is called from the next call on; one that was removed is never called again.
   *
   * @param address - of the function; bit 0 does not matter
   * @param data - what the probe is given as its second argument
   * @param notify - is called with the data once, when the probe was removed and no call of it runs
   * @returns a number for {@link removeCallProbe}
   * @throws {StalkerError} `invalid-argument`
   */
  addCallProbe(address: number, probe: CallProbe): number;
  addCallProbe<Data>(address: number, probe: CallProbe<Data>, data: Data, notify?: (data: Data) => void): number;
  addCallProbe<Data>(address: number, probe: CallProbe<Data>, data?: Data, notify?: (data: Data) => void): number {
    const place = requireProbe(address, probe, notify);
    const body = (target: CodeAddress, context: CpuContext): unknown => probe(detailsOf(target, context), data as Data);
    const id = this.#callProbes.add(place, body, () => this.#notify(notify, data as Data));
    this.#reconsider(place);
    return id;
  }

  /** Removes a call probe: it is not called any more. @throws {StalkerError} `invalid-argument` if there is none of this number */
  removeCallProbe(id: number): void {
    const place = this.#callProbes.remove(id);
    if (place === null) throw noProbe("call probe", id, "addCallProbe");
    this.#reconsider(place);
  }

  /**
   * Has a function called each time that an instruction is about to be executed, by whatever way control comes to it, in all followed threads. Not for an instruction within an IT block
   * or between an exclusive load and its store. Otherwise as {@link addCallProbe}.
   *
   * @param address - of the instruction; bit 0 does not matter
   * @returns a number for {@link removeInstructionProbe}
   * @throws {StalkerError} `invalid-argument`
   */
  addInstructionProbe(address: number, probe: InstructionProbe): number;
  addInstructionProbe<Data>(
    address: number,
    probe: InstructionProbe<Data>,
    data: Data,
    notify?: (data: Data) => void,
  ): number;
  addInstructionProbe<Data>(
    address: number,
    probe: InstructionProbe<Data>,
    data?: Data,
    notify?: (data: Data) => void,
  ): number {
    const place = requireProbe(address, probe, notify);
    const body = (_: CodeAddress, context: CpuContext): unknown => probe(context, data as Data);
    const id = this.#instructionProbes.add(place, body, () => this.#notify(notify, data as Data));
    this.invalidate(place);
    return id;
  }

  /** Removes an instruction probe. @throws {StalkerError} `invalid-argument` if there is none of this number */
  removeInstructionProbe(id: number): void {
    const place = this.#instructionProbes.remove(id);
    if (place === null) throw noProbe("instruction probe", id, "addInstructionProbe");
    this.invalidate(place);
  }

  /**
   * Sets who is told of what the engine does for all threads, in place of the one before; null: nobody. While threads run, it takes effect at a stop that is asked for.
   *
   * @throws {StalkerError} `invalid-argument`
   */
  setObserver(observer: StalkerObserver | null): void {
    const before = this.#observation.observer;
    this.#observation.observer = observer === null ? null : copyObserver(observer);
    if (before?.switchCallback === undefined && this.#observation.observer?.switchCallback === undefined) return;
    this.#followed.change(this.#followed.contexts, (context) => context.reconsiderAll());
  }

  /**
   * Compiles the block at an address for all followed threads, before it is reached. Nothing is done where no code is.
   *
   * @param address - bit 0 set: T32
   * @param recycleCount - how often the block's source counts as found unchanged: from `trustThreshold` on it is trusted
   * @throws {StalkerError} `invalid-argument`
   */
  prefetch(address: number, recycleCount: number): void {
    const start = requireCodeAddress("address", address);
    requireInteger("recycleCount", recycleCount, 0, Number.MAX_SAFE_INTEGER);
    this.#followed.change(this.#followed.contexts, (context) => context.prefetch(start, recycleCount));
  }

  /**
   * Leads a way straight to a block for all followed threads, before a thread takes it, as {@link StalkerObserver.notifyBackpatch} has told of it, in this process or another
   * ({@link serializeBackpatches}). Blocks that are not known are compiled, and trusted.
   *
   * @throws {StalkerError} `invalid-argument`
   */
  prefetchBackpatch(backpatch: Backpatch): void {
    const { from, to, fromInsn } = copyOptions("the backpatch", backpatch, ["from", "to", "fromInsn"]);
    requireCodeAddress("from", from);
    requireCodeAddress("to", to);
    requireAddress("fromInsn", fromInsn);
    const recycleCount = Math.max(0, this.#trustThreshold);
    this.#followed.change(this.#followed.contexts, (context) =>
      context.prefetchBackpatch({ from, to, fromInsn }, recycleCount),
    );
  }

  #reconsider(place: Address): void {
    this.#followed.change(this.#followed.contexts, (context) => context.reconsider(place));
  }

  #notify<Data>(notify: ((data: Data) => unknown) | undefined, data: Data): void {
    if (notify === undefined) return;
    callUserCode(
      () => notify(data),
      (error) => this.#report(error, this.target.mainThread),
    );
  }

  #requireFollowed(thread: ThreadId): ExecContext {
    const context = this.#followed.get(thread);
    if (context !== undefined) return context;
    throw new StalkerError({
      code: "not-followed",
      message: `thread ${describe(thread)} is not followed`,
      hint: this.#followed.isEmpty ? "no thread is" : `these are: ${describeList(this.threads)}`,
    });
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

  /** Takes records while the target runs. Returns how many words. */
  #drain(): number {
    try {
      return this.#followed.drainWhileRunning();
    } catch (error) {
      this.#report(error, this.target.mainThread);
      return 0;
    }
  }

  #setTimer(): void {
    this.#setSampler();
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    if (this.#followed.areShared) this.#pace.start();
    else this.#pace.stop();
    if (!this.#followed.areObserved) return;
    const delivers = this.#queueDrainInterval > 0;
    this.#timer = setInterval(
      () => {
        if (this.target.state !== "running") return;
        try {
          if (delivers) this.flush();
          else this.#followed.lookWhileRunning();
        } catch (error) {
          this.#report(error, this.target.mainThread);
        }
      },
      delivers ? this.#queueDrainInterval : LOOK_INTERVAL,
    );
    this.#timer.unref();
  }

  #setSampler(): void {
    const samples = this.#options.regroup.after > 0 && this.target.hasDoors && !this.#followed.isEmpty;
    if (samples === (this.#sampler !== null)) return;
    if (this.#sampler !== null) clearInterval(this.#sampler);
    this.#sampler = samples ? setInterval(() => this.#followed.sample(), SAMPLE_INTERVAL).unref() : null;
  }

  #report(error: unknown, thread: ThreadId): void {
    this.#reporter.report(error, thread);
  }
}

/** @throws {StalkerError} `invalid-argument` */
function requireProbe(address: unknown, probe: unknown, notify: unknown): Address {
  const place = addressOf(requireAddress("address", address) as CodeAddress);
  requireFunction("the probe", probe);
  if (notify !== undefined) requireFunction("notify", notify);
  return place;
}

/** A copy of an observer, whose functions are called as its methods. @throws {StalkerError} `invalid-argument` */
function copyObserver(observer: StalkerObserver): StalkerObserver {
  if (typeof observer !== "object" || observer === null)
    throw invalidArgument("the observer", observer, "an object, or null");
  const copy: Record<string, unknown> = {};
  for (const name of ["increment", "notifyBackpatch", "switchCallback", "wantsSwitch"] as const) {
    let method: unknown;
    try {
      method = observer[name];
    } catch (cause) {
      throw new StalkerError({
        code: "invalid-argument",
        message: `observer.${name} cannot be read`,
        hint: "give a plain object; the cause says what it threw",
        cause,
      });
    }
    if (method === undefined) continue;
    requireFunction(`observer.${name}`, method);
    copy[name] = (method as (argument: unknown) => unknown).bind(observer);
  }
  return copy as StalkerObserver;
}

function noReceiver(): StalkerError {
  return new StalkerError({
    code: "invalid-argument",
    message: "events are selected, and nothing receives them",
    hint: "give onReceive, onCallSummary or onEvent, or leave events out",
  });
}

function noProbe(what: string, id: unknown, from: string): StalkerError {
  return new StalkerError({
    code: "invalid-argument",
    message: `there is no ${what} ${describe(id)}`,
    hint: `give what ${from} gave`,
  });
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
