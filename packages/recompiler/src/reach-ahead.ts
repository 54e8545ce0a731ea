import type { CodeAddress } from "@armstalker/isa";
import type { BlockTables } from "./block-tables.js";
import { LeadKind } from "./lead-table.js";
import { SiteFlag, SiteKind } from "./site-table.js";

/** How far away is what a block leads to. Code is more often run on than called; what calls return to is run if anything is. */
const BRANCH = 1;
const RETURN = 1;
const PREDICTION = 2;
const CALL = 4;
/** What is farther away is left until the program has come nearer. */
const FARTHEST = 24;

/** How a block leads to an address. */
export type LeadUse = "branch" | "indirect";

/**
 * Returns the block at an address, compiled if there is none.
 *
 * @returns -1 if there can be none yet, {@link ENOUGH} to end
 */
export type Reach = (address: CodeAddress, use: LeadUse) => number;

export const ENOUGH = -2;

/**
 * Goes to what a block leads to, the nearest first, and to what that leads to: so that it is there when it is reached. Known blocks are
 * passed through, where they are nearer than they were before.
 */
export class Ahead {
  readonly #tables: BlockTables;
  /** By distance: addresses that blocks lead to; and in the other lists how. */
  readonly #addresses: CodeAddress[][] = Array.from({ length: FARTHEST + 1 }, () => []);
  readonly #uses: LeadUse[][] = Array.from({ length: FARTHEST + 1 }, () => []);

  constructor(tables: BlockTables) {
    this.#tables = tables;
  }

  from(first: number, reach: Reach): void {
    for (let distance = 0; distance <= FARTHEST; distance++) {
      this.#addresses[distance]!.length = 0;
      this.#uses[distance]!.length = 0;
    }
    this.#lookFrom(first, 0);
    for (let distance = 0; distance <= FARTHEST; distance++) {
      const addresses = this.#addresses[distance]!;
      const uses = this.#uses[distance]!;
      for (let at = 0; at < addresses.length; at++) {
        const block = reach(addresses[at]!, uses[at]!);
        if (block === ENOUGH) return;
        if (block >= 0) this.#lookFrom(block, distance);
      }
    }
  }

  #lookFrom(block: number, distance: number): void {
    const { blocks, sites, leads } = this.#tables;
    if (blocks.distanceOf(block) <= distance) return;
    blocks.setDistance(block, distance);
    const leadsEnd = blocks.leadsEndOf(block);
    for (let lead = blocks.leadsOf(block); lead < leadsEnd; lead++) {
      const step = leads.kindOf(lead) === LeadKind.return ? RETURN : PREDICTION;
      this.#note(leads.addressOf(lead), distance + step, "indirect");
    }
    const sitesEnd = blocks.sitesEndOf(block);
    for (let site = blocks.sitesOf(block); site < sitesEnd; site++) {
      // The blocks of exclusive sequences are there already.
      if (sites.kindOf(site) !== SiteKind.branch || sites.hasFlag(site, SiteFlag.exclusive)) continue;
      this.#note(sites.targetOf(site), distance + (sites.hasFlag(site, SiteFlag.call) ? CALL : BRANCH), "branch");
    }
  }

  #note(address: CodeAddress, distance: number, use: LeadUse): void {
    if (distance > FARTHEST) return;
    this.#addresses[distance]!.push(address);
    this.#uses[distance]!.push(use);
  }
}
