import { describe, expect, it } from "vitest";
import { LeavingCost } from "../../src/engine/leaving-cost.js";

/** Stops of so many milliseconds each, in which one block is compiled, and some blocks of them ahead. */
function aheadAfter(stops: readonly number[], block: number, hasDoors = true): number {
  let now = 1;
  const statistics = { blocks: 0, bytesOfSource: 0, bytesOfCode: 0, doors: 0, stops: 0, regions: 0, compileTime: 0 };
  const cost = new LeavingCost(hasDoors, statistics, () => now);
  for (const stop of stops) {
    now += stop;
    cost.arrive();
    statistics.blocks += 4;
    statistics.compileTime += 4 * block;
    now += 4 * block;
    cost.leave();
  }
  return cost.blocksAhead;
}

const many = (stop: number): number[] => Array.from({ length: 40 }, () => stop);

describe("the number of blocks that are compiled ahead", () => {
  it("is what is usual for the target while little is known", () => {
    expect(aheadAfter([1, 1, 1], 0.05)).toBe(16);
    expect(aheadAfter([1, 1, 1], 0.05, false)).toBe(128);
  });

  it("grows with the cost of a stop, and with that of a block it falls", () => {
    const costs = [0.01, 0.05, 0.1, 0.2, 0.8, 50];
    const counts = costs.map((cost) => aheadAfter(many(cost), 0.05));
    expect(counts).toEqual([...counts].sort((one, other) => one - other));
    expect(new Set(counts).size).toBe(costs.length);
    expect(counts).toEqual([4, 6, 12, 24, 96, 256]);
    expect(aheadAfter(many(0.5), 0.5)).toBe(6);
    expect(aheadAfter(many(0.5), 0.5, false)).toBe(6);
  });

  it("stays within bounds", () => {
    expect(aheadAfter(many(1e6), 0.001)).toBe(256);
    expect(aheadAfter(many(1e-9), 10)).toBe(4);
  });

  it("follows the short stops, as in long ones the thread has executed much", () => {
    const mixed = many(0.1).map((stop, index) => (index % 3 === 0 ? stop : 100));
    expect(aheadAfter(mixed, 0.05)).toBe(12);
  });
});
