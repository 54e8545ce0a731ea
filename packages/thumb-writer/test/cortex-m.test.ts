import { featureSets, IsaError, t32Decoder } from "@armstalker/isa";
import { ArmRunner } from "@armstalker/oracles";
import { describeWriter } from "@armstalker/writer-suite";
import { describe, expect, it } from "vitest";
import { CortexMWriter } from "../src/index.js";

describeWriter("CortexMWriter", { set: "t32", profile: "m", create: (options) => new CortexMWriter(options) });

const PC = 0x100000;
const STACK = 0x610000;
/** All that N, Z, C, V and Q can be. */
const FLAGS = 0xf8000000;

type Put = (writer: CortexMWriter) => void;

/** Each sequence, with the registers that it sets from r`n` = n * 0x01010101 and sp. */
const sequences: readonly (readonly [name: string, put: Put, result: Readonly<Record<number, number>>])[] = [
  ["putLdrRegU32 low", (w) => w.putLdrRegU32("r3", 0x12345678), { 3: 0x12345678 }],
  ["putLdrRegU32 high", (w) => w.putLdrRegU32("r9", 0x12345678), { 9: 0x12345678 }],
  ["putMovRegU8", (w) => w.putMovRegU8("r8", 200), { 8: 200 }],
  ["putAddRegRegReg", (w) => w.putAddRegRegReg("r0", "r9", "r2"), { 0: 0x0b0b0b0b }],
  ["putAddRegRegReg onto the right", (w) => w.putAddRegRegReg("r2", "r9", "r2"), { 2: 0x0b0b0b0b }],
  ["putSubRegRegReg", (w) => w.putSubRegRegReg("r0", "r3", "r4"), { 0: 0xfefefeff }],
  ["putAddRegRegImm", (w) => w.putAddRegRegImm("r10", "r0", 0x12345), { 10: 0x12345 }],
  ["putSubRegRegImm", (w) => w.putSubRegRegImm("r0", "r0", 1), { 0: 0xffffffff }],
  ["putAddRegRegImm from sp", (w) => w.putAddRegRegImm("r5", "sp", 16), { 5: STACK + 16 }],
  ["putSubRegImm sp", (w) => w.putSubRegImm("sp", 16), { 13: STACK - 16 }],
  ["putLslRegRegImm", (w) => w.putLslRegRegImm("r1", "r2", 31), { 1: 0 }],
  ["putAndRegRegImm", (w) => w.putAndRegRegImm("r1", "r7", 0xff00ff00), { 1: 0x07000700 }],
  ["putOrRegRegImm", (w) => w.putOrRegRegImm("r7", "r7", 0x80000000), { 7: 0x87070707 }],
  [
    "loads and stores with high registers",
    (w) => {
      w.putSubRegImm("sp", 8);
      w.putStrRegRegOffset("r9", "sp", 4);
      w.putLdrRegRegOffset("r10", "sp", 4);
      w.putMovRegReg("r11", "sp");
      w.putStrRegRegOffset("r8", "r11", 0);
      w.putStrRegRegOffset("r1", "r11", 4);
      w.putLdrRegRegOffset("r0", "r11", 0);
      w.putLdrRegRegOffset("r12", "r11", 4);
      w.putAddRegImm("sp", 8);
    },
    { 0: 0x08080808, 10: 0x09090909, 11: STACK - 8, 12: 0x01010101 },
  ],
];

describe("sequences for ARMv6-M", () => {
  it("consist of what the core has, set what they say, and keep all else with the flags", () => {
    const runner = new ArmRunner();
    runner.map(PC, 0x4000, "rx");
    runner.map(STACK - 0x1000, 0x2000, "rw");
    const before = Array.from({ length: 15 }, (_, number) => (number === 13 ? STACK : (number * 0x01010101) >>> 0));
    let pc = PC;
    const made = sequences.map(([name, put, result]) => {
      const writer = new CortexMWriter({ pc });
      put(writer);
      const { offset } = writer;
      writer.putBranchAddress(ArmRunner.exitT32);
      writer.flush();
      for (const each of t32Decoder().instructions(writer.toBytes().subarray(0, offset), pc))
        expect(each.missingFeatures(featureSets["cortex-m0"]), `${name}: ${each}`).toEqual([]);
      runner.write(pc, writer.toBytes().slice());
      const handle = runner.run({ pc: pc | 1, sp: STACK, r: before, cpsr: 0xa8000010 });
      pc += 0x100;
      return { name, handle, result };
    });
    const results = runner.execute();
    for (const { name, handle, result } of made) {
      const state = results.run(handle);
      expect(state.exit, name).toBe("returned");
      expect((state.cpsr & FLAGS) >>> 0, `flags after ${name}`).toBe(0xa8000000);
      const expected = before.map((value, number) => result[number] ?? value);
      expect([...state.r].slice(0, 15), name).toEqual(expected);
    }
  });

  it.each<readonly [string, Put]>([
    ["a branch to A32 code", (w) => w.putBranchAddress(0x1000, "a32")],
    ["a call of A32 code", (w) => w.putCallAddressWithArguments(0x1000, [])],
    ["a wide branch", (w) => w.putBLabelWide("label")],
    ["CBZ", (w) => w.putCbzRegLabel("r0", "label")],
    ["IT", (w) => w.asm.it("eq")],
    ["MOVW", (w) => w.asm.movw("r0", 1)],
  ])("refuse %s", (_name, put) => {
    const writer = new CortexMWriter({ pc: PC });
    expect(() => put(writer)).toThrow(IsaError);
    expect(() => put(writer)).toThrow(expect.objectContaining({ code: "missing-feature" }));
    expect(writer.offset).toBe(0);
  });

  it("are left out where the core has the instruction", () => {
    const writer = new CortexMWriter({ pc: PC, features: featureSets["cortex-m4"] });
    writer.putAddRegRegImm("r0", "r1", 5);
    writer.putMovRegU8("r8", 1);
    expect(Buffer.from(writer.toBytes()).toString("hex")).toBe("01f10500" + "4ff00108");
    expect(() => writer.asm.setend("be")).toThrow(expect.objectContaining({ code: "missing-feature" }));
    const baseline = new CortexMWriter({ pc: PC, features: featureSets["armv8-m.base"] });
    baseline.putCbzRegLabel("r0", "label");
    baseline.putBLabelWide("label");
    baseline.putLabel("label");
    baseline.flush();
    expect(baseline.offset).toBe(6);
  });
});
