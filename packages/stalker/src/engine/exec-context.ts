import { a32Decoder, t32Decoder } from "@armstalker/isa";
import { RelocationError } from "@armstalker/relocator";
import { callAndTrap, forkingCall } from "../codegen/thunks.js";
import { wordsOf } from "../codegen/words.js";
import { type CpuContext, ThreadContext } from "../cpu-context.js";
import { StalkerError } from "../errors.js";
import { EventExpander } from "../events/event-expander.js";
import type { EventQueue } from "../events/event-queue.js";
import { EventType } from "../events/gum-event.js";
import type { Transformer } from "../iterator.js";
import { CORE_WORDS, CPSR, CPSR_T, type ThreadId } from "../target/target.js";
import type { Block, BranchSite, CalloutSite, RefusedSite, SystemCallSite } from "./block.js";
import { BlockStore } from "./block-store.js";
import { ContextSlabs } from "./context-slabs.js";
import { FollowedThread, itStateOf, location, withIt, withoutIt } from "./followed-thread.js";
import type { IndirectMap } from "./indirect-map.js";
import { lifeEventOf } from "./life-events.js";
import type { ContextServices } from "./services.js";
import { correctFrame } from "./signal-frame.js";
import { Surface } from "./surface.js";
import { savedPcOffset, systemCallKind } from "./system-calls.js";

const SIGILL = 4;
const SIGTRAP = 5;
const SIGBUS = 7;
const SIGFPE = 8;
const SIGSEGV = 11;
/** Signals that an instruction raises itself. */
const FAULTS: ReadonlySet<number> = new Set([SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV]);
const SYS_MMAP_OLD = 90;
/** How far the saved SP is before the saved PC in a signal's frame. */
const SP_BEFORE_PC = 8;
const MOST_INTERRUPTED = 64;

const wordOf = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0, true);

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

/** Where a signal came. */
interface Interrupted {
  /** In generated code, and in the program; without instruction set bits. */
  readonly code: number;
  readonly pc: number;
  readonly block: Block;
  readonly sp: number;
  /** The processor's IT state. */
  readonly it: number;
}

/** A followed thread: what happens when it leaves its generated code. */
export class ExecContext {
  readonly #services: ContextServices;
  readonly #options: ContextOptions;
  readonly #thread: FollowedThread;
  readonly #slabs: ContextSlabs;
  readonly #store: BlockStore;
  readonly #surface: Surface;
  readonly #expander: EventExpander | null;
  readonly #core = new Uint32Array(CORE_WORDS);
  /** Handlers of signals that the thread is about to enter, with their instruction set bits, by their addresses. */
  readonly #handlers = new Map<number, number>();
  /** Where signals came whose handlers have not returned. */
  readonly #interrupted: Interrupted[] = [];
  /** Where the thread has gone that has no memory, and is about to fault; -1 if it has not. */
  #strayed = -1;
  /** Set where the thread shall go on in its own code. */
  #leaving = false;
  /** Set when it does so. */
  #left = false;
  /** Set when its last system call was begun. */
  #ending = false;

  constructor(services: ContextServices, thread: ThreadId, options: ContextOptions) {
    this.#services = services;
    this.#options = options;
    this.#thread = new FollowedThread(services.target, thread);
    const { queue, events } = options;
    const records = queue !== null && (events & ~EventType.compile) !== 0;
    this.#slabs = new ContextSlabs(services.target, thread, {
      excludes: !services.excluded.isEmpty,
      records,
      codeSize: services.codeSize,
    });
    services.signals.load(thread, this.#slabs.scratch);
    this.#store = new BlockStore(services, this.#slabs, {
      thread,
      events,
      transform: options.transform,
      compiled: (block) => this.#noteCompiled(block),
      forgetting: () => this.drain(),
    });
    this.#surface = new Surface(this.#thread, this.#store, this.#slabs);
    this.#expander = records
      ? new EventExpander(queue, events, this.#store.descriptorOf, (target) => services.excluded.isNative(target))
      : null;
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
    return this.#slabs.cache.contains(address);
  }

  // Beginning and end

  /** Takes the stopped thread into generated code. */
  start(): void {
    const core = this.#core;
    this.#services.target.readCore(this.#thread.id, core);
    const cpsr = core[CPSR]!;
    const isThumb = (cpsr & CPSR_T) !== 0;
    const it = itStateOf(cpsr);
    const block = this.#blockFrom(location(core[15]!, isThumb), it);
    if (this.#leaving) {
      this.#left = true;
      return;
    }
    if (it !== 0) this.#services.target.writeRegister(this.#thread.id, CPSR, withoutIt(cpsr));
    this.#thread.goTo(block.code, isThumb);
    this.flush();
  }

  /** The block for an address in an IT state: within an IT block it is for this once. */
  #blockFrom(start: number, it: number): Block {
    return it === 0 ? this.#store.obtain(start) : this.#store.compile(start, 0, it);
  }

  /** The thread shall go on in its own code: at once where it is stopped at a way out, else at the next one. */
  leave(): void {
    this.#leaving = true;
    if (!this.#slabs.isGone) this.#store.unlinkAll();
  }

  /**
   * Takes the thread out of generated code where it stands. Where it runs natively it leaves later, for that will return to generated
   * code.
   */
  tryLeave(): void {
    if (this.#surface.surface(this.#thread.pc, false)) this.#left = true;
  }

  /** Gives back what it has in the target; to be called at a stop, when the thread has left. */
  destroy(): void {
    this.#restoreFrames();
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

  #noteCompiled({ start, end }: Block): void {
    const { events, queue } = this.#options;
    if ((events & EventType.compile) === 0 || queue === null) return;
    // What was recorded came before.
    this.drain();
    queue.put(EventType.compile, start, end + (start & 1), 0);
  }

  // Stops

  /** Handles a trap of the thread. */
  trap(): Handled {
    const { pc } = this.#thread;
    if (this.#handlers.has(pc)) {
      this.#enterHandler(pc);
      return "resume";
    }
    const site = this.#store.siteAt(pc);
    if (site === undefined) return this.#ownTrap(pc);
    this.#services.signals.noteForced(SIGTRAP);
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
        if (site.cause instanceof RelocationError && site.cause.code === "truncated") {
          this.#enterUnmapped(site);
          break;
        }
        this.#refuse(site.pc, site.cause);
        this.#goNatively(location(site.pc, site.set === "t32"), site.set === "t32");
        break;
      default:
        return "foreign";
    }
    return "resume";
  }

  /** Goes where no memory was when it was last looked at. */
  #enterUnmapped({ pc, set }: RefusedSite): void {
    if (this.#services.program.read(pc, 2).length === 0) {
      // It faults there, as it would without us.
      this.#strayed = pc;
      this.#thread.pc = pc;
      return;
    }
    this.invalidate(pc, pc + 1);
    this.#go(location(pc, set === "t32"), set === "t32");
  }

  #callOut({ set, address, pc, callout }: CalloutSite): void {
    const context = new ThreadContext(this.#services.target, this.#thread.id, pc);
    this.#guarded(() => callout(context as unknown as CpuContext));
    context.commit();
    const to = context.redirection;
    const isThumb = set === "t32";
    if (this.#leaving) this.#goNatively(to ?? location(pc, isThumb), isThumb);
    else if (to !== null) this.#go(to, isThumb);
    else this.#thread.pc = address + 4;
  }

  /** Handles a signal of the thread: one that generated code raised on purpose, or one of the program's. */
  signal(signal: number): Handled {
    const { pc } = this.#thread;
    if ((signal === SIGSEGV || signal === SIGBUS) && this.#fault(pc)) {
      this.#services.signals.noteForced(signal);
      return "resume";
    }
    return this.#signalOfProgram(signal, pc);
  }

  #fault(pc: number): boolean {
    const site = this.#store.siteAt(pc);
    if (site?.kind === "record") {
      this.#expander!.take(this.#slabs.events!.takeFull());
      this.#services.target.writeRegister(this.#thread.id, site.cursor, this.#slabs.events!.base);
      return true;
    }
    if (site?.kind === "lookup" && this.#services.target.readRegister(this.#thread.id, site.leaf) === 0) {
      const wanted = this.#services.target.readRegister(this.#thread.id, site.target);
      this.#services.target.writeRegister(this.#thread.id, site.leaf, this.#mapOf(site.isCall).leaf(wanted));
      return true;
    }
    const { isThumb } = this.#thread;
    for (const map of this.#slabs.maps) {
      const target = map.missed(pc, isThumb);
      if (target < 0) continue;
      this.#miss(map, target, isThumb);
      return true;
    }
    return false;
  }

  // Signals of the program: with its own registers and PC in the frame, and the handler followed.

  #signalOfProgram(signal: number, pc: number): Handled {
    // It may be the end of the program.
    this.drain();
    const hasStrayed = this.#strayed === pc;
    this.#strayed = -1;
    if (!hasStrayed && !this.contains(pc)) return "deliver";
    const disposition = this.#services.signals.of(signal);
    if (disposition.kind === "passes") return "deliver";
    if (disposition.kind === "handled" && this.#services.signals.mayBeForgotten(signal)) {
      const raisesAgain = hasStrayed || this.#raises(signal, pc);
      this.#services.signals.restore(this.#thread.id, signal, this.#slabs.scratch);
      if (raisesAgain) {
        // For the kernel to tell the handler of the fault, and not of what was done in between.
        if (hasStrayed) this.#strayed = pc;
        return "resume";
      }
    }
    // Where a system call was interrupted the kernel decides whether it is made again, unless PC was changed.
    if (!hasStrayed && !this.#isCallAt(pc)) {
      this.#noteInterrupted(pc);
      if (!this.#surface.surface(pc, FAULTS.has(signal))) return "deliver";
    }
    if (disposition.kind === "ends") return "deliver";
    const handler = (disposition.handler & ~1) >>> 0;
    if (!this.#handlers.has(handler)) this.#services.target.insertBreakpoint(disposition.handler);
    this.#handlers.set(handler, disposition.handler);
    return "deliver";
  }

  #isCallAt(pc: number): boolean {
    const decoder = this.#thread.isThumb ? t32Decoder() : a32Decoder();
    return decoder.decode(this.#slabs.cache.read(pc, 4), 0, pc).row.id.startsWith("SVC");
  }

  /** Notes where a signal comes between two instructions, for its handler to return right there: what was inserted before is done. */
  #noteInterrupted(code: number): void {
    const place = this.#surface.instructionAt(code);
    if (place === null) return;
    const core = this.#core;
    this.#services.target.readCore(this.#thread.id, core);
    const { block, address } = place;
    this.#interrupted.push({ code, block, pc: address, sp: core[13]!, it: itStateOf(core[CPSR]!) });
    // Handlers that jump out never return.
    if (this.#interrupted.length > MOST_INTERRUPTED) this.#interrupted.shift();
  }

  /** Whether the instruction at an address of generated code will raise the signal that it has raised. */
  #raises(signal: number, pc: number): boolean {
    if (signal === SIGILL) return true;
    if (signal === SIGTRAP) return this.#isTrapAt(pc);
    if (signal !== SIGSEGV && signal !== SIGBUS) return false;
    const decoder = this.#thread.isThumb ? t32Decoder() : a32Decoder();
    return decoder.decode(this.#slabs.cache.read(pc, 4), 0, pc).row.memoryAccess !== "none";
  }

  #enterHandler(pc: number): void {
    const handler = this.#handlers.get(pc)!;
    this.#handlers.delete(pc);
    this.#services.target.removeBreakpoint(handler);
    this.#services.target.readCore(this.#thread.id, this.#core);
    correctFrame(this.#services.target, this.#core, {
      contains: (address) => this.contains(address),
      sourceOf: (address) => this.#surface.instructionAt(address)?.address ?? null,
    });
    const isThumb = (handler & 1) !== 0;
    if (this.#leaving) this.#goNatively(handler, isThumb);
    else this.#go(handler, isThumb);
  }

  /** Handles a SIGTRAP that is none of ours: sent as any other signal, or raised by an instruction of the program's. */
  #ownTrap(pc: number): Handled {
    if (!this.contains(pc)) return "foreign";
    if (this.#services.stopAtBreakpoints && this.#isTrapAt(pc)) return "foreign";
    return this.#signalOfProgram(SIGTRAP, pc);
  }

  /** Whether the program has a trap of its own at an address of generated code. */
  #isTrapAt(pc: number): boolean {
    const bytes = this.#slabs.cache.read(pc, 4);
    const view = new DataView(bytes.buffer, bytes.byteOffset, 4);
    const isThumb = this.#thread.isThumb;
    const word = isThumb ? view.getUint16(0, true) : view.getUint32(0, true);
    if (word === wordsOf(isThumb ? "t32" : "a32").trap) return true;
    return isThumb ? (word & 0xff00) === 0xbe00 : (word & 0x0ff000f0) === 0x01200070;
  }

  #mapOf(isCall: boolean): IndirectMap {
    return isCall ? this.#slabs.callMap : this.#slabs.map;
  }

  /** Takes the records that generated code has written. Returns false where the target must be stopped for that. */
  drain(): boolean {
    const { events, isGone } = this.#slabs;
    if (events === null || isGone) return true;
    const words = events.take();
    if (words !== null) this.#expander!.take(words);
    return words !== null;
  }

  #miss(map: IndirectMap, target: number, isThumb: boolean): void {
    if (this.#leaving) {
      this.#goNatively(target, isThumb);
      return;
    }
    if (map !== this.#slabs.map && this.#services.excluded.isNative(target)) {
      const thunk = this.#store.putNativeThunk(target);
      map.set(target, thunk);
      this.#thread.goTo(thunk, isThumb);
      return;
    }
    const block = this.#store.obtain(target);
    if (this.#leaving) {
      this.#goNatively(target, isThumb);
      return;
    }
    if (this.#store.isTrusted(block)) map.set(target, block.code);
    this.#enter(block, isThumb);
  }

  #takeBranch(site: BranchSite): void {
    const isThumb = site.set === "t32";
    if (!this.#leaving) {
      const block = this.#store.obtain(site.target, site.exclusive ? site.block.depth + 1 : 0);
      if (!this.#leaving) {
        this.#store.tryLink(site, block);
        this.#enter(block, isThumb);
        return;
      }
    }
    this.#goNatively(site.target, isThumb);
  }

  /** Continues at an address of the program. */
  #go(target: number, isThumb: boolean): void {
    const block = this.#store.obtain(target);
    if (this.#leaving) this.#goNatively(target, isThumb);
    else this.#enter(block, isThumb);
  }

  #goNatively(target: number, isThumb: boolean): void {
    this.#left = true;
    this.#thread.goTo(target, isThumb);
  }

  #enter(block: Block, isThumb: boolean): void {
    this.#thread.goTo(block.code, isThumb);
  }

  #guarded(body: () => void): void {
    try {
      body();
    } catch (error) {
      this.#services.report(error, this.#thread.id);
    }
  }

  #refuse(address: number, cause: unknown): void {
    this.leave();
    this.#services.report(
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
    this.#store.invalidate(start, end);
  }

  // System calls

  #systemCall(site: SystemCallSite): void {
    const core = this.#core;
    this.#services.target.readCore(this.#thread.id, core);
    const number = core[7]!;
    const isThumb = site.set === "t32";
    let resumeAt = location(site.svc, isThumb);
    this.#reportLife(number);
    switch (systemCallKind(number)) {
      case "forking":
        resumeAt = this.#forkingCode(site);
        break;
      case "ending":
        this.#ending = true;
        this.#deliver();
        break;
      case "replacing":
        this.#deliver();
        break;
      case "mapping":
        this.#mappingsChange(number, core[0]!, core[1]!);
        break;
      case "flushing":
        this.invalidate(core[0]!, core[1]!);
        break;
      case "handling":
        this.#services.signals.note(number, core[0]!, core[1]!);
        break;
      case "returning":
        if (!this.#leaving) this.#returnFromSignal(core[13]! + savedPcOffset(number));
        break;
      case null:
    }
    if (this.#leaving) this.#goNatively(location(site.pc, isThumb), isThumb);
    else this.#thread.goTo(site.block.valid ? resumeAt : this.#lastCall(site), isThumb);
  }

  /** Code for a call that has the code after it compiled anew: what follows in its block is no more what the program has. */
  #lastCall(site: SystemCallSite): number {
    const { set, block } = site;
    const isThumb = set === "t32";
    const { trap, code } = callAndTrap(set);
    const address = this.#slabs.cache.next;
    this.#slabs.cache.append(code);
    this.#store.addSite({
      kind: "branch",
      address: address + trap,
      set,
      target: location(site.next, isThumb),
      exchanges: false,
      conditional: 0,
      exclusive: false,
      isCall: false,
      block,
      linked: null,
    });
    return location(address, isThumb);
  }

  #reportLife(number: number): void {
    const { onLifeEvent, target } = this.#services;
    const event = onLifeEvent === null ? null : lifeEventOf(target, this.#thread.id, number, this.#core);
    if (event !== null) this.#guarded(() => onLifeEvent!(event));
  }

  /** Delivers all events: the memory that they are in may not be there later. */
  #deliver(): void {
    this.drain();
    this.#options.queue?.flush();
  }

  /** T32 code that makes the call, and tells the child from the caller. */
  #forkingCode(site: SystemCallSite): number {
    if (site.forking === 0) {
      const isThumb = site.set === "t32";
      const parent = location(site.svc + (isThumb ? 2 : 4), isThumb);
      site.forking = this.#slabs.cache.next + 1;
      this.#slabs.cache.append(forkingCall(location(site.next, isThumb), parent));
    }
    return site.forking;
  }

  #mappingsChange(number: number, first: number, second: number): void {
    let [start, size] = [first, second];
    if (number === SYS_MMAP_OLD) {
      // The arguments are in memory.
      const bytes = this.#services.target.readSome(first, 8);
      if (bytes.length < 8) return;
      const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
      [start, size] = [view.getUint32(0, true), view.getUint32(4, true)];
    }
    if (start !== 0) this.invalidate(start, Math.min(start + Math.max(size, this.#services.target.pageSize), 2 ** 32));
    this.#services.program.forgetMappings();
  }

  /** What signals' frames held before they were made to lead to generated code, by the addresses of their PCs. */
  readonly #frames = new Map<number, Uint8Array>();

  // The thread may have left before the system call that reads the frame.
  #restoreFrames(): void {
    const { target } = this.#services;
    for (const [saved, bytes] of this.#frames) {
      const now = target.readSome(saved, 4);
      if (now.length === 4 && this.contains(new DataView(now.buffer, now.byteOffset, 4).getUint32(0, true))) {
        target.writeMemory(saved, bytes);
      }
    }
    this.#frames.clear();
  }

  /** Has the thread come back to generated code after a signal's handler. */
  #returnFromSignal(saved: number): void {
    // Frames below have been returned from.
    for (const other of this.#frames.keys()) if (other < saved) this.#frames.delete(other);
    const bytes = this.#services.target.readMemory(saved, 8).slice();
    const frame = new DataView(bytes.buffer, bytes.byteOffset, 8);
    const pc = frame.getUint32(0, true);
    const cpsr = frame.getUint32(4, true);
    if (this.contains(pc)) return;
    this.#frames.set(saved, bytes.slice());
    const sp = wordOf(this.#services.target.readMemory(saved - SP_BEFORE_PC, 4));
    const found = this.#interrupted.findLastIndex((each) => each.pc === pc && each.sp === sp && each.block.valid);
    if (found >= 0) {
      const { code, it } = this.#interrupted[found]!;
      this.#interrupted.length = found;
      frame.setUint32(0, code, true);
      frame.setUint32(4, withIt(cpsr, it), true);
    } else {
      const block = this.#blockFrom(location(pc, (cpsr & CPSR_T) !== 0), itStateOf(cpsr));
      frame.setUint32(0, (block.code & ~1) >>> 0, true);
      frame.setUint32(4, withoutIt(cpsr), true);
    }
    this.#services.target.writeMemory(saved, bytes);
  }
}
