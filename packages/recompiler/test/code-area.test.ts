import { SimulatedMemory } from "@armstalker/slab-allocator";
import { describe, expect, it } from "vitest";
import { CodeArea } from "../src/code-area.js";

// Over simulated memory, which refuses what a kernel would: what is written, what lies where, and what happens where there is no more.

const MIB = 1 << 20;
const END = 0xffff_0000;
const BLOCK = 1000;
const LARGEST = 32 * 1024;

const bytesOf = (index: number): Uint8Array => new Uint8Array(BLOCK).fill((index % 250) + 1);
const nothing = (): void => {};

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

/** Appends blocks as long as none gives way. Returns their addresses. */
function fill(area: CodeArea): number[] {
  const places: number[] = [];
  area.makeRoom(nothing);
  while (area.hasFreeRoom) {
    area.makeRoom(() => expect.unreachable());
    places.push(area.append(bytesOf(places.length)));
  }
  return places;
}

describe.each([
  ["as much as was asked for", 32 * MIB, 4 * MIB, 4 * MIB],
  ["as much as branches reach", 64 * MIB, 15 * MIB, 15 * MIB],
  ["a gap that is smaller", 1.25 * MIB, 8 * MIB, MIB],
  ["few parts", MIB / 2, MIB / 2, MIB / 2],
])("an area of %s", (_, gap, size, room) => {
  const memory = memoryWithGap(gap);
  const area = new CodeArea(memory, { size, largestBlock: LARGEST });
  const lasting = area.append(bytesOf(7));
  area.keepWhatIsThere();
  const places = fill(area);

  it("is filled but for the room that each part keeps for a block and for stubs", () => {
    expect(places.length * BLOCK).toBeLessThanOrEqual(room);
    expect(places.length * BLOCK).toBeGreaterThan(room / 3);
    expect(memory.allocated).toBeLessThanOrEqual(gap);
  });

  it("has blocks next to each other in what was mapped, none over another, and in branch range", () => {
    const sorted = [...places].sort((a, b) => a - b);
    for (const [index, place] of sorted.entries()) {
      expect(area.contains(place)).toBe(true);
      if (index > 0) expect(place - sorted[index - 1]!).toBeGreaterThanOrEqual(BLOCK);
    }
    expect(sorted.at(-1)! - sorted[0]!).toBeLessThan(16 * MIB);
  });

  it("writes what was put and patched, at once, when it is told to", () => {
    area.patch(places[1]! + 4, 0xdeadbeef);
    expect(area.word(places[1]! + 4)).toBe(0xdeadbeef);
    area.flush();
    for (const [index, place] of places.entries()) {
      const expected = bytesOf(index);
      if (index === 1) new DataView(expected.buffer).setUint32(4, 0xdeadbeef, true);
      expect(Buffer.compare(memory.read(place, BLOCK), expected)).toBe(0);
      expect(Buffer.compare(area.read(place, BLOCK), expected)).toBe(0);
    }
    const { write } = memory.calls;
    area.flush();
    expect(memory.calls.write).toBe(write);
  });

  it("lets its parts give way one after the other, from the oldest on, but not what shall last", () => {
    const count = area.parts.length;
    const forgotten: number[] = [];
    for (let round = 0; forgotten.length < 2 * count + 1; round++) {
      area.makeRoom((part) => forgotten.push(part));
      const at = area.append(bytesOf(round));
      expect(area.partAt(at)).toBe(area.partNumber);
      if (forgotten.length > 0) expect(area.partNumber).toBe(forgotten.at(-1));
    }
    expect(forgotten).toEqual(Array.from({ length: 2 * count + 1 }, (_each, index) => index % count));
    area.flush();
    expect(Buffer.compare(memory.read(lasting, BLOCK), bytesOf(7))).toBe(0);
  });

  it("gives all of it back", () => {
    area.reclaim();
    expect(memory.allocated).toBe(0);
  });
});

describe("an area", () => {
  it("refuses a block that is too large, and a place that is not its own", () => {
    const area = new CodeArea(memoryWithGap(4 * MIB), { size: MIB, largestBlock: LARGEST });
    area.makeRoom(nothing);
    expect(() => area.append(new Uint8Array(LARGEST + 1))).toThrow(
      expect.objectContaining({ code: "block-too-large" }),
    );
    expect(() => area.patch(area.address - 4, 0)).toThrow(RangeError);
  });

  it("has room for stubs behind the last block of a part", () => {
    const area = new CodeArea(memoryWithGap(4 * MIB), { size: MIB, largestBlock: LARGEST });
    const places = fill(area);
    for (let count = 0; count < 4; count++) {
      area.makeStubRoom(BLOCK, () => expect.unreachable());
      const at = area.append(bytesOf(count));
      expect(at).toBeGreaterThan(places.at(-1)!);
    }
  });

  it("cannot be where there is no room for a part", () => {
    expect(() => new CodeArea(memoryWithGap(MIB / 32), { size: 8 * MIB, largestBlock: LARGEST })).toThrow(
      expect.objectContaining({ code: "no-gap" }),
    );
  });
});
