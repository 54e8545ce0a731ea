import { describe, expect, test } from "vitest";
import { allEvents, runFollowed, runNatively } from "./engine/alike.js";
import { instructionSets, Program } from "./engine/programs.js";

describe.each(Object.entries(instructionSets))("memory that may not be executed, in %s", (_, flags) => {
  const program = new Program("executable.c", ...flags);

  test.each([
    { trustThreshold: 1, events: [] },
    { trustThreshold: -1, events: allEvents },
  ])("faults where it is called, with trustThreshold $trustThreshold", async ({ trustThreshold, events }) => {
    const native = runNatively(program);
    expect(native).toMatchObject({ ends: 5, stderr: "" });
    expect(native.stdout.match(/fault/g)).toHaveLength(7);
    const { outcome, errors, followedToTheEnd } = await runFollowed(program, {
      from: "main",
      events,
      stalker: { trustThreshold },
    });
    expect({ outcome, errors, followedToTheEnd }).toEqual({ outcome: native, errors: [], followedToTheEnd: true });
  });
});
