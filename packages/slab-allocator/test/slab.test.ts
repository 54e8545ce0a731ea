import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CodeAccess,
  CodeSlab,
  DataSlab,
  ScratchSlab,
  SimulatedMemory,
  WriteAccess,
  within,
} from "../src/index.js";
import { refusal } from "./support/errors.js";
import { FaultyMemory, TargetGone } from "./support/faulty-memory.js";
import { property } from "./support/property.js";

const PAGE = 0x1000;
const NEAR = { near: within(0x10_0000, 0x100_0000) };

function dataSlab(size = PAGE): DataSlab {
  return DataSlab.allocate(new SimulatedMemory(), { size, ...NEAR });
}

describe("a slab", () => {
  it("hands out storage from its start to its end", () => {
    const slab = dataSlab();
    expect(slab.cursor).toBe(slab.base);
    expect(slab.reserve(8)).toBe(slab.base);
    expect(slab.reserve(16)).toBe(slab.base + 8);
    expect(slab.cursor).toBe(slab.base + 24);
    expect(slab.available).toBe(PAGE - 24);
    expect(slab.used).toBe(24);
  });

  it("rounds sizes up to the granule: doublewords of data, words of code", () => {
    const data = dataSlab();
    data.reserve(1);
    expect(data.reserve(1)).toBe(data.base + 8);
    const code = CodeSlab.allocate(new SimulatedMemory(), { size: PAGE });
    code.reserve(2);
    expect(code.reserve(2)).toBe(code.base + 4);
  });

  it("aligns on request, and reuses what it passed over", () => {
    const slab = dataSlab();
    slab.reserve(8);
    expect(slab.reserve(8, 64)).toBe(slab.base + 64);
    expect(slab.reusable).toBe(56);
    expect(slab.used).toBe(16);
    expect(slab.reserve(48)).toBe(slab.base + 8);
  });

  it("aligns beyond pages by address, not by offset", () => {
    const slab = DataSlab.allocate(new SimulatedMemory(), { size: 0x8000, near: within(0x10_1000, 0x8000) });
    expect(slab.base % 0x4000).not.toBe(0);
    expect(slab.reserve(8, 0x4000) % 0x4000).toBe(0);
    expect(slab.contains(slab.cursor - 1)).toBe(true);
  });

  it("gives 0 where there is no room, and throws the numbers on reserve", () => {
    const slab = dataSlab();
    slab.reserve(PAGE - 8);
    expect(slab.tryReserve(16)).toBe(0);
    const error = refusal(() => slab.reserve(16), "slab-full", { size: 16, available: 8, reusable: 0 });
    expect(error.message).toContain("16 bytes");
    expect(slab.tryReserve(8)).toBe(slab.end - 8);
    expect(slab.tryReserve(1)).toBe(0);
    expect(slab.tryReserve(2 ** 30)).toBe(0);
  });

  it("refuses sizes and alignments that mean nothing, on tryReserve too", () => {
    const slab = dataSlab();
    for (const size of [0, -8, 1.5, Number.NaN, 2 ** 30 + 1, 2 ** 32, Number.POSITIVE_INFINITY]) {
      refusal(() => slab.tryReserve(size), "invalid-size", { size });
    }
    for (const alignment of [0, 3, -4, 2 ** 31, 1.5, Number.NaN]) {
      refusal(() => slab.tryReserve(8, alignment), "invalid-alignment", { alignment });
    }
    expect(slab.used).toBe(0);
  });

  it("hands out again what was released", () => {
    const slab = dataSlab();
    const [first, second] = [slab.reserve(32), slab.reserve(32)];
    slab.reserve(8);
    slab.release(first, 32);
    expect(slab.reserve(16)).toBe(first);
    slab.release(second, 32);
    expect(slab.reusable).toBe(48);
    expect(slab.reserve(48)).toBe(first + 16);
  });

  it("moves the cursor back over what is released at its end", () => {
    const slab = dataSlab();
    const [first, second] = [slab.reserve(32), slab.reserve(32)];
    slab.release(first, 32);
    slab.release(second, 32);
    expect(slab.cursor).toBe(slab.base);
    expect(slab.available).toBe(PAGE);
    expect(slab.reusable).toBe(0);
  });

  it("takes back what a block did not need of the most that it might", () => {
    const slab = CodeSlab.allocate(new SimulatedMemory(), { size: PAGE });
    const block = slab.reserve(1024);
    slab.shrink(block, 1024, 22);
    expect(slab.cursor).toBe(block + 24);
    slab.shrink(block, 22, 22);
    expect(slab.used).toBe(24);
    slab.shrink(block, 24, 0);
    expect(slab.used).toBe(0);
    refusal(() => slab.shrink(block, 8, 9), "invalid-size", { reserved: 8, used: 9 });
    refusal(() => slab.shrink(block, 8, -1), "invalid-size");
  });

  it("refuses to release what is not reserved", () => {
    const slab = dataSlab();
    const [first] = [slab.reserve(32), slab.reserve(32)];
    slab.release(first, 32);
    const refused: [address: number, size: number][] = [
      [first, 32],
      [first + 8, 8],
      [first + 24, 16],
      [first + 32, 40],
      [first + 36, 8],
      [first + 32, 0],
      [first + 32, -8],
      [first + 32, Number.NaN],
      [Number.NaN, 8],
      [slab.base - 8, 8],
      [slab.end, 8],
    ];
    for (const [address, size] of refused) refusal(() => slab.release(address, size), "not-reserved");
    expect(slab.used).toBe(32);
  });

  it("forgets all reservations on reset", () => {
    const slab = dataSlab();
    const [first] = [slab.reserve(32), slab.reserve(32)];
    slab.release(first, 32);
    slab.reset();
    expect(slab.available).toBe(PAGE);
    expect(slab.reserve(PAGE)).toBe(slab.base);
  });

  it("gives its memory back once, and serves nothing after that", () => {
    const memory = new SimulatedMemory();
    const slab = DataSlab.allocate(memory, { size: PAGE });
    const address = slab.reserve(8);
    slab.reclaim();
    slab.reclaim();
    expect(memory.calls.free).toBe(1);
    expect(memory.allocations).toEqual([]);
    expect(slab.isLive).toBe(false);
    expect(slab.contains(address)).toBe(false);
    refusal(() => slab.reserve(8), "reclaimed");
    refusal(() => slab.tryReserve(8), "reclaimed");
    refusal(() => slab.release(address, 8), "reclaimed");
  });

  it("stays live where the memory could not be given back, until it is abandoned", () => {
    const memory = new FaultyMemory();
    const slab = DataSlab.allocate(memory, { size: PAGE });
    memory.failAfter = 0;
    const error = refusal(() => slab.reclaim(), "free-failed", { base: slab.base });
    expect(error.cause).toBeInstanceOf(TargetGone);
    expect(slab.isLive).toBe(true);
    memory.log.length = 0;
    slab.abandon();
    expect(slab.isLive).toBe(false);
    expect(memory.log).toEqual([]);
  });

  it("refuses sizes that no slab can have, and says where no gap was found", () => {
    const memory = new SimulatedMemory({ highest: 0x2_0000 });
    refusal(() => DataSlab.allocate(memory, { size: 0 }), "invalid-size");
    refusal(() => DataSlab.allocate(memory, { size: 1.5 }), "invalid-size");
    refusal(() => CodeSlab.allocate(memory, { size: 2 ** 30 + 1 }), "slab-too-large", { limit: 2 ** 30 });
    refusal(() => DataSlab.allocate(memory, { size: 0x2_0000 }), "no-gap", { size: 0x2_0000 });
    refusal(() => DataSlab.allocate(memory, { size: PAGE, ...NEAR, near: within(0, 10) }), "no-gap", { to: 11 });
  });

  it("never gives out a byte twice, whatever is reserved, released and shrunk", () => {
    property(
      "slab",
      1000,
      fc.array(
        fc.record({
          size: fc.integer({ min: 1, max: 300 }),
          shift: fc.nat(8),
          victim: fc.option(fc.nat(30), { nil: undefined, freq: 2 }),
          keep: fc.integer({ min: 0, max: 300 }),
        }),
        { maxLength: 60 },
      ),
      (commands) => {
        const slab = dataSlab();
        const owner = new Int32Array(PAGE);
        const live: { id: number; address: number; size: number }[] = [];
        commands.forEach(({ size, shift, victim, keep }, i) => {
          const id = i + 1;
          const chosen = victim === undefined ? undefined : live[victim % Math.max(1, live.length)];
          if (chosen === undefined) {
            const address = slab.tryReserve(size, 2 ** shift);
            const rounded = Math.ceil(size / 8) * 8;
            const alignment = Math.max(8, 2 ** shift);
            if (address === 0) {
              for (let at = 0; at + rounded <= PAGE; at += alignment) {
                expect(owner.subarray(at, at + rounded).some((byte) => byte !== 0)).toBe(true);
              }
              return;
            }
            const at = address - slab.base;
            expect(at % alignment).toBe(0);
            expect(at >= 0 && at + rounded <= PAGE).toBe(true);
            expect(owner.subarray(at, at + rounded).every((byte) => byte === 0)).toBe(true);
            owner.fill(id, at, at + rounded);
            live.push({ id, address, size });
          } else {
            const kept = Math.min(keep, chosen.size);
            slab.shrink(chosen.address, chosen.size, kept);
            const from = chosen.address - slab.base + Math.ceil(kept / 8) * 8;
            for (let at = from; owner[at] === chosen.id; at++) owner[at] = 0;
            chosen.size = kept;
            if (kept === 0) live.splice(live.indexOf(chosen), 1);
          }
          const used = owner.reduce((sum, byte) => sum + (byte === 0 ? 0 : 1), 0);
          expect(slab.used).toBe(used);
          expect(slab.available + slab.reusable).toBe(PAGE - used);
        });
        for (const { address, size } of live) slab.release(address, size);
        expect(slab.used).toBe(0);
        expect(slab.available).toBe(PAGE);
      },
    );
  });
});

describe("a data slab", () => {
  it("is writable, never executable", () => {
    const memory = new SimulatedMemory();
    const slab = DataSlab.allocate(memory, { size: 100 });
    expect(slab.size).toBe(PAGE);
    expect(memory.protectionAt(slab.base)).toBe("rw-");
  });

  it("ends at an inaccessible page on request, which goes with it", () => {
    const memory = new SimulatedMemory();
    const slab = DataSlab.allocate(memory, { size: 2 * PAGE, guardSize: 1 });
    expect(slab.guard).toEqual({ base: slab.end, size: PAGE });
    expect(memory.protectionAt(slab.end - 1)).toBe("rw-");
    expect(memory.protectionAt(slab.end)).toBe("---");
    expect(slab.reserve(2 * PAGE)).toBe(slab.base);
    expect(slab.contains(slab.end)).toBe(false);
    slab.reclaim();
    expect(memory.allocations).toEqual([]);
    refusal(() => DataSlab.allocate(memory, { size: PAGE, guardSize: -1 }), "invalid-size");
  });

  it("leaves nothing behind where its guard cannot be made", () => {
    const memory = new FaultyMemory();
    memory.failing = ["protect"];
    memory.failAfter = 0;
    expect(() => DataSlab.allocate(memory, { size: PAGE, guardSize: PAGE })).toThrow(TargetGone);
    expect(memory.allocations).toEqual([]);
  });
});

describe("a code slab", () => {
  // A32: e12fff1e bx lr
  const bxLr = Uint8Array.of(0x1e, 0xff, 0x2f, 0xe1);

  it.each<[CodeAccess, string]>([
    ["rwx", "rwx"],
    ["toggle", "r-x"],
    ["write-through", "r-x"],
  ])("has pages that can be executed: %s, %s", (codeAccess, protection) => {
    const memory = new SimulatedMemory({ codeAccess });
    const slab = CodeSlab.allocate(memory, { size: PAGE });
    expect(memory.protectionAt(slab.base)).toBe(protection);
    const block = slab.reserve(4);
    slab.write(block, bxLr);
    expect(memory.fetch(block, 4)).toEqual(bxLr);
    expect(memory.protectionAt(slab.base)).toBe(protection);
  });

  it("writes its helpers in one go, at its start, before the first reservation", () => {
    const memory = new SimulatedMemory();
    const slab = CodeSlab.allocate(memory, {
      size: PAGE,
      helpers: [
        { name: "return", size: 4, emit: () => bxLr },
        {
          name: "where",
          size: 10,
          alignment: 16,
          // The copy holds its own address and that of the other helper.
          emit: (address, slab) => new Uint8Array(Uint32Array.of(address, slab.helper("return")).buffer),
        },
      ],
    });
    expect(slab.helper("return")).toBe(slab.base);
    expect(slab.helper("where")).toBe(slab.base + 16);
    expect(slab.headSize).toBe(28);
    expect(slab.cursor).toBe(slab.base + 28);
    expect(slab.used).toBe(0);
    expect(memory.fetch(slab.helper("return"), 4)).toEqual(bxLr);
    const words = new Uint32Array(memory.fetch(slab.helper("where"), 8).slice().buffer);
    expect([...words]).toEqual([slab.base + 16, slab.base]);
    expect(slab.access.counts).toEqual({ thaw: 1, freeze: 1, flush: 1, write: 1 });
    slab.reset();
    expect(slab.reserve(4)).toBe(slab.base + 28);
    refusal(() => slab.release(slab.base, 4), "not-reserved");
  });

  it("refuses helpers that cannot be: two of one name, too large, too strictly aligned, unknown", () => {
    const memory = new SimulatedMemory();
    const emit = (): Uint8Array => bxLr;
    const allocate = (...helpers: { name: string; size: number; alignment?: number }[]): CodeSlab =>
      CodeSlab.allocate(memory, { size: PAGE, helpers: helpers.map((helper) => ({ ...helper, emit })) });
    refusal(() => allocate({ name: "a", size: 4 }, { name: "a", size: 4 }), "invalid-helper", { helper: "a" });
    refusal(() => allocate({ name: "a", size: PAGE - 3 }), "invalid-helper", { headSize: PAGE, size: PAGE });
    refusal(() => allocate({ name: "a", size: 0 }), "invalid-size");
    refusal(() => allocate({ name: "a", size: 4, alignment: 3 }), "invalid-alignment");
    refusal(() => allocate({ name: "a", size: 4, alignment: 2 * PAGE }), "invalid-alignment", { pageSize: PAGE });
    const error = refusal(() => allocate({ name: "a", size: 4 }).helper("b"), "unknown-helper", { helper: "b" });
    expect(error.message).toContain("there are: a");
    expect(memory.allocations.length).toBe(1);
  });

  it("leaves nothing behind where a helper takes more than it said, or throws", () => {
    const memory = new SimulatedMemory();
    const oops = new Error("oops");
    refusal(
      () => CodeSlab.allocate(memory, { size: PAGE, helpers: [{ name: "a", size: 3, emit: () => bxLr }] }),
      "helper-size",
      { helper: "a", size: 4, limit: 3 },
    );
    const emit = (): never => {
      throw oops;
    };
    expect(() => CodeSlab.allocate(memory, { size: PAGE, helpers: [{ name: "a", size: 3, emit }] })).toThrow(oops);
    expect(memory.allocations).toEqual([]);
  });

  it("leaves nothing behind whichever call fails while it is made", () => {
    for (let failAfter = 0; ; failAfter++) {
      const memory = new FaultyMemory();
      memory.failing = ["memoryMap", "allocate", "protect", "write", "flush"];
      memory.failAfter = failAfter;
      const make = (): CodeSlab =>
        CodeSlab.allocate(memory, { size: PAGE, ...NEAR, helpers: [{ name: "a", size: 4, emit: () => bxLr }] });
      if (failAfter === 6) {
        expect(make().isLive).toBe(true);
        break;
      }
      expect(make, `call ${failAfter}`).toThrow();
      expect(memory.allocations, `call ${failAfter}`).toEqual([]);
    }
  });

  it("leaves nothing behind either where that happens within an open scope, which then ends without it", () => {
    const memory = new FaultyMemory();
    const access = new WriteAccess(memory);
    memory.failing = ["write"];
    memory.failAfter = 0;
    access.batch(() => {
      const helpers = [{ name: "a", size: 4, emit: () => bxLr }];
      expect(() => CodeSlab.allocate(memory, { size: PAGE, access, helpers })).toThrow(TargetGone);
      expect(memory.allocations).toEqual([]);
      memory.log.length = 0;
    });
    expect(memory.log).toEqual([]);
  });

  it("refuses writes and scopes that are not all inside", () => {
    const slab = CodeSlab.allocate(new SimulatedMemory(), { size: PAGE });
    refusal(() => slab.write(slab.end - 2, bxLr), "not-in-slab", { end: slab.end });
    refusal(() => slab.write(slab.base - 4, bxLr), "not-in-slab");
    refusal(() => slab.withWritable({ base: slab.base, size: PAGE + 1 }, () => {}), "not-in-slab");
    refusal(() => slab.withWritable({ base: slab.base, size: 0 }, () => {}), "not-in-slab");
  });

  it("is not given back while a scope holds its pages", () => {
    const memory = new SimulatedMemory();
    const slab = CodeSlab.allocate(memory, { size: 2 * PAGE });
    slab.withWritable({ base: slab.base, size: 4 }, () => refusal(() => slab.reclaim(), "scope-open"));
    slab.reclaim();
    expect(memory.allocations).toEqual([]);
    expect(memory.calls.protect).toBe(2);
  });

  it("can be abandoned within a scope, and nothing is protected after that", () => {
    const memory = new FaultyMemory();
    const slab = CodeSlab.allocate(memory, { size: PAGE });
    slab.withWritable({ base: slab.base, size: 4 }, () => {
      slab.abandon();
      memory.log.length = 0;
    });
    expect(memory.log).toEqual([]);
  });

  it("refuses the write access of another provider", () => {
    const access = new WriteAccess(new SimulatedMemory());
    refusal(() => CodeSlab.allocate(new SimulatedMemory(), { size: PAGE, access }), "invalid-provider");
  });

  it("refuses providers whose page size or bounds make no sense", () => {
    refusal(() => new WriteAccess(new SimulatedMemory({ pageSize: 1000 })), "invalid-provider", { pageSize: 1000 });
    refusal(() => new WriteAccess(new SimulatedMemory({ lowest: 5, highest: 5 })), "invalid-provider");
    refusal(() => new WriteAccess(new SimulatedMemory({ highest: 2 ** 33 })), "invalid-provider");
  });
});

describe("a scratch slab", () => {
  const code = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

  it("is one region, empty at each use", () => {
    const scratch = ScratchSlab.allocate(new SimulatedMemory());
    expect(scratch.size).toBe(16 * 1024);
    expect(scratch.use((slab) => slab.reserve(100))).toBe(scratch.base);
    expect(scratch.use((slab) => slab.reserve(16 * 1024))).toBe(scratch.base);
    expect(scratch.used).toBe(0);
  });

  it("copies what was compiled in it to its place, without a write of its own", () => {
    const memory = new SimulatedMemory();
    const access = new WriteAccess(memory);
    const slab = CodeSlab.allocate(memory, { size: PAGE, access });
    const scratch = ScratchSlab.allocate(memory, { size: PAGE, access });
    const block = scratch.use(() => {
      const trial = scratch.reserve(64);
      scratch.staged(trial, 64).set(code);
      const place = slab.reserve(code.length);
      scratch.copy(trial, code.length, place);
      return place;
    });
    expect(memory.fetch(block, code.length)).toEqual(code);
    expect(memory.calls.write).toBe(1);
  });

  it("can run what was compiled in it", () => {
    const memory = new SimulatedMemory();
    const scratch = ScratchSlab.allocate(memory);
    scratch.use(() => {
      const address = scratch.reserve(8);
      scratch.staged(address, 8).set(code);
      scratch.copy(address, 8, address);
      expect(memory.fetch(address, 8)).toEqual(code);
    });
  });

  it("serves one use at a time, and the next one after a throw", () => {
    const scratch = ScratchSlab.allocate(new SimulatedMemory());
    scratch.use(() => refusal(() => scratch.use(() => {}), "scratch-in-use", { base: scratch.base }));
    expect(() =>
      scratch.use(() => {
        scratch.reserve(8);
        throw new Error("oops");
      }),
    ).toThrow("oops");
    expect(scratch.use((slab) => slab.used)).toBe(0);
    refusal(() => scratch.use(() => Promise.resolve()), "asynchronous-body");
  });

  it("refuses what is not all inside, and use after reclaim", () => {
    const scratch = ScratchSlab.allocate(new SimulatedMemory(), { size: PAGE });
    refusal(() => scratch.staged(scratch.end - 4, 5), "not-in-slab");
    refusal(() => scratch.staged(scratch.base - 1, 1), "not-in-slab");
    refusal(() => scratch.staged(scratch.base, -1), "not-in-slab");
    scratch.reclaim();
    refusal(() => scratch.use(() => {}), "reclaimed");
  });
});
