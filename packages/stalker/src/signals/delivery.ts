import { a32Decoder, addressOf, type CodeAddress, type Instruction, Raises, t32Decoder } from "@armstalker/isa";
import { isTrap, type Recompiler, svcImmediate } from "@armstalker/recompiler";
import {
  CORE_WORDS,
  CPSR,
  CPSR_E,
  FAULTS,
  FIRST_REALTIME_SIGNAL,
  MASK_AFTER_PC,
  R7,
  Signal,
  SP,
  SP_BEFORE_PC,
  savedPcOffset,
  viewOf,
} from "@armstalker/target";
import type { CallStubs } from "../engine/call-stubs.js";
import type { ContextSlabs } from "../engine/context-slabs.js";
import type { ContextLife } from "../engine/life.js";
import { codeIn, itStateOf, type StoppedThread, withIt, withoutIt } from "../engine/stopped-thread.js";
import type { Surface } from "../engine/surface.js";
import type { Policy, Program } from "../engine/surroundings.js";
import { systemCallKind } from "../engine/system-calls.js";
import { correctFrame } from "./frame.js";
import { SignalRest, type SignalTiming } from "./rest.js";

const MOST_INTERRUPTED = 64;

/** The place that a signal has interrupted. */
interface Interrupted {
  /** Its addresses in generated code and in the program, without instruction set bits. */
  readonly code: number;
  readonly pc: number;
  /** The number of the block there. */
  readonly block: number;
  readonly sp: number;
  /** The processor's IT state. */
  readonly it: number;
}

/** The parts of a context that deliver signals. */
export interface SignalParts {
  readonly program: Program;
  readonly policy: Policy;
  readonly thread: StoppedThread;
  readonly slabs: ContextSlabs;
  readonly recompiler: Recompiler;
  readonly surface: Surface;
  readonly stubs: CallStubs;
  readonly life: ContextLife;
}

/** The program's signals as a followed thread gets them: with its own registers and PC in the frame, and the handler followed. */
export class SignalDelivery {
  readonly #program: Program;
  readonly #thread: StoppedThread;
  readonly #slabs: ContextSlabs;
  readonly #recompiler: Recompiler;
  readonly #surface: Surface;
  readonly #stubs: CallStubs;
  readonly #life: ContextLife;
  readonly #core = new Uint32Array(CORE_WORDS);
  /** The places of signals whose handlers have not returned. */
  readonly #interrupted: Interrupted[] = [];
  readonly #rest: SignalRest;
  /** The bytes of frames from their PCs on, before the engine made them lead to generated code; by the addresses of their PCs. */
  readonly #frames = new Map<number, Uint8Array>();
  /** The address in the program's own code that the thread is at, and may fault at; -1 if it is in generated code. */
  #strayed = -1;

  constructor({ program, policy, thread, slabs, recompiler, surface, stubs, life }: SignalParts) {
    this.#program = program;
    this.#thread = thread;
    this.#slabs = slabs;
    this.#recompiler = recompiler;
    this.#surface = surface;
    this.#stubs = stubs;
    this.#life = life;
    this.#rest = new SignalRest(program, policy, thread.id, slabs, () => this.#maskIsSettled());
  }

  /** The thread is in the program's own code, and may fault there: where it has no memory, or at what cannot be moved. */
  noteStray(pc: number): void {
    this.#strayed = pc;
  }

  /**
   * Prepares the thread for a signal. `resume`: the signal is not to be delivered, as its cause will raise it again.
   *
   * @param came - the time of the stop, in milliseconds
   */
  deliver(signal: number, pc: number, came: number): "deliver" | "resume" {
    const hasStrayed = this.#strayed === pc;
    this.#strayed = -1;
    if (!hasStrayed && !this.#slabs.code.contains(pc)) return "deliver";
    const { actions } = this.#program;
    const disposition = actions.of(signal);
    if (disposition.kind === "passes") return "deliver";
    if (disposition.kind === "handled" && actions.mayBeForgotten(signal)) {
      const raisesAgain = hasStrayed || this.#raises(signal, pc);
      actions.restore(this.#thread.id, signal, this.#slabs.scratch);
      if (raisesAgain) {
        // The kernel then tells the handler of the fault, and not of the system calls in between.
        if (hasStrayed) this.#strayed = pc;
        return "resume";
      }
    }
    // The kernel decides whether an interrupted system call is made again. If PC is changed, it does not make the call again.
    if (!hasStrayed && (!this.#callsAt(pc) || this.#stubs.isCall(pc))) {
      this.#noteInterrupted(pc);
      if (!this.#surface.surface(pc, FAULTS.has(signal) ? "faulted" : "interrupted")) return "deliver";
    }
    if (disposition.kind === "ends") return "deliver";
    this.#rest.arrive(signal, came, hasStrayed ? "fixed" : this.#timingOf(signal, pc));
    this.#program.handlers.await(this.#thread.id, disposition.handler);
    return "deliver";
  }

  /** The instruction of generated code at an address. */
  #instructionAt(pc: number): Instruction {
    const decoder = this.#thread.set === "t32" ? t32Decoder() : a32Decoder();
    return decoder.decode(this.#slabs.code.read(pc, 4), 0, pc);
  }

  /** True if generated code makes a system call at an address. */
  #callsAt(pc: number): boolean {
    const { facts, number } = this.#instructionAt(pc);
    return facts.raises[number] === Raises.systemCall;
  }

  /** False at the start of a handler that the thread has not entered yet, and before it returns from one. */
  #maskIsSettled(): boolean {
    const { pc } = this.#thread;
    if (!this.#slabs.code.contains(pc)) return false;
    if (!this.#callsAt(pc)) return true;
    const instruction = this.#instructionAt(pc);
    const r7 = this.#program.target.readRegister(this.#thread.id, R7);
    const number = this.#slabs.calls.numberOf(instruction.row.set, svcImmediate(instruction), r7);
    return systemCallKind(number) !== "returning";
  }

  /** The timing of a signal. Those from FIRST_REALTIME_SIGNAL on are queued: none of them may be lost. */
  #timingOf(signal: number, pc: number): SignalTiming {
    if (FAULTS.has(signal) || signal >= FIRST_REALTIME_SIGNAL) return "fixed";
    return this.#hasCalledBefore(pc) ? "fixed" : "any";
  }

  /** True if the instruction of a block before an address is a system call. */
  #hasCalledBefore(pc: number): boolean {
    const before = pc - (this.#thread.set === "t32" ? 2 : 4);
    return this.#surface.instructionAt(before) !== null && this.#callsAt(before);
  }

  /** Notes the place of a signal between two instructions. The handler returns right there, as inserted code before it has been executed. */
  #noteInterrupted(code: number): void {
    // The engine could not tell the next signal there from one that the call has sent.
    if (this.#hasCalledBefore(code)) return;
    const place = this.#surface.instructionAt(code);
    if (place === null) return;
    const core = this.#core;
    this.#program.target.readCore(this.#thread.id, core);
    const { block, address } = place;
    this.#interrupted.push({ code, block, pc: address, sp: core[SP]!, it: itStateOf(core[CPSR]!) });
    // Handlers that jump out never return.
    if (this.#interrupted.length > MOST_INTERRUPTED) this.#interrupted.shift();
  }

  /** True if the instruction at an address of generated code will raise the signal that it has raised. */
  #raises(signal: number, pc: number): boolean {
    if (signal === Signal.ILL) return true;
    if (signal === Signal.TRAP) return this.isTrapAt(pc);
    if (signal !== Signal.SEGV && signal !== Signal.BUS) return false;
    return this.#instructionAt(pc).row.memoryAccess !== "none";
  }

  /** True if the program has a trap of its own at an address of generated code. */
  isTrapAt(pc: number): boolean {
    return isTrap(this.#thread.set, this.#slabs.code.read(pc, 4));
  }

  /** Makes the frame right if the thread has entered a handler. Returns that handler; else null. */
  enterHandler(pc: number): CodeAddress | null {
    const { target, handlers } = this.#program;
    const handler = handlers.entered(this.#thread.id, pc);
    if (handler === null) return null;
    target.readCore(this.#thread.id, this.#core);
    const code = {
      contains: (address: number) => this.#slabs.code.contains(address),
      sourceOf: (address: number) => this.#surface.instructionAt(address)?.address ?? null,
    };
    correctFrame(target, this.#core, code, this.#rest.held);
    return handler;
  }

  /**
   * Has the thread come back to generated code after a handler.
   *
   * @param number - of the system call that returns, which the thread is about to make
   */
  returnFromHandler(number: number, sp: number): void {
    const { target } = this.#program;
    const saved = sp + savedPcOffset(number);
    // Frames below have been returned from.
    for (const other of this.#frames.keys()) if (other < saved) this.#frames.delete(other);
    const bytes = target.readMemory(saved, MASK_AFTER_PC + 4).slice();
    const frame = viewOf(bytes);
    if (!this.#slabs.code.contains(frame.getUint32(0, true))) {
      this.#frames.set(saved, bytes.slice());
      this.#leadBack(frame, saved);
    }
    frame.setUint32(MASK_AFTER_PC, this.#rest.handlerReturns(frame.getUint32(MASK_AFTER_PC, true)), true);
    target.writeMemory(saved, bytes);
  }

  /** Has a frame lead to generated code. */
  #leadBack(frame: DataView, saved: number): void {
    const pc = frame.getUint32(0, true);
    const cpsr = frame.getUint32(4, true);
    const real = codeIn(pc, cpsr);
    if ((cpsr & CPSR_E) !== 0) {
      this.#life.executeBigEndian(real);
      return;
    }
    const savedSp = viewOf(this.#program.target.readMemory(saved - SP_BEFORE_PC, 4)).getUint32(0, true);
    const found = this.#interrupted.findLastIndex(
      (each) => each.pc === pc && each.sp === savedSp && this.#recompiler.isValid(each.block),
    );
    if (found >= 0) {
      const { code, it } = this.#interrupted[found]!;
      this.#interrupted.length = found;
      frame.setUint32(0, code, true);
      frame.setUint32(4, withIt(cpsr, it), true);
    } else {
      const block = this.#recompiler.obtainIn(real, itStateOf(cpsr));
      frame.setUint32(0, addressOf(this.#recompiler.tables.blocks.entryOf(block)), true);
      frame.setUint32(4, withoutIt(cpsr), true);
    }
  }

  /** The signals that only the engine blocks: the first word of a signal set. */
  get held(): number {
    return this.#rest.held;
  }

  /** Unblocks the signals that only the engine blocks: the program is about to become another one. */
  endRest(): void {
    this.#rest.end();
  }

  /** Makes a system call for the program that tells or changes which signals are blocked. @returns its result, unsigned */
  maskingCall(number: number, args: Uint32Array): number {
    return this.#rest.call(number, args);
  }

  /** Undoes preparations: the thread may have left before it enters a handler, and before the system call that reads a frame. */
  undo(): void {
    const { target, handlers } = this.#program;
    handlers.forget(this.#thread.id);
    this.#rest.end();
    for (const [saved, bytes] of this.#frames) {
      const now = target.readSome(saved, 4);
      if (now.length === 4 && this.#slabs.code.contains(viewOf(now).getUint32(0, true))) {
        target.writeMemory(saved, bytes);
      }
    }
    this.#frames.clear();
  }
}
