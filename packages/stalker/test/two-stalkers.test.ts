import { afterEach, describe, expect, it } from "vitest";
import { Stalker, type Target } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { runFor, runTo } from "./engine/running.js";
import { errorOf } from "./mistakes/error-of.js";
import { keepAll } from "./vectors/transforms.js";

// What is not covered: stalkers that follow different threads at the same time, which is refused as well.

const TURNS = "10";

describe.each(Object.entries(instructionSets))("a second stalker for a target, in %s", (_, flags) => {
  const program = new Program("probed.c", ...flags);
  const waits = new Program("waits.c", ...flags);
  const six = program.address("six");
  const native = program.native(TURNS);
  afterEach(() => {
    program.end();
    waits.end();
  });

  /** Counts calls of `six`. */
  function counting(stalker: Stalker): { calls: number } {
    const count = { calls: 0 };
    stalker.addCallProbe(six, () => count.calls++);
    return count;
  }

  async function atMain(): Promise<{ target: Target; end: () => Promise<void> }> {
    const { target, output } = await program.start(TURNS);
    const end = async (): Promise<void> => {
      expect(await target.resume()).toEqual({ kind: "exited", status: native.status });
      await output.closed;
      expect(output.stdout).toBe(native.text);
    };
    await runTo(target, program.address("main"));
    return { target, end };
  }

  it("is refused while the first follows, and the program is as without it", async () => {
    const { target, end } = await atMain();
    const first = new Stalker(target);
    const second = new Stalker(target);
    const count = counting(first);
    first.follow();
    for (const refused of [() => new Stalker(target), () => second.follow(), () => second.follow(target.mainThread)]) {
      const error = errorOf(refused);
      expect(error).toMatchObject({ name: "StalkerError", code: "target-in-use" });
      expect(error.message).toContain(String(target.mainThread));
      expect(error.hint).toMatch(/unfollow/);
    }
    await end();
    expect(count.calls).toBe(2 * Number(TURNS));
  });

  it("is refused where somebody else handles the target's stops", async () => {
    const { target, end } = await atMain();
    target.stopHandler = () => ({ action: "resume" });
    const error = errorOf(() => new Stalker(target));
    expect(error).toMatchObject({ name: "StalkerError", code: "target-in-use" });
    expect(error.hint).toMatch(/null/);
    target.stopHandler = null;
    const stalker = new Stalker(target);
    const count = counting(stalker);
    // It takes what it needs again.
    target.stopHandler = null;
    stalker.follow();
    await end();
    expect(count.calls).toBe(2 * Number(TURNS));
  });

  it.each(["unfollow", "dispose"] as const)(
    "may follow after %s of the first, and they may take turns",
    async (how) => {
      const { target, end } = await atMain();
      const [first, second] = [new Stalker(target), new Stalker(target)];
      const [before, count] = [counting(first), counting(second)];
      first.follow();
      first[how]();
      if (how === "unfollow") {
        second.follow();
        second.unfollow();
        first.follow();
        expect(errorOf(() => second.follow()).code).toBe("target-in-use");
        first.unfollow();
      } else expect(errorOf(() => first.follow()).code).toBe("out-of-turn");
      second.follow(target.mainThread, { transform: keepAll });
      await end();
      expect([before.calls, count.calls]).toEqual([0, 2 * Number(TURNS)]);
    },
  );

  it("is refused after dispose until the thread has left, for example an excluded function", async () => {
    const { target } = await waits.start("apart");
    const first = new Stalker(target);
    first.exclude(waits.range("spin_apart"));
    await runTo(target, waits.address("main"));
    first.follow();
    await runFor(target, 60);
    first.dispose();
    expect(first.threads).toEqual([target.mainThread]);
    expect(errorOf(() => new Stalker(target)).code).toBe("target-in-use");
    const { base, size } = waits.range("spin_apart");
    const pc = target.readRegister(target.mainThread, 15);
    expect(pc >= base && pc < base + size).toBe(true);
    waits.write(target, "enough", 1);
    target.insertBreakpoint(waits.address("after"));
    expect((await target.resume()).kind).toBe("trap");
    target.removeBreakpoint(waits.address("after"));
    expect(first.threads).toEqual([]);
    let calls = 0;
    const second = new Stalker(target);
    second.follow(target.mainThread, { events: { call: true }, onEvent: () => calls++ });
    expect(await target.resume()).toEqual({ kind: "exited", status: 23 });
    expect(calls).toBeGreaterThan(0);
  });
});
