// Code that runs often is compiled anew in one page. Not covered: that it is faster, which the benchmarks show.
import { describe, expect, it } from "vitest";
import { allEvents, runFollowed, runNatively } from "./engine/alike.js";
import { instructionSets, Program } from "./engine/programs.js";
import { targetKind } from "./target-kind.js";

const ROUNDS = 20_000_000;
/** Blocks of the program that are executed once, each compiled when it is reached. */
const ONCE = 1500;
/** Slots lead to doors whenever the thread has come to the engine. So a loop that goes on by slots comes to its doors again and again. */
const always = { compileAhead: 0, regroup: { after: 2, share: 1 } };

const hasDoors = targetKind.name.startsWith("qemu-arm") && targetKind.options.doors !== false;

describe.runIf(hasDoors).each(Object.entries(instructionSets))("a loop across pages in %s", (_, flags) => {
  const program = new Program("loops.c", ...flags);

  it("passes no slot once it was compiled anew", async () => {
    const args = [String(ROUNDS)];
    const native = runNatively(program, args);
    expect(native).toEqual({ ends: 0, stdout: `${5 * (ROUNDS - 3)}\n`, stderr: "" });
    const { outcome, errors, stalker } = await runFollowed(program, { args, from: "main", stalker: always });
    expect(errors).toEqual([]);
    expect(outcome).toEqual(native);
    const { regions, doors } = stalker.statistics;
    expect(regions).toBeGreaterThan(0);
    expect(regions).toBeLessThan(30);
    expect(doors).toBeGreaterThan(ONCE);
    expect(doors).toBeLessThan(ONCE + 1000);
  });

  it("does what its code says when that changes while it runs", async () => {
    const args = [String(ROUNDS), "changes"];
    const native = runNatively(program, args);
    const middle = ROUNDS / 2;
    expect(native.stdout).toBe(`${5 * (middle - 3) + 7 * (ROUNDS - middle)}\n`);
    const { outcome, errors, stalker } = await runFollowed(program, { args, from: "main", stalker: always });
    expect(errors).toEqual([]);
    expect(outcome).toEqual(native);
    expect(stalker.statistics.regions).toBeGreaterThan(0);
  });

  it("yields the same events", async () => {
    const args = ["20000"];
    const events = ["call", "ret", "block", "exec"] as const;
    const counts = [];
    for (const regroup of [{ after: 0 }, always.regroup]) {
      const stalker = { ...always, regroup };
      const followed = await runFollowed(program, { args, from: "around", events, stalker });
      expect(followed.errors).toEqual([]);
      const { exec, call, ret } = followed.events;
      counts.push({ exec, call, ret });
    }
    expect(counts[1]).toEqual(counts[0]);
    expect(counts[0]!.exec).toBeGreaterThan(6 * 20000);
  });

  it("stays where it is where compiling is observed, and where that is asked for", async () => {
    const args = ["2000000"];
    for (const following of [
      { stalker: { ...always, regroup: { after: 0 } } },
      { stalker: always, events: ["compile"] as const },
      { stalker: always, events: allEvents, args: ["2000"] },
    ]) {
      const { outcome, stalker } = await runFollowed(program, { args, from: "main", ...following });
      expect(outcome.ends).toBe(0);
      expect(stalker.statistics.regions).toBe(0);
    }
  });
});
