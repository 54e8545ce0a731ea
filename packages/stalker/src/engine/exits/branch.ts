import type { BranchSite, Recompiler } from "@armstalker/recompiler";
import type { Onward } from "./onward.js";

/** A branch to a known address is linked to the block there. */
export function takeBranch(site: BranchSite, recompiler: Recompiler): Onward {
  const depth = site.exclusive ? recompiler.tables.blocks.depthOf(site.block) + 1 : 0;
  return { real: site.target, depth, link: (block) => recompiler.tryLink(site, block) };
}
