// Not covered: addresses from 2^31 up, which V8 may box as heap numbers where a call is not inlined.
import { getHeapStatistics } from "node:v8";
import { describe, expect, it } from "vitest";
import { CodeSlabChain, DataSlabChain, SimulatedMemory, within } from "../src/index.js";

const PAGE = 0x1000;
const CALLS = 20_000;

/** Bytes of heap that a call takes; the least of several rounds, as the runtime around it allocates now and then. */
function bytesPerCall(call: (i: number) => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 12; round++) {
    const before = getHeapStatistics().used_heap_size;
    for (let i = 0; i < CALLS; i++) call(i);
    const used = getHeapStatistics().used_heap_size - before;
    // A collection in between makes the round meaningless.
    if (used >= 0) least = Math.min(least, used / CALLS);
  }
  return least;
}

const low = { near: within(0x100_0000, 0x100_0000) };

describe("the hot path allocates nothing", () => {
  it("as this measure would notice", () => {
    let sink: object | undefined;
    expect(
      bytesPerCall((i) => {
        sink = { i };
      }),
    ).toBeGreaterThan(8);
    expect(sink).toBeDefined();
  });

  it("in reserve, from the cursor", () => {
    const chain = new CodeSlabChain(new SimulatedMemory(), { ...low, initialSize: 4 * 1024 * 1024 });
    let sum = 0;
    const used = bytesPerCall(() => {
      sum += chain.reserve(12) & 7;
    });
    expect(used).toBeLessThan(2);
    expect(sum).toBeGreaterThan(0);
  });

  it("in reserve and release, from the free list", () => {
    const chain = new DataSlabChain(new SimulatedMemory(), { ...low, initialSize: 64 * PAGE });
    const places = Array.from({ length: 64 }, () => chain.reserve(24));
    expect(
      bytesPerCall((i) => {
        const at = i & 62;
        chain.release(places[at]!, 24);
        places[at] = chain.reserve(24);
      }),
    ).toBeLessThan(2);
  });

  it("in tryReserve where there is no room", () => {
    const chain = new DataSlabChain(new SimulatedMemory(), { ...low, initialSize: PAGE, maximumSize: PAGE });
    chain.reserve(PAGE);
    expect(bytesPerCall(() => chain.tryReserve(8))).toBeLessThan(2);
  });

  it("in contains and slabOf, over many slabs", () => {
    const chain = new DataSlabChain(new SimulatedMemory(), { ...low, initialSize: PAGE, growingSize: PAGE });
    for (let i = 0; i < 200; i++) chain.reserve(PAGE);
    const base = chain.slabs[0]!.base;
    let hits = 0;
    const used = bytesPerCall((i) => {
      if (chain.contains(base + i * 64)) hits++;
      if (chain.slabOf(base + i * 64) !== undefined) hits++;
    });
    expect(used).toBeLessThan(2);
    expect(hits).toBeGreaterThan(0);
  });
});
