import { type Block, type BranchSite, makeBlock } from "../../src/engine/block.js";

/** A block that has code at an address, and no more than is said. */
export const blockWith = (properties: Partial<Block>): Block =>
  makeBlock({ start: 0, end: 4, low: 0, high: 4, code: 0, ...properties });

/** An unlinked branch of no block in particular. */
export const branchWith = (properties: Partial<BranchSite>): BranchSite => ({
  kind: "branch",
  address: 0,
  set: "a32",
  target: 0,
  exchanges: false,
  conditional: 0,
  exclusive: false,
  isCall: false,
  block: blockWith({}),
  linked: null,
  ...properties,
});
