import { describe, expect, it } from "vitest";
import { parseAuxiliaryVector } from "../src/auxiliary-vector.js";
import { parseEndpoint } from "../src/endpoint.js";
import {
  ARM_WITHOUT_DESCRIPTION,
  describeRegisters,
  GdbRemoteError,
  hasCode,
  linuxSignalNumber,
  signalName,
  signalNumber,
  signalNumberOfLinux,
} from "../src/index.js";
import { parseLibraries } from "../src/libraries.js";
import { parseStopReply } from "../src/stop-reply.js";
import { readTargetDescription } from "../src/target-description.js";
import { bytesOf } from "./support/reference.js";

function describeBy(documents: Record<string, string>) {
  return readTargetDescription((name) => {
    const text = documents[name];
    if (text === undefined) throw new GdbRemoteError({ code: "target-error", message: name, hint: "none" });
    return bytesOf(text);
  });
}

function codeOf(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    return error instanceof GdbRemoteError ? error.code : `not a GdbRemoteError: ${error}`;
  }
  return "nothing thrown";
}

describe("target descriptions", () => {
  it("counts registers on through features and included documents, and takes a number that is given", () => {
    const description = describeBy({
      "target.xml": `<?xml version="1.0"?><!DOCTYPE target SYSTEM "gdb-target.dtd">
        <target version="1.0"><architecture>arm</architecture><osabi>GNU/Linux</osabi>
        <xi:include href="core.xml"/><feature name="more"><reg name="last" bitsize="80" group="float"/></feature></target>`,
      "core.xml": `<feature name="core"><vector id="v" type="int8" count="4"/>
        <reg name="pc" bitsize="32" type="code_ptr" regnum="15"/><reg name="flags" bitsize="1"/>
        <reg name="r0" bitsize="32" regnum="0x0"/><xi:include href="inner.xml"/></feature>`,
      "inner.xml": `<feature name="inner"><reg name="r1" bitsize="32"/></feature>`,
    });
    expect(description.architecture).toBe("arm");
    expect(description.operatingSystem).toBe("GNU/Linux");
    expect(description.addressSize).toBe(4);
    expect(description.registers.map(({ name, number, offset, size }) => [name, number, offset, size])).toEqual([
      ["r0", 0, 0, 4],
      ["r1", 1, 4, 4],
      ["last", 2, 8, 10],
      ["pc", 15, 18, 4],
      ["flags", 16, 22, 1],
    ]);
    expect(description.byName.get("r1")?.feature).toBe("inner");
    expect(description.byName.get("last")?.group).toBe("float");
  });

  it("gives a name that two registers have to the first", () => {
    const reg = '<reg name="q10" bitsize="128"/>';
    const description = describeBy({ "target.xml": `<target><feature name="f">${reg}${reg}</feature></target>` });
    expect(description.byName.get("q10")?.number).toBe(0);
    expect(description.registers).toHaveLength(2);
  });

  it("refuses what is no description", () => {
    const target = (inner: string): Record<string, string> => ({
      "target.xml": `<target><feature name="f">${inner}</feature></target>`,
    });
    const bad: Record<string, string>[] = [
      { "target.xml": "" },
      { "target.xml": "<target>" },
      { "target.xml": "<feature/>" },
      { "target.xml": "<target>&bomb;</target>" },
      { "target.xml": "<target><xi:include/></target>" },
      target('<reg bitsize="32"/>'),
      target('<reg name="a"/>'),
      target('<reg name="a" bitsize="-1"/>'),
      target('<reg name="a" bitsize="0"/>'),
      target('<reg name="a" bitsize="1e9"/>'),
      target('<reg name="a" bitsize="32" regnum="x"/>'),
      target('<reg name="a" bitsize="32" regnum="1"/><reg name="b" bitsize="32" regnum="1"/>'),
    ];
    for (const documents of bad) expect(codeOf(() => describeBy(documents))).toBe("malformed-reply");
    const beyondLimits: Record<string, string>[] = [
      { "target.xml": `<target>${"<a>".repeat(200_000)}` },
      { "target.xml": '<target><xi:include href="target.xml"/></target>' },
      { "target.xml": `<target>${'<xi:include href="e.xml"/>'.repeat(100)}</target>`, "e.xml": "<feature/>" },
      target('<reg name="a" bitsize="99999999"/>'),
      target(Array.from({ length: 5000 }, (_, index) => `<reg name="r${index}" bitsize="8"/>`).join("")),
    ];
    for (const documents of beyondLimits) expect(codeOf(() => describeBy(documents))).toBe("limit-exceeded");
    expect(codeOf(() => describeBy({ "target.xml": '<target><xi:include href="no.xml"/></target>' }))).toBe(
      "target-error",
    );
  });

  it("has the custom for ARM stubs that describe nothing: 168 bytes, as qemu-arm's first g packet has", () => {
    const { registers, byName } = ARM_WITHOUT_DESCRIPTION;
    const last = registers.at(-1)!;
    expect(last.offset + last.size).toBe(168);
    expect(byName.get("pc")).toMatchObject({ number: 15, offset: 60 });
    expect(byName.get("cpsr")).toMatchObject({ number: 25, offset: 164 });
    expect(describeRegisters([]).registers).toEqual([]);
  });
});

describe("reports of stops", () => {
  const parse = (text: string) => parseStopReply(text, "vCont;c");

  it("reads what a thread stopped for", () => {
    expect(parse("S05")).toMatchObject({
      kind: "stopped",
      signal: 5,
      signalName: "SIGTRAP",
      reason: { kind: "signal" },
    });
    expect(parse("T02thread:p01.bc3;")).toMatchObject({ signalName: "SIGINT", thread: { process: 1, thread: 0xbc3 } });
    expect(parse("T05thread:7;core:1;swbreak:;")).toMatchObject({
      thread: { process: 0, thread: 7 },
      reason: { kind: "software-breakpoint" },
    });
    const reasons: Record<string, object> = {
      "hwbreak:": { kind: "hardware-breakpoint" },
      "watch:ffff0000": { kind: "watchpoint", access: "write", address: 0xffff0000 },
      "rwatch:1000": { kind: "watchpoint", access: "read", address: 0x1000 },
      "awatch:7fffffffe000": { kind: "watchpoint", access: "access", address: 0x7fffffffe000 },
      "library:": { kind: "library" },
      "fork:p9.9": { kind: "fork", child: { process: 9, thread: 9 } },
      "vfork:p9.a": { kind: "vfork", child: { process: 9, thread: 10 } },
      "vforkdone:": { kind: "vfork-done" },
      "exec:2f62696e2f6563686f": { kind: "exec", path: "/bin/echo" },
      "create:": { kind: "thread-created" },
      "syscall_entry:a2": { kind: "system-call", at: "entry", number: 0xa2 },
      "syscall_return:a2": { kind: "system-call", at: "return", number: 0xa2 },
      "replaylog:begin": { kind: "replay", at: "begin" },
      "newfangled:1": { kind: "signal" },
    };
    for (const [pair, reason] of Object.entries(reasons)) expect(parse(`T05${pair};`)).toMatchObject({ reason });
  });

  it("reads the registers that come along", () => {
    const stop = parse("T0506:0000000000000000;07:d0e7ffffff7f0000;10:xxxxxxxxxxxxxxxx;thread:p1.1;core:0;");
    expect(stop.kind === "stopped" && [...stop.registers]).toEqual([
      [6, Buffer.alloc(8)],
      [7, Buffer.from("d0e7ffffff7f0000", "hex")],
    ]);
  });

  it("reads ends", () => {
    expect(parse("W0;process:30e")).toEqual({ kind: "exited", status: 0, process: 0x30e });
    expect(parse("W2a")).toEqual({ kind: "exited", status: 42, process: 0 });
    expect(parse("W00;process:1a")).toEqual({ kind: "exited", status: 0, process: 26 });
    expect(parse("X0b;process:1")).toEqual({ kind: "terminated", signal: 11, signalName: "SIGSEGV", process: 1 });
    expect(parse("w1;p2.3")).toEqual({ kind: "thread-exited", status: 1, thread: { process: 2, thread: 3 } });
    expect(parse("N")).toEqual({ kind: "no-resumed-thread" });
  });

  it("refuses what is none", () => {
    for (const text of [
      "S0",
      "Sxx",
      "S055",
      "T",
      "T0",
      "Tzz",
      "W",
      "Wxx",
      "W00;process:zz",
      "X",
      "w1",
      "w1;x",
      "NN",
      "Q",
      "OK",
    ]) {
      expect(["malformed-reply", "unexpected-reply"]).toContain(codeOf(() => parse(text)));
    }
    for (const pair of [
      "thread:;",
      "thread:p1;",
      "06:xy;",
      "06:123;",
      "watch:;",
      "watch:fffffffffffffffff;",
      "fork:q;",
      "exec:1;",
    ]) {
      expect(codeOf(() => parse(`T05${pair}`))).toBe("malformed-reply");
    }
  });
});

describe("small things", () => {
  it("has the protocol's numbers of signals, which are not Linux's", () => {
    expect([5, 10, 11, 20, 30, 72, 77, 0, 200].map(signalName)).toEqual([
      "SIGTRAP",
      "SIGBUS",
      "SIGSEGV",
      "SIGCHLD",
      "SIGUSR1",
      "SIG60",
      "SIG32",
      "none",
      "signal 200",
    ]);
    expect(
      ["SIGBUS", "SIGUSR1", "SIGCHLD", "SIG60", "SIG64"].map((name) => linuxSignalNumber(signalNumber(name))),
    ).toEqual([7, 10, 17, 60, 64]);
    expect(linuxSignalNumber(7)).toBeUndefined();
    expect([7, 10, 17, 60, 64].map((number) => signalName(signalNumberOfLinux(number)!))).toEqual([
      "SIGBUS",
      "SIGUSR1",
      "SIGCHLD",
      "SIG60",
      "SIG64",
    ]);
    expect([0, 65].map(signalNumberOfLinux)).toEqual([undefined, undefined]);
    expect(codeOf(() => signalNumber("SIGNOT"))).toBe("invalid-argument");
  });

  it("reads auxiliary vectors of both sizes, and refuses one without an end", () => {
    const words = (...values: number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);
    expect([...parseAuxiliaryVector(words(9, 0x10340, 6, 4096, 0, 0), 4, "little")]).toEqual([
      [9, 0x10340n],
      [6, 4096n],
    ]);
    expect([...parseAuxiliaryVector(words(9, 0, 1, 2, 0, 0, 0, 0), 8, "little")]).toEqual([[9, 0x200000001n]]);
    expect(codeOf(() => parseAuxiliaryVector(words(9, 1, 6), 4, "little"))).toBe("malformed-reply");
  });

  it("reads lists of libraries", () => {
    const list = (attributes: string): Uint8Array =>
      bytesOf(`<library-list-svr4 version="1.0" main-lm="0x1"><library ${attributes}/></library-list-svr4>`);
    expect(
      parseLibraries(list('name="/lib/libc.so.6" lm="0x7ffff7fc0000" l_addr="0xf7d0" l_ld="0xffffffffff600000"')),
    ).toEqual([
      { path: "/lib/libc.so.6", linkMap: 0x7ffff7fc0000n, loadBias: 0xf7d0n, dynamicSection: 0xffffffffff600000n },
    ]);
    expect(codeOf(() => parseLibraries(list('name="a" lm="0x1" l_addr="1" l_ld="0x1"')))).toBe("malformed-reply");
    expect(codeOf(() => parseLibraries(bytesOf("<library-list/>")))).toBe("malformed-reply");
  });

  it("knows hosts with ports from paths", () => {
    expect(parseEndpoint("board:1234")).toEqual({ host: "board", port: 1234 });
    expect(parseEndpoint(":1234")).toEqual({ host: "localhost", port: 1234 });
    expect(parseEndpoint("[::1]:1234")).toEqual({ host: "::1", port: 1234 });
    expect(parseEndpoint("./socket:1")).toEqual({ path: "./socket:1" });
    for (const text of ["", "board", "board:", "board:0", "board:70000", "1234", "::1:1234"]) {
      expect(codeOf(() => parseEndpoint(text))).toBe("invalid-argument");
    }
  });

  it("tells its errors apart across builds", () => {
    const error = new GdbRemoteError({ code: "timeout", message: "late", hint: "wait", packet: "g" });
    expect(error.message).toBe("late (packet: g); wait");
    expect(hasCode(error, "timeout")).toBe(true);
    expect(hasCode(new Error("late"), "timeout")).toBe(false);
  });
});
