import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Stalker, type StalkerOptions } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { pause, runTo, runUntil, type Started, startTo, until } from "./engine/running.js";
import { errorOf } from "./mistakes/error-of.js";
import { keepAll } from "./vectors/transforms.js";

const allEvents = { call: true, ret: true, exec: true, block: true, compile: true } as const;

describe.each(Object.entries(instructionSets))("letting go of a program in %s", (_, flags) => {
  const program = new Program("waits.c", ...flags);
  const work = new Program("work.c", ...flags);
  afterEach(() => {
    program.end();
    work.end();
  });

  /** Starts it, followed from main on. @param what - of the ways that the program knows, and its argument */
  async function follow(
    what: string | readonly [string, string],
    options: Parameters<Stalker["follow"]>[1] = {},
    stalkerOptions: StalkerOptions = {},
  ): Promise<Started> {
    const started = await startTo(program, "main", [what].flat(), stalkerOptions);
    started.stalker.follow(started.target.mainThread, options);
    return started;
  }

  test.each(["spin", "apart"])("unfollows from a loop that never leaves its code, while it runs: %s", async (what) => {
    const { target, stalker, errors } = await follow(what);
    await runUntil(target, () => program.read(target, "turns") > 0);
    const ended = target.resume();
    await pause(5);
    stalker.unfollow();
    await until(() => stalker.threads.length === 0);
    target.interrupt();
    expect((await ended).kind).toBe("interrupted");
    const { base, size } = program.range(what === "spin" ? "spin" : "spin_apart");
    const pc = target.readRegister(target.mainThread, 15);
    expect(pc).toBeGreaterThanOrEqual(base);
    expect(pc).toBeLessThan(base + size);
    expect(program.read(target, "turns")).toBeGreaterThan(0);
    program.write(target, "enough", 1);
    expect(await target.resume()).toEqual({ kind: "exited", status: 23 });
    expect(errors).toEqual([]);
  });

  test("has a system call that waits go on when it is interrupted, and when it is let go", async () => {
    const folder = mkdtempSync(join(tmpdir(), "engine-lives-"));
    try {
      const file = join(folder, "written");
      const { target, stalker, errors } = await follow(["reads", file]);
      const R7 = 7;
      const SYS_READ = 3;
      let reads = 0;
      await runUntil(target, () => {
        stalker.invalidate(program.address("main"));
        if (target.readRegister(target.mainThread, R7) === SYS_READ) reads++;
        return reads === 10;
      });
      const ended = target.resume();
      stalker.unfollow();
      await until(() => stalker.threads.length === 0);
      writeFileSync(file, "");
      expect(await ended).toEqual({ kind: "exited", status: 23 });
      expect(errors).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("unfollows in the middle of an excluded function, once that has returned", async () => {
    const { target } = await program.start("apart");
    const stalker = new Stalker(target, { stopAtBreakpoints: true });
    stalker.exclude(program.range("spin_apart"));
    await runTo(target, program.address("main"));
    const targets: number[] = [];
    stalker.follow(target.mainThread, {
      events: { call: true },
      onEvent: ([type, , to]) => void (type === "call" && targets.push(to as number)),
    });
    const { base, size } = program.range("spin_apart");
    await runUntil(target, () => {
      const pc = target.readRegister(target.mainThread, 15);
      return pc >= base && pc < base + size;
    });
    stalker.unfollow();
    expect(stalker.threads).toEqual([target.mainThread]);
    expect(stalker.garbageCollect()).toBe(true);
    program.write(target, "enough", 1);
    expect(await target.resume()).toEqual({ kind: "exited", status: 23 });
    expect(targets).toContain(program.address("spin_apart"));
    expect(targets).not.toContain(program.address("after"));
    expect(stalker.threads).toEqual([]);
    expect(stalker.garbageCollect()).toBe(false);
  });

  test("unfollows from a transformer, a callout and a receiver of events", async () => {
    for (const where of ["transform", "callout", "onReceive", "onEvent"] as const) {
      const { target, stalker, errors } = await startTo(work, "main", [], { queueCapacity: 50 });
      work.write(target, "most", 3);
      let calls = 0;
      let later = 0;
      const leave = (): void => {
        if (++calls < 20) return;
        if (stalker.threads.length > 0) stalker.unfollow();
        else later++;
      };
      stalker.follow(target.mainThread, {
        events: where.startsWith("on") ? { call: true, ret: true } : {},
        ...(where === "onReceive" ? { onReceive: leave } : {}),
        ...(where === "onEvent" ? { onEvent: leave } : {}),
        ...(where === "transform" || where === "callout"
          ? {
              transform: (iterator) => {
                if (where === "transform") leave();
                else if (stalker.threads.length > 0) iterator.putCallout(leave);
                keepAll(iterator);
              },
            }
          : {}),
      });
      expect(await target.resume(), where).toEqual({ kind: "exited", status: 21 });
      expect(stalker.threads).toEqual([]);
      expect(calls, where).toBeGreaterThanOrEqual(20);
      expect(later, where).toBeLessThan(500);
      expect(errors).toEqual([]);
    }
  });

  test("delivers events while the program runs on, and at once when asked to", async () => {
    const received: number[] = [];
    const { target, stalker } = await follow(
      "apart",
      { events: { block: true }, onReceive: (events) => received.push(events.byteLength) },
      { queueCapacity: 2 ** 30, queueDrainInterval: 20 },
    );
    const ended = target.resume();
    await until(() => received.length > 5);
    expect(target.state).toBe("running");
    stalker.queueDrainInterval = 0;
    // A stop for events may be under way: this one takes its place.
    const last = received.length;
    stalker.flush();
    await until(() => received.length > last);
    const before = received.length;
    await pause(100);
    expect(received.length).toBe(before);
    stalker.flush();
    stalker.flush();
    await until(() => received.length > before);
    expect(target.state).toBe("running");
    target.interrupt();
    expect((await ended).kind).toBe("interrupted");
    program.write(target, "enough", 1);
    expect(await target.resume()).toEqual({ kind: "exited", status: 23 });
  });

  test("stops for whoever interrupts, even when it interrupts too", async () => {
    const { target, stalker } = await follow("spin");
    for (let round = 0; round < 15; round++) {
      const stopped = target.resume();
      await pause(round % 3);
      // Has the program stop for a moment.
      stalker.invalidate(program.address("after"));
      if (round % 2 === 0) await pause(1);
      target.interrupt();
      expect((await stopped).kind).toBe("interrupted");
    }
    program.write(target, "enough", 1);
    const ended = target.resume();
    stalker.invalidate(program.address("after"));
    stalker.invalidate(program.address("after"));
    expect(await ended).toEqual({ kind: "exited", status: 23 });
  });

  test("forgets a thread that has ended before the program", async () => {
    const { target, stalker } = await follow("outlived", { events: allEvents, onReceive: () => {} });
    const ended = target.resume();
    // The emulator does not tell that a thread has ended; that its own has, which ran it, the system tells.
    const { mainThread } = target;
    await until(() => /\) Z /.test(readFileSync(`/proc/${mainThread}/task/${mainThread}/stat`, "latin1")));
    expect(stalker.threads).toEqual([mainThread]);
    target.interrupt();
    expect((await ended).kind).toBe("interrupted");
    expect(target.threads()).toHaveLength(1);
    expect(stalker.garbageCollect()).toBe(false);
    expect(stalker.threads).toEqual([]);
    program.write(target, "enough", 1);
    expect((await target.resume()).kind).toBe("exited");
  });

  test("follows a second thread where the target reports one at a time, but only when it is stopped, and no other is followed", async () => {
    const { target } = await program.start("threads");
    const stalker = new Stalker(target, { stopAtBreakpoints: true });
    await runTo(target, program.address("main"));
    // The first thread runs on while the second is stopped, and comes to no stop any more.
    target.insertBreakpoint(program.address("turn"));
    const stop = await target.resume();
    target.removeBreakpoint(program.address("turn"));
    const second = target.threads().find((thread) => thread !== target.mainThread)!;
    expect(stop).toEqual({ kind: "trap", thread: second });
    const notStopped = errorOf(() => stalker.follow(target.mainThread));
    expect(notStopped.code).toBe("unsupported");
    expect(notStopped.hint).toMatch(/breakpoint/);
    stalker.follow(second);
    const another = errorOf(() => stalker.follow(target.mainThread));
    expect(another.code).toBe("unsupported");
    expect(another.hint).toMatch(/unfollow/);
    stalker.unfollow(second);
    const turns: number[] = [];
    stalker.follow(second, {
      transform: (iterator) => {
        iterator.putCallout(() => {
          if (turns.push(program.read(target, "second_turns")) === 50) stalker.unfollow(second);
        });
        keepAll(iterator);
      },
    });
    const ended = target.resume();
    await until(() => stalker.threads.length === 0);
    expect(new Set(turns).size).toBeGreaterThan(10);
    target.interrupt();
    expect((await ended).kind).toBe("interrupted");
    await runUntil(target, () => program.read(target, "second_turns") > turns.at(-1)!);
    program.write(target, "enough", 1);
    expect(await target.resume()).toEqual({ kind: "exited", status: 23 });
  });
});

describe("what the API refuses", () => {
  const program = new Program("waits.c", ...instructionSets.T32);
  afterEach(() => program.end());

  /** All errors say what to do. */
  function codeOf(body: () => unknown, name: "StalkerError" | "TargetError" = "StalkerError"): string {
    const error = errorOf(body);
    expect(error.name).toBe(name);
    expect(error.hint.length).toBeGreaterThan(5);
    expect(error.message).toContain(error.hint);
    return error.code;
  }

  test("options, ranges, events and threads that are none; and following at the wrong time", async () => {
    const { target } = await program.start("spin");
    for (const options of [
      { trustThreshold: -2 },
      { trustThreshold: 1.5 },
      { trustThreshold: Number.NaN },
      { queueCapacity: 0 },
      { queueDrainInterval: -1 },
      { queueDrainInterval: Number.POSITIVE_INFINITY },
      { compileAhead: -1 },
      { codeSize: 100 },
    ]) {
      expect(
        codeOf(() => new Stalker(target, options)),
        JSON.stringify(options),
      ).toBe("invalid-argument");
    }
    const stalker = new Stalker(target, { stopAtBreakpoints: true });
    expect(codeOf(() => (stalker.trustThreshold = -2))).toBe("invalid-argument");
    expect(codeOf(() => (stalker.queueCapacity = 0.5))).toBe("invalid-argument");
    expect(codeOf(() => (stalker.queueDrainInterval = -1))).toBe("invalid-argument");
    expect([stalker.trustThreshold, stalker.queueCapacity, stalker.queueDrainInterval]).toEqual([1, 16384, 250]);
    for (const [base, size] of [
      [-4, 8],
      [0, 0],
      [0.5, 4],
      [4, Number.NaN],
      [0xfffffff0, 0x20],
    ]) {
      expect(codeOf(() => stalker.exclude({ base: base!, size: size! }))).toBe("invalid-argument");
    }
    expect(codeOf(() => stalker.unfollow())).toBe("not-followed");
    expect(codeOf(() => stalker.unfollow(1))).toBe("not-followed");
    expect(codeOf(() => stalker.invalidate(1, 0x1000))).toBe("not-followed");
    expect(codeOf(() => stalker.removeCallProbe(7))).toBe("invalid-argument");
    expect(codeOf(() => stalker.follow(1))).toBe("no-such-thread");
    expect(codeOf(() => stalker.follow(target.mainThread, { events: { calls: true } as never }))).toBe(
      "invalid-argument",
    );
    expect(codeOf(() => stalker.follow(target.mainThread, { events: { call: 1 } as never }))).toBe("invalid-argument");
    expect(stalker.threads).toEqual([]);

    stalker.follow();
    expect(codeOf(() => stalker.follow())).toBe("already-followed");
    stalker.unfollow();
    // It never ran, so it is where it was.
    expect(stalker.threads).toEqual([]);
    expect(target.readRegister(target.mainThread, 15)).toBe(program.range("_start").base);

    const stopped = target.resume();
    expect(codeOf(() => stalker.follow())).toBe("running");
    expect(codeOf(() => target.readRegister(target.mainThread, 0), "TargetError")).toBe("running");
    await pause(20);
    target.interrupt();
    await stopped;
    target.kill();
    expect(codeOf(() => stalker.follow())).toBe("target-gone");
    expect(codeOf(() => stalker.unfollow())).toBe("not-followed");
    stalker.flush();
    expect(stalker.garbageCollect()).toBe(false);
  });

  test("nothing of a program that ends while it is followed", async () => {
    const { target } = await program.start("none");
    const stalker = new Stalker(target, { stopAtBreakpoints: true });
    stalker.follow(target.mainThread, { events: { call: true }, onReceive: () => {} });
    expect(await target.resume()).toEqual({ kind: "exited", status: 1 });
    expect(stalker.threads).toEqual([]);
    expect(codeOf(() => stalker.unfollow())).toBe("not-followed");
    expect(codeOf(() => stalker.follow())).toBe("target-gone");
    stalker.flush();
    stalker.invalidate(0x1000);
    expect(stalker.garbageCollect()).toBe(false);
  });
});
