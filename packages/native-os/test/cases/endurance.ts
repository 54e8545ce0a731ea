import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { Tracer } from "@armstalker/native-os";
import { type Case, withPtrace } from "../harness.js";
import { drain, eventually, finish, lineWhileTracing, next, startReady, stateOf } from "../helpers.js";

const MiB = 1 << 20;

const descriptors = (): number => readdirSync("/proc/self/fd").length;
const ownThreads = (): number => readdirSync("/proc/self/task").length;
const children = (): string => readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").trim();

export const cases: Case[] = [
  {
    name: "endurance: 1,000 programs are spawned, traced and gone, without a zombie, a descriptor or memory left behind",
    in: withPtrace,
    seconds: 240,
    async run({ tracee }) {
      const tracer = new Tracer();
      const cycle = async (i: number): Promise<void> => {
        const process = tracer.spawn(tracee, ["exit", `${i % 256}`], { stdio: "ignore" });
        process.mainThread!.resume({ until: "system-call" });
        assert.equal(next(tracer, "system-call").thread, process.mainThread);
        process.resume();
        // Half of them blocking, half through the notifier.
        const event = i % 2 === 0 ? tracer.waitSync({ timeout: 20_000 }) : await tracer.wait({ timeout: 20_000 });
        assert.ok(event?.type === "exit", `cycle ${i}: ${event?.type}`);
        assert.deepEqual(event.ending, { code: i % 256 });
      };
      for (let i = 0; i < 300; i++) await cycle(i);
      const before = { descriptors: descriptors(), threads: ownThreads(), memory: process.memoryUsage.rss() };
      for (let i = 300; i < 1000; i++) await cycle(i);
      assert.equal(children(), "", "no child, dead or alive");
      assert.equal(descriptors(), before.descriptors);
      // A thread that waits for stops ends a moment after the last process is gone.
      await eventually(`${before.threads} threads, as before`, () => ownThreads() <= before.threads);
      const growth = process.memoryUsage.rss() - before.memory;
      assert.ok(growth < 24 * MiB, `grew by ${growth} bytes in 700 cycles`);
    },
  },
  {
    name: "endurance: 200 threads are stopped and resumed 100 times, and none is lost",
    in: withPtrace,
    seconds: 240,
    async run({ tracee }) {
      const COUNT = 200;
      const tracer = new Tracer();
      const process = startReady(tracer, tracee, ["threads", `${COUNT}`]);
      const address = Number(lineWhileTracing(tracer, process).split(" ")[1]);
      const counters = (): Uint32Array => new Uint32Array(process.readMemory(address, 4 * COUNT).buffer);
      await eventually("all began", () => {
        drain(tracer);
        return counters().every((count) => count > 0);
      });
      drain(tracer);
      const before = counters();
      for (let round = 0; round < 100; round++) {
        process.stop();
        assert.equal(process.threads.size, COUNT + 1);
        for (const thread of process.threads.values()) assert.equal(thread.state, "stopped");
        if (round % 25 === 0) {
          for (const id of process.listThreads()) assert.equal(stateOf(id), "t");
          const frozen = counters();
          assert.deepEqual(counters(), frozen);
        }
        process.resume();
        assert.equal(tracer.waitNow(), undefined, "nothing but our own stops");
      }
      await eventually("every thread went on", () => counters().every((count, index) => count > before[index]!));
      finish(tracer, process);
      assert.equal(stateOf(process.id), undefined);
    },
  },
];
