// Programs on a real 32-bit ARM kernel, followed through Debian's gdbserver: ptrace, signals, restarted system calls, page protections. Not
// covered: caches, as the processor is emulated; and signals that come faster than the stops that they cost, which end in no progress.
import { execFileSync } from "node:child_process";
import { Random } from "@armstalker/oracles";
import { describe, expect, test } from "vitest";
import { Stalker } from "../../src/index.js";
import { resumeWithin } from "../programs/ending.js";
import { type Program, programPath } from "../programs/sysroot.js";
import { type GuestCase, GuestPrograms } from "./guest-programs.js";

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const installed = (path: string): Program => ({ installed: path });
const built = (source: string, ...flags: string[]): Program => ({ build: { source, flags } });
const handlers = built("handlers.c", "-marm", "-O1");

const all = { call: true, ret: true, block: true };
const registers: GuestCase = {
  name: "helpers",
  program: built("helpers.S", "-nostdlib", "-static"),
  ends: 42,
};

const together: GuestCase = {
  name: "two threads",
  program: built("together.c", "-marm", "-O1", "-static", "-no-pie"),
  ends: 17,
};

/** Each with no events or with these: two hundred stops take seconds where the machine is busy. */
// biome-ignore format: a row for each
const cases: readonly (GuestCase & { readonly events: object })[] = [
  { name: "static A32", program: built("workload.c", "-marm", "-O2", "-static"), ends: 9, events: {} },
  { name: "static T32", program: built("workload.c", "-mthumb", "-O2", "-static"), ends: 9, events: all },
  { name: "bzip2", program: installed("bin/bzip2"), args: ["-k", "-1", "script.lua"], ends: 0, events: all },
  { name: "lua", program: installed("usr/bin/lua5.4"), args: ["-e", "print(('x'):rep(3))"], ends: 0, events: {} },
  { name: "a handler of faults that repairs their cause", program: handlers, args: ["repaired"], ends: 34, events: {} },
  { name: "threads beside the followed one", program: built("threads.c", "-mthumb", "-O2"), ends: 5, events: {} },
  { name: "an A32 handler of two threads", program: built("beside.c", "-marm", "-O1", "-static"), ends: 19, events: {} },
  { name: "a T32 handler of two threads", program: built("beside.c", "-mthumb", "-O1", "-static"), ends: 19, events: {} },
  { name: "children by fork, vfork, clone and others", program: built("children.c", "-marm", "-O1", "-static"), ends: 18, events: {} },
  { name: "a handler for the death of children", program: handlers, args: ["children"], ends: 32, events: {} },
  { name: "handlers within handlers", program: handlers, args: ["nesting"], ends: "SIGUSR1", events: all },
];

const programs = new GuestPrograms();

describe.each(cases)("$name", ({ events, ...one }) => {
  test(`behaves as without us, with ${Object.keys(events).join(", ") || "no events"}`, async () => {
    const native = await programs.native(one);
    expect(native.ends).toBe(one.ends);
    const followed = await programs.followed(one, { events });
    expect(followed.outcome).toEqual(native);
    expect(followed.statistics.blocks).toBeGreaterThan(100);
    expect(followed.events.size).toBe(Object.keys(events).length);
  });
});

describe("callouts", () => {
  test("see and change the core and vector registers of the same stop", async () => {
    const seen: string[] = [];
    const outcome = await programs.debugged(registers, async (target) => {
      const errors: string[] = [];
      const stalker = new Stalker(target, { onError: (error) => errors.push(String(error)) });
      let isFirst = true;
      stalker.follow(target.mainThread, {
        transform(iterator) {
          while (iterator.next() !== null) {
            if (isFirst) {
              iterator.putCallout((context) => {
                context.r9 = 0x12345678;
                const vector = target.readVector(target.mainThread);
                vector.set([1, 2, 3, 4, 5, 6, 7, 8], 8 * 31);
                target.writeVector(target.mainThread, vector);
                context.r10 = 0x9abcdef0;
              });
              iterator.putCallout((context) => {
                const vector = target.readVector(target.mainThread).subarray(8 * 31, 8 * 32);
                seen.push(`${context.r9.toString(16)} ${context.r10.toString(16)} ${[...vector].join("")}`);
              });
            }
            isFirst = false;
            iterator.keep();
          }
        },
      });
      const stop = await resumeWithin(target, 60_000, errors);
      expect(errors).toEqual([]);
      return stop;
    });
    expect(outcome).toEqual({ kind: "exited", status: registers.ends });
    expect(seen).toEqual(["12345678 9abcdef0 12345678"]);
  });
});

describe("two threads", () => {
  test("are followed at the same time, share handlers, and run what the other has generated", async () => {
    const native = await programs.native(together);
    expect(native.ends).toBe(together.ends);
    const meet = addressOf(together.program, "meet");
    const calls = [0, 0];
    const outcome = await programs.debugged(together, async (target, program) => {
      const errors: string[] = [];
      // Code is trusted at once: that it changes is known by the system call for it alone, which the other thread makes.
      const stalker = new Stalker(target, { trustThreshold: 0, onError: (error) => errors.push(String(error)) });
      for (const index of calls.keys()) {
        target.insertBreakpoint(meet);
        const stop = await target.resume();
        target.removeBreakpoint(meet);
        if (stop.kind !== "trap") throw new Error(`thread ${index} does not come: ${JSON.stringify(stop)}`);
        stalker.follow(stop.thread, {
          events: { call: true },
          onReceive: (events) => {
            calls[index]! += events.byteLength / 16;
          },
        });
      }
      expect(stalker.threads.length).toBe(2);
      const end = await resumeWithin(target, 120_000, errors);
      expect(errors).toEqual([]);
      return await programs.outcome(program, end);
    });
    expect(outcome).toEqual(native);
    // Each calls fibonacci and the generated function in each round, and more.
    for (const count of calls) expect(count).toBeGreaterThan(40 * 150);
  });
});

describe("a program that is killed", () => {
  test(`at any moment is told as ended, once (ARMSTALKER_SEED=${seed})`, async () => {
    const random = new Random(seed);
    const killed = { kind: "terminated", signal: 9 };
    for (let count = 0; count < 12; count++) {
      const one = { name: "lua", program: installed("usr/bin/lua5.4"), args: ["-e", "while true do end"], ends: 0 };
      await programs.debugged(one, async (target) => {
        const told: unknown[] = [];
        const stalker = new Stalker(target, { onError: (error) => told.push(error) });
        stalker.follow(target.mainThread, { events: all, onReceive: () => {} });
        const handle = target.stopHandler!;
        target.stopHandler = (stop) => {
          if (stop.kind === "terminated" || stop.kind === "lost") told.push(stop);
          return handle(stop);
        };
        const seconds = (random.below(2000) / 1000).toFixed(3);
        await programs.guest.run(`(sleep ${seconds}; kill -KILL ${target.mainThread}) >/dev/null 2>&1 &`);
        const stop = await target.resume();
        expect({ stop, told }).toEqual({ stop: killed, told: [killed] });
        expect(stalker.threads).toEqual([]);
      });
    }
  }, 600_000);
});

function addressOf(program: Program, name: string): number {
  const lines = execFileSync("arm-linux-gnueabihf-nm", [programPath(program)], { encoding: "latin1" }).split("\n");
  const line = lines.find((each) => each.endsWith(` ${name}`));
  if (line === undefined) throw new Error(`the program has no ${name}`);
  return Number.parseInt(line, 16);
}
