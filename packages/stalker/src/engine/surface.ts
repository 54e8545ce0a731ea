import { CORE_WORDS, CPSR, CPSR_T } from "../target/target.js";
import { readWord, writeWord } from "../target/words.js";
import { type Block, type SystemCallSite, sourceOf } from "./block.js";
import type { BlockStore } from "./block-store.js";
import type { ContextSlabs } from "./context-slabs.js";
import { type FollowedThread, location } from "./followed-thread.js";
import { finishSequence, type SequenceView, undoSequence } from "./surfacing.js";

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
  readonly #store: BlockStore;
  readonly #slabs: ContextSlabs;
  readonly #core = new Uint32Array(CORE_WORDS);
  #stubs: Stub[] = [];

  constructor(thread: FollowedThread, store: BlockStore, slabs: ContextSlabs) {
    this.#thread = thread;
    this.#store = store;
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
    const site = this.#store.siteAt(pc);
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
    const block = this.#store.blockAt(pc);
    if (block === null) {
      const stub = this.#stubs.find(({ address, size }) => pc >= address && pc < address + size);
      if (stub === undefined) return false;
      const { pc: before, next, set } = stub.site;
      this.#thread.goTo(location(pc === stub.address ? before : next, set === "t32"), isThumb);
      return true;
    }
    // What comes before a callout is done, and of the instruction behind it nothing.
    if (site?.kind === "callout") {
      this.#thread.pc = site.pc;
      this.#setItState(block, site.pc);
      return true;
    }
    const source = sourceOf(block, pc - ((block.code & ~1) >>> 0));
    if (source.isBoundary) {
      this.#thread.pc = source.address;
      this.#setItState(block, source.address);
      return true;
    }
    const core = this.#core;
    this.#thread.target.readCore(this.#thread.id, core);
    const view = this.#sequenceView();
    const before = core.slice();
    if (!faulted && finishSequence(view) && !this.#isNativeCall(core)) {
      this.#surfaceAt(core);
      return true;
    }
    core.set(before);
    undoSequence(view, ((block.code & ~1) >>> 0) + source.offset);
    core[15] = source.address;
    this.#thread.target.writeCore(this.#thread.id, core);
    this.#setItState(block, source.address);
    return true;
  }

  /** The block and the instruction that begins at an address of generated code, with all registers as the program's; else null. */
  instructionAt(pc: number): { readonly block: Block; readonly address: number } | null {
    const block = this.#store.blockAt(pc);
    if (block === null) return null;
    const { address, isBoundary } = sourceOf(block, pc - ((block.code & ~1) >>> 0));
    return isBoundary ? { block, address } : null;
  }

  #setItState({ itStates }: Block, address: number): void {
    const it = itStates.get(address);
    if (it !== undefined) this.#thread.itState = it;
  }

  /** Whether control has gone to code that runs natively, and would return to generated code. */
  #isNativeCall(core: Uint32Array): boolean {
    const { cache } = this.#slabs;
    return !cache.contains(core[15]!) && cache.contains(core[14]!);
  }

  /** The sequence was finished: PC is at a boundary, a way out, or a block's entry. */
  #surfaceAt(core: Uint32Array): void {
    this.#thread.target.writeCore(this.#thread.id, core);
    const pc = core[15]!;
    const site = this.#store.siteAt(pc);
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
    const block = this.#store.blockAt(pc);
    if (block === null) return;
    const { address } = sourceOf(block, pc - ((block.code & ~1) >>> 0));
    this.#thread.goTo(location(address, (block.start & 1) !== 0), wasThumb);
    this.#setItState(block, address);
  }

  #missedAt(pc: number, isThumb: boolean): number {
    const missed = this.#slabs.map.missed(pc, isThumb);
    return missed >= 0 ? missed : this.#slabs.callMap.missed(pc, isThumb);
  }

  #sequenceView(): SequenceView {
    return {
      core: this.#core,
      code: (address) =>
        this.#slabs.cache.contains(address)
          ? this.#slabs.cache.read(address, 4)
          : this.#thread.target.readSome(address, 4),
      readWord: (address) => readWord(this.#thread.target, address),
      writeWord: (address, value) => writeWord(this.#thread.target, address, value),
      lookedUpAt: (address) => {
        const site = this.#store.siteAt(address);
        return site?.kind === "lookup" ? site.target : -1;
      },
      isSurface: (address) => {
        const kind = this.#store.siteAt(address)?.kind;
        if (kind === "branch" || kind === "callout" || !this.#slabs.cache.contains(address)) return true;
        const at = this.#store.blockAt(address);
        return at !== null && sourceOf(at, address - ((at.code & ~1) >>> 0)).isBoundary;
      },
    };
  }
}
