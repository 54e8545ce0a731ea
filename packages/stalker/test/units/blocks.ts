import type { Block, BranchSite } from "../../src/engine/block.js";

/** A block that has code at an address, and no more than is said. */
export const blockWith = (properties: Partial<Block>): Block =>
  ({
    start: 0,
    end: 4,
    low: 0,
    high: 4,
    code: 0,
    codeSize: 4,
    exclusive: false,
    depth: 0,
    snapshot: null,
    recycleCount: 0,
    sites: [],
    incoming: new Set(),
    boundaries: new Uint32Array(0),
    itStates: new Map(),
    returnAddresses: [],
    predictions: [],
    distance: Number.POSITIVE_INFINITY,
    valid: true,
    ...properties,
  }) satisfies Block;

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
