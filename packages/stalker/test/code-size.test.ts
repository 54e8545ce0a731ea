import { afterEach, describe, expect, it } from "vitest";
import { type FollowOptions, Stalker, type StalkerOptions } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { runTo } from "./engine/running.js";
import { keepAll } from "./vectors/transforms.js";

// A program that has more code than there is room for: all of it is compiled anew, over and over, while events are recorded and signals come.

const LEAST = 512 << 10;
const STRIDE = 64;
const ROUNDS = 2;
const [CALL, RET, EXEC] = [1, 2, 4];

interface Purpose {
  readonly name: string;
  /** How many functions are called: as many as have too much code together. */
  readonly count: number;
  readonly options: FollowOptions;
  readonly stalker?: StalkerOptions;
}
const purposes: readonly Purpose[] = [
  { name: "no events", count: 2500, options: {} },
  {
    name: "all events",
    count: 1000,
    options: { events: { call: true, ret: true, block: true, exec: true, compile: true } },
  },
  { name: "a transformer", count: 2400, options: { transform: keepAll, events: { call: true } } },
  { name: "no trust", count: 2000, options: { events: { ret: true } }, stalker: { trustThreshold: -1 } },
];

describe.each(Object.entries(instructionSets))("the least room for generated code, in %s", (_, flags) => {
  const program = new Program("many.c", ...flags);
  const first = program.address("functions") & ~1;
  afterEach(() => program.end());

  it.each(purposes)(
    "holds all that runs of a program with signals, with $name",
    async ({ count, options, stalker: more }) => {
      const native = program.native(String(ROUNDS), "0", String(count));
      const { target, output } = await program.start(String(ROUNDS), "20", String(count));
      const errors: Error[] = [];
      const stalker = new Stalker(target, { codeSize: LEAST, onError: (error) => errors.push(error), ...more });
      await runTo(target, program.address("main"));
      const called = new Uint32Array(count);
      const returned = new Uint32Array(count);
      const executed = new Uint32Array(count);
      stalker.follow(target.mainThread, {
        ...options,
        onReceive: (received) => {
          const words = new Uint32Array(received);
          for (let at = 0; at < words.length; at += 4) {
            const [type, location, to] = [words[at]!, (words[at + 1]! & ~1) - first, (words[at + 2]! & ~1) - first];
            const [from, callee] = [Math.floor(location / STRIDE), to / STRIDE];
            if (type === CALL && Number.isInteger(callee) && callee >= 0 && callee < count) called[callee]!++;
            if (from < 0 || from >= count) continue;
            if (type === RET) returned[from]!++;
            if (type === EXEC && location % STRIDE === 0) executed[from]!++;
          }
        },
      });
      const end = await target.resume();
      await output.closed;
      expect(errors).toEqual([]);
      expect({ end, text: output.stdout }).toEqual({ end: { kind: "exited", status: 24 }, text: native.text });
      const wanted = (isWanted: boolean | undefined): Uint32Array => new Uint32Array(count).fill(isWanted ? ROUNDS : 0);
      expect(called).toEqual(wanted(options.events?.call));
      expect(returned).toEqual(wanted(options.events?.ret));
      expect(executed).toEqual(wanted(options.events?.exec));
      // What was compiled did not fit at once: half of the room is kept for what one block brings along.
      expect(stalker.statistics.bytesOfCode).toBeGreaterThan(LEAST / 2);
    },
  );

  it("is what is asked for at least", async () => {
    const { target } = await program.start("1");
    expect(() => new Stalker(target, { codeSize: LEAST - 1 })).toThrow(
      expect.objectContaining({ code: "invalid-argument" }),
    );
  });
});
