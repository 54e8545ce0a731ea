import type { InstructionSet } from "@armstalker/isa";
import { describe, expect, it } from "vitest";
import { type CanRelocateOptions, canRelocate } from "../src/index.js";
import { bytesOf, ORIGINAL } from "./support/texts.js";

function taken(set: InstructionSet, line: string, minBytes: number, options: Partial<CanRelocateOptions> = {}) {
  const code = bytesOf(set, line, ORIGINAL);
  const { bytes, reason, scratch } = canRelocate(code, minBytes, { set, address: ORIGINAL, ...options });
  return { bytes, reason, scratch: scratch?.name ?? null };
}

describe("what can be taken away from the start of code", () => {
  it("is a whole number of instructions", () => {
    expect(taken("a32", "mov r0, r1; mov r1, r2; bx lr", 6)).toMatchObject({ bytes: 8, reason: null });
    expect(taken("t32", "push {r4, lr}; ldr.w r4, [r0, #4]; nop; pop {r4, pc}", 4)).toMatchObject({
      bytes: 6,
      reason: null,
    });
    expect(taken("t32", "push {r4, lr}; nop", 0)).toMatchObject({ bytes: 0, reason: null });
  });

  it("is a whole number of IT blocks", () => {
    const code = "cmp r0, #0; itt eq; moveq r0, r1; moveq r1, r2; nop; bx lr";
    expect(taken("t32", code, 4)).toMatchObject({ bytes: 8, reason: null });
  });

  it("is a whole number of exclusive sequences", () => {
    const code = "ldrex r1, [r0]; add r1, r1, #1; strex r2, r1, [r0]; cmp r2, #0; bx lr";
    expect(taken("a32", code, 4)).toMatchObject({ bytes: 12, reason: null });
    // A load alone, as 64-bit reads are, is no sequence.
    expect(taken("a32", `ldrexd r2, r3, [r0]; ${"nop; ".repeat(20)} bx lr`, 4)).toMatchObject({
      bytes: 4,
      reason: null,
    });
  });

  it("holds no target of a branch of the code around", () => {
    const loop = "mov r0, #8; subs r0, r0, #1; bne . - 4; bx lr";
    expect(taken("a32", loop, 8)).toEqual({ bytes: 4, reason: "branch-target", scratch: "r0" });
    expect(taken("a32", loop, 4)).toMatchObject({ bytes: 4, reason: null });
    // The start itself may be one.
    expect(taken("a32", "subs r0, r0, #1; nop; bne . - 8; bx lr", 8)).toMatchObject({ bytes: 8, reason: null });
    expect(taken("t32", "nop; nop; cbz r0, . + 8; nop; b . - 6; bx lr", 4)).toMatchObject({
      bytes: 2,
      reason: "branch-target",
    });
  });

  it("holds no data that the code reads", () => {
    const code = "b . + 8; .word 0x12345678; ldr r0, [pc, #-12]; bx lr";
    expect(taken("a32", code, 8)).toMatchObject({ bytes: 4, reason: "end-of-code" });
    expect(taken("a32", "ldr r0, [pc, #-4]; mov r1, r2; mov r3, r4; bx lr", 8)).toMatchObject({
      bytes: 4,
      reason: "literal",
    });
  });

  it("holds nothing after a call, which returns to where it stood", () => {
    const code = "push {r4, lr}; bl . + 0x100; nop; nop; pop {r4, pc}";
    expect(taken("a32", code, 12)).toMatchObject({ bytes: 8, reason: "return-address" });
    expect(taken("a32", code, 12, { returnAddress: "moved" })).toMatchObject({ bytes: 12, reason: null });
  });

  it("ends where the code does, or cannot be moved", () => {
    expect(taken("a32", "bx lr; nop", 8)).toMatchObject({ bytes: 4, reason: "end-of-code" });
    expect(taken("a32", "nop", 8)).toMatchObject({ bytes: 4, reason: "end-of-code" });
    expect(taken("a32", "nop; .inst 0xe6000010", 8)).toMatchObject({ bytes: 4, reason: "refused" });
  });

  it("goes on over the padding behind its end, up to a word", () => {
    // The stub with which linkers go from T32 to A32 code.
    expect(taken("t32", "bx pc; nop; .inst.w 0xe59ff000", 4)).toMatchObject({ bytes: 4, reason: null });
    expect(taken("t32", "bx pc; .inst.n 0x46c0; .inst.w 0xe59ff000", 4)).toMatchObject({ bytes: 4, reason: null });
    expect(taken("t32", "bx lr; .inst.n 0x0000", 4)).toMatchObject({ bytes: 4, reason: null });
    // Another function, the end of the code, and a NOP that begins a word.
    expect(taken("t32", "bx lr; movs r0, #1; bx lr", 4)).toMatchObject({ bytes: 2, reason: "end-of-code" });
    expect(taken("t32", "bx lr", 4)).toMatchObject({ bytes: 2, reason: "end-of-code" });
    expect(taken("t32", "nop; bx lr; nop; nop", 6)).toMatchObject({ bytes: 4, reason: "end-of-code" });
    // What branches to it needs it.
    expect(taken("t32", "cbz r0, . + 6; bx lr; nop; nop; bx lr", 6)).toMatchObject({ bytes: 4 });
    expect(taken("t32", "beq . + 6; b . + 0x100; nop", 6)).toMatchObject({ bytes: 4, reason: "end-of-code" });
    expect(taken("t32", "nop; beq . + 4; bx lr; nop; bx lr", 8)).toMatchObject({ bytes: 6 });
  });

  it("ends before bx pc where PC is no multiple of 4, which cannot be moved", () => {
    expect(taken("t32", "nop; bx pc; nop", 4)).toMatchObject({ bytes: 2, reason: "refused" });
  });

  it("is only told with options that exist", () => {
    const wrong = [
      { set: "arm" },
      { set: undefined },
      {},
      { set: "t32", minBytes: 4 },
      { set: "t32", start: "functon" },
    ];
    for (const options of [...wrong, { set: "t32", returnAddress: "move" }, null, "t32"])
      expect(() => canRelocate(new Uint8Array(8), 4, options as CanRelocateOptions)).toThrow(
        expect.objectContaining({ code: "unknown-option" }),
      );
  });

  it("is read from a target's memory as well", () => {
    const code = bytesOf("t32", "push {r4, lr}; nop; pop {r4, pc}", ORIGINAL);
    const read = (address: number, size: number): Uint8Array =>
      code.subarray(address - ORIGINAL, address - ORIGINAL + size);
    expect(canRelocate({ read, address: ORIGINAL + 1 }, 4, { set: "t32" })).toMatchObject({ bytes: 4, reason: null });
  });
});

describe("the scratch register", () => {
  it("is one that the code overwrites before it reads it, r12 first", () => {
    expect(taken("a32", "mov r3, #1; mov r12, #2; bx lr", 4).scratch).toBe("r12");
    expect(taken("a32", "add r3, r3, #1; mov r2, r3; bx lr", 4).scratch).toBe("r2");
    expect(taken("a32", "add r3, r3, #1; bx lr", 4).scratch).toBeNull();
    expect(taken("a32", "movne r3, #1; svc #0", 4).scratch).toBeNull();
  });

  it("is one that the caller knows of, and r12 at the start of a function", () => {
    expect(taken("a32", "bx lr", 4, { scratch: ["r5"] }).scratch).toBe("r5");
    expect(taken("a32", "bx lr", 4, { start: "function" }).scratch).toBe("r12");
  });

  it("is free on both ways of a branch", () => {
    expect(taken("a32", "bne . + 12; mov r2, #1; bx lr; mov r3, #1; mov r2, #2; bx lr", 4).scratch).toBe("r2");
  });
});
