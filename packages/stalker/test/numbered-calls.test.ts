import { describe, expect, test } from "vitest";
import { allEvents, runFollowed, runNatively } from "./engine/alike.js";
import { Program } from "./engine/programs.js";

// System calls that are not the EABI's, under an emulator, which takes the OABI's numbers and semihosting. A kernel that takes neither is not covered.

/** By how much the handler raises the sum decides which call ends the program. */
const ends = { "exit of the OABI": 1, "SYS_EXIT of semihosting": 40 } as const;

describe.each(Object.entries(ends))("calls with a number in the instruction, to the %s", (name, counted) => {
  const program = new Program("numbered.S", "-nostdlib", "-Wl,-N", `-DCOUNTED=${counted}`);

  test.each([[[]], [allEvents]])("do the same with events %j", async (events) => {
    const native = runNatively(program);
    expect(native).toEqual({
      ends: name.startsWith("exit") ? 45 + 1 + 3 : 0,
      stdout: "text\n",
      stderr: "told\n".repeat(4),
    });
    const { outcome, errors, events: received, followedToTheEnd } = await runFollowed(program, { events });
    expect(errors).toEqual([]);
    expect(outcome).toEqual(native);
    if (events.length > 0) {
      // The last instructions are seen too: events are fetched before the program ends.
      expect(received.call).toBeGreaterThan(9);
      expect(received.exec).toBeGreaterThan(100);
    }
    if (name.startsWith("SYS_EXIT")) expect(followedToTheEnd).toBe(true);
  });
});
