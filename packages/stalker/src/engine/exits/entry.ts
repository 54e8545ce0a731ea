import { addressOf, type CodeAddress, setOf } from "@armstalker/isa";
import type { BranchSite, Recompiler } from "@armstalker/recompiler";
import type { PlacedProbe } from "../../call-probes.js";
import { type CpuContext, ThreadContext } from "../../cpu-context.js";
import { callUserCode } from "../../user-code.js";
import type { StoppedThread } from "../stopped-thread.js";

/** What the probes of a thread's function entries are called with. */
export interface EntryParts {
  readonly thread: StoppedThread;
  readonly recompiler: Recompiler;
  readonly probes: { at(target: number): readonly PlacedProbe[] };
  /** True when the thread is to go on in its own code. */
  isLeaving(): boolean;
  readonly report: (error: Error) => void;
}

/** Entries of functions that have probes: calls, and tail branches. */
export class FunctionEntries {
  readonly #parts: EntryParts;

  constructor(parts: EntryParts) {
    this.#parts = parts;
  }

  /** The thread has come to the engine by a branch. Returns the place where a probe sends it instead of the branch's target; else null. */
  byBranch(site: BranchSite): CodeAddress | null {
    if (this.#parts.probes.at(site.target).length === 0 || !this.#parts.recompiler.entersWatched(site)) return null;
    return this.enter(site.target);
  }

  /**
   * The same for an indirect branch, which enters the function unless it returns there: LR then is the address itself. A return to an address from the stack cannot be told from a
   * tail branch.
   */
  byLookup(target: CodeAddress): CodeAddress | null {
    const { probes, thread } = this.#parts;
    if (probes.at(target).length === 0 || thread.lr === target) return null;
    return this.enter(target);
  }

  /** The thread enters a function: calls its probes. All registers but PC are the program's. */
  enter(target: CodeAddress): CodeAddress | null {
    const { thread, probes, report, isLeaving } = this.#parts;
    for (const probe of probes.at(target)) {
      if (isLeaving()) return null;
      if (probe.isRemoved) continue;
      const context = new ThreadContext(thread.target, thread.id, addressOf(target), setOf(target));
      callUserCode(() => probe.call(target, context as unknown as CpuContext), report);
      const chosen = (callUserCode(() => context.close(), report) ?? null) as CodeAddress | null;
      context.commit();
      if (chosen !== null) return chosen;
    }
    return null;
  }
}
