// What comes about while a followed thread stands at a place where it has left its generated code: other threads, the program's end, the end of being followed.
import { afterEach, expect, it } from "vitest";
import { GdbTarget, Stalker, type Transformer } from "../src/index.js";
import { Program } from "./engine/programs.js";
import { runTo, startTo } from "./engine/running.js";
import { targetKind } from "./target-kind.js";

const LIMIT = 30_000;
const program = new Program("doors.c", "-marm", "-O1");
afterEach(() => program.end());

/** Calls a function back before each step. */
const atSteps =
  (callout: () => void): Transformer =>
  (iterator) => {
    for (let instruction = iterator.next(); instruction !== null; instruction = iterator.next()) {
      if (instruction.address === program.address("step")) iterator.putCallout(callout);
      iterator.keep();
    }
  };

/** Starts the program under the emulator of this machine, and lets it run to its main function. */
async function spawnToMain(...args: readonly string[]): Promise<GdbTarget> {
  const options = { ...targetKind.options, oneProcessor: true, stdio: "ignore" } as const;
  const target = await GdbTarget.spawn(program.path, args, options);
  await runTo(target, program.address("main"));
  return target;
}

it("another thread's breakpoints stay traps while a callout has the program make system calls", async () => {
  const steps = 600;
  const target = await spawnToMain("beside", String(steps));
  const errors: Error[] = [];
  const stalker = new Stalker(target, { stopAtBreakpoints: true, onError: (error) => errors.push(error) });
  const breakpoint = program.address("pass");
  let [calls, isThere, traps] = [0, false, 0];
  stalker.follow(target.mainThread, {
    transform: atSteps(() => {
      target.systemCall(target.mainThread, 20, []);
      if (calls++ % 10 !== 0 || isThere) return;
      target.insertBreakpoint(breakpoint);
      isThere = true;
    }),
  });
  let stop = await target.resume();
  for (; stop.kind === "trap"; stop = await target.resume()) {
    traps++;
    target.removeBreakpoint(breakpoint);
    isThere = false;
  }
  expect(stop).toEqual({ kind: "exited", status: 0 });
  expect(errors).toEqual([]);
  expect(calls).toBe(steps);
  expect(traps).toBeGreaterThan(10);
}, 60_000);

it.each(["flush", "unfollow"] as const)("all events come where a receiver ends the following, by %s", async (how) => {
  const counts: number[] = [];
  for (const isEnding of [false, true]) {
    const { target, stalker, errors } = await startTo(program, "main", ["traps", "2000"], { queueCapacity: 100 });
    let count = 0;
    stalker.follow(target.mainThread, {
      events: { block: true },
      onReceive(events) {
        count += events.byteLength / 16;
        // While the program runs, this would end the following before the last events.
        if (isEnding && target.state === "stopped") stalker.dispose();
      },
    });
    expect((await target.resume()).kind).toBe("trap");
    if (how === "flush") stalker.flush();
    else stalker.unfollow(target.mainThread);
    expect(errors).toEqual([]);
    counts.push(count);
  }
  expect(counts[0]).toBeGreaterThan(4000);
  expect(counts[1]).toBe(counts[0]);
});

it("an emulator that is killed while a callout runs is no error of the engine", async () => {
  const uses: ((target: GdbTarget) => unknown)[] = [
    (target) => target.threads(),
    (target) => target.mappings(),
    (target) => target.readMemory(program.address("main"), 4),
    (target) => target.readVector(target.mainThread),
    (target) => target.insertBreakpoint(program.address("main")),
    () => {},
  ];
  for (const use of uses) {
    const target = await spawnToMain("steps", "1000");
    const errors: Error[] = [];
    const stalker = new Stalker(target, { onError: (error) => errors.push(error) });
    let calls = 0;
    stalker.follow(target.mainThread, {
      transform: atSteps(() => {
        if (++calls !== 10) return;
        process.kill((target.remote as never as { processId: number }).processId, "SIGKILL");
        try {
          use(target);
        } catch (error) {
          expect(error).toMatchObject({ code: "target-gone" });
        }
      }),
    });
    expect(await target.resume()).toMatchObject({ kind: "terminated", signal: 9 });
    expect(errors).toEqual([]);
    expect(calls).toBe(10);
  }
}, 60_000);

it("a program that closes the debugger's descriptor ends", async () => {
  const target = await spawnToMain("closes", "100");
  const stalker = new Stalker(target, { onError: () => {} });
  stalker.follow(target.mainThread, { transform: atSteps(() => {}) });
  const late = setTimeout(() => target.kill(), LIMIT);
  const end = await target.resume();
  clearTimeout(late);
  expect(end).toMatchObject({ kind: "terminated", signal: 5 });
}, 60_000);

it("SIGTRAP of another thread comes as any signal", async () => {
  const target = await spawnToMain("signalled", "60");
  const errors: Error[] = [];
  const stalker = new Stalker(target, { onError: (error) => errors.push(error) });
  let calls = 0;
  stalker.follow(target.mainThread, {
    transform: atSteps(() => {
      // Only the debugger can do this.
      if (calls++ % 10 !== 0) return;
      target.insertBreakpoint(program.address("pass"));
      target.removeBreakpoint(program.address("pass"));
    }),
  });
  const end = await target.resume();
  // The status is how many were lost: one that comes where the exit routine traps by itself cannot be told from that.
  expect(end.kind).toBe("exited");
  expect((end as { status: number }).status).toBeLessThanOrEqual(6);
  expect(errors).toEqual([]);
}, 60_000);
