import { addressOf, type CodeAddress, codeAddress, type InstructionSet } from "@armstalker/isa";
import { describe, expect, it } from "vitest";
import { wordsOf } from "../src/words.js";
import { type Bed, bedOf } from "./bed.js";
import { branchAt, leadOf } from "./following.js";

// Code that is compiled anew in one page. What leads where is read from what was written to the target.

const BASE = 0x10_0000;
const PAGE = 12;
/** Bytes of the program between two steps of a loop: plain code, which fills a page of generated code. */
const APART = 0x1000;
const STEPS = 3;

/** A loop of steps: a plain instruction and a branch to the next step each; between them functions that nothing calls. */
function loop(set: InstructionSet): Uint8Array {
  const code = new Uint8Array(STEPS * APART);
  const view = new DataView(code.buffer);
  const words = wordsOf(set);
  const plain = set === "a32" ? 4 : 2;
  const put = (at: number): void => {
    if (set === "a32") view.setUint32(at, 0xe2800001, true);
    else view.setUint16(at, 0x3001, true);
  };
  for (let step = 0; step < STEPS; step++) {
    const at = step * APART;
    put(at);
    view.setUint32(at + plain, words.branch(BASE + at + plain, BASE + ((step + 1) % STEPS) * APART), true);
    // A block is 256 instructions at most.
    for (let to = at + 0x40; to < at + APART - 4; to += plain) put(to);
    view.setUint32(at + APART - 4, words.branch(BASE + at + APART - 4, BASE + at + 0x40), true);
  }
  return code;
}

const start = (set: InstructionSet, step: number): CodeAddress => codeAddress(BASE + step * APART, set);

/** Compiles the steps, far from each other. */
function steps(set: InstructionSet, bed: Bed): number[] {
  const { recompiler, area } = bed;
  const blocks = Array.from({ length: STEPS }, (_, step) => {
    const block = recompiler.obtain(start(set, step));
    for (let at = 0x40; at < APART; at += 256 * (set === "a32" ? 4 : 2)) {
      recompiler.obtain(codeAddress(BASE + step * APART + at, set));
    }
    return block;
  });
  recompiler.settle();
  area.flush();
  return blocks;
}

const newBed = (set: InstructionSet, more: Partial<Parameters<typeof bedOf>[0]> = {}): Bed =>
  bedOf({ code: loop(set), base: BASE, size: 4 << 20, way: "door", more: { regroups: true }, ...more });

const pageOf = ({ recompiler }: Bed, block: number): number =>
  addressOf(recompiler.tables.blocks.codeOf(block)) >>> PAGE;

/** The branch that a block ends with. */
const branchOf = ({ recompiler }: Bed, block: number): number => recompiler.tables.blocks.sitesEndOf(block) - 1;

describe.each(["a32", "t32"] as const)("a loop in %s whose blocks lie in three pages", (set) => {
  it("goes by slots that can be led to doors", () => {
    const bed = newBed(set);
    const blocks = steps(set, bed);
    expect(new Set(blocks.map((block) => pageOf(bed, block))).size).toBe(STEPS);
    const slots: number[] = [];
    bed.recompiler.forEachWatched((slot, door) => {
      slots.push(slot);
      const site = bed.recompiler.siteAt(addressOf(door as CodeAddress));
      expect(site).toMatchObject({ kind: "branch", set });
    });
    for (const block of blocks) expect(slots).toContain(leadOf(bed.recompiler, bed.area, branchOf(bed, block)).slot);
  });

  it("runs by plain branches in one page once it was regrouped, and is reached from wherever it was before", () => {
    const bed = newBed(set);
    const { recompiler, area, map } = bed;
    const old = steps(set, bed);
    const { blocks } = recompiler.tables;
    for (const block of old) map.set(blocks.startOf(block), blocks.entryOf(block));
    expect(recompiler.regroup(branchOf(bed, old[1]!))).toBe(STEPS);
    recompiler.settle();
    area.flush();
    const made = old.map((_, step) => recompiler.obtain(start(set, step)));
    expect(new Set([...old, ...made]).size).toBe(2 * STEPS);
    expect(new Set(made.map((block) => pageOf(bed, block))).size).toBe(1);
    for (const [step, block] of made.entries()) {
      const next = blocks.entryOf(made[(step + 1) % STEPS]!);
      expect(leadOf(recompiler, area, branchOf(bed, block))).toEqual({ to: next, slot: 0 });
      // A thread in the old code comes to the new one.
      const { to, slot } = leadOf(recompiler, area, branchOf(bed, old[step]!));
      expect([to, slot > 0]).toEqual([next, true]);
      expect(map.get(start(set, step))).toBe(blocks.entryOf(block));
      // Both map back.
      for (const each of [block, old[step]!]) {
        const at = addressOf(blocks.codeOf(each));
        expect(recompiler.blockAt(at)).toBe(each);
        expect(recompiler.placeOf(each, at)).toMatchObject({ address: addressOf(start(set, step)), isBoundary: true });
      }
    }
  });

  it("is invalidated wherever its code was copied to", () => {
    const bed = newBed(set);
    const { recompiler, area, map } = bed;
    const old = steps(set, bed);
    recompiler.regroup(branchOf(bed, old[1]!));
    recompiler.settle();
    area.flush();
    const { blocks, sites, doors } = recompiler.tables;
    const made = old.map((_, step) => recompiler.obtain(start(set, step)));
    map.set(start(set, 1), blocks.entryOf(made[1]!));
    const address = addressOf(start(set, 1));
    recompiler.invalidate(address, address + 4);
    recompiler.settle();
    area.flush();
    for (const block of [old[1]!, made[1]!]) expect(recompiler.isValid(block)).toBe(false);
    expect(map.get(start(set, 1))).toBe(0);
    for (let site = sites.first; site < sites.end; site++) {
      const { to } = leadOf(recompiler, area, site);
      if (sites.targetOf(site) === start(set, 1)) expect(addressOf(to)).toBe(doors.doorOf(site));
      else expect(addressOf(to)).not.toBe(addressOf(blocks.codeOf(old[1]!)));
    }
    const again = recompiler.obtain(start(set, 1));
    expect([...old, ...made]).not.toContain(again);
    recompiler.settle();
    // The branches to it are linked again, those of the copies too.
    for (const block of [old[0]!, made[0]!]) {
      expect(leadOf(recompiler, area, branchOf(bed, block)).to).toBe(blocks.entryOf(again));
    }
  });

  it("stays where it is if the program can change it, and after some copies", () => {
    const writable = newBed(set, { isWritable: () => true, policy: { trustThreshold: () => 1 } });
    const [first] = steps(set, writable);
    steps(set, writable);
    steps(set, writable);
    expect(writable.recompiler.isTrusted(first!)).toBe(true);
    expect(writable.recompiler.regroup(branchOf(writable, first!))).toBe(0);
    const bed = newBed(set);
    steps(set, bed);
    const counts = Array.from({ length: 5 }, () =>
      bed.recompiler.regroup(branchOf(bed, bed.recompiler.obtain(start(set, 0)))),
    );
    expect(counts).toEqual([STEPS, STEPS, STEPS, 0, 0]);
  });
});

it("a branch within a page stays a plain one where code is regrouped, and is not watched", () => {
  const set = "a32";
  const bed = newBed(set);
  const { recompiler, area } = bed;
  const [first, second] = [0, 1].map((step) => recompiler.obtain(start(set, step)));
  recompiler.settle();
  area.flush();
  const { blocks } = recompiler.tables;
  expect(
    branchAt(area, recompiler.tables.sites.addressOf(branchOf(bed, second!)) as number as CodeAddress),
  ).not.toBeNull();
  expect(pageOf(bed, first!)).toBe(pageOf(bed, second!));
  expect(leadOf(recompiler, area, branchOf(bed, first!))).toEqual({ to: blocks.entryOf(second!), slot: 0 });
});
