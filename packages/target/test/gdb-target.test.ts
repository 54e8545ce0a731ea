// Against Debian's qemu-arm: what the target says of registers and memory is compared with what programs find, built by GNU tools.
import { join } from "node:path";
import { AuxiliaryEntry } from "@armstalker/gdb-remote";
import { type ArmProgram, ArmPrograms, debianRoot } from "@armstalker/oracles";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { GdbTarget } from "../src/index.js";
import { CPSR } from "../src/index.js";
import { code, core, errorOf, outputOf, PC, word } from "./gdb-target/look.js";
import { Obeying, type QemuTarget } from "./gdb-target/obeying.js";

const SIGSEGV = 11;
/** A place where nothing is mapped. */
const FREE = 0x60000000;

const programs = new ArmPrograms(new URL("gdb-target/", import.meta.url));
let obeying: Obeying;
let registers: ArmProgram;

beforeAll(() => {
  obeying = new Obeying(programs);
  registers = programs.build("registers.S");
});
afterEach(() => obeying.end());
afterAll(() => programs.remove());

function symbol(name: string): number {
  return registers.symbols.get(name)!;
}

/** Lines of a /proc/PID/maps as another reads them. */
function linesOf(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [range, letters, offset, , , ...path] = line.split(/ +/);
      const [base, end] = range!.split("-").map((one) => Number.parseInt(one, 16));
      return `${base} ${end! - base!} ${letters!.slice(0, 3)} ${Number.parseInt(offset!, 16)} ${path.join(" ")}`;
    });
}

function mappingLines(target: GdbTarget): string[] {
  return target.mappings().map((one) => `${one.base} ${one.size} ${one.protection} ${one.offset} ${one.path}`);
}

function isFile(line: string): boolean {
  return line.includes("/");
}

function start(program: ArmProgram, cpu?: string): Promise<QemuTarget> {
  return obeying.spawn(program.path, [], cpu === undefined ? {} : { cpu });
}

describe("registers", () => {
  it("are those that the program has set, in one packet and one by one", async () => {
    const target = await start(registers);
    expect(await target.resume()).toEqual({ kind: "trap", thread: target.mainThread });
    const values = core(target);
    const expected = Array.from({ length: 13 }, (_, number) => 0xa0000000 + number * 0x01010101);
    expect([...values.subarray(0, 15)]).toEqual([...expected, 0xad0d0d0c, 0xae0e0e0e]);
    // Flags as they were set; the mode of programs; A32.
    expect(values[CPSR]! & 0xf80f003f).toBe(0x200f0010);
    for (let index = 0; index <= CPSR; index++)
      expect(target.readRegister(target.mainThread, index)).toBe(values[index]);
    expect(word(target, values[PC]!)).toBe(0xe7f001f0);
  });

  it("reach the program as they were written, with flags, GE and vector registers", async () => {
    const target = await start(registers);
    await target.resume();
    const values = Uint32Array.from({ length: 17 }, (_, index) => (index * 0x9e3779b1 + 0x1234567) & ~3);
    values[0] = symbol("stored");
    values[PC] = symbol("arm_store");
    // All that a program may have in CPSR and that does not change what it executes; the mode is none of a program's.
    values[CPSR] = 0xd8050000 | 0x1f;
    target.writeCore(target.mainThread, values);
    target.writeRegister(target.mainThread, 1, 0xfeedf00d);
    values[1] = 0xfeedf00d;
    const vector = target.readVector(target.mainThread);
    expect(vector).toHaveLength(260);
    for (let number = 0; number < 32; number++) {
      expect(Buffer.from(vector).readUInt32LE(8 * number)).toBe(0x10000000 + number);
      expect(Buffer.from(vector).readUInt32LE(8 * number + 4)).toBe(0xd0000000 + number);
    }
    expect(Buffer.from(vector).readUInt32LE(256)).toBe(0x03400000);
    const other = Uint8Array.from({ length: 256 }, (_, index) => index * 37 + 11);
    target.writeVector(target.mainThread, Uint8Array.of(...other, 0, 0, 0, 0x90));
    expect(await target.resume()).toMatchObject({ kind: "trap" });
    const stored = target.readMemory(symbol("stored"), 64);
    expect([...new Uint32Array(stored.slice(0, 60).buffer)]).toEqual([...values.subarray(0, 15)]);
    expect(Buffer.from(stored).readUInt32LE(60) & 0xf80f0000).toBe(0xd8050000 | 0);
    const storedVector = target.readMemory(symbol("stored_vector"), 260);
    expect([...storedVector]).toEqual([...other, 0, 0, 0, 0x90]);
  });

  it("have IT bits and T that take effect", async () => {
    const target = await start(registers);
    await target.resume();
    const values = new Uint32Array(17);
    // IT at three instructions: of EQ, NE and EQ (ITETT's tail), as CPSR holds it: IT[7:2] at 10, IT[1:0] at 25.
    const it = 0b0000_1010 | 0;
    const state = ((it >> 2) << 10) | ((it & 3) << 25);
    for (const [zero, expected] of [
      [0x40000000, [1, 0, 1]],
      [0, [0, 1, 0]],
    ] as const) {
      values[PC] = symbol("thumb_code");
      values[CPSR] = (zero | state | 0x30) >>> 0;
      target.writeCore(target.mainThread, values);
      expect(await target.resume()).toMatchObject({ kind: "trap" });
      expect([...core(target).subarray(0, 3)]).toEqual(expected);
    }
    // Writing PC, even with bit 0 set or clear, leaves the instruction set alone.
    for (const bit of [0, 1]) {
      target.writeRegister(target.mainThread, PC, symbol("thumb_code") | bit);
      expect(target.readRegister(target.mainThread, CPSR) & 0x20).toBe(0x20);
      expect(target.readRegister(target.mainThread, PC)).toBe(symbol("thumb_code"));
    }
  });

  it("of a processor that has sixteen vector registers are the lower half", async () => {
    const target = await start(registers, "arm1176");
    const bytes = Uint8Array.from({ length: 260 }, (_, index) => (index < 128 ? index + 1 : 0));
    target.writeVector(target.mainThread, bytes);
    expect([...target.readVector(target.mainThread)]).toEqual([...bytes]);
  });

  it("that do not exist are refused", async () => {
    const target = await start(registers);
    expect(errorOf(() => target.readRegister(target.mainThread, 17)).code).toBe("invalid-argument");
    expect(errorOf(() => target.writeVector(target.mainThread, new Uint8Array(256))).code).toBe("invalid-argument");
  });
});

describe("memory", () => {
  it("that is allocated is the program's, with the protection that was asked for, until it is freed", async () => {
    const target = await obeying.start();
    expect(target.allocate(0x2000, "rw-", FREE)).toBe(FREE);
    target.writeMemory(FREE + 0x1ffc, Uint8Array.of(0x78, 0x56, 0x34, 0x12));
    obeying.give(target, "load", FREE + 0x1ffc);
    await target.resume();
    expect(obeying.result(target)).toBe(0x12345678);
    obeying.give(target, "store", FREE + 4, 0x87654321);
    await target.resume();
    expect(word(target, FREE + 4)).toBe(0x87654321);

    target.protect(FREE, 0x1000, "r--");
    obeying.give(target, "load", FREE + 4);
    await target.resume();
    expect(obeying.result(target)).toBe(0x87654321);
    obeying.give(target, "store", FREE + 4, 1);
    expect(await target.resume()).toEqual({ kind: "signal", thread: target.mainThread, signal: SIGSEGV });
    target.protect(FREE, 0x1000, "rw-");
    // The instruction is tried again.
    expect(await target.resume()).toMatchObject({ kind: "trap" });
    expect(word(target, FREE + 4)).toBe(1);

    target.free(FREE, 0x2000);
    obeying.give(target, "load", FREE + 4);
    expect(await target.resume()).toMatchObject({ kind: "signal", signal: SIGSEGV });
  });

  it("is allocated where it was asked for or anywhere, or not at all", async () => {
    const target = await obeying.start();
    const before = mappingLines(target);
    const order = obeying.order;
    expect(target.allocate(0x1000, "rw-", order & ~0xfff)).toBe(0);
    expect(target.allocate(0x1000, "rw-", FREE)).toBe(FREE);
    expect(target.allocate(0x3000, "rw-", FREE - 0x1000)).toBe(0);
    expect(target.allocate(0x1000, "---", FREE)).toBe(0);
    const place = target.allocate(0x1000, "rw-", 0);
    expect([place % 0x1000, target.readMemory(place, 0x1000)]).toEqual([0, new Uint8Array(0x1000)]);
    target.free(place, 0x1000);
    target.free(FREE, 0x1000);
    expect(mappingLines(target)).toEqual(before);
    expect(errorOf(() => target.protect(FREE + 1, 0x1000, "r--"))).toMatchObject({
      code: "unsupported",
      address: FREE + 1,
    });
  });

  it("that is executable and writable takes code, and new code in its place", async () => {
    const target = await obeying.start();
    expect(target.codeAccess).toBe("rwx");
    expect(target.allocate(0x1000, "rwx", FREE)).toBe(FREE);
    for (const value of [11, 22, 33]) {
      target.writeMemory(FREE, code("a32", `mov r0, #${value}; .inst 0xe7f001f0`));
      target.flushCode(FREE, 8);
      expect(target.call(target.mainThread, FREE, [])).toBe(value);
    }
  });

  it("that cannot be reached is an error with its address, and is left out by readSome", async () => {
    const target = await obeying.start();
    target.allocate(0x2000, "rw-", FREE);
    expect(errorOf(() => target.readMemory(FREE + 0x1ffe, 4)).code).toBe("memory-fault");
    expect(errorOf(() => target.readMemory(8, 4))).toMatchObject({ code: "memory-fault", address: 8 });
    expect(errorOf(() => target.readMemory(0xfffffffe, 4))).toMatchObject({ code: "memory-fault" });
    expect(errorOf(() => target.writeMemory(obeying.main, Uint8Array.of(0))).code).toBe("memory-fault");
    expect(target.readSome(FREE + 0xffe, 0x4000)).toHaveLength(0x1002);
    expect(target.readSome(FREE - 4, 8)).toHaveLength(0);
    expect(target.readSome(FREE, 8)).toHaveLength(8);
  });

  it("has the mappings that the program itself finds", async () => {
    const target = await obeying.spawn(obeying.path, ["map"], { stdio: ["ignore", "pipe", "inherit"] });
    const output = outputOf(target);
    // The pages for routines and for the text are there from now on.
    expect(target.mappings().length).toBeGreaterThan(3);
    await target.resume();
    const mappings = mappingLines(target);
    obeying.give(target, "exit");
    await target.resume();
    await output.closed;
    expect(mappings).toEqual(linesOf(output.text));
    expect(mappings.some((line) => line.endsWith("[stack]"))).toBe(true);
    expect(mappings.some((line) => line.includes(" --- "))).toBe(true);
  });

  it("has the mappings that Debian's busybox prints, loader and libraries included", async () => {
    const sysroot = debianRoot("armhf", ["busybox"]);
    const target = await obeying.spawn(join(sysroot, "usr/bin/busybox"), ["cat", "/proc/self/maps"], {
      sysroot,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const output = outputOf(target);
    target.mappings();
    // The loader is done where the program proper begins.
    const entry = Number(target.remote.readAuxiliaryVector().get(AuxiliaryEntry.ENTRY)) & ~1;
    target.remote.insertBreakpoint("software", entry, 2);
    expect(await target.resume()).toEqual({ kind: "trap", thread: target.mainThread });
    expect(target.readRegister(target.mainThread, PC)).toBe(entry);
    target.remote.removeBreakpoint("software", entry, 2);
    const mapped = mappingLines(target).filter(isFile);
    expect(await target.resume()).toEqual({ kind: "exited", status: 0 });
    await output.closed;
    expect(mapped).toEqual(linesOf(output.text).filter(isFile));
    expect(mapped.filter((line) => line.includes("libc.so.6")).length).toBeGreaterThan(1);
  });
});
