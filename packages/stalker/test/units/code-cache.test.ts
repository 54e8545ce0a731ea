import { SimulatedMemory } from "@armstalker/slab-allocator";
import { describe, expect, it } from "vitest";
import { CodeCache, LARGEST_BLOCK } from "../../src/engine/code-cache.js";

// Over simulated memory, which refuses what a kernel would: what is written, what lies where, and what happens where there is no more.

const MIB = 1 << 20;
const END = 0xffff_0000;
const BLOCK = 1000;

const bytesOf = (index: number): Uint8Array => new Uint8Array(BLOCK).fill(index % 251);

/** Memory with a single gap of so many bytes. */
function memoryWithGap(size: number): SimulatedMemory {
  const [from, to] = [0x7000_0000, 0x7000_0000 + size];
  return new SimulatedMemory({
    program: [
      { base: 0x1_0000, size: from - 0x1_0000 },
      { base: to, size: END - to },
    ],
  });
}

/** Appends blocks until the cache is full. Returns their addresses. */
function fill(cache: CodeCache): number[] {
  const places: number[] = [];
  while (!cache.isFull) {
    places.push(cache.next);
    cache.append(bytesOf(places.length - 1));
  }
  return places;
}

describe.each([
  ["as much as was asked for", 32 * MIB, 4 * MIB, 4 * MIB],
  ["more than branches reach", 64 * MIB, 40 * MIB, 16 * MIB],
  ["a gap that is smaller", 1.25 * MIB, 8 * MIB, MIB],
  ["one piece", MIB / 2, 8 * MIB, MIB / 2],
])("a cache of %s", (_, gap, most, room) => {
  const memory = memoryWithGap(gap);
  const cache = new CodeCache(memory, most);

  it("is full before there is no room for a block", () => {
    const places = fill(cache);
    expect(cache.size).toBe(places.length * BLOCK);
    expect(cache.size).toBeLessThan(room);
    // In each piece of 512 KiB there is always room for the largest block, and what comes with it.
    expect(cache.size).toBeGreaterThan(room / 2 - BLOCK);
    const size = cache.size;
    cache.append(new Uint8Array(LARGEST_BLOCK));
    expect(cache.size).toBe(size + LARGEST_BLOCK);
    expect(memory.allocated).toBeLessThanOrEqual(room);
  });

  it("puts blocks next to each other in what was mapped, none over another, and in branch range", () => {
    cache.clear();
    const places = fill(cache).sort((a, b) => a - b);
    for (const [index, place] of places.entries()) {
      expect(cache.contains(place)).toBe(true);
      if (index > 0) expect(place - places[index - 1]!).toBeGreaterThanOrEqual(BLOCK);
    }
    expect(places.at(-1)! - places[0]!).toBeLessThan(16 * MIB);
  });

  it("writes what was put and patched, at once, when it is told to", () => {
    cache.clear();
    const places = fill(cache);
    cache.patch32(places[1]! + 4, 0xdeadbeef);
    cache.patch16(places[2]!, 0xbf00);
    cache.flush();
    for (const [index, place] of places.entries()) {
      const expected = bytesOf(index);
      if (index === 1) new DataView(expected.buffer).setUint32(4, 0xdeadbeef, true);
      if (index === 2) new DataView(expected.buffer).setUint16(0, 0xbf00, true);
      expect(Buffer.compare(memory.read(place, BLOCK), expected)).toBe(0);
      expect(Buffer.compare(cache.read(place, BLOCK), expected)).toBe(0);
    }
    const { write } = memory.calls;
    cache.flush();
    expect(memory.calls.write).toBe(write);
  });

  it("keeps what shall last", () => {
    cache.clear();
    const first = cache.next;
    cache.append(bytesOf(7));
    cache.keepWhatIsThere();
    fill(cache);
    cache.clear();
    expect(cache.size).toBe(BLOCK);
    expect(cache.next).toBe(first + BLOCK);
    cache.flush();
    expect(Buffer.compare(memory.read(first, BLOCK), bytesOf(7))).toBe(0);
  });

  it("gives all of it back", () => {
    cache.reclaim();
    expect(memory.allocated).toBe(0);
  });
});

describe("a cache", () => {
  it("refuses a block that is too large, and a place that is not its own", () => {
    const cache = new CodeCache(memoryWithGap(4 * MIB), MIB);
    const place = cache.next;
    expect(() => cache.append(new Uint8Array(LARGEST_BLOCK + 1))).toThrow(
      expect.objectContaining({ code: "out-of-memory" }),
    );
    expect(() => cache.patch32(place - 4, 0)).toThrow(RangeError);
  });

  it("cannot be where there is no room for a piece", () => {
    expect(() => new CodeCache(memoryWithGap(MIB / 4), 8 * MIB)).toThrow(expect.objectContaining({ code: "no-gap" }));
  });
});
