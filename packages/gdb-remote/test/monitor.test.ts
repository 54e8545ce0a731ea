// Commands of a stub's monitor: with gdbserver's and QEMU's own, and with what the GDB manual (appendix E.4, qRcmd) lets a stub reply.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ConnectOptions, connect, type GdbRemote } from "../src/index.js";
import { errorOf } from "./support/codes.js";
import { frame } from "./support/reference.js";
import { type Script, ScriptedStub, type Step } from "./support/scripted-stub.js";

let stub: ScriptedStub;
let folder: string;
let remote: GdbRemote | undefined;
let server: ChildProcess | undefined;
beforeAll(async () => {
  stub = await ScriptedStub.start();
  folder = mkdtempSync(join(tmpdir(), "monitor-"));
});
afterEach(async () => {
  remote?.close();
  remote = undefined;
  if (server === undefined) return;
  if (server.exitCode === null && server.signalCode === null) {
    server.kill("SIGKILL");
    await once(server, "exit");
  }
  server = undefined;
});
afterAll(() => {
  stub.stop();
  rmSync(folder, { recursive: true });
});

const hex = (text: string): string => Buffer.from(text).toString("hex");
const output = (text: string): Step => ({ packet: `O${hex(text)}` });

async function play(rules: NonNullable<Script["rules"]>, options: ConnectOptions = {}): Promise<GdbRemote> {
  remote?.close();
  await stub.play({ rules });
  remote = connect(stub.path, options);
  return remote;
}

/** Connects to a stub that was just started, as soon as it listens. */
async function connectTo(where: string): Promise<GdbRemote> {
  for (let attempts = 0; ; attempts++) {
    try {
      remote = connect(where);
      return remote;
    } catch (error) {
      if (attempts > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

describe("the monitor", () => {
  it("of QEMU's system emulator answers, and later replies stay in step", async () => {
    const socket = join(folder, "qemu");
    const stubOptions = ["-gdb", `unix:${socket},server=on,wait=off`];
    server = spawn("qemu-system-arm", ["-M", "virt", "-display", "none", "-nodefaults", "-S", ...stubOptions], {
      stdio: "ignore",
    });
    const target = await connectTo(socket);
    expect(target.monitor("info version")).toMatch(/^\d+\.\d+/);
    expect(target.monitor("info registers")).toMatch(/R15=00000000/);
    expect(target.readRegister("pc")).toBe(0);
    expect(target.monitor("nonsense")).toMatch(/unknown command/);
    expect(target.readMemory(0x4000_0000, 4)).toHaveLength(4);
  });

  it.runIf(process.arch === "x64")("of gdbserver answers, and refuses", async () => {
    server = spawn("gdbserver", ["--once", "127.0.0.1:0", "/bin/sleep", "10"], { stdio: ["ignore", "ignore", "pipe"] });
    const port = await new Promise<string>((resolve) => {
      let text = "";
      server!.stderr!.on("data", (piece) => {
        text += piece;
        const match = /Listening on port (\d+)/.exec(text);
        if (match !== null) resolve(match[1]!);
      });
    });
    const target = await connectTo(`127.0.0.1:${port}`);
    const help = target.monitor("help");
    expect(help).toMatch(/set debug/);
    expect(help.split("\n").length).toBeGreaterThan(5);
    expect(target.readRegisterBytes("rip")).toHaveLength(8);
    expect(target.monitor("help")).toBe(help);
  });

  it("may print in any number of packets, in the reply itself, or nothing", async () => {
    const target = await play({
      [`qRcmd,${hex("reset halt")}`]: [[output("halted "), output("due to "), output("grün\n"), { packet: "OK" }]],
      [`qRcmd,${hex("nothing")}`]: [[{ packet: "OK" }]],
      [`qRcmd,${hex("at once")}`]: [[{ packet: hex("printed") }]],
      [`qRcmd,${hex("both")}`]: [[output("one "), { packet: hex("two") }]],
      "m*": [[{ packet: "01020304" }]],
    });
    for (const [command, printed] of [
      ["reset halt", "halted due to grün\n"],
      ["nothing", ""],
      ["at once", "printed"],
      ["both", "one two"],
    ] as const) {
      expect(target.monitor(command)).toBe(printed);
      expect([...target.readMemory(0x1000, 4)]).toEqual([1, 2, 3, 4]);
    }
  });

  it("may fail, be missing, say nothing, or print without end", async () => {
    const rules = {
      [`qRcmd,${hex("fail")}`]: [[output("no such flash bank"), { packet: "E01" }]],
      [`qRcmd,${hex("quiet")}`]: [[output("erasing"), { wait: 10_000 }]],
      [`qRcmd,${hex("flood")}`]: [[{ endless: frame("O68656c6c6f0a") }]],
      [`qRcmd,${hex("bad")}`]: [[{ packet: "Oxyz" }]],
      "m*": [[{ packet: "01020304" }]],
    };
    const failing = await play(rules);
    expect(errorOf(() => failing.monitor("fail"))).toMatchObject({ code: "target-error", targetError: "01" });
    expect(failing.readMemory(0x1000, 4)).toHaveLength(4);
    expect(errorOf(() => failing.monitor("unknown")).code).toBe("unsupported");
    expect(errorOf(() => failing.monitor("x".repeat(600))).code).toBe("invalid-argument");
    expect(errorOf(() => failing.monitor("bad")).code).toBe("unexpected-reply");
    expect(failing.state).toBe("closed");
    const quiet = await play(rules);
    expect(errorOf(() => quiet.monitor("quiet", { timeout: 100 })).code).toBe("timeout");
    const flooding = await play(rules, { limits: { outputSize: 10_000 } });
    expect(errorOf(() => flooding.monitor("flood")).code).toBe("limit-exceeded");
    const endless = await play(rules);
    const start = performance.now();
    expect(errorOf(() => endless.monitor("flood", { timeout: 100 })).code).toBe("timeout");
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

describe("request", () => {
  it("refuses packets that have several replies or none, and those that change how all travel", async () => {
    const target = await play({ qAttached: [[{ packet: "1" }]] });
    const before = await stub.received();
    for (const packet of [
      "qRcmd,68656c70",
      "c",
      "c8000",
      "C05",
      "s",
      "S05",
      "i",
      "vCont;c",
      "bc",
      "k",
      "R00",
      "r",
      "F-1",
    ]) {
      expect(errorOf(() => target.request(packet)).code, packet).toBe("invalid-argument");
      expect(errorOf(() => target.request(Buffer.from(packet))).code, packet).toBe("invalid-argument");
    }
    for (const packet of ["QStartNoAckMode", "QNonStop:1"]) {
      expect(errorOf(() => target.request(packet)).code).toBe("invalid-argument");
    }
    expect(errorOf(() => target.request("qRcmd,68656c70")).message).toContain("monitor(command)");
    expect((await stub.received()).replace(/\+$/, "")).toBe(before.replace(/\+$/, ""));
    expect(Buffer.from(target.request("qAttached")).toString()).toBe("1");
    expect(target.request("vCont?")).not.toHaveLength(0);
  });
});
