import { a32Decoder, addressOf, type CodeAddress, codeAddress, setOf, t32Decoder } from "@armstalker/isa";
import { assemble, type InstructionSet } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { finishSequence, undoSequence } from "../src/index.js";
import { bedOf } from "./bed.js";

// Look-ups that store what they look up, executed by the few instructions that they consist of; and a thread that is stopped at each of them.

const BASE = 0x1_0000;
const TARGET = 0x2_3456;
const STACK = 0x7fff_0000;
const PC = 15;
const CPSR = 16;
const names = ["r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "sp", "lr", "pc"];
const aliases: Record<string, string> = { sb: "r9", sl: "r10", fp: "r11", ip: "r12" };
const registerOf = (name: string): number => names.indexOf(aliases[name] ?? name);

interface State {
  readonly core: Uint32Array;
  readonly memory: Map<number, number>;
}

/** Executes one instruction of a look-up, or of what is around it. */
function execute({ core, memory }: State, text: string, pc: number, size: number, read: (address: number) => number) {
  const word = (address: number): number => memory.get(address >>> 0) ?? read(address >>> 0);
  const value = (name: string): number => (name === "pc" ? pc : core[registerOf(name)]!);
  const set = (name: string, to: number): void => {
    core[registerOf(name)] = to;
    if (name === "pc") core[PC] = addressOf(to as CodeAddress);
  };
  core[PC] = core[PC]! + size;
  const [, name, rest] = /^([a-z]+)(?:\.[wn])?\s+(.*)$/.exec(text)!;
  const list = /\{(.*)\}/.exec(rest!)?.[1]?.split(", ") ?? [];
  const [first = "", second = "", ...more] = rest!.replace(/[[\]{}]/g, "").split(", ");
  switch (name) {
    case "push":
      core[13] = core[13]! - 4 * list.length;
      for (const [index, each] of list.entries()) memory.set(core[13]! + 4 * index, value(each));
      return;
    case "pop": {
      const sp = core[13]!;
      core[13] = sp + 4 * list.length;
      for (const [index, each] of list.entries()) set(each, word(sp + 4 * index));
      return;
    }
    case "str":
    case "ldr": {
      const index = more[0] === undefined ? 0 : more[0].startsWith("#") ? Number(more[0].slice(1)) : 4 * value(more[0]);
      const address = (second === "pc" ? pc & ~3 : value(second)) + index;
      if (name === "str") memory.set(address >>> 0, value(first));
      else set(first, word(address));
      return;
    }
    case "lsr":
      set(first, value(second) >>> Number(more[0]!.slice(1)));
      return;
    case "ubfx":
      set(first, value(second) & 0xfff);
      return;
    case "mov":
      set(first, second.startsWith("#") ? Number(second.slice(1)) : value(second));
      return;
    default:
      throw new Error(`this does not belong to a look-up: ${text}`);
  }
}

const cases: Record<InstructionSet, string[]> = {
  a32: ["bx lr", "blx r3", "pop {r4, pc}", "pop {pc}", "ldr pc, [r2]", "ldm r2, {r4, pc}"],
  t32: ["bx lr", "blx r3", "pop {r4, pc}", "pop {pc}", "ldr.w pc, [r2]", "ldm.w r2, {r4, pc}"],
};

const all = (["a32", "t32"] as const).flatMap((set) =>
  cases[set].flatMap((text) => [0, 1].map((bit) => ({ set, text, bit }))),
);

describe("a look-up that stores what it looks up", () => {
  it.each(all)("$set: $text, to an address with bit 0 $bit", ({ set, text, bit }) => {
    const target = TARGET - (bit === 0 ? 2 : 0) + bit;
    const code = new Uint8Array(8);
    const [assembled] = assemble("gnu", set, [text]);
    code.set(assembled!.bytes!);
    const bed = bedOf({ code, base: BASE, way: "door", misses: "door" });
    const { recompiler, area, map, memory } = bed;
    const { tables } = recompiler;
    const block = recompiler.obtain(codeAddress(BASE, set));
    const start = addressOf(tables.blocks.codeOf(block));
    recompiler.settle();
    area.flush();
    map.flush();
    const read = (address: number): number => {
      if (!area.contains(address) && (address < map.wanted || address >= 0xffff_0000)) return 0xdead;
      const bytes = memory.read(address, 4);
      return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
    };
    const state: State = { core: new Uint32Array(17), memory: new Map() };
    const { core } = state;
    for (let register = 0; register < 13; register++) core[register] = 0x1111 * (register + 1);
    core[3] = target;
    core[14] = target;
    core[2] = STACK - 0x100;
    core[13] = STACK;
    core[PC] = start;
    core[CPSR] = 0x6000_0010 | (set === "t32" ? 0x20 : 0);
    for (const at of [core[2]!, STACK]) {
      const isOne = text.includes("pop {pc}") || text.startsWith("ldr");
      state.memory.set(at, isOne ? target : 0x4444_4444);
      state.memory.set(at + 4, target);
    }
    const states: { core: Uint32Array; memory: Map<number, number> }[] = [];
    const texts: string[] = [];
    while (area.contains(core[PC]!) && core[PC] !== map.missDoor) {
      states.push({ core: core.slice(), memory: new Map(state.memory) });
      const pc = core[PC]!;
      const decoder = set === "a32" ? a32Decoder() : t32Decoder();
      const instruction = decoder.decode(area.read(pc, 4), 0, pc);
      texts.push(String(instruction));
      execute(state, String(instruction), pc + (set === "a32" ? 8 : 4), instruction.size, read);
      if (states.length > 40) throw new Error("no end");
    }
    // What the processor does: control is at the door, the address is in the map, and nothing else has changed.
    expect(core[PC]).toBe(map.missDoor);
    expect(state.memory.get(map.wanted)).toBe(target);
    const store = texts.findIndex((each) => /^str(\.w)? \w+, \[\w+, #-4\]$/.test(each));
    expect(texts[store - 1]).toMatch(/^ldr(\.w)? \w+, \[pc, #\d+\]$/);

    const before = states[0]!;
    for (const [index, each] of states.entries()) {
      if (index === 0) continue;
      const stopped = { core: each.core.slice(), memory: new Map(each.memory) };
      const view = {
        core: stopped.core,
        readWord: (address: number) => stopped.memory.get(address) ?? read(address),
        writeWord: (address: number, value: number) => void stopped.memory.set(address, value >>> 0),
        isSurface: (address: number) => recompiler.siteAt(address)?.kind === "miss" || !area.contains(address),
      };
      // The program's own load is not done in its place: what comes before it is taken back.
      const isOwn = text.startsWith("ldr") && index === 1;
      expect(finishSequence(tables, block, view), `${index}: ${texts[index]}`).toBe(!isOwn);
      if (!isOwn) {
        const pc = stopped.core[PC];
        if (pc !== map.missDoor) {
          expect(pc).toBe(addressOf(target as CodeAddress));
          expect(stopped.core[CPSR]! & 0x20).toBe(setOf(target as CodeAddress) === "t32" ? 0x20 : 0);
        } else expect(stopped.memory.get(map.wanted)).toBe(target);
        expect([...stopped.core.subarray(0, PC)], `${index}: ${texts[index]}`).toEqual([...core.subarray(0, PC)]);
      }
      // Up to the store, and one behind it, what was done can be taken back. A POP of its own registers need not restore these.
      if (index > store + 1 || text.startsWith("pop")) continue;
      const undone = { ...view, core: each.core.slice() };
      undoSequence(tables, block, undone, start);
      expect([...undone.core.subarray(0, PC)]).toEqual([...before.core.subarray(0, PC)]);
    }
  });

  it("is one instruction longer than one that does not", () => {
    for (const set of ["a32", "t32"] as const) {
      const [assembled] = assemble("gnu", set, ["bx lr"]);
      const sizes = (["faults", "door"] as const).map((misses) => {
        const { recompiler } = bedOf({ code: assembled!.bytes!, base: BASE, way: "door", misses });
        return recompiler.tables.blocks.codeSizeOf(recompiler.obtain(codeAddress(BASE, set)));
      });
      expect(sizes[1]! - sizes[0]!).toBe(4);
    }
  });
});
