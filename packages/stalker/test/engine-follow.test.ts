import { Random } from "@armstalker/oracles";
import { MOST_SIGNALS } from "@armstalker/target";
import { afterEach, describe, expect, test } from "vitest";
import type { FollowOptions } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { runFor, startTo } from "./engine/running.js";
import { targetKind } from "./target-kind.js";

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;

/** Each takes seconds where a program is slow to start and to stop. */
const ROUNDS = Math.min(24, 8 * targetKind.mostCases);

const selections: readonly FollowOptions[] = [
  {},
  { events: { call: true, ret: true } },
  { events: { block: true } },
  { events: { exec: true, call: true, ret: true, block: true, compile: true } },
];

describe.each(Object.entries(instructionSets))(
  `following and unfollowing in %s (ARMSTALKER_SEED=${seed})`,
  (_, flags) => {
    const program = new Program("work.c", ...flags);
    afterEach(() => program.end());

    test("borrows the thread less than once for each signal to begin with", async () => {
      const { target, stalker, errors } = await startTo(program, "main", []);
      let borrowed = 0;
      for (const method of ["call", "systemCall"] as const) {
        const own = target[method].bind(target);
        target[method] = (...args) => {
          borrowed++;
          return own(...args);
        };
      }
      stalker.follow(target.mainThread, { events: { block: true }, onReceive: () => {} });
      expect(borrowed).toBeGreaterThan(0);
      expect(borrowed).toBeLessThan(MOST_SIGNALS / 2);
      expect(errors).toEqual([]);
    });

    test("follows and unfollows a program at many moments, and changes nothing of what it does", async () => {
      const random = new Random(seed);
      const { target, output, stalker, errors } = await startTo(program, "main", []);
      const { mainThread } = target;
      let left = 0;
      let events = 0;
      for (let round = 0; round < ROUNDS; round++) {
        await runFor(target, random.below(6));
        const options = selections[round % selections.length]!;
        stalker.follow(mainThread, { ...options, onReceive: (received) => (events += received.byteLength) });
        await runFor(target, random.below(40));
        stalker.unfollow(mainThread);
        left += stalker.threads.length === 0 ? 1 : 0;
        // From where its registers are not the program's it goes on to where they are.
        for (let more = 0; stalker.threads.length > 0 && more < 100; more++) await runFor(target, 1);
        expect(stalker.threads).toEqual([]);
        expect(stalker.garbageCollect()).toBe(false);
      }
      program.write(target, "enough", 1);
      expect(await target.resume()).toEqual({ kind: "exited", status: 21 });
      await output.closed;
      expect(errors).toEqual([]);
      expect(output.stdout).toMatch(/^0 differences, /);
      expect(left).toBeGreaterThan(0);
      expect(events).toBeGreaterThan(0);
    });
  },
);
