import { afterEach, describe, expect, it } from "vitest";
import { type FollowOptions, Stalker, type StalkerOptions } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { runTo } from "./engine/running.js";
import { keepAll } from "./vectors/transforms.js";

// How often functions are entered, against counts that follow from the program's text, and what it prints, against a native run. What is not covered: several followed threads.

const TURNS = 70;

/** How often each address is entered in a turn, by the argument of the turn's calls. */
const entries: Readonly<Record<string, (n: number) => number>> = {
  spins: () => 1,
  tests: () => 1,
  ahead: () => 1,
  passes: () => 1,
  guards: () => 2,
  forward: () => 1,
  back: () => 1,
  leaf: (n) => 7 + (n === 5 ? 1 : 0),
  either: () => 1,
  by_register: () => 1,
  from_memory: () => 1,
  even: (n) => n + 1,
  odd: (n) => n + 1,
  sums: (n) => n + 1,
  returns: () => 1,
  behind: () => 0,
  pops: () => 1,
};
/** How often the instructions are executed that are not executed once for each entry. */
const executions: typeof entries = {
  ...entries,
  spins: (n) => n,
  tests: (n) => n + 1,
  ahead: (n) => n,
  behind: () => 1,
};

function sumOf(counts: typeof entries): Record<string, number> {
  const sums: Record<string, number> = { handler: TURNS / 10 };
  for (const [name, count] of Object.entries(counts)) {
    sums[name] = 0;
    for (let turn = 0; turn < TURNS; turn++) sums[name] += count(1 + (turn % 7));
  }
  return sums;
}

const ways: Readonly<Record<string, { readonly options?: StalkerOptions; readonly follow?: FollowOptions }>> = {
  "nothing else": {},
  "a transformer": { follow: { transform: keepAll } },
  "events of all kinds": {
    follow: { events: { call: true, ret: true, exec: true, block: true }, onReceive: () => {} },
  },
  coverage: { follow: { onCoverage: () => {} } },
  "code that is never trusted": { options: { trustThreshold: -1 } },
  "nothing compiled ahead": { options: { compileAhead: 0, regroup: { after: 0 } } },
};

describe.each(Object.entries(instructionSets))("probes in %s", (set, flags) => {
  const program = new Program("entered.c", ...flags);
  afterEach(() => program.end());
  const expected = sumOf(entries);

  /** Follows the program from `main` on, to its end. */
  async function run(
    prepare: (stalker: Stalker) => void,
    { options = {}, follow = {} }: (typeof ways)[string] = {},
    ...args: readonly string[]
  ): Promise<void> {
    const { target, output } = await program.start(String(TURNS), ...args);
    const errors: string[] = [];
    const stalker = new Stalker(target, { ...options, onError: ({ message }) => errors.push(message) });
    await runTo(target, program.address("main"));
    prepare(stalker);
    stalker.follow(target.mainThread, follow);
    expect(await target.resume()).toEqual({ kind: "exited", status: 23 });
    await output.closed;
    expect({ errors, text: output.stdout }).toEqual({ errors: [], text: program.native(String(TURNS)).text });
  }

  it.each(Object.entries(ways))(
    "of calls are called for calls and tail branches, once each, with %s",
    async (_, way) => {
      const counts: Record<string, number> = {};
      await run((stalker) => {
        for (const name of Object.keys(expected)) {
          counts[name] = 0;
          const address = program.address(name);
          // Bit 0 does not matter.
          stalker.addCallProbe(address ^ 1, ({ targetAddress, context }) => {
            expect(targetAddress).toBe(address);
            expect(context.pc).toBe((address & ~1) >>> 0);
            expect((context.cpsr >>> 5) & 1).toBe(set === "T32" ? 1 : 0);
            counts[name]!++;
          });
        }
      }, way);
      expect(counts).toEqual(expected);
    },
  );

  it("of instructions are called each time", async () => {
    const counts: Record<string, number> = {};
    const all = sumOf(executions);
    await run((stalker) => {
      for (const name of Object.keys(all)) {
        counts[name] = 0;
        stalker.addInstructionProbe(program.address(name) & ~1, (context) => {
          expect(context.pc).toBe((program.address(name) & ~1) >>> 0);
          counts[name]!++;
        });
      }
    });
    expect(counts).toEqual(all);
  });

  it("of calls lose and double nothing while signals come", async () => {
    const counts: Record<string, number> = {};
    await run(
      (stalker) => {
        for (const name of Object.keys(expected)) {
          counts[name] = 0;
          stalker.addCallProbe(program.address(name), () => counts[name]!++);
        }
      },
      {},
      "900",
    );
    expect(counts).toEqual(expected);
  });

  it("are given their data, and tell when they are not used any more", async () => {
    const told: string[] = [];
    const hits: string[] = [];
    const notify = (data: string): void => void told.push(data);
    await run((stalker) => {
      const own = stalker.addCallProbe(
        program.address("back"),
        (_, data) => {
          hits.push(data);
          stalker.removeCallProbe(own);
          // It still runs.
          expect(told).toEqual(["instruction"]);
        },
        "own",
        notify,
      );
      const other = stalker.addInstructionProbe(
        program.address("back"),
        (_, data) => void hits.push(data),
        "instruction",
        notify,
      );
      stalker.removeInstructionProbe(other);
      for (const remove of [
        () => stalker.removeInstructionProbe(other),
        () => stalker.removeInstructionProbe(own),
        () => stalker.removeCallProbe(other),
      ]) {
        expect(remove).toThrow(expect.objectContaining({ code: "invalid-argument" }));
      }
      stalker.addCallProbe(program.address("main"), () => {}, "left", notify);
    });
    expect(hits).toEqual(["own"]);
    expect(told).toEqual(["instruction", "own"]);
  });

  it("come and go from callouts, transformers, receivers and other probes, and are called only while they are there", async () => {
    let hits = 0;
    let isThere = false;
    let wrong = 0;
    let changes = 0;
    let id = 0;
    const toggle = (stalker: Stalker): void => {
      changes++;
      if (isThere) stalker.removeCallProbe(id);
      else
        id = stalker.addCallProbe(program.address("leaf"), () => {
          hits++;
          if (!isThere) wrong++;
        });
      isThere = !isThere;
    };
    let stalker: Stalker | null = null;
    await run(
      (one) => {
        stalker = one;
        one.addCallProbe(program.address("even"), () => toggle(one));
      },
      {
        follow: {
          events: { call: true },
          onEvent: () => toggle(stalker!),
          transform(iterator) {
            toggle(stalker!);
            for (let instruction = iterator.next(); instruction !== null; instruction = iterator.next()) {
              if (instruction.branch?.kind === "return") iterator.putCallout(() => toggle(stalker!));
              iterator.keep();
            }
          },
        },
      },
    );
    expect(changes).toBeGreaterThan(1000);
    expect(hits).toBeGreaterThan(0);
    expect(wrong).toBe(0);
  });

  it("come and go from outside 60 times while the program runs", async () => {
    const { target, output } = await program.start("3000");
    const stalker = new Stalker(target);
    await runTo(target, program.address("main"));
    stalker.follow();
    const ended = target.resume();
    let isRunning = true;
    void ended.then(() => {
      isRunning = false;
    });
    let [hits, late] = [0, 0];
    for (let turn = 0; turn < 60 && isRunning; turn++) {
      let isThere = true;
      const id = stalker.addCallProbe(program.address("leaf"), () => (isThere ? hits++ : late++));
      await new Promise((wake) => setTimeout(wake, 1));
      isThere = false;
      if (isRunning) stalker.removeCallProbe(id);
    }
    expect(await ended).toEqual({ kind: "exited", status: 23 });
    await output.closed;
    expect(output.stdout).toBe(program.native("3000").text);
    expect(hits).toBeGreaterThan(0);
    expect(late).toBe(0);
  });
});
