import { type Address, type CodeAddress, setOf } from "@armstalker/isa";
import {
  type Transformer as BlockTransformer,
  type BranchSite,
  type CalloutSite,
  type IndirectMap,
  Recompiler,
  type RefusedSite,
  type SystemCallSite,
  trapWay,
} from "@armstalker/recompiler";
import { CORE_WORDS, CPSR, CPSR_E, CPSR_T, type ThreadId } from "@armstalker/target";
import { callAndTrap, forkingCall, forkingCallUnblocking, numberedFork } from "../codegen/thunks.js";
import { type Callout, type CpuContext, ThreadContext } from "../cpu-context.js";
import { StalkerError } from "../errors.js";
import { EventExpander } from "../events/event-expander.js";
import type { EventQueue } from "../events/event-queue.js";
import { EventType } from "../events/gum-event.js";
import type { Transformer } from "../iterator.js";
import { SignalDelivery } from "../signals/delivery.js";
import { callUserCode } from "../user-code.js";
import { ContextSlabs } from "./context-slabs.js";
import { FollowedThread, itStateOf, location, withoutIt } from "./followed-thread.js";
import { lifeEventsOf } from "./life-events.js";
import { changedRanges, unmappedRanges } from "./mapping-calls.js";
import { NativeStretch } from "./native-stretch.js";
import { endsProgram, isNumbered, SEMIHOSTING, writeToConsole } from "./numbered-calls.js";
import { Surface } from "./surface.js";
import type { Observer, Policy, Program } from "./surroundings.js";
import { afterCall, interestIn, systemCallKind } from "./system-calls.js";

const SIGTRAP = 5;
const SIGBUS = 7;
const LR = 14;
const SIGSEGV = 11;
/** Bytes of code that one block has at most: without a transformer and with one. */
const LARGEST_BLOCK = 32 * 1024;
const LARGEST_TRANSFORMED_BLOCK = 128 * 1024;

/** What a thread is followed for. */
export interface ContextOptions {
  /** Types of events, as a mask of {@link EventType} bits. */
  readonly events: number;
  readonly queue: EventQueue | null;
  readonly transform: Transformer | null;
}

/** What comes of a stop. */
export type Handled =
  /** The thread may go on. */
  | "resume"
  /** It may go on, and gets the signal. */
  | "deliver"
  /** It was none of ours. */
  | "foreign";

/** A followed thread: what happens when it leaves its generated code. */
export class ExecContext {
  readonly #program: Program;
  readonly #policy: Policy;
  readonly #observer: Observer;
  readonly #options: ContextOptions;
  readonly #thread: FollowedThread;
  readonly #slabs: ContextSlabs;
  readonly #recompiler: Recompiler;
  readonly #surface: Surface;
  readonly #signals: SignalDelivery;
  readonly #stretch: NativeStretch;
  readonly #expander: EventExpander | null;
  readonly #core = new Uint32Array(CORE_WORDS);
  /** Generated code for calls that return twice, by the number of the call's site. */
  readonly #forkingStubs = new Map<number, number>();
  /** Set where the thread shall go on in its own code. */
  #leaving = false;
  /** Set when it does so. */
  #left = false;
  /** Set when its last system call was begun. */
  #ending = false;

  constructor(program: Program, policy: Policy, observer: Observer, thread: ThreadId, options: ContextOptions) {
    this.#program = program;
    this.#policy = policy;
    this.#observer = observer;
    this.#options = options;
    this.#thread = new FollowedThread(program.target, thread);
    const { queue, events } = options;
    const records = queue !== null && (events & ~EventType.compile) !== 0;
    this.#slabs = new ContextSlabs(program.target, thread, {
      excludes: !policy.excluded.isEmpty,
      records,
      codeSize: policy.codeSize,
      largestBlock: options.transform === null ? LARGEST_BLOCK : LARGEST_TRANSFORMED_BLOCK,
    });
    program.actions.load(thread, this.#slabs.scratch);
    this.#recompiler = this.#makeRecompiler(records ? events : 0);
    this.#surface = new Surface(this.#thread, this.#recompiler, this.#slabs);
    this.#stretch = new NativeStretch(program, this.#thread);
    this.#signals = new SignalDelivery(
      program,
      policy,
      this.#thread,
      this.#slabs,
      this.#recompiler,
      this.#surface,
      (start) => this.#executeBigEndian(start),
    );
    const { records: named } = this.#recompiler.tables;
    this.#expander = records
      ? new EventExpander(queue, events, named, (target) => policy.excluded.isNative(target))
      : null;
  }

  /** @param recorded - the types of events, as a mask, that generated code records */
  #makeRecompiler(recorded: number): Recompiler {
    const { excluded, compileAhead } = this.#policy;
    const { code, map, callMap, data } = this.#slabs;
    return new Recompiler({
      program: this.#program.memory,
      policy: {
        trustThreshold: () => this.#policy.trustThreshold(),
        compileAhead,
        isNative: (target) => excluded.isNative(target),
        isUnreadable: (target) => excluded.isKernelHelper(target),
        calloutsAt: (address) => this.#policy.probesAt(address),
        interestIn,
      },
      observer: {
        compiled: (block) => this.#noteCompiled(block),
        forgetting: () => {
          this.drain();
          this.#surface.forgetStubs();
          this.#forkingStubs.clear();
        },
        failed: (error) => this.#observer.report(error, this.#thread.id),
      },
      statistics: this.#observer.statistics,
      area: code,
      map,
      callMap,
      data,
      waysOut: trapWay,
      records: {
        exec: (recorded & EventType.exec) !== 0,
        block: (recorded & EventType.block) !== 0,
        flow: (recorded & (EventType.call | EventType.ret)) !== 0,
      },
      transform: this.#options.transform as BlockTransformer | null,
    });
  }

  /** Where the code of a block is; bit 0 set: T32. */
  #codeOf(block: number): number {
    return this.#recompiler.tables.blocks.codeOf(block);
  }

  /** Whether the thread runs in its own code again, or was never taken from there. */
  get hasLeft(): boolean {
    return this.#left;
  }

  /** Whether it shall leave. */
  get isLeaving(): boolean {
    return this.#leaving;
  }

  /** Whether the thread has begun to end. */
  get isEnding(): boolean {
    return this.#ending;
  }

  /** Whether an address lies in its generated code. */
  contains(address: number): boolean {
    return this.#slabs.code.contains(address);
  }

  // Beginning and end

  /** Takes the stopped thread into generated code. */
  start(): void {
    const core = this.#core;
    this.#program.target.readCore(this.#thread.id, core);
    const cpsr = core[CPSR]!;
    const isThumb = (cpsr & CPSR_T) !== 0;
    const it = itStateOf(cpsr);
    if ((cpsr & CPSR_E) !== 0) {
      this.#executeBigEndian(location(core[15]!, isThumb));
      return;
    }
    const block = this.#recompiler.obtainIn(location(core[15]!, isThumb), it);
    if (this.#leaving) {
      this.#left = true;
      return;
    }
    // First what may fail: the thread stays as it was then.
    this.flush();
    if (it !== 0) this.#program.target.writeRegister(this.#thread.id, CPSR, withoutIt(cpsr));
    this.#thread.goTo(this.#codeOf(block), isThumb);
  }

  /** The thread shall go on in its own code: at once where it is stopped at a way out, else at the next one. */
  leave(): void {
    this.#leaving = true;
    if (!this.#slabs.isGone) this.#recompiler.unlinkAll();
  }

  /**
   * Takes the thread out of generated code where it stands. Where it runs natively it leaves later, for that will return to generated
   * code.
   */
  tryLeave(): void {
    const { pc } = this.#thread;
    const isInStretch = this.#stretch.isBegun && !this.contains(pc);
    if (isInStretch || this.#surface.surface(pc, false)) this.#left = true;
  }

  /** Lets the thread go on in its own code, where it stands if it can be, after its stop could not be handled. */
  escape(): void {
    this.leave();
    if (!this.#left) this.tryLeave();
  }

  /** Gives back what it has in the target; to be called at a stop, when the thread has left. */
  destroy(): void {
    this.#signals.undo();
    this.#slabs.reclaim();
  }

  /** Forgets what it had in the target, which is gone. */
  abandon(): void {
    this.#slabs.abandon();
  }

  /** Writes to the target what has changed, before it runs on. */
  flush(): void {
    this.#slabs.flush();
  }

  #noteCompiled(block: number): void {
    const { events, queue } = this.#options;
    if ((events & EventType.compile) === 0 || queue === null) return;
    const { blocks } = this.#recompiler.tables;
    const start = blocks.startOf(block);
    // What was recorded came before.
    this.drain();
    queue.put(EventType.compile, start, blocks.endOf(block) + (start & 1), 0);
  }

  // Stops

  /** Handles a trap of the thread. */
  trap(): Handled {
    const { pc } = this.#thread;
    if (this.#endStretch(pc) || this.#enterHandler(pc)) return "resume";
    const site = this.#recompiler.siteAt(pc);
    if (site === undefined) return this.#ownTrap(pc);
    this.#program.actions.noteForced(SIGTRAP);
    switch (site.kind) {
      case "branch":
        this.#takeBranch(site);
        break;
      case "callout":
        this.#callOut(site);
        break;
      case "system-call":
        this.#systemCall(site);
        break;
      case "refused":
        if (site.cause.code === "truncated") {
          this.#enterUnmapped(site);
          break;
        }
        this.#passRefused(site);
        break;
      default:
        return "foreign";
    }
    return "resume";
  }

  /** Has the thread execute an instruction that generated code cannot hold. */
  #passRefused(site: RefusedSite): void {
    if (site.next >= 0 && !this.#leaving) {
      this.#stretch.executeInPlace(site);
      return;
    }
    if (!this.#leaving) this.#refuse(site.pc, site.cause);
    this.#goNatively(location(site.pc, site.set === "t32"), site.set === "t32");
    if (site.it !== 0) this.#thread.itState = site.it;
  }

  /** Lets the thread run natively while data is big-endian. */
  #executeBigEndian(start: CodeAddress): void {
    const error = this.#stretch.executeBigEndian(start);
    if (error === null) return;
    this.#refuse(error.address, error);
    this.#left = true;
  }

  /** Follows the thread again if it is behind what it was to execute natively. */
  #endStretch(pc: number): boolean {
    if (!this.#stretch.endsAt(pc)) return false;
    this.#stretch.end();
    if (this.#leaving) this.#left = true;
    else this.start();
    return true;
  }

  /** Takes the thread on if it is at the start of a handler that it was about to enter. */
  #enterHandler(pc: number): boolean {
    const handler = this.#signals.enterHandler(pc);
    if (handler === null) return false;
    this.#stretch.end();
    const isThumb = setOf(handler) === "t32";
    if (this.#leaving) this.#goNatively(handler, isThumb);
    else this.#go(handler, isThumb);
    return true;
  }

  /** Goes where no memory was when it was last looked at. */
  #enterUnmapped({ pc, set }: RefusedSite): void {
    if (this.#program.memory.readCode(pc, 2).length === 0) {
      // It faults there, as it would without us.
      this.#signals.noteStray(pc);
      this.#thread.pc = pc;
      return;
    }
    this.invalidate(pc, pc + 1);
    this.#go(location(pc, set === "t32"), set === "t32");
  }

  #callOut({ set, resume, pc, callout }: CalloutSite): void {
    const context = new ThreadContext(this.#program.target, this.#thread.id, pc);
    this.#guarded(() => (callout as Callout)(context as unknown as CpuContext));
    let to: number | null = null;
    this.#guarded(() => {
      to = context.close();
    });
    context.commit();
    const isThumb = set === "t32";
    if (this.#leaving) this.#goNatively(to ?? location(pc, isThumb), isThumb);
    else if (to !== null) this.#go(to, isThumb);
    else this.#thread.pc = resume;
  }

  /** Handles a signal of the thread: one that generated code raised on purpose, or one of the program's. */
  signal(signal: number): Handled {
    // One handler may be interrupted before its first instruction. Its code is looked at.
    if (this.#endStretch(this.#thread.pc) || this.#enterHandler(this.#thread.pc)) this.flush();
    const { pc } = this.#thread;
    // The program's handler is followed, and the stretch begins again when it returns.
    if (this.#stretch.beginsAt(pc)) this.#signals.noteStray(pc);
    if ((signal === SIGSEGV || signal === SIGBUS) && this.#fault(pc)) {
      this.#program.actions.noteForced(signal);
      return "resume";
    }
    return this.#signalOfProgram(signal, pc);
  }

  #signalOfProgram(signal: number, pc: number): Handled {
    const came = performance.now();
    // Events are delivered while the program's mappings can still be read.
    if (this.#program.actions.of(signal).kind === "ends") this.#deliver();
    else this.drain();
    return this.#signals.deliver(signal, pc, came);
  }

  #fault(pc: number): boolean {
    const site = this.#recompiler.siteAt(pc);
    if (site?.kind === "record") {
      this.#expander!.take(this.#slabs.events!.takeFull());
      this.#program.target.writeRegister(this.#thread.id, site.cursor, this.#slabs.events!.base);
      return true;
    }
    if (site?.kind === "lookup" && this.#program.target.readRegister(this.#thread.id, site.leaf) === 0) {
      const wanted = this.#program.target.readRegister(this.#thread.id, site.target) as CodeAddress;
      const map = this.#mapOf(site.use);
      this.#program.target.writeRegister(this.#thread.id, site.leaf, map.leaf(wanted));
      this.#prepare(map, wanted);
      return true;
    }
    const { isThumb } = this.#thread;
    for (const map of this.#slabs.maps) {
      const target = map.missed(pc, isThumb);
      if (target < 0) continue;
      this.#miss(map, target as CodeAddress, isThumb);
      return true;
    }
    return false;
  }

  /** Handles a SIGTRAP that is none of ours: sent as any other signal, or raised by an instruction of the program's. */
  #ownTrap(pc: number): Handled {
    if (!this.contains(pc)) return "foreign";
    if (this.#policy.stopAtBreakpoints && this.#signals.isTrapAt(pc)) return "foreign";
    return this.#signalOfProgram(SIGTRAP, pc);
  }

  #mapOf(use: "call" | "jump"): IndirectMap {
    return use === "call" ? this.#slabs.callMap : this.#slabs.map;
  }

  /** Takes the records that generated code has written. Returns false where the target must be stopped for that. */
  drain(): boolean {
    const { events, isGone } = this.#slabs;
    if (events === null || isGone) return true;
    const words = events.take();
    if (words !== null) this.#expander!.take(words);
    return words !== null;
  }

  /** Has code for an address that is about to be looked up, so that it does not miss at once. */
  #prepare(map: IndirectMap, target: CodeAddress): void {
    if (this.#leaving || (map !== this.#slabs.map && this.#policy.excluded.isNative(target))) return;
    const block = this.#recompiler.obtainAhead(target);
    // A transformer may have had the thread leave.
    if (block >= 0 && !this.#leaving) map.set(target, this.#codeOf(block));
  }

  #miss(map: IndirectMap, target: CodeAddress, isThumb: boolean): void {
    if (this.#leaving) {
      this.#goNatively(target, isThumb);
      return;
    }
    if (map !== this.#slabs.map && this.#policy.excluded.isNative(target)) {
      const thunk = this.#recompiler.putNativeThunk(target);
      map.set(target, thunk);
      this.#thread.goTo(thunk, isThumb);
      return;
    }
    const block = this.#recompiler.obtain(target);
    if (this.#leaving) {
      this.#goNatively(target, isThumb);
      return;
    }
    if (this.#recompiler.isTrusted(block)) map.set(target, this.#codeOf(block));
    this.#enter(block, isThumb);
  }

  #takeBranch(site: BranchSite): void {
    const isThumb = site.set === "t32";
    if (!this.#leaving) {
      const depth = site.exclusive ? this.#recompiler.tables.blocks.depthOf(site.block) + 1 : 0;
      const block = this.#recompiler.obtain(site.target, depth);
      if (!this.#leaving) {
        this.#recompiler.tryLink(site, block);
        this.#enter(block, isThumb);
        return;
      }
    }
    this.#goNatively(site.target, isThumb);
  }

  /** Continues at an address of the program. */
  #go(target: CodeAddress, isThumb: boolean): void {
    const block = this.#recompiler.obtain(target);
    if (this.#leaving) this.#goNatively(target, isThumb);
    else this.#enter(block, isThumb);
  }

  #goNatively(target: number, isThumb: boolean): void {
    this.#left = true;
    this.#thread.goTo(target, isThumb);
  }

  #enter(block: number, isThumb: boolean): void {
    this.#recompiler.expectReturn(this.#program.target.readRegister(this.#thread.id, LR) as CodeAddress);
    // A transformer may have had the thread leave.
    if (this.#leaving) this.#goNatively(this.#recompiler.tables.blocks.startOf(block), isThumb);
    else this.#thread.goTo(this.#codeOf(block), isThumb);
  }

  #guarded(body: () => unknown): void {
    callUserCode(body, (error) => this.#observer.report(error, this.#thread.id));
  }

  #refuse(address: number, cause: unknown): void {
    this.leave();
    this.#observer.report(
      new StalkerError({
        code: "unmovable-code",
        message: `the code at 0x${address.toString(16)} cannot be followed`,
        hint: "the thread goes on without the stalker; exclude the code, or follow again later",
        address,
        cause,
      }),
      this.#thread.id,
    );
  }

  // Invalidation

  /** Forgets the code for a range of the program's memory: it is compiled anew when it is reached. */
  invalidate(start: number, end: number): void {
    this.#recompiler.invalidate(start, end);
  }

  // System calls

  #systemCall(site: SystemCallSite): void {
    const core = this.#core;
    this.#program.target.readCore(this.#thread.id, core);
    const number = this.#slabs.calls.numberOf(site.set, site.immediate, core[7]!);
    const isThumb = site.set === "t32";
    let resumeAt: number = location(site.svc, isThumb);
    if (unmappedRanges(this.#program.target, number, core).length > 0) this.#deliver();
    this.#reportLife(number);
    if (number === SEMIHOSTING && !this.#leaving) {
      const result = writeToConsole(this.#program.target, this.#thread.id, core);
      if (result !== null) {
        this.#passCall(site, result);
        return;
      }
    }
    switch (number === SEMIHOSTING && endsProgram(core[0]!) ? "ending" : systemCallKind(number)) {
      case "forking":
        resumeAt = this.#forkingCode(site);
        break;
      case "ending":
        this.#ending = true;
        this.#deliver();
        break;
      case "replacing":
        this.#signals.endRest();
        this.#deliver();
        break;
      case "masking":
        if (this.#leaving) break;
        this.#passCall(site, this.#signals.maskingCall(number, core));
        return;
      case "mapping":
        this.#mappingsChange(number);
        break;
      case "flushing":
        this.#program.invalidate(core[0]!, core[1]!);
        break;
      case "handling":
        this.#program.actions.note(number, core[0]!, core[1]!);
        break;
      case "returning":
        if (!this.#leaving) this.#signals.returnFromHandler(number, core[13]!);
        break;
      case null:
    }
    if (this.#leaving) this.#goNatively(location(site.pc, isThumb), isThumb);
    else this.#thread.goTo(this.#recompiler.isValid(site.block) ? resumeAt : this.#lastCall(site), isThumb);
  }

  /** Goes on behind a call that was made for the program. */
  #passCall(site: SystemCallSite, result: number): void {
    const isThumb = site.set === "t32";
    this.#program.target.writeRegister(this.#thread.id, 0, result);
    if (this.#recompiler.isValid(site.block)) this.#thread.goTo(afterCall(site), isThumb);
    else this.#go(location(site.next, isThumb), isThumb);
  }

  /** Code for a call that has the code after it compiled anew: what follows in its block is no more what the program has. */
  #lastCall(site: SystemCallSite): number {
    const { set, block, immediate } = site;
    const isThumb = set === "t32";
    const { trap, code } = callAndTrap(set, immediate);
    const address = this.#putStub(site, () => code);
    this.#recompiler.addStubSite({
      kind: "branch",
      site: -1,
      address: (address + trap) as Address,
      set,
      target: location(site.next, isThumb),
      exclusive: false,
      block,
    });
    return location(address, isThumb);
  }

  #reportLife(number: number): void {
    const { onLifeEvent } = this.#observer;
    const { target } = this.#program;
    if (onLifeEvent === null) return;
    for (const event of lifeEventsOf(target, this.#thread.id, number, this.#core))
      this.#guarded(() => onLifeEvent(event));
  }

  /** Delivers all events: neither the memory that they are in nor the code that they name may be there later. */
  #deliver(): void {
    this.drain();
    this.#options.queue?.flush();
  }

  /** Code that makes the call, and tells the child from the caller. */
  #forkingCode(site: SystemCallSite): number {
    const { held } = this.#signals;
    const known = this.#forkingStubs.get(site.site);
    if (known !== undefined && held === 0) return known;
    const child = location(site.next, site.set === "t32");
    const parent = afterCall(site);
    const inT32 = held === 0 ? forkingCall(child, parent) : forkingCallUnblocking(child, parent, held);
    const isNumberedCall = isNumbered(site.set, site.immediate);
    const address = this.#putStub(site, (at) => (isNumberedCall ? numberedFork(site.immediate, at, inT32) : inT32));
    const code = location(address, !isNumberedCall);
    if (held === 0) this.#forkingStubs.set(site.site, code);
    return code;
  }

  /** Puts code that makes the system call of a site. */
  #putStub(site: SystemCallSite, codeAt: (address: number) => Uint8Array): number {
    const { address, size } = this.#recompiler.putStub(codeAt);
    this.#surface.noteStub({ address, size, site });
    return address;
  }

  #mappingsChange(number: number): void {
    const { memory, target } = this.#program;
    const ranges = changedRanges(target, number, this.#core);
    if (ranges === null) return;
    for (const { base, size } of ranges) this.#program.invalidate(base, Math.min(base + size, 2 ** 32));
    memory.forgetMappings();
  }
}
