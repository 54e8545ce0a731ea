// Stubs that this package has not started, and that can do less: Debian's qemu-arm, which cannot be interrupted, and a machine without Linux.
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GdbTarget, Stalker } from "../src/index.js";
import { Program } from "./engine/programs.js";
import { errorOf } from "./mistakes/error-of.js";
import { startStub } from "./target-ends/stubs.js";

const processes: ChildProcess[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "other-stubs-"));
});
afterEach(() => {
  for (const one of processes.splice(0)) one.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

async function connected(command: string, args: readonly string[], stdout?: "pipe"): Promise<GdbTarget> {
  const socket = join(folder, "stub");
  const option = command === "qemu-arm" ? ["-g", socket] : ["-gdb", `unix:${socket},server=on,wait=off`];
  processes.push(await startStub(command, [...option, ...args], socket, stdout));
  return GdbTarget.connect(socket);
}

describe("a qemu-arm that somebody else has started", () => {
  it("is not interrupted: its program comes to its end, and its events are all delivered", async () => {
    const program = new Program("many.c", "-mthumb", "-O2");
    const native = program.native("1", "0", "50");
    const target = await connected("qemu-arm", [program.path, "1", "0", "50"], "pipe");
    let output = "";
    const { stdout } = processes[0]!;
    stdout!.on("data", (bytes) => {
      output += String(bytes);
    });
    const closed = once(stdout!, "close");
    expect(target.remote.canInterrupt).toBe(false);
    const errors: Error[] = [];
    let calls = 0;
    const stalker = new Stalker(target, {
      onError: (error) => errors.push(error),
      queueDrainInterval: 1,
      compileAhead: 16,
    });
    stalker.follow(target.mainThread, {
      events: { call: true },
      onReceive: (events) => {
        calls += Stalker.parse(events).length;
      },
    });
    const ended = target.resume();
    expect(target.interrupt("look")).toBe(false);
    expect(errorOf(() => target.interrupt()).code).toBe("unsupported");
    expect(await ended).toEqual({ kind: "exited", status: native.status });
    await closed;
    expect(output).toBe(native.text);
    expect(errors).toEqual([]);
    // Each function is called, and calls another.
    expect(calls).toBeGreaterThan(100);
  });
});

describe("a machine without Linux", () => {
  it("is told from one where something is missing, and none of its code is executed", async () => {
    const target = await connected("qemu-system-arm", [
      "-M",
      "virt",
      "-S",
      "-display",
      "none",
      "-serial",
      "none",
      "-nic",
      "none",
    ]);
    const thread = target.mainThread;
    const pc = target.readRegister(thread, 15);
    // SVC in both instruction sets, where code is looked for that could make system calls.
    target.writeMemory(0x4000_0000, Uint8Array.of(0, 0, 0, 0xef, 0, 0xdf, 0, 0xdf));
    target.writeRegister(thread, 15, 0x4000_0000);
    for (const attempt of [
      () => target.mappings(),
      () => new Stalker(target).follow(thread),
      () => target.allocate(0x1000, "rw-", 0),
    ]) {
      const error = errorOf(attempt);
      expect(error.code).toBe("unsupported");
      expect(error.message).toMatch(/the target has no Linux .*; programs of 32-bit ARM Linux can be followed/);
    }
    expect(pc).toBe(0);
    expect(target.readRegister(thread, 15)).toBe(0x4000_0000);
    target.kill();
  });
});
