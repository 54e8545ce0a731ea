import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Signal, Tracer } from "@armstalker/native-os";
import { type Case, withPtrace } from "../harness.js";
import { drain, eventually, finish, next, refused, resumeQuietly, startReady, stateOf } from "../helpers.js";

/** SIGRTMIN as programs see it: signals from here on queue, and are not merged. */
const SIGRTMIN = 34;

/** Runs a tracer of its own in another process, which the test kills. It prints a line when it has come so far. */
function startTracer(builtPackage: string, script: string): ReturnType<typeof spawn> {
  const source = `const { Tracer } = require(${JSON.stringify(builtPackage)}); const tracer = new Tracer(); ${script}`;
  return spawn(process.execPath, ["-e", `${source}; setInterval(() => {}, 1000)`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function firstLine(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve) => child.stdout!.once("data", (text) => resolve(String(text).trim())));
}

const zombies = (): string[] =>
  readFileSync(`/proc/self/task/${process.pid}/children`, "utf8")
    .trim()
    .split(" ")
    .filter((id) => id !== "" && stateOf(Number(id)) === "Z");

const pitfalls = (list: Case[]): Case[] => list.map((one) => ({ in: withPtrace, ...one }));

export const cases: Case[] = pitfalls([
  {
    name: "pitfalls: the children of child_process and the traced ones do not take each other's ends",
    seconds: 120,
    async run({ tracee }) {
      const tracer = new Tracer();
      const codes: Promise<number | null>[] = [];
      const traced: (number | undefined)[] = [];
      for (let i = 0; i < 20; i++) {
        const child = spawn(tracee, ["exit", `${i}`], { stdio: "ignore" });
        codes.push(new Promise((resolve) => child.once("exit", resolve)));
        const process = tracer.spawn(tracee, ["exit", `${100 + i}`]);
        process.resume();
        const event = await tracer.wait({ timeout: 20_000 });
        assert.ok(event?.type === "exit" && "code" in event.ending);
        traced.push(event.ending.code);
        assert.equal(spawnSync(tracee, ["exit", "3"]).status, 3);
      }
      assert.deepEqual(
        traced,
        Array.from({ length: 20 }, (_, i) => 100 + i),
      );
      assert.deepEqual(
        await Promise.all(codes),
        Array.from({ length: 20 }, (_, i) => i),
      );
      await eventually("no zombies", () => zombies().length === 0);
    },
  },
  {
    name: "pitfalls: a child of child_process cannot be traced, and the refusal says why",
    async run({ tracee }) {
      const child = spawn(tracee, ["pause"], { stdio: ["ignore", "pipe", "inherit"] });
      await firstLine(child);
      assert.match(refused("libuv-child", () => new Tracer().attach(child.pid!)).hint!, /spawn/);
      const closed = new Promise((resolve) => child.once("exit", (_, signal) => resolve(signal)));
      child.kill("SIGKILL");
      assert.equal(await closed, "SIGKILL");
    },
  },
  {
    name: "pitfalls: each new thread and process is announced before its first stop, whichever the kernel reported first",
    seconds: 180,
    run({ tracee }) {
      const tracer = new Tracer();
      for (const [mode, count, type] of [
        ["spawning", 150, "clone"],
        ["many-forks", 60, "fork"],
      ] as const) {
        const process = tracer.spawn(tracee, [mode, `${count}`], { stdio: "ignore" });
        process.resume();
        const announced = new Set<number>();
        const started = new Set<number>();
        const ended = new Set<number>();
        while (!process.ended || tracer.processes.length > 0) {
          const event = tracer.waitSync({ timeout: 20_000 });
          assert.ok(event, "lost");
          const { id } = event.thread;
          if (event.type === type && "child" in event) announced.add(event.child.id);
          if (event.type === "started") {
            assert.ok(announced.has(id), `thread ${id} was not announced`);
            started.add(id);
          }
          if (event.type === "exit") ended.add(id);
          else event.thread.resume();
        }
        while (tracer.waitNow() !== undefined);
        assert.equal(announced.size, count);
        assert.deepEqual(started, announced);
      }
    },
  },
  {
    name: "pitfalls: no signal is lost or doubled by interrupts at the same moment",
    seconds: 180,
    run({ tracee }) {
      const COUNT = 400;
      const tracer = new Tracer();
      const process = startReady(tracer, tracee, ["signals", `${COUNT}`]);
      const thread = process.mainThread!;
      let sent = 0;
      let signals = 0;
      let interrupts = 0;
      for (;;) {
        // The signal first, the interrupt first, and both at a thread that has stopped without our having looked.
        if (sent < COUNT) {
          if (sent % 3 === 0 && thread.state === "running") thread.interrupt();
          thread.kill(SIGRTMIN);
          sent++;
          if (sent % 3 === 1 && thread.state === "running") thread.interrupt();
          if (sent % 7 === 0) {
            process.stop();
            process.resume();
          }
        }
        const event = tracer.waitSync({ timeout: 20_000 });
        assert.ok(event, `lost after ${signals} of ${sent} signals`);
        if (event.type === "exit") {
          assert.deepEqual(event.ending, { code: 0 });
          break;
        }
        if (event.type === "signal") {
          assert.equal(event.signal, SIGRTMIN);
          signals++;
        } else {
          assert.equal(event.type, "interrupt");
          interrupts++;
        }
        event.thread.resume();
      }
      assert.equal(signals, COUNT);
      assert.ok(interrupts <= COUNT);
    },
  },
  {
    name: "pitfalls: a thread that is killed while it is stopped refuses every request, and its end is told",
    async run({ tracee }) {
      const tracer = new Tracer();
      const process = startReady(tracer, tracee, ["threads", "3"]);
      await eventually("all run", () => {
        drain(tracer);
        return process.threads.size === 4 && [...process.threads.values()].every(({ state }) => state === "running");
      });
      process.stop();
      const threads = [...process.threads.values()];
      globalThis.process.kill(process.id, "SIGKILL");
      const end = Date.now() + 20_000;
      while (stateOf(process.id) === "t" && Date.now() < end);
      for (const thread of threads) {
        refused("no-such-thread", () => thread.registerSet(1));
        refused("no-such-thread", () => thread.resume());
        refused("no-such-thread", () => thread.systemCall(20));
      }
      const ended = threads.map(() => next(tracer, "exit", ["started"]));
      assert.deepEqual(new Set(ended.map((event) => event.thread)), new Set(threads));
      assert.ok(ended.every(({ ending }) => "signal" in ending && ending.signal === Signal.SIGKILL));
      assert.deepEqual(
        ended.map(({ lastOfProcess }) => lastOfProcess),
        [false, false, false, true],
      );
      assert.equal(ended.at(-1)!.thread.id, process.id, "the process's first thread ends last");
    },
  },
  {
    name: "pitfalls: what was attached to does not stay stopped when its tracer is killed, and what was spawned is killed with it",
    seconds: 90,
    async run({ tracee, builtPackage }) {
      const shell = spawn("sh", ["-c", '"$0" tick & echo $!; wait', tracee], { stdio: ["ignore", "pipe", "inherit"] });
      let output = "";
      shell.stdout.on("data", (text) => {
        output += text;
      });
      await eventually("it ticks", () => /^\d+$/m.test(output) && output.includes("tick"));
      const id = Number(/^(\d+)$/m.exec(output)![1]);
      const attached = startTracer(builtPackage, `tracer.attach(${id}); console.log("attached")`);
      assert.equal(await firstLine(attached), "attached");
      assert.equal(stateOf(id), "t");
      attached.kill("SIGKILL");
      await eventually("it is no longer stopped", () => stateOf(id) !== "t");
      output = "";
      await eventually("it ticks again", () => output.includes("tick"));
      process.kill(id, "SIGKILL");
      await new Promise((resolve) => shell.once("close", resolve));

      const spawning = startTracer(builtPackage, `console.log(tracer.spawn(${JSON.stringify(tracee)}, ["pause"]).id)`);
      const child = Number(await firstLine(spawning));
      assert.equal(stateOf(child), "t");
      spawning.kill("SIGKILL");
      await eventually("it is gone", () => stateOf(child) === undefined || stateOf(child) === "Z");
    },
  },
  {
    name: "pitfalls: exec by a thread leaves one thread with the leader's id, and says which one called",
    seconds: 90,
    run({ tracee }) {
      for (let round = 0; round < 5; round++) {
        const tracer = new Tracer();
        const process = tracer.spawn(tracee, ["exec-in-thread", "5"], { stdio: "ignore" });
        process.resume();
        const ended = new Set<number>();
        const born: number[] = [];
        let former = 0;
        for (;;) {
          const event = tracer.waitSync({ timeout: 20_000 });
          assert.ok(event, "lost");
          if (event.type === "clone") born.push(event.child.id);
          if (event.type === "exec") {
            former = event.formerThreadId;
            assert.equal(event.thread.id, process.id);
            assert.deepEqual([...process.threads.keys()], [process.id]);
            assert.deepEqual(process.listThreads(), [process.id]);
          }
          if (event.type === "exit") {
            ended.add(event.thread.id);
            if (event.lastOfProcess) {
              assert.deepEqual(event.ending, { code: 7 });
              break;
            }
          } else resumeQuietly(event);
        }
        assert.equal(former, born.at(-1));
        // Five threads ended by it, and the process itself at last; the caller's own id ended with nobody to tell.
        assert.deepEqual([...ended].sort(), [process.id, ...born.slice(0, -1)].sort());
      }
    },
  },
  {
    name: "pitfalls: a process whose first thread has ended is stopped, resumed and killed through the others",
    async run({ tracee }) {
      const tracer = new Tracer();
      const process = startReady(tracer, tracee, ["leader-leaves"]);
      await eventually("the first thread is a zombie", () => {
        drain(tracer);
        return stateOf(process.id) === "Z";
      });
      const other = [...process.threads.values()].find((thread) => thread.id !== process.id)!;
      other.interrupt();
      next(tracer, "interrupt");
      assert.equal(stateOf(other.id), "t");
      other.resume();
      finish(tracer, process);
      assert.equal(process.ended, true);
    },
  },
  {
    name: "pitfalls: a program killed at any moment, also while it makes threads and children, is reaped to the last",
    seconds: 180,
    async run({ tracee }) {
      for (let round = 0; round < 25; round++) {
        const tracer = new Tracer();
        const process = startReady(tracer, tracee, round % 2 === 0 ? ["spawning", "0"] : ["forking"]);
        for (let i = 0; i < round; i++) drain(tracer);
        await sleep(round % 5);
        globalThis.process.kill(process.id, "SIGKILL");
        const end = Date.now() + 20_000;
        while (tracer.processes.length > 0) {
          assert.ok(
            Date.now() < end,
            `round ${round}: ${tracer.processes.map(({ id }) => `${id} ${stateOf(id)}`)} did not end`,
          );
          const event = tracer.waitSync({ timeout: 1000 });
          if (event !== undefined && event.thread.state === "stopped") resumeQuietly(event);
        }
      }
      await eventually("no zombies", () => zombies().length === 0);
    },
  },
  {
    name: "pitfalls: a detached child does not stay a zombie",
    async run({ tracee }) {
      const tracer = new Tracer();
      const process = startReady(tracer, tracee, ["pause"]);
      const { id } = process;
      process.detach();
      assert.notEqual(stateOf(id), "t");
      // Traced again, and let go again.
      const again = tracer.attach(id);
      again.detach();
      globalThis.process.kill(id, "SIGKILL");
      await eventually("it ended", () => stateOf(id) === "Z" || stateOf(id) === undefined);
      finish(tracer, tracer.spawn(tracee, ["pause"]));
      assert.equal(stateOf(id), undefined);
    },
  },
]);
