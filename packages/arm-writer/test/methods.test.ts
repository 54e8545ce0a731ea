import { a32Decoder, d0, d3, q8, q9, r0, s1, s4, sp } from "@armstalker/isa";
import { assemble } from "@armstalker/oracles";
import { describeAssembler, describeRegisterLists, namesOf, pairsOf } from "@armstalker/writer-suite";
import { describe, expect, it } from "vitest";
import { ArmWriter, IsaError, WriterError } from "../src/index.js";

// Labels, literals and calls are tested by running them, in execution.test.ts.

const pc = 0x10000;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** What each method puts, as GNU as assembles it. */
const methods: readonly (readonly [name: string, put: (writer: ArmWriter) => void, text: string])[] = [
  ["putCallReg", (w) => w.putCallReg("r5"), "blx r5"],
  ["putBImm", (w) => w.putBImm(pc + 0x100), "b . + 0x100"],
  ["putBImm backward", (w) => w.putBImm(pc - 0x8000), "b . - 0x8000"],
  ["putBCondImm", (w) => w.putBCondImm("hs", pc + 8), "bhs . + 8"],
  ["putBlImm", (w) => w.putBlImm(pc + 0x1fffffc + 8), "bl . + 0x2000004"],
  ["putBlxImm", (w) => w.putBlxImm(pc + 0x102), "blx . + 0x102"],
  ["putBlxImm with bit 0", (w) => w.putBlxImm(pc + 0x103), "blx . + 0x102"],
  ["putBxReg", (w) => w.putBxReg("lr"), "bx lr"],
  ["putBlReg", (w) => w.putBlReg("r4"), "mov lr, pc; mov pc, r4"],
  ["putBlxReg", (w) => w.putBlxReg("ip"), "blx r12"],
  ["putRet", (w) => w.putRet(), "bx lr"],
  ["putVpushRange of D", (w) => w.putVpushRange(d0, d3), "vpush {d0-d3}"],
  ["putVpushRange of Q", (w) => w.putVpushRange(q8, q9), "vpush {d16-d19}"],
  ["putVpopRange of S", (w) => w.putVpopRange(s1, s4), "vpop {s1-s4}"],
  ["putLdrRegReg", (w) => w.putLdrRegReg("r1", "r2"), "ldr r1, [r2]"],
  ["putLdrRegRegOffset", (w) => w.putLdrRegRegOffset("r1", "sp", 4095), "ldr r1, [sp, #4095]"],
  ["putLdrRegRegOffset down", (w) => w.putLdrRegRegOffset("r1", "r2", -4095), "ldr r1, [r2, #-4095]"],
  ["putLdrCondRegRegOffset", (w) => w.putLdrCondRegRegOffset("ne", "r1", "r2", 8), "ldrne r1, [r2, #8]"],
  ["putLdmiaRegMask", (w) => w.putLdmiaRegMask("r7", 0x8011), "ldmia r7, {r0, r4, pc}"],
  ["putLdmiaRegMaskWb", (w) => w.putLdmiaRegMaskWb("r7", 0x11), "ldmia r7!, {r0, r4}"],
  ["putStrRegReg", (w) => w.putStrRegReg("r1", "r2"), "str r1, [r2]"],
  ["putStrRegRegOffset", (w) => w.putStrRegRegOffset("lr", "sp", -4), "str lr, [sp, #-4]"],
  ["putStrCondRegRegOffset", (w) => w.putStrCondRegRegOffset("lt", "r1", "r2", 4), "strlt r1, [r2, #4]"],
  ["putMovRegReg", (w) => w.putMovRegReg("r1", "pc"), "mov r1, pc"],
  ["putMovRegReg of the same", (w) => w.putMovRegReg("r1", "r1"), ""],
  ["putMovRegRegShift", (w) => w.putMovRegRegShift("r1", "r2", "asr", 32), "asr r1, r2, #32"],
  ["putMovRegRegShift by a register", (w) => w.putMovRegRegShift("r1", "r2", "ror-reg", "r3"), "ror r1, r2, r3"],
  ["putMovRegRegShift rrx", (w) => w.putMovRegRegShift("r1", "r2", "rrx"), "rrx r1, r2"],
  ["putMovRegRegShift by nothing", (w) => w.putMovRegRegShift("r1", "r1", "lsl", 0), ""],
  ["putMovRegCpsr", (w) => w.putMovRegCpsr("r3"), "mrs r3, apsr"],
  ["putMovCpsrReg", (w) => w.putMovCpsrReg("r3"), "msr apsr_nzcvqg, r3"],
  ["putAddRegU16", (w) => w.putAddRegU16("r1", 0x1234), "add r1, r1, #0x1200; add r1, r1, #0x34"],
  ["putAddRegU16 of nothing", (w) => w.putAddRegU16("r1", 0), ""],
  ["putAddRegU32 in one", (w) => w.putAddRegU32("r1", 0xf000000f), "add r1, r1, #0xf000000f"],
  ["putSubRegU16", (w) => w.putSubRegU16("sp", 0x104), "sub sp, sp, #0x104"],
  ["putSubRegU32", (w) => w.putSubRegU32("r1", 0xff00ff), "sub r1, r1, #0xff0000; sub r1, r1, #0xff"],
  ["putAddRegRegImm", (w) => w.putAddRegRegImm(r0, sp, 0xff0), "add r0, sp, #0xff0"],
  ["putAddRegRegReg", (w) => w.putAddRegRegReg("r0", "r1", "r2"), "add r0, r1, r2"],
  ["putAddRegRegRegShift", (w) => w.putAddRegRegRegShift("r0", "r1", "r2", "lsl", 2), "add r0, r1, r2, lsl #2"],
  ["putSubRegRegImm", (w) => w.putSubRegRegImm("r0", "r1", 1), "sub r0, r1, #1"],
  ["putSubRegRegReg", (w) => w.putSubRegRegReg("r0", "r1", "r2"), "sub r0, r1, r2"],
  ["putRsbRegRegImm", (w) => w.putRsbRegRegImm("r0", "r1", 0), "rsb r0, r1, #0"],
  ["putAndsRegRegImm", (w) => w.putAndsRegRegImm("r0", "r1", 0xff), "ands r0, r1, #0xff"],
  ["putCmpRegImm", (w) => w.putCmpRegImm("r9", 0x3fc00), "cmp r9, #0x3fc00"],
  ["putPushRegs", (w) => w.putPushRegs(["r4", "lr"]), "push {r4, lr}"],
  ["putPushRegs of one", (w) => w.putPushRegs(["r4"]), "push {r4}"],
  ["putPopRegs", (w) => w.putPopRegs(["pc", "r4"]), "pop {r4, pc}"],
  ["putNop", (w) => w.putNop(), "mov r0, r0"],
  ["putBreakpoint", (w) => w.putBreakpoint(), ".inst 0xe7f001f0"],
  ["putBrkImm", (w) => w.putBrkImm(0xabcd), ".inst 0xe7fabcfd"],
  ["putInstruction", (w) => w.putInstruction(0xe12fff1e), "bx lr"],
];

describe("the methods of ArmWriter", () => {
  const expected = assemble(
    "gnu",
    "a32",
    methods.map(([, , text]) => text || "nop"),
    { address: 0 },
  );

  it.each(methods.map(([name, put, text], index) => ({ name, put, text, index })))(
    "$name puts: $text",
    ({ put, text, index }) => {
      const writer = new ArmWriter({ pc });
      put(writer);
      writer.flush();
      expect(hex(writer.toBytes())).toBe(text === "" ? "" : hex(expected[index]!.bytes!));
    },
  );

  it("leave the writer as it was when they refuse", () => {
    const writer = new ArmWriter({ pc });
    const refused: readonly (readonly [() => void, object])[] = [
      [() => writer.putAddRegRegImm("r0", "r1", 0x101), { code: "not-encodable", operand: "immVal", value: 0x101 }],
      [
        () => writer.putLdrRegRegOffset("r0", "r1", 4096),
        { code: "out-of-range", operand: "offset", allowed: "-4095 to 4095" },
      ],
      [() => writer.putMovRegReg("r16" as "r0", "r1"), { code: "unknown-register" }],
      [() => writer.putMovRegReg("s0" as "r0", "r1"), { code: "unknown-register" }],
      [() => writer.putBCondImm("xx" as "eq", pc), { code: "unknown-condition" }],
      [() => writer.putAddRegU16("r0", 0x10000), { code: "out-of-range", operand: "val" }],
      [() => writer.putBImm(pc + 2), { code: "target-out-of-reach" }],
      [() => writer.putBrkImm(0x10000), { code: "out-of-range" }],
      [() => writer.putInstruction(2 ** 32), { code: "out-of-range" }],
      [() => writer.putVpushRange("d0", "d16"), { code: "out-of-range" }],
      [() => writer.putVpushRange("d3", "d0"), { code: "out-of-range" }],
      [() => writer.putVpushRange("d0", "s3"), { code: "out-of-range" }],
      [() => writer.putPushRegs([]), { code: "out-of-range", operand: "register_list" }],
      [() => writer.putLdmiaRegMask("r0", 0x10000), { code: "out-of-range", operand: "mask" }],
      [() => writer.putMovRegRegShift("r0", "r1", "lsr", 33), { code: "out-of-range" }],
      [() => writer.putBlReg("lr"), { code: "out-of-range" }],
      [() => writer.putLdrRegU32("r0", 2 ** 32), { code: "out-of-range" }],
      [() => writer.putLdrRegU32("r0", 0.5), { code: "out-of-range" }],
    ];
    for (const [put, error] of refused) {
      expect(put).toThrow(expect.objectContaining(error));
      expect(writer.offset).toBe(0);
    }
    writer.flush();
    expect(writer.offset).toBe(0);
    expect(() => new ArmWriter({ pc: 2 })).toThrow(WriterError);
  });
});

describeRegisterLists("ArmWriter", {
  set: "a32",
  create: () => new ArmWriter({ pc }),
  masks: [...pairsOf(Array.from({ length: 16 }, (_, number) => number)), 0x5fff, 0x9fff, 0xffff],
  methods: [
    ["putPushRegs", "push", (w, mask) => w.putPushRegs(namesOf(mask))],
    ["putPopRegs", "pop", (w, mask) => w.putPopRegs(namesOf(mask))],
    ["putLdmiaRegMask", "ldmia r7,", (w, mask) => w.putLdmiaRegMask("r7", mask)],
    ["putLdmiaRegMask of sp", "ldmia sp,", (w, mask) => w.putLdmiaRegMask("sp", mask)],
    ["putLdmiaRegMaskWb", "ldmia r7!,", (w, mask) => w.putLdmiaRegMaskWb("r7", mask)],
    ["putLdmiaRegMaskWb of sp", "ldmia sp!,", (w, mask) => w.putLdmiaRegMaskWb("sp", mask)],
  ],
  onWarning: "may-refuse",
  // GNU as takes PUSH and POP of SP alone, which are UNPREDICTABLE (A8.8.131 and A8.8.133, encoding A2).
  refusesToo: (mnemonic, mask) => mask === 1 << 13 && /^(push|pop)/.test(mnemonic),
  least: 81,
});

describeAssembler("ArmWriter", () => new ArmWriter());

describe("encodings and labels in the assembler of ArmWriter", () => {
  it("takes conditions, encodings and labels", () => {
    const writer = new ArmWriter({ pc });
    const { asm } = writer;
    asm.mov("r0", 0xffff);
    asm.mov("r1", 5, { condition: "eq" });
    writer.putLabel("loop");
    asm.subs("r0", "r0", 1);
    asm.b("loop", { condition: "ne" });
    asm.ldr("r2", "value");
    asm.adr("r3", "value");
    asm.b("end");
    writer.putLabel("value");
    writer.putInstruction(0x12345678);
    writer.putLabel("end");
    asm.bx("lr");
    writer.flush();
    const text = [...a32Decoder().instructions(writer.toBytes(), pc)].map(String);
    expect(text.filter((_, index) => index !== 7)).toEqual([
      "movw r0, #65535",
      "moveq r1, #5",
      "subs r0, r0, #1",
      "bne 0x10008",
      "ldr r2, [pc, #4]",
      "add r3, pc, #0",
      "b 0x10020",
      "bx lr",
    ]);
  });

  it("says what it takes instead", () => {
    const { asm } = new ArmWriter();
    expect(() => asm.mov("r0", 0x12345678)).toThrow(IsaError);
    expect(() => (asm.add as (...inputs: unknown[]) => void)("r0")).toThrow(/add does not take 1 operands/);
    expect(() => (asm.bx as (...inputs: unknown[]) => void)(5)).toThrow(/bx does not take/);
    expect(() => asm.bx("lr", { encoding: "A9" })).toThrow(/encoding is A9/);
  });
});
