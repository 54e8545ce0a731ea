// Against Debian's gdbserver for this machine: other registers, other addresses, the same protocol. It shows that nothing is cut to ARM or
// to qemu. Where this machine is no x86-64 the names below do not fit, and the suite is left out.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AuxiliaryEntry, type GdbRemote, signalNumber } from "../src/index.js";
import { errorOf } from "./support/codes.js";
import { GdbServers } from "./support/gdbserver.js";

let folder: string;
const servers = new GdbServers();
const serve = servers.serve.bind(servers);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gdbserver-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => servers.end());

/** Tells by a program that does without gdbserver. */
function writesAreWatched(): boolean {
  const source = fileURLToPath(new URL("programs/watched.c", import.meta.url));
  const program = join(folder, "watched");
  const built = spawnSync("cc", ["-o", program, source], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.error?.message ?? built.stderr);
  return spawnSync(program, { encoding: "utf8" }).stdout === "yes\n";
}

const entryOf = (remote: GdbRemote): number => Number(remote.readAuxiliaryVector().get(AuxiliaryEntry.ENTRY));

describe.runIf(process.arch === "x64")("gdbserver on x86-64", () => {
  it("describes its own registers, and they are read and written by their names", async () => {
    const target = await serve(["/bin/sleep", "10"]);
    expect(target.description).toMatchObject({
      architecture: "i386:x86-64",
      operatingSystem: "GNU/Linux",
      addressSize: 8,
    });
    expect(errorOf(() => target.readRegister("r0")).code).toBe("unknown-register");
    expect(errorOf(() => target.readRegister("rip")).code).toBe("invalid-argument");
    const all = target.readRegisters();
    expect(all.names.length).toBe(target.description.registers.length);
    expect(all.getBigInt("rip")).toBe(target.readRegisterBigInt("rip"));
    expect(all.get("eflags")).toBe(target.readRegister("eflags"));
    // What came with the stop is the same.
    const { lastStop } = target;
    if (lastStop.kind !== "stopped") throw new Error(lastStop.kind);
    expect(Buffer.from(target.stopRegisters(lastStop).get("rip")!)).toEqual(
      Buffer.from(target.readRegisterBytes("rip")),
    );

    target.writeRegister("rbx", 0xfedc_ba98_7654_3210n);
    target.writeRegister("xmm3", (1n << 127n) | 5n);
    expect(target.readRegisterBigInt("rbx")).toBe(0xfedc_ba98_7654_3210n);
    expect(target.readRegisters().getBigInt("xmm3")).toBe((1n << 127n) | 5n);
    all.set("r15", 77);
    target.writeRegisters(all);
    expect(target.readRegisterBigInt("r15")).toBe(77n);
    expect(target.readRegisterBigInt("rbx")).toBe(all.getBigInt("rbx"));
  });

  it("needs no acknowledgements, and takes binary packets", async () => {
    const target = await serve(["/bin/sleep", "10"]);
    expect(target.features.get("QStartNoAckMode")).toBe(true);
    expect(target.packetSize).toBeGreaterThan(4096);
    const bytes = Uint8Array.from({ length: 60_000 }, (_, index) => index * 7);
    const at = Number(target.readRegisterBigInt("rsp")) - 70_000;
    target.writeMemory(at, bytes);
    expect(Buffer.compare(target.readMemory(at, bytes.length), bytes)).toBe(0);
    const process = target.currentThread().process;
    const memory = Buffer.alloc(16);
    const { openSync, readSync, closeSync } = await import("node:fs");
    const file = openSync(`/proc/${process}/mem`, "r");
    readSync(file, memory, 0, 16, at + 1000);
    closeSync(file);
    expect(Buffer.compare(memory, bytes.subarray(1000, 1016))).toBe(0);
    expect(errorOf(() => target.readMemory(0, 8)).code).toBe("memory-fault");
  });

  it("stops at software and hardware breakpoints, and tells them apart", async () => {
    const target = await serve(["/bin/sleep", "10"]);
    const entry = entryOf(target);
    target.insertBreakpoint("software", entry, 1);
    expect(await target.continue()).toMatchObject({ kind: "stopped", reason: { kind: "software-breakpoint" } });
    expect(target.readRegisterBigInt("rip")).toBe(BigInt(entry));
    target.removeBreakpoint("software", entry, 1);
    target.step();
    expect(target.readRegisterBigInt("rip")).toBeGreaterThan(BigInt(entry));
    expect(target.readRegisterBigInt("rip")).toBeLessThan(BigInt(entry + 16));

    // The loader has run: its list of libraries is there.
    const libraries = target.readLibraries();
    expect(libraries.map(({ path }) => path)).toEqual(expect.arrayContaining([expect.stringMatching(/libc\.so\.6$/)]));
    const libc = libraries.find(({ path }) => path.endsWith("libc.so.6"))!;
    expect(Buffer.from(target.readMemory(Number(libc.loadBias), 4)).toString("latin1")).toBe("\x7fELF");
  });

  it("stops at a watched write, where the machine's debug registers do", async () => {
    const target = await serve(["/bin/true"]);
    const at = Number(target.readRegisterBigInt("rsp")) - 8;
    target.insertBreakpoint("write", at, 8);
    const stop = await target.continue();
    if (!writesAreWatched()) {
      expect(stop).toEqual({ kind: "exited", status: 0, process: expect.any(Number) });
      return;
    }
    expect(stop).toMatchObject({ kind: "stopped", reason: { kind: "watchpoint", access: "write", address: at } });
    target.removeBreakpoint("write", at, 8);
  });

  it("is interrupted by a character while the program sleeps, and steps on", async () => {
    const target = await serve(["/bin/sleep", "100"]);
    for (let count = 0; count < 2; count++) {
      target.resume();
      const wait = target.waitForStop({ timeout: 10_000 });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(target.interrupt()).toBe(true);
      expect(await wait).toMatchObject({ kind: "stopped", signalName: "SIGINT", reason: { kind: "interrupt" } });
    }
    expect(target.threadInfo(target.currentThread())).toBe("sleep");
    expect(target.threads()).toEqual([target.currentThread()]);
    expect(target.isThreadAlive(target.currentThread())).toBe(true);
    expect(target.readExecutablePath()).toMatch(/\/sleep$/);
  });

  it("tells how the program ended", async () => {
    expect(await (await serve(["/bin/sh", "-c", "exit 41"])).continue()).toMatchObject({ kind: "exited", status: 41 });
    const killed = await serve(["/bin/sh", "-c", "kill -TERM $$"]);
    expect(await killed.continue()).toMatchObject({ kind: "stopped", signalName: "SIGTERM" });
    killed.resume([{ kind: "continue", signal: signalNumber("SIGTERM") }]);
    expect(await killed.waitForStop()).toMatchObject({ kind: "terminated", signalName: "SIGTERM" });
    expect(killed.state).toBe("exited");
  });

  it("tells of forks and execs where that was asked for, and lets go of children", async () => {
    const target = await serve(["/bin/sh", "-c", "/bin/true; exec /bin/sleep 0"], {
      events: ["fork", "vfork", "exec"],
    });
    const seen: string[] = [];
    for (;;) {
      const stop = await target.continue();
      if (stop.kind !== "stopped") {
        expect(stop).toMatchObject({ kind: "exited", status: 0 });
        break;
      }
      const { reason } = stop;
      if (reason.kind === "fork" || reason.kind === "vfork") target.detach(reason.child.process);
      if (reason.kind !== "signal") seen.push(reason.kind === "exec" ? reason.path.replace(/^.*\//, "") : reason.kind);
    }
    expect(seen.filter((one) => one !== "vfork-done")).toEqual([expect.stringMatching(/^v?fork$/), "sleep"]);
  });

  it("gives access to files", async () => {
    const target = await serve(["/bin/sleep", "10"]);
    const content = Buffer.from(Uint8Array.from({ length: 50_000 }, (_, index) => index * 31));
    const path = join(folder, "file ü");
    writeFileSync(path, content);
    expect(Buffer.compare(target.files.readFile(path), content)).toBe(0);
    const other = join(folder, "other");
    target.files.writeFile(other, content.subarray(1), 0o640);
    expect(Buffer.compare(readFileSync(other), content.subarray(1))).toBe(0);
    expect(statSync(other).mode & 0o777).toBe(0o640 & ~process.umask());
    target.files.remove(other);
    expect(errorOf(() => target.files.open(other))).toMatchObject({ code: "target-error", targetError: "ENOENT" });
    expect(target.files.readLink(`/proc/${target.currentThread().process}/exe`)).toMatch(/sleep$/);
    target.files.useFileSystemOf(0);
  });

  it("is left running by a detach, and killed by a kill", async () => {
    const target = await serve(["/bin/sh", "-c", `sleep 0.1; echo done > ${join(folder, "detached")}`]);
    target.detach();
    const deadline = performance.now() + 10_000;
    const wasWritten = (): boolean => statSync(join(folder, "detached"), { throwIfNoEntry: false })?.size === 5;
    while (!wasWritten() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(wasWritten()).toBe(true);

    const killed = await serve(["/bin/sleep", "100"]);
    const { process: pid } = killed.currentThread();
    killed.kill();
    while (statSync(`/proc/${pid}`, { throwIfNoEntry: false }) !== undefined && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(statSync(`/proc/${pid}`, { throwIfNoEntry: false })).toBeUndefined();
  });
});
