// Threads as stubs name them: in 64 bits, padded, as OpenOCD does for the tasks of a real-time system ("m%016" PRIx64 in its gdb_server.c
// and rtos.c), and not at all, as ROM monitors and small stubs do (GDB manual, appendix E.1: only ? g G m M c s are required).
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import {
  ARM_WITHOUT_DESCRIPTION,
  type ConnectOptions,
  connect,
  formatThreadId,
  type GdbRemote,
  isSameThread,
  NAMELESS_THREAD,
} from "../src/index.js";
import { parseThreadId } from "../src/thread-id.js";
import { errorOf } from "./support/codes.js";
import { ScriptedClient } from "./support/scripted-client.js";
import type { Script } from "./support/scripted-stub.js";

const scripted = new ScriptedClient();

const play = (rules: NonNullable<Script["rules"]>, options?: ConnectOptions): Promise<GdbRemote> =>
  scripted.play({ rules }, options);

const reply = (packet: string) => [[{ packet }]];
const thread = (number: number | bigint) => ({ process: 0, thread: number });

describe("thread ids of 64 bits", () => {
  const document = `<?xml version="1.0"?><threads>
    <thread id="0000000020000418">Name: idle</thread><thread id="fFFF800012345678">Name: main</thread></threads>`;

  it("are read in lists, replies, stops and documents, and sent back", async () => {
    const target = await play(
      {
        "qSupported*": reply("PacketSize=4000;qXfer:threads:read+"),
        "?": reply("T05thread:0000000020000418;"),
        qfThreadInfo: reply("m0000000020000418,ffff800012345678"),
        qsThreadInfo: reply("l"),
        "qXfer:threads:read*": reply(`l${document}`),
        qC: reply("QC0000000020000418"),
        "vCont;s:ffff800012345678": reply("T05thread:ffff800012345678;"),
        Hg20000418: reply("OK"),
        "p*": reply("78563412"),
        Tffff800012345678: reply("OK"),
      },
      { description: ARM_WITHOUT_DESCRIPTION },
    );
    const [idle, main] = [thread(0x2000_0418), thread(0xffff_8000_1234_5678n)];
    expect(target.lastStop).toMatchObject({ thread: idle });
    expect(target.threads()).toEqual([idle, main]);
    expect(target.threadInfo(main)).toBe("Name: main");
    expect(target.step(main)).toMatchObject({ thread: main });
    expect(target.currentThread()).toEqual(main);
    expect(target.isThreadAlive(main)).toBe(true);
    target.readRegister("r0");
    target.readRegister("r0", idle);
    expect((await scripted.stub.received()).match(/Hg[^#]*/g)).toEqual(["Hg20000418"]);
    await play({ "?": reply("S05"), qC: reply("QC0000000020000418") });
    expect(scripted.remote!.currentThread()).toEqual(idle);
  });

  it("are numbers as long as those are exact", () => {
    for (const [text, id] of [
      ["001fffffffffffff", thread(Number.MAX_SAFE_INTEGER)],
      ["0020000000000000", thread(2n ** 53n)],
      ["ffffffffffffffff", thread(2n ** 64n - 1n)],
      ["p000000000000001a.000000000000001b", { process: 26, thread: 27 }],
    ] as const) {
      const parsed = parseThreadId(text, "qC");
      expect(parsed).toEqual(id);
      expect(parseThreadId(formatThreadId(parsed), "qC")).toEqual(id);
      expect(isSameThread(parsed, id)).toBe(true);
    }
    for (const text of ["", "0".repeat(17), "-1", "p.1", "p1.", "0x12", "pffffffffffffffff.1", "1".repeat(200_000)]) {
      expect(errorOf(() => parseThreadId(text, "qC")).code).toBe("malformed-reply");
    }
    for (const wild of [-1, 0.5, Number.NaN, 2 ** 53, -1n, 1n << 64n, "1", undefined]) {
      expect(errorOf(() => formatThreadId({ process: 0, thread: wild as number })).code).toBe("invalid-argument");
      expect(errorOf(() => formatThreadId({ process: wild as number, thread: 1 })).code).toBe("invalid-argument");
    }
    expect(errorOf(() => formatThreadId(undefined as never)).code).toBe("invalid-argument");
  });
});

describe("a stub without threads", () => {
  // It has no other packets: what no rule matches is answered by an empty packet.
  const minimal: Record<string, ReturnType<typeof reply>> = {
    "qSupported*": reply(""),
    "?": reply("S05"),
    "vCont?": reply(""),
    "H*": reply(""),
    g: reply("00".repeat(168)),
    "m*": reply("01020304"),
    s: reply("S05"),
    c: reply("S02"),
  };

  it("has one, which steps and has registers", async () => {
    const target = await play(minimal, { description: ARM_WITHOUT_DESCRIPTION });
    expect(target.threads()).toEqual([NAMELESS_THREAD]);
    expect(target.currentThread()).toEqual(NAMELESS_THREAD);
    expect(target.step()).toMatchObject({ kind: "stopped", signalName: "SIGTRAP" });
    expect(target.step(NAMELESS_THREAD)).toMatchObject({ kind: "stopped" });
    expect(target.readRegister("pc", NAMELESS_THREAD)).toBe(0);
    expect(await target.continue()).toMatchObject({ kind: "stopped", signalName: "SIGINT" });
    expect([target.isThreadAlive(NAMELESS_THREAD), target.threadInfo(NAMELESS_THREAD)]).toEqual([true, ""]);
    expect(await scripted.stub.received()).not.toMatch(/\$H[cg]0/);
  });

  it("may refuse to select, list nothing, or call its thread 0", async () => {
    const refusing = await play({ ...minimal, "H*": reply("E01"), qfThreadInfo: reply("l"), qC: reply("QC0") });
    expect(refusing.threads()).toEqual([NAMELESS_THREAD]);
    refusing.step();
    refusing.resume();
    expect(refusing.waitForStopSync(5000)).toMatchObject({ kind: "stopped" });
    expect(errorOf(() => refusing.step(thread(7))).code).toBe("target-error");
    const document = '<threads><thread id="7"/></threads>';
    const other = await play({
      ...minimal,
      "qSupported*": reply("qXfer:threads:read+"),
      "qXfer:threads:read*": reply(`l${document}`),
    });
    expect(other.threads()).toEqual([thread(7)]);
  });
});

describe.runIf(process.arch === "x64")("gdbserver with its thread packets taken away", () => {
  let server: ChildProcess;
  afterEach(async () => {
    scripted.remote?.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
  });

  it("has one thread, which steps and continues", async () => {
    const disabled = "--disable-packet=vCont,Tthread,qC,qfThreadInfo";
    server = spawn("gdbserver", [disabled, "--once", "127.0.0.1:0", "/bin/sleep", "0"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const port = await new Promise<string>((resolve, reject) => {
      let text = "";
      server.stderr!.on("data", (piece) => {
        text += piece;
        const match = /Listening on port (\d+)/.exec(text);
        if (match !== null) resolve(match[1]!);
      });
      server.on("error", reject);
    });
    const target = connect(`127.0.0.1:${port}`);
    scripted.remote = target;
    expect(target.lastStop).not.toHaveProperty("thread");
    const before = target.readRegisterBigInt("rip");
    expect(target.step()).toMatchObject({ kind: "stopped", signalName: "SIGTRAP" });
    expect(target.readRegisterBigInt("rip")).not.toBe(before);
    expect(target.readRegisterBigInt("rip", target.currentThread())).toBe(target.readRegisterBigInt("rip"));
    expect(await target.continue()).toMatchObject({ kind: "exited", status: 0 });
  });
});
