import { describe, expect, it } from "vitest";
import {
  AssemblyError,
  type AssemblyOptions,
  assemble,
  Feature,
  featureSets,
  IsaError,
  t32Decoder,
} from "../src/index.js";

const hex = (text: string, options?: AssemblyOptions): string =>
  Buffer.from(assemble(text, options).bytes).toString("hex");

const errorOf = (text: string, options?: AssemblyOptions): AssemblyError => {
  try {
    assemble(text, options);
  } catch (error) {
    if (error instanceof AssemblyError) return error;
    throw error;
  }
  throw new Error(`"${text}" is assembled`);
};

describe("assembly text", () => {
  it("becomes code at an address, with labels in both directions", () => {
    const { bytes, labels } = assemble(
      `start:  add r0, r1, #4      @ a comment
              b end                // another; one
      loop:   subs r0, #1; bne loop /* and
              one more */
      end:    bx lr`,
      { pc: 0x8000 },
    );
    // add r0, r1, #4 / b 0x8010 / subs r0, r0, #1 / bne 0x8008 / bx lr
    expect(Buffer.from(bytes).toString("hex")).toBe("040081e2" + "010000ea" + "010050e2" + "fdffff1a" + "1eff2fe1");
    expect(Object.fromEntries(labels)).toEqual({ start: 0x8000, loop: 0x8008, end: 0x8010 });
  });

  it("takes the shortest branches that reach, and pays for those that do not", () => {
    const gap = (bytes: number): string => hex(`b end\n.space ${bytes}\nend:`, { set: "t32" }).slice(0, 8);
    // B T2 reaches 2046 bytes forward from PC, 4 bytes on.
    expect(gap(2048)).toBe("ffe3" + "0000");
    expect(gap(2050)).toBe("00f001bc");
  });

  it("has numeric labels, which may be put again and again", () => {
    expect(hex("1: b 1f\n1: b 1b\n b 1b")).toBe("ffffffea" + "feffffea" + "fdffffea");
  });

  it("loads literals by moves, or from shared words in pools", () => {
    // mov r0, #255 / mvn r1, #0 / ldr r2, [pc, #8] / ldr r3, [pc, #4] / ldr r4, [pc, #4] / words
    expect(
      hex("ldr r0, =255\nldr r1, =-1\nldr r2, =0x12345678\nldr r3, =0x12345678\nldr r4, =there", {
        symbols: { there: 0x20001 },
      }),
    ).toBe("ff00a0e3" + "0010e0e3" + "04209fe5" + "00309fe5" + "00409fe5" + "78563412" + "01000200");
    // The pool is put where .ltorg is, and aligned.
    expect(hex("ldr r0, =0x12345678\nbx lr\nnop\n.ltorg\nnop", { set: "t32" })).toBe(
      "0148" + "7047" + "00bf" + "0000" + "78563412" + "00bf",
    );
  });

  it("has data of all widths, texts, gaps and symbols", () => {
    expect(
      hex(
        ".byte 1, -1, 'A'\n.align 2\n.hword 0x1234\n.balign 4, 0xff\n.word end - start, start\nstart: .asciz \"a\\n\\x41\\101\"\nend:",
        { pc: 0x100 },
      ),
    ).toBe("01ff4100" + "3412ffff" + "05000000" + "10010000" + "610a414100");
    expect(
      hex(
        ".set size, 3 * 4 + (1 << 2)\n.equ half, size / 2\nmov r0, #size\nldr r1, [r2, #half]\nsize2 = half\n.word size2",
      ),
    ).toBe("1000a0e3" + "081092e5" + "08000000");
  });

  it("follows IT blocks, and takes conditions only in them", () => {
    expect(hex("cmp r0, #0\nite eq\nmoveq r1, #1\naddne r1, r1, #1", { set: "t32" })).toBe(
      "0028" + "0cbf" + "0121" + "0131",
    );
    expect(errorOf("moveq r0, r1", { set: "t32" })).toMatchObject({ code: "it-block", line: 1, column: 1 });
    expect(errorOf("ite eq\nmoveq r0, r1\nmoveq r0, r1", { set: "t32" })).toMatchObject({ code: "it-block", line: 3 });
    expect(errorOf("ite eq\nmoveq r0, r1", { set: "t32" })).toMatchObject({ code: "it-block" });
  });

  it("switches the instruction set, and calls the other one by BLX", () => {
    // blx thumb / bx lr; thumb: bx lr
    expect(hex(".arm\nbl thumb\nbx lr\n.thumb\n.thumb_func\nthumb: bx lr")).toBe("000000fa" + "1eff2fe1" + "7047");
    // The address of a T32 function has bit 0 set where it is a value.
    expect(hex(".thumb_func\nf: nop\nnop\n.word f", { pc: 0x100, set: "t32" })).toBe("00bf00bf" + "01010000");
  });

  it("places sections one behind the other, or leaves addresses to a linker", () => {
    const text = "ldr r0, =value\nbl other\n.data\nvalue: .word 1\n.section .rodata\n.hword 7";
    const { sections } = assemble(text, { pc: 0x1000, symbols: { other: 0x2000 } });
    expect(sections.map(({ name, address, size }) => [name, address, size])).toEqual([
      [".text", 0x1000, 12],
      [".data", 0x100c, 4],
      [".rodata", 0x1010, 2],
    ]);
    const { sections: left } = assemble(text, { relocatable: true });
    expect(left[0]!.relocations).toEqual([
      { offset: 4, type: "R_ARM_CALL", symbol: "other", addend: 0 },
      { offset: 8, type: "R_ARM_ABS32", symbol: ".data", addend: 0 },
    ]);
  });

  it("encodes VFP and Advanced SIMD", () => {
    expect(hex("vadd.f32 s0, s1, s2\nvld1.32 {d0, d1}, [r0]!\nvpush.64 {d8-d9}\nvmov.i32 q0, #0xff")).toBe(
      "810a30ee" + "8d0a20f4" + "048b2ded" + "5f0087f3",
    );
  });

  it.each([
    ["add r0, r1, #0x12345678", "not-encodable", 1, 1],
    ["nop\n  ldr r0, [r1, #5000]", "out-of-range", 2, 3],
    ["b nowhere", "undefined-symbol", 1, 3],
    ["a: nop\na: nop", "duplicate-symbol", 2, 1],
    ["fadd r0, r1", "unknown-mnemonic", 1, 1],
    [".wurd 1", "unknown-directive", 1, 1],
    ["add r0, r1, #", "syntax", 1, 14],
    ["ldr r0, [r1", "syntax", 1, 12],
    ["mov r0, r1 r2", "syntax", 1, 12],
    ["push {r5-r4}", "syntax", 1, 12],
    [".word 1 +", "syntax", 1, 10],
    ["mov r0, #(start + start)\nstart:", "not-constant", 1, 17],
    [".byte 256", "out-of-range", 1, 1],
    ["? r0", "syntax", 1, 1],
  ])("refuses %j and says where", (text, code, line, column) => {
    expect(errorOf(text)).toMatchObject({ code, line, column });
    expect(errorOf(text).message).toContain(`line ${line}, column ${column}: `);
  });

  it("refuses what the CPU does not have, and options that it does not know", () => {
    expect(errorOf("movw r0, #1", { features: featureSets.armv5te })).toMatchObject({ code: "missing-feature" });
    expect(() => assemble("nop", { address: 4 } as AssemblyOptions)).toThrow(IsaError);
    expect(() => assemble("nop", { pc: 2 })).toThrow(/a multiple of 4/);
    expect(Feature.thumb2).toBe(8);
  });

  it("reads what the decoder prints", () => {
    const code = assemble(
      "push {r4, lr}\nldr r4, [r0, r1, lsl #2]\nldrd r2, r3, [sp, #-8]!\nlsls r0, r1, #3\nuxtab r0, r1, r2, ror #8\npop {r4, pc}",
      { set: "t32" },
    ).bytes;
    const text = [...t32Decoder().instructions(code)].map(String).join("\n");
    expect(Buffer.from(assemble(text, { set: "t32" }).bytes)).toEqual(Buffer.from(code));
  });
});
