import { codeAddress } from "@armstalker/isa";
import { disassemble, type InstructionSet } from "@armstalker/oracles";
import { SimulatedMemory } from "@armstalker/slab-allocator";
import { describe, expect, it } from "vitest";
import { BlockTables } from "../src/block-tables.js";
import { CodeArea } from "../src/code-area.js";
import { Links } from "../src/links.js";
import { SiteFlag, SiteKind } from "../src/site-table.js";
import { trapWay } from "../src/ways-out/trap.js";

// What is patched, as objdump reads it.

const MIB = 1 << 20;
const LARGEST = 32 * 1024;
const sets = ["a32", "t32"] as const;
const traps = { a32: "udf 16", t32: "udf 1" };
/** Conditional branches to themselves, as they are compiled. */
const beq = { a32: 0x0afffffe, t32: 0xf43faffe };

const halvesOf = (word: number): number => ((word >>> 16) | (word << 16)) >>> 0;

/** The text of the instruction at an address, its operands with one space between. */
function textAt(area: CodeArea, set: InstructionSet, address: number): string {
  const stored = area.word(address);
  const isWide = set === "t32" && (stored & 0xffff) >>> 11 >= 0b11101;
  const word = set === "a32" ? stored : isWide ? halvesOf(stored) : stored & 0xffff;
  const [found] = disassemble("gnu", set, Uint32Array.of(word), { address });
  return found!.text.replaceAll("#", "").trim();
}

describe.each(sets)("%s branches", (set) => {
  const bit = set === "t32" ? 1 : 0;
  const area = new CodeArea(new SimulatedMemory(), { size: 15 * MIB, largestBlock: LARGEST });
  area.makeRoom(() => {});
  while (area.hasFreeRoom) {
    area.makeRoom(() => expect.unreachable());
    area.append(new Uint8Array(LARGEST));
  }
  const first = Math.min(...area.parts.map(({ base }) => base));
  const tables = new BlockTables();
  const links = new Links(tables, area, trapWay);
  const unconditional = set === "t32" ? "b.w" : "b";
  const hex = (address: number): string => `0x${address.toString(16)}`;

  /** A block with one branch, whose way out is at an address. */
  function branchAt(address: number, target = 0, detail = 0, flags = 0): { site: number; block: number } {
    const block = blockAt(0, 0, () =>
      tables.sites.add(SiteKind.branch, address, target, detail, flags, tables.nextBlock),
    );
    return { site: tables.sites.end - 1, block };
  }

  function blockAt(code: number, start = 0, addSites = (): unknown => null, codeSet = set): number {
    addSites();
    const { sites, rows, leads } = tables;
    const ends = { sitesEnd: sites.end, rowsEnd: rows.end, stepsEnd: 0, leadsEnd: leads.end };
    return tables.blocks.add({
      start: codeAddress(start, set),
      end: start + 4,
      low: start,
      high: start + 4,
      code: codeAddress(code, codeSet),
      codeSize: 4,
      markSize: 0,
      depth: 0,
      ...ends,
    });
  }

  it.each([0x100, 0x10_0000, 14 * MIB])("go to a block %i bytes on, and back to the engine", (distance) => {
    for (const [from, to] of [
      [first + 0x40, first + 0x40 + distance],
      [first + 0x40 + distance, first + 0x40],
    ] as const) {
      const { site } = branchAt(from);
      const block = blockAt(to);
      links.link(site, block);
      expect(textAt(area, set, from)).toBe(`${unconditional} ${hex(to)}`);
      expect([tables.sites.linkedOf(site), tables.blocks.incomingOf(block)]).toEqual([block, site]);
      links.unlinkIncoming(block);
      expect(textAt(area, set, from)).toBe(traps[set]);
      expect([tables.sites.linkedOf(site), tables.blocks.incomingOf(block)]).toEqual([-1, -1]);
    }
  });

  it("that wait for an address are linked together when its block is there, and wait again when it is gone", () => {
    const target = 0x5000;
    const sites = [0x100, 0x200, 0x300].map((offset) => branchAt(first + offset, target + bit).site);
    for (const site of sites) links.wait(site);
    // One of them is linked by itself.
    const block = blockAt(first + 0x800, target);
    links.link(sites[1]!, block);
    links.linkWaiting(block);
    for (const site of sites) {
      expect(textAt(area, set, tables.sites.addressOf(site))).toBe(`${unconditional} ${hex(first + 0x800)}`);
    }
    links.unlinkIncoming(block);
    const next = blockAt(first + 0x900, target);
    links.rebuild();
    links.linkWaiting(next);
    for (const site of sites) {
      expect(textAt(area, set, tables.sites.addressOf(site))).toBe(`${unconditional} ${hex(first + 0x900)}`);
    }
  });

  it("of blocks that are not valid any more stay at the engine", () => {
    const target = 0x6000;
    const { site, block } = branchAt(first + 0x500, target + bit);
    area.patch(first + 0x500, set === "t32" ? 0xbf00de01 : 0xe7f001f0);
    links.wait(site);
    tables.blocks.invalidate(block);
    links.linkWaiting(blockAt(first + 0xa00, target));
    expect(textAt(area, set, first + 0x500)).toBe(traps[set]);
  });

  it("change the instruction set by the word behind them", () => {
    const { site } = branchAt(first + 8, 0, 0, SiteFlag.exchanges);
    const other = set === "t32" ? "a32" : "t32";
    const block = blockAt(first + 0x1000, 0, undefined, other);
    links.link(site, block);
    expect(textAt(area, set, first + 8)).toMatch(set === "t32" ? /^ldr\.w pc, \[pc\]/ : /^ldr pc, \[pc, -4\]/);
    expect(area.word(first + 12)).toBe(codeAddress(first + 0x1000, other));
    links.unlinkIncoming(block);
    expect(textAt(area, set, first + 8)).toBe(traps[set]);
  });

  it("that are conditional go straight to a block, by way of the site where they do not reach it", () => {
    const [conditional, address] = [first + 0x20, first + 0x30];
    area.patch(conditional, set === "t32" ? halvesOf(beq[set]) : beq[set]);
    const { site } = branchAt(address, 0, conditional);
    const near = blockAt(first + 0x2000);
    links.link(site, near);
    const name = set === "t32" ? "beq.w" : "beq";
    expect(textAt(area, set, conditional)).toBe(`${name} ${hex(first + 0x2000)}`);
    links.unlinkIncoming(near);
    const far = first + 14 * MIB;
    const block = blockAt(far);
    links.link(site, block);
    // A T32 conditional branch reaches 1 MiB, an A32 one 32 MiB (A8.8.18).
    expect(textAt(area, set, conditional)).toBe(`${name} ${hex(set === "t32" ? address : far)}`);
    expect(textAt(area, set, address)).toBe(`${unconditional} ${hex(far)}`);
    links.unlinkIncoming(block);
    expect(textAt(area, set, conditional)).toBe(`${name} ${hex(address)}`);
    expect(textAt(area, set, address)).toBe(traps[set]);
  });
});
