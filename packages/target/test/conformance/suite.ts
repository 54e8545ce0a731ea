// What any target must show, whatever it is behind. The programs that run in it are built by GNU tools. Not covered: several threads that stop at the
// same time, which not all targets can report.
import type { ArmProgram, ArmPrograms } from "@armstalker/oracles";
import { beforeAll, describe, expect, it } from "vitest";
import { CPSR, CPSR_T, PC, Signal, SystemCall, type Target, type TargetStop } from "../../src/index.js";
import { A32_TRAP, code, core, errorOf, FREE, mappingLines, rejection, T32_TRAP, word } from "./look.js";
import { Obeying, runOn } from "./obeying.js";
import { sharedMemory } from "./shared-memory.js";

const SIGUSR1 = 10;
const SIGUSR2 = 12;
const SIGTERM = 15;
const SIGRTMIN = 34;
const KILL = 37;
const GETTID = 224;
const EBADF = 9;

/** A kind of target, and the programs that run in it. */
export interface TargetWorld {
  /** True if programs of this kind are processes of this machine, which share memory with this one. */
  readonly sharesMemory: boolean;
  /** Starts a static program. It stands before its first instruction, in a target that ends with the test. */
  start(program: ArmProgram): Promise<Target>;
}

/** The programs that the suite runs: all are built before the first test. */
export interface ConformancePrograms {
  readonly obey: ArmProgram;
  readonly registers: ArmProgram;
  /** It makes no system call; those of the other two are in one instruction set. */
  readonly silent: ArmProgram;
  readonly calls: Readonly<Record<"a32" | "t32", ArmProgram>>;
}

export function buildPrograms(programs: ArmPrograms): ConformancePrograms {
  return {
    obey: programs.build("obey.c", "-marm"),
    registers: programs.build("registers.S"),
    silent: programs.build("calls.S"),
    calls: {
      a32: programs.build("calls.S", "-Wa,--defsym,a32=1"),
      t32: programs.build("calls.S", "-Wa,--defsym,t32=1"),
    },
  };
}

function symbolOf(program: ArmProgram, name: string): number {
  return program.symbols.get(name)!;
}

/**
 * The tests, to be called in a test file.
 *
 * @param programs - gives the programs, once the hooks of the file have run
 */
export function conformance(world: TargetWorld, programs: () => ConformancePrograms): void {
  let obeying: Obeying;
  let registers: ArmProgram;
  beforeAll(() => {
    registers = programs().registers;
    obeying = new Obeying(programs().obey);
  });

  /** A target whose program takes orders. */
  async function atOrders(): Promise<Target> {
    return obeying.toFirstOrder(await world.start(programs().obey));
  }

  describe("registers", () => {
    it("are those that the program has set, in one packet and one by one", async () => {
      const target = await world.start(registers);
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
      const target = await world.start(registers);
      await target.resume();
      const values = Uint32Array.from({ length: 17 }, (_, index) => (index * 0x9e3779b1 + 0x1234567) & ~3);
      values[0] = symbolOf(registers, "stored");
      values[PC] = symbolOf(registers, "arm_store");
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
      const stored = target.readMemory(symbolOf(registers, "stored"), 64);
      expect([...new Uint32Array(stored.slice(0, 60).buffer)]).toEqual([...values.subarray(0, 15)]);
      expect(Buffer.from(stored).readUInt32LE(60) & 0xf80f0000).toBe(0xd8050000 | 0);
      const storedVector = target.readMemory(symbolOf(registers, "stored_vector"), 260);
      expect([...storedVector]).toEqual([...other, 0, 0, 0, 0x90]);
    });

    it("have IT bits and T that take effect", async () => {
      const target = await world.start(registers);
      await target.resume();
      const values = new Uint32Array(17);
      // IT at three instructions: of EQ, NE and EQ (ITETT's tail), as CPSR holds it: IT[7:2] at 10, IT[1:0] at 25.
      const it = 0b0000_1010 | 0;
      const state = ((it >> 2) << 10) | ((it & 3) << 25);
      for (const [zero, expected] of [
        [0x40000000, [1, 0, 1]],
        [0, [0, 1, 0]],
      ] as const) {
        values[PC] = symbolOf(registers, "thumb_code");
        values[CPSR] = (zero | state | 0x30) >>> 0;
        target.writeCore(target.mainThread, values);
        expect(await target.resume()).toMatchObject({ kind: "trap" });
        expect([...core(target).subarray(0, 3)]).toEqual(expected);
      }
      // Writing PC, even with bit 0 set or clear, leaves the instruction set alone.
      for (const bit of [0, 1]) {
        target.writeRegister(target.mainThread, PC, symbolOf(registers, "thumb_code") | bit);
        expect(target.readRegister(target.mainThread, CPSR) & 0x20).toBe(0x20);
        expect(target.readRegister(target.mainThread, PC)).toBe(symbolOf(registers, "thumb_code"));
      }
    });

    it("that do not exist are refused", async () => {
      const target = await world.start(registers);
      expect(errorOf(() => target.readRegister(target.mainThread, 17)).code).toBe("invalid-argument");
      expect(errorOf(() => target.writeVector(target.mainThread, new Uint8Array(256))).code).toBe("invalid-argument");
    });
  });

  sharedMemory(world, () => obeying, atOrders);

  describe("memory", () => {
    it("that is allocated is the program's, with the protection that was asked for, until it is freed", async () => {
      const target = await atOrders();
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
      expect(await target.resume()).toEqual({ kind: "signal", thread: target.mainThread, signal: Signal.SEGV });
      target.protect(FREE, 0x1000, "rw-");
      // The instruction is tried again.
      expect(await target.resume()).toMatchObject({ kind: "trap" });
      expect(word(target, FREE + 4)).toBe(1);

      target.free(FREE, 0x2000);
      obeying.give(target, "load", FREE + 4);
      expect(await target.resume()).toMatchObject({ kind: "signal", signal: Signal.SEGV });
    });

    it("is allocated where it was asked for or anywhere, or not at all", async () => {
      const target = await atOrders();
      // From the first system call on, a page for routines is there.
      target.systemCall(target.mainThread, SystemCall.getpid, []);
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
      const target = await atOrders();
      expect(["rwx", "write-through"]).toContain(target.codeAccess);
      expect(target.allocate(0x1000, "rwx", FREE)).toBe(FREE);
      for (const value of [11, 22, 33]) {
        target.writeMemory(FREE, code("a32", `mov r0, #${value}; .inst 0xe7f001f0`));
        target.flushCode(FREE, 8);
        expect(target.call(target.mainThread, FREE, [])).toBe(value);
      }
    });

    it("that cannot be reached is an error with its address, and is left out by readSome", async () => {
      const target = await atOrders();
      target.allocate(0x2000, "rw-", FREE);
      expect(errorOf(() => target.readMemory(FREE + 0x1ffe, 4)).code).toBe("memory-fault");
      expect(errorOf(() => target.readMemory(8, 4))).toMatchObject({ code: "memory-fault", address: 8 });
      expect(errorOf(() => target.readMemory(0xfffffffe, 4))).toMatchObject({ code: "memory-fault" });
      expect(errorOf(() => target.writeMemory(FREE + 0x1ffe, new Uint8Array(4))).code).toBe("memory-fault");
      expect(target.readSome(FREE + 0xffe, 0x4000)).toHaveLength(0x1002);
      expect(target.readSome(FREE - 4, 8)).toHaveLength(0);
      expect(target.readSome(FREE, 8)).toHaveLength(8);
    });

    it("that is allocated is among the mappings, and only until it is freed", async () => {
      const target = await atOrders();
      const protectionsAt = (address: number): string[] =>
        target
          .mappings()
          .filter(({ base, size }) => address >= base && address < base + size)
          .map(({ protection }) => protection);
      // What the target has noted of its own calls, and after a call of its user what the kernel tells.
      const at = (...addresses: number[]): string[][] => {
        const noted = addresses.map(protectionsAt);
        target.systemCall(target.mainThread, SystemCall.getpid, []);
        expect(addresses.map(protectionsAt)).toEqual(noted);
        return noted;
      };
      expect(at(FREE)).toEqual([[]]);
      target.allocate(0x3000, "rw-", FREE);
      expect(at(FREE, FREE + 0x2fff, FREE + 0x3000)).toEqual([["rw-"], ["rw-"], []]);
      target.protect(FREE + 0x1000, 0x1000, "r--");
      expect(at(FREE, FREE + 0x1000, FREE + 0x1fff, FREE + 0x2000)).toEqual([["rw-"], ["r--"], ["r--"], ["rw-"]]);
      expect(target.allocate(0x1000, "rw-", FREE + 0x2000)).toBe(0);
      expect(at(FREE + 0x2000)).toEqual([["rw-"]]);
      target.free(FREE, 0x3000);
      expect(at(FREE, FREE + 0x1000)).toEqual([[], []]);
      expect(at(obeying.main)[0]!.map((protection) => protection[2])).toEqual(["x"]);
    });
  });

  describe("borrowed threads", () => {
    it("execute routines of either instruction set, and get all registers back", async () => {
      const target = await atOrders();
      target.allocate(0x1000, "rwx", FREE);
      target.writeMemory(
        FREE,
        code("a32", `add r0, r0, r1, lsl #4; add r0, r0, r2, lsl #8; add r0, r0, r3, lsl #12; ${A32_TRAP}`),
      );
      // It leaves nothing as it was.
      const wreck = `movs r4, #0; mov r5, r4; mov r8, r4; mov lr, r4; mov sp, r4; msr APSR_nzcvqg, r4; adds r0, r0, #5; ${T32_TRAP}`;
      target.writeMemory(FREE + 0x100, code("t32", wreck));
      const before = core(target);
      // As if it were within an IT block, whose instructions are not executed.
      before[16] = 0xf80f_a030;
      before[PC] = obeying.main;
      target.writeCore(target.mainThread, before);
      const kept = core(target);
      expect(kept[16]! & 0xfe0ffe20).toBe(0xf80fa020 | 0);
      expect(target.call(target.mainThread, FREE, [1, 2, 3, 4])).toBe(0x4321);
      expect(core(target)).toEqual(kept);
      expect(target.call(target.mainThread, FREE + 0x101, [37])).toBe(42);
      expect(core(target)).toEqual(kept);
    });

    it("give registers back within a handler too, where they are written at last", async () => {
      const target = await atOrders();
      const thread = target.mainThread;
      target.allocate(0x1000, "rwx", FREE);
      target.writeMemory(FREE, code("a32", `add r0, r0, r1; ${A32_TRAP}`));
      // Stores all registers, twice: where r0 points, with a trap before either.
      const store = `stmia r0, {r0-r12, sp, lr}; ${A32_TRAP}`;
      target.writeMemory(FREE + 0x100, code("a32", `${store}; ${store}`));
      let step = 0;
      const seen: Uint32Array[] = [];
      target.stopHandler = () => {
        const values = core(target);
        for (let index = 0; index < 17; index++) expect(target.readRegister(thread, index)).toBe(values[index]);
        if (step++ === 0) {
          values.set([FREE + 0x800, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x13130, 14, FREE + 0x100]);
          target.writeCore(thread, values);
        } else if (step === 2) {
          target.writeRegister(thread, 0, FREE + 0x900);
          target.writeRegister(thread, 5, 0x55555555);
          target.writeRegister(thread, PC, FREE + 0x108);
        } else {
          return { action: "stay" };
        }
        expect(target.call(thread, FREE, [20, 22])).toBe(42);
        target.writeRegister(thread, 7, 0x77777777);
        expect(target.call(thread, FREE, [20, 23])).toBe(43);
        seen.push(core(target));
        return { action: "resume" };
      };
      await target.resume();
      expect(seen).toHaveLength(2);
      for (const [index, values] of seen.entries()) {
        const stored = target.readMemory(FREE + 0x800 + 0x100 * index, 60).slice();
        expect([...new Uint32Array(stored.buffer)]).toEqual([...values.subarray(0, 15)]);
      }
      expect(seen[1]![5]).toBe(0x55555555);
      expect(seen[1]![7]).toBe(0x77777777);
    });

    it("survive routines that fault or do not end", async () => {
      const target = await atOrders();
      target.allocate(0x1000, "rwx", FREE);
      target.writeMemory(FREE, code("a32", "mov r0, #0; str r0, [r0]"));
      target.writeMemory(FREE + 0x100, code("a32", "b ."));
      const before = core(target);
      expect(errorOf(() => target.call(target.mainThread, FREE, []))).toMatchObject({
        code: "unexpected-stop",
        address: FREE + 4,
      });
      expect(core(target)).toEqual(before);
      expect(errorOf(() => target.call(target.mainThread, FREE + 0x100, []))).toMatchObject({
        code: "unexpected-stop",
      });
      expect(core(target)).toEqual(before);
      obeying.give(target, "exit", 0, 6);
      expect(await target.resume()).toEqual({ kind: "exited", status: 6 });
    });

    it("make system calls, whose results are those of the kernel", async () => {
      const target = await atOrders();
      const before = core(target);
      expect(target.systemCall(target.mainThread, SystemCall.getpid, [])).toBe(target.mainThread);
      expect(target.systemCall(target.mainThread, SystemCall.close, [-1])).toBe(2 ** 32 - EBADF);
      expect(core(target)).toEqual(before);
      obeying.give(target, "exit", 0, 7);
      expect(await target.resume()).toEqual({ kind: "exited", status: 7 });
    });

    for (const kind of ["a32", "t32"] as const) {
      it(`use the program's own system call for the first: ${kind}`, async () => {
        const target = await world.start(programs().calls[kind]);
        await target.resume();
        const before = core(target);
        expect(target.systemCall(target.mainThread, SystemCall.getpid, [])).toBe(target.mainThread);
        expect(core(target)).toEqual(before);
        target.writeRegister(target.mainThread, 0, 77);
        target.writeRegister(target.mainThread, PC, before[PC]! + 4);
        expect(await target.resume()).toEqual({ kind: "exited", status: 77 });
      });
    }

    it("are of no use in a program without a system call", async () => {
      const target = await world.start(programs().silent);
      expect(errorOf(() => target.allocate(0x1000, "rw-", FREE)).code).toBe("unsupported");
    });
  });

  describe("breakpoints", () => {
    for (const [set, bit, instructions] of [
      ["a32", 0, `mov r0, #1; add r0, r0, #1; add r0, r0, #4; ${A32_TRAP}`],
      ["t32", 1, `movs r0, #1; adds r0, #1; adds r0, #4; ${T32_TRAP}`],
      ["t32", 1, `mov.w r0, #1; add.w r0, r0, #1; add.w r0, r0, #4; ${T32_TRAP}`],
    ] as const) {
      it(`stop a thread before an instruction, until they are removed: ${instructions.slice(0, 5)} of ${set}`, async () => {
        const target = await atOrders();
        const thread = target.mainThread;
        const bytes = code(set, instructions);
        const size = (bytes.length - (set === "a32" ? 4 : 2)) / 3;
        expect(target.allocate(0x1000, "rwx", FREE)).toBe(FREE);
        target.writeMemory(FREE, bytes);
        target.flushCode(FREE, bytes.length);
        const start = (): void => {
          target.writeRegister(thread, PC, FREE);
          const cpsr = target.readRegister(thread, CPSR);
          target.writeRegister(thread, CPSR, bit === 1 ? cpsr | CPSR_T : cpsr & ~CPSR_T);
        };
        start();
        target.insertBreakpoint(FREE + size + bit);
        expect(await target.resume()).toEqual({ kind: "trap", thread });
        expect([target.readRegister(thread, PC), target.readRegister(thread, 0)]).toEqual([FREE + size, 1]);
        target.removeBreakpoint(FREE + size + bit);
        expect(await target.resume()).toEqual({ kind: "trap", thread });
        expect([target.readRegister(thread, PC), target.readRegister(thread, 0)]).toEqual([FREE + 3 * size, 6]);
        expect([...target.readMemory(FREE, bytes.length)]).toEqual([...bytes]);
      });
    }
  });

  describe("signals", () => {
    it("stop the target before they are delivered, with the place of a fault, and are delivered or not", async () => {
      const target = await atOrders();
      obeying.give(target, "raise", 0, SIGUSR1);
      const stops = await runOn(target);
      expect(stops.map(({ kind }) => kind)).toEqual(["signal", "trap"]);
      expect(stops[0]).toEqual({ kind: "signal", thread: target.mainThread, signal: SIGUSR1 });
      expect(obeying.signalCount(target, SIGUSR1)).toBe(1);

      obeying.give(target, "raise", 0, SIGUSR1);
      target.stopHandler = (stop) => ({ action: stop.kind === "signal" ? "resume" : "stay" });
      await target.resume();
      expect(obeying.signalCount(target, SIGUSR1)).toBe(1);
    });

    it("that come while a thread is borrowed are seen and delivered afterwards, real-time ones as often as they came", async () => {
      const target = await atOrders();
      const thread = target.mainThread;
      const before = core(target);
      const sent = [SIGUSR1, SIGUSR2, SIGUSR1, SIGRTMIN, SIGRTMIN];
      for (const signal of sent) expect(target.systemCall(thread, KILL, [thread, signal])).toBe(0);
      expect(core(target)).toEqual(before);
      // It runs until it has seen all of them: the second SIGUSR1 was pending already.
      const wanted = [SIGUSR1, SIGUSR2, SIGRTMIN, SIGRTMIN];
      obeying.give(target, "spin");
      const seen: number[] = [];
      target.stopHandler = (stop) => {
        if (stop.kind !== "signal") return { action: "stay" };
        seen.push(stop.signal);
        return { action: "resume", signal: stop.signal };
      };
      const counts = (): number[] => [SIGUSR1, SIGUSR2, SIGRTMIN].map((signal) => obeying.signalCount(target, signal));
      const latest = performance.now() + 20_000;
      do {
        const running = target.resume();
        await new Promise((wake) => setTimeout(wake, 20));
        expect(target.interrupt()).toBe(true);
        expect(await running).toEqual({ kind: "interrupted", thread });
      } while (counts().join() !== "1,1,2" && performance.now() < latest);
      expect(seen.sort((one, other) => one - other)).toEqual(wanted);
      expect(counts()).toEqual([1, 1, 2]);
      expect(obeying.hasNestedHandlers(target)).toBe(false);
    });

    it("end the program if it has no handler", async () => {
      const target = await atOrders();
      obeying.give(target, "raise", 0, SIGTERM);
      const stops = await runOn(target);
      expect(stops).toEqual([
        { kind: "signal", thread: target.mainThread, signal: SIGTERM },
        { kind: "terminated", signal: SIGTERM },
      ]);
    });

    it("of faults end it too", async () => {
      const target = await atOrders();
      obeying.give(target, "load", 4);
      expect((await runOn(target)).at(-1)).toEqual({ kind: "terminated", signal: Signal.SEGV });
    });
  });

  describe("running", () => {
    it("serves many stops in a row, and leaves time to the event loop", async () => {
      const target = await atOrders();
      let count = 0;
      let ticks = 0;
      const timer = setInterval(() => ticks++, 1);
      target.stopHandler = (stop) => {
        if (stop.kind !== "trap" || ++count === 300) return { action: "stay" };
        obeying.give(target, "load", obeying.order + 8, count);
        return { action: "resume" };
      };
      expect(await target.resume()).toMatchObject({ kind: "trap" });
      clearInterval(timer);
      expect(obeying.result(target)).toBe(299);
      expect(ticks).toBeGreaterThan(0);
    });

    it("tells which thread has stopped, and gives each its own registers", async () => {
      const target = await atOrders();
      obeying.give(target, "thread", 0, 0x12345678);
      const stop = await target.resume();
      if (stop.kind !== "trap") throw new Error(`it stopped for ${stop.kind}`);
      expect(stop.thread).not.toBe(target.mainThread);
      expect(target.threads().sort()).toEqual([target.mainThread, stop.thread].sort());
      expect(target.readRegister(stop.thread, 9)).toBe(0x12345678);
      expect(target.readRegister(target.mainThread, 9)).not.toBe(0x12345678);
      expect(target.systemCall(stop.thread, GETTID, [])).toBe(stop.thread);
      target.writeRegister(stop.thread, 9, 0x87654321);
      target.writeRegister(stop.thread, PC, target.readRegister(stop.thread, PC) + 4);
      expect(await target.resume()).toEqual({ kind: "trap", thread: target.mainThread });
      expect(obeying.result(target)).toBe(0x87654321);
      expect(target.threads()).toEqual([target.mainThread]);
    });

    it("refuses what needs a stopped target, and is interrupted", async () => {
      const target = await atOrders();
      expect(target.interrupt()).toBe(false);
      obeying.give(target, "spin");
      for (let count = 0; count < 3; count++) {
        const running = target.resume();
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(target.state).toBe("running");
        expect(errorOf(() => target.readRegister(target.mainThread, 0)).code).toBe("running");
        expect(errorOf(() => target.readMemory(obeying.order, 4)).code).toBe("running");
        expect(errorOf(() => target.mappings()).code).toBe("running");
        expect(await rejection(target.resume())).toMatchObject({ name: "TargetError", code: "running" });
        expect(target.interrupt()).toBe(true);
        expect(await running).toEqual({ kind: "interrupted", thread: target.mainThread });
        expect(target.state).toBe("stopped");
      }
    });

    it("is interrupted for a look, and runs on", async () => {
      const target = await atOrders();
      expect(target.interrupt("look")).toBe(false);
      obeying.give(target, "spin");
      const stops: TargetStop[] = [];
      target.stopHandler = (stop) => {
        stops.push(stop);
        return { action: "passing" in stop ? "resume" : "stay" };
      };
      const running = target.resume();
      expect(target.interrupt("look")).toBe(true);
      while (stops.length === 0) await new Promise((wake) => setTimeout(wake, 2));
      expect(target.state).toBe("running");
      target.interrupt();
      expect(await running).toEqual({ kind: "interrupted", thread: target.mainThread });
      expect(stops[0]).toEqual({ kind: "interrupted", thread: target.mainThread, passing: true });
    });

    it("hands on what a handler throws, and the target stays stopped", async () => {
      const target = await atOrders();
      const fault = new Error("on purpose");
      target.stopHandler = () => {
        throw fault;
      };
      expect(await rejection(target.resume())).toBe(fault);
      expect(target.state).toBe("stopped");
      target.stopHandler = null;
      obeying.give(target, "exit", 0, 9);
      expect(await target.resume()).toEqual({ kind: "exited", status: 9 });
    });
  });

  describe("the end", () => {
    it("is the program's exit, after which nothing can be asked", async () => {
      const target = await atOrders();
      obeying.give(target, "exit", 0, 200);
      expect(await runOn(target)).toEqual([{ kind: "exited", status: 200 }]);
      expect(target.state).toBe("ended");
      expect(errorOf(() => target.readRegister(target.mainThread, 0)).code).toBe("target-gone");
      expect(errorOf(() => target.readMemory(obeying.order, 4)).code).toBe("target-gone");
      expect(errorOf(() => target.systemCall(target.mainThread, SystemCall.getpid, [])).code).toBe("target-gone");
      expect(await rejection(target.resume())).toMatchObject({ code: "target-gone" });
      expect(target.interrupt()).toBe(false);
      target.kill();
    });

    it("of a child that was forked is none of the program's", async () => {
      const target = await atOrders();
      obeying.give(target, "fork", 0, 33);
      // Kernels report the child's death, by SIGCHLD; qemu's stub does not.
      const stops = (await runOn(target)).filter((stop) => stop.kind !== "signal" || stop.signal !== Signal.CHLD);
      expect(stops).toEqual([{ kind: "trap", thread: target.mainThread }]);
      expect(obeying.result(target)).toBe(33);
      obeying.give(target, "exit", 0, 34);
      expect(await runOn(target)).toEqual([{ kind: "exited", status: 34 }]);
    });

    it("comes by kill: running, stopped, and within a handler", async () => {
      const running = await atOrders();
      obeying.give(running, "spin");
      const ended = running.resume();
      running.kill();
      expect(await ended).toEqual({ kind: "terminated", signal: Signal.KILL });

      const stopped = await atOrders();
      const told: TargetStop[] = [];
      stopped.stopHandler = (stop) => {
        told.push(stop);
        return { action: "resume" };
      };
      stopped.kill();
      stopped.kill();
      expect(told).toEqual([{ kind: "terminated", signal: Signal.KILL }]);
      expect(stopped.state).toBe("ended");
      expect(errorOf(() => stopped.readRegister(stopped.mainThread, 0)).code).toBe("target-gone");

      const handled = await atOrders();
      handled.stopHandler = () => {
        handled.kill();
        return { action: "resume" };
      };
      expect(await handled.resume()).toEqual({ kind: "terminated", signal: Signal.KILL });
    });

    it("while a thread is borrowed is told by resume", async () => {
      const target = await atOrders();
      expect(errorOf(() => target.systemCall(target.mainThread, SystemCall.exit_group, [21])).code).toBe("target-gone");
      expect(target.state).toBe("ended");
      expect(await target.resume()).toEqual({ kind: "exited", status: 21 });
    });
  });
}
