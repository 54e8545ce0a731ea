import { type Instruction, t32Decoder } from "@armstalker/isa";
import { ArmRunner } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { kindOf, relocate } from "../src/index.js";
import { bytesOf, ORIGINAL, textsOf } from "./support/texts.js";

const FAR = 0x50000000;

describe("a range that is moved in one call", () => {
  it("has a map from each instruction to its new place, and counts by kind", () => {
    const code = bytesOf(
      "t32",
      "push {r4, lr}; ldr r0, [pc, #8]; ite eq; moveq r1, r0; addne r1, r1, #1; bl . + 0x100; pop {r4, pc}",
      ORIGINAL,
    );
    const { map, kept, rewritten, refused } = relocate(code, { from: ORIGINAL, to: FAR, set: "t32" });
    expect(map.map(({ from }) => from - ORIGINAL)).toEqual([0, 2, 4, 6, 8, 10, 14]);
    expect(map.map(({ to }) => to - FAR)).toEqual([0, 2, 12, 14, 16, 18, 30]);
    expect(kept).toBe(5);
    expect(rewritten).toEqual({ branch: 0, call: 1, literal: 1, address: 0, operand: 0, jump: 0, table: 0, stored: 0 });
    expect(refused).toEqual([]);
  });

  it("branches to where the code stood, or within the moved code as it is told", () => {
    const code = bytesOf("a32", "mov r0, #3; subs r0, r0, #1; bne . - 4; b . + 8; mov r0, #9; bx lr", ORIGINAL);
    const original = relocate(code, { from: ORIGINAL, to: 0x20000, set: "a32" });
    expect(textsOf("a32", original.code, 0x20000)[2]).toBe("bne 0x10004");
    const moved = relocate(code, { from: ORIGINAL, to: FAR, set: "a32", branchesWithin: "moved" });
    expect(moved.code).toEqual(code);
  });

  it("calls within the moved code, and returns there", () => {
    const code = bytesOf("t32", "push {lr}; bl . + 6; pop {pc}; adr r0, . + 2; bx lr", ORIGINAL);
    const { code: moved, map } = relocate(code, { from: ORIGINAL, to: FAR, set: "t32", branchesWithin: "moved" });
    expect(textsOf("t32", moved, FAR)).toEqual([
      "push {lr}",
      `bl 0x${map[3]!.to.toString(16)}`,
      "pop {pc}",
      "movw r0, #10",
      "movt r0, #1",
      "bx lr",
    ]);
  });

  it("takes longer branches where its code has grown", () => {
    // Each literal load grows from 2 bytes to 10: the branches over 60 of them no longer reach.
    const body = "ldr r1, [pc, #4]; ".repeat(60);
    const lines = [`cbz r0, . + 122; ${body}bx lr`, `bne . + 122; ${body}bx lr`, `b.n . + 122; ${body}bx lr`];
    const texts = lines.map((line) => {
      const { code, map } = relocate(bytesOf("t32", line, ORIGINAL), {
        from: ORIGINAL,
        to: FAR,
        set: "t32",
        branchesWithin: "moved",
      });
      const last = `0x${map.at(-1)!.to.toString(16)}`;
      return textsOf("t32", code, FAR)
        .slice(0, 2)
        .map((text) => text.replace(last, "last"));
    });
    expect(texts[0]).toEqual(["cbnz r0, 0x50000004", "b.n last"]);
    expect(texts[1]![0]).toBe("bne.w last");
    expect(texts[2]![0]).toBe("b.n last");
  });

  it("leaves data where they are, and reads them there", () => {
    const code = bytesOf("a32", "ldr r0, [pc]; bx lr; .word 0x12345678; mov r0, #1; bx lr", ORIGINAL);
    const data = [{ start: ORIGINAL + 8, end: ORIGINAL + 12 }];
    const { code: moved } = relocate(code, { from: ORIGINAL, to: FAR, set: "a32", data });
    expect(textsOf("a32", moved, FAR)).toEqual([
      "movw r0, #8",
      "movt r0, #1",
      "ldr r0, [r0]",
      "bx lr",
      "mov r0, #1",
      "bx lr",
    ]);
  });

  it("begins within an IT block if it is told so", () => {
    // The rest of `itte eq`: a then, an else.
    const code = bytesOf("t32", "itte eq; moveq r0, r1; addeq r1, r1, #1; addne r2, r2, #1; bx lr", ORIGINAL);
    const [it, first] = [...t32Decoder().instructions(code, ORIGINAL)] as [Instruction, Instruction];
    expect(it.mnemonic).toBe("itte");
    const rest = relocate(code.subarray(4), { from: ORIGINAL + 4, to: FAR, set: "t32", it: first.nextIt });
    expect(textsOf("t32", rest.code, FAR)).toEqual(["ite eq", "addeq r1, #1", "addne r2, #1", "bx lr"]);
  });

  it("goes on at its end, or where the code stood", () => {
    const code = bytesOf("a32", "add r0, sp, pc; bne . + 0x100; mov r1, #1", ORIGINAL);
    const options = { from: ORIGINAL, to: FAR, set: "a32", scratchFrom: "spilled" } as const;
    // The literal of the far branch stands before the end, and is branched over.
    const { code: plain } = relocate(code, options);
    expect(textsOf("a32", plain, FAR).at(-2)).toBe(`b 0x${(FAR + plain.length).toString(16)}`);
    const { code: back } = relocate(code, { ...options, after: "original" });
    expect(textsOf("a32", back.subarray(0, -8), FAR).at(-1)).toMatch(/^ldr pc, \[pc/);
    const words = new Uint32Array(back.slice().buffer);
    expect([...words.slice(-2)]).toEqual([ORIGINAL + 0x104, ORIGINAL + 12]);
  });

  it("runs as the original does: a function with a loop, a literal, an IT block and a table", () => {
    // Sums 1 to r0 with weights from a table of branches; gives sum + literal.
    const line = [
      "push {r4, lr}",
      "movs r4, #0",
      "and r3, r0, #1", // loop, at 4
      "tbb [pc, r3]",
      ".byte 1, 3",
      "adds r4, r4, r0", // 14: even
      "b . + 6", //         16
      "add.w r4, r4, r0, lsl #1", // 18: odd
      "subs r0, r0, #1", // 22
      "bne . - 20", //      24: to 4
      "ldr r0, [pc, #12]", // 26: at 40
      "cmp r4, #100",
      "it hi",
    ].join("; ");
    const tail = "addhi r0, r0, #7; add r0, r4; pop {r4, pc}; nop; .word 0x1000";
    const code = bytesOf("t32", `${line}; ${tail}`, ORIGINAL);
    const data = [{ start: ORIGINAL + 12, end: ORIGINAL + 14 }];
    const results = (["original", "moved"] as const).map((branchesWithin) => {
      const runner = new ArmRunner();
      runner.map(ORIGINAL, 0x1000);
      runner.map(FAR, 0x1000);
      runner.map(0x60000, 0x1000);
      runner.write(ORIGINAL, code);
      const literal = code.length - 4;
      const range = code.subarray(0, literal);
      runner.write(FAR, relocate(range, { from: ORIGINAL, to: FAR, set: "t32", data, branchesWithin }).code);
      const runs = [ORIGINAL, FAR].flatMap((pc) =>
        [1, 2, 7, 20].map((r0) => runner.run({ pc: pc + 1, r: [r0], sp: 0x60800 })),
      );
      const found = runner.execute();
      return runs.map((handle) => [found.run(handle).exit, found.run(handle).r[0]]);
    });
    for (const runs of results) {
      expect(runs.slice(4)).toEqual(runs.slice(0, 4));
      expect(runs.every(([exit]) => exit === "returned")).toBe(true);
    }
  });
});

describe("kindOf", () => {
  it("says what becomes of an instruction", () => {
    const kinds = {
      "adds r0, r1, r2": "kept",
      "bx lr": "kept",
      "pop {r4, pc}": "kept",
      "mov pc, r3": "kept",
      "b . + 16": "branch",
      "cbz r0, . + 16": "branch",
      "bx pc": "branch",
      "bl . + 16": "call",
      "blx r3": "call",
      "ldr r0, [pc, #4]": "literal",
      "vldr d0, [pc, #4]": "literal",
      "adr r0, . + 8": "address",
      "mov r0, pc": "address",
      "add r0, pc": "operand",
      "add pc, r0": "jump",
      "ldr.w pc, [pc, #4]": "jump",
      "tbb [r1, r0]": "table",
    };
    for (const [line, kind] of Object.entries(kinds)) {
      expect([line, kindOf(t32Decoder().decode(bytesOf("t32", line, ORIGINAL), 0, ORIGINAL))]).toEqual([line, kind]);
    }
  });
});
