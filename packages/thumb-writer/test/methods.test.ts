import { d0, d3, q8, q9, r0, s1, s4, sp, t32Decoder } from "@armstalker/isa";
import { assemble } from "@armstalker/oracles";
import {
  describeAssembler,
  describeRegisterLists,
  namesOf,
  pairsOf,
  type RegisterListMethod,
} from "@armstalker/writer-suite";
import { describe, expect, it } from "vitest";
import { IsaError, ThumbWriter, WriterError } from "../src/index.js";

// Labels, literals and calls are tested by running them, in execution.test.ts.

const pc = 0x10000;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** What each method puts, as GNU as assembles it. */
const methods: readonly (readonly [name: string, put: (writer: ThumbWriter) => void, text: string])[] = [
  ["putBImm", (w) => w.putBImm(pc + 0x100), "b.w . + 0x100"],
  ["putBImm with bit 0", (w) => w.putBImm(pc - 0xfff), "b.w . - 0x1000"],
  ["putBlImm", (w) => w.putBlImm(pc + 0xfffffe + 4), "bl . + 0x1000002"],
  ["putBlxImm", (w) => w.putBlxImm(pc + 0x200), "blx . + 0x200"],
  [
    "putBlxImm from a halfword",
    (w) => {
      w.putNop();
      w.putBlxImm(pc + 0x200);
    },
    "nop; blx . + 0x1fe",
  ],
  ["putBxReg", (w) => w.putBxReg("lr"), "bx lr"],
  ["putBlxReg", (w) => w.putBlxReg("r9"), "blx r9"],
  ["putCmpRegImm", (w) => w.putCmpRegImm("r3", 255), "cmp r3, #255"],
  ["putCmpRegImm of a high register", (w) => w.putCmpRegImm("r9", 255), "cmp.w r9, #255"],
  ["putPushRegs", (w) => w.putPushRegs(["r4", "lr"]), "push {r4, lr}"],
  ["putPushRegs of high registers", (w) => w.putPushRegs(["r4", "r8", "lr"]), "push.w {r4, r8, lr}"],
  ["putPushRegs of one high register", (w) => w.putPushRegs(["r8"]), "str.w r8, [sp, #-4]!"],
  ["putPopRegs", (w) => w.putPopRegs(["pc", "r4"]), "pop {r4, pc}"],
  ["putPopRegs of high registers", (w) => w.putPopRegs(["r4", "r8", "pc"]), "pop.w {r4, r8, pc}"],
  ["putVpushRange of D", (w) => w.putVpushRange(d0, d3), "vpush {d0-d3}"],
  ["putVpushRange of Q", (w) => w.putVpushRange(q8, q9), "vpush {d16-d19}"],
  ["putVpopRange of S", (w) => w.putVpopRange(s1, s4), "vpop {s1-s4}"],
  ["putLdrRegReg", (w) => w.putLdrRegReg("r1", "r2"), "ldr r1, [r2]"],
  ["putLdrRegRegOffset", (w) => w.putLdrRegRegOffset("r1", "r2", 124), "ldr r1, [r2, #124]"],
  ["putLdrRegRegOffset further", (w) => w.putLdrRegRegOffset("r1", "r2", 128), "ldr.w r1, [r2, #128]"],
  ["putLdrRegRegOffset unaligned", (w) => w.putLdrRegRegOffset("r1", "r2", 3), "ldr.w r1, [r2, #3]"],
  ["putLdrRegRegOffset down", (w) => w.putLdrRegRegOffset("r1", "r2", -255), "ldr r1, [r2, #-255]"],
  ["putLdrRegRegOffset from sp", (w) => w.putLdrRegRegOffset("r1", sp, 1020), "ldr r1, [sp, #1020]"],
  ["putLdrRegRegOffset high", (w) => w.putLdrRegRegOffset("r8", "sp", 4), "ldr.w r8, [sp, #4]"],
  ["putLdrRegRegOffset from pc", (w) => w.putLdrRegRegOffset("r1", "pc", 8), "ldr r1, [pc, #8]"],
  ["putLdrbRegReg", (w) => w.putLdrbRegReg("r1", "r2"), "ldrb r1, [r2]"],
  ["putLdrhRegReg", (w) => w.putLdrhRegReg("r1", "r2"), "ldrh r1, [r2]"],
  ["putVldrRegRegOffset", (w) => w.putVldrRegRegOffset("d1", "r2", -1020), "vldr d1, [r2, #-1020]"],
  ["putVldrRegRegOffset of S", (w) => w.putVldrRegRegOffset("s3", "sp", 8), "vldr s3, [sp, #8]"],
  ["putLdmiaRegMask", (w) => w.putLdmiaRegMask("r7", 0x11), "ldmia r7!, {r0, r4}"],
  ["putLdmiaRegMask high", (w) => w.putLdmiaRegMask("r8", 0x11), "ldmia.w r8!, {r0, r4}"],
  ["putLdmiaRegMask of sp", (w) => w.putLdmiaRegMask("sp", 0x10), "pop {r4}"],
  ["putLdmiaRegMask of sp, some", (w) => w.putLdmiaRegMask("sp", 0xf0), "pop {r4-r7}"],
  ["putLdmiaRegMask of sp, to pc", (w) => w.putLdmiaRegMask("sp", 0x80f0), "pop {r4-r7, pc}"],
  ["putLdmiaRegMask of sp, one high", (w) => w.putLdmiaRegMask("sp", 0x100), "pop.w {r8}"],
  ["putLdmiaRegMask of sp, many", (w) => w.putLdmiaRegMask("sp", 0x8ff0), "pop.w {r4-r11, pc}"],
  ["putStrRegReg", (w) => w.putStrRegReg("r1", "r2"), "str r1, [r2]"],
  ["putStrRegRegOffset", (w) => w.putStrRegRegOffset("lr", "sp", 4), "str.w lr, [sp, #4]"],
  ["putStrRegRegOffset on the stack", (w) => w.putStrRegRegOffset("r3", "sp", 8), "str r3, [sp, #8]"],
  ["putMovRegReg", (w) => w.putMovRegReg("r1", "r2"), "mov r1, r2"],
  ["putMovRegReg high", (w) => w.putMovRegReg("r9", "pc"), "mov r9, pc"],
  ["putMovRegReg of the same", (w) => w.putMovRegReg("r1", "r1"), ""],
  ["putMovRegU8", (w) => w.putMovRegU8("r1", 200), "mov.w r1, #200"],
  ["putMovRegCpsr", (w) => w.putMovRegCpsr("r3"), "mrs r3, apsr"],
  ["putMovCpsrReg", (w) => w.putMovCpsrReg("r3"), "msr apsr_nzcvqg, r3"],
  ["putMrsRegReg", (w) => w.putMrsRegReg("r3", "apsr-nzcvq"), "mrs r3, apsr"],
  ["putMsrRegReg", (w) => w.putMsrRegReg("apsr-nzcvq", "r3"), "msr apsr_nzcvq, r3"],
  ["putAddRegImm", (w) => w.putAddRegImm("r1", 7), "add.w r1, r1, #7"],
  ["putAddRegImm of sp", (w) => w.putAddRegImm("sp", 8), "add sp, sp, #8"],
  ["putAddRegImm down", (w) => w.putAddRegImm("r1", -7), "sub.w r1, r1, #7"],
  ["putAddRegImm of 12 bits", (w) => w.putAddRegImm("r1", 4095), "addw r1, r1, #4095"],
  ["putAddRegImm of nothing", (w) => w.putAddRegImm("r1", 0), ""],
  ["putSubRegImm", (w) => w.putSubRegImm("r1", 255), "sub.w r1, r1, #255"],
  ["putAddRegReg", (w) => w.putAddRegReg("r1", "r9"), "add r1, r9"],
  ["putAddRegRegReg", (w) => w.putAddRegRegReg("r0", "r1", "r2"), "add.w r0, r1, r2"],
  ["putAddRegRegImm", (w) => w.putAddRegRegImm(r0, "r1", 3), "add.w r0, r1, #3"],
  ["putAddRegRegImm from sp", (w) => w.putAddRegRegImm(r0, sp, 16), "add r0, sp, #16"],
  ["putSubRegReg", (w) => w.putSubRegReg("r0", "r1"), "sub.w r0, r0, r1"],
  ["putSubRegRegReg", (w) => w.putSubRegRegReg("r0", "r1", "r2"), "sub.w r0, r1, r2"],
  ["putSubRegRegImm", (w) => w.putSubRegRegImm("r0", "r1", 1), "sub.w r0, r1, #1"],
  ["putAndRegRegImm", (w) => w.putAndRegRegImm("r0", "r1", 0xff00ff00), "and.w r0, r1, #0xff00ff00"],
  ["putOrRegRegImm", (w) => w.putOrRegRegImm("r0", "r1", 1), "orr.w r0, r1, #1"],
  ["putLslRegRegImm", (w) => w.putLslRegRegImm("r0", "r1", 5), "lsl.w r0, r1, #5"],
  ["putLslsRegRegImm", (w) => w.putLslsRegRegImm("r0", "r1", 5), "lsls r0, r1, #5"],
  ["putLsrsRegRegImm", (w) => w.putLsrsRegRegImm("r0", "r1", 32), "lsrs r0, r1, #32"],
  ["putNop", (w) => w.putNop(), "nop"],
  ["putBkptImm", (w) => w.putBkptImm(0xab), "bkpt #0xab"],
  ["putBreakpoint", (w) => w.putBreakpoint(), ".inst.n 0xde01"],
  ["putInstruction", (w) => w.putInstruction(0x4770), "bx lr"],
  ["putInstructionWide", (w) => w.putInstructionWide(0xf3af, 0x8000), "nop.w"],
];

describe("the methods of ThumbWriter", () => {
  const expected = assemble(
    "gnu",
    "t32",
    methods.map(([, , text]) => text || "nop"),
    { address: 0 },
  );

  it.each(methods.map(([name, put, text], index) => ({ name, put, text, index })))(
    "$name puts: $text",
    ({ put, text, index }) => {
      const writer = new ThumbWriter({ pc });
      put(writer);
      writer.flush();
      expect(hex(writer.toBytes())).toBe(text === "" ? "" : hex(expected[index]!.bytes!));
    },
  );

  it("leave the writer as it was when they refuse", () => {
    const writer = new ThumbWriter({ pc });
    const refused: readonly (readonly [() => void, object])[] = [
      [() => writer.putLdrRegRegOffset("r0", "r1", 4096), { code: "out-of-range", operand: "imm12" }],
      [() => writer.putLdrRegRegOffset("r0", "r1", -256), { code: "out-of-range", operand: "offset" }],
      [() => writer.putLdmiaRegMask("sp", 0x10010), { code: "out-of-range", operand: "mask" }],
      [() => writer.putMovRegU8("r0", 256), { code: "out-of-range", operand: "imm8" }],
      [() => writer.putMovRegReg("r16" as "r0", "r1"), { code: "unknown-register" }],
      [() => writer.putBCondLabel("al", "x"), { code: "condition-not-allowed" }],
      [() => writer.putCbzRegLabel("r8", "x"), { code: "out-of-range", operand: "Rn" }],
      [() => writer.putMrsRegReg("r0", "cpsr" as "apsr-nzcvq"), { code: "unknown-register" }],
      [() => writer.putInstruction(0xf000), { code: "out-of-range" }],
      [() => writer.putInstructionWide(0x4770, 0), { code: "out-of-range" }],
      [() => writer.putBlxImm(pc + 2), { code: "target-out-of-reach" }],
      [() => writer.putBranchAddress(2, "a32"), { code: "misaligned" }],
      [() => writer.putAndRegRegImm("r0", "r1", 0x12345678), { code: "not-encodable" }],
      [() => writer.putLslsRegRegImm("r0", "r1", 32), { code: "out-of-range" }],
    ];
    for (const [put, error] of refused) {
      expect(put).toThrow(expect.objectContaining(error));
      expect(writer.offset).toBe(0);
    }
    writer.flush();
    expect(writer.offset).toBe(0);
    expect(() => new ThumbWriter({ pc: 1 })).toThrow(WriterError);
  });
});

describe("labels in T32", () => {
  const forms: readonly (readonly [name: string, most: number, put: (writer: ThumbWriter) => void])[] = [
    ["putBLabel", 2046, (w) => w.putBLabel("target")],
    ["putBLabelWide", 16777214, (w) => w.putBLabelWide("target")],
    ["putBeqLabel", 254, (w) => w.putBeqLabel("target")],
    ["putBneLabel", 254, (w) => w.putBneLabel("target")],
    ["putBCondLabel", 254, (w) => w.putBCondLabel("hi", "target")],
    ["putBCondLabelWide", 1048574, (w) => w.putBCondLabelWide("hi", "target")],
    ["putCbzRegLabel", 126, (w) => w.putCbzRegLabel("r3", "target")],
    ["putCbnzRegLabel", 126, (w) => w.putCbnzRegLabel("r3", "target")],
    ["putBlLabel", 16777214, (w) => w.putBlLabel("target")],
  ];

  it.each(forms)("%s reaches %i bytes and no further", (_, most, put) => {
    const attempt = (distance: number): ThumbWriter => {
      const writer = new ThumbWriter({ pc });
      put(writer);
      writer.skip(distance + 4 - writer.offset);
      writer.putLabel("target");
      return writer;
    };
    const writer = attempt(most);
    writer.flush();
    const [instruction] = t32Decoder().instructions(writer.toBytes(), pc);
    expect(instruction!.branch?.target).toBe(pc + 4 + most);
    const reach = { code: "label-out-of-reach", label: "target", from: pc, to: pc + 4 + most + 2 };
    expect(() => attempt(most + 2).flush()).toThrow(expect.objectContaining(reach));
  });
});

describe("IT blocks", () => {
  it("are put for a conditional instruction", () => {
    const writer = new ThumbWriter({ pc });
    writer.asm.add("r0", "r0", 1, { condition: "eq" });
    writer.asm.mov("r8", "r9", { condition: "lt" });
    writer.asm.b(pc, { condition: "ne" });
    writer.flush();
    const text = [...t32Decoder().instructions(writer.toBytes(), pc)].map(String);
    expect(text).toEqual(["it eq", "addeq r0, r0, #1", "it lt", "movlt r8, r9", "bne.n 0x10000"]);
  });

  it("give their conditions to what stands in them, and refuse others", () => {
    const writer = new ThumbWriter({ pc });
    writer.asm.ite("eq");
    expect(() => writer.asm.mov("r0", 1, { condition: "ne" })).toThrow(expect.objectContaining({ code: "it-block" }));
    writer.asm.mov("r0", 1);
    writer.asm.mov("r0", 2, { condition: "ne" });
    expect(writer.itState).toBe(0);
    writer.flush();
    expect([...t32Decoder().instructions(writer.toBytes(), pc)].map(String)).toEqual([
      "ite eq",
      "moveq r0, #1",
      "movne r0, #2",
    ]);
  });

  it("refuse what may not stand in them, or only at their end", () => {
    const writer = new ThumbWriter({ pc });
    writer.asm.itt("eq");
    const { offset } = writer;
    expect(() => writer.putBxReg("lr")).toThrow(expect.objectContaining({ code: "it-block" }));
    expect(() => writer.putCbzRegLabel("r0", "x")).toThrow(expect.objectContaining({ code: "it-block" }));
    expect(() => writer.asm.it("eq")).toThrow(expect.objectContaining({ code: "it-block" }));
    expect(() => writer.asm.adds("r0", "r1", "r2", { width: "narrow" })).toThrow(
      expect.objectContaining({ code: "flags-not-allowed" }),
    );
    expect(() => writer.putLiteralPool("falls-through")).not.toThrow();
    expect(() => writer.flush()).toThrow(expect.objectContaining({ code: "it-block" }));
    expect(writer.offset).toBe(offset);
    writer.putNop();
    writer.putBxReg("lr");
    writer.flush();
  });

  it("have no literal pool within", () => {
    for (let lead = 980; lead < 1030; lead += 2) {
      const writer = new ThumbWriter({ pc });
      writer.putLdrRegU32("r0", 0x12345678);
      writer.skip(lead);
      writer.asm.itttt("eq");
      const start = writer.offset;
      for (let count = 0; count < 4; count++) writer.asm.add("r1", "r1", 1, { width: "wide" });
      expect(writer.offset - start).toBe(16);
      writer.flush();
    }
  });

  it("are noticed when put as bits", () => {
    const writer = new ThumbWriter({ pc });
    writer.putInstruction(0xbf08);
    expect(writer.itState).toBe(0x08);
    writer.putInstruction(0x2001);
    expect(writer.itState).toBe(0);
  });
});

const bits = [0, 1, 6, 7, 8, 12, 14, 15];

describeRegisterLists("ThumbWriter", {
  set: "t32",
  create: () => new ThumbWriter({ pc }),
  // Every list of up to two of these registers, and lists at the bounds of what encodings hold.
  masks: [...pairsOf(bits), ...[0xf0, 0xff, 0x40ff, 0x80f0, 0x80ff, 0x1f0, 0x5fff, 0x9fff, 0x0180]],
  methods: [
    ["putPushRegs", "push", (w, mask) => w.putPushRegs(namesOf(mask))],
    ["putPopRegs", "pop", (w, mask) => w.putPopRegs(namesOf(mask))],
    ...(["sp", "r0", "r7", "r8", "lr"] as const).map(
      (base): RegisterListMethod<ThumbWriter> => [
        `putLdmiaRegMask of ${base}`,
        // The same instruction by its other name, of which GNU as takes the narrow encoding.
        base === "sp" ? "pop" : `ldmia ${base}!,`,
        (w, mask) => w.putLdmiaRegMask(base, mask),
      ],
    ),
  ],
  onWarning: "refuses",
  least: 16,
});

describe("lists of registers in ThumbWriter", () => {
  it("are refused by mask when there is no such register", () => {
    const writer = new ThumbWriter({ pc });
    for (const mask of [0, 0x10000, 0x10010, 0.5]) {
      for (const base of ["sp", "r0", "r8"] as const)
        expect(() => writer.putLdmiaRegMask(base, mask)).toThrow(expect.objectContaining({ operand: "mask" }));
    }
  });
});

describeAssembler("ThumbWriter", () => new ThumbWriter());

describe("encodings and labels in the assembler of ThumbWriter", () => {
  it("prefers narrow encodings, and takes what is asked for", () => {
    const { asm } = new ThumbWriter();
    const bytes = (put: (w: ThumbWriter) => void): number => {
      const writer = new ThumbWriter();
      put(writer);
      return writer.offset;
    };
    expect(bytes((w) => w.asm.adds("r0", "r1", "r2"))).toBe(2);
    expect(bytes((w) => w.asm.adds("r0", "r1", "r2", { width: "wide" }))).toBe(4);
    expect(bytes((w) => w.asm.add("r0", "r1", "r2"))).toBe(4);
    expect(bytes((w) => w.asm.add("r0", "r0", "r2", { encoding: "T2" }))).toBe(2);
    expect(() => asm.adds("r0", "r1", "r9", { width: "narrow" })).toThrow(IsaError);
  });

  it("puts wide references to labels that are not put yet, and the shortest to those that are", () => {
    const writer = new ThumbWriter({ pc });
    writer.asm.b("end");
    writer.putLabel("back");
    writer.asm.ldr("r0", "end");
    writer.asm.b("back");
    writer.asm.b("back", { condition: "eq" });
    writer.skip(2);
    writer.putLabel("end");
    writer.flush();
    const text = [...t32Decoder().instructions(writer.toBytes().subarray(0, 12), pc)].map(String);
    expect(text).toEqual(["b.w 0x1000e", "ldr.w r0, [pc, #6]", "b.n 0x10004", "beq.n 0x10004"]);
  });
});
