import {
  finishSequence,
  type Recompiler,
  type SequenceView,
  type SystemCallSite,
  undoSequence,
} from "@armstalker/recompiler";
import { CORE_WORDS, CPSR, CPSR_T, readWord, writeWord } from "@armstalker/target";
import type { ContextSlabs } from "./context-slabs.js";
import { type FollowedThread, location } from "./followed-thread.js";

/** Code outside of blocks that makes a system call of the program, and leads to what follows it there. */
export interface Stub {
  /** Of the system call, without an instruction set bit. */
  readonly address: number;
  /** In bytes. */
  readonly size: number;
  readonly site: SystemCallSite;
}

/** Takes a thread from anywhere in generated code to where it would be in its own. */
export class Surface {
  readonly #thread: FollowedThread;
  readonly #recompiler: Recompiler;
  readonly #slabs: ContextSlabs;
  readonly #core = new Uint32Array(CORE_WORDS);
  #stubs: Stub[] = [];

  constructor(thread: FollowedThread, recompiler: Recompiler, slabs: ContextSlabs) {
    this.#thread = thread;
    this.#recompiler = recompiler;
    this.#slabs = slabs;
  }

  noteStub(stub: Stub): void {
    this.#stubs.push(stub);
  }

  /** All code is about to be forgotten. */
  forgetStubs(): void {
    this.#stubs = [];
  }

  /** Whether the system call at an address of generated code is a stub's. */
  isStub(pc: number): boolean {
    return this.#stubs.some(({ address }) => address === pc);
  }

  /**
   * Gives the thread the registers that it would have in its own code.
   *
   * @param faulted - whether the instruction at PC has faulted, so that it counts as not executed
   * @returns false if it stands where that cannot be told
   */
  surface(pc: number, faulted: boolean): boolean {
    const site = this.#recompiler.siteAt(pc);
    if (site?.kind === "branch") {
      this.#thread.goTo(site.target, site.set === "t32");
      return true;
    }
    const { isThumb } = this.#thread;
    const missed = this.#missedAt(pc, isThumb);
    if (missed >= 0) {
      this.#thread.goTo(missed, isThumb);
      return true;
    }
    const block = this.#recompiler.blockAt(pc);
    if (block < 0) {
      const stub = this.#stubs.find(({ address, size }) => pc >= address && pc < address + size);
      if (stub === undefined) return false;
      const { pc: before, next, set } = stub.site;
      this.#thread.goTo(location(pc === stub.address ? before : next, set === "t32"), isThumb);
      return true;
    }
    // What comes before a callout is done, and of the instruction behind it nothing.
    if (site?.kind === "callout") {
      this.#thread.pc = site.pc;
      this.#setItState(this.#recompiler.placeOf(block, pc).it);
      return true;
    }
    const source = this.#recompiler.placeOf(block, pc);
    if (source.isBoundary) {
      this.#thread.pc = source.address;
      this.#setItState(source.it);
      return true;
    }
    const core = this.#core;
    this.#thread.target.readCore(this.#thread.id, core);
    const view = this.#sequenceView();
    const before = core.slice();
    if (!faulted && finishSequence(this.#recompiler.tables, block, view) && !this.#isNativeCall(core)) {
      this.#surfaceAt(core);
      return true;
    }
    core.set(before);
    undoSequence(this.#recompiler.tables, block, view, source.begin);
    core[15] = source.address;
    this.#thread.target.writeCore(this.#thread.id, core);
    this.#setItState(source.it);
    return true;
  }

  /** The block and the instruction that begins at an address of generated code, with all registers as the program's; else null. */
  instructionAt(pc: number): { readonly block: number; readonly address: number } | null {
    const block = this.#recompiler.blockAt(pc);
    if (block < 0) return null;
    const { address, isBoundary } = this.#recompiler.placeOf(block, pc);
    return isBoundary ? { block, address } : null;
  }

  #setItState(it: number): void {
    if (it !== 0) this.#thread.itState = it;
  }

  /** Whether control has gone to code that runs natively, and would return to generated code. */
  #isNativeCall(core: Uint32Array): boolean {
    const { code } = this.#slabs;
    return !code.contains(core[15]!) && code.contains(core[14]!);
  }

  /** The sequence was finished: PC is at a boundary, a way out, or a block's entry. */
  #surfaceAt(core: Uint32Array): void {
    this.#thread.target.writeCore(this.#thread.id, core);
    const pc = core[15]!;
    const site = this.#recompiler.siteAt(pc);
    const wasThumb = (core[CPSR]! & CPSR_T) !== 0;
    if (site?.kind === "branch") {
      this.#thread.goTo(site.target, wasThumb);
      return;
    }
    if (site?.kind === "callout") {
      this.#thread.pc = site.pc;
      return;
    }
    const missed = this.#missedAt(pc, wasThumb);
    if (missed >= 0) {
      this.#thread.goTo(missed, wasThumb);
      return;
    }
    const block = this.#recompiler.blockAt(pc);
    if (block < 0) return;
    const { address, it } = this.#recompiler.placeOf(block, pc);
    this.#thread.goTo(location(address, (this.#recompiler.tables.blocks.startOf(block) & 1) !== 0), wasThumb);
    this.#setItState(it);
  }

  #missedAt(pc: number, isThumb: boolean): number {
    const missed = this.#slabs.map.missed(pc, isThumb);
    return missed >= 0 ? missed : this.#slabs.callMap.missed(pc, isThumb);
  }

  #sequenceView(): SequenceView {
    return {
      core: this.#core,
      readWord: (address) => readWord(this.#thread.target, address),
      writeWord: (address, value) => writeWord(this.#thread.target, address, value),
      isSurface: (address) => {
        const kind = this.#recompiler.siteAt(address)?.kind;
        if (kind === "branch" || kind === "callout" || !this.#slabs.code.contains(address)) return true;
        const at = this.#recompiler.blockAt(address);
        return at >= 0 && this.#recompiler.placeOf(at, address).isBoundary;
      },
    };
  }
}
