// Against Debian's qemu-arm: 7.2, or the version that ARMSTALKER_QEMU names. Several threads that stop at the same time are in threads.test.ts.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ArmProgram, ArmPrograms } from "@armstalker/oracles";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AuxiliaryEntry, GdbRemoteError, QemuUser, type QemuUserOptions, signalNumber } from "../src/index.js";
import { errorOf, rejectionOf } from "./support/codes.js";
import { PackageBundle } from "./support/package-bundle.js";

const SIGABRT = 6;
/** Version 7.2, not 10.0. */
const isOld = /version 7\./.test(execFileSync("qemu-arm", ["--version"], { encoding: "latin1" }));
const BUFFER_SIZE = 10_000;
const blob = Uint8Array.from({ length: 20_000 }, (_, index) => (index * 2654435761) >>> 13);
let programs: ArmPrograms;
const built = new Map<string, ArmProgram>();
const started: QemuUser[] = [];

beforeAll(() => {
  programs = new ArmPrograms(new URL("programs/", import.meta.url));
  writeFileSync(join(programs.folder, "blob.bin"), blob);
  built.set("registers", programs.build("registers.S"));
  built.set("memory", programs.build("memory.S", `-DBUFFER_SIZE=${BUFFER_SIZE}`));
  built.set("loop", programs.build("loop.S"));
  built.set("signals", programs.build("signals.c", "-marm"));
  built.set("signals in T32", programs.build("signals.c", "-mthumb"));
  built.set("threads", programs.build("threads.c"));
  built.set("surroundings", programs.build("surroundings.c"));
});
afterAll(() => programs.remove());
afterEach(() => {
  for (const one of started.splice(0)) one.kill();
});

function address(program: string, symbol: string): number {
  return built.get(program)!.symbols.get(symbol)!;
}

async function start(program: string, args: string[] = [], options: QemuUserOptions = {}): Promise<QemuUser> {
  const target = await QemuUser.spawn(built.get(program)!.path, args, options);
  started.push(target);
  return target;
}

describe("registers", () => {
  it("are read by name in A32 and T32, written, and their values reach the program", async () => {
    const target = await start("registers");
    expect(target.description.architecture).toBe("arm");
    target.insertBreakpoint("software", address("registers", "arm_ready"), 4);
    target.insertBreakpoint("software", address("registers", "thumb_ready"), 2);
    expect(await target.continue()).toMatchObject({ kind: "stopped", signalName: "SIGTRAP" });

    const values = target.readRegisters();
    expect(values.get("pc")).toBe(address("registers", "arm_ready"));
    expect(values.get("lr")).toBe(0x12345678);
    for (let number = 0; number <= 12; number++) {
      const expected = 0xa0000000 + number * 0x01010101;
      expect(values.get(`r${number}`)).toBe(expected);
      expect(target.readRegister(`r${number}`)).toBe(expected);
    }
    for (let number = 0; number <= 31; number++) {
      const expected = (BigInt(0xd0000000 + number) << 32n) | BigInt(0x10000000 + number);
      expect(target.readRegisterBigInt(`d${number}`)).toBe(expected);
    }
    expect(values.has("d0")).toBe(false);
    expect(values.get("cpsr") & 0x20).toBe(0);

    const block = new Uint8Array(100);
    expect(target.readRegisterBlock(block)).toBe(68);
    expect([...block.subarray(0, 68)]).toEqual([...values.toBytes()]);
    block[0] = 0x55;
    target.writeRegisterBlock(block.subarray(0, 68));
    expect(target.readRegister("r0")).toBe(0xa0000055);

    target.removeBreakpoint("software", address("registers", "arm_ready"), 4);
    expect(await target.continue()).toMatchObject({ kind: "stopped" });
    expect(target.readRegister("pc")).toBe(address("registers", "thumb_ready"));
    expect(target.readRegister("cpsr") & 0x20).toBe(0x20);
    target.removeBreakpoint("software", address("registers", "thumb_ready"), 2);
    target.step();
    expect(target.readRegister("pc")).toBe(address("registers", "thumb_wide"));

    target.writeRegister("d31", 0x0123456789abcdefn);
    expect([...target.readRegisterBytes("d31")]).toEqual([0xef, 0xcd, 0xab, 0x89, 0x67, 0x45, 0x23, 0x01]);
    const all = target.readRegisters();
    all.set("r0", 100);
    all.set("r12", 0xffffffff);
    target.writeRegisters(all);
    expect(target.readRegister("r12")).toBe(0xffffffff);
    target.step();
    expect(target.readRegister("r0")).toBe(101);
    target.writeRegister("r0", 86);
    expect(await target.continue()).toMatchObject({ kind: "exited", status: 86 });
    expect(await target.exited).toEqual({ code: 86, signal: null });
  });

  it("are those of the processor that was asked for", async () => {
    const target = await start("loop", [], { cpu: "cortex-a8" });
    expect(target.description.byName.has("d31")).toBe(true);
    const older = await start("loop", [], { cpu: "arm1176" });
    expect(older.description.byName.has("d15")).toBe(true);
    expect(older.description.byName.has("d16")).toBe(false);
    expect(errorOf(() => older.readRegister("d16")).code).toBe("unknown-register");
  });
});

describe("memory", () => {
  it("is read and written beyond the packet size, and the program sees it", async () => {
    const target = await start("memory");
    expect(target.packetSize).toBe(0x1000);
    expect(Buffer.compare(target.readMemory(address("memory", "blob"), blob.length), blob)).toBe(0);
    const at = address("memory", "buffer");
    const bytes = blob.slice(5000, 5000 + BUFFER_SIZE);
    target.writeMemory(at, bytes);
    expect(Buffer.compare(target.readMemory(at, BUFFER_SIZE), bytes)).toBe(0);
    target.writeMemory(at + 1, Uint8Array.of(1, 2, 3));
    bytes.set([1, 2, 3], 1);
    const sum = bytes.reduce((total, byte) => total + byte, 0);
    expect(await target.continue()).toMatchObject({ kind: "exited", status: sum & 0xff });
  });

  it("that is not there, or may not be written, is an error with its address", async () => {
    const target = await start("memory");
    expect(errorOf(() => target.readMemory(0, 4))).toMatchObject({
      code: "memory-fault",
      address: 0,
      targetError: "14",
    });
    const code = address("memory", "ready");
    if (isOld) {
      const error = errorOf(() => target.writeMemory(code, Uint8Array.of(0)));
      expect(error).toMatchObject({ code: "memory-fault", address: code });
    } else {
      target.writeMemory(code, Uint8Array.of(0xef));
      expect([...target.readMemory(code, 1)]).toEqual([0xef]);
    }
    expect(target.readMemory(address("memory", "buffer"), 4)).toHaveLength(4);
  });
});

describe("running", () => {
  it("stops at breakpoints again and again", async () => {
    const target = await start("memory");
    const at = address("memory", "ready");
    for (let count = 0; count < 5; count++) {
      target.insertBreakpoint("software", at, 4);
      await target.continue();
      expect(target.readRegister("pc")).toBe(at);
      expect(target.readRegister("r2")).toBe(BUFFER_SIZE - count);
      target.removeBreakpoint("software", at, 4);
      target.step();
      expect(target.readRegister("pc")).toBe(at + 4);
    }
  });

  it("leaves the event loop free, and is interrupted, though the program ignores SIGINT", async () => {
    const target = await start("signals", ["ignore"]);
    for (let count = 0; count < 3; count++) {
      target.resume();
      const wait = target.waitForStop({ timeout: 10_000 });
      let ticks = 0;
      const timer = setInterval(() => ticks++, 2);
      await new Promise((resolve) => setTimeout(resolve, 60));
      clearInterval(timer);
      expect(ticks).toBeGreaterThan(3);
      expect(target.state).toBe("running");
      expect(errorOf(() => target.readRegister("pc")).code).toBe("running");
      expect(target.interrupt()).toBe(true);
      expect(await wait).toMatchObject({ kind: "stopped", reason: { kind: "interrupt" } });
      expect(target.readRegister("pc")).toBeGreaterThan(0x10000);
    }
    expect(target.interrupt()).toBe(false);
  });

  it("goes on after an interrupt where it was", async () => {
    const target = await start("loop");
    let last = 0;
    for (let count = 0; count < 5; count++) {
      target.resume();
      await new Promise((resolve) => setTimeout(resolve, 10));
      target.interrupt();
      expect(target.waitForStopSync(10_000)).toMatchObject({ reason: { kind: "interrupt" } });
      const now = target.readRegister("r4");
      expect(now).toBeGreaterThan(last);
      last = now;
    }
  });

  for (const program of ["signals", "signals in T32"]) {
    it(`reports signals, delivers them or keeps them: ${program}`, async () => {
      const delivered = await start(program);
      expect(await delivered.continue()).toMatchObject({ signalName: "SIGUSR1", reason: { kind: "signal" } });
      delivered.resume([{ kind: "continue", signal: signalNumber("SIGUSR1") }]);
      expect(await delivered.waitForStop()).toMatchObject({ kind: "exited", status: 42 });
      expect(await delivered.exited).toEqual({ code: 42, signal: null });
      const kept = await start(program);
      await kept.continue();
      expect(await kept.continue()).toMatchObject({ kind: "exited", status: 1 });
    });
  }

  it("reports deaths by signal", async () => {
    const segv = await start("signals", ["segv"], { stdio: "ignore" });
    expect(await segv.continue()).toMatchObject({ kind: "stopped", signalName: "SIGSEGV" });
    segv.resume([{ kind: "continue", signal: signalNumber("SIGSEGV") }]);
    expect(await segv.waitForStop()).toMatchObject({ kind: "terminated", signalName: "SIGSEGV" });
    expect(await segv.exited).toEqual({ code: null, signal: "SIGSEGV" });
    expect(errorOf(() => segv.readRegister("pc")).code).toBe("exited");
  });

  it("reports that the emulator was killed from outside", async () => {
    const target = await start("loop");
    target.resume();
    process.kill(target.processId, "SIGKILL");
    expect((await rejectionOf(target.waitForStop())).code).toBe("hang-up");
    const stopped = await start("loop");
    process.kill(stopped.processId, "SIGKILL");
    await stopped.exited;
    expect(errorOf(() => stopped.readRegister("pc")).code).toBe("hang-up");
  });

  it("lists threads with registers of their own", async () => {
    const target = await start("threads");
    target.insertBreakpoint("software", address("threads", "spin"), 2);
    target.removeBreakpoint("software", address("threads", "spin"), 2);
    target.resume();
    // The last to begin is the first thread; all spin from then on.
    const deadline = performance.now() + 10_000;
    for (let values: number[] = []; ; ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      target.interrupt();
      await target.waitForStop({ timeout: 10_000 });
      const threads = target.threads();
      values = threads.map((thread) => target.readRegister("r4", thread)).sort((one, other) => one - other);
      if (values.join() === [0x1111, 0x2222, 0x3333, 0x4444].join()) {
        expect(threads.every((thread) => target.isThreadAlive(thread))).toBe(true);
        expect(new Set(threads.map(({ thread }) => thread)).size).toBe(4);
        expect(target.isThreadAlive({ process: 1, thread: 0x7ffffff })).toBe(false);
        break;
      }
      expect(performance.now(), `r4 of the threads: ${values}`).toBeLessThan(deadline);
      target.resume();
    }
  });

  it("goes on without us after a detach", async () => {
    const target = await start("signals");
    target.insertBreakpoint("software", address("signals", "main"), 4);
    target.detach();
    expect(await target.exited).toEqual({ code: 42, signal: null });
  });
});

describe("the program's surroundings", () => {
  it("have the auxiliary vector that its file asks for", async () => {
    const target = await start("registers");
    const entries = target.readAuxiliaryVector();
    const file = readFileSync(built.get("registers")!.path);
    expect(Number(entries.get(AuxiliaryEntry.ENTRY))).toBe(file.readUInt32LE(24));
    expect(Number(entries.get(AuxiliaryEntry.PHNUM))).toBe(file.readUInt16LE(44));
    expect(target.readOffsets()).toEqual({ text: 0, data: 0 });
    expect(target.readRegister("pc")).toBe(file.readUInt32LE(24));
    const name = target.readMemory(Number(entries.get(AuxiliaryEntry.EXECFN)), built.get("registers")!.path.length + 1);
    expect(Buffer.from(name).toString()).toBe(`${built.get("registers")!.path}\0`);
  });

  it("say what qemu-arm does not have", async () => {
    const target = await start("registers");
    expect(errorOf(() => target.readLibraries()).code).toBe("unsupported");
    if (isOld) {
      expect(errorOf(() => target.readExecutablePath()).code).toBe("unsupported");
      expect(errorOf(() => target.files.open("/etc/hostname")).code).toBe("unsupported");
    } else {
      expect(target.readExecutablePath()).toBe(built.get("registers")!.path);
      expect(target.files.readFile("/etc/hostname")).toEqual(new Uint8Array(readFileSync("/etc/hostname")));
    }
    expect(target.request("qNobodyKnowsThis")).toHaveLength(0);
  });

  it("are the arguments, environment, folder and streams that were asked for", async () => {
    const target = await start("surroundings", ["one", "-g", "two words", ""], {
      stdio: "pipe",
      cwd: "/",
      env: { PLAIN: "a,b=c", LD_PRELOAD: "/no/such/library.so" },
    });
    const output: string[] = [];
    const errors: string[] = [];
    target.stdout!.on("data", (text) => output.push(String(text)));
    target.stderr!.on("data", (text) => errors.push(String(text)));
    target.stdin!.end("a line\n");
    const closed = once(target.stdout!, "close");
    expect(await target.continue()).toMatchObject({ kind: "exited", status: 3 });
    await closed;
    expect(output.join("")).toBe(
      "argument one\nargument -g\nargument two words\nargument \nPLAIN=a,b=c\nLD_PRELOAD=/no/such/library.so\nfolder /\ninput a line\n",
    );
    await target.exited;
    // The host's loader would have complained here, had the variable been its own.
    expect(errors.join("")).toBe("to standard error\n");
  });

  it("come from a sysroot, where the program is dynamic", async () => {
    const dynamic = join(programs.folder, "dynamic");
    const source = fileURLToPath(new URL("programs/surroundings.c", import.meta.url));
    await once(spawn("arm-linux-gnueabihf-gcc", ["-o", dynamic, source]), "exit");
    const sysroot = ["/usr/arm-linux-gnueabihf", "/"].find((folder) =>
      existsSync(join(folder, "lib/ld-linux-armhf.so.3")),
    );
    const target = await QemuUser.spawn(dynamic, [], {
      ...(sysroot === undefined ? {} : { sysroot }),
      stdio: "ignore",
    });
    started.push(target);
    expect(Number(target.readAuxiliaryVector().get(AuxiliaryEntry.BASE))).toBeGreaterThan(0);
    expect(await target.continue()).toMatchObject({ kind: "exited", status: 3 });
  });
});

describe("starting", () => {
  it("refuses what cannot start, and leaves nothing behind", async () => {
    const folder = mkdtempSync(join(tmpdir(), "gdb-remote-start-"));
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    try {
      const text = join(folder, "text");
      writeFileSync(text, "no program");
      const path = built.get("loop")!.path;
      const attempts: [string, string[], QemuUserOptions][] = [
        ["/no/such/program", [], {}],
        [text, [], {}],
        ["/bin/true", [], {}],
        [path, [], { cpu: "z80" }],
        [path, [], { emulator: "/no/such/emulator" }],
        [path, [], { emulator: "no-such-emulator" }],
        [path, [], { cwd: "/no/such/folder" }],
        // An emulator that ends before, and one that never listens.
        [path, [], { emulator: "/bin/false" }],
      ];
      for (const [program, args, options] of attempts) {
        const error = await rejectionOf(QemuUser.spawn(program, args, { ...options, stdio: "ignore" }));
        expect([error.code, program, options]).toEqual(["spawn-failed", program, options]);
      }
      const silent = join(folder, "silent");
      writeFileSync(silent, "#!/bin/sh\nexec sleep 100\n", { mode: 0o700 });
      const error = await rejectionOf(
        QemuUser.spawn(path, [], { emulator: silent, startTimeout: 200, stdio: "ignore" }),
      );
      expect(error.code).toBe("spawn-failed");
      expect((await rejectionOf(QemuUser.spawn("a\0b"))).code).toBe("invalid-argument");
      expect((await rejectionOf(QemuUser.spawn(path, [], { env: { LD_PRELOAD: "a,b" } }))).code).toBe(
        "invalid-argument",
      );

      const target = await start("loop");
      expect(readdirSync(folder).sort()).toEqual(["silent", "text"]);
      target.kill();
      await target.exited;
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      rmSync(folder, { recursive: true });
    }
  });

  it("can be done many times at once, without a listener for each", async () => {
    const before = process.listenerCount("exit");
    const targets = await Promise.all(Array.from({ length: 12 }, () => start("loop")));
    expect(process.listenerCount("exit")).toBeLessThanOrEqual(before + 1);
    expect(new Set(targets.map(({ processId }) => processId)).size).toBe(12);
    for (const one of targets) expect(one.readRegister("pc")).toBe(address("loop", "_start"));
  });

  it("says so where TMPDIR is no folder", async () => {
    const before = process.env.TMPDIR;
    process.env.TMPDIR = "/no/such/folder";
    try {
      expect((await rejectionOf(QemuUser.spawn(built.get("loop")!.path))).code).toBe("spawn-failed");
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  });
});

describe("the emulator ends with us", () => {
  const bundle = new PackageBundle("orphan");
  beforeAll(() => bundle.build());
  afterAll(() => bundle.remove());

  async function orphan(how: string): Promise<{ child: ChildProcess; emulator: number }> {
    const script = fileURLToPath(new URL("support/orphan.mjs", import.meta.url));
    const child = spawn(process.execPath, [script, bundle.path, built.get("loop")!.path, how], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = await once(child.stdout!, "data");
    return { child, emulator: Number(line) };
  }

  async function isGone(pid: number): Promise<boolean> {
    for (let count = 0; count < 500; count++) {
      // One that nobody has waited for yet is gone, too.
      const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, "latin1") : "State:\tZ";
      if (/^State:\t[ZX]/m.test(status)) return true;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return false;
  }

  for (const how of ["stopped, exit", "stopped, throw", "running, exit"]) {
    it(`when this process ends: ${how}`, async () => {
      const { emulator } = await orphan(how);
      expect(emulator).toBeGreaterThan(0);
      expect(await isGone(emulator)).toBe(true);
    });
  }

  for (const signal of ["SIGKILL", "SIGTERM"] as const) {
    it(`when this process is ended by ${signal}`, async () => {
      const { child, emulator } = await orphan("running, wait");
      expect(existsSync(`/proc/${emulator}`)).toBe(true);
      child.kill(signal);
      expect(await isGone(emulator)).toBe(true);
    });
  }
});

describe("an interrupt", () => {
  it("is no signal that the program itself raises", async () => {
    const target = await start("signals", ["abort"], { stdio: "ignore" });
    const stop = await target.continue();
    expect(stop).toMatchObject({ signalName: "SIGABRT", reason: { kind: "signal" } });
    target.resume([{ kind: "continue", signal: signalNumber("SIGABRT") }]);
    expect(await target.waitForStop()).toMatchObject({ kind: "terminated", signalName: "SIGABRT" });
  });

  it("comes by a signal of the version's own", async () => {
    expect((await start("loop")).interruptSignal).toBe(isOld ? 60 : SIGABRT);
  });
});

it("has errors that are GdbRemoteErrors", async () => {
  await expect(QemuUser.spawn("/no/such/program", [], { stdio: "ignore" })).rejects.toBeInstanceOf(GdbRemoteError);
});
