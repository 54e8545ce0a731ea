import assert from "node:assert/strict";
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type ArmRegisters, RegisterSet, RemoteMemory, Signal, type TracedThread, Tracer } from "@armstalker/native-os";
import { type Case, type Environment, withPtrace } from "../harness.js";
import {
  drain,
  eventually,
  finish,
  line,
  lineWhileTracing,
  next,
  refused,
  start,
  startReady,
  stateOf,
} from "../helpers.js";

/** Numbers from asm/unistd.h. */
const CALLS = {
  arm: { getpid: 20, gettid: 224, pause: 29, munmap: 91 },
  x64: { getpid: 39, gettid: 186, pause: 34, munmap: 11 },
};
const calls = ({ isArm }: Environment): (typeof CALLS)["arm"] => (isArm ? CALLS.arm : CALLS.x64);

function registers(thread: TracedThread): Uint8Array {
  return thread.registerSet(RegisterSet.PRSTATUS);
}

function jump(thread: TracedThread, isArm: boolean, address: number): void {
  if (isArm) {
    const core: ArmRegisters = thread.registers();
    core.pc = address;
    core.isThumb = false;
    thread.setRegisters(core);
    return;
  }
  const RIP = 16;
  const words = new BigUint64Array(registers(thread).buffer);
  words[RIP] = BigInt(address);
  thread.setRegisterSet(RegisterSet.PRSTATUS, new Uint8Array(words.buffer));
}

/**
 * A program that waits for 2.5 s is interrupted twice, and made to call the system each time. Its wait must end 2.5 s after it began: one that starts
 * again from the beginning ends 2.5 s after the last interruption.
 */
function restartCase(kind: string): Case {
  return {
    name: `system calls: a thread interrupted in ${kind} goes on waiting as if nothing had happened`,
    in: (environment) => withPtrace(environment) && (environment.isArm || kind !== "nanosleep-arm"),
    async run(environment) {
      const WANTED = 2500;
      const tracer = new Tracer();
      const process = start(tracer, environment.tracee, ["sleep", `${WANTED}`, kind]);
      const begin = performance.now();
      process.resume();
      const thread = process.mainThread!;
      let last = 0;
      for (let i = 0; i < 2; i++) {
        await sleep(400);
        process.stop();
        const before = registers(thread);
        for (let again = 0; again < 3; again++) {
          assert.equal(thread.systemCall(calls(environment).getpid), process.id);
          assert.deepEqual(registers(thread), before);
        }
        last = performance.now() - begin;
        process.resume();
      }
      if (kind === "read") {
        await sleep(300);
        writeSync(process.stdio[0]!, "x");
      }
      const [, slept, result] = /^slept (\d+) result (-?\d+)$/.exec(line(process))!;
      assert.equal(result, "0");
      if (kind !== "read") {
        assert.ok(Number(slept) >= WANTED - 10, `only ${slept} ms`);
        assert.ok(Number(slept) < last + WANTED * 0.9, `${slept} ms: it began again after ${last} ms`);
      }
      assert.deepEqual(next(tracer, "exit").ending, { code: 0 });
    },
  };
}

export const cases: Case[] = [
  ...["nanosleep", "nanosleep-arm", "futex", "poll", "read"].map(restartCase),
  {
    name: "system calls: memory is mapped, filled, made executable, run and unmapped in the traced program",
    in: withPtrace,
    run({ tracee, isArm }) {
      const tracer = new Tracer();
      // Right at its exec, before its first instruction.
      const process = tracer.spawn(tracee, ["exit", "9"]);
      const thread = process.mainThread!;
      const memory = new RemoteMemory(thread);
      const address = memory.allocate(8192, "rw-");
      const saved = registers(thread);
      // mov r0, #7; trap — or mov eax, 7; int3
      const code = isArm ? "0700a0e3f001f0e7" : "b807000000cc";
      process.writeMemory(address, Buffer.from(code, "hex"));
      memory.protect(address, 8192, "r-x");
      memory.clearInstructionCache(address, 8192);
      assert.equal(process.memoryMap().find((range) => range.start === address)?.protection, "r-x");
      jump(thread, isArm, address);
      thread.resume();
      const trap = next(tracer, "signal");
      assert.equal(trap.signal, Signal.SIGTRAP);
      if (isArm) assert.deepEqual([thread.registers().words[0], thread.registers().pc], [7, address + 4]);
      else assert.equal(new BigUint64Array(registers(thread).buffer)[10], 7n);
      thread.setRegisterSet(RegisterSet.PRSTATUS, saved);
      // At a signal's stop, which has to come back. Here the signal itself is then dropped.
      memory.free(address, 8192);
      assert.equal(thread.event?.type, "signal");
      refused("unmapped", () => process.readMemory(address, 1));
      const fixed = memory.allocate(4096, "rw-", address);
      assert.equal(fixed, address);
      assert.equal(refused("remote-call-failed", () => memory.allocate(4096, "rw-", address)).errno, 17);
      thread.resume({ signal: 0 });
      assert.deepEqual(next(tracer, "exit").ending, { code: 9 });
    },
  },
  {
    name: "system calls: a failure gives its error number, and what cannot end gives up",
    in: withPtrace,
    run(environment) {
      const tracer = new Tracer();
      const process = startReady(tracer, environment.tracee, ["pause"]);
      process.stop();
      const thread = process.mainThread!;
      assert.equal(
        refused("remote-call-failed", () => thread.systemCall(calls(environment).munmap, [1, 4096])).errno,
        22,
      );
      assert.equal(refused("remote-call-failed", () => thread.systemCall(9999)).errno, 38);
      refused("timeout", () => thread.systemCall(calls(environment).pause, [], 200));
      assert.equal(thread.state, "running");
      finish(tracer, process);
    },
  },
  {
    name: "system calls: a signal that the thread is stopped for, or that comes meanwhile, is delivered with its details",
    in: withPtrace,
    run(environment) {
      const tracer = new Tracer();
      const process = startReady(tracer, environment.tracee, ["signals"]);
      const thread = process.mainThread!;
      thread.kill(Signal.SIGUSR1);
      next(tracer, "signal");
      const raw = thread.signalInfo().raw;
      new DataView(raw.buffer).setInt32(globalThis.process.arch === "arm" ? 12 : 16, 4711, true);
      thread.setSignalInfo(raw);
      // This one waits in the queue: the injected call meets it.
      thread.kill(Signal.SIGUSR2);
      for (let i = 0; i < 3; i++) assert.equal(thread.systemCall(calls(environment).getpid), process.id);
      assert.equal(thread.event?.type, "signal");
      assert.equal(thread.signalInfo().pid, 4711);
      thread.resume();
      const second = next(tracer, "signal");
      assert.equal(second.signal, Signal.SIGUSR2);
      assert.equal(second.thread.signalInfo().code, -6);
      second.thread.resume({ signal: 0 });
      assert.equal(line(process).split(" ")[0], "4711");
      next(tracer, "exit");
    },
  },
  {
    name: "system calls: one thread calls while the others run",
    in: withPtrace,
    async run(environment) {
      const tracer = new Tracer();
      const process = startReady(tracer, environment.tracee, ["threads", "5"]);
      const address = Number(lineWhileTracing(tracer, process).split(" ")[1]);
      const count = (index: number): number =>
        new DataView(process.readMemory(address + 4 * index, 4).buffer).getUint32(0, true);
      const thread = [...process.threads.values()].at(-1)!;
      await eventually("all began", () => {
        drain(tracer);
        return [0, 1, 2, 3, 4].every((index) => count(index) > 0);
      });
      thread.interrupt();
      assert.equal(next(tracer, "interrupt").thread, thread);
      const before = count(1);
      for (let i = 0; i < 50; i++) assert.equal(thread.systemCall(calls(environment).gettid), thread.id);
      await eventually("the computing one went on", () => count(1) !== before);
      assert.equal(stateOf(thread.id), "t");
      const own = count(4);
      process.resume();
      await eventually("it goes on too", () => count(4) !== own);
      finish(tracer, process);
    },
  },
];
