import { addressOf, type CodeAddress, codeAddress, type InstructionSet, setOf } from "@armstalker/isa";
import { Random } from "@armstalker/oracles";
import { SimulatedMemory } from "@armstalker/slab-allocator";
import { describe, expect, it } from "vitest";
import type { Transformer } from "../src/index.js";
import { SiteFlag, SiteKind } from "../src/site-table.js";
import { wordsOf } from "../src/words.js";
import { bedOf } from "./bed.js";
import { branchAt, leadOf } from "./following.js";

// Whatever is compiled, linked, invalidated and forgotten: what a thread sees after each flush leads where the tables say, and code that it may have executed is not
// changed behind its back. Memory is what was written to the target; the area's own copy is not looked at.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const BASE = 0x10_0000;
const UNITS = 900;
/** Bytes of the program that hold one function. */
const UNIT = 64;
const LARGEST = 16 * 1024;
/** Where generated code is about, and how far around it memory is kept. */
const PLACE = 0x9000_0000;
const SPAN = 1 << 25;

const setOfUnit = (unit: number): InstructionSet => (Math.imul(unit, 0x9e3779b1) >>> 31 === 1 ? "t32" : "a32");
const addressOfUnit = (unit: number): CodeAddress => codeAddress(BASE + UNIT * unit, setOfUnit(unit));

/** Functions of both instruction sets with conditional branches, compares, branches and calls, also to the other set. */
function program(random: Random): Uint8Array {
  const code = new Uint8Array(UNITS * UNIT);
  const view = new DataView(code.buffer);
  const anyOf = (set: InstructionSet): number => {
    for (;;) {
      const unit = random.below(UNITS);
      if (setOfUnit(unit) === set) return BASE + UNIT * unit;
    }
  };
  for (let unit = 0; unit < UNITS; unit++) {
    const set = setOfUnit(unit);
    const words = wordsOf(set);
    let at = UNIT * unit;
    const end = at + UNIT - 8;
    const plain = (): void => {
      if (set === "a32") view.setUint32(at, 0xe2800001, true);
      else view.setUint16(at, 0x3001, true);
      at += set === "a32" ? 4 : 2;
    };
    const word = (value: number): void => {
      view.setUint32(at, value, true);
      at += 4;
    };
    while (at < end - 8 && random.below(8) > 0) {
      const kind = random.below(6);
      if (kind < 2) plain();
      else if (kind < 4) {
        const branch = words.conditionalBranches[random.below(14)]!;
        word(words.conditionalBranch(branch, BASE + at, anyOf(set)));
      } else if (set === "t32") {
        // cbz r0, forwards
        view.setUint16(at, 0xb100 | (random.below(2) << 3), true);
        at += 2;
      }
    }
    if (random.below(2) === 0) {
      word(words.branch(BASE + at, anyOf(set)));
      continue;
    }
    // BLX to the other set (A8.8.25): in A32 bit 24 is bit 1 of the distance.
    const target = anyOf(set === "a32" ? "t32" : "a32");
    if (set === "t32") word(words.callA32(BASE + at, target));
    else word((0xfa000000 | (((target - BASE - at - 8) >> 2) & 0xffffff)) >>> 0);
  }
  return code;
}

/** Has long blocks: puts thousands of bytes before and behind some instructions, and most often around branches that are put where they stand. */
const widening =
  (random: Random): Transformer =>
  (iterator) => {
    const widen = (count: number): void => {
      for (let left = count; left > 0; left--) iterator.putNop();
    };
    for (let instruction = iterator.next(); instruction !== null; instruction = iterator.next()) {
      const isCompare = instruction.mnemonic.startsWith("cb");
      const isWide = isCompare ? random.below(4) > 0 : random.below(20) === 0;
      if (isWide) widen(isCompare ? 2100 : random.below(2500));
      iterator.keep();
      if (isWide && isCompare) widen(2100 + random.below(1000));
    }
  };

/** Memory that says which bytes were changed, after they had been written before. What was written is kept here alone, as it is read often. */
class WatchedMemory extends SimulatedMemory {
  readonly #base: number;
  readonly #bytes = new Uint8Array(SPAN);
  readonly #view = new DataView(this.#bytes.buffer);
  readonly #isWritten = new Uint8Array(SPAN);
  /** Words of which bytes were changed. */
  readonly changed = new Set<number>();

  constructor(base: number) {
    super({ codeAccess: "write-through" });
    this.#base = base;
  }

  override write(address: number, bytes: Uint8Array): void {
    for (let index = 0, at = address - this.#base; index < bytes.length; index++, at++) {
      if (this.#isWritten[at] === 1 && this.#bytes[at] !== bytes[index]) this.changed.add(this.#base + (at & -4));
      this.#isWritten[at] = 1;
      this.#bytes[at] = bytes[index]!;
    }
  }

  word(address: number): number {
    return this.#view.getUint32(address - this.#base, true);
  }
}

/** As `expect(found).toBe(wanted)`, which is too slow for millions of words. */
function same(found: unknown, wanted: unknown, what: string): void {
  if (!Object.is(found, wanted)) expect(found, what).toBe(wanted);
}

describe.each([
  ["short blocks", null, 400, false],
  ["long blocks", widening, 120, false],
  ["short blocks in regions", null, 400, true],
] as const)(`doors of %s (ARMSTALKER_SEED=${seed})`, (_, transformOf, rounds, regroups) => {
  it("lead to the engine or to code, as the tables say, and change no code that was executed", {
    timeout: 300_000,
  }, () => {
    const random = new Random(seed);
    const memory = new WatchedMemory(PLACE - SPAN / 2);
    let renewed: [base: number, end: number][] = [];
    let forgotten = 0;
    const { recompiler, area } = bedOf({
      code: program(random),
      base: BASE,
      size: (transformOf === null ? 4 : 8) * 64 * 1024,
      largestBlock: LARGEST,
      way: "door",
      memory,
      isWritable: (address) => (address & 0x1000) !== 0 && (address & 0x800) !== 0,
      policy: { compileAhead: 4 },
      // A block that gets too long is taken back half made.
      observer: { forgetting: () => void forgotten++, failed: () => {} },
      renewed: (base, size) => void renewed.push([base, base + size]),
      more: { transform: transformOf === null ? null : transformOf(random), regroups },
    });
    const { sites, blocks, doors } = recompiler.tables;
    const seen = { linked: 0, slots: 0, plain: 0, relays: 0, doors: 0, patched: 0, exchanges: 0, watched: 0 };
    let regions = 0;
    /** Which site each slot is of. */
    const slots = new Map<number, number>();

    function check(): void {
      const owners = new Map<number, number>();
      for (let site = sites.first; site < sites.end; site++) {
        if (sites.kindOf(site) !== SiteKind.branch) continue;
        const address = sites.addressOf(site);
        const set = setOf(blocks.startOf(sites.blockOf(site)));
        const { to, slot } = leadOf(recompiler, memory, site);
        let relay = 0;
        if (slot === 0) seen.plain++;
        else {
          seen.slots++;
          const own = branchAt(memory, codeAddress(address, set))!;
          if (own.slot === 0) {
            relay = addressOf(own.to);
            same(recompiler.siteAt(relay)?.site, site, "the site at a relay");
            same(
              recompiler.siteAt(relay + 4)?.site === site && doors.doorOf(site) !== relay + 4,
              false,
              "what lies behind a relay",
            );
            seen.relays++;
          }
          same(owners.get(slot), undefined, "a slot of two branches");
          owners.set(slot, site);
          slots.set(slot, site);
        }
        same(recompiler.siteAt(address)?.site, site, "the site at a branch");
        const linked = sites.linkedOf(site);
        same(sites.hasFlag(site, SiteFlag.linked), linked >= 0, "a flag");
        if (linked >= 0) {
          same(recompiler.isValid(linked), true, "a linked block");
          same(to, blocks.codeOf(linked), "where a linked branch leads");
          if (setOf(to) !== set) seen.exchanges++;
          seen.linked++;
        } else {
          const door = addressOf(to);
          same(setOf(to), set, "the set of a door");
          same(memory.word(door), wordsOf(set).keepLr, "a door");
          same(recompiler.siteAt(door)?.site, site, "the site at a door");
          same(recompiler.siteAt(door)?.kind, "branch", "the kind of a door");
          same(recompiler.siteAt(door + 4)?.site, site, "the site at the second instruction of a door");
          if (relay !== door + 8) same(recompiler.siteAt(door + 8)?.site === site, false, "what lies behind a door");
          same(door, doors.doorOf(site), "the door that is known");
          seen.doors++;
        }
        const conditional = sites.detailOf(site);
        if (regroups && linked >= 0 && slot === 0) {
          same(address >>> 12, addressOf(to) >>> 12, "the page that a plain branch leads to");
        }
        if (conditional === 0) continue;
        const stored = memory.word(conditional);
        const words = wordsOf(set);
        const straight = linked >= 0 ? words.conditionalBranch(stored, conditional, addressOf(to)) : -1;
        const [byWay, direct] = [words.conditionalBranch(stored, conditional, address), straight];
        const isRight = stored === byWay || (slot === 0 && linked >= 0 && stored === direct);
        same(isRight, true, "where a conditional branch leads");
      }
    }

    /** Slots can be led to doors at any moment. */
    function checkWatched(): void {
      recompiler.forEachWatched((slot, door) => {
        const site = slots.get(slot)!;
        same(recompiler.siteAt(addressOf(door as CodeAddress))?.site, site, "the door of a slot");
        same(setOf(door as CodeAddress), setOf(blocks.startOf(sites.blockOf(site))), "the set of the door of a slot");
        seen.watched++;
      });
    }

    function flush(): void {
      recompiler.settle();
      memory.changed.clear();
      renewed = [];
      area.flush();
      check();
      checkWatched();
      for (const address of memory.changed) {
        if (slots.has(address)) continue;
        seen.patched++;
        const isRenewed = renewed.some(([base, end]) => address >= base && address < end);
        same(isRenewed, true, `what is told of changed code at 0x${address.toString(16)}`);
      }
      for (const [base, end] of renewed) expect([base % 4096, end % 4096]).toEqual([0, 0]);
    }

    for (let round = 0; round < rounds; round++) {
      for (let count = random.below(transformOf === null ? 40 : 12); count > 0; count--) {
        const choice = random.below(30);
        if (regroups && random.below(20) === 0 && sites.end > sites.first) {
          if (recompiler.regroup(sites.first + random.below(sites.end - sites.first)) > 1) regions++;
        }
        if (choice === 0) {
          const start = BASE + random.below(UNITS * UNIT);
          recompiler.invalidate(start, start + random.below(2048));
        } else if (choice < 20 && sites.end > sites.first) {
          // A thread that comes by a door.
          const site = sites.first + random.below(sites.end - sites.first);
          if (sites.kindOf(site) !== SiteKind.branch) continue;
          const found = recompiler.siteAt(doors.doorOf(site));
          if (found?.kind === "branch") recompiler.tryLink(found, recompiler.obtain(found.target));
        } else recompiler.obtain(addressOfUnit(random.below(UNITS)));
      }
      if (round % 100 === 70) recompiler.unlinkAll();
      flush();
    }
    expect(forgotten).toBeGreaterThan(2);
    if (regroups) expect(regions).toBeGreaterThan(20);
    for (const [what, count] of Object.entries(seen)) {
      const isSure = what === "relays" ? transformOf !== null : what !== "watched" || regroups;
      if (isSure) expect(count, what).toBeGreaterThan(20);
    }
  });
});

it("finds room for the doors of all branches of a part, however many there are, and whenever they lose their links", () => {
  const count = 60_000;
  const words = wordsOf("a32");
  const code = new Uint8Array(4 * count);
  const view = new DataView(code.buffer);
  // Each block is a branch to the one before it.
  for (let index = 0; index < count; index++) {
    const at = BASE + 4 * index;
    view.setUint32(4 * index, words.branch(at, index === 0 ? at : at - 4), true);
  }
  const { recompiler, area } = bedOf({ code, base: BASE, size: 4 << 20, largestBlock: 1024, way: "door" });
  for (let index = 0; area.partNumber <= 1; index++) recompiler.obtain((BASE + 4 * index) as CodeAddress);
  recompiler.settle();
  const { sites, doors } = recompiler.tables;
  expect(sites.end).toBeGreaterThan(30_000);
  for (let site = 0; site < sites.end; site++) same(doors.doorOf(site), 0, "a door of a linked branch");
  recompiler.unlinkAll();
  recompiler.settle();
  for (let site = 0; site < sites.end; site++) {
    const door = doors.doorOf(site);
    same(recompiler.siteAt(door)?.site, site, "the site at a door");
    same(area.partAt(door), area.partAt(sites.addressOf(site)), "the part of a door");
  }
  area.flush();
});
