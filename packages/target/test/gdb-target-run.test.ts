// Against Debian's qemu-arm: borrowed threads, signals, and all ways in which a program can end. Not covered: several threads that stop
// at the same time, which its stub cannot do.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { GdbRemote } from "@armstalker/gdb-remote";
import { ArmPrograms } from "@armstalker/oracles";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { TargetStop } from "../src/index.js";
import { GdbTarget } from "../src/index.js";
import { code, core, errorOf, outputOf, PC, word } from "./gdb-target/look.js";
import { Obeying } from "./gdb-target/obeying.js";

const SIGUSR1 = 10;
const SIGSEGV = 11;
const SIGUSR2 = 12;
const SIGALRM = 14;
const SIGTERM = 15;
const GETPID = 20;
const GETTID = 224;
const CLOSE = 6;
const EBADF = 9;
const A32_TRAP = ".inst 0xe7f001f0";
const T32_TRAP = ".inst.n 0xde01";
/** A place where nothing is mapped. */
const FREE = 0x60000000;

const programs = new ArmPrograms(new URL("gdb-target/", import.meta.url));
let obeying: Obeying;

beforeAll(() => {
  obeying = new Obeying(programs);
});
afterEach(() => obeying.end());
afterAll(() => programs.remove());

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it did not reject");
}

/** Resumes until the end or a trap; signals are delivered. All stops in order. */
async function runOn(target: GdbTarget): Promise<TargetStop[]> {
  const stops: TargetStop[] = [];
  target.stopHandler = (stop) => {
    stops.push(stop);
    return stop.kind === "signal" ? { action: "resume", signal: stop.signal } : { action: "stay" };
  };
  expect(await target.resume()).toEqual(stops.at(-1));
  return stops;
}

describe("borrowed threads", () => {
  it("execute routines of either instruction set, and get all registers back", async () => {
    const target = await obeying.start();
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
    const target = await obeying.start();
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
    const target = await obeying.start();
    target.allocate(0x1000, "rwx", FREE);
    target.writeMemory(FREE, code("a32", "mov r0, #0; str r0, [r0]"));
    target.writeMemory(FREE + 0x100, code("a32", "b ."));
    const before = core(target);
    expect(errorOf(() => target.call(target.mainThread, FREE, []))).toMatchObject({
      code: "unexpected-stop",
      address: FREE + 4,
    });
    expect(core(target)).toEqual(before);
    expect(errorOf(() => target.call(target.mainThread, FREE + 0x100, []))).toMatchObject({ code: "unexpected-stop" });
    expect(core(target)).toEqual(before);
    obeying.give(target, "exit", 0, 6);
    expect(await target.resume()).toEqual({ kind: "exited", status: 6 });
  });

  it("make system calls, whose results are those of the kernel", async () => {
    const target = await obeying.start();
    const before = core(target);
    expect(target.systemCall(target.mainThread, GETPID, [])).toBe(target.remote.processId);
    expect(target.systemCall(target.mainThread, CLOSE, [-1])).toBe(2 ** 32 - EBADF);
    expect(core(target)).toEqual(before);
    obeying.give(target, "exit", 0, 7);
    expect(await target.resume()).toEqual({ kind: "exited", status: 7 });
  });

  for (const kind of ["a32", "t32"]) {
    it(`use the program's own system call for the first: ${kind}`, async () => {
      const target = await obeying.spawn(programs.build("calls.S", `-Wa,--defsym,${kind}=1`).path);
      await target.resume();
      const before = core(target);
      expect(target.systemCall(target.mainThread, GETPID, [])).toBe(target.remote.processId);
      expect(core(target)).toEqual(before);
      target.writeRegister(target.mainThread, 0, 77);
      target.writeRegister(target.mainThread, PC, before[PC]! + 4);
      expect(await target.resume()).toEqual({ kind: "exited", status: 77 });
    });
  }

  it("are of no use in a program without a system call", async () => {
    const target = await obeying.spawn(programs.build("calls.S").path);
    expect(errorOf(() => target.allocate(0x1000, "rw-", FREE)).code).toBe("unsupported");
  });
});

describe("signals", () => {
  it("stop the target before they are delivered, with the place of a fault, and are delivered or not", async () => {
    const target = await obeying.start();
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

  it("that come while a thread is borrowed are seen and delivered afterwards, each", async () => {
    const target = await obeying.start();
    target.systemCall(target.mainThread, GETPID, []);
    for (const name of ["SIGUSR1", "SIGUSR2", "SIGALRM"] as const) process.kill(target.remote.processId, name);
    const before = core(target);
    for (let count = 0; count < 5; count++) {
      expect(target.systemCall(target.mainThread, GETPID, [])).toBe(target.remote.processId);
    }
    expect(core(target)).toEqual(before);
    const wanted = [SIGUSR1, SIGUSR2, SIGALRM];
    // It runs until it has seen all of them.
    obeying.give(target, "spin");
    const seen: number[] = [];
    target.stopHandler = (stop) => {
      if (stop.kind !== "signal") return { action: "stay" };
      seen.push(stop.signal);
      return { action: "resume", signal: stop.signal };
    };
    const running = target.resume();
    while (seen.length < wanted.length) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(target.interrupt()).toBe(true);
    expect(await running).toEqual({ kind: "interrupted", thread: target.mainThread });
    expect(seen.sort()).toEqual(wanted);
    expect(wanted.map((signal) => obeying.signalCount(target, signal))).toEqual([1, 1, 1]);
  });

  it("end the program if it has no handler", async () => {
    const target = await obeying.start();
    obeying.give(target, "raise", 0, SIGTERM);
    const stops = await runOn(target);
    expect(stops).toEqual([
      { kind: "signal", thread: target.mainThread, signal: SIGTERM },
      { kind: "terminated", signal: SIGTERM },
    ]);
    expect(await target.remote.exited).toEqual({ code: null, signal: "SIGTERM" });
  });

  it("of faults end it too", async () => {
    const target = await obeying.start({ stdio: "ignore" });
    obeying.give(target, "load", 4);
    expect((await runOn(target)).at(-1)).toEqual({ kind: "terminated", signal: SIGSEGV });
  });
});

describe("running", () => {
  it("serves many stops in a row, and leaves time to the event loop", async () => {
    const target = await obeying.start();
    let count = 0;
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    target.stopHandler = (stop) => {
      if (stop.kind !== "trap" || ++count === 1000) return { action: "stay" };
      obeying.give(target, "load", obeying.order + 8, count);
      return { action: "resume" };
    };
    expect(await target.resume()).toMatchObject({ kind: "trap" });
    clearInterval(timer);
    expect(obeying.result(target)).toBe(999);
    expect(ticks).toBeGreaterThan(2);
  });

  it("tells which thread has stopped, and gives each its own registers", async () => {
    const target = await obeying.start();
    obeying.give(target, "thread", 0, 0x12345678);
    const stop = await target.resume();
    if (stop.kind !== "trap") throw new Error(`it stopped for ${stop.kind}`);
    expect(stop.thread).not.toBe(target.mainThread);
    expect(target.threads().sort()).toEqual([target.mainThread, stop.thread].sort());
    expect(readdirSync(`/proc/${target.remote.processId}/task`)).toContain(`${stop.thread}`);
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
    const target = await obeying.start();
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

  it("hands on what a handler throws, and the target stays stopped", async () => {
    const target = await obeying.start();
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
  it("is the program's exit, after all that it wrote", async () => {
    const target = await obeying.start();
    obeying.give(target, "exit", 0, 200);
    const stops = await runOn(target);
    expect(stops).toEqual([{ kind: "exited", status: 200 }]);
    expect(target.state).toBe("ended");
    expect(await target.remote.exited).toEqual({ code: 200, signal: null });
    expect(errorOf(() => target.readRegister(target.mainThread, 0)).code).toBe("target-gone");
    expect(errorOf(() => target.readMemory(obeying.order, 4)).code).toBe("target-gone");
    expect(errorOf(() => target.systemCall(target.mainThread, GETPID, [])).code).toBe("target-gone");
    expect(await rejection(target.resume())).toMatchObject({ code: "target-gone" });
    expect(target.interrupt()).toBe(false);
    target.kill();
  });

  it("of a child that was forked is none of the program's", async () => {
    const target = await obeying.start({ stdio: ["ignore", "pipe", "inherit"] });
    const output = outputOf(target);
    obeying.give(target, "fork", 0, 33);
    expect(await runOn(target)).toEqual([{ kind: "trap", thread: target.mainThread }]);
    expect(obeying.result(target)).toBe(33);
    obeying.give(target, "exit", 0, 34);
    expect(await runOn(target)).toEqual([{ kind: "exited", status: 34 }]);
    await output.closed;
    expect(output.text).toBe("child\n");
  });

  for (const [path, status] of [
    ["/bin/true", 0],
    ["/bin/false", 1],
  ] as const) {
    it(`is that of the program that has taken its place: ${path}`, async () => {
      const target = await obeying.start();
      target.allocate(0x1000, "rw-", FREE);
      target.writeMemory(FREE, Buffer.from(`${path}\0`));
      obeying.give(target, "exec", FREE);
      expect(await target.resume()).toEqual({ kind: "exited", status });
    });
  }

  it("comes by kill, from outside and inside, running or stopped", async () => {
    const outside = await obeying.start();
    obeying.give(outside, "spin");
    const first = outside.resume();
    process.kill(outside.remote.processId, "SIGKILL");
    expect(await first).toEqual({ kind: "terminated", signal: 9 });

    const inside = await obeying.start();
    obeying.give(inside, "spin");
    const second = inside.resume();
    inside.kill();
    expect(await second).toEqual({ kind: "terminated", signal: 9 });
    expect(await inside.remote.exited).toEqual({ code: null, signal: "SIGKILL" });

    const stopped = await obeying.start();
    stopped.kill();
    expect(stopped.state).toBe("ended");
    expect(errorOf(() => stopped.readRegister(stopped.mainThread, 0)).code).toBe("target-gone");

    const handled = await obeying.start();
    handled.stopHandler = () => {
      handled.kill();
      return { action: "resume" };
    };
    expect(await handled.resume()).toEqual({ kind: "terminated", signal: 9 });
  });

  it("while a thread is borrowed is told by resume", async () => {
    const target = await obeying.start();
    const EXIT_GROUP = 248;
    expect(errorOf(() => target.systemCall(target.mainThread, EXIT_GROUP, [21])).code).toBe("target-gone");
    expect(target.state).toBe("ended");
    expect(await target.resume()).toEqual({ kind: "exited", status: 21 });
  });
});

describe("a stub that was started by others", () => {
  const emulators: ChildProcess[] = [];
  afterEach(() => {
    for (const one of emulators.splice(0)) one.kill("SIGKILL");
  });

  async function connected(): Promise<{ target: GdbTarget; emulator: ChildProcess }> {
    const socket = join(programs.folder, "stub");
    const emulator = spawn("qemu-arm", ["-g", socket, obeying.path], { stdio: "inherit" });
    emulators.push(emulator);
    while (!existsSync(socket)) await new Promise((resolve) => setTimeout(resolve, 2));
    for (;;) {
      try {
        return { target: GdbTarget.connect(socket), emulator };
      } catch (error) {
        // The socket is bound, and not listening yet.
        if ((error as { code?: string }).code !== "connect-failed") throw error;
      }
    }
  }

  it("is used by packets alone, code that has run included", async () => {
    const { target } = await connected();
    expect(target.stopsTogether).toBe(false);
    expect(target.remote).toBeInstanceOf(GdbRemote);
    expect(await target.resume()).toMatchObject({ kind: "trap" });
    expect(target.codeAccess).toBe("rwx");
    expect(target.allocate(0x2000, "rwx", FREE)).toBe(FREE);
    for (const value of [11, 22, 33]) {
      target.writeMemory(FREE + 0xffc, code("a32", `mov r0, #${value}; ${A32_TRAP}`));
      expect(target.call(target.mainThread, FREE + 0xffc, [])).toBe(value);
    }
    expect(target.mappings().some(({ path }) => path === obeying.path)).toBe(true);
    expect(word(target, obeying.order)).toBe(0);
    obeying.give(target, "exit", 0, 12);
    expect(await target.resume()).toEqual({ kind: "exited", status: 12 });
  });

  it("is lost when it hangs up", async () => {
    const { target, emulator } = await connected();
    await target.resume();
    obeying.give(target, "spin");
    const running = target.resume();
    emulator.kill("SIGKILL");
    await once(emulator, "exit");
    expect(await running).toMatchObject({ kind: "lost", cause: { code: "hang-up" } });
    expect(target.state).toBe("ended");
  });

  it("that holds no program for ARM is refused", async () => {
    const port = await new Promise<string>((resolve) => {
      const server = spawn("gdbserver", ["--once", "localhost:0", "/bin/true"], {
        stdio: ["ignore", "ignore", "pipe"],
      });
      emulators.push(server);
      let text = "";
      server.stderr!.on("data", (bytes) => {
        text += String(bytes);
        const found = /port (\d+)/.exec(text);
        if (found !== null) resolve(found[1]!);
      });
    });
    expect(errorOf(() => GdbTarget.connect(`localhost:${port}`)).code).toBe("unsupported");
  });
});
