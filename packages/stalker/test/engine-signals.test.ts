import { afterEach, describe, expect, test } from "vitest";
import { type FollowOptions, Stalker, type StalkerOptions } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { runFor, startTo } from "./engine/running.js";
import { keepAll } from "./vectors/transforms.js";

const fine = "0 differences, 0 wrong, 0 wrong stacks, 0 outside, 0 wrong, nested all, some within\n";

interface Purpose {
  readonly name: string;
  readonly options: FollowOptions;
  readonly stalker?: StalkerOptions;
}

const purposes: readonly Purpose[] = [
  { name: "no events", options: {} },
  { name: "calls and returns", options: { events: { call: true, ret: true } } },
  { name: "all events", options: { events: { call: true, ret: true, block: true, exec: true, compile: true } } },
  { name: "no trust", options: {}, stalker: { trustThreshold: -1 } },
  { name: "a transformer", options: { transform: keepAll } },
  {
    name: "callouts",
    options: {
      transform: (iterator) => {
        iterator.putCallout(() => {});
        keepAll(iterator);
      },
    },
  },
];

describe.each(Object.entries(instructionSets))("signals of a program in %s", (_, flags) => {
  const program = new Program("signals.c", ...flags);
  afterEach(() => program.end());

  test("the program finds nothing wrong by itself", () => {
    expect(program.native("2000")).toEqual({ text: fine, status: 26 });
  });

  test.each(purposes)(
    "tells handlers the program's own PC and registers, with $name",
    async ({ name, options, stalker: stalkerOptions = {} }) => {
      const isSlow = stalkerOptions.trustThreshold === -1 || name === "callouts";
      const { target, output, stalker, errors } = await startTo(
        program,
        "main",
        [isSlow ? "4" : "200"],
        stalkerOptions,
      );
      let handlers = 0;
      const handler = program.address("look");
      stalker.follow(target.mainThread, {
        ...options,
        onReceive: (received) => {
          for (const row of Stalker.parse(received)) if (row[0] === "call" && row[2] === handler) handlers++;
        },
      });
      expect(await target.resume()).toEqual({ kind: "exited", status: 26 });
      await output.closed;
      expect(isSlow ? output.stdout.replace("none within", "some within") : output.stdout).toBe(fine);
      expect(errors).toEqual([]);
      // Handlers are followed.
      if (options.events?.call) expect(handlers).toBeGreaterThan(200);
    },
  );

  test("follows and unfollows between signals, with handlers that were installed before", async () => {
    const { target, output, stalker, errors } = await startTo(program, "known", ["3000"]);
    for (let round = 0; round < 12 && target.state === "stopped"; round++) {
      stalker.follow(target.mainThread, { onReceive: () => {}, ...purposes[round % 3]!.options });
      await runFor(target, 5 + round);
      stalker.unfollow();
      for (let more = 0; stalker.threads.length > 0 && more < 50; more++) await runFor(target, 2);
      expect(stalker.threads).toEqual([]);
      await runFor(target, round % 3);
    }
    expect(await target.resume()).toEqual({ kind: "exited", status: 26 });
    await output.closed;
    // A signal that comes while the engine borrows the thread is delivered later, by a stub that has no way to tell its siginfo.
    expect(output.stdout.replace(/\d+ wrong, nested/, "0 wrong, nested")).toBe(fine);
    expect(errors).toEqual([]);
  });
});
