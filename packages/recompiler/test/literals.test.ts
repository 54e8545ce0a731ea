// Constants of generated code: each load must find its word, however long the block is. Loads and branches as objdump reads them.
import { addressOf, codeAddress } from "@armstalker/isa";
import { assemble, disassemble, type InstructionSet } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { bedOf } from "./bed.js";

const BASE = 0x10000;
/** Loads, each with an instruction that reads PC behind it: the block is then longer than a load of 2 bytes reaches. */
const COUNT = 120;
const constantOf = (index: number): number => (0x51000305 + index * 0x10203) >>> 0;
const registers = [0, 1, 2, 7, 8, 12, 3];
const registerOf = (index: number): number => registers[index % registers.length]!;

/** A block of loads of constants that stand behind it. */
function program(set: InstructionSet): Uint8Array {
  const other = set === "a32" ? "add r9, pc, r9" : "add r9, pc";
  const size = set === "a32" ? 8 : 6;
  const end = 4 * Math.ceil((COUNT * size + 4) / 4);
  const lines: string[] = [];
  for (let index = 0; index < COUNT; index++) {
    const pc = (index * size + (set === "a32" ? 8 : 4)) & ~3;
    lines.push(`ldr${set === "t32" ? ".w" : ""} r${registerOf(index)}, [pc, #${end + 4 * index - pc}]`, other);
  }
  lines.push("bx lr");
  const code = new Uint8Array(end + 4 * COUNT);
  let at = 0;
  for (const { bytes, error } of assemble("gnu", set, lines)) {
    if (bytes === undefined) throw new Error(error);
    code.set(bytes, at);
    at += bytes.length;
  }
  const view = new DataView(code.buffer);
  for (let index = 0; index < COUNT; index++) view.setUint32(end + 4 * index, constantOf(index), true);
  return code;
}

/** What the loads of a block from near PC load, along the way that control takes. */
function loadsOf(set: InstructionSet, code: Uint8Array): { register: string; value: number; size: number }[] {
  const view = new DataView(code.buffer, code.byteOffset, code.length);
  const unit = set === "a32" ? 4 : 2;
  // Each place is read as if an instruction began there.
  const words = Uint32Array.from({ length: Math.floor(code.length / unit) - 1 }, (_, index) => {
    const at = unit * index;
    if (set === "a32") return view.getUint32(at, true);
    const first = view.getUint16(at, true);
    return first >>> 11 >= 0b11101 ? ((first << 16) | view.getUint16(at + 2, true)) >>> 0 : first;
  });
  const texts = disassemble("gnu", set, words);
  const loads: { register: string; value: number; size: number }[] = [];
  for (let at = 0; at < code.length; ) {
    const { text, size, address } = texts[at / unit]!;
    const load = /^ldr\S*\s+(r\d+),\s*\[pc, #(-?\d+)\]/.exec(text);
    if (load !== null) {
      const literal = ((at + (set === "a32" ? 8 : 4)) & ~3) + Number(load[2]);
      loads.push({ register: load[1]!, value: view.getUint32(literal, true), size });
    }
    if (/^(bx|udf|pop\s.*pc)/.test(text)) return loads;
    const branch = /^b(?:\.[nw])?\s+(?:0x)?([0-9a-f]+)/.exec(text);
    at += branch === null ? size : Number.parseInt(branch[1]!, 16) - address;
  }
  return expect.unreachable();
}

describe.each(["a32", "t32"] as const)("the constants of a long block in %s", (set) => {
  it.each([
    ["without records", { exec: false, block: false, flow: false }],
    ["with a record of each instruction", { exec: true, block: false, flow: false }],
  ])("are found by each load: %s", (_, records) => {
    const { recompiler, area } = bedOf({ code: program(set), base: BASE, more: { records } });
    const block = recompiler.obtain(codeAddress(BASE, set));
    const { blocks } = recompiler.tables;
    expect(blocks.endOf(block)).toBeGreaterThan(BASE + 5 * COUNT);
    const code = area.read(addressOf(blocks.codeOf(block)), blocks.codeSizeOf(block));
    const loads = loadsOf(set, code.slice());
    const constants = loads.filter(({ value }) => value >= constantOf(0) && value <= constantOf(COUNT));
    expect(constants.map(({ register, value }) => [register, value])).toEqual(
      Array.from({ length: COUNT }, (__, index) => [`r${registerOf(index)}`, constantOf(index)]),
    );
    // Both sizes of loads are there, and more than one pool.
    if (set === "t32") expect(new Set(constants.map(({ size }) => size))).toEqual(new Set([2, 4]));
    expect(code.length).toBeGreaterThan(set === "t32" ? 1200 : 2000);
  });
});
