import { disassemble, type InstructionSet } from "@armstalker/oracles";
import { SimulatedMemory } from "@armstalker/slab-allocator";
import { describe, expect, it } from "vitest";
import { CodeCache, LARGEST_BLOCK } from "../../src/engine/code-cache.js";
import { Linker } from "../../src/engine/linker.js";
import { blockWith, branchWith } from "./blocks.js";

// What is patched, as objdump reads it.

const MIB = 1 << 20;
const sets = ["a32", "t32"] as const;
const traps = { a32: "udf 16", t32: "udf 1" };
/** Conditional branches to themselves, as they are compiled. */
const beq = { a32: 0x0afffffe, t32: 0xf43faffe };

/** A cache of so many bytes, all in use. */
function filledCache(size: number): { cache: CodeCache; first: number } {
  const cache = new CodeCache(new SimulatedMemory(), size);
  const first = cache.next;
  while (!cache.isFull) {
    expect(cache.next).toBeGreaterThanOrEqual(first);
    cache.append(new Uint8Array(LARGEST_BLOCK));
  }
  return { cache, first };
}

const halvesOf = (word: number): number => ((word >>> 16) | (word << 16)) >>> 0;

/** The text of the instruction at an address, its operands with one space between. */
function textAt(cache: CodeCache, set: InstructionSet, address: number): string {
  const stored = new DataView(cache.read(address, 4).slice().buffer).getUint32(0, true);
  const isWide = set === "t32" && (stored & 0xffff) >>> 11 >= 0b11101;
  const word = set === "a32" ? stored : isWide ? halvesOf(stored) : stored & 0xffff;
  const [found] = disassemble("gnu", set, Uint32Array.of(word), { address });
  return found!.text.replaceAll("#", "").trim();
}

function put(cache: CodeCache, set: InstructionSet, address: number, word: number): void {
  cache.patch32(address, set === "t32" ? halvesOf(word) : word);
}

describe.each(sets)("%s branches", (set) => {
  const bit = set === "t32" ? 1 : 0;
  const { cache, first } = filledCache(15 * MIB);
  const linker = new Linker(cache);
  const unconditional = set === "t32" ? "b.w" : "b";
  const hex = (address: number): string => `0x${address.toString(16)}`;

  it.each([0x100, 0x10_0000, 14 * MIB])("go to a block %i bytes on, and back to the engine", (distance) => {
    for (const [from, to] of [
      [first + 0x40, first + 0x40 + distance],
      [first + 0x40 + distance, first + 0x40],
    ] as const) {
      const site = branchWith({ set, address: from });
      const block = blockWith({ code: to + bit });
      linker.link(site, block);
      expect(textAt(cache, set, from)).toBe(`${unconditional} ${hex(to)}`);
      expect([site.linked, [...block.incoming]]).toEqual([block, [site]]);
      linker.unlink(site);
      expect(textAt(cache, set, from)).toBe(traps[set]);
      expect([site.linked, block.incoming.size]).toEqual([null, 0]);
    }
  });

  it("leave the block that they went to before", () => {
    const site = branchWith({ set, address: first });
    const [one, other] = [blockWith({ code: first + 0x80 + bit }), blockWith({ code: first + 0x90 + bit })];
    linker.link(site, one);
    linker.link(site, other);
    expect(textAt(cache, set, first)).toBe(`${unconditional} ${hex(first + 0x90)}`);
    expect([one.incoming.size, other.incoming.size]).toEqual([0, 1]);
  });

  it("change the instruction set by the word behind them", () => {
    const site = branchWith({ set, address: first + 8, exchanges: true });
    const code = first + 0x1000 + (1 - bit);
    linker.link(site, blockWith({ code }));
    expect(textAt(cache, set, first + 8)).toMatch(set === "t32" ? /^ldr\.w pc, \[pc\]/ : /^ldr pc, \[pc, -4\]/);
    const literal = new DataView(cache.read(first + 12, 4).slice().buffer).getUint32(0, true);
    expect(literal).toBe(code);
    linker.unlink(site);
    expect(textAt(cache, set, first + 8)).toBe(traps[set]);
  });

  it("that are conditional go straight to a block, by way of the site where they do not reach it", () => {
    const [conditional, address] = [first + 0x20, first + 0x30];
    put(cache, set, conditional, beq[set]);
    const site = branchWith({ set, address, conditional });
    const near = first + 0x2000;
    linker.link(site, blockWith({ code: near + bit }));
    const name = set === "t32" ? "beq.w" : "beq";
    expect(textAt(cache, set, conditional)).toBe(`${name} ${hex(near)}`);
    const far = first + 14 * MIB;
    linker.link(site, blockWith({ code: far + bit }));
    // A T32 conditional branch reaches 1 MiB, an A32 one 32 MiB (A8.8.18).
    expect(textAt(cache, set, conditional)).toBe(`${name} ${hex(set === "t32" ? address : far)}`);
    expect(textAt(cache, set, address)).toBe(`${unconditional} ${hex(far)}`);
    linker.unlink(site);
    expect(textAt(cache, set, conditional)).toBe(`${name} ${hex(address)}`);
    expect(textAt(cache, set, address)).toBe(traps[set]);
  });
});
