import { a32Decoder, type InstructionSet, LeanInstruction, t32Decoder } from "@armstalker/isa";
import { assemble } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { type ControlTransfer, canGoOn, directTarget, relocate, transferOf } from "../src/index.js";

// The bytes, and the distances of labels, are the GNU assembler's. Not covered: UNPREDICTABLE words; conditions in IT blocks.

const AL = 14;
const ADDRESS = 0x10000;

function bytesOf(set: InstructionSet, text: string): Uint8Array {
  const [result] = assemble("gnu", set, [text]);
  if (result?.bytes === undefined) throw new Error(result?.error);
  return result.bytes;
}

const decoderOf = (set: InstructionSet) => (set === "a32" ? a32Decoder() : t32Decoder());

function transferIn(set: InstructionSet, text: string, address = ADDRESS): ControlTransfer {
  return transferOf(decoderOf(set).decode(bytesOf(set, text), 0, address));
}

const always = { condition: AL, link: null, purpose: "jump", fallsThrough: false };

describe("what a control transfer does", () => {
  it.each<[InstructionSet, string, object]>([
    ["a32", "b .+0x20", { kind: "direct", target: 0x10020, ...always, setAfter: "a32" }],
    ["a32", "bne .-0x20", { kind: "direct", target: 0xffe0, condition: 1, fallsThrough: true, link: null }],
    ["a32", "bl .+0x20", { kind: "direct", target: 0x10020, purpose: "call", link: 0x10004, fallsThrough: false }],
    ["a32", "blx .+0x22", { kind: "direct", target: 0x10023, purpose: "call", link: 0x10004, setAfter: "t32" }],
    ["a32", "bx pc", { kind: "direct", target: 0x10008, ...always }],
    ["a32", "mov pc, pc", { kind: "direct", target: 0x10008, ...always }],
    ["a32", "add pc, pc, #5", { kind: "direct", target: 0x1000d, ...always }],
    ["a32", "sub pc, pc, #16", { kind: "direct", target: 0xfff8, ...always }],
    ["a32", "add pc, pc, #6", { kind: "misaligned" }],
    ["t32", "b.n .+0x20", { kind: "direct", target: 0x10021, ...always, setAfter: "t32" }],
    ["t32", "beq.n .-0x20", { kind: "direct", target: 0xffe1, condition: 0, fallsThrough: true }],
    ["t32", "beq.w .-0x40000", { kind: "direct", target: 0xfffd0001, condition: 0 }],
    ["t32", "b.w .-0x20", { kind: "direct", target: 0xffe1, ...always }],
    ["t32", "bl .+0x20", { kind: "direct", target: 0x10021, purpose: "call", link: 0x10005 }],
    ["t32", "blx .+0x20", { kind: "direct", target: 0x10020, purpose: "call", link: 0x10005, setAfter: "a32" }],
    ["t32", "bx pc", { kind: "direct", target: 0x10004, ...always }],
    ["t32", "mov pc, pc", { kind: "direct", target: 0x10005, ...always }],
    [
      "t32",
      "cbz r3, .+0x20",
      { kind: "compare-and-branch", target: 0x10021, register: 3, branchesIf: "zero", fallsThrough: true },
    ],
    ["t32", "cbnz r7, .+0x7e", { kind: "compare-and-branch", target: 0x1007f, register: 7, branchesIf: "not zero" }],
    ["a32", "bx r3", { kind: "register", register: 3, ...always, setAfter: "bit 0" }],
    ["a32", "bxne lr", { kind: "register", register: 14, purpose: "return", condition: 1, fallsThrough: true }],
    ["a32", "blx r3", { kind: "register", register: 3, purpose: "call", link: 0x10004, setAfter: "bit 0" }],
    ["a32", "mov pc, lr", { kind: "register", register: 14, purpose: "return", setAfter: "bit 0" }],
    ["a32", "mov pc, lr, lsl #1", { kind: "compute", addend: -1, purpose: "jump" }],
    ["t32", "bx r12", { kind: "register", register: 12, ...always, setAfter: "bit 0" }],
    ["t32", "bxj r3", { kind: "register", register: 3, ...always, setAfter: "bit 0" }],
    ["t32", "blx r3", { kind: "register", register: 3, purpose: "call", link: 0x10003 }],
    ["t32", "mov pc, r9", { kind: "register", register: 9, ...always, setAfter: "t32" }],
    ["t32", "add pc, r9", { kind: "compute", addend: 9, setAfter: "t32" }],
    ["t32", "add pc, sp", { kind: "compute", addend: 13, setAfter: "t32" }],
    ["a32", "add pc, r1, r2, lsl #2", { kind: "compute", addend: -1, setAfter: "bit 0" }],
    [
      "a32",
      "ldr pc, [pc, #-4]",
      { kind: "load", literal: 0x10004, base: 15, index: -1, displacement: -4, mode: "offset" },
    ],
    [
      "a32",
      "ldr pc, [ip, #8]!",
      { kind: "load", literal: null, base: 12, displacement: 8, mode: "pre-indexed", purpose: "jump" },
    ],
    ["a32", "ldr pc, [sp], #4", { kind: "load", base: 13, displacement: 4, mode: "post-indexed", purpose: "return" }],
    ["a32", "ldr pc, [r1], -r2, lsl #2", { kind: "load", base: 1, index: 2, mode: "post-indexed" }],
    ["t32", "ldr.w pc, [pc, #8]", { kind: "load", literal: 0x1000c, base: 15, index: -1 }],
    ["t32", "ldr.w pc, [r1, #4092]", { kind: "load", base: 1, displacement: 4092, mode: "offset" }],
    ["t32", "ldr.w pc, [r1, #-8]", { kind: "load", base: 1, displacement: -8, mode: "offset" }],
    ["t32", "ldr.w pc, [sp], #4", { kind: "load", base: 13, displacement: 4, mode: "post-indexed", purpose: "return" }],
    ["t32", "ldr.w pc, [r1, r2, lsl #2]", { kind: "load", base: 1, index: 2, mode: "offset" }],
    [
      "t32",
      "pop {r0, r7, pc}",
      {
        kind: "load-multiple",
        purpose: "return",
        load: { base: 13, list: 0x8081, writesBack: true, first: 0, change: 12 },
      },
    ],
    [
      "t32",
      "pop.w {r4, r8, pc}",
      { kind: "load-multiple", load: { base: 13, list: 0x8110, writesBack: true, first: 0, change: 12 } },
    ],
    [
      "t32",
      "ldmdb r3, {r4, r8, pc}",
      { kind: "load-multiple", load: { base: 3, list: 0x8110, writesBack: false, first: -12, change: -12 } },
    ],
    [
      "a32",
      "ldmib r3!, {r4, pc}",
      { kind: "load-multiple", load: { base: 3, list: 0x8010, writesBack: true, first: 4, change: 8 } },
    ],
    [
      "a32",
      "ldmda r3, {r4, pc}",
      {
        kind: "load-multiple",
        purpose: "return",
        load: { base: 3, list: 0x8010, writesBack: false, first: -4, change: -8 },
      },
    ],
    ["t32", "tbb [pc, r3]", { kind: "table", base: 15, index: 3, entrySize: 1, ...always, setAfter: "t32" }],
    ["t32", "tbh [r2, r3, lsl #1]", { kind: "table", base: 2, index: 3, entrySize: 2 }],
    ["a32", "subs pc, lr, #4", { kind: "exception-return", setAfter: "restored", purpose: "return" }],
  ])("%s: %s", (set, text, expected) => {
    expect(transferIn(set, text)).toMatchObject(expected);
  });

  it("is decided by the address for BX PC alone", () => {
    expect(transferIn("t32", "bx pc", ADDRESS + 2)).toMatchObject({ kind: "misaligned" });
    expect(transferIn("t32", "mov pc, pc", ADDRESS + 2)).toMatchObject({ kind: "direct", target: 0x10007 });
    expect(transferIn("t32", "blx .+0x1e", ADDRESS + 2)).toMatchObject({ kind: "direct", setAfter: "a32" });
  });

  it("is told of code that stands where its instruction set has none", () => {
    expect(transferIn("a32", "bl .+0x20", ADDRESS + 2)).toMatchObject({ target: 0x10022, link: 0x10006 });
    expect(transferIn("a32", "b .+0x20", 2 ** 32 - 2)).toMatchObject({ target: 0x1e });
  });

  it("is the same without an object", () => {
    for (const [set, text] of [
      ["a32", "bl .-0x2000"],
      ["a32", "blx .+0x22"],
      ["t32", "blx .+0x20"],
      ["t32", "cbz r1, .+4"],
      ["t32", "b.w .-0x100000"],
    ] as const) {
      const decoder = decoderOf(set);
      const { word, size } = decoder.decode(bytesOf(set, text), 0, ADDRESS);
      const lean = new LeanInstruction();
      decoder.lean(lean, word, size);
      const { target } = transferIn(set, text) as { target: number };
      expect(directTarget(decoder, lean.number, word, ADDRESS)).toBe(target);
    }
  });

  it("says whether control comes to the next instruction", () => {
    const goesOn = (set: InstructionSet, text: string): boolean =>
      canGoOn(decoderOf(set).decode(bytesOf(set, text), 0, ADDRESS));
    for (const text of ["bl .+8", "blx r1", "bne .+8", "cbz r0, .+8", "nop", "svc #0"])
      expect(goesOn("t32", text)).toBe(true);
    for (const text of ["b .+8", "bx r1", "pop {pc}", "tbb [pc, r0]"]) expect(goesOn("t32", text)).toBe(false);
  });
});

describe("LDC of PC with an option", () => {
  it("reads where PC is, and keeps the option", () => {
    const code = bytesOf("a32", "ldc p5, c6, [pc], {4}");
    expect(a32Decoder().decode(code, 0, ADDRESS).relativeAddress).toBe(0x10008);
    const moved = relocate(code, { from: ADDRESS, to: 0x10100, set: "a32", scratch: ["r0"] }).code;
    expect([...moved]).toEqual([...bytesOf("a32", "sub r0, pc, #256; ldc p5, c6, [r0], {4}")]);
  });
});
