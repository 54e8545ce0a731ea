// What is particular to GdbTarget: qemu-arm that it has started, stubs that others have started, and the processes behind them. What any target must
// show is in conformance/. Not covered: several threads that stop at the same time, which qemu's stub cannot report.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { AuxiliaryEntry, GdbRemote, type QemuUser, type QemuUserOptions } from "@armstalker/gdb-remote";
import { type ArmProgram, ArmPrograms, debianRoot } from "@armstalker/oracles";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { GdbTarget, PC, SystemCall } from "../src/index.js";
import { A32_TRAP, code, core, errorOf, FREE, outputOf, word } from "./conformance/look.js";
import { Obeying, runOn } from "./conformance/obeying.js";
import { buildPrograms, type ConformancePrograms, conformance } from "./conformance/suite.js";

type QemuTarget = GdbTarget<QemuUser>;

const SIGUSR1 = 10;
const SIGUSR2 = 12;
const SIGALRM = 14;

const programs = new ArmPrograms(new URL("conformance/", import.meta.url));
const targets: GdbTarget[] = [];
let built: ConformancePrograms;
let obeying: Obeying;

beforeAll(() => {
  built = buildPrograms(programs);
  obeying = new Obeying(built.obey);
});
afterEach(() => {
  for (const target of targets.splice(0)) target.kill();
});
afterAll(() => programs.remove());

async function start(path: string, args: readonly string[] = [], options: QemuUserOptions = {}): Promise<QemuTarget> {
  const target = await GdbTarget.spawn(path, args, options);
  targets.push(target);
  return target;
}

async function atOrders(options: QemuUserOptions = {}): Promise<QemuTarget> {
  return obeying.toFirstOrder(await start(obeying.path, [], options));
}

describe("qemu-arm", () => {
  conformance(
    { sharesMemory: true, start: (program: ArmProgram) => start(program.path, [], { stdio: "ignore" }) },
    () => built,
  );
});

/** Lines of a /proc/PID/maps as another reads them. */
function linesOf(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [range, letters, offset, , , ...path] = line.split(/ +/);
      const [base, end] = range!.split("-").map((one) => Number.parseInt(one, 16));
      return `${base} ${end! - base!} ${letters!.slice(0, 3)} ${Number.parseInt(offset!, 16)} ${path.join(" ")}`;
    });
}

function mappingLines(target: GdbTarget): string[] {
  return target.mappings().map((one) => `${one.base} ${one.size} ${one.protection} ${one.offset} ${one.path}`);
}

function isFile(line: string): boolean {
  return line.includes("/");
}

describe("registers", () => {
  it("of a processor that has sixteen vector registers are the lower half", async () => {
    const target = await start(built.registers.path, [], { cpu: "arm1176" });
    const bytes = Uint8Array.from({ length: 260 }, (_, index) => (index < 128 ? index + 1 : 0));
    target.writeVector(target.mainThread, bytes);
    expect([...target.readVector(target.mainThread)]).toEqual([...bytes]);
  });
});

describe("memory", () => {
  it("that is code of the program's own is not written, and new pages take code at once", async () => {
    const target = await atOrders();
    expect(target.codeAccess).toBe("rwx");
    expect(errorOf(() => target.writeMemory(obeying.main, Uint8Array.of(0))).code).toBe("memory-fault");
  });

  it("has the mappings that the program itself finds", async () => {
    const target = await start(obeying.path, ["map"], { stdio: ["ignore", "pipe", "inherit"] });
    const output = outputOf(target);
    // The pages for routines and for the text are there from now on.
    expect(target.mappings().length).toBeGreaterThan(3);
    await target.resume();
    const mappings = mappingLines(target);
    obeying.give(target, "exit");
    await target.resume();
    await output.closed;
    expect(mappings).toEqual(linesOf(output.text));
    expect(mappings.some((line) => line.endsWith("[stack]"))).toBe(true);
    expect(mappings.some((line) => line.includes(" --- "))).toBe(true);
  });

  it("has the mappings that Debian's busybox prints, loader and libraries included", async () => {
    const sysroot = debianRoot("armhf", ["busybox"]);
    const target = await start(join(sysroot, "usr/bin/busybox"), ["cat", "/proc/self/maps"], {
      sysroot,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const output = outputOf(target);
    target.mappings();
    // The loader is done where the program proper begins.
    const entry = Number(target.remote.readAuxiliaryVector().get(AuxiliaryEntry.ENTRY)) & ~1;
    target.remote.insertBreakpoint("software", entry, 2);
    expect(await target.resume()).toEqual({ kind: "trap", thread: target.mainThread });
    expect(target.readRegister(target.mainThread, PC)).toBe(entry);
    target.remote.removeBreakpoint("software", entry, 2);
    const mapped = mappingLines(target).filter(isFile);
    expect(await target.resume()).toEqual({ kind: "exited", status: 0 });
    await output.closed;
    expect(mapped).toEqual(linesOf(output.text).filter(isFile));
    expect(mapped.filter((line) => line.includes("libc.so.6")).length).toBeGreaterThan(1);
  });
});

describe("a process", () => {
  it("has the threads of the emulator's process", async () => {
    const target = await atOrders();
    obeying.give(target, "thread", 0, 1);
    const stop = await target.resume();
    expect(stop).toMatchObject({ kind: "trap" });
    expect(readdirSync(`/proc/${target.remote.processId}/task`)).toContain(`${"thread" in stop ? stop.thread : 0}`);
  });

  it("that come while a thread is borrowed are seen and delivered afterwards, each", async () => {
    const target = await atOrders();
    target.systemCall(target.mainThread, SystemCall.getpid, []);
    for (const name of ["SIGUSR1", "SIGUSR2", "SIGALRM"] as const) process.kill(target.remote.processId, name);
    const before = core(target);
    for (let count = 0; count < 5; count++) {
      expect(target.systemCall(target.mainThread, SystemCall.getpid, [])).toBe(target.remote.processId);
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
});

describe("the end", () => {
  it("is the program's exit, after all that it wrote", async () => {
    const target = await atOrders();
    obeying.give(target, "exit", 0, 200);
    const stops = await runOn(target);
    expect(stops).toEqual([{ kind: "exited", status: 200 }]);
    expect(target.state).toBe("ended");
    expect(await target.remote.exited).toEqual({ code: 200, signal: null });
  });

  it("of a child that was forked is none of the program's", async () => {
    const target = await atOrders({ stdio: ["ignore", "pipe", "inherit"] });
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
      const target = await atOrders();
      target.allocate(0x1000, "rw-", FREE);
      target.writeMemory(FREE, Buffer.from(`${path}\0`));
      obeying.give(target, "exec", FREE);
      expect(await target.resume()).toEqual({ kind: "exited", status });
    });
  }

  it("comes by kill from outside", async () => {
    const outside = await atOrders();
    obeying.give(outside, "spin");
    const first = outside.resume();
    process.kill(outside.remote.processId, "SIGKILL");
    expect(await first).toEqual({ kind: "terminated", signal: 9 });
  });

  it("comes by kill from inside, and the emulator is gone", async () => {
    const target = await atOrders();
    obeying.give(target, "spin");
    const ended = target.resume();
    target.kill();
    expect(await ended).toEqual({ kind: "terminated", signal: 9 });
    expect(await target.remote.exited).toEqual({ code: null, signal: "SIGKILL" });
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
