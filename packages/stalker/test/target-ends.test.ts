// The end of a target that comes at any moment: within the handling of a stop, between requests, while it runs. The emulators, and the kernel that
// ends them, are the real ones. A stub that lives on without its program is a proxy here; the tests of gdb-remote
// have the real gdbserver.
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { GdbRemote, GdbRemoteOptions, QemuUser } from "@armstalker/gdb-remote";
import { Random } from "@armstalker/oracles";
import { afterEach, describe, expect, it } from "vitest";
import { GdbTarget, type GdbTargetOptions, Stalker, type TargetStop } from "../src/index.js";
import { Program } from "./engine/programs.js";
import { startStub } from "./target-ends/stubs.js";

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
/** Runs many functions, again and again, for hours. */
const program = new Program("many.c", "-mthumb", "-O2");
const ROUNDS = "1000000";
const KILLED = { kind: "terminated", signal: 9 };
const ends = ["exited", "terminated", "lost"];

const processes: ChildProcess[] = [];
const targets: GdbTarget[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const one of targets.splice(0)) one.kill();
  for (const one of processes.splice(0)) one.kill("SIGKILL");
  for (const one of folders.splice(0)) rmSync(one, { recursive: true });
});

async function start(options: GdbRemoteOptions & GdbTargetOptions = {}): Promise<GdbTarget<QemuUser>> {
  const target = await GdbTarget.spawn(program.path, [ROUNDS], { ...options, stdio: "ignore" });
  targets.push(target);
  return target;
}

function endAtOnce(process_: number): void {
  process.kill(process_, "SIGKILL");
  // Until then it might still answer.
  while (/^State:\t[^ZX]/m.test(readFileSync(`/proc/${process_}/status`, "latin1")));
}

interface Told {
  /** Ends that the target has told its handler. */
  readonly ends: TargetStop[];
  /** What the stalker has told `onError`. */
  readonly errors: Error[];
  readonly stalker: Stalker;
}

/** Follows the main thread. `atStop` is called before, and after, the stalker has handled a stop. */
function follow(target: GdbTarget<GdbRemote>, atStop: (stop: TargetStop, when: "before" | "after") => void): Told {
  const told: Told = {
    ends: [],
    errors: [],
    stalker: new Stalker(target, { onError: (error) => told.errors.push(error) }),
  };
  told.stalker.queueDrainInterval = 1;
  told.stalker.follow(target.mainThread, { events: { exec: true }, onReceive: () => {} });
  const handle = target.stopHandler!;
  target.stopHandler = (stop) => {
    if (ends.includes(stop.kind)) told.ends.push(stop);
    else atStop(stop, "before");
    const decision = handle(stop);
    if (!ends.includes(stop.kind)) atStop(stop, "after");
    return decision;
  };
  return told;
}

function expectOneEnd(told: Told, end: TargetStop | Record<string, unknown>): void {
  expect(told.errors).toEqual([]);
  expect(told.ends).toEqual([end]);
  expect(told.stalker.threads).toEqual([]);
  expect(told.stalker.target.state).toBe("ended");
}

/** Calls `work` at a stop of this number. */
function at(number: number, wanted: "before" | "after", work: () => void): (stop: TargetStop, when: string) => void {
  let count = 0;
  return (_, when) => {
    if (when === wanted && ++count === number) work();
  };
}

describe("an emulator that is killed", () => {
  for (const when of ["before", "after"] as const) {
    it(`${when} a stop was handled is told as the program's end, once`, async () => {
      for (const number of [1, 8]) {
        const target = await start();
        const told = follow(
          target,
          at(number, when, () => endAtOnce(target.remote.processId)),
        );
        expect(await target.resume()).toEqual(KILLED);
        expectOneEnd(told, KILLED);
      }
    });
  }

  it(`at any moment is told as the program's end, once (ARMSTALKER_SEED=${seed})`, async () => {
    const random = new Random(seed);
    for (let count = 0; count < 8; count++) {
      const target = await start();
      const told = follow(target, () => {});
      const seconds = (random.below(200) ** 2 / 200_000).toFixed(4);
      spawn("sh", ["-c", `sleep ${seconds}; kill -KILL ${target.remote.processId}`], { stdio: "ignore" });
      expect(await target.resume()).toEqual(KILLED);
      expectOneEnd(told, KILLED);
    }
  });

  it("while the program runs may be asked to stop, and is asked for events", async () => {
    const target = await start();
    const told = follow(target, () => {});
    const ended = target.resume();
    process.kill(target.remote.processId, "SIGKILL");
    while (target.state === "running") {
      target.interrupt("look");
      told.stalker.flush();
      await new Promise((wake) => setImmediate(wake));
    }
    expect(target.interrupt()).toBe(false);
    expect(await ended).toEqual(KILLED);
    expectOneEnd(told, KILLED);
  });

  it("is told by the next resume where a handler throws what has nothing to do with it, or nobody waits", async () => {
    const fault = new Error("on purpose");
    const first = await start();
    first.insertBreakpoint(program.address("main"));
    first.stopHandler = () => {
      first.stopHandler = null;
      endAtOnce(first.remote.processId);
      expect(() => first.readRegister(first.mainThread, 0)).toThrow(expect.objectContaining({ code: "target-gone" }));
      throw fault;
    };
    await expect(first.resume()).rejects.toBe(fault);
    expect(await first.resume()).toEqual(KILLED);
    await expect(first.resume()).rejects.toMatchObject({ code: "target-gone" });

    const second = await start();
    const told = follow(second, () => {});
    endAtOnce(second.remote.processId);
    expect(await second.resume()).toEqual(KILLED);
    expectOneEnd(told, KILLED);
  });

  it("by us while it is stopped is told to the stalker", async () => {
    const target = await start();
    const told = follow(target, () => {});
    target.kill();
    target.kill();
    expectOneEnd(told, KILLED);
  });
});

it("a program that a signal from outside ends is told as that", async () => {
  const target = await start();
  const told = follow(
    target,
    at(4, "before", () => process.kill(target.remote.processId, "SIGTERM")),
  );
  expect(await target.resume()).toEqual({ kind: "terminated", signal: 15 });
  expectOneEnd(told, { kind: "terminated", signal: 15 });
});

it("a stub that falls silent while a stop is handled is lost, and its emulator ends", async () => {
  for (const when of ["before", "after"] as const) {
    // A thread that leaves by doors asks nothing of the stub.
    const target = await start({ timeout: 2000, doors: false });
    const told = follow(
      target,
      at(3, when, () => process.kill(target.remote.processId, "SIGSTOP")),
    );
    const lost = { kind: "lost", cause: expect.objectContaining({ code: "timeout" }) };
    expect(await target.resume()).toEqual(lost);
    expectOneEnd(told, lost);
    expect(await target.remote.exited).toEqual({ code: null, signal: "SIGKILL" });
  }
});

/** A target behind a proxy that makes a fault of the stub's once the file `sign` is there. */
async function behindProxy(fault: "mixed" | "killed"): Promise<{ target: GdbTarget; sign: string }> {
  const folder = mkdtempSync(join(tmpdir(), "target-ends-"));
  folders.push(folder);
  const [stub, own, sign] = ["stub", "own", "sign"].map((name) => join(folder, name)) as [string, string, string];
  processes.push(await startStub("qemu-arm", ["-g", stub, program.path, ROUNDS], stub));
  const script = fileURLToPath(new URL("target-ends/faulty-proxy.mjs", import.meta.url));
  const proxy = fork(script, [own, stub, sign, fault], { execArgv: [] });
  processes.push(proxy);
  await once(proxy, "message");
  const target = GdbTarget.connect(own);
  targets.push(target);
  return { target, sign };
}

it("a report of a stop where a reply is due, while a stop is handled, is the session's end", async () => {
  const { target, sign } = await behindProxy("mixed");
  const told = follow(
    target,
    at(3, "before", () => writeFileSync(sign, "")),
  );
  const lost = { kind: "lost", cause: expect.objectContaining({ code: "unexpected-stop" }) };
  expect(await target.resume()).toEqual(lost);
  expectOneEnd(told, lost);
});

describe("a program that is killed behind a stub that lives on", () => {
  for (const when of ["before", "after"] as const) {
    it(`${when} a stop was handled is told as ended, once`, async () => {
      for (const number of [1, 2, 8]) {
        const { target, sign } = await behindProxy("killed");
        const told = follow(
          target,
          at(number, when, () => writeFileSync(sign, "")),
        );
        expect(await target.resume()).toEqual(KILLED);
        expectOneEnd(told, KILLED);
      }
    });
  }

  it("while nobody waits is told by what is asked, and by the next resume", async () => {
    const { target, sign } = await behindProxy("killed");
    const told = follow(target, () => {});
    const pc = target.readRegister(target.mainThread, 15);
    writeFileSync(sign, "");
    expect(() => target.readMemory(pc, 4)).toThrow(expect.objectContaining({ code: "target-gone" }));
    expect(target.state).toBe("ended");
    expect(await target.resume()).toEqual(KILLED);
    expectOneEnd(told, KILLED);
  });
});
