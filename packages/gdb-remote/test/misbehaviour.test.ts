// What a stub can do wrong, each played by a process that really does it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConnectOptions, connect, type GdbRemote, type GdbRemoteErrorCode } from "../src/index.js";
import { errorOf, rejectionOf } from "./support/codes.js";
import { frame } from "./support/reference.js";
import { type Script, ScriptedStub, type Step } from "./support/scripted-stub.js";

let stub: ScriptedStub;
let remote: GdbRemote | undefined;
beforeAll(async () => {
  stub = await ScriptedStub.start();
});
afterAll(() => stub.stop());

const READ = "m1000,4";
/** Long enough for a machine under load to answer in; short enough to wait for a stub that does not. */
const SHORT = 1500;

async function play(
  rules: NonNullable<Script["rules"]>,
  options: ConnectOptions = {},
  more: Script = {},
): Promise<GdbRemote> {
  remote?.close();
  await stub.play({ ...more, rules });
  remote = connect(stub.path, options);
  return remote;
}

const NO_ACK = {
  "qSupported*": [[{ packet: "PacketSize=400;QStartNoAckMode+" }]],
  QStartNoAckMode: [[{ packet: "OK" }]],
};

/** Steps in place of the reply to a read of memory, and the code that they lead to; and whether the connection can be used afterwards. */
const faults: [
  what: string,
  steps: Step[],
  code: GdbRemoteErrorCode,
  after: "usable" | "closed",
  options?: ConnectOptions,
][] = [
  ["digits that are none", [{ packet: "12zz5678" }], "malformed-reply", "usable"],
  ["an odd count of digits", [{ packet: "1234567" }], "malformed-reply", "usable"],
  ["more bytes than were asked for", [{ packet: "0123456789" }], "unexpected-reply", "usable"],
  ["an empty reply", [{ packet: "" }], "unexpected-reply", "usable"],
  ["an error", [{ packet: "E0e" }], "memory-fault", "usable"],
  ["an error in words", [{ packet: "E.no such page" }], "memory-fault", "usable"],
  ["a stop where a reply is due", [{ packet: "T05thread:p1.2;" }, { packet: "00000000" }], "unexpected-stop", "closed"],
  ["an end where a reply is due", [{ packet: "W00" }], "unexpected-stop", "closed"],
  ["silence", [], "timeout", "closed", { timeout: SHORT }],
  ["half a packet, then silence", [{ raw: "$0011" }], "truncated-packet", "closed", { timeout: SHORT }],
  [
    "a packet without its checksum, then silence",
    [{ raw: "$00112233#" }],
    "truncated-packet",
    "closed",
    { timeout: SHORT },
  ],
  ["a hang-up", [{ hangUp: true }], "hang-up", "closed"],
  ["a hang-up in the middle of a packet", [{ raw: "$0011" }, { hangUp: true }], "hang-up", "closed"],
  ["garbage", [{ raw: "Segmentation fault\n" }], "garbage", "closed"],
  ["a packet without end", [{ flood: 3 << 20 }], "oversized-packet", "closed"],
  ["a packet over the limit", [{ flood: 5000 }], "oversized-packet", "closed", { maximumPacketSize: 4096 }],
  [
    "runs that expand beyond the limit",
    [{ raw: frame("0*~".repeat(1000)) }],
    "oversized-packet",
    "closed",
    { maximumPacketSize: 8192 },
  ],
  ["a run of nothing", [{ raw: frame("*!") }], "malformed-reply", "closed"],
  ["a run without its count", [{ raw: frame("0*") }], "malformed-reply", "closed"],
];

describe("a stub's wrong reply", () => {
  for (const [what, steps, code, after, options] of faults) {
    it(`is an error of code ${code}: ${what}`, async () => {
      const target = await play({ [READ]: [steps], "m2000,4": [[{ packet: "78563412" }]] }, options);
      const error = errorOf(() => target.readMemory(0x1000, 4));
      expect(error.code).toBe(code);
      expect(error.packet).toBe(READ);
      expect(error.hint).not.toBe("");
      if (after === "usable") {
        expect(target.readMemory(0x2000, 4)).toEqual(new Uint8Array([0x78, 0x56, 0x34, 0x12]));
      } else {
        const next = errorOf(() => target.readMemory(0x2000, 4));
        expect(next.code).toBe("closed");
        expect(next.cause).toBe(error);
        expect(target.state).toBe("closed");
      }
    });
  }

  it("carries the address and the stub's own number where memory cannot be read", async () => {
    const target = await play({
      "m1000,200": [[{ packet: "00".repeat(0x200) }]],
      "m1200,100": [[{ packet: "00".repeat(8) }]],
      "m1208,f8": [[{ packet: "E14" }]],
    });
    const error = errorOf(() => target.readMemory(0x1000, 0x300));
    expect(error).toMatchObject({ code: "memory-fault", address: 0x1208, targetError: "14" });
  });
});

describe("checksums", () => {
  const wrong: Step[] = [{ raw: "$00112233#00" }];

  it("are refused twice, then the connection is given up", async () => {
    const target = await play({ [READ]: [wrong], "-": [wrong] });
    expect(errorOf(() => target.readMemory(0x1000, 4)).code).toBe("bad-checksum");
    const afterwards = (await stub.received()).split(frame(READ))[1];
    expect(afterwards).toBe("--");
  });

  it("may be right the second time", async () => {
    const target = await play({ [READ]: [wrong], "-": [[{ packet: "00112233" }]] });
    expect([...target.readMemory(0x1000, 4)]).toEqual([0, 0x11, 0x22, 0x33]);
  });

  it("cannot be right a second time where packets are not acknowledged", async () => {
    const target = await play({ ...NO_ACK, [READ]: [wrong] });
    expect(errorOf(() => target.readMemory(0x1000, 4)).code).toBe("bad-checksum");
  });

  it("of ours that the stub refuses are sent again, three times at most", async () => {
    const lenient = await play({ [READ]: [[{ raw: "-" }], [{ packet: "00112233" }]] }, {}, { acknowledges: false });
    expect(lenient.readMemory(0x1000, 4)).toHaveLength(4);
    const strict = await play({ [READ]: [[{ raw: "-" }]] }, {}, { acknowledges: false });
    expect(errorOf(() => strict.readMemory(0x1000, 4)).code).toBe("bad-checksum");
    expect((await stub.received()).split(frame(READ))).toHaveLength(4);
  });
});

describe("a packet that begins within another", () => {
  const steps: Step[] = [{ raw: "$001" }, { packet: "00112233" }];

  it("is the second attempt, where packets are acknowledged", async () => {
    const target = await play({ [READ]: [steps] });
    expect(target.readMemory(0x1000, 4)).toHaveLength(4);
  });

  it("is an error, where they are not", async () => {
    const target = await play({ ...NO_ACK, [READ]: [steps] });
    expect(errorOf(() => target.readMemory(0x1000, 4)).code).toBe("truncated-packet");
  });
});

describe("noise", () => {
  it("is passed over where that was asked for, up to a limit", async () => {
    const rules = { [READ]: [[{ raw: "\x00\xffnoise" }, { packet: "00112233" }, { raw: "noise" }]] };
    const target = await play(rules, { garbage: "skip" });
    expect(target.readMemory(0x1000, 4)).toHaveLength(4);
    expect(target.readMemory(0x1000, 4)).toHaveLength(4);
    const endless = await play({ [READ]: [[{ raw: "noise".repeat(20_000) }]] }, { garbage: "skip" });
    expect(errorOf(() => endless.readMemory(0x1000, 4)).code).toBe("garbage");
  });

  it("is not what a notification is", async () => {
    const notification = frame("Stop:T05").replace("$", "%");
    const target = await play({ [READ]: [[{ raw: notification }, { packet: "00112233" }]] });
    expect(target.readMemory(0x1000, 4)).toHaveLength(4);
  });
});

describe("a stub that is wrong from the start", () => {
  const starts: [string, NonNullable<Script["rules"]>, GdbRemoteErrorCode, ConnectOptions?, boolean?][] = [
    ["says nothing at all", { "qSupported*": [[]] }, "timeout", { timeout: SHORT }, false],
    ["hangs up at once", { connect: [[{ hangUp: true }]] }, "hang-up"],
    ["is another kind of server", { connect: [[{ raw: "HTTP/1.1 400 Bad Request\r\n\r\n" }]] }, "garbage"],
    ["takes packets of no size", { "qSupported*": [[{ packet: "PacketSize=0" }]] }, "malformed-reply"],
    [
      "takes packets of a size that is no number",
      { "qSupported*": [[{ packet: "PacketSize=lots" }]] },
      "malformed-reply",
    ],
    ["has no program", { "?": [[{ packet: "W00" }]] }, "exited"],
    ["reports no stop", { "?": [[{ packet: "OK" }]] }, "unexpected-reply"],
    [
      "describes its registers in no XML",
      { "qSupported*": [[{ packet: "qXfer:features:read+" }]], "qXfer*": [[{ packet: "l<target>" }]] },
      "malformed-reply",
    ],
    [
      "describes its registers without end",
      { "qSupported*": [[{ packet: "qXfer:features:read+" }]], "qXfer*": [[{ packet: "m" }]] },
      "unexpected-reply",
    ],
    [
      "refuses to describe its registers",
      { "qSupported*": [[{ packet: "qXfer:features:read+" }]], "qXfer*": [[{ packet: "E00" }]] },
      "target-error",
    ],
    [
      "sends half an escape",
      { "qSupported*": [[{ packet: "qXfer:features:read+" }]], "qXfer*": [[{ packet: "l<target/>}" }]] },
      "unexpected-reply",
    ],
  ];
  for (const [what, rules, code, options, acknowledges] of starts) {
    it(`is refused with ${code}: it ${what}`, async () => {
      await stub.play({ rules, ...(acknowledges === undefined ? {} : { acknowledges }) });
      expect(errorOf(() => connect(stub.path, options)).code).toBe(code);
    });
  }

  it("is not there", () => {
    expect(errorOf(() => connect("/nowhere/socket")).code).toBe("connect-failed");
    expect(errorOf(() => connect("127.0.0.1:1")).code).toBe("connect-failed");
    expect(errorOf(() => connect(stub.path, { timeout: 0 })).code).toBe("invalid-argument");
    expect(errorOf(() => connect(stub.path, { maximumPacketSize: 10 })).code).toBe("invalid-argument");
  });
});

describe("a stub that does not read", () => {
  it("is given up, too", async () => {
    const target = await play({ [READ]: [[{ packet: "00112233" }, { deaf: true }]] }, { timeout: SHORT });
    target.readMemory(0x1000, 4);
    expect(errorOf(() => target.request("q".repeat(8 << 20))).code).toBe("timeout");
  });
});

describe("while the target runs, a stub's wrong report", () => {
  const running: [string, Step[], GdbRemoteErrorCode, "stopped" | "closed"][] = [
    ["a hang-up", [{ hangUp: true }], "hang-up", "closed"],
    ["a hang-up in the middle of a packet", [{ raw: "$T05thr" }, { wait: 20 }, { hangUp: true }], "hang-up", "closed"],
    ["garbage", [{ wait: 20 }, { raw: "panic!" }], "garbage", "closed"],
    ["something that is no report", [{ packet: "OK" }], "unexpected-reply", "closed"],
    ["a report that cannot be read", [{ wait: 20 }, { packet: "T05thread:p;" }], "malformed-reply", "closed"],
    ["output in digits that are none", [{ packet: "Oxyz" }], "malformed-reply", "closed"],
    ["a packet without end", [{ wait: 20 }, { flood: 3 << 20 }], "oversized-packet", "closed"],
    ["an error", [{ packet: "E01" }], "target-error", "stopped"],
    ["that it does not know how", [{ packet: "" }], "unsupported", "stopped"],
  ];
  for (const [what, steps, code, state] of running) {
    it(`is an error of code ${code}: ${what}`, async () => {
      const target = await play({ "vCont;c": [steps] });
      target.resume();
      const error = await rejectionOf(target.waitForStop());
      expect(error.code).toBe(code);
      expect(target.state).toBe(state);
    });

    it(`is the same error to one who blocks: ${what}`, async () => {
      const target = await play({ "vCont;c": [steps] });
      target.resume();
      expect(errorOf(() => target.waitForStopSync(5000)).code).toBe(code);
    });
  }

  it("is missing: the resume was not acknowledged", async () => {
    const target = await play({ "vCont;c": [[]] }, { timeout: SHORT }, { acknowledges: false });
    expect(errorOf(() => target.resume()).code).toBe("timeout");
    expect(target.state).toBe("closed");
  });

  it("is missing: the target runs on, and can be waited for again", async () => {
    const target = await play({ "vCont;c": [[]], "\x03": [[{ packet: "T02thread:p1.1;" }]] });
    target.resume();
    expect((await rejectionOf(target.waitForStop({ timeout: 50 }))).code).toBe("timeout");
    expect(target.waitForStopSync(10)).toBeUndefined();
    expect(target.state).toBe("running");
    expect(errorOf(() => target.readMemory(0x1000, 4)).code).toBe("running");
    expect(errorOf(() => target.resume()).code).toBe("running");
    expect(target.interrupt()).toBe(true);
    expect(target.interrupt()).toBe(true);
    expect(await target.waitForStop()).toMatchObject({
      kind: "stopped",
      signalName: "SIGINT",
      reason: { kind: "interrupt" },
    });
    expect((await stub.received()).split("\x03")).toHaveLength(2);
  });

  it("ends with a wait that is closed from our side", async () => {
    const target = await play({ "vCont;c": [[]] });
    target.resume();
    const wait = target.waitForStop();
    target.close();
    expect((await rejectionOf(wait)).code).toBe("closed");
    expect(target.interrupt()).toBe(false);
    expect(errorOf(() => target.resume()).code).toBe("closed");
  });
});
