import assert from "node:assert/strict";
import { ArmVfpRegisters, RegisterSet, Signal, Tracer } from "@armstalker/native-os";
import { type Case, withArmTracee, withPtrace } from "../harness.js";
import { finish, line, lineWhileTracing, next, refused, start, startReady } from "../helpers.js";

const FLAG_N = 0x80000000;
const FLAGS_Z_C = 0x60000000;

/** The program fills every register, traps, and compares after: it has the other half of what is written here (registers.S). */
function registersCase(instructionSet: "arm" | "thumb"): Case {
  const trap = instructionSet === "arm" ? Uint8Array.of(0xf0, 0x01, 0xf0, 0xe7) : Uint8Array.of(0x01, 0xde);
  return {
    name: `registers: all core and VFP registers of ${instructionSet} code are read at a trap, and written`,
    in: withArmTracee,
    run({ tracee }) {
      const tracer = new Tracer();
      const process = tracer.spawn(tracee, [`registers-${instructionSet}`]);
      process.resume();
      const { thread, signal } = next(tracer, "signal");
      assert.equal(signal, Signal.SIGTRAP);
      const registers = thread.registers();
      assert.equal(registers.isThumb, instructionSet === "thumb");
      assert.deepEqual(process.readMemory(registers.pc, trap.length), trap, "PC is at the trap");
      assert.equal(thread.signalInfo().address, registers.pc);
      assert.equal((registers.cpsr & 0xf0000000) >>> 0, FLAGS_Z_C);
      for (let n = 0; n <= 12; n++) assert.equal(registers.words[n], 0x40001000 + n, `r${n}`);
      assert.equal(registers.lr, 0x4000100e);
      const vfp = thread.vfpRegisters();
      for (let n = 0; n < 32; n++) assert.equal(vfp.d[n], (BigInt(n + 0x100) << 32n) | BigInt(n), `d${n}`);

      for (let n = 0; n <= 12; n++) registers.words[n]! += 0x10;
      registers.lr += 0x10;
      registers.pc += trap.length;
      registers.cpsr = (registers.cpsr & 0x0fffffff) | FLAG_N;
      thread.setRegisters(registers);
      for (let n = 0; n < 32; n++) vfp.d[n]! += 0x1000000010n;
      vfp.fpscr = 0x03000000; // flush to zero, default NaN
      thread.setVfpRegisters(vfp);
      assert.deepEqual(thread.registers().words.subarray(0, 17), registers.words.subarray(0, 17));
      assert.equal(thread.vfpRegisters(new ArmVfpRegisters()).fpscr, 0x03000000);
      thread.resume({ signal: 0 });
      assert.deepEqual(next(tracer, "exit").ending, { code: 0 });
    },
  };
}

export const cases: Case[] = [
  registersCase("arm"),
  registersCase("thumb"),
  {
    name: "registers: the thread pointer is the one that the program sees",
    in: withArmTracee,
    run({ tracee }) {
      const tracer = new Tracer();
      const process = start(tracer, tracee, ["data"]);
      process.resume();
      const pointer = Number(line(process).split(" ")[3]);
      process.stop();
      assert.equal(process.mainThread!.threadPointer(), pointer);
      finish(tracer, process);
    },
  },
  {
    name: "registers: a thread that is no 32-bit ARM one says so, and its register set comes as bytes",
    in: ({ where }) => where === "host" && process.arch === "x64",
    run({ tracee }) {
      const tracer = new Tracer();
      const process = tracer.spawn(tracee, ["exit", "0"]);
      const thread = process.mainThread!;
      refused("not-arm", () => thread.registers());
      refused("unsupported", () => thread.threadPointer());
      const bytes = thread.registerSet(RegisterSet.PRSTATUS);
      assert.equal(bytes.length, 216);
      thread.setRegisterSet(RegisterSet.PRSTATUS, bytes);
      process.resume();
      assert.deepEqual(next(tracer, "exit").ending, { code: 0 });
    },
  },
  {
    name: "registers: one instruction is stepped where the kernel can, and the refusal says what to do where not",
    in: withPtrace,
    run({ tracee, where }) {
      const tracer = new Tracer();
      const process = tracer.spawn(tracee, ["exit", "0"]);
      const thread = process.mainThread!;
      if (where === "arm") {
        assert.match(refused("unsupported", () => thread.resume({ until: "step" })).hint!, /trap/);
      } else {
        // From the exec stop the first step ends before the first instruction or after it.
        for (let i = 0; i < 5; i++) {
          thread.resume({ until: "step" });
          next(tracer, "step");
        }
      }
      finish(tracer, process);
    },
  },
  {
    name: "registers: a system call can be taken away at its entry",
    in: withArmTracee,
    run({ tracee }) {
      const NANOSLEEP = 162;
      const tracer = new Tracer();
      const process = start(tracer, tracee, ["sleep", "100000", "nanosleep-arm"]);
      process.mainThread!.resume({ until: "system-call" });
      let taken = false;
      for (;;) {
        const event = tracer.waitSync({ timeout: 20_000 });
        assert.ok(event, "it sleeps all the same");
        if (event.type === "exit") break;
        if (
          event.type === "system-call" &&
          event.phase === "entry" &&
          event.thread.registers().words[7] === NANOSLEEP
        ) {
          event.thread.setSystemCallNumber(-1);
          taken = true;
        }
        event.thread.resume({ until: "system-call" });
      }
      assert.ok(taken);
      assert.match(lineWhileTracing(tracer, process), /^slept \d{1,4} result /);
    },
  },
  {
    name: "registers: a program in a loop of traps is taken from trap to trap",
    in: withPtrace,
    run({ tracee, isArm }) {
      const tracer = new Tracer();
      const process = startReady(tracer, tracee, ["pause"]);
      finish(tracer, process);
      const trapping = tracer.spawn(tracee, ["loop-of-traps"]);
      trapping.resume();
      for (let i = 0; i < 500; i++) {
        const { thread, signal } = next(tracer, "signal");
        assert.equal(signal, Signal.SIGTRAP);
        if (isArm) {
          const registers = thread.registers();
          registers.pc += registers.isThumb ? 2 : 4;
          thread.setRegisters(registers);
        }
        thread.resume({ signal: 0 });
      }
      next(tracer, "signal");
      finish(tracer, trapping);
    },
  },
];
