import { type Address, addressOf, codeAddress } from "@armstalker/isa";
import { assemble, disassemble, type InstructionSet } from "@armstalker/oracles";
import { SimulatedMemory } from "@armstalker/slab-allocator";
import { describe, expect, it } from "vitest";
import { doorWay, IndirectMap, LEAF_BITS, LEAF_BYTES, SiteKind } from "../src/index.js";
import { wordIn, wordsOf } from "../src/words.js";
import { bedOf } from "./bed.js";
import { leadOf } from "./following.js";

// Instructions as the GNU assembler makes them and objdump reads them.

const sets = ["a32", "t32"] as const;
const EXIT = 0x9000_1000 as Address;
const halvesOf = (word: number): number => ((word >>> 16) | (word << 16)) >>> 0;

/** The text of an instruction, as the word that it is in memory. */
function textOf(set: InstructionSet, stored: number, address: number): string {
  const isWide = set === "a32" || (stored & 0xffff) >>> 11 >= 0b11101;
  const word = set === "a32" ? stored : isWide ? halvesOf(stored) : stored & 0xffff;
  // Another halfword before it for one that is not aligned.
  const isOdd = address % 4 !== 0;
  const found = disassemble("gnu", set, Uint32Array.from(isOdd ? [0xbf00, word] : [word]), {
    address: isOdd ? address - 2 : address,
  });
  return found.at(-1)!.text.replaceAll("#", "").trim();
}

function bytesOf(set: InstructionSet, text: string): Uint8Array {
  const [result] = assemble("gnu", set, [text]);
  if (result?.bytes === undefined) throw new Error(result?.error);
  return result.bytes;
}

describe.each(sets)("a door in %s", (set) => {
  const words = wordsOf(set);

  it("keeps LR in TPIDRURW and calls the exit, from wherever it stands", () => {
    const way = doorWay(EXIT);
    const places = [-0xf0_0000, -0x1000, -12, 4, 0x20, 0x1000, 0x20_0000, 0xf0_0000].map((distance) => EXIT + distance);
    const odd = set === "t32" ? places.map((place) => place + 2) : [];
    for (const place of [...places, ...odd]) {
      const code = new Uint8Array(12);
      way.putStop(code, 4, place, words);
      expect([...code.subarray(4, 8)]).toEqual([...bytesOf(set, "mcr p15, 0, lr, c13, c0, 2")]);
      const call = textOf(set, wordIn(code, 8), place + 4);
      expect(call).toBe(`${set === "a32" ? "bl" : "blx"} 0x${EXIT.toString(16)}`);
      expect(wordIn(code, 0)).toBe(0);
    }
  });

  it("is refused where it does not reach the exit", () => {
    expect(() => doorWay(EXIT).putStop(new Uint8Array(8), 0, EXIT + (1 << 25), words)).toThrow(RangeError);
  });

  it("is one word in its block, which loads PC from words before and behind it", () => {
    const distances = [-4092, -4088, -16, -4, 4, 16, 4088, 4092];
    for (const from of set === "a32" ? [0x9000_0010] : [0x9000_0010, 0x9000_0012]) {
      for (const distance of distances) {
        const word = ((from + words.pcAhead) & ~3) + distance;
        const text = `${set === "a32" ? "ldr" : "ldr.w"} pc, [pc, #${distance}]`;
        expect(words.jumpByWord(from, word >>> 0)).toBe(wordIn(bytesOf(set, text), 0));
      }
    }
  });

  it("stands where a branch stays unlinked; the branch's place and the door are its site", () => {
    // b .+0x100
    const code = new Uint8Array(16);
    new DataView(code.buffer).setUint32(0, words.branch(0x1_0000, 0x1_0100), true);
    const { recompiler, area, memory } = bedOf({ code, base: 0x1_0000, way: "door" });
    const block = recompiler.obtain(codeAddress(0x1_0000, set));
    const { sites, blocks } = recompiler.tables;
    const site = blocks.sitesOf(block);
    expect(area.word(sites.addressOf(site))).toBe(words.paddedTrap);
    recompiler.settle();
    area.flush();
    const { to, slot } = leadOf(recompiler, area, site);
    const door = addressOf(to);
    expect(door).toBeGreaterThanOrEqual(addressOf(blocks.codeOf(block)) + blocks.codeSizeOf(block));
    expect(textOf(set, area.word(door + 4), door + 4)).toMatch(set === "a32" ? /^bl 0x/ : /^blx 0x/);
    for (const address of [sites.addressOf(site), door]) {
      expect(recompiler.siteAt(address)).toMatchObject({ kind: "branch", site, target: codeAddress(0x1_0100, set) });
    }
    for (const address of [door, slot]) expect(wordIn(memory.read(address, 4), 0)).toBe(area.word(address));
    // A second call has nothing to do.
    const { address } = area;
    recompiler.settle();
    expect(area.address).toBe(address);
  });
});

describe("an indirect map with a door", () => {
  const DOOR = 0x9000_2000 as Address;
  const memory = new SimulatedMemory();
  const map = new IndirectMap(memory, 0x9000_0000, { door: DOOR });
  const word = (address: number): number => wordIn(memory.read(address, 4), 0);
  /** Looks an address up as generated code does. */
  const lookUp = (address: number): number =>
    word(word(map.directory + 4 * (address >>> LEAF_BITS)) + 4 * (address & (LEAF_BYTES / 4 - 1)));

  it("leads every address there that has no code, without a fault", () => {
    for (const address of [0, 1, 0xfff, 0x1_0000, 0x7654_3211, 0xffff_fffe, 0xffff_ffff]) {
      expect(lookUp(address)).toBe(DOOR);
      expect(map.get(address)).toBe(0);
    }
    expect(map.missDoor).toBe(DOOR);
    expect(map.missed(DOOR, "a32")).toBe(-1);
  });

  it("has a word below the directory that can be written", () => {
    expect(map.wanted).toBe(map.directory - 4);
    memory.write(map.wanted, Uint8Array.of(1, 2, 3, 4));
    expect(word(map.wanted)).toBe(0x04030201);
  });

  it("leads all look-ups there while it is closed, those of new addresses too once it is closed again", () => {
    const other = new IndirectMap(memory, 0x9000_0000, { door: DOOR });
    const found = (address: number): number =>
      word(word(other.directory + 4 * (address >>> LEAF_BITS)) + 4 * (address & (LEAF_BYTES / 4 - 1)));
    const addresses = [0x1_0000, 0x1_0008, 0x2_0000, 0x7654_3210];
    for (const address of addresses) other.set(address, 0x9000_5000 + (address & 0xf));
    other.flush();
    for (let turn = 0; turn < 2; turn++) {
      other.close();
      other.flush();
      expect(addresses.map(found)).toEqual(addresses.map(() => DOOR));
      const added = 0x9_0000 + 0x1_0000 * turn;
      other.set(added, 0x9000_5000);
      addresses.push(added);
      other.open();
      other.flush();
      expect(addresses.map(found)).toEqual(addresses.map((address) => 0x9000_5000 + (address & 0xf)));
    }
    other.reclaim();
  });

  it("leads to code, and to the door again where that is gone", () => {
    const addresses = Array.from({ length: 40 }, (_, index) => 0x1_0000 + index * 0x1234);
    for (const [index, address] of addresses.entries()) map.set(address, 0x9000_4000 + 4 * index);
    map.flush();
    for (const [index, address] of addresses.entries()) {
      expect(lookUp(address)).toBe(0x9000_4000 + 4 * index);
      expect(lookUp(address + 1)).toBe(DOOR);
    }
    map.set(addresses[0]!, 0);
    map.forgetCode(0x9000_4004, 0x9000_4010);
    map.flush();
    const found = addresses.map(lookUp);
    expect(found.slice(0, 4)).toEqual([DOOR, DOOR, DOOR, DOOR]);
    expect(found[4]).toBe(0x9000_4010);
    map.clear();
    map.flush();
    expect(new Set(addresses.map(lookUp))).toEqual(new Set([DOOR]));
  });

  it("has a site for its door", () => {
    const bed = bedOf({ code: new Uint8Array(4), base: 0, way: "door", misses: "door" });
    const { missDoor } = bed.map;
    expect(bed.recompiler.siteAt(missDoor)).toMatchObject({ kind: "miss", use: "jump", address: missDoor, set: "a32" });
    expect(textOf("a32", bed.area.word(missDoor), missDoor)).toMatch(/^mcr/);
  });
});

describe.each(sets)("a stop in %s", (set) => {
  it.each(["stop", "look-up"] as const)("is a door before a system call, and the call behind it (%s)", (interest) => {
    // nop; svc 0; nop
    const code = Uint8Array.from(
      set === "a32" ? [0, 0xf0, 0x20, 0xe3, 0, 0, 0, 0xef, 0, 0xf0, 0x20, 0xe3] : [0, 0xbf, 0, 0xdf, 0, 0xbf],
    );
    const { recompiler, area } = bedOf({
      code,
      base: 0x1_0000,
      way: "door",
      policy: { interestIn: () => interest },
    });
    recompiler.obtain(codeAddress(0x1_0000, set));
    const { sites } = recompiler.tables;
    let found = 0;
    for (let number = sites.first; number < sites.end; number++) {
      if (sites.kindOf(number) !== SiteKind.systemCall) continue;
      found++;
      const site = recompiler.siteAt(sites.addressOf(number))!;
      expect(area.word(site.address)).toBe(wordsOf(set).keepLr);
      if (site.kind !== "system-call") throw new Error("another kind");
      expect(site.svc).toBe(site.address + 8);
      expect(site.immediate).toBe(0);
      const svc = area.word(site.svc);
      expect(set === "a32" ? svc : svc & 0xffff).toBe(set === "a32" ? 0xef000000 : 0xdf00);
      if (interest === "stop") continue;
      // The branch around the door leads to the call as well: `b svc` before the second POP.
      const skip = set === "a32" ? site.address - 12 : site.address - 4;
      expect(textOf(set, area.word(skip), skip)).toMatch(new RegExp(`^b(\\.n)?\\s+0x${site.svc.toString(16)}`));
    }
    expect(found).toBe(1);
  });
});
