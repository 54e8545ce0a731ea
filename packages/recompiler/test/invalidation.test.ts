import { type Address, addressOf, type CodeAddress, codeAddress } from "@armstalker/isa";
import { assemble, Random } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { type Bed, bedOf, type Way } from "./bed.js";
import { branchAt } from "./following.js";

// Compared with lists that are searched from end to end, over code that the GNU assembler made.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const COUNT = 2000;
const ROUNDS = 4000;
/** The last rounds forget nothing, so that many blocks are there to be linked. */
const LAST_ROUNDS = 400;

/** Functions of different lengths that branch to each other. */
function functions(random: Random): { code: Uint8Array; starts: number[] } {
  const text = Array.from({ length: COUNT }, (_, index) => {
    const body = "adds r0, r0, #1; ".repeat(random.below(20));
    const to = random.below(COUNT);
    return `f${index}: ${body} beq f${to}; b f${random.below(COUNT)}`;
  }).join("; ");
  const [result] = assemble("gnu", "a32", [text]);
  if (result?.bytes === undefined) throw new Error(result?.error);
  const code = result.bytes;
  return { code, starts: Array.from({ length: code.length / 4 }, (_, index) => 4 * index) };
}

/** Where a branch in A32 leads; -1: to the engine. */
function leadAt({ area, recompiler }: Bed, way: Way, address: Address): number {
  if (way === "trap" && area.word(address) === 0xe7f001f0) return -1;
  const branch = branchAt(area, address as number as CodeAddress);
  if (branch === null) return Number.NaN;
  const isDoor = recompiler.siteAt(branch.to)?.address === address && branch.slot !== 0;
  return isDoor ? -1 : branch.to;
}

describe.each(["trap", "door"] as const)(`blocks that are left by a %s (ARMSTALKER_SEED=${seed})`, (way) => {
  const random = new Random(seed);
  const { code, starts } = functions(random);

  it.each([0x10_0000, 2 ** 32 - code.length])(
    "of a range of memory are forgotten, and no others, from 0x%x on",
    (base) => {
      const bed = bedOf({ code, base, size: way === "trap" ? 15 << 20 : 7 << 20, way });
      const { recompiler } = bed;
      const { blocks } = recompiler.tables;
      const alive = new Map<number, number>();
      for (let round = 0; round < ROUNDS; round++) {
        const start = codeAddress(base + starts[random.below(starts.length)]!, "a32");
        if (round >= ROUNDS - LAST_ROUNDS || random.below(40) > 0) {
          const block = recompiler.obtain(start);
          const before = alive.get(start);
          // A block that is known is the same again.
          if (before !== undefined) expect(block).toBe(before);
          alive.set(start, block);
          expect([blocks.startOf(block), recompiler.blockAt(addressOf(blocks.codeOf(block)))]).toEqual([start, block]);
          continue;
        }
        const to = Math.min(start + 1 + random.below(0x1800), 2 ** 32);
        recompiler.invalidate(start, to);
        for (const [at, block] of alive) {
          const isConcerned = blocks.lowOf(block) < to && blocks.highOf(block) > start;
          expect(recompiler.isValid(block)).toBe(!isConcerned);
          if (isConcerned) alive.delete(at);
        }
      }
      recompiler.settle();
      // Each branch goes to the code of the valid block at its target, or to the engine.
      let linked = 0;
      for (const block of alive.values()) {
        const { sites } = recompiler.tables;
        for (let site = blocks.sitesOf(block); site < blocks.sitesEndOf(block); site++) {
          const to = alive.get(sites.targetOf(site));
          const address = sites.addressOf(site);
          expect(leadAt(bed, way, address)).toBe(to === undefined ? -1 : blocks.codeOf(to));
          if (to !== undefined) linked++;
        }
      }
      expect(linked).toBeGreaterThan(50);
    },
  );

  it("give way a part at a time when there is no more room, and what is left is linked as before", () => {
    let forgotten = 0;
    const observer = { forgetting: () => void forgotten++ };
    const bed = bedOf({ code, base: 0x10_0000, size: 512 << 10, observer, way });
    const { recompiler } = bed;
    const { blocks, sites } = recompiler.tables;
    for (let round = 0; round < 30_000; round++) {
      const start = codeAddress(0x10_0000 + starts[random.below(starts.length)]!, "a32");
      const block = recompiler.obtain(start);
      expect(recompiler.isValid(block)).toBe(true);
      expect(recompiler.blockAt(addressOf(blocks.codeOf(block)))).toBe(block);
    }
    expect(forgotten).toBeGreaterThan(8);
    const byStart = new Map<number, number>();
    for (let block = blocks.first; block < blocks.end; block++) {
      if (recompiler.isValid(block)) byStart.set(blocks.startOf(block), block);
    }
    expect(byStart.size).toBeGreaterThan(500);
    recompiler.settle();
    for (const block of byStart.values()) {
      for (let site = blocks.sitesOf(block); site < blocks.sitesEndOf(block); site++) {
        const address = sites.addressOf(site);
        const to = byStart.get(sites.targetOf(site));
        expect(leadAt(bed, way, address)).toBe(to === undefined ? -1 : blocks.codeOf(to));
        expect(recompiler.siteAt(address)).toMatchObject({ kind: "branch", site, target: sites.targetOf(site) });
      }
    }
  });
});
