import { a32Decoder, type Instruction, t32Decoder } from "@armstalker/isa";
import { isTrap } from "../codegen/words.js";
import { CORE_WORDS, CPSR, CPSR_T } from "../target/target.js";
import type { Block } from "./block.js";
import type { BlockStore } from "./block-store.js";
import type { ContextSlabs } from "./context-slabs.js";
import { type FollowedThread, itStateOf, location, withIt, withoutIt } from "./followed-thread.js";
import type { ContextServices } from "./services.js";
import { correctFrame } from "./signal-frame.js";
import type { Surface } from "./surface.js";
import { savedPcOffset } from "./system-calls.js";

const SIGILL = 4;
const SIGTRAP = 5;
const SIGBUS = 7;
const SIGFPE = 8;
const SIGSEGV = 11;
/** Signals that an instruction raises itself. */
const FAULTS: ReadonlySet<number> = new Set([SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV]);
/** How far the saved SP is before the saved PC in a signal's frame. */
const SP_BEFORE_PC = 8;
const MOST_INTERRUPTED = 64;

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

/** The program's signals as a followed thread gets them: with its own registers and PC in the frame, and the handler followed. */
export class ThreadSignals {
  readonly #services: ContextServices;
  readonly #thread: FollowedThread;
  readonly #slabs: ContextSlabs;
  readonly #store: BlockStore;
  readonly #surface: Surface;
  readonly #core = new Uint32Array(CORE_WORDS);
  /** Where signals came whose handlers have not returned. */
  readonly #interrupted: Interrupted[] = [];
  /** What frames held before they were made to lead to generated code, by the addresses of their PCs. */
  readonly #frames = new Map<number, Uint8Array>();
  /** Where the thread has gone that has no memory, and is about to fault; -1 if it has not. */
  #strayed = -1;

  constructor(
    services: ContextServices,
    thread: FollowedThread,
    slabs: ContextSlabs,
    store: BlockStore,
    surface: Surface,
  ) {
    this.#services = services;
    this.#thread = thread;
    this.#slabs = slabs;
    this.#store = store;
    this.#surface = surface;
  }

  /** The thread has gone to where it has no memory, and will fault there. */
  noteStray(pc: number): void {
    this.#strayed = pc;
  }

  /** Prepares the thread for a signal. `resume`: it is not to be delivered, as its cause will raise it again. */
  deliver(signal: number, pc: number): "deliver" | "resume" {
    const hasStrayed = this.#strayed === pc;
    this.#strayed = -1;
    if (!hasStrayed && !this.#slabs.cache.contains(pc)) return "deliver";
    const { signals } = this.#services;
    const disposition = signals.of(signal);
    if (disposition.kind === "passes") return "deliver";
    if (disposition.kind === "handled" && signals.mayBeForgotten(signal)) {
      const raisesAgain = hasStrayed || this.#raises(signal, pc);
      signals.restore(this.#thread.id, signal, this.#slabs.scratch);
      if (raisesAgain) {
        // For the kernel to tell the handler of the fault, and not of what was done in between.
        if (hasStrayed) this.#strayed = pc;
        return "resume";
      }
    }
    // Where a system call was interrupted the kernel decides whether it is made again, unless PC was changed.
    if (!hasStrayed && !this.#instructionAt(pc).row.id.startsWith("SVC")) {
      this.#noteInterrupted(pc);
      if (!this.#surface.surface(pc, FAULTS.has(signal))) return "deliver";
    }
    if (disposition.kind === "ends") return "deliver";
    this.#services.handlers.await(this.#thread.id, disposition.handler);
    return "deliver";
  }

  /** The instruction of generated code at an address. */
  #instructionAt(pc: number): Instruction {
    const decoder = this.#thread.isThumb ? t32Decoder() : a32Decoder();
    return decoder.decode(this.#slabs.cache.read(pc, 4), 0, pc);
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
    if (signal === SIGTRAP) return this.isTrapAt(pc);
    if (signal !== SIGSEGV && signal !== SIGBUS) return false;
    return this.#instructionAt(pc).row.memoryAccess !== "none";
  }

  /** Whether the program has a trap of its own at an address of generated code. */
  isTrapAt(pc: number): boolean {
    return isTrap(this.#thread.isThumb ? "t32" : "a32", this.#slabs.cache.read(pc, 4));
  }

  /** Makes the frame right if the thread has entered a handler. Returns that handler's address, with its instruction set bit; else null. */
  enterHandler(pc: number): number | null {
    const { target, handlers } = this.#services;
    const handler = handlers.entered(this.#thread.id, pc);
    if (handler === null) return null;
    target.readCore(this.#thread.id, this.#core);
    correctFrame(target, this.#core, {
      contains: (address) => this.#slabs.cache.contains(address),
      sourceOf: (address) => this.#surface.instructionAt(address)?.address ?? null,
    });
    return handler;
  }

  /**
   * Has the thread come back to generated code after a handler.
   *
   * @param number - of the system call that returns, which the thread is about to make
   */
  returnFromHandler(number: number, sp: number): void {
    const { target } = this.#services;
    const saved = sp + savedPcOffset(number);
    // Frames below have been returned from.
    for (const other of this.#frames.keys()) if (other < saved) this.#frames.delete(other);
    const bytes = target.readMemory(saved, 8).slice();
    const frame = viewOf(bytes);
    const pc = frame.getUint32(0, true);
    const cpsr = frame.getUint32(4, true);
    if (this.#slabs.cache.contains(pc)) return;
    this.#frames.set(saved, bytes.slice());
    const savedSp = viewOf(target.readMemory(saved - SP_BEFORE_PC, 4)).getUint32(0, true);
    const found = this.#interrupted.findLastIndex((each) => each.pc === pc && each.sp === savedSp && each.block.valid);
    if (found >= 0) {
      const { code, it } = this.#interrupted[found]!;
      this.#interrupted.length = found;
      frame.setUint32(0, code, true);
      frame.setUint32(4, withIt(cpsr, it), true);
    } else {
      const block = this.#store.obtainIn(location(pc, (cpsr & CPSR_T) !== 0), itStateOf(cpsr));
      frame.setUint32(0, (block.code & ~1) >>> 0, true);
      frame.setUint32(4, withoutIt(cpsr), true);
    }
    target.writeMemory(saved, bytes);
  }

  /** Undoes what is prepared: the thread may have left before it enters a handler, and before the system call that reads a frame. */
  undo(): void {
    const { target, handlers } = this.#services;
    handlers.forget(this.#thread.id);
    for (const [saved, bytes] of this.#frames) {
      const now = target.readSome(saved, 4);
      if (now.length === 4 && this.#slabs.cache.contains(viewOf(now).getUint32(0, true))) {
        target.writeMemory(saved, bytes);
      }
    }
    this.#frames.clear();
  }
}

const viewOf = ({ buffer, byteOffset, length }: Uint8Array): DataView => new DataView(buffer, byteOffset, length);
