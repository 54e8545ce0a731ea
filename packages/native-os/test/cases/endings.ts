import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Case, onHost, withPtrace } from "../harness.js";
import { eventually, inWorker, runNode, WORKER } from "../helpers.js";

// JavaScript that ends, and systems that have nothing to give, while native code runs. Each runs in a Node of its own: what is at stake
// is that process's life. Not covered: a heap of V8's own that is full, which ends Node whatever an addon does.

/** One refusal before the message: the addon is loaded then. */
const refusedWorker = (builtPackage: string): string =>
  `${inWorker(builtPackage)} try { os.readMemory(0, 1); } catch { parentPort.postMessage(0); } ${REFUSED_FOR_EVER}`;

const REFUSED_FOR_EVER = "for (;;) { try { os.readMemory(0, 1); } catch {} }";

/** Refusals after values of every kind were converted; `spawn` hands nine values to native code, the last text of which is too long. */
const CONVERTED_FOR_EVER = `{
  const tracer = new os.Tracer();
  const texts = ["text", "x".repeat(2 ** 20)];
  const calls = [
    () => tracer.spawn("/bin/true", texts, { stdio: "ignore" }),
    () => os.connect({ path: "x".repeat(1000) }),
    () => os.writeMemory(0, new Uint8Array(8)),
    () => os.waitReadable(-1, 0),
  ];
  for (;;) for (const call of calls) try { call(); } catch {}
}`;

/** Processes that this package's Node would have to reap. */
const ZOMBIES = `require("node:fs").readFileSync("/proc/self/task/" + process.pid + "/children", "utf8").trim().split(" ")
  .filter((id) => { try { return /State:\\s*Z/.test(require("node:fs").readFileSync("/proc/" + id + "/status", "utf8")); } catch { return false; } })`;

/** Under qemu-user a Node cannot start another. */
const endings = (list: Case[]): Case[] => list.map((one) => ({ in: withPtrace, ...one }));

export const cases: Case[] = endings([
  {
    name: "endings: workers are terminated while the addon refuses something, and Node lives",
    seconds: 120,
    run({ builtPackage, where }) {
      const rounds = where === "host" ? 12 : 3;
      const program = `${WORKER} (async () => {
        for (let round = 0; round < ${rounds}; round++) {
          const { worker } = await started(${JSON.stringify(refusedWorker(builtPackage))});
          await sleep(3 + round % 7);
          await worker.terminate();
        }
        console.log("lives");
      })();`;
      assert.equal(runNode(program), "lives");
    },
  },
  {
    name: "endings: process.exit ends Node with its status while a worker is refused something",
    seconds: 120,
    async run({ builtPackage, where }) {
      const program = `${WORKER} started(${JSON.stringify(refusedWorker(builtPackage))}).then(() => setTimeout(() => process.exit(7), 5));`;
      const children = Array.from({ length: where === "host" ? 10 : 2 }, () =>
        once(spawn(process.execPath, ["-e", program], { stdio: "ignore" }), "exit"),
      );
      for (const end of await Promise.all(children)) assert.deepEqual(end, [7, null]);
    },
  },
  {
    name: "endings: a script whose time is over while the addon refuses something is ended, and the next one runs",
    seconds: 120,
    run({ builtPackage, where }) {
      const program = `globalThis.os = require(${JSON.stringify(builtPackage)});
        const { runInThisContext } = require("node:vm");
        const codes = new Set();
        // Loaded before: a module whose loading is cut off stays half loaded in Node.
        try { os.readMemory(0, 1); } catch {}
        for (let round = 0; round < ${where === "host" ? 20 : 3}; round++) {
          try { runInThisContext(${JSON.stringify(REFUSED_FOR_EVER)}, { timeout: 5 + round % 5 }); }
          catch (error) { codes.add(error.code); }
        }
        try { os.readMemory(0, 1); } catch (error) { codes.add(error.name + " " + error.code); }
        console.log([...codes].join());`;
      assert.equal(runNode(program), "ERR_SCRIPT_EXECUTION_TIMEOUT,NativeOsError unmapped");
    },
  },
  {
    name: "endings: workers and scripts are ended while values of every kind are converted, and Node lives",
    seconds: 120,
    run({ builtPackage, where }) {
      const worker = `${inWorker(builtPackage)} os.pageSize(); parentPort.postMessage(0); ${CONVERTED_FOR_EVER}`;
      const program = `${WORKER} (async () => {
        for (let round = 0; round < ${where === "host" ? 6 : 2}; round++) {
          const { worker } = await started(${JSON.stringify(worker)});
          await sleep(3 + round);
          await worker.terminate();
        }
        globalThis.os = require(${JSON.stringify(builtPackage)});
        os.pageSize();
        const codes = new Set();
        for (let round = 0; round < ${where === "host" ? 20 : 3}; round++) {
          try { require("node:vm").runInThisContext(${JSON.stringify(CONVERTED_FOR_EVER)}, { timeout: 5 + round % 5 }); }
          catch (error) { codes.add(error.code); }
        }
        console.log([...codes].join());
      })();`;
      assert.equal(runNode(program), "ERR_SCRIPT_EXECUTION_TIMEOUT");
    },
  },
  {
    name: "endings: workers that step a program are terminated, and their programs are killed and reaped",
    in: onHost,
    seconds: 120,
    run({ builtPackage, tracee }) {
      const worker = `${inWorker(builtPackage)}
        const tracer = new os.Tracer();
        const { mainThread, id } = tracer.spawn(${JSON.stringify(tracee)}, ["pause"], { stdio: "ignore" });
        parentPort.postMessage(id);
        for (;;) { mainThread.resume({ until: "step" }); tracer.waitSync(); }`;
      const program = `${WORKER} (async () => {
        const ids = [];
        for (let round = 0; round < 5; round++) {
          const { worker, message } = await started(${JSON.stringify(worker)});
          ids.push(message);
          await sleep(5 + round);
          await worker.terminate();
        }
        const end = Date.now() + 10000;
        const exists = (id) => require("node:fs").existsSync("/proc/" + id);
        while (ids.some(exists) && Date.now() < end) await sleep(5);
        console.log(ids.filter(exists).length, "left");
      })();`;
      assert.equal(runNode(program), "0 left");
    },
  },
  {
    name: "endings: what a terminated worker let live is reaped once it ends, and its child_process children keep their ends",
    seconds: 120,
    run({ builtPackage, tracee }) {
      const worker = `${inWorker(builtPackage)}
        const tracer = new os.Tracer();
        const target = tracer.spawn(${JSON.stringify(tracee)}, ["pause"], { stdio: "ignore", onTracerExit: "release" });
        target.resume();
        parentPort.postMessage(target.id);
        setInterval(() => {}, 1000);`;
      const program = `${WORKER} (async () => {
        const child = require("node:child_process").spawn(${JSON.stringify(tracee)}, ["exit", "9"], { stdio: "ignore" });
        const ended = new Promise((resolve) => child.once("exit", resolve));
        const { worker, message: id } = await started(${JSON.stringify(worker)});
        await worker.terminate();
        await sleep(50);
        process.kill(id, 0);
        process.kill(id, "SIGKILL");
        const end = Date.now() + 10000;
        while (require("node:fs").existsSync("/proc/" + id) && Date.now() < end) await sleep(5);
        console.log(await ended, ${ZOMBIES}.length);
      })();`;
      assert.equal(runNode(program), "9 0");
    },
  },
  {
    name: "endings: workers that native code blocks can be terminated, and scripts too",
    seconds: 120,
    run({ builtPackage, tracee }) {
      const folder = mkdtempSync(join(tmpdir(), "native-os-endings-"));
      try {
        // A pipe whose other end this opens as well: nothing ever comes.
        const pipe = join(folder, "pipe");
        assert.equal(spawnSync("mkfifo", [pipe]).status, 0);
        const forEver = `os.waitReadable(require("node:fs").openSync(${JSON.stringify(pipe)}, "r+"), -1)`;
        const traced = `const tracer = new os.Tracer();
          tracer.spawn(${JSON.stringify(tracee)}, ["pause"], { stdio: "ignore" }).resume();
          tracer.waitSync()`;
        const sources = [forEver, traced].map(
          (blocking) => `${inWorker(builtPackage)} parentPort.postMessage(0); ${blocking};`,
        );
        const program = `${WORKER} (async () => {
          for (const source of ${JSON.stringify(sources)}) {
            const { worker } = await started(source);
            await sleep(30);
            await worker.terminate();
          }
          globalThis.os = require(${JSON.stringify(builtPackage)});
          globalThis.require = require;
          try { require("node:vm").runInThisContext(${JSON.stringify(forEver)}, { timeout: 20 }); }
          catch (error) { console.log(error.code); }
        })();`;
        assert.equal(runNode(program, 60), "ERR_SCRIPT_EXECUTION_TIMEOUT");
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  },
  {
    name: "shortage: where no thread can be made, wait is refused, and works once there is one again",
    in: onHost,
    async run({ builtPackage, tracee }) {
      // The limit counts the processes of a user, and root has none: as root, a user of its own.
      const user = process.getuid!() === 0 ? 100_000 + process.pid : undefined;
      const program = `const os = require(${JSON.stringify(builtPackage)});
        const tracer = new os.Tracer();
        const target = tracer.spawn(${JSON.stringify(tracee)}, ["pause"], { stdio: "ignore" });
        target.resume();
        const user = ${user};
        if (user) { process.setgroups([]); process.setgid(user); process.setuid(user); }
        console.log("limit me");
        process.stdin.once("data", async () => {
          await tracer.wait().catch((error) => console.log(error.name, error.code, error.errno));
          process.stdin.once("data", async () => {
            const event = tracer.wait();
            target.mainThread.interrupt();
            console.log((await event).type);
            process.exit(0);
          });
          console.log("raise it");
        });`;
      const child = spawn(process.execPath, ["-e", program], { stdio: ["pipe", "pipe", "inherit"] });
      let output = "";
      child.stdout.on("data", (text) => {
        output += text;
      });
      const exited = once(child, "exit");
      // The soft limit only: to raise the hard one again takes a privilege.
      const limit = (count: string): void => {
        const by = user === undefined ? {} : { uid: user, gid: user };
        assert.equal(spawnSync("prlimit", ["--pid", `${child.pid}`, `--nproc=${count}:`], by).status, 0);
        child.stdin.write("\n");
      };
      await eventually("it is ready", () => output.includes("limit me"));
      const [, most] = /^Max processes +\S+ +(\S+)/m.exec(readFileSync(`/proc/${child.pid}/limits`, "latin1"))!;
      limit("1");
      await eventually(
        "it was refused",
        () => output.includes("raise it") || child.exitCode !== null || child.signalCode !== null,
      );
      limit(most!);
      assert.deepEqual(await exited, [0, null], output);
      assert.deepEqual(output.trim().split("\n").slice(1), ["NativeOsError system-error 11", "raise it", "interrupt"]);
    },
  },
  {
    name: "shortage: where memory is short, native code's need of it is refused, and Node lives",
    in: onHost,
    run({ builtPackage }) {
      // 5 MB of arguments, which are copied; the limit of the address space leaves no room for them.
      const program = `const os = require(${JSON.stringify(builtPackage)});
        const { execFileSync } = require("node:child_process");
        const { readFileSync, writeSync } = require("node:fs");
        const args = Array.from({ length: 50 }, () => "x".repeat(100000));
        const attempt = () => { try { new os.Tracer().spawn("/bin/true", args); return "spawned"; } catch (error) { return error.name + " " + error.code + " " + error.errno; } };
        const limit = (bytes) => execFileSync("prlimit", ["--pid", String(process.pid), "--as=" + bytes + ":unlimited"]);
        const before = attempt();
        limit(1024 * Number(/VmSize:\\s*(\\d+)/.exec(readFileSync("/proc/self/status", "latin1"))[1]));
        const during = [attempt(), attempt(), attempt()];
        limit("unlimited");
        writeSync(1, [before, ...during, attempt()].join("\\n"));`;
      const [before, ...rest] = runNode(program).split("\n");
      assert.match(before!, /^NativeOsError system-error 7$/, "E2BIG: the system's limit is below ours");
      const after = rest.pop();
      assert.equal(after, before);
      assert.deepEqual(rest, Array(3).fill("NativeOsError out-of-memory 12"));
    },
  },
]);
