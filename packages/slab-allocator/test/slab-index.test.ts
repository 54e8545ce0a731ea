import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MemoryRange } from "../src/index.js";
import { SlabIndex } from "../src/slab-index.js";
import { refusal } from "./support/errors.js";
import { property } from "./support/property.js";

describe("a slab index", () => {
  it("finds ranges up to the end of the address space", () => {
    const index = new SlabIndex<MemoryRange>();
    const last = { base: 0xffff_f000, size: 0x1000 };
    index.add(last);
    expect(index.find(0xffff_ffff)).toBe(last);
    expect(index.find(0xffff_efff)).toBeUndefined();
    expect(index.contains(2 ** 32)).toBe(false);
  });

  it("has nothing at what is no address", () => {
    const index = new SlabIndex<MemoryRange>();
    index.add({ base: 0, size: 0x1000 });
    for (const address of [-1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(index.contains(address)).toBe(false);
      expect(index.find(address)).toBeUndefined();
    }
  });

  it("refuses ranges that overlap one another", () => {
    const index = new SlabIndex<MemoryRange>();
    index.add({ base: 0x2000, size: 0x1000 });
    const overlaps = [
      { base: 0x2000, size: 0x1000 },
      { base: 0x1000, size: 0x1001 },
      { base: 0x2fff, size: 1 },
      { base: 0x1000, size: 0x4000 },
    ];
    for (const range of overlaps) refusal(() => index.add(range), "invalid-range", { otherBase: 0x2000 });
    index.add({ base: 0x1000, size: 0x1000 });
    index.add({ base: 0x3000, size: 0x1000 });
    expect(index.ranges.map(({ base }) => base)).toEqual([0x1000, 0x2000, 0x3000]);
  });

  it("finds what a search through all ranges finds", () => {
    property(
      "slab index",
      200,
      fc.array(
        fc.record({
          add: fc.boolean(),
          base: fc.integer({ min: 0, max: 63 }),
          size: fc.integer({ min: 1, max: 6 }),
        }),
        { maxLength: 40 },
      ),
      (commands) => {
        const SCALE = 0x400_0000;
        const index = new SlabIndex<MemoryRange>();
        const model = new Set<MemoryRange>();
        for (const { add, base, size } of commands) {
          const range = { base: base * SCALE, size: Math.min(size, 64 - base) * SCALE };
          const overlaps = [...model].some((m) => m.base < range.base + range.size && range.base < m.base + m.size);
          const here = [...model].find((m) => m.base === range.base);
          if (add && !overlaps) {
            index.add(range);
            model.add(range);
          } else if (add) {
            refusal(() => index.add(range), "invalid-range");
          } else {
            expect(index.delete(range)).toBe(false);
            if (here !== undefined) expect(index.delete(here)).toBe(model.delete(here));
          }
          const probes = Array.from({ length: 128 }, (_, i) => (i >> 1) * SCALE + (i % 2) * (SCALE - 1));
          const holders = probes.map((at) => [...model].find((m) => at >= m.base && at < m.base + m.size));
          expect(probes.map((at) => index.find(at)?.base)).toEqual(holders.map((range) => range?.base));
          expect(probes.map((at) => index.contains(at))).toEqual(holders.map((range) => range !== undefined));
        }
        expect(index.ranges).toEqual([...model].sort((a, b) => a.base - b.base));
      },
    );
  });
});
