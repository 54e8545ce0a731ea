import { describe, expect, test } from "vitest";
import { allEvents, runFollowed, runNatively } from "./engine/alike.js";
import { instructionSets, Program } from "./engine/programs.js";
import { keepAll } from "./vectors/transforms.js";

// Instructions that generated code cannot hold run where they lie, and following goes on behind them.

describe.each(Object.entries(instructionSets))("undefined instructions and big-endian data in %s", (_, flags) => {
  const program = new Program("inplace.c", ...flags);

  test.each([
    { name: "no events", events: [] },
    { name: "all events", events: allEvents },
    { name: "a transformer", events: [], transform: keepAll },
  ])("are as in a native run, with $name", async ({ events, ...following }) => {
    const native = runNatively(program);
    expect(native).toMatchObject({ ends: 6, stderr: "" });
    expect(native.stdout).toMatch(/\d+ handled, 0 wrong, 55\n$/);
    const { outcome, errors, followedToTheEnd } = await runFollowed(program, { from: "main", events, ...following });
    expect(errors).toEqual([]);
    expect(outcome).toEqual(native);
    expect(followedToTheEnd).toBe(true);
  });
});
