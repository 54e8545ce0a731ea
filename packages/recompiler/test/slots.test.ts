import { Random } from "@armstalker/oracles";
import { SimulatedMemory } from "@armstalker/slab-allocator";
import { describe, expect, it } from "vitest";
import { CodeArea } from "../src/code-area.js";

// Pages of slots between code: where they lie, what reaches them, and in which order things are written.

const PAGE = 4096;
const LARGEST = 16 * 1024;
const SIZE = 512 * 1024;
const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const nothing = (): void => {};

/** Remembers the writes, in their order. */
class OrderedMemory extends SimulatedMemory {
  readonly writes: { address: number; end: number }[] = [];

  override write(address: number, bytes: Uint8Array): void {
    this.writes.push({ address, end: address + bytes.length });
    super.write(address, bytes);
  }

  /** The writes since the last call. */
  take(): { address: number; end: number }[] {
    return this.writes.splice(0);
  }
}

/** Has room for one slab: what lies behind it is taken at once, as it is in memory that is shared. */
class SmallMemory extends SimulatedMemory {
  #hasSlab = false;

  override allocate(...args: Parameters<SimulatedMemory["allocate"]>): number {
    const base = this.#hasSlab ? 0 : super.allocate(...args);
    this.#hasSlab ||= base !== 0;
    return base;
  }
}

interface Page {
  readonly base: number;
  readonly size: number;
}

function areaOf(size: number = SIZE): { area: CodeArea; memory: OrderedMemory; renewed: Page[] } {
  const memory = new OrderedMemory({ codeAccess: "write-through" });
  const renewed: Page[] = [];
  const area = new CodeArea(memory, {
    size,
    largestBlock: LARGEST,
    slots: true,
    renewed: (base, size) => void renewed.push({ base, size }),
  });
  return { area, memory, renewed };
}

const fill = (area: CodeArea, size: number, value: number): number => area.append(new Uint8Array(size).fill(value));

describe(`an area with slots (ARMSTALKER_SEED=${seed})`, () => {
  it("has data right before its first code, and the area never writes it or gives it away", () => {
    const { area, memory } = areaOf();
    const data = area.reserveData(190);
    const first = area.address;
    expect([data % 8, data + 192, first % PAGE]).toEqual([0, first, 0]);
    const code = fill(area, 64, 1);
    expect(code).toBe(first);
    // What lasts goes into a second run.
    fill(area, PAGE, 1);
    area.keepWhatIsThere();
    const last = area.address;
    expect(last).toBe(first + 3 * PAGE);
    for (let round = 0; round < 3; round++) {
      const slots = new Set<number>();
      for (let slot = area.takeSlot(code); slot !== 0; slot = area.takeSlot(code)) {
        expect(slots.has(slot)).toBe(false);
        slots.add(slot);
        area.patch(slot, 0xffffffff);
      }
      expect(slots.size).toBeGreaterThan(900);
      expect(Math.max(...slots)).toBeLessThan(data);
      area.flush();
      for (const { address, end } of memory.take()) expect(address >= data + 192 || end <= data).toBe(true);
      // The first slot in reach of the second run.
      expect(area.takeSlot(last)).toBe(last - PAGE + 12);
      // The part gives way: its slots are free again.
      for (let at = -1; at !== 0; ) {
        at = -1;
        const before = area.partNumber;
        area.makeRoom((part) => (at = part));
        if (at === 0) break;
        expect(before).toBeGreaterThanOrEqual(0);
        fill(area, LARGEST, round);
      }
      expect(area.address).toBe(last);
    }
    expect(() => area.reserveData(8)).toThrow(RangeError);
  });

  it("has slots in reach of nearly all of its code, each given once", () => {
    const random = new Random(seed);
    // Parts so large that the run which each ends with, and which holds little, counts little.
    const size = 4 * SIZE;
    const { area } = areaOf(size);
    const taken = new Set<number>();
    const pages = new Set<number>();
    let [found, missed] = [0, 0];
    const code: number[] = [];
    area.makeRoom(nothing);
    while (area.hasFreeRoom) {
      area.makeRoom(() => expect.unreachable());
      const length = 2 * (1 + random.below(200));
      const at = area.append(new Uint8Array(length));
      code.push(at, at + length);
      // One in 16 bytes is a branch.
      for (let from = at; from < at + length; from += 16) {
        const place = from + 2 * random.below(2);
        const slot = area.takeSlot(place);
        if (slot === 0) missed++;
        else {
          found++;
          expect(taken.has(slot)).toBe(false);
          taken.add(slot);
          pages.add(slot - (slot % PAGE));
          for (const pc of [place + 8, place + 4 - ((place + 4) % 4)])
            expect(Math.abs(slot - pc)).toBeLessThanOrEqual(4095);
        }
      }
    }
    expect(missed).toBeLessThan(found / 20);
    // No code lies in a page of slots, and there is about a page of code for each.
    for (let index = 0; index < code.length; index += 2) {
      for (let at = code[index]!; at < code[index + 1]!; at += 2) expect(pages.has(at - (at % PAGE))).toBe(false);
    }
    const bytes = code.reduce((sum, at, index) => sum + (index % 2 === 1 ? at : -at), 0);
    expect(bytes).toBeGreaterThan(pages.size * (PAGE - 512));
    expect(bytes).toBeGreaterThan(size / 4);
  });

  it("keeps code in one piece that is longer than a run", () => {
    const { area } = areaOf();
    fill(area, 100, 1);
    const at = fill(area, 10_000, 2);
    expect(area.read(at, 10_000).every((byte) => byte === 2)).toBe(true);
    const next = area.address;
    expect([next % PAGE, next - (at + 10_000) > PAGE, next - (at + 10_000) < 2 * PAGE]).toEqual([0, true, true]);
    // The middle of it has no slot in reach, its end has one of the next page.
    expect(area.takeSlot(at + 5000)).toBe(0);
    // PC is 4 bytes ahead at least, and 8 at most: 4092 bytes from there to both sides are in reach.
    const slots = next - PAGE;
    expect(area.takeSlot(slots - 4100)).toBe(0);
    expect([area.takeSlot(slots - 4096), area.takeSlot(slots - 4096)]).toEqual([slots, 0]);
    expect(area.takeSlot(at + 9996)).toBe(slots + 4);
    const first = at - 100;
    expect(area.takeSlot(first + 4084)).toBe(0);
    expect(area.takeSlot(first + 4080)).toBe(first - 4);
  });

  it("has less room by what is promised, until the part gives way", () => {
    const { area } = areaOf();
    /** How many blocks fit into the part that is begun, each with so many bytes that are promised. */
    const countOf = (promised: number): number => {
      const { partNumber } = area;
      for (let count = 1; ; count++) {
        const at = fill(area, 1024, 1);
        area.promise(at, promised);
        area.makeRoom(nothing);
        if (area.partNumber !== partNumber) return count;
      }
    };
    const round = (promised: number): number => {
      const counts = area.parts.map(() => countOf(promised));
      expect(new Set(counts).size).toBe(1);
      return counts[0]!;
    };
    // The first time around maps the parts.
    area.makeRoom(nothing);
    let forgotten = false;
    while (!forgotten) {
      area.makeRoom(() => (forgotten = true));
      if (!forgotten) fill(area, LARGEST, 1);
    }
    const [without, half, again] = [round(0), round(512), round(0)];
    expect(half).toBeLessThan(0.8 * without);
    expect(again).toBe(without);
  });

  it("writes new code before slots that may lead to it, and code that was there already at last", () => {
    const { area, memory } = areaOf();
    const old = fill(area, 64, 1);
    const slot = area.takeSlot(old);
    area.patch(slot, old);
    area.flush();
    memory.take();
    area.patch(old + 8, 0x12345678);
    area.patch(slot, old + 64);
    const fresh = fill(area, 64, 2);
    area.patch(fresh + 4, 0x87654321);
    area.flush();
    expect(memory.take().map(({ address }) => address)).toEqual([fresh, slot, old + 8]);
  });

  it("tells of pages in which code was overwritten that had been flushed, and of no others", () => {
    const { area, memory, renewed } = areaOf();
    const code = fill(area, 3000, 1);
    const slot = area.takeSlot(code);
    area.patch(slot, code);
    area.flush();
    area.patch(slot, code + 4);
    fill(area, 700, 2);
    area.patch(code + 3000, 3);
    area.flush();
    expect(renewed).toEqual([]);
    const page = code - (code % PAGE);
    area.patch(code + 8, 4);
    area.patch(code + 16, 4);
    area.flush();
    expect(renewed.splice(0)).toEqual([{ base: page, size: PAGE }]);
    // Once around the ring.
    const first = area.partNumber;
    for (let forgotten = -1; forgotten !== first; ) {
      area.makeRoom((part) => (forgotten = part));
      if (forgotten === first) break;
      fill(area, LARGEST, 5);
    }
    memory.take();
    const again = fill(area, 2 * PAGE, 6);
    area.flush();
    // There was never code in the second page.
    expect(renewed).toEqual([{ base: again, size: PAGE }]);
  });

  it("tells of many pages by one range for each part", () => {
    const { area, renewed } = areaOf();
    const first = area.address;
    area.keepWhatIsThere();
    const places: number[] = [];
    // Another page each time, as far as the first part goes.
    while (places.length < 20) {
      area.makeRoom(nothing);
      places.push(fill(area, PAGE - 64, 7));
    }
    area.flush();
    for (const place of places) area.patch(place, 8);
    area.flush();
    expect(renewed.length).toBeLessThanOrEqual(area.parts.length);
    for (const place of places) {
      expect(renewed.some(({ base, size }) => place >= base && place + 4 <= base + size)).toBe(true);
    }
    for (const { base, size } of renewed) expect([base >= first, base % PAGE, size % PAGE]).toEqual([true, 0, 0]);
  });

  it("holds nearly as much code as half of the reach of T32 branches has room for", () => {
    const area = new CodeArea(new SmallMemory({ codeAccess: "write-through" }), {
      size: 15 << 19,
      largestBlock: LARGEST,
      slots: true,
    });
    const first = area.address;
    let [lowest, highest, bytes] = [first, first, 0];
    for (let isFull = false; ; ) {
      area.makeRoom(() => {
        isFull = true;
      });
      if (isFull) break;
      const at = fill(area, 2048, 9);
      [lowest, highest, bytes] = [Math.min(lowest, at), Math.max(highest, at + 2048), bytes + 2048];
    }
    expect(bytes).toBeGreaterThan(6 << 20);
    // B.W and BL (T4, A8.8.18).
    expect(highest - lowest).toBeLessThan(1 << 24);
  });
});
