import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Address,
  ANYWHERE,
  allocateNear,
  intersect,
  type MappedRange,
  nearestFreeGap,
  type Protection,
  SimulatedMemory,
  within,
} from "../src/index.js";
import { refusal } from "./support/errors.js";
import { property } from "./support/property.js";

const PAGE = 0x1000;
const TOP = 2 ** 32;

function gap(occupied: MappedRange[], size: number, near: number, distance: number): Address {
  return nearestFreeGap(occupied, { size, alignment: PAGE, spec: within(near, distance) });
}

describe("an address specification", () => {
  it("holds every byte at most the distance away", () => {
    expect(within(0x10_0000, 0x1000)).toEqual({ near: 0x10_0000, from: 0xf_f000, to: 0x10_1001 });
  });

  it("is clipped to the address space, never wrapped", () => {
    expect(within(0x1000, 0x2000).from).toBe(0);
    expect(within(0xffff_f000, 0x2000).to).toBe(TOP);
    expect(within(5, TOP)).toEqual({ near: 5, from: 0, to: TOP });
  });

  it("intersects, keeping the first one's near address", () => {
    expect(intersect(within(0x5000, 0x1000), within(0x6000, 0x1000))).toEqual({
      near: 0x5000,
      from: 0x5000,
      to: 0x6001,
    });
    expect(intersect(within(0x5000, 0x10), within(0x6000, 0x10))).toBeUndefined();
  });

  it("refuses what is no address and no distance", () => {
    refusal(() => within(-1, 0), "invalid-range");
    refusal(() => within(TOP, 0), "invalid-range", { address: TOP });
    refusal(() => within(0, -1), "invalid-range", { maxDistance: -1 });
    refusal(() => within(0, 1.5), "invalid-range");
    refusal(() => within(0, Number.POSITIVE_INFINITY), "invalid-range");
  });
});

describe("the nearest free gap", () => {
  it("lies around the near address where that is free", () => {
    expect(gap([], 2 * PAGE, 0x10_0000, 0x10_0000)).toBe(0xf_f000);
  });

  it("lies right beside what is mapped", () => {
    const text = { base: 0x10_0000, size: 0x8000 };
    expect(gap([text], PAGE, 0x10_0000, 0x10_0000)).toBe(0xf_f000);
    expect(gap([text], PAGE, 0x10_7fff, 0x10_0000)).toBe(0x10_8000);
  });

  it("takes maps unsorted and overlapping", () => {
    const map = [
      { base: 0x10_4000, size: 0x4000 },
      { base: 0x10_0000, size: 0x6000 },
      { base: 0xf_8000, size: 0x8000 },
      { base: 0x10_1000, size: 0x1000 },
    ];
    expect(gap(map, PAGE, 0xf_c000, 0x10_0000)).toBe(0xf_7000);
    expect(gap(map, PAGE, 0x10_0000, 0x10_0000)).toBe(0x10_8000);
  });

  it("keeps free what a stack and a heap may grow into", () => {
    const stack = { base: 0xbef0_0000, size: 0x2_1000, growsDown: 0x80_0000 };
    expect(gap([stack], PAGE, 0xbef0_0000, 0x100_0000)).toBe(0xbef2_1000);
    const heap = { base: 0x2_0000, size: 0x1000, growsUp: 0x10_0000 };
    expect(gap([heap], PAGE, 0x2_1000, 0x10_2000)).toBe(0x1_f000);
    expect(gap([{ ...heap, growsDown: 0x2_0000 }], PAGE, 0x2_1000, 0x10_0000)).toBe(0);
  });

  it("is never page 0, and never beyond the bounds", () => {
    expect(gap([], PAGE, 0, 0x10_0000)).toBe(PAGE);
    const bounds = { lowest: 0x1_0000, highest: 0x2_0000 };
    const request = { size: PAGE, alignment: PAGE, ...bounds };
    expect(nearestFreeGap([], { ...request, spec: within(0, 0x10_0000) })).toBe(0x1_0000);
    expect(nearestFreeGap([], { ...request, spec: within(0x5_0000, 0x10_0000) })).toBe(0x1_f000);
    expect(nearestFreeGap([{ base: 0x1_0000, size: 0x1_0000 }], { ...request, spec: ANYWHERE })).toBe(0);
  });

  it("reaches up to 2^32 and does not wrap", () => {
    expect(gap([], PAGE, 0xffff_ffff, 0x10_0000)).toBe(0xffff_f000);
    expect(gap([{ base: 0xffff_f000, size: PAGE }], 2 * PAGE, 0xffff_ffff, 0x10_0000)).toBe(0xffff_d000);
    expect(gap([{ base: 0x1000, size: TOP - 0x1000 }], PAGE, 0xffff_ffff, TOP)).toBe(0);
  });

  it("passes over what a 64-bit process has beyond 2^32", () => {
    const map = [
      { base: 0x7fff_0000_0000, size: 0x1000 },
      { base: 0xffff_f000, size: 0x1_0000_0000 },
    ];
    expect(gap(map, PAGE, 0xffff_ffff, 0x10_0000)).toBe(0xffff_e000);
  });

  it("refuses impossible requests with their numbers", () => {
    refusal(() => nearestFreeGap([], { size: 0, alignment: PAGE, spec: ANYWHERE }), "invalid-size", { size: 0 });
    refusal(() => nearestFreeGap([], { size: 2 ** 33, alignment: PAGE, spec: ANYWHERE }), "invalid-size");
    refusal(() => nearestFreeGap([], { size: 1, alignment: 3, spec: ANYWHERE }), "invalid-alignment", { alignment: 3 });
    const spec = { near: 0, from: 5, to: 4 };
    refusal(() => nearestFreeGap([], { size: 1, alignment: 1, spec }), "invalid-range", { from: 5, to: 4 });
  });

  it("is the one that trying every place finds", () => {
    const UNIT = 16;
    const SPACE = 64;
    const units = fc.integer({ min: 0, max: SPACE - 1 });
    property(
      "nearest gap",
      3000,
      fc.record({
        occupied: fc.array(
          fc.record({ base: units, size: fc.integer({ min: 1, max: 12 }), growsDown: fc.integer({ min: 0, max: 3 }) }),
          { maxLength: 12 },
        ),
        size: fc.integer({ min: 1, max: 10 * UNIT }),
        alignment: fc.constantFrom(UNIT, 2 * UNIT, 4 * UNIT),
        near: fc.integer({ min: 0, max: SPACE * UNIT - 1 }),
        distance: fc.integer({ min: 0, max: SPACE * UNIT }),
        lowest: units,
        highest: fc.integer({ min: 1, max: SPACE }),
      }),
      ({ occupied, size, alignment, near, distance, lowest, highest }) => {
        const map = occupied.map((range) => ({
          base: range.base * UNIT,
          size: range.size * UNIT,
          growsDown: range.growsDown * UNIT,
        }));
        const taken = (byte: number): boolean =>
          map.some(({ base, size, growsDown }) => byte >= base - growsDown && byte < base + size);
        let best = 0;
        let bestDistance = Number.POSITIVE_INFINITY;
        for (let base = alignment; base < SPACE * UNIT; base += alignment) {
          let fits = base >= lowest * UNIT && base + size <= highest * UNIT;
          for (let byte = base; fits && byte < base + size; byte++) {
            fits = !taken(byte) && Math.abs(byte - near) <= distance;
          }
          const far = Math.max(Math.abs(base - near), Math.abs(base + size - 1 - near));
          if (fits && far < bestDistance) {
            best = base;
            bestDistance = far;
          }
        }
        const request = { size, alignment, spec: within(near, distance), lowest: lowest * UNIT };
        expect(nearestFreeGap(map, { ...request, highest: highest * UNIT })).toBe(best);
      },
    );
  });
});

describe("near allocation", () => {
  const near = (memory: SimulatedMemory, size: number, at: Address, distance: number, atLeast = size) =>
    allocateNear(memory, { size, atLeast, protection: "rw-", spec: within(at, distance) });

  it("maps the nearest gap with the protection asked for", () => {
    const memory = new SimulatedMemory({ program: [{ base: 0x1_0000, size: 0x2000 }] });
    expect(near(memory, 0x3000, 0x1_0000, 0x10_0000)).toEqual({ base: 0x1_2000, size: 0x3000 });
    expect(memory.protectionAt(0x1_4fff)).toBe("rw-");
    expect(near(memory, 0x1000, 0x1_0000, 0x10_0000)).toEqual({ base: 0x1_5000, size: 0x1000 });
  });

  it("leaves the place to the system where there is no demand, and does not read the map", () => {
    const memory = new SimulatedMemory({ highest: 0x8000_0000 });
    expect(allocateNear(memory, { size: 0x1000, protection: "rw-" })).toEqual({ base: 0x7fff_f000, size: 0x1000 });
    expect(memory.calls.memoryMap).toBe(0);
  });

  it("gives nothing where nothing fits, and does not ask the system", () => {
    const memory = new SimulatedMemory({ program: [{ base: 0x1_0000, size: 0x10_0000 }] });
    expect(near(memory, 0x1000, 0x5_0000, 0x1_0000)).toBeUndefined();
    expect(memory.calls.allocate).toBe(0);
  });

  it("takes less where more is not to be had, reading the map once", () => {
    const memory = new SimulatedMemory({
      lowest: 0x1_0000,
      highest: 0x4_0000,
      program: [{ base: 0x1_5000, size: 0x2_b000 }],
    });
    expect(near(memory, 0x1_0000, 0x1_0000, 0x10_0000, 0x1000)).toEqual({ base: 0x1_0000, size: 0x4000 });
    expect(memory.calls.memoryMap).toBe(1);
  });

  it("goes on to the next gap where the system refuses one that the map shows as free", () => {
    class Racing extends SimulatedMemory {
      refusals = 3;
      override allocate(size: number, protection: Protection, at?: Address): Address {
        return this.refusals-- > 0 ? 0 : super.allocate(size, protection, at);
      }
    }
    const memory = new Racing();
    const place = near(memory, 0x1000, 0x10_0000, 0x10_0000);
    expect(place).toEqual({ base: 0xf_e000, size: 0x1000 });
    expect(memory.calls.memoryMap).toBe(4);
    const hopeless = new Racing();
    hopeless.refusals = 1000;
    expect(near(hopeless, 0x1000, 0x10_0000, 0x10_0000)).toBeUndefined();
    expect(hopeless.refusals).toBe(1000 - 16);
  });

  it("gives back memory that lies elsewhere than was asked for", () => {
    class Hinting extends SimulatedMemory {
      override allocate(size: number, protection: Protection): Address {
        return super.allocate(size, protection);
      }
    }
    const memory = new Hinting();
    refusal(() => near(memory, 0x1000, 0x10_0000, 0x10_0000), "provider-misbehaved", { wanted: 0x10_0000 });
    expect(memory.allocations).toEqual([]);
  });

  it("gives back memory beyond 2^32", () => {
    const freed: number[] = [];
    class Wide extends SimulatedMemory {
      override allocate(): Address {
        return 0x7fff_0000_0000;
      }
      override free(base: Address): void {
        freed.push(base);
      }
    }
    refusal(() => allocateNear(new Wide(), { size: 0x1000, protection: "rw-" }), "provider-misbehaved");
    expect(freed).toEqual([0x7fff_0000_0000]);
  });

  it("refuses impossible sizes", () => {
    const memory = new SimulatedMemory();
    refusal(() => near(memory, 0, 0, 1), "invalid-size");
    refusal(() => near(memory, 0x1000, 0, 1, 0x2000), "invalid-size", { size: 0x2000, limit: 0x1000 });
  });
});
