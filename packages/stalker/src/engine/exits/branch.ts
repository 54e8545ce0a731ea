import { addressOf } from "@armstalker/isa";
import { type BranchSite, type Recompiler, SiteFlag } from "@armstalker/recompiler";
import type { StalkerCounter, Transition } from "../observation.js";
import type { StoppedThread } from "../stopped-thread.js";
import type { Policy } from "../surroundings.js";
import type { FunctionEntries } from "./entry.js";
import type { Onward } from "./onward.js";

/** The parts of a context that handle branches. */
export interface BranchParts {
  readonly thread: StoppedThread;
  readonly policy: Policy;
  readonly recompiler: Recompiler;
  readonly entries: FunctionEntries;
}

/** A branch to a known address is linked to the block there. One that enters a function with probes comes here each time. */
export function takeBranch(site: BranchSite, { thread, policy, recompiler, entries }: BranchParts): Onward {
  const { observation } = policy;
  if (observation.observer !== null && site.site >= 0) {
    const transition = transitionOf(site, recompiler);
    observation.count(counterOf(site, recompiler, transition.fromInsn));
    const redirected = site.exclusive ? null : observation.redirect(thread.id, () => transition, site.target);
    if (redirected !== null) return { real: redirected };
  }
  const chosen = entries.byBranch(site);
  if (chosen !== null) return { real: chosen };
  const depth = site.exclusive ? recompiler.tables.blocks.depthOf(site.block) + 1 : 0;
  return { real: site.target, depth, link: (block) => recompiler.tryLink(site, block) };
}

function transitionOf({ site, block, target }: BranchSite, recompiler: Recompiler): Transition {
  return { from: recompiler.tables.blocks.startOf(block), fromInsn: recompiler.branchOf(site), target };
}

function counterOf({ site, target }: BranchSite, { tables: { sites } }: Recompiler, fromInsn: number): StalkerCounter {
  if (sites.hasFlag(site, SiteFlag.call)) return "call_imm";
  if (fromInsn === addressOf(target)) return "jmp_continuation";
  return sites.detailOf(site) !== 0 ? "jmp_cond_imm" : "jmp_imm";
}
