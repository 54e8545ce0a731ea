import { ArmWriter } from "@armstalker/arm-writer";
import { ThumbWriter } from "@armstalker/thumb-writer";
import { describe, expect, it } from "vitest";
import { ArmRelocator, ThumbRelocator } from "../src/index.js";
import { bytesOf, ORIGINAL, textsOf } from "./support/texts.js";

const FAR = 0x50000000;

describe("a relocator", () => {
  it("reads instruction by instruction and counts the bytes in all", () => {
    const code = bytesOf("a32", "mov r0, r1; add r0, r0, #1; bx lr; nop", ORIGINAL);
    const relocator = new ArmRelocator({ code, address: ORIGINAL }, new ArmWriter({ pc: FAR }));
    expect(relocator.input).toBeNull();
    expect(relocator.readOne()).toBe(4);
    expect(String(relocator.input)).toBe("mov r0, r1");
    expect([relocator.eob, relocator.eoi]).toEqual([false, false]);
    expect([relocator.readOne(), relocator.readOne()]).toEqual([8, 12]);
    expect([relocator.eob, relocator.eoi]).toEqual([true, true]);
    expect(relocator.readOne()).toBe(0);
  });

  it("tells the end of a block from the end of input", () => {
    const ends = (line: string): [boolean, boolean] => {
      const code = bytesOf("t32", line, ORIGINAL);
      const relocator = new ThumbRelocator({ code, address: ORIGINAL + 1 }, new ThumbWriter({ pc: FAR }));
      relocator.readOne();
      return [relocator.eob, relocator.eoi];
    };
    expect(ends("bl . + 16")).toEqual([true, false]);
    expect(ends("blx r3")).toEqual([true, false]);
    expect(ends("bne . + 16")).toEqual([true, false]);
    expect(ends("cbz r0, . + 16")).toEqual([true, false]);
    expect(ends("it eq; bxeq lr")).toEqual([true, false]);
    expect(ends("it eq; moveq r0, r1")).toEqual([false, false]);
    expect(ends("b . + 16")).toEqual([true, true]);
    expect(ends("pop {r4, pc}")).toEqual([true, true]);
    expect(ends("ldr pc, [r0]")).toEqual([true, true]);
    expect(ends("tbb [pc, r0]")).toEqual([true, true]);
    expect(ends("svc #0")).toEqual([false, false]);
  });

  it("writes what was read, one at a time, and says what comes next", () => {
    const writer = new ArmWriter({ pc: FAR });
    const code = bytesOf("a32", "mov r0, r1; adr r1, . + 8; nop", ORIGINAL);
    const relocator = new ArmRelocator({ code, address: ORIGINAL }, writer);
    expect(relocator.peekNextWriteInsn()).toBeNull();
    expect(relocator.peekNextWriteSource()).toBeNull();
    expect(relocator.writeOne()).toBe(false);
    relocator.readOne();
    relocator.readOne();
    expect(String(relocator.peekNextWriteInsn())).toBe("mov r0, r1");
    expect(relocator.peekNextWriteSource()).toBe(ORIGINAL);
    expect(relocator.writeOne()).toBe(true);
    expect(relocator.peekNextWriteSource()).toBe(ORIGINAL + 4);
    expect(relocator.writeOne()).toBe(true);
    expect(relocator.writeOne()).toBe(false);
    expect(textsOf("a32", writer.toBytes(), FAR)).toEqual(["mov r0, r1", "movw r1, #12", "movt r1, #1"]);
  });

  it("leaves out what is skipped", () => {
    const writer = new ArmWriter({ pc: FAR });
    const code = bytesOf("a32", "mov r0, r1; adr r1, . + 8; bx lr", ORIGINAL);
    const relocator = new ArmRelocator({ code, address: ORIGINAL }, writer);
    while (relocator.readOne() !== 0);
    relocator.writeOne();
    relocator.skipOne();
    relocator.writeAll();
    expect(textsOf("a32", writer.toBytes(), FAR)).toEqual(["mov r0, r1", "bx lr"]);
  });

  it("takes an IT block as a whole", () => {
    const writer = new ThumbWriter({ pc: FAR });
    const code = bytesOf(
      "t32",
      "ite eq; moveq r0, r1; ldrne r0, [r2]; itt ne; addne r1, r1, #1; addne r2, r2, #1; bx lr",
      ORIGINAL,
    );
    const relocator = new ThumbRelocator({ code, address: ORIGINAL + 1 }, writer);
    expect(relocator.readOne()).toBe(6);
    expect(String(relocator.input)).toBe("ite eq");
    expect(relocator.peekNextWriteSource()).toBe(ORIGINAL);
    expect(relocator.readOne()).toBe(12);
    expect(relocator.readOne()).toBe(14);
    relocator.skipOne();
    expect(relocator.peekNextWriteSource()).toBe(ORIGINAL + 6);
    relocator.writeAll();
    writer.flush();
    expect(writer.toBytes()).toEqual(code.subarray(6));
  });

  it("copies without rewriting where it is told to", () => {
    const writer = new ThumbWriter({ pc: FAR });
    const code = bytesOf("t32", "ldr r0, [pc, #4]; itt eq; addeq r1, pc; beq . + 8", ORIGINAL);
    const relocator = new ThumbRelocator({ code, address: ORIGINAL + 1 }, writer);
    while (relocator.readOne() !== 0);
    expect([relocator.copyOne(), relocator.copyOne(), relocator.copyOne()]).toEqual([true, true, false]);
    expect(writer.toBytes()).toEqual(code);
  });

  it("reads a target's memory through a function, no more of it than there is", () => {
    const code = bytesOf("t32", "nop; ldr.w r0, [r1, #4]; bx lr", ORIGINAL);
    const reads: number[] = [];
    const read = (address: number, size: number): Uint8Array => {
      reads.push(address);
      const offset = address - ORIGINAL;
      return code.subarray(Math.max(offset, 0), Math.max(0, Math.min(offset + size, code.length)));
    };
    const relocator = new ThumbRelocator({ read, address: ORIGINAL + 1 }, new ThumbWriter({ pc: FAR }));
    expect([relocator.readOne(), relocator.readOne(), relocator.readOne(), relocator.readOne()]).toEqual([2, 6, 8, 0]);
    expect(Math.min(...reads)).toBe(ORIGINAL);
    const beyond = new ThumbRelocator({ read, address: ORIGINAL + 8 }, new ThumbWriter({ pc: FAR }));
    expect(beyond.readOne()).toBe(0);
  });

  it("begins anew after a reset, and forgets what it read when disposed of", () => {
    const writer = new ArmWriter({ pc: FAR });
    const relocator = new ArmRelocator({ code: bytesOf("a32", "bx lr", 0), address: 0 }, new ArmWriter());
    relocator.readOne();
    relocator.reset({ code: bytesOf("a32", "nop; nop", 8), address: 8 }, writer);
    expect([relocator.input, relocator.eob, relocator.eoi, relocator.peekNextWriteInsn()]).toEqual([
      null,
      false,
      false,
      null,
    ]);
    expect(relocator.readOne()).toBe(4);
    relocator.writeAll();
    expect(writer.offset).toBe(4);
    relocator.readOne();
    relocator.dispose();
    expect(relocator.writeOne()).toBe(false);
  });

  it("refuses a writer of the other instruction set", () => {
    const writer = new ThumbWriter() as unknown as ArmWriter;
    expect(() => new ArmRelocator({ code: new Uint8Array(4), address: 0 }, writer)).toThrow(/the writer writes t32/);
  });

  it("reads nothing that is no instruction", () => {
    const code = new Uint8Array(Uint32Array.of(0xe6000010).buffer);
    expect(new ArmRelocator({ code, address: 0 }, new ArmWriter()).readOne()).toBe(0);
  });
});
