import { afterEach, describe, expect, it } from "vitest";
import { type FollowOptions, Stalker, type StalkerOptions } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { runTo } from "./engine/running.js";
import { keepAll } from "./vectors/transforms.js";

// Ranges that are excluded and included while a program is followed, against counts that follow from its text; its output against a native run. What is not covered: several followed
// threads.

const TURNS = 70;
const [FROM, TO] = [20, 40];
const turns = Array.from({ length: TURNS }, (_, turn) => turn);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const ways: Readonly<
  Record<string, { readonly options?: StalkerOptions; readonly follow?: FollowOptions; readonly first?: string }>
> = {
  "nothing else": {},
  "something excluded before": { first: "tests" },
  "a transformer": { follow: { transform: keepAll } },
  "events of all kinds": {
    follow: { events: { call: true, ret: true, exec: true, block: true }, onReceive: () => {} },
  },
  coverage: { follow: { onCoverage: () => {} } },
  "code that is never trusted": { options: { trustThreshold: -1 } },
};

describe.each(Object.entries(instructionSets))("functions that are excluded and included again, in %s", (_, flags) => {
  const program = new Program("entered.c", ...flags);
  afterEach(() => program.end());
  /** The code of a function of the program, which knows no sizes. */
  const range = (name: string): { base: number; size: number } => ({ base: program.range(name).base, size: 4 });

  it.each(Object.entries(ways))("run natively in between if they are called, with %s", async (_, way) => {
    const { target, output } = await program.start(String(TURNS));
    const errors: Error[] = [];
    const stalker = new Stalker(target, { ...way.options, onError: (error) => errors.push(error) });
    await runTo(target, program.address("main"));
    if (way.first !== undefined) stalker.exclude(range(way.first));
    const counts = { spins: 0, leaf: 0, tests: 0 };
    let turn = 0;
    for (const name of ["spins", "leaf", "tests"] as const) {
      stalker.addInstructionProbe(program.address(name), () => counts[name]++);
    }
    stalker.addCallProbe(program.address("back"), () => {
      const change = turn === FROM ? "exclude" : turn === TO ? "include" : null;
      turn++;
      if (change === null) return;
      for (const name of ["spins", "leaf"]) stalker[change](range(name));
    });
    stalker.follow(target.mainThread, way.follow);
    expect(await target.resume()).toEqual({ kind: "exited", status: 23 });
    await output.closed;
    expect({ errors, text: output.stdout }).toEqual({ errors: [], text: program.native(String(TURNS)).text });
    const argument = (turn: number): number => 1 + (turn % 7);
    expect(counts).toEqual({
      // It is called before the change of a turn, and `leaf` behind it: three times by calls, the others are tail branches.
      spins: sum(turns.filter((turn) => turn <= FROM || turn > TO).map(argument)),
      leaf: sum(turns.map((turn) => 7 + (argument(turn) === 5 ? 1 : 0) - (turn >= FROM && turn < TO ? 3 : 0))),
      tests: way.first === undefined ? sum(turns.map((turn) => argument(turn) + 1)) : 0,
    });
  });

  it("may be parts of what was excluded", async () => {
    const { target, output } = await program.start(String(TURNS));
    const stalker = new Stalker(target);
    await runTo(target, program.address("main"));
    const counts = { spins: 0, tests: 0, sums: 0 };
    stalker.exclude({ base: 0, size: 2 ** 32 });
    for (const name of ["spins", "tests"]) stalker.include(range(name));
    for (const name of ["spins", "tests", "sums"] as const) {
      stalker.addCallProbe(program.address(name), () => counts[name]++);
    }
    stalker.follow();
    expect(await target.resume()).toEqual({ kind: "exited", status: 23 });
    await output.closed;
    expect(output.stdout).toBe(program.native(String(TURNS)).text);
    expect(counts).toEqual({ spins: TURNS, tests: TURNS, sums: 0 });
  });
});
