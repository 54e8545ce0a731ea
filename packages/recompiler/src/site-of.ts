import { type Address, setOf } from "@armstalker/isa";
import type { BlockTables } from "./block-tables.js";
import type { CodeArea } from "./code-area.js";
import { SiteFlag, SiteKind } from "./site-table.js";
import type { ExitSite } from "./sites.js";
import type { WaysOut } from "./ways-out/ways-out.js";

/** A way out of a block, from its columns, as the engine sees it. @param site - its number */
export function siteOf(tables: BlockTables, site: number, area: CodeArea, waysOut: WaysOut): ExitSite {
  const { sites, blocks, callouts, refusals } = tables;
  const block = sites.blockOf(site);
  const set = setOf(blocks.startOf(block));
  const address = sites.addressOf(site);
  const detail = sites.detailOf(site);
  const any = { site, address, set, block } as const;
  switch (sites.kindOf(site)) {
    case SiteKind.branch:
      return {
        ...any,
        kind: "branch",
        target: sites.targetOf(site),
        exclusive: sites.hasFlag(site, SiteFlag.exclusive),
      };
    case SiteKind.callout: {
      const resume = (address + waysOut.stopSize) as Address;
      return { ...any, kind: "callout", callout: callouts.get(site)!, pc: sites.pcOf(site), resume };
    }
    case SiteKind.systemCall:
      return {
        ...any,
        kind: "system-call",
        svc: detail,
        // The immediate of SVC (A8.8.228): 24 bits in A32, 8 in T32.
        immediate: area.word(detail) & (set === "a32" ? 0xffffff : 0xff),
        pc: sites.pcOf(site),
        next: (sites.pcOf(site) + (set === "t32" ? 2 : 4)) as Address,
      };
    case SiteKind.refused:
      return { ...any, kind: "refused", pc: sites.pcOf(site), ...refusals.get(site)! };
    case SiteKind.lookup:
      return {
        ...any,
        kind: "lookup",
        target: sites.registerOf(site),
        leaf: detail,
        use: sites.hasFlag(site, SiteFlag.call) ? "call" : "jump",
      };
    case SiteKind.record:
      return { ...any, kind: "record", cursor: sites.registerOf(site) };
  }
}
