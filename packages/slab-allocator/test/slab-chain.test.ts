import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  A32_B,
  type AttachedHelper,
  CodeSlabChain,
  type CodeSlabChainOptions,
  DataSlabChain,
  type MappedRange,
  type Reach,
  SimulatedMemory,
  T16_B,
  T16_CBZ,
  T32_B_COND_W,
  T32_B_W,
  WriteAccess,
  within,
} from "../src/index.js";
import { refusal } from "./support/errors.js";
import { FaultyMemory, TargetGone } from "./support/faulty-memory.js";
import { property } from "./support/property.js";

const PAGE = 0x1000;
const KIB = 1024;
const MIB = 1024 * KIB;

/** A helper whose copies hold the address that they were written for. */
const stamp: AttachedHelper = {
  name: "stamp",
  size: 4,
  emit: (address) => new Uint8Array(Uint32Array.of(address).buffer),
};

/** Whether the branch at the one place has an offset that its field can hold; apart from the reach tables. */
function branches(set: "A32" | "T32", from: number, to: number): boolean {
  const offset = to - from - (set === "A32" ? 8 : 4);
  const limit = set === "A32" ? 2 ** 25 : 2 ** 24;
  return offset >= -limit && offset < limit;
}

describe("a chain of slabs", () => {
  it("begins with one slab and grows by another when that is full", () => {
    const chain = new DataSlabChain(new SimulatedMemory(), { initialSize: PAGE, growingSize: 2 * PAGE });
    expect(chain.slabs.map(({ size }) => size)).toEqual([PAGE]);
    chain.reserve(PAGE);
    chain.reserve(8);
    expect(chain.slabs.length).toBe(2);
    expect(chain.size).toBe(3 * PAGE);
    expect(chain.used).toBe(PAGE + 8);
  });

  it("has Frida's sizes where none are given", () => {
    const memory = new SimulatedMemory();
    const [code, data] = [new CodeSlabChain(memory), new DataSlabChain(memory)];
    expect(code.growth).toEqual({ initialSize: 128 * KIB, growingSize: 4 * MIB, maximumSize: 16 * MIB });
    expect(data.growth).toEqual({ initialSize: 28 * KIB, growingSize: 205 * PAGE, maximumSize: 2 ** 32 });
    expect(new CodeSlabChain(memory, { reach: A32_B }).growth.maximumSize).toBe(32 * MIB - PAGE);
  });

  it("grows by more where one reservation needs more", () => {
    const chain = new DataSlabChain(new SimulatedMemory(), { initialSize: PAGE, growingSize: PAGE });
    const large = chain.reserve(10 * PAGE + 1, 64);
    expect(chain.slabOf(large)!.size).toBe(11 * PAGE);
    const aligned = chain.reserve(8, 16 * PAGE);
    expect(aligned % (16 * PAGE)).toBe(0);
    expect(chain.contains(aligned + 7)).toBe(true);
  });

  it("grows by less where the maximum or the memory leave less", () => {
    const memory = new SimulatedMemory({ highest: 0x1_0000 + 7 * PAGE });
    const policy = { initialSize: PAGE, growingSize: 4 * PAGE };
    const near = within(0x1_0000, 0x10_0000);
    const capped = new DataSlabChain(memory, { ...policy, near, maximumSize: 3 * PAGE });
    capped.reserve(PAGE);
    capped.reserve(8);
    expect(capped.slabs.map(({ size }) => size)).toEqual([PAGE, 2 * PAGE]);
    const squeezed = new DataSlabChain(memory, { ...policy, near });
    squeezed.reserve(PAGE);
    squeezed.reserve(8);
    expect(squeezed.slabs.map(({ size }) => size)).toEqual([PAGE, 2 * PAGE]);
  });

  it("gives 0 at the maximum, and throws the numbers on reserve", () => {
    const chain = new DataSlabChain(new SimulatedMemory(), {
      initialSize: PAGE,
      growingSize: PAGE,
      maximumSize: 2 * PAGE,
    });
    chain.reserve(PAGE);
    chain.reserve(PAGE);
    expect(chain.tryReserve(8)).toBe(0);
    const error = refusal(() => chain.reserve(8), "maximum-reached", { size: 8, total: 2 * PAGE, used: 2 * PAGE });
    expect(error.message).toContain("8192 bytes in 2 slabs");
    expect(chain.slabs.length).toBe(2);
  });

  it("gives 0 where the memory has no room, throws the bounds on reserve, and goes on when there is room again", () => {
    const memory = new SimulatedMemory({ highest: 0x1_0000 + 2 * PAGE });
    const other = new DataSlabChain(memory, { initialSize: PAGE });
    const chain = new DataSlabChain(memory, { initialSize: PAGE, near: within(0x1_0000, 0x1_0000) });
    chain.reserve(PAGE);
    expect(chain.tryReserve(8)).toBe(0);
    refusal(() => chain.reserve(8), "no-gap", { from: 0, to: 0x2_0001 });
    other.reclaim();
    expect(chain.reserve(8)).not.toBe(0);
  });

  it("uses the room that is left in any slab before it grows", () => {
    const chain = new DataSlabChain(new SimulatedMemory(), { initialSize: PAGE, growingSize: PAGE });
    const first = chain.reserve(PAGE - 64);
    chain.reserve(PAGE - 32);
    expect(chain.slabs.length).toBe(2);
    expect(chain.reserve(48)).toBe(first + PAGE - 64);
    chain.release(first, 128);
    expect(chain.reserve(128)).toBe(first);
    expect(chain.slabs.length).toBe(2);
  });

  it("refuses bad requests also when it has no slab at all", () => {
    const chain = new DataSlabChain(new SimulatedMemory(), { initialSize: PAGE });
    chain.slabs[0]!.reclaim();
    expect(chain.slabs).toEqual([]);
    refusal(() => chain.tryReserve(0), "invalid-size");
    refusal(() => chain.tryReserve(8, 6), "invalid-alignment");
    expect(chain.reserve(8)).not.toBe(0);
    expect(chain.slabs[0]!.size).toBe(PAGE);
    refusal(() => chain.release(8, 8), "not-in-slab", { address: 8 });
    refusal(() => chain.shrink(8, 8, 0), "not-in-slab");
  });

  it("goes on when one of its slabs is reclaimed", () => {
    const memory = new SimulatedMemory();
    const chain = new DataSlabChain(memory, { initialSize: PAGE, growingSize: PAGE });
    chain.reserve(PAGE);
    const second = chain.reserve(8);
    chain.slabOf(second)!.reclaim();
    expect(chain.contains(second)).toBe(false);
    expect(chain.size).toBe(PAGE);
    chain.reserve(8);
    expect(memory.allocated).toBe(2 * PAGE);
  });

  it("gives back slabs that are empty, but for the first", () => {
    const memory = new SimulatedMemory();
    const chain = new DataSlabChain(memory, { initialSize: PAGE, growingSize: PAGE });
    const places = [PAGE, PAGE, PAGE, 8].map((size) => chain.reserve(size));
    chain.release(places[0]!, PAGE);
    chain.release(places[2]!, PAGE);
    expect(chain.trim()).toBe(PAGE);
    expect(chain.slabs.length).toBe(3);
    expect(chain.contains(places[0]!)).toBe(true);
    expect(chain.contains(places[2]!)).toBe(false);
    expect(memory.allocated).toBe(3 * PAGE);
  });

  it("gives everything back when its context goes, and serves nothing after that", () => {
    const memory = new SimulatedMemory();
    const chain = new CodeSlabChain(memory, { initialSize: PAGE, growingSize: PAGE, helpers: [stamp] });
    for (let i = 0; i < 5; i++) chain.reserve(PAGE - 4);
    const address = chain.slabs[2]!.base;
    chain.reclaim();
    chain.reclaim();
    expect(memory.allocations).toEqual([]);
    expect(memory.calls.free).toBe(5);
    expect(chain.slabs).toEqual([]);
    expect([chain.size, chain.used]).toEqual([0, 0]);
    expect(chain.contains(address)).toBe(false);
    refusal(() => chain.tryReserve(4), "reclaimed");
    refusal(() => chain.helper("stamp", address), "not-in-slab");
  });

  it("gives back what it can where some memory cannot be freed, and tries that again", () => {
    const memory = new FaultyMemory();
    const chain = new DataSlabChain(memory, { initialSize: PAGE, growingSize: PAGE });
    for (let i = 0; i < 3; i++) chain.reserve(PAGE);
    memory.failAfter = 1;
    const error = refusal(() => chain.reclaim(), "free-failed", { failures: 1, size: PAGE });
    expect((error.cause as AggregateError).errors[0].cause).toBeInstanceOf(TargetGone);
    expect(memory.allocations.length).toBe(1);
    refusal(() => chain.reserve(8), "reclaimed");
    chain.reclaim();
    expect(memory.allocations).toEqual([]);
  });

  it("calls nothing when the memory went with its process", () => {
    const memory = new FaultyMemory();
    const chain = new CodeSlabChain(memory, { initialSize: PAGE });
    const address = chain.reserve(4);
    chain.withWritable({ base: address, size: 4 }, () => {
      chain.abandon();
      memory.log.length = 0;
    });
    expect(memory.log).toEqual([]);
    expect(chain.contains(address)).toBe(false);
    refusal(() => chain.reserve(4), "reclaimed");
  });

  it("is not given back while a scope holds its pages, and then not in part", () => {
    const memory = new SimulatedMemory();
    const chain = new CodeSlabChain(memory, { initialSize: PAGE, growingSize: PAGE });
    chain.reserve(PAGE);
    const second = chain.reserve(4);
    chain.withWritable({ base: second, size: 4 }, () => refusal(() => chain.reclaim(), "scope-open"));
    expect(chain.slabs.length).toBe(2);
    expect(chain.isLive).toBe(true);
    chain.reclaim();
    expect(memory.allocations).toEqual([]);
  });

  it("refuses sizes and maximums that mean nothing", () => {
    const memory = new SimulatedMemory();
    refusal(() => new DataSlabChain(memory, { initialSize: 0 }), "invalid-size");
    refusal(() => new DataSlabChain(memory, { growingSize: Number.NaN }), "invalid-size");
    refusal(() => new DataSlabChain(memory, { growingSize: 2 ** 31 }), "slab-too-large", { limit: 2 ** 30 });
    refusal(() => new DataSlabChain(memory, { initialSize: 2 * PAGE, maximumSize: PAGE }), "invalid-size", {
      maximumSize: PAGE,
      initialSize: 2 * PAGE,
    });
    refusal(() => new DataSlabChain(memory, { maximumSize: 2 ** 32 + 1 }), "invalid-size");
    refusal(() => new DataSlabChain(memory, { near: within(0x10_0000, 10) }), "no-gap");
    expect(memory.allocations).toEqual([]);
  });
});

describe("a chain of code slabs", () => {
  it.each<["A32" | "T32", Reach]>([
    ["A32", A32_B],
    ["T32", T32_B_W],
  ])("keeps all slabs within branch range of each other: %s", (set, reach) => {
    const memory = new SimulatedMemory({ program: [{ base: 0x40_0000, size: 3 * MIB }] });
    const chain = new CodeSlabChain(memory, { reach, near: within(0x40_0000, 512 * MIB) });
    let reserved = 0;
    while (chain.tryReserve(64 * KIB) !== 0) reserved += 64 * KIB;
    expect(reserved).toBeGreaterThan(0.75 * chain.growth.maximumSize - 4 * MIB);
    for (const from of chain.slabs) {
      for (const to of chain.slabs) {
        expect(branches(set, from.end - 4, to.base)).toBe(true);
        expect(branches(set, from.base, to.end - 4)).toBe(true);
      }
    }
    chain.reclaim();
    expect(memory.allocations).toEqual([]);
  });

  it("lies near the program where that is asked for", () => {
    const text = { base: 0x4000_0000, size: 10 * MIB };
    const chain = new CodeSlabChain(new SimulatedMemory({ program: [text] }), { near: within(text.base, 15 * MIB) });
    expect(chain.slabs[0]!.end).toBe(text.base);
  });

  it("carries a copy of each helper in every slab, in reach of all its code", () => {
    const memory = new SimulatedMemory();
    const chain = new CodeSlabChain(memory, { initialSize: PAGE, growingSize: PAGE, helpers: [stamp] });
    const blocks = Array.from({ length: 6 }, () => chain.reserve(3000));
    expect(chain.slabs.length).toBe(6);
    const copies = blocks.map((block) => chain.helper("stamp", block));
    expect(new Set(copies).size).toBe(6);
    for (const copy of copies) expect(new Uint32Array(memory.fetch(copy, 4).slice().buffer)[0]).toBe(copy);
    refusal(() => chain.helper("stamp", 4), "not-in-slab");
    refusal(() => chain.helper("other", blocks[0]!), "unknown-helper");
  });

  it("batches writes across chains that share their write access", () => {
    const memory = new SimulatedMemory();
    const access = new WriteAccess(memory);
    const chains = [new CodeSlabChain(memory, { access }), new CodeSlabChain(memory, { access })];
    access.batch(() => {
      for (let i = 0; i < 50; i++) {
        for (const chain of chains) chain.write(chain.reserve(16), new Uint8Array(16));
      }
    });
    expect(access.counts).toEqual({ thaw: 2, freeze: 2, flush: 2, write: 100 });
  });

  it("never shares a page with data", () => {
    const memory = new SimulatedMemory();
    const code = new CodeSlabChain(memory, { initialSize: 100, growingSize: 100 });
    const data = new DataSlabChain(memory, { initialSize: 100, growingSize: 100 });
    for (let i = 0; i < 2000; i++) {
      const [instruction, word] = [code.reserve(4 + (i % 50)), data.reserve(4 + (i % 70))];
      expect(memory.protectionAt(instruction)).toBe("r-x");
      expect(memory.protectionAt(word)).toBe("rw-");
    }
  });

  it("refuses sizes that its reach makes impossible, with the numbers", () => {
    const memory = new SimulatedMemory();
    const make = (options: CodeSlabChainOptions) => () => new CodeSlabChain(memory, options);
    const first = refusal(make({ initialSize: 17 * MIB }), "out-of-reach", { size: 17 * MIB, limit: 16 * MIB });
    expect(first.message).toContain("T32 B.W/BL (T4)");
    refusal(make({ reach: A32_B, initialSize: 32 * MIB }), "out-of-reach", { limit: 32 * MIB - PAGE });
    refusal(make({ growingSize: 16 * MIB }), "out-of-reach", { size: 16 * MIB + 128 * KIB });
    refusal(make({ maximumSize: 20 * MIB }), "out-of-reach", { size: 20 * MIB, limit: 16 * MIB });
    refusal(make({ reach: T16_CBZ }), "out-of-reach", { limit: 0 });
    refusal(make({ near: within(0x100_0000, 10 * KIB) }), "out-of-reach", { limit: 20 * KIB + 1 });
    expect(memory.calls.allocate).toBe(0);
  });

  it("refuses helpers that the far end of a slab could not reach, with the numbers", () => {
    const memory = new SimulatedMemory();
    const make = (options: CodeSlabChainOptions) => () => new CodeSlabChain(memory, { helpers: [stamp], ...options });
    const conditional = { helperReach: T32_B_COND_W };
    refusal(make({ ...conditional, initialSize: 2 * MIB }), "out-of-reach", { size: 2 * MIB, limit: MIB });
    refusal(make({ ...conditional, growingSize: 2 * MIB }), "out-of-reach", { size: 2 * MIB, limit: MIB });
    refusal(make({ helpers: [{ ...stamp, size: 128 * KIB }] }), "invalid-helper", { headSize: 128 * KIB });
    expect(memory.calls.allocate).toBe(0);

    const chain = new CodeSlabChain(memory, { ...conditional, helpers: [stamp], growingSize: MIB });
    expect(chain.tryReserve(MIB)).toBe(0);
    refusal(() => chain.reserve(MIB), "slab-too-large", { headSize: 4, limit: MIB });
    expect(chain.tryReserve(MIB - 4)).not.toBe(0);
  });

  it("leaves nothing behind where a helper fails when it grows, and goes on after that", () => {
    const memory = new SimulatedMemory();
    let fail = false;
    const fragile: AttachedHelper = {
      ...stamp,
      emit: (address, slab) => {
        if (fail) throw new TargetGone("no");
        return stamp.emit(address, slab);
      },
    };
    const chain = new CodeSlabChain(memory, { initialSize: PAGE, growingSize: PAGE, helpers: [fragile] });
    chain.reserve(PAGE - 4);
    fail = true;
    expect(() => chain.reserve(4)).toThrow(TargetGone);
    expect(memory.allocated).toBe(PAGE);
    expect(chain.slabs.length).toBe(1);
    fail = false;
    expect(chain.reserve(4)).toBe(chain.helper("stamp", chain.slabs[0]!.base) + 4);
  });
});

describe("chains of any use", () => {
  const UNIT = 64;
  const SPAN = 2046;

  interface Command {
    readonly what: "reserve" | "release" | "shrink" | "write" | "trim" | "drop";
    readonly size: number;
    readonly shift: number;
    readonly victim: number;
  }

  interface Reservation {
    address: number;
    size: number;
  }

  const command: fc.Arbitrary<Command> = fc.record({
    what: fc.constantFrom<Command["what"]>(
      ...(["reserve", "reserve", "reserve", "reserve"] as const),
      ...(["release", "release", "shrink", "write", "trim", "drop"] as const),
    ),
    size: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 200 }) }, fc.integer({ min: 200, max: 900 })),
    shift: fc.nat(6),
    victim: fc.nat(1000),
  });

  const drawn = fc.record({
    commands: fc.array(command, { maxLength: 50 }),
    program: fc.array(fc.record({ base: fc.integer({ min: 1, max: 95 }), size: fc.integer({ min: 1, max: 6 }) }), {
      maxLength: 8,
    }),
    initialPages: fc.integer({ min: 1, max: 6 }),
    growingPages: fc.integer({ min: 1, max: 8 }),
    maximumPages: fc.integer({ min: 6, max: 31 }),
    helpers: fc.boolean(),
  });

  it.each(["code", "data"] as const)(
    "of %s slabs hand out what is free, all that is free, and give it back",
    (kind) => {
      const granule = kind === "code" ? 4 : 8;
      property(`chain of ${kind} slabs`, 800, drawn, (draw) => {
        const program: MappedRange[] = draw.program.map(({ base, size }) => ({ base: base * UNIT, size: size * UNIT }));
        const memory = new SimulatedMemory({ pageSize: UNIT, lowest: UNIT, highest: 100 * UNIT, program });
        const growth = {
          initialSize: draw.initialPages * UNIT,
          growingSize: draw.growingPages * UNIT,
          maximumSize: draw.maximumPages * UNIT,
        };
        const head = kind === "code" && draw.helpers ? 4 : 0;
        const options = { ...growth, reach: T16_B, helpers: head === 0 ? [] : [stamp] };
        let chain: CodeSlabChain | DataSlabChain;
        try {
          chain = kind === "code" ? new CodeSlabChain(memory, options) : new DataSlabChain(memory, growth);
        } catch (error) {
          expect(error).toMatchObject({ code: "no-gap" });
          expect(memory.allocations).toEqual([]);
          return;
        }

        // The model: what is live, and what the memory itself knows of the slabs.
        let live: Reservation[] = [];
        const rounded = (size: number): number => Math.ceil(size / granule) * granule;
        const slabs = (): { base: number; end: number }[] =>
          memory.allocations.map(({ base, size }) => ({ base, end: base + size }));
        const isTaken = (from: number, to: number): boolean =>
          live.some(({ address, size }) => address < to && from < address + rounded(size));

        const mustBeFull = (size: number, alignment: number): void => {
          const total = memory.allocated;
          for (const { base, end } of slabs()) {
            for (let at = Math.ceil((base + head) / alignment) * alignment; at + size <= end; at += alignment) {
              expect(isTaken(at, at + size)).toBe(true);
            }
          }
          const start = Math.ceil(head / alignment) * alignment;
          const least = Math.ceil((start + size) / UNIT) * UNIT;
          if (total + least > growth.maximumSize) return;
          const used = [...program.map(({ base, size }) => ({ base, end: base + size })), ...slabs()];
          for (let base = UNIT; base + least <= 100 * UNIT; base += UNIT) {
            const free = used.every((range) => base >= range.end || base + least <= range.base);
            const low = Math.min(base, ...slabs().map((slab) => slab.base));
            const high = Math.max(base + least, ...slabs().map((slab) => slab.end));
            expect(free && (kind === "data" || high - low <= SPAN), `room at ${base}`).toBe(false);
          }
        };

        for (const { what, size, shift, victim } of draw.commands) {
          const chosen = live[victim % Math.max(1, live.length)];
          if (what === "reserve") {
            const alignment = Math.max(granule, 2 ** shift);
            const address = chain.tryReserve(size, 2 ** shift);
            if (address === 0) {
              mustBeFull(rounded(size), alignment);
            } else {
              expect(address % alignment).toBe(0);
              expect(isTaken(address, address + rounded(size))).toBe(false);
              const home = slabs().find(({ base, end }) => address >= base + head && address + rounded(size) <= end);
              expect(home).toBeDefined();
              live.push({ address, size });
            }
          } else if (what === "release" && chosen !== undefined) {
            chain.release(chosen.address, chosen.size);
            live = live.filter((reservation) => reservation !== chosen);
          } else if (what === "shrink" && chosen !== undefined) {
            const kept = Math.min(size, chosen.size);
            chain.shrink(chosen.address, chosen.size, kept);
            chosen.size = kept;
          } else if (what === "write" && chosen !== undefined && chain instanceof CodeSlabChain) {
            const bytes = new Uint8Array(chosen.size).fill(victim);
            chain.write(chosen.address, bytes);
            expect(memory.fetch(chosen.address, chosen.size)).toEqual(bytes);
          } else if (what === "trim") {
            const before = memory.allocated;
            expect(chain.trim()).toBe(before - memory.allocated);
            expect(chain.slabs.length).toBeGreaterThanOrEqual(Math.min(1, chain.slabs.length));
          } else if (what === "drop" && chosen !== undefined && victim % 5 === 0) {
            const slab = chain.slabOf(chosen.address)!;
            slab.reclaim();
            live = live.filter(({ address }) => address < slab.base || address >= slab.end);
          }

          const known = slabs();
          expect(chain.size).toBe(memory.allocated);
          expect(chain.size).toBeLessThanOrEqual(growth.maximumSize);
          expect(chain.used).toBe(live.reduce((sum, reservation) => sum + rounded(reservation.size), 0));
          const probes = [victim, ...known.flatMap(({ base, end }) => [base - 1, base, end - 1, end])];
          const homes = probes.map((at) => known.find(({ base, end }) => at >= base && at < end)?.base);
          expect(probes.map((at) => chain.slabOf(at)?.base)).toEqual(homes);
          expect(probes.map((at) => chain.contains(at))).toEqual(homes.map((home) => home !== undefined));
          if (kind === "code") {
            const low = Math.min(...known.map(({ base }) => base));
            const high = Math.max(...known.map(({ end }) => end));
            // B (T2) in the last halfwords of the highest slab, to the first byte of the lowest: offset -2048 to 2046.
            if (known.length > 0) expect(low - (high - 2 + 4)).toBeGreaterThanOrEqual(-2048);
            for (const { base } of known) {
              if (head > 0) expect(new Uint32Array(memory.fetch(base, 4).slice().buffer)[0]).toBe(base);
              expect(memory.protectionAt(base)).toBe("r-x");
            }
          }
        }

        for (const { address, size } of live) chain.release(address, size);
        expect(chain.used).toBe(0);
        chain.trim();
        expect(chain.slabs.length).toBeLessThanOrEqual(1);
        chain.reclaim();
        expect(memory.allocations).toEqual([]);
        expect(memory.calls.free).toBe(memory.calls.allocate);
      });
    },
  );
});
