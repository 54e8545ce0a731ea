import { afterEach, describe, expect, it } from "vitest";
import {
  type Backpatch,
  deserializeBackpatches,
  type FollowOptions,
  type Mapping,
  Stalker,
  type StalkerObserver,
  type StalkerOptions,
  type SwitchDetails,
  serializeBackpatches,
} from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { runTo } from "./engine/running.js";
import { errorOf } from "./mistakes/error-of.js";

// Observers, and what is compiled before it is reached: against counts that follow from the program's text, and against a run without; the program's output against a native run.
// What is not covered: several followed threads.

const TURNS = 70;

describe.each(Object.entries(instructionSets))("observers of a program in %s", (_, flags) => {
  const program = new Program("entered.c", ...flags);
  const [back, leaf, spins, tests] = ["back", "leaf", "spins", "tests"].map((name) => program.address(name)) as [
    number,
    number,
    number,
    number,
  ];
  afterEach(() => program.end());

  /** Follows the program from `main` on, to its end. */
  async function run(
    prepare: (stalker: Stalker) => void,
    options: StalkerOptions = {},
    follow: FollowOptions = {},
  ): Promise<{ doors: number; text: string; mappings: readonly Mapping[] }> {
    const { target, output } = await program.start(String(TURNS));
    const errors: Error[] = [];
    const stalker = new Stalker(target, { onError: (error) => errors.push(error), ...options });
    await runTo(target, program.address("main"));
    stalker.follow(target.mainThread, follow);
    prepare(stalker);
    const before = stalker.statistics;
    const mappings = target.mappings();
    expect(await target.resume()).toEqual({ kind: "exited", status: 23 });
    await output.closed;
    expect(errors).toEqual([]);
    const { doors, stops } = stalker.statistics;
    return { doors: doors + stops - before.doors - before.stops, text: output.stdout, mappings };
  }

  const native = (): string => program.native(String(TURNS)).text;

  it("see each transition that they want, and no other", async () => {
    const seen: SwitchDetails[] = [];
    const wanted = new Set([back, leaf, spins]);
    const { text } = await run((stalker) =>
      stalker.setObserver({
        wantsSwitch: (target) => wanted.has(target),
        switchCallback(details) {
          seen.push(details);
          return undefined;
        },
      }),
    );
    expect(text).toBe(native());
    const count = (target: number): number => seen.filter((one) => one.target === target).length;
    const turns = Array.from({ length: TURNS }, (_, turn) => 1 + (turn % 7));
    expect({ back: count(back), leaf: count(leaf), spins: count(spins), all: seen.length }).toEqual({
      back: TURNS,
      leaf: turns.reduce((sum, n) => sum + 7 + (n === 5 ? 1 : 0), 0),
      // The first instruction is that of a loop.
      spins: turns.reduce((sum, n) => sum + n, 0),
      all: seen.length,
    });
    expect(seen.every(({ target }) => wanted.has(target))).toBe(true);
    const loop = program.address("spins") & ~1;
    const fromLoop = seen.filter((one) => one.target === spins && one.from === spins);
    expect(fromLoop.length).toBeGreaterThan(0);
    for (const { fromInsn } of fromLoop) expect(fromInsn).toBe(loop + ((spins & 1) === 0 ? 8 : 4));
  });

  it("redirect transitions, and no more when they are gone", async () => {
    let stalker: Stalker | null = null;
    let [redirected, calls] = [0, 0];
    const { text } = await run((one) => {
      stalker = one;
      const observer: StalkerObserver = {
        switchCallback: ({ target }) => {
          if (target !== spins) return undefined;
          // `tests`, which has the same parameters, instead of all calls but the loop's own.
          if (++redirected === 10) stalker!.setObserver(null);
          return tests;
        },
      };
      one.setObserver(observer);
      one.addCallProbe(tests, () => calls++);
    });
    expect(redirected).toBe(10);
    expect(text).not.toBe(native());
    // A transition that is redirected is no call of the other function.
    expect(calls).toBe(TURNS);
  });

  it("count what comes to the engine, with its kinds", async () => {
    const counts: Record<string, number> = {};
    const { doors } = await run(
      (stalker) => stalker.setObserver({ increment: (counter) => (counts[counter] = (counts[counter] ?? 0) + 1) }),
      { compileAhead: 0, regroup: { after: 0 } },
      { events: { block: true }, onReceive: () => {} },
    );
    const { total, ...kinds } = counts;
    expect(Object.keys(kinds).sort()).toEqual(["call_imm", "jmp_cond_imm", "jmp_continuation", "jmp_imm", "jmp_reg"]);
    expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(total);
    expect(total).toBeGreaterThan(100);
    expect(total).toBeLessThanOrEqual(doors);
  });

  it("tell of links that another run makes before it needs them", async () => {
    const alone = { compileAhead: 0, regroup: { after: 0 } };
    const known: Backpatch[] = [];
    const totals = [0, 0];
    const counting = (run: number): StalkerObserver => ({
      increment: (name) => (totals[run]! += name === "total" ? 1 : 0),
    });
    const first = await run(
      (stalker) => stalker.setObserver({ ...counting(0), notifyBackpatch: (backpatch) => known.push(backpatch) }),
      alone,
    );
    const bytes = serializeBackpatches(known, first.mappings);
    let compiled = 0;
    const second = await run((stalker) => {
      const backpatches = deserializeBackpatches(bytes, stalker.target.mappings());
      expect(backpatches).toEqual(known);
      for (const backpatch of backpatches) stalker.prefetchBackpatch(backpatch);
      compiled = stalker.statistics.blocks;
      stalker.setObserver(counting(1));
    }, alone);
    expect([first.text, second.text]).toEqual([native(), native()]);
    expect(compiled).toBeGreaterThan(100);
    expect(totals[1]).toBeLessThan(totals[0]! / 50);
    expect(second.doors).toBeLessThan(first.doors / 5);
  });

  it("have blocks compiled before they are reached", async () => {
    const { text } = await run(
      (stalker) => {
        const before = stalker.statistics.blocks;
        for (let round = 0; round < 2; round++) stalker.prefetch(leaf, 1);
        expect(stalker.statistics.blocks).toBe(before + 1);
        // No code is there.
        stalker.prefetch(4, 1);
        expect(stalker.statistics.blocks).toBe(before + 1);
      },
      { compileAhead: 0 },
    );
    expect(text).toBe(native());
  });
});

describe("backpatches as bytes", () => {
  const mapping = (base: number, path: string, offset: number, protection: Mapping["protection"]): Mapping => ({
    base,
    size: 0x3000,
    protection,
    path,
    offset,
  });
  const here = [
    mapping(0x1_0000, "/bin/program", 0, "r-x"),
    mapping(0x4000_0000, "/lib/libc.so", 0x1000, "r--"),
    mapping(0x4100_0000, "/lib/libc.so", 0x3000, "r-x"),
    mapping(0x5000_0000, "", 0, "rwx"),
  ];
  const backpatches = [
    { from: 0x1_0021, to: 0x4100_0101, fromInsn: 0x1_0024 },
    { from: 0, to: 0x4100_2ffe, fromInsn: 0 },
    { from: 0x5000_0000, to: 0x5000_0100, fromInsn: 0x5000_0010 },
  ];

  it("are the same where nothing has moved, and go along with their files", () => {
    const bytes = serializeBackpatches(backpatches, here);
    expect(deserializeBackpatches(bytes, here)).toEqual(backpatches);
    const there = [
      mapping(0x8000, "/bin/program", 0, "r-x"),
      mapping(0x7100_1000, "/lib/libc.so", 0x3000, "r--"),
      mapping(0x7000_0000, "/lib/libc.so", 0x3000, "r-x"),
    ];
    expect(deserializeBackpatches(bytes, there)).toEqual([
      { from: 0x8021, to: 0x7000_0101, fromInsn: 0x8024 },
      { from: 0, to: 0x7000_2ffe, fromInsn: 0 },
      backpatches[2],
    ]);
    // Code that is not there is left out.
    expect(deserializeBackpatches(bytes, [])).toEqual([backpatches[2]]);
  });

  it("are refused if they are none", () => {
    const bytes = serializeBackpatches(backpatches, here);
    const changed = Uint8Array.from(bytes);
    changed[0] = changed[0]! ^ 1;
    const noNames = Uint8Array.from(bytes);
    noNames[noNames.length - 1] = 0;
    for (const wrong of [changed, noNames, bytes.subarray(1), bytes.subarray(0, -1), new Uint8Array(0)]) {
      expect(errorOf(() => deserializeBackpatches(wrong, here)).code).toBe("invalid-argument");
    }
  });
});
