// Programs that the kernel ends while they are stopped: Debian's gdbserver for this machine reports that after the next resume only. What that
// server never does (several reports before the end, or none) a scripted stub does.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Random } from "@armstalker/oracles";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AuxiliaryEntry, type GdbRemote, type GdbRemoteError, type ThreadId } from "../src/index.js";
import { errorOf } from "./support/codes.js";
import { GdbServers } from "./support/gdbserver.js";
import { ScriptedClient } from "./support/scripted-client.js";
import type { Step } from "./support/scripted-stub.js";

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const servers = new GdbServers();
afterEach(() => servers.end());

const sleeper = (): Promise<GdbRemote> => servers.serve(["/bin/sleep", "100"]);
const stackOf = (target: GdbRemote): number => Number(target.readRegisterBigInt("rsp"));

/** The target has been told the program's end, and nothing else is said of it. */
function expectKilled(target: GdbRemote): void {
  expect(target.lastStop).toMatchObject({ kind: "terminated", signalName: "SIGKILL" });
  expect(target.state).toBe("exited");
  expect(errorOf(() => target.readRegisterBigInt("rsp")).code).toBe("exited");
  expect(errorOf(() => target.resume()).code).toBe("exited");
}

/** Kills the program, and waits until the kernel has ended all its threads. */
function endAtOnce(target: GdbRemote): void {
  const { process: program } = target.currentThread();
  process.kill(program, "SIGKILL");
  while (!/^State:\tZ/m.test(readFileSync(`/proc/${program}/status`, "latin1")));
}

describe.runIf(process.arch === "x64")("gdbserver whose program was killed while it was stopped", () => {
  const requests: readonly [string, (target: GdbRemote, stack: number) => unknown][] = [
    ["reading memory", (target, stack) => target.readMemory(stack, 8)],
    ["writing memory", (target, stack) => target.writeMemory(stack, Uint8Array.of(1))],
    ["a breakpoint", (target, stack) => target.insertBreakpoint("software", stack, 1)],
    ["reading the auxiliary vector", (target) => target.readAuxiliaryVector()],
    ["reading the list of libraries", (target) => target.readLibraries()],
    ["a file that is not there", (target) => target.files.readFile("/nowhere/at/all")],
  ];
  for (const [name, request] of requests) {
    it(`tells the end: ${name}`, async () => {
      const target = await sleeper();
      const stack = stackOf(target);
      endAtOnce(target);
      expect(errorOf(() => request(target, stack)).code).toBe("exited");
      expectKilled(target);
    });
  }

  it("has no thread that is alive", async () => {
    const target = await sleeper();
    const thread = target.currentThread();
    expect(target.isThreadAlive(thread)).toBe(true);
    endAtOnce(target);
    expect(target.isThreadAlive(thread)).toBe(false);
    expectKilled(target);
  });

  it("is ended and closed without an error", async () => {
    const target = await sleeper();
    endAtOnce(target);
    target.kill();
    expect(target.state).toBe("closed");
  });

  it("a living program is not resumed by what it refuses", async () => {
    const target = await servers.serve(["/bin/sh", "-c", "exit 7"]);
    const before = target.readRegisters();
    expect(errorOf(() => target.readMemory(0, 8)).code).toBe("memory-fault");
    expect(errorOf(() => target.insertBreakpoint("software", 0, 1)).code).toBe("target-error");
    expect(errorOf(() => target.files.readFile("/nowhere/at/all"))).toMatchObject({ targetError: "ENOENT" });
    expect(target.isThreadAlive(target.currentThread())).toBe(true);
    expect(target.readRegisters().toBytes()).toEqual(before.toBytes());
    expect(await target.continue()).toMatchObject({ kind: "exited", status: 7 });
  });
});

describe.runIf(process.arch === "x64")("gdbserver with a program of four threads", () => {
  let folder: string;
  let program: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "killed-programs-"));
    program = join(folder, "sleepers");
    const source = fileURLToPath(new URL("programs/sleepers.c", import.meta.url));
    const built = spawnSync("cc", ["-pthread", "-o", program, source], { encoding: "utf8" });
    if (built.status !== 0) throw new Error(built.error?.message ?? built.stderr);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function allStarted(...args: string[]): Promise<{ target: GdbRemote; threads: ThreadId[] }> {
    const target = await servers.serve([program, ...args]);
    let threads: ThreadId[] = [];
    while (threads.length < 4) {
      target.resume();
      target.waitForStopSync(5);
      target.interrupt();
      await target.waitForStop();
      threads = target.threads();
    }
    return { target, threads };
  }

  it("reports the end to one who steps one thread, whichever it is", async () => {
    for (const index of [0, 1, 3]) {
      const { target, threads } = await allStarted();
      endAtOnce(target);
      expect(target.step(threads[index])).toMatchObject({ kind: "terminated", signalName: "SIGKILL" });
      expectKilled(target);
    }
  });

  it(`reports the end at any moment, to whatever is asked then (ARMSTALKER_SEED=${seed})`, async () => {
    const random = new Random(seed);
    for (let count = 0; count < 24; count++) {
      const { target, threads } = await allStarted();
      const entry = Number(target.readAuxiliaryVector().get(AuxiliaryEntry.ENTRY));
      const { process: id } = target.currentThread();
      spawn("sh", ["-c", `sleep ${(random.below(60) / 1000).toFixed(3)}; kill -KILL ${id}`], { stdio: "ignore" });
      const actions: (() => unknown)[] = [
        () => target.step(),
        () => target.readMemory(entry, 8),
        () => target.writeMemory(entry, target.readMemory(entry, 1)),
        () => target.isThreadAlive(threads[random.below(threads.length)]!),
        () => {
          target.insertBreakpoint("software", entry, 1);
          target.removeBreakpoint("software", entry, 1);
        },
        () => target.readRegisters(threads[random.below(threads.length)]),
      ];
      let error: GdbRemoteError | undefined;
      while (target.state === "stopped") {
        try {
          actions[random.below(actions.length)]!();
        } catch (caught) {
          error = caught as GdbRemoteError;
          // The program lives, and something else is wrong.
          if (error.code !== "exited") throw error;
        }
      }
      expectKilled(target);
    }
  }, 180_000);

  it("a thread that ends alone is no end of the program, not even if it is the first", async () => {
    for (const index of [0, 1]) {
      const files = [0, 1].map((number) => join(folder, `${index}-${number}`));
      const { target, threads } = await allStarted(...files);
      writeFileSync(files[index]!, "");
      target.resume([{ kind: "continue", thread: threads[index]! }]);
      expect(await target.waitForStop()).toEqual({ kind: "no-resumed-thread" });
      expect(errorOf(() => target.readMemory(0, 8)).code).toBe("memory-fault");
      expect(errorOf(() => target.readRegisters({ ...threads[0]!, thread: 0x7ffffff })).code).toBe("target-error");
      expect(target.threads().length).toBeGreaterThan(1);
      expect(target.state).toBe("stopped");
    }
  });
});

describe("a stub that refuses its auxiliary vector", () => {
  const scripted = new ScriptedClient();

  /** AT_RANDOM (25) is 0x8000. */
  const VECTOR = "l\x19\0\0\0\0\x80\0\0\0\0\0\0\0\0\0\0";
  const refused: Step[] = [{ packet: "E01" }];

  async function play(
    memory: string,
    resumed: Step[][],
    { vector = refused, timeout = 20_000 }: { vector?: Step[]; timeout?: number } = {},
  ): Promise<GdbRemote> {
    const script = {
      rules: {
        "qSupported*": [[{ packet: "PacketSize=400;qXfer:auxv:read+" }]],
        "qXfer:auxv:read*": [[{ packet: VECTOR }], vector],
        "m8000,1": [[{ packet: memory }]],
        "m*": [refused],
        "vCont;c": resumed,
      },
    };
    return scripted.play(script, { timeout });
  }

  it("has a living program where memory of the kernel's is still there", async () => {
    const target = await play("00", [[{ packet: "X09" }]]);
    expect(errorOf(() => target.readMemory(0x1000, 4))).toMatchObject({ code: "memory-fault", address: 0x1000 });
    expect(target.state).toBe("stopped");
    expect(await scripted.stub.received()).not.toContain("vCont;c#");
  });

  it("may report threads that stopped before, and then the end", async () => {
    const stop: Step[] = [{ packet: "T05thread:p1.2;" }];
    const target = await play("E01", [stop, stop, [{ packet: "X09" }]]);
    expect(errorOf(() => target.readMemory(0x1000, 4)).code).toBe("exited");
    expectKilled(target);
  });

  it("may also have an empty one, of a program that has let go of its memory and is not dead yet", async () => {
    for (const request of [
      () => scripted.remote!.readMemory(0x1000, 4),
      () => scripted.remote!.readAuxiliaryVector(),
    ]) {
      const target = await play("E01", [refused, [{ packet: "X09" }]], { vector: [{ packet: "l" }] });
      expect(errorOf(request).code).toBe("exited");
      expectKilled(target);
    }
  });

  it("is given up where it does not report the end", async () => {
    const target = await play("E01", [[]], { timeout: 1500 });
    expect(errorOf(() => target.readMemory(0x1000, 4)).code).toBe("timeout");
    expect(target.state).toBe("closed");
  });
});
