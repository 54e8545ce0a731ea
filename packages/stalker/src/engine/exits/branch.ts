import type { BranchSite, Recompiler } from "@armstalker/recompiler";
import type { FunctionEntries } from "./entry.js";
import type { Onward } from "./onward.js";

/** A branch to a known address is linked to the block there. One that enters a function with probes comes here each time. */
export function takeBranch(site: BranchSite, recompiler: Recompiler, entries: FunctionEntries): Onward {
  const chosen = entries.byBranch(site);
  if (chosen !== null) return { real: chosen };
  const depth = site.exclusive ? recompiler.tables.blocks.depthOf(site.block) + 1 : 0;
  return { real: site.target, depth, link: (block) => recompiler.tryLink(site, block) };
}
