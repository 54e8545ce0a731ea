import { ArmWriter } from "@armstalker/arm-writer";
import { featureSets, type InstructionSet, t32Decoder } from "@armstalker/isa";
import { describe, expect, it } from "vitest";
import { ArmRelocator, kindOf, type RelocateOptions, RelocationError, relocate } from "../src/index.js";
import { bytesOf, ORIGINAL } from "./support/texts.js";

const FAR = 0x50000000;

function refusalOf(
  set: InstructionSet,
  code: string | Uint8Array,
  options: Partial<RelocateOptions> = {},
): RelocationError {
  const from = options.from ?? ORIGINAL;
  const bytes = typeof code === "string" ? bytesOf(set, code, from) : code;
  try {
    relocate(bytes, { from, to: FAR, set, ...options });
  } catch (error) {
    if (error instanceof RelocationError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const word = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);

describe("what cannot be moved", () => {
  it("is named by address, bytes and reason", () => {
    const error = refusalOf("a32", bytesOf("a32", "nop; .inst 0xe6000010", ORIGINAL));
    expect(error.code).toBe("undefined-instruction");
    expect(error.address).toBe(ORIGINAL + 4);
    expect(error.bytes).toEqual(Uint8Array.of(0x10, 0x00, 0x00, 0xe6));
    expect(error.message).toBe(
      "the code at 0x10004 (bytes 10 00 00 e6) cannot be moved: the bytes are no instruction that is known, so it may depend on its address; " +
        "check that these bytes are code, and of this instruction set",
    );
  });

  it("is an UNPREDICTABLE use of PC", () => {
    // mul r0, pc, r1; ldr r0, [pc, #4]!; strd r12, r13 at an odd pair with PC
    for (const value of [0xe000019f, 0xe5bf0004, 0xe18fe0f1]) {
      expect(refusalOf("a32", word(value)).code).toBe("unpredictable");
    }
    // cmp pc, r8
    expect(refusalOf("t32", Uint8Array.of(0xc7, 0x45)).code).toBe("unpredictable");
  });

  it("is a branch to A32 code at an address that is no multiple of 4", () => {
    expect(refusalOf("t32", "bx pc", { from: ORIGINAL + 2 }).code).toBe("unpredictable");
    expect(refusalOf("a32", "add pc, pc, #2").code).toBe("unpredictable");
  });

  it("is a return from an exception that uses PC", () => {
    // subs pc, pc, #4
    expect(refusalOf("a32", word(0xe25ff004)).code).toMatch(/unsupported-instruction|unpredictable/);
  });

  it("is what takes a store between an exclusive load and its store", () => {
    const lock = "ldrex r1, [r0]; add r2, pc; strex r3, r2, [r0]";
    const error = refusalOf("t32", lock, { scratchFrom: "spilled" });
    expect([error.code, error.address]).toEqual(["exclusive-sequence", ORIGINAL + 4]);
    // r3 is overwritten by the store.
    expect(relocate(bytesOf("t32", lock, ORIGINAL), { from: ORIGINAL, to: FAR, set: "t32" }).rewritten.operand).toBe(1);
  });

  it("is T32 code that needs 32-bit encodings on a CPU without them", () => {
    expect(refusalOf("t32", "add r1, pc", { features: featureSets.arm1176 }).code).toBe("missing-feature");
  });

  it("is what takes a literal while data are big-endian", () => {
    expect(refusalOf("a32", "setend be; b . + 0x100").code).toBe("unsupported-instruction");
    expect(refusalOf("a32", "msr cpsr_x, r0; b . + 0x100").code).toBe("unsupported-instruction");
    const little = bytesOf("a32", "setend be; ldr r0, [r1]; setend le; b . + 0x100", ORIGINAL);
    expect(relocate(little, { from: ORIGINAL, to: FAR, set: "a32" }).rewritten.branch).toBe(1);
  });

  it("is a range that ends within an instruction or an IT block", () => {
    expect(refusalOf("t32", Uint8Array.of(0x08, 0xbf)).code).toBe("truncated");
    expect(refusalOf("t32", Uint8Array.of(0xdf, 0xf8)).code).toBe("truncated");
    expect(refusalOf("a32", Uint8Array.of(0, 0)).code).toBe("truncated");
  });

  it("is an address where no code of the instruction set can stand", () => {
    expect(refusalOf("a32", word(0), { from: 0x10002 }).code).toBe("misaligned");
    expect(refusalOf("a32", word(0), { from: 0x10000, to: 0x10002 }).code).toBe("misaligned");
    expect(refusalOf("t32", word(0), { from: 2 ** 32 }).code).toBe("out-of-range");
    expect(() => new ArmRelocator({ code: word(0), address: 2 }, new ArmWriter())).toThrow(RelocationError);
    expect(() => new ArmRelocator({ code: word(0), address: Number.NaN }, new ArmWriter())).toThrow(RelocationError);
  });

  it("becomes a trap where the caller wants one", () => {
    const { code, refused } = relocate(bytesOf("a32", ".inst 0xe6000010; bx lr", ORIGINAL), {
      from: ORIGINAL,
      to: FAR,
      set: "a32",
      refused: "trap",
    });
    expect(refused.map((each) => each.code)).toEqual(["undefined-instruction"]);
    expect(code).toEqual(bytesOf("a32", ".inst 0xe7ffffff; bx lr", FAR));
  });

  it("stays the next to be written", () => {
    const writer = new ArmWriter({ pc: FAR });
    const code = bytesOf("a32", "nop; mul r0, r1, r2; .inst 0xe000019f; bx lr", ORIGINAL);
    const relocator = new ArmRelocator({ code, address: ORIGINAL }, writer);
    while (relocator.readOne() !== 0);
    expect(() => relocator.writeAll()).toThrow(RelocationError);
    expect(relocator.peekNextWriteSource()).toBe(ORIGINAL + 8);
    expect(writer.offset).toBe(8);
    relocator.skipOne();
    relocator.writeAll();
    expect(writer.offset).toBe(12);
  });
});

describe("what is kept", () => {
  it("is all that does not use PC, privileged or not, and UNPREDICTABLE code without PC", () => {
    for (const line of [
      "rfeia r0!",
      "ldm r0, {r1, pc}^",
      "setend be",
      "cpsid i",
      "svc #7",
      "udf #1",
      "bkpt #1",
      "movs pc, lr",
    ]) {
      const code = bytesOf("a32", line, ORIGINAL);
      expect(relocate(code, { from: ORIGINAL, to: FAR, set: "a32" })).toMatchObject({ code, kept: 1 });
    }
    // ldr r0, [r0], #4
    const code = word(0xe4900004);
    expect(relocate(code, { from: ORIGINAL, to: FAR, set: "a32" })).toMatchObject({ code, kept: 1 });
  });

  it("is no branch to a register that leaves a return address, wherever it stands", () => {
    for (const from of [ORIGINAL, ORIGINAL + 2]) {
      expect(kindOf(t32Decoder().instruction(0x4780, 2, from))).toBe("call"); // blx r0
      expect(kindOf(t32Decoder().instruction(0x4700, 2, from))).toBe("kept"); // bx r0
    }
    expect(kindOf(t32Decoder().instruction(0x4778, 2, ORIGINAL))).toBe("branch"); // bx pc
  });

  it("is nothing where an option is missing, misspelt or unknown: that is said", () => {
    const unknown = expect.objectContaining({ code: "unknown-option" });
    const good = { from: ORIGINAL, to: FAR, set: "a32" } as const;
    const wrong = [{ set: "arm" }, { set: undefined }, { adress: 1 }, { branchesWithin: "move" }, { after: "end" }];
    for (const each of [...wrong, { refused: "skip" }, { returnAddress: "new" }, { scratchFrom: "x" }])
      expect(
        () => relocate(word(0xe1a00000), { ...good, ...each } as RelocateOptions),
        `${JSON.stringify(each)}`,
      ).toThrow(unknown);
    expect(() => relocate(word(0xe1a00000), undefined as unknown as RelocateOptions)).toThrow(unknown);
    const input = { code: word(0xe1a00000), address: ORIGINAL };
    expect(() => new ArmRelocator(input, new ArmWriter({ pc: FAR }), { scratchs: [] } as object)).toThrow(unknown);
  });
});
