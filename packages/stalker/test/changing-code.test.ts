import { describe, expect, test } from "vitest";
import { allEvents, runFollowed, runNatively } from "./engine/alike.js";
import { instructionSets, Program } from "./engine/programs.js";

// Code that one thread changes, with and without cacheflush. What is not covered: changes by other threads.

describe.each(Object.entries(instructionSets))("code that a program in %s changes", (_, flags) => {
  const program = new Program("changing.c", ...flags);
  const discarded = new Program("discarded.c", ...flags);

  test.each([
    { trustThreshold: -1, told: [], events: [] },
    { trustThreshold: -1, told: ["told"], events: [] },
    { trustThreshold: 0, told: ["told"], events: [] },
    { trustThreshold: 1, told: ["told"], events: allEvents },
  ])("is executed as it is with trustThreshold $trustThreshold, $told", async ({ trustThreshold, told, events }) => {
    const native = runNatively(program, told);
    expect(native).toMatchObject({ ends: 8, stderr: "" });
    expect(native.stdout.match(/^[a-z]+ [1-9]\d+$/gm)).toHaveLength(14);
    const following = { args: told, from: "main", events, stalker: { trustThreshold } };
    const { outcome, errors } = await runFollowed(program, following);
    expect(errors).toEqual([]);
    expect(outcome).toEqual(native);
  });

  test("is not executed as it is where it is trusted and nobody is told", async () => {
    const native = runNatively(program);
    const { outcome } = await runFollowed(program, { from: "main", stalker: { trustThreshold: 1 } });
    expect(outcome.ends).toBe(8);
    expect(outcome.stdout).not.toBe(native.stdout);
  });

  // The emulator itself goes on with what it had. The program compares what it executes with what it reads.
  test.each([[[]], [allEvents]])(
    "is executed as it is after madvise has discarded it, with events %j",
    async (events) => {
      const { outcome, errors } = await runFollowed(discarded, { from: "main", events });
      expect(errors).toEqual([]);
      expect(outcome).toEqual({ ends: 6, stdout: "400 calls, 0 wrong\n", stderr: "" });
    },
  );
});
