import type { Address, CodeAddress } from "@armstalker/isa";
import { type Transformer as BlockTransformer, Recompiler } from "@armstalker/recompiler";
import type { ThreadId } from "@armstalker/target";
import type { Backpatch } from "../backpatch.js";
import type { PlacedProbe } from "../call-probes.js";
import type { Callout, CpuContext } from "../cpu-context.js";
import type { EventQueue } from "../events/event-queue.js";
import { EventType } from "../events/gum-event.js";
import { ThreadEvents } from "../events/thread-events.js";
import type { Transformer } from "../iterator.js";
import { SignalDelivery } from "../signals/delivery.js";
import { CallStubs } from "./call-stubs.js";
import { ContextSlabs } from "./context-slabs.js";
import { FunctionEntries } from "./exits/entry.js";
import { ForkingCalls } from "./exits/forking-call.js";
import { IndirectMisses } from "./exits/miss.js";
import { SystemCalls } from "./exits/system-call.js";
import { HotBranches } from "./hot-branches.js";
import { ContextLife } from "./life.js";
import { NativeStretch } from "./native-stretch.js";
import type { Observation } from "./observation.js";
import { StoppedThread } from "./stopped-thread.js";
import { Surface } from "./surface.js";
import type { Observer, Policy, Program } from "./surroundings.js";
import { interestIn } from "./system-calls.js";
import { ThreadLoop } from "./thread-loop.js";

/** Bytes of code that one block has at most: without a transformer and with one. */
const LARGEST_BLOCK = 32 * 1024;
const LARGEST_TRANSFORMED_BLOCK = 128 * 1024;

/** The events and the transformer that a thread is followed for. */
export interface ContextOptions {
  /** Types of events, as a mask of {@link EventType} bits. */
  readonly events: number;
  readonly queue: EventQueue | null;
  readonly transform: Transformer | null;
  /** Is given the blocks that have run; null where nobody asks. */
  readonly receiveCoverage: ((blocks: Uint32Array) => void) | null;
}

/** What is called before an instruction that has probes. */
const calloutsOf = (probes: readonly PlacedProbe[], address: CodeAddress): readonly Callout[] =>
  probes.map((probe) => (context: CpuContext) => (probe.isRemoved ? undefined : probe.call(address, context)));

/** All that belongs to a followed thread: makes the parts, and joins them. */
export class ExecContext {
  readonly life: ContextLife;
  readonly loop: ThreadLoop;
  readonly events: ThreadEvents;
  readonly #slabs: ContextSlabs;
  readonly #recompiler: Recompiler;
  readonly #stubs: CallStubs;
  readonly #forks: ForkingCalls;
  readonly #signals: SignalDelivery;
  readonly #observation: Observation;
  /** True while look-ups miss, so that the thread comes to its door. */
  #isCalled = false;
  /** Null where code is not compiled anew. */
  readonly #hot: HotBranches | null;

  /** @throws {StalkerError} `out-of-memory`, `unsupported`; nothing stays mapped */
  constructor(program: Program, policy: Policy, observer: Observer, id: ThreadId, options: ContextOptions) {
    const { target } = program;
    const { excluded } = policy;
    const { events: mask, queue, transform, receiveCoverage } = options;
    const recorded = queue === null ? 0 : mask & ~EventType.compile;
    const thread = new StoppedThread(target, id);
    const slabs = new ContextSlabs(target, id, {
      excludes: !excluded.isEmpty,
      records: recorded !== 0,
      receiveCoverage,
      codeSize: policy.codeSize,
      largestBlock: transform === null ? LARGEST_BLOCK : LARGEST_TRANSFORMED_BLOCK,
    });
    this.#slabs = slabs;
    this.#observation = policy.observation;
    program.actions.load(() => slabs.readSignalActions());
    const recompiler = this.#makeRecompiler(program, policy, observer, id, { recorded, transform });
    this.#recompiler = recompiler;
    const { coverage } = slabs;
    coverage?.connect(recompiler);
    slabs.beforeFlush = () => recompiler.settle();
    const { records } = recompiler.tables;
    const isExcluded = (callee: number): boolean => excluded.isNative(callee);
    const events = new ThreadEvents({ mask, queue, records, memory: slabs, isExcluded, coverage });
    const stubs = new CallStubs(recompiler);
    const forks = new ForkingCalls(stubs);
    const entries = new FunctionEntries({
      thread,
      recompiler,
      probes: policy.callProbes,
      isLeaving: () => this.life.isLeaving,
      report: (error) => observer.report(error, id),
    });
    const surface = new Surface(thread, recompiler, slabs, stubs, entries);
    const stretch = new NativeStretch(program, thread);
    const life = new ContextLife({ thread, slabs, recompiler, surface, stretch, observer });
    const parts = {
      program,
      policy,
      observer,
      thread,
      slabs,
      recompiler,
      stubs,
      forks,
      surface,
      stretch,
      life,
      events,
      entries,
    };
    const signals = new SignalDelivery(parts);
    const misses = new IndirectMisses(parts);
    const calls = new SystemCalls({ ...parts, signals });
    const { pool, code } = slabs;
    const { regroup } = policy;
    const hot =
      pool === null || regroup.after === 0
        ? null
        : new HotBranches(recompiler, code, pool, regroup, observer.statistics);
    this.#hot = hot;
    this.life = life;
    this.loop = new ThreadLoop({ ...parts, signals, misses, calls, hot });
    this.events = events;
    this.#stubs = stubs;
    this.#forks = forks;
    this.#signals = signals;
  }

  /** @param recorded - the types of events, as a mask, that generated code records */
  #makeRecompiler(
    program: Program,
    policy: Policy,
    observer: Observer,
    thread: ThreadId,
    { recorded, transform }: { readonly recorded: number; readonly transform: Transformer | null },
  ): Recompiler {
    const { code, map, callMap, data, waysOut, coverage } = this.#slabs;
    const { excluded, callProbes, instructionProbes } = policy;
    return new Recompiler({
      program: program.memory,
      policy: {
        trustThreshold: () => policy.trustThreshold(),
        get compileAhead() {
          return policy.compileAhead();
        },
        isNative: (target) => excluded.isNative(target),
        isUnreadable: (target) => excluded.isKernelHelper(target),
        hasCallouts: () => instructionProbes.size > 0,
        calloutsAt: (address) => calloutsOf(instructionProbes.at(address), address),
        isSwitchWatched: policy.observation.watches,
        isEntryWatched: (target) => callProbes.at(target).length > 0,
        interestIn,
      },
      observer: {
        compiled: (block) => this.#compiled(block),
        forgetting: () => this.#forgetting(),
        failed: (error) => observer.report(error, thread),
        linked: (site, block) => this.#linked(site, block, policy.observation),
      },
      statistics: observer.statistics,
      area: code,
      map,
      callMap,
      data,
      waysOut,
      records: {
        exec: (recorded & EventType.exec) !== 0,
        block: (recorded & EventType.block) !== 0,
        flow: (recorded & (EventType.call | EventType.ret)) !== 0,
      },
      transform: transform as BlockTransformer | null,
      regroups: policy.regroup.after > 0,
      ...(coverage === null ? {} : { marks: coverage }),
    });
  }

  #compiled(block: number): void {
    const { blocks } = this.#recompiler.tables;
    this.events.compiled(blocks.startOf(block), blocks.endOf(block));
    // A block that begins within an IT block has no mark. The thread is there.
    if (blocks.depthOf(block) === 0 && !blocks.isMarked(block)) this.#slabs.coverage?.note(block);
  }

  #linked(site: number, block: number, observation: Observation): void {
    if (!observation.hearsBackpatches) return;
    const { blocks, sites } = this.#recompiler.tables;
    const fromInsn = this.#recompiler.branchOf(site);
    observation.noteBackpatch({ from: blocks.startOf(sites.blockOf(site)), to: blocks.startOf(block), fromInsn });
  }

  /** Compiles a block before it is reached. @param recycleCount - how often its source counts as found unchanged */
  prefetch(start: CodeAddress, recycleCount: number): void {
    this.#recompiler.prefetch(start, recycleCount);
  }

  /** Leads a way straight to a block, before it is taken, and compiles what is not there. */
  prefetchBackpatch({ from, to }: Backpatch, recycleCount: number): void {
    const recompiler = this.#recompiler;
    const source = from === 0 ? -1 : recompiler.prefetch(from as CodeAddress, recycleCount);
    const block = recompiler.prefetch(to as CodeAddress, recycleCount);
    if (block >= 0 && (from === 0 || source >= 0)) recompiler.prelink(source, block);
  }

  /** Another observer is set: leads all ways anew. */
  reconsiderAll(): void {
    this.#recompiler.reconsiderAll();
  }

  /** The oldest generated code gives way, and with it what its records mean. */
  #forgetting(): void {
    this.events.drain();
    this.#stubs.forget();
    this.#forks.forget();
  }

  /** True once the context's memory was given back. */
  get isGone(): boolean {
    return this.#slabs.isGone;
  }

  /** True for addresses of the thread's generated code. */
  contains(address: number): boolean {
    return this.#slabs.code.contains(address);
  }

  /** Forgets the code for a range of the program's memory. The engine compiles it again when it is reached. @param end - after the range, 2^32 at most */
  invalidate(start: number, end: number): void {
    this.#recompiler.invalidate(start, end);
  }

  /** Compiles the code for a range of the program's memory again, at once. @param end - after the range, 2^32 at most */
  recompile(start: number, end: number): void {
    this.#recompiler.recompile(start, end);
  }

  /** Calls into a range run natively from here on, or no more. @param end - after the range, 2^32 at most */
  reconsiderCalls(start: number, end: number): void {
    if (this.#slabs.separateCalls()) this.#recompiler.separateCalls(this.#slabs.callMap, this.#slabs.data);
    else this.#recompiler.reconsiderCalls(start, end);
  }

  /** The probes of a function's entry were added or removed: leads the ways to it anew. */
  reconsider(address: Address): void {
    this.#recompiler.reconsider(address);
  }

  /** Writes to the target what has changed, before it runs on. */
  flush(): void {
    const { coverage } = this.#slabs;
    this.#observation.deliver();
    coverage?.glance();
    coverage?.leadBehindMarks();
    if (this.#isCalled) this.#slabs.letGo();
    this.#isCalled = false;
    this.#slabs.flush();
    this.sample();
  }

  /** Looks for branches that are taken often; the thread may run. */
  sample(): void {
    if (!this.#slabs.isGone && !this.life.isLeaving) this.#hot?.look();
  }

  /** Looks which blocks have run, while the thread runs, where both sides see that. If branches are to be led elsewhere for that, the thread is made to come to its door. */
  lookWhileRunning(): void {
    const { coverage } = this.#slabs;
    if (coverage?.isShared !== true || this.#slabs.isGone) return;
    coverage.look();
    if (!coverage.isDue) return;
    this.#isCalled = true;
    this.#slabs.hold();
  }

  /** Gives back what the context has in the target; to be called at a stop, when the thread has left. */
  destroy(): void {
    this.#signals.undo();
    this.#slabs.reclaim();
  }

  /** Forgets what the context had in the target, which is gone. */
  abandon(): void {
    this.#slabs.abandon();
  }
}
