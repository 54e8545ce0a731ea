import { assemble } from "@armstalker/oracles";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  a32Immediate,
  conditionNumber,
  coreRegisterNumber,
  coreRegisters,
  countOfMask,
  d31,
  encodeA32Immediate,
  encodeT32Immediate,
  expandA32Immediate,
  expandT32Immediate,
  featureNames,
  featureSets,
  flagsOfCondition,
  fp,
  IsaError,
  invertCondition,
  lowestOfMask,
  lr,
  q0,
  Register,
  r11,
  r14,
  register,
  registerMask,
  registersOfMask,
  shifted,
  t32Decoder,
  t32Immediate,
} from "../src/index.js";

describe("registers", () => {
  it("have one instance each, under all of their names", () => {
    expect(register("fp")).toBe(r11);
    expect(fp).toBe(register("r11"));
    expect(register("r14")).toBe(lr);
    expect(lr).toBe(r14);
    expect(register(d31)).toBe(d31);
    expect(coreRegisters.map(String).join()).toBe("r0,r1,r2,r3,r4,r5,r6,r7,r8,r9,r10,r11,r12,sp,lr,pc");
  });

  it("of unknown names, or of another file, are refused", () => {
    for (const name of ["r16", "s32", "d32", "q16", "", "R0", "x0", "constructor"]) {
      expect(() => register(name as "r0"), name).toThrow(expect.objectContaining({ code: "unknown-register" }));
    }
    for (const value of [null, undefined, 3, {}, q0, "s0", new Register("d", 1, "d1")]) {
      expect(() => coreRegisterNumber(value as "r0"), String(value)).toThrow(IsaError);
    }
  });

  it("make masks", () => {
    expect(registerMask("r0", lr, "pc")).toBe(0xc001);
    expect(registersOfMask(0xc001).map(String)).toEqual(["r0", "lr", "pc"]);
  });
});

describe("modified immediates", () => {
  it("expand as GNU as encodes them, all 4096 of A32 and of T32", () => {
    const fields = Array.from({ length: 4096 }, (_, field) => field);
    const a32 = assemble(
      "gnu",
      "a32",
      fields.map((field) => `mvn r0, #${expandA32Immediate(field)}`),
    );
    const t32 = assemble(
      "gnu",
      "t32",
      fields.map((field) => `eor.w r0, r0, #${expandT32Immediate(field)}`),
    );
    for (const field of fields) {
      const word = a32[field]!.bytes!;
      const value = expandA32Immediate(field);
      expect((word[0]! | (word[1]! << 8)) & 0xfff, `A32 ${value}`).toBe(encodeA32Immediate(value));
      expect(expandA32Immediate(encodeA32Immediate(value))).toBe(value);
      // A replicated zero byte is UNPREDICTABLE.
      if (field >= 0x100 && field < 0x400 && (field & 0xff) === 0) continue;
      const wide = t32[field]!.bytes!;
      const found = (((wide[1]! >>> 2) & 1) << 11) | (((wide[3]! >>> 4) & 7) << 8) | wide[2]!;
      const constant = expandT32Immediate(field);
      expect(found, `T32 ${constant}`).toBe(encodeT32Immediate(constant));
    }
  });

  it("are refused where they do not exist", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), (value) => {
        for (const [make, encode, expand] of [
          [a32Immediate, encodeA32Immediate, expandA32Immediate],
          [t32Immediate, encodeT32Immediate, expandT32Immediate],
        ] as const) {
          const field = encode(value);
          if (field < 0) expect(() => make(value)).toThrow(expect.objectContaining({ code: "not-encodable", value }));
          else expect(expand(make(value).field)).toBe(value >>> 0);
        }
      }),
      { seed: 20261120, numRuns: 2000 },
    );
    for (const value of [0.5, Number.NaN, 2 ** 32, -(2 ** 31) - 1]) expect(() => a32Immediate(value)).toThrow(IsaError);
  });
});

describe("conditions and shifts", () => {
  it("have numbers, opposites and flags", () => {
    expect(["eq", "cs", "hs", "cc", "lo", "al"].map((name) => conditionNumber(name as "eq"))).toEqual([
      0, 2, 2, 3, 3, 14,
    ]);
    expect(invertCondition(conditionNumber("ge"))).toBe(conditionNumber("lt"));
    expect(() => invertCondition(14)).toThrow(IsaError);
    expect(() => conditionNumber("nv" as "eq")).toThrow(expect.objectContaining({ code: "unknown-condition" }));
    // hi: C and Z; gt: N, Z and V; al: none.
    expect([8, 12, 14].map(flagsOfCondition)).toEqual([6, 13, 0]);
  });

  it("refuse amounts that do not exist", () => {
    for (const [type, amount] of [
      ["lsl", 32],
      ["lsr", 0],
      ["lsr", 33],
      ["ror", 32],
      ["ror", 0],
      ["asr", 1.5],
    ] as const) {
      expect(() => shifted("r0", type, amount), `${type} ${amount}`).toThrow(
        expect.objectContaining({ code: "out-of-range" }),
      );
    }
    expect(() => shifted("r0", "lsx" as "lsl", 1)).toThrow(expect.objectContaining({ code: "unknown-shift" }));
  });

  it("name CPU features", () => {
    expect(featureNames(featureSets.armv5te)).toEqual(["v5", "ar"]);
    expect(featureNames(featureSets["armv6-m"])).toEqual(["v5", "v6", "v7"]);
    expect(featureNames(featureSets["cortex-a15"] & ~featureSets["cortex-a8"])).toEqual([
      "idiv",
      "mp",
      "virtualization",
      "fp16",
      "vfp4",
    ]);
  });
});

it("each IT state has a condition, and what stands in it a text", () => {
  // ADDS/ADD, ADD.W, MOV and BX LR.
  const words = [
    [0x1c40, 2],
    [0xf1000001, 4],
    [0x4608, 2],
    [0x4770, 2],
  ] as const;
  for (let state = 0; state < 256; state++) {
    for (const [word, size] of words) {
      const instruction = t32Decoder().instruction(word, size, 0x1000, state);
      const { conditionNumber, condition } = instruction;
      // ConditionHolds (A8.3.1): 1110 and 1111 hold always.
      const wanted = (state & 15) === 0 || state >>> 4 === 15 ? 14 : state >>> 4;
      expect([state, conditionNumber]).toEqual([state, wanted]);
      if ((state & 15) !== 0) expect(instruction.mnemonic).toContain(condition.replace("hs", "cs").replace("lo", "cc"));
    }
  }
});

test("masks of 32 bits are counted, and their lowest bit is found, as their digits say", () => {
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), (mask) => {
      const digits = (mask >>> 0).toString(2).padStart(32, "0");
      expect(countOfMask(mask)).toBe(digits.replaceAll("0", "").length);
      expect(lowestOfMask(mask)).toBe(mask === 0 ? -1 : 31 - digits.lastIndexOf("1"));
    }),
    { examples: [[0], [-(2 ** 31)], [2 ** 31], [-1]] },
  );
});
