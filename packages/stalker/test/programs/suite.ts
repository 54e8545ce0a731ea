import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Outcome, ProgramRunner } from "./run.js";
import type { ProgramCase } from "./table.js";

/** GumEventType's numbers. */
const [CALL, RET, , BLOCK] = [1, 2, 4, 8];

/** Tests that programs do the same followed as without us. */
export function programSuite(title: string, cases: readonly ProgramCase[]): void {
  describe(title, () => {
    let runner: ProgramRunner;
    beforeAll(() => {
      runner = new ProgramRunner();
    });
    afterAll(() => runner.remove());

    describe.each(cases.map((one) => ({ title: titleOf(one), one })))("$title", ({ one }) => {
      let native: Outcome;
      beforeAll(async () => {
        native = await runner.native(one);
        expect(native.ends, native.stderr).toBe(one.ends);
      });

      test("does the same without events", async () => {
        const { outcome, events, blocks } = await runner.followed(one, {});
        expect(outcome).toEqual(native);
        expect(events.size).toBe(0);
        // Fewer would mean that it ran by itself.
        expect(blocks).toBeGreaterThan(one.few ? 5 : 100);
      });

      if (one.endsElsewhere) return;
      test("does the same with calls, returns and blocks", async () => {
        const { outcome, events } = await runner.followed(one, { call: true, ret: true, block: true });
        expect(outcome).toEqual(native);
        expect([...events.keys()].sort()).toEqual([CALL, RET, BLOCK]);
        for (const number of events.values()) expect(number).toBeGreaterThan(one.few ? 0 : 50);
      });
    });
  });
}

function titleOf({ name, program, args }: ProgramCase): string {
  if (name !== undefined) return name;
  const path = "installed" in program ? program.installed.replace(/.*\//, "") : "a program";
  const line = [path, ...(args ?? [])].join(" ");
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
}
