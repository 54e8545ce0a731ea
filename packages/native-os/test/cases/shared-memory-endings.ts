import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { SharedMemory } from "@armstalker/native-os";
import { type Case, onHost } from "../harness.js";
import { eventually, filesInMemory, inWorker, refused, runNode, WORKER } from "../helpers.js";

// Closing, and whoever ends while a shared memory is in use.

const NAME = "shared-memory-endings";

/** What this process has of memories: descriptors, mappings and threads. */
function belongings(): { descriptors: number; mappings: number; threads: number } {
  const links = readFileSync("/proc/self/maps", "latin1").split("\n");
  return {
    descriptors: readdirSync("/proc/self/fd").length,
    mappings: links.filter((line) => line.includes(NAME)).length,
    threads: readdirSync("/proc/self/task").length,
  };
}

const create = (): SharedMemory => SharedMemory.create({ size: 1, name: NAME });

const collectGarbage = (): void => {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
};

export const cases: Case[] = [
  {
    name: "shared memory: closing it ends its watches and empties its buffer and the views, whoever still holds them",
    async run() {
      const memory = create();
      const { buffer } = memory;
      const words = new Int32Array(buffer);
      const bytes = Buffer.from(buffer);
      words[0] = 5;
      const watches = [5, 5, 6].map((expected) => {
        const watch = memory.watch(0, () => assert.fail("called back after the end"));
        watch.arm(expected);
        return watch;
      });
      // Time for the threads to sit in their futexes.
      const begin = performance.now();
      while (performance.now() - begin < 5);
      const { path } = memory;
      assert.ok(existsSync(path));
      memory.close();
      memory.close();
      refused("not-found", () => SharedMemory.open(path));
      assert.equal(memory.closed, true);
      assert.deepEqual(
        [buffer.byteLength, words.length, bytes.length, words[0], bytes[0]],
        [0, 0, 0, undefined, undefined],
      );
      words[0] = 1;
      assert.throws(() => Atomics.load(words, 0));
      for (const watch of watches) {
        assert.equal(watch.closed, true);
        watch.close();
        watch.disarm();
        watch.ref().unref();
        refused("closed", () => watch.arm(0));
      }
      for (const use of [
        (): unknown => memory.buffer,
        (): unknown => memory.fd,
        (): unknown => memory.path,
        (): unknown => memory.futexWake(0),
        (): unknown => memory.futexWait(0, 0, 0),
        (): unknown => memory.waitForChange(0, 0, { timeout: 0 }),
        (): unknown => memory.watch(0, () => undefined),
      ]) {
        refused("closed", use);
      }
      await sleep(20);
    },
  },
  {
    name: "shared memory: a watch reports for what it was armed last, and in the event loop",
    async run() {
      const memory = create();
      const words = new Int32Array(memory.buffer);
      let calls = 0;
      let next = (): void => undefined;
      const watch = memory.watch(0, () => {
        calls++;
        next();
      });
      const called = (): Promise<void> =>
        new Promise((resolve) => {
          next = resolve;
        });
      // It differs already.
      watch.arm(1);
      assert.equal(calls, 0);
      await called();
      // Reported, but armed for something else before the event loop could tell.
      watch.arm(1);
      watch.arm(0);
      await sleep(20);
      assert.equal(calls, 1);
      watch.disarm();
      Atomics.store(words, 0, 3);
      memory.futexWake(0);
      await sleep(20);
      assert.equal(calls, 1);
      // A wake without a change is none; a change without a wake is seen all the same.
      watch.arm(3);
      await sleep(5);
      memory.futexWake(0);
      await sleep(20);
      assert.equal(calls, 1);
      Atomics.store(words, 0, 4);
      await called();
      // Back again before anybody looked.
      watch.arm(4);
      await sleep(5);
      for (const value of [5, 4, 5]) {
        Atomics.store(words, 0, value);
        memory.futexWake(0);
      }
      await called();
      assert.equal(calls, 3);
      memory.close();
    },
  },
  {
    name: "shared memory: 1,000 memories are made and closed, some with a watch that is armed, and nothing is left",
    async run() {
      const cycle = async (index: number): Promise<void> => {
        const memory = create();
        const words = new Int32Array(memory.buffer);
        if (index % 10 === 0) memory.watch(0, () => undefined).arm(0);
        words[0] = index;
        memory.close();
        if (index % 100 === 0) await sleep(0);
      };
      await cycle(0);
      await eventually("the first is gone", () => belongings().mappings === 0);
      const before = belongings();
      for (let index = 0; index < 1000; index++) await cycle(index);
      await eventually("all are gone", () => belongings().mappings === 0);
      await eventually("their threads are gone", () => belongings().threads <= before.threads);
      assert.equal(belongings().descriptors, before.descriptors);
    },
  },
  {
    name: "shared memory: what JavaScript has forgotten is given back, and not before",
    async run() {
      const before = belongings();
      let held: ArrayBuffer | undefined;
      for (let index = 0; index < 100; index++) held = create().buffer;
      new Int32Array(held!)[0] = 42;
      const kept = new WeakRef(held!);
      await eventually("only the one is left", () => {
        collectGarbage();
        return belongings().mappings === 1;
      });
      assert.equal(new Int32Array(kept.deref()!)[0], 42);
      held = undefined;
      await eventually("all are gone", () => {
        collectGarbage();
        return belongings().mappings === 0;
      });
      assert.equal(belongings().descriptors, before.descriptors);
    },
  },
  {
    name: "shared memory: an armed watch keeps Node alive until it has reported, and no longer",
    in: onHost,
    run({ builtPackage }) {
      const head = `const { SharedMemory } = require(${JSON.stringify(builtPackage)});
        const memory = SharedMemory.create({ size: 1 });
        const words = new Int32Array(memory.buffer);
        process.on("exit", () => console.log("end"));
        const watch = memory.watch(0, () => console.log("changed"));`;
      const change = 'setTimeout(() => { console.log("change"); words[0] = 1; memory.futexWake(0); }, 50)';
      const expected: [string, string][] = [
        ["", "end"],
        [`watch.arm(0); ${change};`, "change,changed,end"],
        // Nothing but the watch keeps this one.
        [`watch.arm(0); ${change}.unref();`, "change,changed,end"],
        ["watch.arm(0); watch.unref();", "end"],
        ["watch.unref(); watch.arm(0);", "end"],
        [`watch.unref(); watch.arm(0); watch.ref(); ${change}.unref();`, "change,changed,end"],
        ["watch.arm(0); watch.disarm();", "end"],
        ["watch.arm(0); setTimeout(() => watch.close(), 20);", "end"],
        ["watch.arm(0); setTimeout(() => memory.close(), 20);", "end"],
        ["watch.arm(0); setTimeout(() => process.exit(0), 20);", "end"],
        ["watch.arm(0); watch.unref(); setTimeout(() => {}, 20);", "end"],
      ];
      for (const [program, output] of expected) {
        assert.equal(runNode(`${head} ${program}`).replaceAll("\n", ","), output, program);
      }
      const throwing = `${head} process.on("uncaughtException", (error) => console.log(error.message));
        memory.watch(0, () => { throw new Error("of the callback"); }).arm(1);`;
      assert.equal(runNode(throwing), "of the callback\nend");
    },
  },
  {
    name: "shared memory: workers end while they wait for a word, watch it or hold the buffer, and Node lives",
    in: onHost,
    seconds: 120,
    run({ builtPackage }) {
      const head = `${inWorker(builtPackage)}
        const memory = os.SharedMemory.create({ size: 65536, name: "of a worker" });
        const words = new Int32Array(memory.buffer);`;
      const waits = [
        "memory.futexWait(0, 0, 1e6);",
        "memory.waitForChange(0, 0, { timeout: 1e6 });",
        "memory.watch(0, () => {}).arm(0);",
        "memory.watch(0, () => {}).arm(0); memory.waitForChange(0, 0, { timeout: 1e6 });",
        "setInterval(() => { memory.watch(4, () => {}).arm(words[0]++); }, 1);",
        "for (;;) { const other = os.SharedMemory.create({ size: 1, name: 'of a worker' }); other.watch(0, () => {}).arm(0); other.close(); }",
        "for (;;) os.SharedMemory.open(memory.path);",
      ].map((wait) => `${head} parentPort.postMessage(0); ${wait}`);
      const program = `${WORKER} (async () => {
        const fs = require("node:fs");
        // The thread pool and what else stays.
        await fs.promises.readFile("/proc/self/maps");
        const threads = fs.readdirSync("/proc/self/task").length;
        for (let round = 0; round < 3; round++) {
          for (const source of ${JSON.stringify(waits)}) {
            const { worker } = await started(source);
            await sleep(10 + round);
            await worker.terminate();
          }
        }
        // One that ends by itself.
        const { worker } = await started(${JSON.stringify(`${head} memory.watch(0, () => {}).unref().arm(0); parentPort.postMessage(0);`)});
        await new Promise((resolve) => worker.once("exit", resolve));
        const files = () => fs.readdirSync("/proc/self/fd").flatMap((name) => {
          try { return [fs.readlinkSync("/proc/self/fd/" + name)]; } catch { return []; }
        });
        const left = () => [
          /of a worker/.test(fs.readFileSync("/proc/self/maps", "latin1")),
          files().filter((file) => file.includes("of a worker")).length,
          fs.readdirSync("/proc/self/task").length > threads,
        ].join();
        const end = Date.now() + 10000;
        while (left() !== "false,0,false" && Date.now() < end) await sleep(5);
        console.log(left());
      })();`;
      assert.equal(runNode(program, 110), "false,0,false");
    },
  },
  {
    name: "shared memory: neither side's violent end leaves a file, or blocks the other side",
    in: onHost,
    seconds: 120,
    async run({ builtPackage, peers, refusing }) {
      const folder = mkdtempSync(join(tmpdir(), "native-os-endings-"));
      const program = `const { SharedMemory } = require(${JSON.stringify(builtPackage)});
        const { spawn } = require("node:child_process");
        for (const command of ${JSON.stringify(peers)}) {
          const memory = SharedMemory.create({ size: 8192 });
          spawn(command[0], [...command.slice(1), "wait", memory.path, "0"], { stdio: "ignore" });
        }
        console.log("begun");
        for (let i = 0; ; i++) {
          const memory = SharedMemory.create({ size: 4096 });
          memory.watch(0, () => {}).arm(0);
          memory.close();
        }`;
      try {
        const before = filesInMemory();
        for (let round = 0; round < 16; round++) {
          const through = round % 2 === 0 ? [] : [refusing!, "memfd"];
          const [file, ...args] = [...through, process.execPath, "-e", program];
          const child = spawn(file!, args, {
            stdio: ["ignore", "pipe", "inherit"],
            env: { ...process.env, TMPDIR: folder },
            // Its peers are of its group.
            detached: true,
          });
          const exit = once(child, "exit");
          if (round % 4 < 2) await once(child.stdout, "data");
          await sleep(round * 3);
          child.kill("SIGKILL");
          await exit;
          try {
            process.kill(-child.pid!, "SIGKILL");
          } catch (error) {
            assert.equal((error as NodeJS.ErrnoException).code, "ESRCH");
          }
          assert.deepEqual([filesInMemory(), readdirSync(folder)], [before, []]);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
      // The other way round: whoever should answer is killed in the middle.
      for (const [file, ...args] of peers) {
        const memory = create();
        const words = new Int32Array(memory.buffer);
        const peer = spawn(file!, [...args, "ask", memory.path, "1000000"], { stdio: "ignore" });
        const exit = once(peer, "exit");
        const rounds = 50 + Math.floor(Math.random() * 50);
        for (let round = 1; round <= rounds; round++) {
          assert.ok(memory.waitForChange(0, round - 1, { timeout: 20_000 }));
          if (round === rounds) peer.kill("SIGKILL");
          Atomics.store(words, 16, round);
          memory.futexWake(64);
        }
        await exit;
        const seen = Atomics.load(words, 0);
        assert.ok(seen - rounds <= 1);
        assert.equal(memory.futexWait(0, seen, 50), "timed-out");
        memory.close();
      }
    },
  },
];
