import { describe, expect, test } from "vitest";
import { allEvents, runFollowed, runNatively } from "./engine/alike.js";
import { instructionSets, Program } from "./engine/programs.js";

describe.each(Object.entries(instructionSets))("a program in %s", (_, flags) => {
  const addresses = new Program("addresses.c", ...flags);
  const exhausted = new Program("exhausted.c", ...flags);
  const manyPages = new Program("many-pages.c", ...flags);

  test("has its memory where it has it by itself", async () => {
    const native = runNatively(addresses);
    expect(native.stdout.split("\n").length).toBe(14);
    const { outcome, errors, followedToTheEnd } = await runFollowed(addresses, { events: allEvents });
    expect({ outcome, errors, followedToTheEnd }).toEqual({ outcome: native, errors: [], followedToTheEnd: true });
  });

  test.each([[[]], [allEvents]])(
    "is followed to its end when it uses up its address space, with events %j",
    async (events) => {
      const native = runNatively(exhausted);
      expect(native).toMatchObject({ ends: 3, stderr: "" });
      const { outcome, errors, followedToTheEnd } = await runFollowed(exhausted, { events });
      expect({ outcome, errors, followedToTheEnd }).toEqual({ outcome: native, errors: [], followedToTheEnd: true });
    },
  );

  test("goes on natively where the engine needs more than there is", async () => {
    const args = ["2000"];
    const native = runNatively(manyPages, args);
    expect(native).toMatchObject({ ends: 3, stdout: "8000\n", stderr: "" });
    const { outcome, errors, followedToTheEnd } = await runFollowed(manyPages, { args, events: allEvents });
    expect({ outcome, followedToTheEnd }).toEqual({ outcome: native, followedToTheEnd: false });
    expect(errors).toMatchObject([{ name: "StalkerError", code: "out-of-memory" }]);
  });
});
