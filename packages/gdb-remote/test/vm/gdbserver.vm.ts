// Against Debian's gdbserver for armhf on a real 32-bit ARM kernel. The guest is emulated, and so are its debug registers: what they do on
// real cores is not shown.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ArmProgram, ArmPrograms, debianRoot } from "@armstalker/oracles";
import { type DebuggedProgram, type DebugOptions, Guest } from "@armstalker/vm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AuxiliaryEntry, type ConnectOptions, connect, type GdbRemote, signalNumber } from "../../src/index.js";
import { errorOf } from "../support/codes.js";

const BUFFER_SIZE = 30_000;
const CPSR_T = 0x20;
/** Milliseconds: the guest shares this machine with other work. */
const TIMEOUT = 60_000;
const blob = Uint8Array.from({ length: 20_000 }, (_, index) => (index * 2654435761) >>> 13);
const built = new Map<string, ArmProgram>();
let programs: ArmPrograms;
let guest: Guest;
let current: { remote: GdbRemote; program: DebuggedProgram } | undefined;

beforeAll(async () => {
  programs = new ArmPrograms(new URL("../programs/", import.meta.url));
  writeFileSync(join(programs.folder, "blob.bin"), blob);
  built.set("registers", programs.build("registers.S"));
  built.set("memory", programs.build("memory.S", `-DBUFFER_SIZE=${BUFFER_SIZE}`));
  built.set("loop", programs.build("loop.S"));
  built.set("signals", programs.build("signals.c", "-marm"));
  built.set("threads", programs.build("threads.c"));
  const folder = mkdtempSync(join(tmpdir(), "gdbserver-vm-"));
  try {
    for (const [name, { path }] of built) copyFileSync(path, join(folder, name));
    const root = debianRoot("armhf", ["busybox", "gdbserver", "libstdc++6"]);
    guest = await Guest.start("arm", { root, folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
afterAll(async () => {
  programs.remove();
  await guest?.stop();
});
afterEach(async () => {
  current?.remote.close();
  current?.program.server.kill();
  await current?.program.server.ended.catch(() => {});
  current = undefined;
});

async function start(command: string[], options: ConnectOptions & DebugOptions = {}): Promise<GdbRemote> {
  const path = built.has(command[0]!) ? `/guest/${command[0]}` : command[0]!;
  const program = await guest.debug([path, ...command.slice(1)], options);
  const remote = connect(program.endpoint, { timeout: TIMEOUT, ...options });
  current = { remote, program };
  return remote;
}

function address(program: string, symbol: string): number {
  return built.get(program)!.symbols.get(symbol)!;
}

describe("registers", () => {
  it("are read by name at breakpoints in A32 and T32, written, and their values reach the program", async () => {
    const target = await start(["registers"]);
    expect(target.description).toMatchObject({ architecture: "arm", addressSize: 4 });
    target.insertBreakpoint("software", address("registers", "arm_ready"), 4);
    target.insertBreakpoint("software", address("registers", "thumb_ready"), 2);
    target.insertBreakpoint("software", address("registers", "thumb_wide"), 3);
    expect(await target.continue()).toMatchObject({ kind: "stopped", reason: { kind: "software-breakpoint" } });
    const values = target.readRegisters();
    expect(values.get("pc")).toBe(address("registers", "arm_ready"));
    expect(values.get("lr")).toBe(0x12345678);
    expect(values.get("cpsr") & CPSR_T).toBe(0);
    for (let number = 0; number <= 12; number++)
      expect(values.get(`r${number}`)).toBe(0xa0000000 + number * 0x01010101);
    // Unlike qemu's, this stub has VFP in its packet of all registers.
    for (let number = 0; number <= 31; number++) {
      const expected = (BigInt(0xd0000000 + number) << 32n) | BigInt(0x10000000 + number);
      expect(values.getBigInt(`d${number}`)).toBe(expected);
    }

    target.removeBreakpoint("software", address("registers", "arm_ready"), 4);
    expect(await target.continue()).toMatchObject({ kind: "stopped", reason: { kind: "software-breakpoint" } });
    expect(target.readRegister("pc")).toBe(address("registers", "thumb_ready"));
    expect(target.readRegister("cpsr") & CPSR_T).toBe(CPSR_T);
    target.removeBreakpoint("software", address("registers", "thumb_ready"), 2);
    expect(await target.continue()).toMatchObject({ kind: "stopped" });
    expect(target.readRegister("pc")).toBe(address("registers", "thumb_wide"));
    target.removeBreakpoint("software", address("registers", "thumb_wide"), 3);

    // Registers that it cannot tell do not stand in the way of writing others.
    target.writeRegister("d31", 0x0123456789abcdefn);
    target.writeRegister("r0", 76);
    expect(target.readRegisterBigInt("d31")).toBe(0x0123456789abcdefn);
    expect(target.writesSingleRegisters).toBe(false);
    expect(await target.continue()).toMatchObject({ kind: "exited", status: 77 });
  });
});

describe("memory", () => {
  it("is read and written beyond the packet size, code as well, and the program sees it", async () => {
    const target = await start(["memory"]);
    expect(target.packetSize).toBeLessThan(BUFFER_SIZE);
    expect(Buffer.compare(target.readMemory(address("memory", "blob"), blob.length), blob)).toBe(0);
    const at = address("memory", "buffer");
    const bytes = Uint8Array.from({ length: BUFFER_SIZE }, (_, index) => index * 7);
    target.writeMemory(at, bytes);
    expect(Buffer.compare(target.readMemory(at, BUFFER_SIZE), bytes)).toBe(0);
    // `and r0, r0, #255` becomes `and r0, r0, #127`: the kernel's access to a read-only page.
    const mask = address("memory", "ready") + 16;
    expect(Buffer.from(target.readMemory(mask, 4)).readUInt32LE()).toBe(0xe20000ff);
    target.writeMemory(mask, Uint8Array.of(0x7f));
    const sum = bytes.reduce((total, byte) => total + byte, 0);
    expect(await target.continue()).toMatchObject({ kind: "exited", status: sum & 0x7f });
  });

  it("that is not there is an error with its address", async () => {
    const target = await start(["memory"]);
    expect(errorOf(() => target.readMemory(0, 4))).toMatchObject({ code: "memory-fault", address: 0 });
    expect(errorOf(() => target.writeMemory(0, Uint8Array.of(1)))).toMatchObject({ code: "memory-fault", address: 0 });
  });
});

describe("running", () => {
  it("leaves the event loop free, and is interrupted, though the program ignores SIGINT", async () => {
    const target = await start(["signals", "ignore"]);
    for (let count = 0; count < 2; count++) {
      target.resume();
      const wait = target.waitForStop({ timeout: TIMEOUT });
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(target.state).toBe("running");
      expect(target.interrupt()).toBe(true);
      expect(await wait).toMatchObject({ kind: "stopped", reason: { kind: "interrupt" } });
    }
  });

  it("reports signals, and delivers them or keeps them", async () => {
    const target = await start(["signals"]);
    expect(await target.continue()).toMatchObject({ signalName: "SIGUSR1", reason: { kind: "signal" } });
    target.resume([{ kind: "continue", signal: signalNumber("SIGUSR1") }]);
    expect(await target.waitForStop({ timeout: TIMEOUT })).toMatchObject({ kind: "exited", status: 42 });
  });

  it("keeps a signal that is not delivered from the program", async () => {
    const target = await start(["signals"]);
    expect(await target.continue()).toMatchObject({ signalName: "SIGUSR1" });
    expect(await target.continue()).toMatchObject({ kind: "exited", status: 1 });
  });

  it("reports a death by signal", async () => {
    const target = await start(["signals", "segv"]);
    expect(await target.continue()).toMatchObject({ kind: "stopped", signalName: "SIGSEGV" });
    target.resume([{ kind: "continue", signal: signalNumber("SIGSEGV") }]);
    expect(await target.waitForStop({ timeout: TIMEOUT })).toMatchObject({ kind: "terminated", signalName: "SIGSEGV" });
  });

  it("stops all threads, and resumes those that are named", async () => {
    const target = await start(["threads"]);
    const deadline = performance.now() + TIMEOUT;
    let values: number[] = [];
    while (values.join() !== [0x1111, 0x2222, 0x3333, 0x4444].join()) {
      expect(performance.now(), `r4 of the threads: ${values}`).toBeLessThan(deadline);
      target.resume();
      await new Promise((resolve) => setTimeout(resolve, 200));
      target.interrupt();
      await target.waitForStop({ timeout: TIMEOUT });
      const found = target.threads();
      values = found.map((thread) => target.readRegister("r4", thread)).sort((one, other) => one - other);
    }
    const threads = target.threads();
    expect(new Set(threads.map(({ thread }) => thread)).size).toBe(4);
    expect(threads.every((thread) => target.isThreadAlive(thread))).toBe(true);
    expect(target.isThreadAlive({ process: threads[0]!.process, thread: 0x7ffffff })).toBe(false);

    // All are in loops of one instruction. Breakpoints are for all, but only the thread that is resumed comes to one.
    for (const thread of [threads[2]!, threads[1]!]) {
      const at = target.readRegister("pc", thread);
      target.writeRegister("pc", address("threads", "all_started"), thread);
      const isThumb = (target.readRegister("cpsr", thread) & CPSR_T) !== 0;
      const size = isThumb ? 2 : 4;
      target.insertBreakpoint("software", address("threads", "all_started"), size);
      target.resume([{ kind: "continue", thread }]);
      expect(await target.waitForStop({ timeout: TIMEOUT })).toMatchObject({
        kind: "stopped",
        reason: { kind: "software-breakpoint" },
        thread,
      });
      target.removeBreakpoint("software", address("threads", "all_started"), size);
      target.writeRegister("pc", at, thread);
    }
  });

  it("tells of forks and execs where that was asked for, and lets go of children", async () => {
    const target = await start(["/bin/busybox", "sh", "-c", "/bin/busybox true; exec /guest/signals"], {
      events: ["fork", "vfork", "exec"],
    });
    const seen: string[] = [];
    for (;;) {
      const stop = await target.continue();
      if (stop.kind !== "stopped") {
        // Its signal was kept from it.
        expect(stop).toMatchObject({ kind: "exited", status: 1 });
        break;
      }
      const { reason } = stop;
      if (reason.kind === "fork" || reason.kind === "vfork") target.detach(reason.child.process);
      if (reason.kind !== "signal") seen.push(reason.kind === "exec" ? reason.path.replace(/^.*\//, "") : reason.kind);
    }
    expect(seen.filter((one) => one !== "vfork-done")).toEqual([expect.stringMatching(/^v?fork$/), "signals"]);
  });

  it("goes on without us after a detach", async () => {
    const target = await start(["/bin/busybox", "sh", "-c", "echo detached"]);
    target.detach();
    await current!.program.server.ended;
    const deadline = performance.now() + TIMEOUT;
    while (String(await current!.program.output()) === "" && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(String(await current!.program.output())).toBe("detached\n");
  });
});

describe("the program's surroundings", () => {
  it("have its auxiliary vector, its libraries, its path and files", async () => {
    const target = await start(["/bin/busybox", "true"]);
    const entries = target.readAuxiliaryVector();
    expect(Number(entries.get(AuxiliaryEntry.PAGESZ))).toBe(4096);
    const entry = Number(entries.get(AuxiliaryEntry.ENTRY));
    const isThumb = entry % 2 === 1;
    target.insertBreakpoint("software", entry - (entry % 2), isThumb ? 2 : 4);
    expect(await target.continue()).toMatchObject({ kind: "stopped" });
    expect(target.readRegister("pc")).toBe(entry - (entry % 2));
    const libc = target.readLibraries().find(({ path }) => path.endsWith("libc.so.6"))!;
    expect(Buffer.from(target.readMemory(Number(libc.loadBias), 4)).toString("latin1")).toBe("\x7fELF");
    expect(target.readExecutablePath()).toMatch(/\/busybox$/);
    const { process } = target.currentThread();
    expect(Buffer.from(target.files.readFile(`/proc/${process}/maps`)).toString()).toContain("libc.so.6");

    expect(Buffer.compare(target.files.readFile("/guest/loop"), readFileSync(built.get("loop")!.path))).toBe(0);
    target.files.writeFile("/tmp/written", blob);
    expect(Buffer.compare(target.files.readFile("/tmp/written"), blob)).toBe(0);
    expect(String((await guest.run("wc -c </tmp/written")).output).trim()).toBe(`${blob.length}`);
    target.files.remove("/tmp/written");
    expect(errorOf(() => target.files.open("/tmp/written"))).toMatchObject({ targetError: "ENOENT" });
  });
});
