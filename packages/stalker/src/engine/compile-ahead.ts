import type { Block } from "./block.js";

/** How far away is what a block leads to. Code is more often run on than called; what calls return to is run if anything is. */
const BRANCH = 1;
const RETURN = 1;
const PREDICTION = 2;
const CALL = 4;
/** What is farther away is left until the program has come nearer. */
const FARTHEST = 24;

interface Place {
  readonly address: number;
  /** Whether a branch goes there that can be linked. */
  readonly byLink: boolean;
}

/**
 * Goes to what a block leads to, the nearest first, and to what that leads to: so that it is there when it is reached. Known blocks are
 * passed through, where they are nearer than they were before.
 *
 * @param reach - returns the block at an address; null if there can be none yet; `enough` to end
 */
export function reachAhead(first: Block, reach: (address: number, byLink: boolean) => Block | null | "enough"): void {
  const byDistance: Place[][] = Array.from({ length: FARTHEST + 1 }, () => []);
  const lookFrom = (block: Block, distance: number): void => {
    if (block.distance <= distance) return;
    block.distance = distance;
    const note = (address: number, step: number, byLink: boolean): void => {
      byDistance[distance + step]?.push({ address, byLink });
    };
    for (const address of block.returnAddresses) note(address, RETURN, false);
    for (const address of block.predictions) note(address, PREDICTION, false);
    for (const site of block.sites) {
      // The blocks of exclusive sequences are there already.
      if (site.kind === "branch" && !site.exclusive) note(site.target, site.isCall ? CALL : BRANCH, true);
    }
  };
  lookFrom(first, 0);
  for (const [distance, places] of byDistance.entries()) {
    for (const { address, byLink } of places) {
      const block = reach(address, byLink);
      if (block === "enough") return;
      if (block !== null) lookFrom(block, distance);
    }
  }
}
