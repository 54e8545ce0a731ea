// Wild arguments of everything that is public: each is refused with a typed, short error, before anything is sent.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  ARM_WITHOUT_DESCRIPTION,
  connect,
  describeRegisters,
  type GdbRemote,
  GdbRemoteError,
  PacketReader,
  signalNumber,
} from "../src/index.js";
import { parseLibraries } from "../src/libraries.js";
import { readTargetDescription } from "../src/target-description.js";
import { errorOf } from "./support/codes.js";
import { ScriptedStub } from "./support/scripted-stub.js";

let stub: ScriptedStub;
let target: GdbRemote;
beforeAll(async () => {
  stub = await ScriptedStub.start();
});
beforeEach(async () => {
  await stub.play({ rules: { g: [[{ packet: "00".repeat(168) }]], "m*": [[{ packet: "01" }]] } });
  target = connect(stub.path, { description: ARM_WITHOUT_DESCRIPTION });
});
afterEach(() => target.close());
afterAll(() => stub.stop());

const LONGEST_MESSAGE = 3200;
const hostile = new Proxy(
  {},
  {
    get: () => {
      throw new Error("trap");
    },
  },
);
const huge = "x".repeat(150_000);
const wild: readonly unknown[] = [
  -1,
  0.5,
  Number.NaN,
  Infinity,
  2 ** 53,
  1n,
  "1",
  huge,
  null,
  {},
  Object.create(null),
  Symbol("s"),
  hostile,
];
/** Half a millisecond is a time. */
const noTimes = wild.filter((one) => one !== 0.5);
/** A thread whose own getters throw keeps its error. */
const noThreads = wild.filter((one) => one !== hostile);
const withoutText = wild.filter((one) => typeof one !== "string");

/** A method, called with a value of any type. */
type Call = (value: never) => unknown;

const calls: Record<string, [call: Call, values?: readonly unknown[]]> = {
  "readMemory's address": [(value) => target.readMemory(value, 4)],
  "readMemory's size": [(value) => target.readMemory(0x1000, value), [...wild, 2 ** 40, 2 ** 32]],
  "writeMemory's address": [(value) => target.writeMemory(value, Uint8Array.of(1))],
  "writeMemory's bytes": [(value) => target.writeMemory(0x1000, value), [...wild, [1, 2], new ArrayBuffer(2)]],
  "insertBreakpoint's kind": [(value) => target.insertBreakpoint(value, 0x1000, 4)],
  "insertBreakpoint's address": [(value) => target.insertBreakpoint("software", value, 4)],
  "removeBreakpoint's size": [(value) => target.removeBreakpoint("software", 0x1000, value)],
  "readRegister's thread": [
    (value) => target.readRegister("r0", { process: 1, thread: value }),
    [-1, 0.5, "1", null, {}, -1n],
  ],
  "a thread": [(value) => target.isThreadAlive(value), noThreads],
  "writeRegister's value": [(value) => target.writeRegister("r0", value), wild.filter((one) => one !== 1n)],
  "readRegisterBlock's into": [(value) => target.readRegisterBlock(value)],
  "writeRegisterBlock's bytes": [(value) => target.writeRegisterBlock(value), [...wild, new Uint8Array(1 << 20)]],
  "writeRegisters' values": [(value) => target.writeRegisters(value), [null, {}, 1, "g"]],
  "request's packet": [(value) => target.request(value), [...withoutText, "", "€"]],
  "request's timeout": [(value) => target.request("qC", value), noTimes],
  "monitor's command": [(value) => target.monitor(value), [...withoutText, huge]],
  "monitor's timeout": [(value) => target.monitor("help", { timeout: value }), noTimes.filter((one) => one !== null)],
  "readObject's object": [(value) => target.readObject(value), [...withoutText, huge, ""]],
  "readExecutablePath's process": [(value) => target.readExecutablePath(value)],
  "detach's process": [(value) => target.detach(value)],
  "resume's actions": [(value) => target.resume(value)],
  "an action's kind": [(value) => target.resume([{ kind: value }])],
  "an action's signal": [(value) => target.resume([{ kind: "step", signal: value }]), [...wild, 256]],
  "an action's thread": [(value) => target.resume([{ kind: "step", thread: value }]), noThreads],
  "step's timeout": [(value) => target.step(undefined, value), noTimes],
  "files.open's path": [(value) => target.files.open(value), [...withoutText, huge, "a\0b"]],
  "files.open's access": [(value) => target.files.open("/f", { access: value })],
  "files.open's mode": [(value) => target.files.open("/f", { mode: value })],
  "files.read's size": [(value) => target.files.read(1, 0, value)],
  "files.read's descriptor": [(value) => target.files.read(value, 0, 1)],
  "files.write's bytes": [(value) => target.files.write(1, 0, value)],
  "files.writeFile's bytes": [(value) => target.files.writeFile("/f", value)],
  "files.useFileSystemOf's process": [(value) => target.files.useFileSystemOf(value)],
  "connect's place": [(value) => connect(value), [...withoutText, huge]],
  "connect's connectTimeout": [
    (value) => connect(stub.path, { connectTimeout: value }),
    wild.filter((one) => one !== null),
  ],
  "connect's timeout": [(value) => connect(stub.path, { timeout: value })],
  "connect's maximumPacketSize": [(value) => connect(stub.path, { maximumPacketSize: value })],
  "connect's endianness": [(value) => connect(stub.path, { endianness: value })],
  "connect's garbage": [(value) => connect(stub.path, { garbage: value })],
  "connect's events": [(value) => connect(stub.path, { events: value })],
  "connect's onOutput": [(value) => connect(stub.path, { onOutput: value })],
  "signalNumber's name": [(value) => signalNumber(value)],
  "PacketReader's size": [(value) => new PacketReader(value)],
};

describe("a wild argument", () => {
  for (const [what, [call, values = wild]] of Object.entries(calls)) {
    it(`is refused with a short message, and nothing is sent: ${what}`, async () => {
      const before = await stub.received();
      for (const value of values) {
        const error = errorOf(() => call(value as never));
        expect(error.code).toBe("invalid-argument");
        expect(error.message.length).toBeLessThan(LONGEST_MESSAGE);
      }
      expect((await stub.received()).replace(/\$qSupported.*/s, "")).toBe(before.replace(/\$qSupported.*/s, ""));
      expect(target.state).toBe("stopped");
    });
  }

  it("is refused while the target runs: times and listeners", async () => {
    target.resume();
    for (const value of noTimes) {
      expect(errorOf(() => target.waitForStopSync(value as never)).code).toBe("invalid-argument");
      expect(errorOf(() => target.whenStopped(value as never)).code).toBe("invalid-argument");
      await expect(target.waitForStop({ timeout: value as never })).rejects.toMatchObject({ code: "invalid-argument" });
    }
    expect(target.state).toBe("running");
  });

  it("of a description is refused with its name", () => {
    for (const change of [{ number: -1 }, { number: Number.NaN }, { bits: 0 }, { bits: Number.NaN }, { bits: 1.5 }]) {
      expect(errorOf(() => describeRegisters([{ name: huge, number: 0, bits: 32, ...change }])).code).toBe(
        "malformed-reply",
      );
    }
  });
});

describe("a message", () => {
  it("is short, however long the words of the stub and of the caller are", () => {
    const documents = [
      `<${huge}/>`,
      `<target><reg name="${huge}"/></target>`,
      `<target><reg name="${huge}" bitsize="${huge}"/></target>`,
      `<target><reg name="a" bitsize="8" regnum="${huge}"/></target>`,
      `<target><xi:include href="${huge}"/></target>`,
      `<target><a ${huge}/></target>`,
      `<target>&${huge};</target>`,
      `<target></${huge}>`,
      `${huge}<target/>`,
    ];
    for (const document of documents) {
      const error = errorOf(() =>
        readTargetDescription((name) => Buffer.from(name === "target.xml" ? document : `<${huge}>`)),
      );
      expect(error.message.length).toBeLessThan(LONGEST_MESSAGE);
    }
    const library = `<library-list-svr4><library l_addr="${huge}"/></library-list-svr4>`;
    expect(errorOf(() => parseLibraries(Buffer.from(library))).message.length).toBeLessThan(LONGEST_MESSAGE);
    const names = describeRegisters(
      Array.from({ length: 40 }, (_, number) => ({ name: `${number}${huge}`, number, bits: 32 })),
    );
    const other = connect(stub.path, { description: names });
    expect(errorOf(() => other.readRegister(huge)).message.length).toBeLessThan(LONGEST_MESSAGE);
    other.close();
    const error = new GdbRemoteError({
      code: "timeout",
      message: huge,
      hint: huge,
      packet: huge,
      reply: huge,
      targetError: huge,
    });
    expect(error.message.length).toBeLessThan(LONGEST_MESSAGE);
    for (const text of [error.hint, error.packet!, error.reply!, error.targetError!])
      expect(text.length).toBeLessThan(1100);
  });
});
