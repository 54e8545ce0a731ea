import { describe, expect, it } from "vitest";
import { LeavingCost } from "../../src/engine/leaving-cost.js";

/** Stops of so many milliseconds each, and the time besides that four blocks take which are compiled in each. */
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

const many = (stop: number): number[] => Array.from({ length: 80 }, () => stop);

describe("the number of blocks that are compiled ahead", () => {
  it("is what is usual for the target while little is known", () => {
    expect(aheadAfter([1, 1, 1], 0.05)).toBe(16);
    expect(aheadAfter([1, 1, 1], 0.05, false)).toBe(128);
  });

  it("grows with the cost of a stop, whatever a block takes to compile", () => {
    for (const block of [0.001, 0.05, 2]) {
      expect([0.16, 0.2, 0.8].map((stop) => aheadAfter(many(stop), block))).toEqual([21, 26, 104]);
      expect(aheadAfter(many(0.8), block, false)).toBe(104);
    }
  });

  it("stays within bounds", () => {
    expect(aheadAfter(many(1e6), 0.001)).toBe(256);
    expect(aheadAfter(many(1e-9), 10)).toBe(16);
  });

  it("follows the shortest stop, as in long ones the thread has executed much", () => {
    const mixed = many(0.2).map((stop, index) => (index % 3 === 0 ? stop : 100));
    expect(aheadAfter(mixed, 0.05)).toBe(26);
  });

  it("is measured at the start only", () => {
    expect(aheadAfter([...many(0.2), ...many(0.8)], 0.05)).toBe(26);
  });
});
