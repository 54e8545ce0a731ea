import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { connect, hasCode, Signal, Tracer } from "@armstalker/native-os";
import { type Case, withPtrace } from "../harness.js";
import { eventually, finish, line, next, refused, start, startReady, stateOf } from "../helpers.js";

const tracing = (list: Case[]): Case[] => list.map((one) => ({ in: withPtrace, ...one }));

export const cases: Case[] = tracing([
  {
    name: "tracing: a spawned program is stopped at its exec, runs when resumed, and its exit code is told",
    run({ tracee }) {
      const tracer = new Tracer();
      const process = tracer.spawn(tracee, ["exit", "42"]);
      assert.equal(process.mainThread?.state, "stopped");
      assert.equal(process.mainThread?.event?.type, "exec");
      assert.equal(process.mainThread?.eventMessage(), process.id);
      process.resume();
      const exit = next(tracer, "exit");
      assert.deepEqual(exit.ending, { code: 42 });
      assert.equal(exit.lastOfProcess, true);
      assert.equal(process.ended, true);
      assert.equal(stateOf(process.id), undefined, "no zombie");
      refused("nothing-to-wait-for", () => tracer.waitSync());
      refused("no-such-thread", () => exit.thread.resume());
    },
  },
  {
    name: "tracing: wait() does not block the event loop, and several may wait",
    async run({ tracee }) {
      const tracer = new Tracer();
      const process = startReady(tracer, tracee, ["pause"]);
      const first = tracer.wait();
      const second = tracer.wait();
      assert.equal(await tracer.wait({ timeout: 30 }), undefined, "the third gave up");
      let ticks = 0;
      const timer = setInterval(() => ticks++, 5);
      await sleep(100);
      assert.ok(ticks >= 2);
      process.mainThread!.interrupt();
      assert.equal((await first)?.type, "interrupt");
      process.kill();
      const end = await second;
      clearInterval(timer);
      assert.ok(end?.type === "exit");
      assert.deepEqual(end.ending, { signal: Signal.SIGKILL, coreDumped: false });
      await assert.rejects(tracer.wait(), { code: "nothing-to-wait-for" });
    },
  },
  {
    name: "tracing: stdio, folder, environment and argv[0] are what was asked for",
    run({ tracee }) {
      const tracer = new Tracer();
      const file = join(tmpdir(), `native-os-stderr-${globalThis.process.pid}`);
      const descriptor = openSync(file, "w");
      const process = tracer.spawn(tracee, ["where"], {
        stdio: ["ignore", "pipe", descriptor],
        cwd: "/tmp",
        env: { FIXTURE: "yes", LEFT_OUT: undefined },
        argv0: "another-name",
      });
      closeSync(descriptor);
      process.resume();
      assert.equal(line(process), "/tmp yes another-name");
      next(tracer, "exit");
      assert.equal(readFileSync(file, "utf8"), "to stderr\n");
      rmSync(file);
      closeSync(process.stdio[1]!);
    },
  },
  {
    name: "tracing: without random placement the addresses repeat",
    run({ tracee }) {
      const tracer = new Tracer();
      const stack = (): number => {
        const process = tracer.spawn(tracee, ["exit", "0"], { randomizeAddresses: false });
        const range = process.memoryMap().find(({ path }) => path === "[stack]");
        finish(tracer, process);
        return range!.end;
      };
      assert.equal(stack(), stack());
    },
  },
  {
    name: "tracing: a program that cannot start is an error that names the call, and leaves no child",
    run({ tracee }) {
      const tracer = new Tracer();
      assert.equal(refused("not-found", () => tracer.spawn("/nonexistent", [])).call, "execve");
      assert.equal(refused("not-permitted", () => tracer.spawn("/etc/passwd", [])).errno, 13);
      assert.equal(refused("not-found", () => tracer.spawn(tracee, [], { cwd: "/nonexistent" })).call, "chdir");
      refused("not-found", () => tracer.spawn("no-such-program-anywhere"));
      assert.deepEqual(tracer.processes, []);
      const children = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8")
        .trim()
        .split(" ")
        .filter(Boolean);
      assert.deepEqual(
        children.filter((id) => stateOf(Number(id)) === "Z"),
        [],
      );
    },
  },
  {
    name: "tracing: attach takes over every thread of a stranger, detach lets it go on",
    seconds: 90,
    async run({ tracee }) {
      // A grandchild: a shell's child is no child of ours.
      const shell = spawn("sh", ["-c", '"$0" threads 6 & echo $!; wait', tracee], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let text = "";
      shell.stdout.on("data", (data) => {
        text += data;
      });
      await eventually("the stranger is ready", () => text.includes("ready"));
      const id = Number(/^(\d+)$/m.exec(text)![1]);
      const tracer = new Tracer();
      for (let round = 0; round < 3; round++) {
        const process = tracer.attach(id);
        assert.equal(process.threads.size, 7);
        assert.deepEqual([...process.threads.keys()].sort(), process.listThreads().sort());
        for (const thread of process.threads.values()) assert.equal(stateOf(thread.id), "t");
        process.detach();
        refused("detached", () => process.readMemory(0, 1));
        await eventually("it runs again", () => stateOf(id) !== "t");
        assert.equal(readFileSync(`/proc/${id}/status`, "utf8").match(/TracerPid:\s*(\d+)/)![1], "0");
      }
      globalThis.process.kill(id, "SIGKILL");
      await new Promise((resolve) => shell.once("close", resolve));
    },
  },
  {
    name: "tracing: a signal stops the thread, with its details, and is delivered, replaced or dropped",
    run({ tracee }) {
      const tracer = new Tracer();
      const process = startReady(tracer, tracee, ["signals"]);
      process.mainThread!.kill(Signal.SIGUSR2);
      const dropped = next(tracer, "signal");
      assert.equal(dropped.signal, Signal.SIGUSR2);
      const info = dropped.thread.signalInfo();
      assert.deepEqual([info.signal, info.pid, info.code], [Signal.SIGUSR2, globalThis.process.pid, -6]);
      dropped.thread.resume({ signal: 0 }); // SIGUSR2 would end it
      process.mainThread!.kill(Signal.SIGUSR1);
      const delivered = next(tracer, "signal");
      // si_value is where the child's pid and uid are followed by it; si_pid is the word after the three first ones (four on 64 bits).
      const raw = delivered.thread.signalInfo().raw;
      const pidOffset = globalThis.process.arch === "arm" ? 12 : 16;
      const view = new DataView(raw.buffer);
      view.setInt32(pidOffset, 4711, true);
      delivered.thread.setSignalInfo(raw);
      delivered.thread.resume();
      assert.equal(line(process).split(" ")[0], "4711");
      next(tracer, "exit");
    },
  },
  {
    name: "tracing: fork, vfork, clone and exec are events, and the children are traced from their start",
    run({ tracee }) {
      const tracer = new Tracer();
      const forking = tracer.spawn(tracee, ["fork"]);
      forking.resume();
      const fork = next(tracer, "fork");
      assert.notEqual(fork.child.process, forking);
      fork.thread.resume();
      const born = next(tracer, "started");
      assert.equal(born.thread, fork.child);
      born.thread.resume();
      const ends = [next(tracer, "exit", ["signal"]), next(tracer, "exit", ["signal"])];
      assert.deepEqual(
        ends.map((end) => [end.thread.process === forking, end.ending]),
        [
          [false, { code: 5 }],
          [true, { code: 6 }],
        ],
      );

      const vforking = tracer.spawn(tracee, ["vfork"], { events: ["vfork", "exec", "vfork-done"] });
      vforking.resume();
      const vfork = next(tracer, "vfork");
      refused("unsuitable-stop", () => vfork.thread.systemCall(20));
      vfork.thread.resume();
      next(tracer, "started").thread.resume();
      // Two threads now: either may report first.
      const both = [tracer.waitSync({ timeout: 20_000 }), tracer.waitSync({ timeout: 20_000 })];
      const exec = both.find((event) => event?.type === "exec");
      const done = both.find((event) => event?.type === "vfork-done");
      assert.equal(exec?.thread, vfork.child);
      assert.equal(done?.thread, vforking.mainThread);
      done?.thread.resume();
      exec?.thread.resume();
      assert.deepEqual(next(tracer, "exit", ["signal"]).ending, { code: 4 });
      assert.deepEqual(next(tracer, "exit", ["signal"]).ending, { code: 5 });

      const cloning = tracer.spawn(tracee, ["spawning", "1"], { stdio: "ignore" });
      cloning.resume();
      const clone = next(tracer, "clone");
      assert.equal(clone.child.process, cloning);
      assert.equal(clone.thread.eventMessage(), clone.child.id);
      clone.thread.resume();
      next(tracer, "started").thread.resume();
      assert.equal(next(tracer, "exit").lastOfProcess, false);
      assert.equal(next(tracer, "exit").lastOfProcess, true);

      const becoming = tracer.spawn(tracee, ["exec"], { events: ["exec", "exiting"] });
      becoming.resume();
      next(tracer, "exec").thread.resume();
      const exiting = next(tracer, "exiting");
      assert.equal(exiting.status, 7 << 8);
      refused("unsuitable-stop", () => exiting.thread.systemCall(20));
      exiting.thread.resume();
      assert.deepEqual(next(tracer, "exit").ending, { code: 7 });
    },
  },
  {
    name: "tracing: options can be changed on a stopped thread: no more clone events",
    run({ tracee }) {
      const tracer = new Tracer();
      const process = tracer.spawn(tracee, ["spawning", "3"], { stdio: "ignore" });
      process.mainThread!.setOptions({ events: [] });
      process.resume();
      assert.deepEqual(next(tracer, "exit").ending, { code: 0 });
      refused("invalid-argument", () => tracer.spawn(tracee, [], { events: ["nonsense" as "fork"] }));
    },
  },
  {
    name: "tracing: system calls stop before and after",
    run({ tracee }) {
      const tracer = new Tracer();
      const process = tracer.spawn(tracee, ["exit", "3"]);
      const phases: string[] = [];
      process.mainThread!.resume({ until: "system-call" });
      for (;;) {
        const event = tracer.waitSync({ timeout: 20_000 });
        assert.ok(event);
        if (event.type === "exit") break;
        if (event.type === "system-call") phases.push(event.phase);
        event.thread.resume({ until: "system-call" });
      }
      assert.ok(phases.length > 5, `${phases}`);
      // arm64 and x86-64 tell the end of the execve that it was spawned in, a 32-bit ARM kernel does not. From there on they take turns.
      assert.equal(phases.at(-1), "entry", "of exit_group, which has no end");
      for (let i = 1; i < phases.length; i++) assert.notEqual(phases[i], phases[i - 1]);
    },
  },
  {
    name: "tracing: memory is read and written, also read-only and executable pages; unmapped memory is an error",
    run({ tracee }) {
      const tracer = new Tracer();
      const process = start(tracer, tracee, ["data"]);
      process.resume();
      const [writable, constant, code] = line(process).split(" ").map(Number) as [number, number, number];
      const text = (address: number): string => Buffer.from(process.readMemory(address, 13)).toString("latin1");
      assert.equal(text(writable), "writable data");
      assert.equal(text(constant), "constant data");
      process.writeMemory(writable, Buffer.from("W"));
      process.writeMemory(constant, Buffer.from("C"));
      assert.equal(text(constant), "Constant data");
      const into = Buffer.alloc(13);
      process.readMemoryInto(constant, into);
      assert.equal(into.toString(), "Constant data");
      refused("invalid-argument", () => process.readMemoryInto(constant, "13" as unknown as Uint8Array));
      writeSync(process.stdio[0]!, ".");
      assert.equal(line(process), "41 87", "the program's function, and the byte that was written");
      process.stop();
      // answer() becomes one that returns 7.
      const address = code & ~1;
      const isThumb = code % 2 === 1;
      const replacement =
        globalThis.process.arch === "x64"
          ? Buffer.from("b807000000c3", "hex") // mov eax, 7; ret
          : isThumb
            ? Buffer.from("07207047", "hex") // movs r0, #7; bx lr
            : Buffer.from("0700a0e31eff2fe1", "hex"); // mov r0, #7; bx lr
      process.writeMemory(address, replacement);
      process.resume();
      writeSync(process.stdio[0]!, ".");
      assert.equal(line(process), "7 87");
      const hole = refused("unmapped", () => process.readMemory(16, 4));
      assert.equal(hole.errno, 14);
      refused("unmapped", () => process.writeMemory(16, Uint8Array.of(1)));
      refused("unmapped", () => process.readMemory(2 ** 53 - 4096, 4));
      refused("invalid-argument", () => process.readMemory(2 ** 53 - 2, 4));
      // Across the end of a mapping: nothing partial.
      const map = process.memoryMap();
      const before = map.find(({ end, protection }, i) => protection === "rw-" && map[i + 1]!.start > end + 4096)!;
      const partial = refused("unmapped", () => process.readMemory(before.end - 4096, 8192));
      assert.match(partial.message, new RegExp(before.end.toString(16)), "names the first bad address");
      const stack = map.find(({ path }) => path === "[stack]")!;
      assert.equal(process.readMemory(stack.start, stack.end - stack.start).length, stack.end - stack.start);
      finish(tracer, process);
    },
  },
  {
    name: "tracing: stop() stops every thread, also of a program that makes and ends threads all the time",
    seconds: 120,
    run({ tracee }) {
      const tracer = new Tracer();
      const process = startReady(tracer, tracee, ["spawning", "0"]);
      for (let round = 0; round < 50; round++) {
        process.stop();
        for (const id of process.listThreads()) {
          const state = stateOf(id);
          assert.ok(state === "t" || state === "Z" || state === "X" || state === undefined, `thread ${id} is ${state}`);
        }
        process.resume();
        for (let i = 0; i < 20; i++) {
          const event = tracer.waitSync({ timeout: 50 });
          if (event !== undefined && event.thread.state === "stopped") event.thread.resume();
        }
      }
      finish(tracer, process);
    },
  },
  {
    name: "tracing: SIGSTOP can be left in force, and SIGCONT ends it",
    async run({ tracee }) {
      const tracer = new Tracer();
      const process = startReady(tracer, tracee, ["spin"]);
      process.mainThread!.kill(Signal.SIGSTOP);
      next(tracer, "signal").thread.resume();
      const stop = next(tracer, "group-stop");
      assert.equal(stop.signal, Signal.SIGSTOP);
      refused("unsuitable-stop", () => stop.thread.systemCall(20));
      stop.thread.keepStopped();
      assert.equal(tracer.waitNow(), undefined);
      process.mainThread!.kill(Signal.SIGCONT);
      const end = next(tracer, "signal", ["interrupt"]);
      assert.equal(end.signal, Signal.SIGCONT);
      end.thread.resume();
      await eventually("it runs", () => stateOf(process.id) === "R");
      finish(tracer, process);
    },
  },
  {
    name: "tracing: a time limit is at most 2^31 - 1 ms, as timers can count, and every other is refused with that bound",
    async run({ tracee }) {
      const most = 2 ** 31 - 1;
      const warnings: string[] = [];
      const onWarning = ({ name }: Error): number => warnings.push(name);
      globalThis.process.on("warning", onWarning);
      const tracer = new Tracer();
      const process = startReady(tracer, tracee, ["pause"]);
      const { id, mainThread } = process;
      for (const timeout of [most + 1, 2 ** 53, Number.POSITIVE_INFINITY, -1, Number.NaN, "5", 5n] as number[]) {
        for (const wait of [
          () => tracer.waitSync({ timeout }),
          () => process.stop(timeout),
          () => process.detach(timeout),
          () => connect({ path: "/nowhere" }, { timeout }),
        ]) {
          assert.match(refused("invalid-argument", wait).message, new RegExp(`${most}`));
        }
        await assert.rejects(tracer.wait({ timeout }), (error) => hasCode(error, "invalid-argument"));
      }
      process.stop(most);
      for (const timeout of [most + 1, Number.POSITIVE_INFINITY, -1]) {
        refused("invalid-argument", () => mainThread!.systemCall(20, [], timeout));
      }
      assert.match(stateOf(id)!, /t/i, "no refused call has let it go");
      // Node warns of a timer that it cannot count, and fires it at once.
      const event = tracer.wait({ timeout: most });
      process.resume();
      await setImmediate();
      mainThread!.interrupt();
      assert.equal((await event)?.type, "interrupt");
      assert.equal(await tracer.wait({ timeout: 0.5 }), undefined);
      globalThis.process.off("warning", onWarning);
      assert.deepEqual(warnings, []);
      finish(tracer, process);
    },
  },
  {
    name: "tracing: what a running, ended or foreign thread cannot do is refused",
    run({ tracee }) {
      const tracer = new Tracer();
      const process = startReady(tracer, tracee, ["pause"]);
      const thread = process.mainThread!;
      for (const call of [
        () => thread.resume(),
        () => thread.registerSet(1),
        () => thread.signalInfo(),
        () => thread.eventMessage(),
        () => thread.systemCall(20),
        () => thread.setOptions({}),
        () => thread.keepStopped(),
      ]) {
        refused("not-stopped", call);
      }
      process.stop();
      for (const signal of [-1, 65, 1.5, "9", Number.NaN]) {
        refused("invalid-argument", () => thread.resume({ signal: signal as number }));
        refused("invalid-argument", () => thread.kill(signal as number));
      }
      refused("invalid-argument", () => thread.resume({ until: "never" as "event" }));
      refused("invalid-argument", () => thread.registerSet(-1));
      for (const limit of [-1, 0.5, 65_537, 2 ** 40, "9"] as number[]) {
        refused("invalid-argument", () => thread.registerSet(1, limit));
      }
      refused("invalid-argument", () => thread.setRegisterSet(1, "x" as unknown as Uint8Array));
      refused("system-error", () => thread.registerSet(0x7777));
      refused("invalid-argument", () => thread.setSignalInfo(new Uint8Array(3)));
      refused("invalid-argument", () => thread.systemCall(-5));
      refused("invalid-argument", () => thread.systemCall(20, [1, 2, 3, 4, 5, 6, 7]));
      refused("invalid-argument", () => thread.systemCall(20, ["1" as unknown as number]));
      for (const id of [0, -1, 1.5, "1", Number.NaN, 2 ** 31])
        refused("invalid-argument", () => tracer.attach(id as number));
      refused("no-such-thread", () => tracer.attach(0x3fffff00));
      refused("not-permitted", () => tracer.attach(globalThis.process.pid));
      refused("not-permitted", () => new Tracer().attach(process.id));
      refused("invalid-argument", () => tracer.waitSync({ timeout: -1 }));
      refused("invalid-argument", () => tracer.spawn(5 as unknown as string));
      refused("invalid-argument", () => tracer.spawn(tracee, [5 as unknown as string]));
      refused("invalid-argument", () => tracer.spawn(tracee, ["a\0b"]));
      refused("invalid-argument", () => tracer.spawn(tracee, ["a".repeat(2 ** 24)]));
      refused("invalid-argument", () => tracer.spawn(tracee, Array(2 ** 20).fill("abcdef")));
      refused("invalid-argument", () => tracer.spawn(tracee, { length: 2 ** 32 } as string[]));
      refused("invalid-argument", () => tracer.spawn(tracee, [], { stdio: "nowhere" as "pipe" }));
      assert.equal(refused("system-error", () => tracer.spawn(tracee, [], { stdio: 9999 })).errno, 9);
      finish(tracer, process);
    },
  },
]);
