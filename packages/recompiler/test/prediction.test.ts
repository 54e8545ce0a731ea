import { a32Decoder, type CodeAddress, codeAddress, type InstructionSet, t32Decoder } from "@armstalker/isa";
import { assemble } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { followsCall, LinkageStub, tableTargets } from "../src/prediction.js";
import type { ProgramCode } from "../src/program.js";

const ADDRESS = 0x10000;

/** Code that the GNU assembler made, and a program that has it at `ADDRESS`. */
function assembled(set: InstructionSet, text: string): { code: Uint8Array; program: ProgramCode } {
  const [result] = assemble("gnu", set, [text]);
  if (result?.bytes === undefined) throw new Error(result?.error);
  const code = result.bytes;
  const read: ProgramCode["read"] = (address, size) => {
    const at = address - ADDRESS;
    return at < 0 || at >= code.length ? new Uint8Array(0) : code.subarray(at, at + size);
  };
  return { code, program: { read, readCode: read, isWritable: () => false, canWrite: () => false } };
}

describe("jump tables", () => {
  // The labels are the assembler's: it works the entries out.
  it.each([
    [
      "tbb [pc, r0]; 0: .byte (1f-0b)/2; .byte (2f-0b)/2; .byte (1f-0b)/2; .byte (3f-0b)/2; 1: nop; 2: nop; nop; 3: bx lr",
      [8, 10, 14],
    ],
    ["tbh [pc, r1, lsl #1]; 0: .hword (2f-0b)/2; .hword (1f-0b)/2; 1: movs r0, r0; 2: bx lr; .hword 0xffff", [8, 10]],
    // An entry of 0 leads to the table itself: code that is never meant to be reached.
    ["tbb [pc, r0]; 0: .byte 0; .byte (1f-0b)/2; 1: bx lr", [4, 6]],
  ])("%s", (text, offsets) => {
    const { code, program } = assembled("t32", text);
    const targets = tableTargets(t32Decoder().decode(code, 0, ADDRESS), program);
    expect(targets.sort((a, b) => a - b)).toEqual(offsets.map((offset) => ADDRESS + offset + 1));
  });

  it("are not read where the table is elsewhere, or the instruction is another", () => {
    for (const text of ["tbb [r1, r0]", "bx lr", "nop"]) {
      const { code, program } = assembled("t32", text);
      expect(tableTargets(t32Decoder().decode(code, 0, ADDRESS), program)).toEqual([]);
    }
  });
});

describe("linkage stubs", () => {
  const run = (text: string): number[] => {
    const { code, program } = assembled("a32", text);
    const stub = new LinkageStub();
    return [...a32Decoder().instructions(code, ADDRESS)].map((each) => stub.take(each, program));
  };

  it("lead to what the word that they load holds", () => {
    // The word is 0x20 bytes after the first instruction: PC is 8 bytes on, so 0 + 0x10 + 8.
    const text = "add ip, pc, #0; add ip, ip, #16; ldr pc, [ip, #8]!; nop; nop; nop; nop; nop; .word 0x12345679";
    expect(run(text).slice(0, 3)).toEqual([-1, -1, 0x12345679]);
  });

  it("are not seen in what looks alike", () => {
    const word = "nop; nop; nop; nop; nop; .word 0x12345679";
    for (const text of [
      `add r1, pc, #0; add ip, ip, #16; ldr pc, [ip, #8]!; ${word}`,
      `add ip, pc, #0; mov r0, r0; ldr pc, [ip, #24]!; ${word}`,
      `add ip, pc, #0; add ip, ip, #16; ldr r0, [ip, #8]!; ${word}`,
    ]) {
      expect(run(text).every((target) => target === -1)).toBe(true);
    }
  });
});

describe("addresses after calls", () => {
  const end = (set: InstructionSet, text: string): boolean => {
    const { code, program } = assembled(set, text);
    return followsCall(codeAddress(ADDRESS + code.length, set), program);
  };

  it.each([
    ["a32", "bl .+0x100"],
    ["a32", "blne .+0x100"],
    ["a32", "blx .+0x102"],
    ["a32", "blx r3"],
    ["t32", "bl .+0x100"],
    ["t32", "blx .+0x100"],
    ["t32", "blx r3"],
    ["t32", "nop; blx lr"],
  ] as const)("are known, %s: %s", (set, text) => expect(end(set, text)).toBe(true));

  it.each([
    ["a32", "b .+0x100"],
    ["a32", "bx r3"],
    ["a32", "mov lr, pc"],
    ["t32", "b.w .+0x100"],
    ["t32", "bx r3"],
    ["t32", "nop"],
    // The first half of a wide instruction.
    ["t32", "blx r3; .inst.n 0xf000"],
    // The end of a wide instruction that looks like `blx r3`.
    ["t32", "nop; .inst.n 0xf04f"],
  ] as const)("are not taken for others, %s: %s", (set, text) => expect(end(set, text)).toBe(false));

  it("are none where memory begins", () => {
    const { program } = assembled("t32", "blx r3");
    for (const address of [0, 1, 2, ADDRESS, ADDRESS + 1] as CodeAddress[]) {
      expect(followsCall(address, program)).toBe(false);
    }
  });
});
