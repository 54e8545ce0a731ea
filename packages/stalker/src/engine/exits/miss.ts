import type { CodeAddress } from "@armstalker/isa";
import type { IndirectMap, LookupSite, MissSite, Recompiler } from "@armstalker/recompiler";
import { readWord } from "@armstalker/target";
import type { ContextSlabs } from "../context-slabs.js";
import type { ExcludedRanges } from "../excluded-ranges.js";
import type { ContextLife } from "../life.js";
import type { StoppedThread } from "../stopped-thread.js";
import type { Policy } from "../surroundings.js";
import type { FunctionEntries } from "./entry.js";
import type { Onward } from "./onward.js";

/** The parts of a context that handle misses. */
export interface MissParts {
  readonly thread: StoppedThread;
  readonly slabs: ContextSlabs;
  readonly recompiler: Recompiler;
  readonly policy: Policy;
  readonly life: ContextLife;
  readonly entries: FunctionEntries;
}

/** Indirect branches and returns whose target was looked up in vain. Code that ran natively comes back by such a return. */
export class IndirectMisses {
  readonly #thread: StoppedThread;
  readonly #slabs: ContextSlabs;
  readonly #recompiler: Recompiler;
  readonly #excluded: ExcludedRanges;
  readonly #life: ContextLife;
  readonly #entries: FunctionEntries;
  readonly #policy: Policy;

  constructor({ thread, slabs, recompiler, policy, life, entries }: MissParts) {
    this.#thread = thread;
    this.#slabs = slabs;
    this.#recompiler = recompiler;
    this.#excluded = policy.excluded;
    this.#life = life;
    this.#entries = entries;
    this.#policy = policy;
  }

  /** The place where the thread goes on if a fault is a miss; else null. The fault's address names the slot of the map, and so the target. */
  missAt(pc: number): Onward | null {
    const { set } = this.#thread;
    for (const map of this.#slabs.maps) {
      const target = map.missed(pc, set);
      if (target !== -1) return this.#miss(map, target);
    }
    return null;
  }

  /** The place where the thread goes on that has come to the door of misses: its target was stored before. */
  missBy({ use }: MissSite): Onward {
    const map = use === "call" ? this.#slabs.callMap : this.#slabs.map;
    return this.#miss(map, readWord(this.#thread.target, map.wanted) as CodeAddress);
  }

  #miss(map: IndirectMap, target: CodeAddress): Onward {
    if (this.#life.isLeaving) return { real: target };
    const { observation } = this.#policy;
    if (observation.observer !== null) {
      observation.count(map !== this.#slabs.map ? "call_reg" : "jmp_reg");
      const redirected = observation.redirect(this.#thread.id, () => ({ from: 0, fromInsn: 0, target }), target);
      if (redirected !== null) return { real: redirected };
    }
    const chosen = this.#entries.byLookup(target);
    if (chosen !== null) return { real: chosen };
    if (this.#life.isLeaving) return { real: target };
    if (this.#runsNatively(map, target)) {
      const code = this.#recompiler.putNativeThunk(target);
      map.set(target, code);
      return { real: target, code };
    }
    return {
      real: target,
      link: (block) => {
        if (!this.#recompiler.isTrusted(block)) return;
        map.set(target, this.#entryOf(block));
        if (observation.hearsBackpatches) observation.noteBackpatch({ from: 0, to: target, fromInsn: 0 });
      },
    };
  }

  /** Makes the leaf that a look-up has not found. The look-up goes on with it, and has code for its target where that can be compiled ahead. */
  addLeaf(site: LookupSite): void {
    const { target, id } = this.#thread;
    const wanted = target.readRegister(id, site.target) as CodeAddress;
    const map = site.use === "call" ? this.#slabs.callMap : this.#slabs.map;
    target.writeRegister(id, site.leaf, map.leaf(wanted));
    if (this.#life.isLeaving || this.#runsNatively(map, wanted)) return;
    const block = this.#recompiler.obtainAhead(wanted);
    // A transformer may have unfollowed the thread.
    if (block >= 0 && !this.#life.isLeaving) map.set(wanted, this.#entryOf(block));
  }

  /** True for the target of a call that is not followed. */
  #runsNatively(map: IndirectMap, target: CodeAddress): boolean {
    return map !== this.#slabs.map && this.#excluded.isNative(target);
  }

  #entryOf(block: number): CodeAddress {
    return this.#recompiler.tables.blocks.entryOf(block);
  }
}
