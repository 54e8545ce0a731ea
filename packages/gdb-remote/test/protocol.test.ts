// What a stub may do within the protocol, which the real ones at hand do not all do.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ARM_WITHOUT_DESCRIPTION,
  type ByteStream,
  type ConnectOptions,
  connect,
  GdbRemote,
  GdbRemoteError,
  type StopReply,
  type StreamEvent,
  signalNumber,
} from "../src/index.js";
import { errorOf } from "./support/codes.js";
import { bytesOf, escapeBinary, frame, textOf } from "./support/reference.js";
import { type Script, ScriptedStub } from "./support/scripted-stub.js";

let stub: ScriptedStub;
let remote: GdbRemote | undefined;
beforeAll(async () => {
  stub = await ScriptedStub.start();
});
afterAll(() => stub.stop());

async function play(rules: NonNullable<Script["rules"]>, options: ConnectOptions = {}): Promise<GdbRemote> {
  remote?.close();
  await stub.play({ rules });
  remote = connect(stub.path, options);
  return remote;
}

const reply = (packet: string) => [[{ packet }]];
const OK = reply("OK");

describe("writing memory", () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index);

  it("probes for binary packets once, escapes, and keeps to the packet size", async () => {
    const target = await play({ "X*": OK, "qSupported*": reply("PacketSize=100") });
    target.writeMemory(0x1000, bytes);
    const packets = [...(await stub.received()).matchAll(/\$(X[^#]*)#../gs)].map(([, body]) => body!);
    expect(packets[0]).toBe("X1000,0:");
    let address = 0x1000;
    let written = "";
    for (const packet of packets.slice(1)) {
      expect(packet.length).toBeLessThanOrEqual(0x100 - 4);
      const [, at, size, body] = /^X([0-9a-f]+),([0-9a-f]+):(.*)$/s.exec(packet)!;
      const data = body!.replace(/}(.)/gs, (_, one: string) => String.fromCharCode(one.charCodeAt(0) ^ 0x20));
      expect(Number.parseInt(at!, 16)).toBe(address);
      expect(data).toHaveLength(Number.parseInt(size!, 16));
      address += data.length;
      written += data;
    }
    expect(written).toBe(textOf(bytes));
  });

  it("takes hexadecimal packets where an empty reply says that there are no binary ones", async () => {
    const target = await play({ "M*": OK, "qSupported*": reply("PacketSize=100") });
    target.writeMemory(0x1000, bytes);
    const text = await stub.received();
    expect(text.split("$X")).toHaveLength(2);
    const packets = [...text.matchAll(/\$(M[^#]*)#../g)].map(([, body]) => body!);
    for (const packet of packets) expect(packet.length).toBeLessThanOrEqual(0x100 - 4);
    expect(packets.map((packet) => packet.split(":")[1]).join("")).toBe(Buffer.from(bytes).toString("hex"));
  });
});

describe("reading memory", () => {
  it("goes on where a reply is shorter than asked for", async () => {
    const target = await play({ "m1000,8": reply("0011223344"), "m1005,3": reply("556677") });
    expect([...target.readMemory(0x1000, 8)]).toEqual([0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77]);
  });

  it("refuses what is no range before it asks", async () => {
    const target = await play({});
    for (const [address, size] of [
      [-1, 4],
      [0.5, 4],
      [0, -1],
      [0, Number.NaN],
      [2 ** 53, 1],
      [Number.MAX_SAFE_INTEGER, 1],
    ] as const) {
      expect(errorOf(() => target.readMemory(address, size)).code).toBe("invalid-argument");
    }
    expect(target.readMemory(0xffffffff, 0)).toHaveLength(0);
  });
});

describe("registers", () => {
  it("of a stub that describes none need a description from outside, and p and P may be missing", async () => {
    const g = Array.from({ length: 42 }, (_, index) => (0x100 + index).toString(16).padStart(8, "0")).join("");
    const rules = { g: reply(g), "G*": OK };
    const bare = await play(rules);
    expect(errorOf(() => bare.readRegister("pc"))).toMatchObject({ code: "unknown-register" });
    expect(errorOf(() => bare.readRegisters())).toMatchObject({ code: "unknown-register" });

    const target = await play(rules, { description: ARM_WITHOUT_DESCRIPTION, endianness: "big" });
    expect(target.readRegister("pc")).toBe(0x10f);
    expect(target.readRegister("cpsr")).toBe(0x129);
    expect(target.readRegisterBigInt("f0")).toBe(0x000001100000011100000112n);
    expect(errorOf(() => target.readRegister("f0")).code).toBe("invalid-argument");
    expect(errorOf(() => target.readRegister("x0"))).toMatchObject({ code: "unknown-register" });
    target.writeRegister("pc", 0x8000_0000);
    expect(await stub.received()).toContain(`$G${g.slice(0, 120)}80000000${g.slice(128)}#`);
    const values = target.readRegisters();
    for (const value of [-1, 2 ** 32, 0.5, Number.NaN, 1n << 32n]) {
      expect(errorOf(() => values.set("r0", value)).code).toBe("invalid-argument");
    }
  });

  it("may be missing from a packet of all, or not to be had", async () => {
    const options = { description: ARM_WITHOUT_DESCRIPTION };
    const target = await play(
      { g: reply(`${"00".repeat(8)}xxxxxxxx${"01".repeat(52)}`), p2: reply("xxxxxxxx"), p10: reply("0102"), "G*": OK },
      options,
    );
    const values = target.readRegisters();
    expect(values.names).toEqual(
      [..."013456789"].map((one) => `r${one}`).concat(["r10", "r11", "r12", "sp", "lr", "pc"]),
    );
    expect(values.get("r3")).toBe(0x01010101);
    expect([values.has("r2"), values.has("cpsr"), values.isComplete]).toEqual([false, false, false]);
    expect(errorOf(() => values.get("r2")).code).toBe("unavailable");
    expect(errorOf(() => values.get("cpsr")).code).toBe("unavailable");
    target.writeRegisters(values);
    expect(await stub.received()).toContain(`$G${"00".repeat(12)}${"01".repeat(52)}#`);
    const block = new Uint8Array(64);
    const places: number[] = [];
    expect(target.readRegisterBlock(block, undefined, (at) => places.push(at))).toBe(64);
    expect(places).toEqual([8, 9, 10, 11]);
    expect([...block]).toEqual([...values.toBytes()]);
    expect(errorOf(() => target.readRegisterBlock(block)).code).toBe("unexpected-reply");
    expect(errorOf(() => target.readRegister("r2")).code).toBe("unavailable");
    expect(errorOf(() => target.readRegisterBytes("f0")).code).toBe("unexpected-reply");
  });

  it("come in whole numbers", async () => {
    for (const text of ["00".repeat(7), "00".repeat(200), "0", ""]) {
      const target = await play({ g: reply(text) }, { description: ARM_WITHOUT_DESCRIPTION });
      expect(["unexpected-reply", "malformed-reply", "unsupported"]).toContain(
        errorOf(() => target.readRegisters()).code,
      );
    }
  });
});

describe("threads", () => {
  it("are listed over several packets, and selected when their registers are asked for", async () => {
    const target = await play(
      {
        qfThreadInfo: reply("mp1.1,p1.2"),
        qsThreadInfo: [[{ packet: "mp1.ff" }], [{ packet: "l" }]],
        "p*": reply("78563412"),
        "Tp1.1": OK,
        "Tp1.2": reply("E01"),
        "qThreadExtraInfo,p1.2": reply("536c656570696e67"),
      },
      { description: ARM_WITHOUT_DESCRIPTION },
    );
    const threads = target.threads();
    expect(threads).toEqual([1, 2, 0xff].map((thread) => ({ process: 1, thread })));
    expect(target.currentThread()).toEqual(threads[0]);
    expect(target.readRegister("r0")).toBe(0x12345678);
    expect(target.readRegister("r0", threads[2])).toBe(0x12345678);
    expect(target.readRegister("r1", threads[2])).toBe(0x12345678);
    expect(target.readRegister("r1")).toBe(0x12345678);
    expect([...(await stub.received()).matchAll(/\$(Hg[^#]*|p[0-9a-f]+)#/g)].map(([, body]) => body)).toEqual([
      "p0",
      "Hgp1.ff",
      "p0",
      "p1",
      "Hgp1.1",
      "p1",
    ]);
    expect(threads.slice(0, 2).map((thread) => target.isThreadAlive(thread))).toEqual([true, false]);
    expect(target.threadInfo(threads[1]!)).toBe("Sleeping");
  });
});

describe("resuming", () => {
  const stop = reply("T05thread:p1.2;");

  it("names actions for each thread, with signals", async () => {
    const target = await play({ "vCont;*": stop });
    const thread = (number: number) => ({ process: 1, thread: number });
    target.resume([
      { kind: "step", thread: thread(2) },
      { kind: "continue", thread: thread(0x1f), signal: signalNumber("SIGUSR1") },
      { kind: "step", signal: 5, thread: thread(3) },
      { kind: "continue" },
    ]);
    expect(target.waitForStopSync(5000)).toMatchObject({ thread: thread(2) });
    expect(await stub.received()).toContain("$vCont;s:p1.2;C1e:p1.1f;S05:p1.3;c#");
    expect(errorOf(() => target.resume([])).code).toBe("invalid-argument");
    expect(errorOf(() => target.resume([{ kind: "step", signal: 256 }])).code).toBe("invalid-argument");
    expect(errorOf(() => target.waitForStopSync(1)).code).toBe("not-running");
  });

  it("falls back to the older packets", async () => {
    const target = await play({ "vCont?": reply(""), "Hc*": OK, s: stop, c: stop, C05: reply("W07") });
    target.step({ process: 1, thread: 2 });
    await target.continue();
    expect(await stub.received()).toMatch(/\$Hcp1\.2#..\+?\$s#.*\$Hc-1#..\+?\$c#/s);
    expect(errorOf(() => target.resume([{ kind: "step" }, { kind: "continue" }])).code).toBe("unsupported");
    target.resume([{ kind: "continue", signal: 5 }]);
    expect(await target.waitForStop()).toEqual({ kind: "exited", status: 7, process: 0 });
    expect(target.state).toBe("exited");
    expect(errorOf(() => target.readMemory(0, 4)).code).toBe("exited");
    expect(errorOf(() => target.resume()).code).toBe("exited");
  });

  it("passes on output, refuses requests for files, and waits on", async () => {
    const output: string[] = [];
    const rules = {
      "vCont;c": [[{ packet: "O68656c6c6f20" }, { packet: "O776f726c64" }, { packet: "Fopen,1000/5,0,0" }]],
      "F-1,270f": [[{ packet: "X09;process:1" }, { hangUp: true }]],
    };
    const target = await play(rules, { onOutput: (text) => output.push(textOf(text)) });
    expect(await target.continue()).toEqual({ kind: "terminated", signal: 9, signalName: "SIGKILL", process: 1 });
    expect(output.join("")).toBe("hello world");
  });

  it("lets the listener read, write and resume at once", async () => {
    const target = await play(
      { "vCont;*": stop, "m*": reply("01020304"), "P*": OK },
      { description: ARM_WITHOUT_DESCRIPTION },
    );
    const outcome = await new Promise<StopReply | GdbRemoteError>((resolve) => {
      let left = 200;
      const listener = (one: StopReply | GdbRemoteError): void => {
        if (one instanceof GdbRemoteError || --left === 0) {
          resolve(one);
          return;
        }
        target.readMemory(0x1000, 4);
        target.writeRegister("pc", left);
        target.resume();
        target.whenStopped(listener);
      };
      target.resume();
      target.whenStopped(listener);
      expect(errorOf(() => target.whenStopped(listener)).code).toBe("invalid-argument");
      expect(errorOf(() => target.waitForStopSync(1)).code).toBe("invalid-argument");
    });
    expect(outcome).toMatchObject({ kind: "stopped" });
    expect([...(await stub.received()).matchAll(/\$vCont;c#/g)]).toHaveLength(200);
  });

  it("tells an interrupt from a signal that came first", async () => {
    const rules = {
      "vCont;c": [[], [{ packet: "T02thread:p1.1;" }], [{ packet: "T02thread:p1.1;" }]],
      "\x03": reply("T0bthread:p1.1;"),
    };
    const target = await play(rules);
    const kinds: unknown[] = [];
    target.resume();
    target.interrupt();
    for (let index = 0; index < 3; index++) {
      const outcome = await target.waitForStop();
      kinds.push(outcome.kind === "stopped" && [outcome.signalName, outcome.reason.kind]);
      if (index < 2) target.resume();
    }
    expect(kinds).toEqual([
      ["SIGSEGV", "signal"],
      ["SIGINT", "interrupt"],
      ["SIGINT", "signal"],
    ]);
  });

  it("does not wait for the event loop to be free: timers run while the target does", async () => {
    const target = await play({ "vCont;c": [[{ wait: 300 }, { packet: "T05" }]] });
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await target.continue();
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });
});

describe("breakpoints and ends", () => {
  it("have the protocol's types", async () => {
    const target = await play({ "Z*": OK, "z*": OK });
    for (const kind of ["software", "hardware", "write", "read", "access"] as const) {
      target.insertBreakpoint(kind, 0x8000, 4);
      target.removeBreakpoint(kind, 0x8000, 4);
    }
    const packets = [...(await stub.received()).matchAll(/\$([Zz][^#]*)#/g)].map(([, body]) => body);
    expect(packets).toEqual([0, 1, 2, 3, 4].flatMap((type) => [`Z${type},8000,4`, `z${type},8000,4`]));
    const other = await play({ "Z0,8000,4": reply("E22") });
    expect(errorOf(() => other.insertBreakpoint("software", 0x8000, 4))).toMatchObject({
      code: "target-error",
      targetError: "22",
    });
    expect(errorOf(() => other.insertBreakpoint("hardware", 0x8000, 4)).code).toBe("unsupported");
  });

  it("can be a detach or a kill", async () => {
    const target = await play({ "D;1": OK });
    target.detach();
    expect([target.state, await stub.received()]).toEqual(["closed", expect.stringContaining("$D;1#")]);
    const old = await play({});
    old.kill();
    expect(await stub.received()).toMatch(/\$vKill;1#.*\$k#/s);
    const other = await play({ "vKill;1": OK });
    other.kill();
    expect(await stub.received()).not.toContain("$k#");
  });
});

describe("files", () => {
  it("are read in binary, with errors by name", async () => {
    const content = "#$}*binary\0\xff";
    const target = await play({
      "vFile:open:2f66,0,180": reply("F5"),
      "vFile:pread:5,400,0": reply(`Fc;${escapeBinary(content)}`),
      "vFile:pread:5,400,c": reply("F0;"),
      "vFile:close:5": reply("F0"),
      "vFile:open:2f67*": reply("F-1,2"),
      "vFile:open:2f68*": reply("F-1,270f"),
      "vFile:unlink:2f66": reply("F0"),
      "vFile:readlink:2f66": reply("F2;/g"),
      "vFile:setfs:1": reply("F0"),
    });
    expect(textOf(target.files.readFile("/f"))).toBe(content);
    expect(errorOf(() => target.files.open("/g"))).toMatchObject({ code: "target-error", targetError: "ENOENT" });
    expect(errorOf(() => target.files.open("/h"))).toMatchObject({ targetError: "error 9999" });
    expect(target.files.readLink("/f")).toBe("/g");
    target.files.remove("/f");
    target.files.useFileSystemOf(1);
    expect(errorOf(() => target.files.remove("/other")).code).toBe("unsupported");
  });

  it("are refused where counts do not fit", async () => {
    for (const answer of ["F3;ab", "F1", "Fzz", "F-2", "F401;", "OK", "F2;a}"]) {
      const target = await play({ "vFile:pread*": reply(answer), "vFile:pwrite*": reply("F0") });
      expect(errorOf(() => target.files.read(1, 0, 0x400)).code).toBe("unexpected-reply");
      expect(errorOf(() => target.files.write(1, 0, Uint8Array.of(1))).code).toBe("unexpected-reply");
    }
  });
});

/** A stub in this process: each packet gets the next of `replies`, raw. */
class CannedStream implements ByteStream {
  readonly #replies: string[];

  constructor(replies: string[]) {
    this.#replies = replies;
  }

  read(): StreamEvent {
    const bytes = this.#replies.shift();
    return bytes === undefined ? { kind: "end" } : { kind: "bytes", bytes: bytesOf(bytes) };
  }

  write(): { kind: "written" } {
    return { kind: "written" };
  }

  listen(listener: (event: StreamEvent) => void): void {
    setImmediate(() => listener(this.read()));
  }

  pause(): void {}

  close(): void {}
}

describe("any bytes whatever", () => {
  const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 0x7fffffff);
  console.log(`protocol: ARMSTALKER_SEED=${seed}`);
  const noise = fc.string({
    unit: fc.constantFrom(..."0123456789abcdefEmlTSWXFOK;:,=p.x*}#$+-%".split("")),
    maxLength: 40,
  });
  const bytes = fc.oneof(
    noise,
    noise.map(frame),
    fc.constantFrom("T05thread:p1.1;", "OK", "", "l", "E01", "F0;").map(frame),
  );

  it("lead to a result or a GdbRemoteError, never to anything else, and never to a hang", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 30 }), fc.boolean(), async (replies, isGood) => {
        const start = isGood ? ["PacketSize=400;qXfer:auxv:read+", "T05thread:p1.1;", "vCont;c;C;s;S"].map(frame) : [];
        const calls: ((target: GdbRemote) => unknown)[] = [
          (target) => target.threads(),
          (target) => target.readMemory(0x1000, 100),
          (target) => target.writeMemory(0x1000, Uint8Array.of(1, 2, 3)),
          (target) => target.readRegisters(),
          (target) => target.readAuxiliaryVector(),
          (target) => target.files.readFile("/f"),
          (target) => target.continue(),
          (target) => target.step(),
        ];
        try {
          const target = new GdbRemote(new CannedStream([...start, ...replies]), {
            description: ARM_WITHOUT_DESCRIPTION,
          });
          for (const call of calls) {
            try {
              await call(target);
            } catch (error) {
              if (!(error instanceof GdbRemoteError)) throw error;
            }
          }
        } catch (error) {
          if (!(error instanceof GdbRemoteError)) throw error;
        }
      }),
      { seed, numRuns: 1500 },
    );
  });
});
