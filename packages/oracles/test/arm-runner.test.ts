import { describe, expect, it } from "vitest";
import { ArmRunner, assemble, fnv1a, type InstructionSet, type RunResult, type RunState } from "../src/index.js";

// Not covered: ARM hosts, where the code runs without an emulator; processors other than qemu's `max`.

const code = 0x10000;
const data = 0x20000;

function asm(instructionSet: InstructionSet, ...statements: string[]): Uint8Array {
  const [result] = assemble("gnu", instructionSet, [statements.join(";")]);
  if (result?.error !== undefined) throw new Error(`${statements.join("; ")}: ${result.error}`);
  return result!.bytes;
}

/** Runs statements at `code`, with a page of data. */
function runOne(instructionSet: InstructionSet, statements: string[], state: Partial<RunState> = {}): RunResult {
  const runner = new ArmRunner();
  runner.map(code, 0x1000, "rx");
  runner.map(data, 0x1000, "rw");
  runner.write(code, asm(instructionSet, ...statements));
  const handle = runner.run({ pc: instructionSet === "a32" ? code : code | 1, ...state });
  return runner.execute().run(handle);
}

const distinctRegisters = Array.from({ length: 15 }, (_, index) => (0x01010101 * (index + 1)) >>> 0);
const distinctDoubles = Array.from({ length: 32 }, (_, index) => 0x0101010101010101n * BigInt(index + 1));

describe.each<InstructionSet>(["a32", "t32"])("a run of %s code", (instructionSet) => {
  it("starts and ends with every register as asked for", () => {
    const exit = instructionSet === "a32" ? ArmRunner.exitA32 : ArmRunner.exitT32;
    const r = [...distinctRegisters.slice(0, 14), exit];
    for (const cpsr of [0, 0xf80f0000, 0xa00a0000, 0x58050000]) {
      const fpscr = 0xf3c00000;
      const result = runOne(instructionSet, ["bx lr"], { r, cpsr, fpscr, d: distinctDoubles });
      expect(result).toMatchObject({ exit: "returned", instructionSet, cpsr, fpscr });
      expect([...result.r.subarray(0, 15)]).toEqual(r);
      expect([...result.d]).toEqual(distinctDoubles);
    }
  });

  it("has the same state at a signal", () => {
    const pc = instructionSet === "a32" ? code : code | 1;
    const r = [...distinctRegisters.slice(0, 13), 0, 0x12345678];
    const result = runOne(instructionSet, ["udf #7"], {
      pc,
      r,
      cpsr: 0xa80a0000,
      fpscr: 0x03000000,
      d: distinctDoubles,
    });
    expect(result).toMatchObject({
      exit: "signal",
      signal: "SIGILL",
      instructionSet,
      cpsr: 0xa80a0000,
      fpscr: 0x03000000,
    });
    expect([...result.r]).toEqual([...r, code]);
    expect([...result.d]).toEqual(distinctDoubles);
  });

  it("reports arithmetic and its flags", () => {
    const result = runOne(instructionSet, ["adds r0, r1, r2", "uadd8 r3, r4, r5", "qadd r6, r7, r8", "bx lr"], {
      r: [0, 0x7fffffff, 1, 0, 0x80808080, 0x80018000, 0, 0x7fffffff, 5],
    });
    // N and V; Q; a carry out of bytes 1 and 3.
    expect(result.cpsr).toBe(0x980a0000);
    expect([...result.r.subarray(0, 7)]).toEqual([
      0x80000000, 0x7fffffff, 1, 0x00810080, 0x80808080, 0x80018000, 0x7fffffff,
    ]);
  });

  it("computes in floating point, in the rounding mode asked for", () => {
    const third = (fpscr: number): number => {
      const d = new BigUint64Array(new Float64Array([0, 1, 3]).buffer);
      const result = runOne(instructionSet, ["vdiv.f64 d0, d1, d2", "bx lr"], { d, fpscr });
      return new Float64Array(result.d.buffer)[0]!;
    };
    expect(third(0)).toBe(1 / 3);
    expect(third(0x00400000)).toBeGreaterThan(1 / 3);
  });

  it("reports the address of a fault", () => {
    const load = runOne(instructionSet, ["nop", "ldr r0, [r1]", "bx lr"], { r: [7, 0x5000] });
    expect(load).toMatchObject({ exit: "signal", signal: "SIGSEGV", faultAddress: 0x5000, instructionSet });
    expect([load.r[0], load.r[15]]).toEqual([7, code + (instructionSet === "a32" ? 4 : 2)]);
    const store = runOne(instructionSet, ["str r0, [r1]", "bx lr"], { r: [7, code] });
    expect(store).toMatchObject({ exit: "signal", signal: "SIGSEGV", faultAddress: code });
    const jump = runOne(instructionSet, ["bx r1"], { r: [0, 0x6000] });
    expect(jump).toMatchObject({ exit: "signal", signal: "SIGSEGV", faultAddress: 0x6000, instructionSet: "a32" });
    const breakpoint = runOne(instructionSet, ["bkpt #0"]);
    expect(breakpoint).toMatchObject({ exit: "signal", signal: "SIGTRAP", instructionSet });
  });

  it("ends what does not end", () => {
    const start = performance.now();
    const result = runOne(instructionSet, ["add r0, r0, #1", "b . - 4"], { limit: 100 });
    expect(result).toMatchObject({ exit: "limit", instructionSet });
    expect(result.r[0]).toBeGreaterThan(1000);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it("stops before an address", () => {
    const step = instructionSet === "a32" ? 4 : 2;
    const runner = new ArmRunner();
    runner.map(code, 0x1000, "rx");
    runner.write(code, asm(instructionSet, "adds r0, #1", "adds r0, #2", "adds r0, #4", "bx lr"));
    const thumb = instructionSet === "a32" ? 0 : 1;
    const handles = [1, 2, 3].map((count) => runner.run({ pc: code | thumb, stop: (code + count * step) | thumb }));
    const whole = runner.run({ pc: code | thumb });
    const results = runner.execute();
    expect(handles.map((handle) => results.run(handle)).map(({ exit, r }) => [exit, r[0], r[15]])).toEqual([
      ["stopped", 1, code + step],
      ["stopped", 3, code + 2 * step],
      ["stopped", 7, code + 3 * step],
    ]);
    expect(results.run(whole)).toMatchObject({ exit: "returned", r: expect.objectContaining({ 0: 7 }) });
  });
});

it("changes instruction set where the code does", () => {
  const runner = new ArmRunner();
  runner.map(code, 0x1000, "rx");
  runner.write(code, asm("a32", "add r0, r0, #1", "bx r1"));
  runner.write(code + 0x100, asm("t32", "adds r0, #2", "bx lr"));
  const handle = runner.run({ pc: code, r: [0, (code + 0x100) | 1], lr: ArmRunner.exitT32 });
  const result = runner.execute().run(handle);
  expect(result).toMatchObject({ exit: "returned", instructionSet: "t32" });
  expect(result.r[0]).toBe(3);
});

it("keeps memory from one command to the next, and reads and hashes it", () => {
  const runner = new ArmRunner();
  runner.map(code, 0x1000, "rx");
  runner.map(data, 0x2000, "rw");
  runner.write(code, asm("a32", "ldrd r2, r3, [r0]", "add r2, r2, #1", "strd r2, r3, [r0, #8]!", "bx lr"));
  const bytes = Uint8Array.from({ length: 5000 }, (_, index) => index * 7);
  runner.write(data + 1, bytes);
  const before = runner.read(data + 1, bytes.length);
  const hash = runner.hash(data + 1, bytes.length);
  runner.write(data, Uint8Array.of(0xff, 0, 0, 0, 1, 2, 3, 4));
  const first = runner.run({ pc: code, r: [data] });
  runner.run({ pc: code, r: [data + 8] });
  const after = runner.read(data, 24);
  runner.protect(data, 0x1000, "none");
  const unreadable = runner.read(data, 4);
  const results = runner.execute();
  expect(results.read(before)).toEqual(bytes);
  expect(results.hash(hash)).toBe(fnv1a(bytes));
  expect(results.run(first).r[0]).toBe(data + 8);
  expect(Buffer.from(results.read(after)).toString("hex")).toBe(
    "ff00000001020304000100000102030401010000" + "01020304",
  );
  expect(() => results.read(unreadable)).toThrow(/could not read 0x4 bytes at 0x20000: .*EFAULT/);
});

it("forgets everything at the end of a batch", () => {
  const runner = new ArmRunner();
  runner.map(code, 0x1000);
  runner.execute();
  const handle = runner.read(code, 4);
  expect(() => runner.execute().read(handle)).toThrow(/could not read/);
});

it("refuses bad addresses, and what is mapped or not mapped", () => {
  const runner = new ArmRunner();
  expect(() => runner.map(0x123, 0x1000)).toThrow(/multiple of the page size/);
  expect(() => runner.write(2 ** 32, new Uint8Array(1))).toThrow(/no address/);
  expect(() => runner.run({ pc: 0x10002 })).toThrow(/multiples of 4/);
  runner.map(code, 0x2000);
  runner.map(code + 0x1000, 0x1000);
  expect(() => runner.execute()).toThrow(/could not map 0x1000 bytes at 0x11000: something is mapped there already/);
  runner.write(0x5000, Uint8Array.of(1));
  expect(() => runner.execute()).toThrow(/could not write 0x1 bytes at 0x5000: .*EFAULT/);
});

it("maps anywhere that it says is free", () => {
  const runner = new ArmRunner();
  const places = [0x1000, 0x10000, 0x3fffe000, 0x50000000, 0x80000000, 0x9ffff000];
  for (const place of places) {
    runner.map(place, 0x1000, "rx");
    runner.write(place, asm("a32", "mov r0, pc", "bx lr"));
  }
  const handles = places.map((pc) => runner.run({ pc }));
  const results = runner.execute();
  expect(handles.map((handle) => results.run(handle).r[0])).toEqual(places.map((place) => place + 8));
});

it("says so when the code ends the process", () => {
  const runner = new ArmRunner();
  runner.map(code, 0x1000);
  runner.write(code, asm("a32", "mov r7, #1", "svc #0"));
  runner.run({ pc: code });
  expect(() => runner.execute()).toThrowError(expect.objectContaining({ code: "runner-failed" }));
});

it("runs 100,000 pieces of code in one process", () => {
  const count = 100_000;
  const runner = new ArmRunner();
  runner.map(0x100000, 64 * count);
  const a32 = asm("a32", "adds r0, r0, r1", "bx lr");
  const t32 = asm("t32", "subs r0, r0, r1", "bx lr");
  const start = performance.now();
  const handles = Array.from({ length: count }, (_, index) => {
    const address = 0x100000 + 64 * index;
    const thumb = index & 1;
    runner.write(address, thumb === 1 ? t32 : a32);
    return runner.run({ pc: address | thumb, r: [index, 5] });
  });
  const results = runner.execute();
  let differences = 0;
  for (let index = 0; index < count; index++) {
    const { exit, r } = results.run(handles[index]!);
    const expected = ((index & 1) === 1 ? index - 5 : index + 5) >>> 0;
    if (exit !== "returned" || r[0] !== expected) differences++;
  }
  console.log(`ARM runner: ${Math.round(count / ((performance.now() - start) / 1000))} runs/s, each of new code`);
  expect(differences).toBe(0);
});
