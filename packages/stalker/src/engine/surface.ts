import { type CodeAddress, codeAddress, setOf } from "@armstalker/isa";
import {
  type ExitSite,
  finishSequence,
  type Recompiler,
  type SequenceView,
  undoSequence,
} from "@armstalker/recompiler";
import { CORE_WORDS, LR, PC, readWord, writeWord } from "@armstalker/target";
import type { CallStubs } from "./call-stubs.js";
import type { ContextSlabs } from "./context-slabs.js";
import type { FunctionEntries } from "./exits/entry.js";
import type { StoppedThread } from "./stopped-thread.js";

/** The reason why the instruction at a thread's PC has not been executed. */
export type Interruption =
  /** A signal or a debugger has stopped the thread before it. The sequence that it belongs to may be finished. */
  | "interrupted"
  /** It has raised the signal that has stopped the thread. The sequence that it belongs to cannot be finished. */
  | "faulted";

/** Takes a thread from any place in generated code to the corresponding place in the program. */
export class Surface {
  readonly #thread: StoppedThread;
  readonly #recompiler: Recompiler;
  readonly #slabs: ContextSlabs;
  readonly #stubs: CallStubs;
  readonly #entries: FunctionEntries;
  readonly #core = new Uint32Array(CORE_WORDS);

  constructor(
    thread: StoppedThread,
    recompiler: Recompiler,
    slabs: ContextSlabs,
    stubs: CallStubs,
    entries: FunctionEntries,
  ) {
    this.#thread = thread;
    this.#recompiler = recompiler;
    this.#slabs = slabs;
    this.#stubs = stubs;
    this.#entries = entries;
  }

  /** Gives the thread the registers that it would have in its own code. Returns false if it stands where the engine cannot tell these. */
  surface(pc: number, interruption: Interruption): boolean {
    const site = this.#recompiler.siteAt(pc);
    if (this.#leaves(pc, site)) return true;
    const block = this.#recompiler.blockAt(pc);
    if (block < 0) return this.#surfaceInStub(pc);
    // All code before the callout has been executed, and nothing of the instruction behind it.
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
    if (
      interruption === "interrupted" &&
      finishSequence(this.#recompiler.tables, block, view) &&
      !this.#isNativeCall(core)
    ) {
      this.#surfaceAt(core);
      return true;
    }
    core.set(before);
    undoSequence(this.#recompiler.tables, block, view, source.begin);
    core[PC] = source.address;
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

  /** True if control has gone to code that runs natively and returns to generated code. */
  #isNativeCall(core: Uint32Array): boolean {
    const { code } = this.#slabs;
    return !code.contains(core[PC]!) && code.contains(core[LR]!);
  }

  /** The sequence was finished: PC is at a boundary, a way out, or a block's entry. */
  #surfaceAt(core: Uint32Array): void {
    this.#thread.target.writeCore(this.#thread.id, core);
    const pc = core[PC]!;
    const site = this.#recompiler.siteAt(pc);
    if (site?.kind === "callout") {
      this.#thread.pc = site.pc;
      return;
    }
    if (this.#leaves(pc, site)) return;
    const block = this.#recompiler.blockAt(pc);
    if (block < 0) return;
    const { address, it } = this.#recompiler.placeOf(block, pc);
    this.#thread.goTo(codeAddress(address, setOf(this.#recompiler.tables.blocks.startOf(block))));
    this.#setItState(it);
  }

  /** Takes a thread to where it was about to go that stands at a way out to an address of the program. Returns false elsewhere. */
  #leaves(pc: number, site: ExitSite | undefined): boolean {
    if (site?.kind === "branch") {
      this.#thread.goTo(site.target);
      this.#goTo(this.#entries.byBranch(site));
      return true;
    }
    const target = this.#missedAt(pc);
    if (target === -1) return false;
    this.#thread.goTo(target);
    this.#goTo(this.#entries.byLookup(target));
    return true;
  }

  /** @param chosen - where a probe has sent the thread; null if none has */
  #goTo(chosen: CodeAddress | null): void {
    if (chosen !== null) this.#thread.goTo(chosen);
  }

  /** A stub consists of its system call, and of code behind it that leads on. */
  #surfaceInStub(pc: number): boolean {
    const stub = this.#stubs.at(pc);
    if (stub === undefined) return false;
    const { pc: before, next, set } = stub.site;
    this.#thread.goTo(codeAddress(pc === stub.address ? before : next, set));
    return true;
  }

  /** The target of an indirect branch that has missed and not yet faulted; -1 elsewhere. */
  #missedAt(pc: number): CodeAddress | -1 {
    for (const { missDoor, wanted } of this.#slabs.maps) {
      if (pc === missDoor) return readWord(this.#thread.target, wanted) as CodeAddress;
    }
    const { set } = this.#thread;
    const missed = this.#slabs.map.missed(pc, set);
    return missed !== -1 ? missed : this.#slabs.callMap.missed(pc, set);
  }

  #sequenceView(): SequenceView {
    return {
      core: this.#core,
      readWord: (address) => readWord(this.#thread.target, address),
      writeWord: (address, value) => writeWord(this.#thread.target, address, value),
      isSurface: (address) => {
        const kind = this.#recompiler.siteAt(address)?.kind;
        if (kind === "branch" || kind === "callout" || kind === "miss" || !this.#slabs.code.contains(address))
          return true;
        const at = this.#recompiler.blockAt(address);
        return at >= 0 && this.#recompiler.placeOf(at, address).isBoundary;
      },
    };
  }
}
