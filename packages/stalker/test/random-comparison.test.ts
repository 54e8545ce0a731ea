// What the comparison of random programs is worth: faults that are put in on purpose are found, and made small.
import type { Transformer } from "@armstalker/stalker";
import { Stalker } from "@armstalker/stalker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bed, buildBed, RESULT_WORDS } from "./random/bed.js";
import { compareRuns } from "./random/campaign.js";
import { differences } from "./random/compare.js";
import { EVENT_WORDS, expectationOf, listingOf } from "./random/expectation.js";
import { generateProgram } from "./random/generate.js";
import { type NativeRun, runNatively } from "./random/native-run.js";
import { piece, printProgram, type RandomProgram } from "./random/program.js";
import { reportOf } from "./random/report.js";
import { shrink } from "./random/shrink.js";

const SEED = 7;
const EXEC = { exec: true };

const byHand = (instructionSet: "a32" | "t32", ...lines: string[]): RandomProgram => ({
  index: 0,
  functions: [{ name: "f0_0", instructionSet, before: [], body: lines.map((line) => piece(line)), after: ["bx lr"] }],
});

/** The events of the first call of a program, by the offsets of their instructions in it. */
async function eventsOf(program: RandomProgram): Promise<string[]> {
  const bed = buildBed(SEED, [program]);
  try {
    const events = Stalker.parse(expectationOf(await runNatively(bed.path), listingOf(bed.path)).slice().buffer);
    const start = bed.functions.get("f0_0")! & ~1;
    const first = events.findIndex(([type, at]) => type === "call" && at === bed.callSite);
    const end = events.findIndex(([type, at], index) => index > first && type === "exec" && at === bed.callSite + 4);
    return events
      .slice(first + 1, end)
      .filter(([type]) => type === "exec")
      .map(([, at]) => `+${(at as number) - start}`);
  } finally {
    bed.remove();
  }
}

describe("the expectation", () => {
  test("has the members of IT blocks that are executed, by the flags that are there when they are reached", async () => {
    const program = byHand(
      "t32",
      "movs r0, #1",
      "itete eq",
      "addeq r0, #1",
      "cmpne r0, #1",
      "subeq r0, #1",
      "movne r1, #2",
    );
    // The CMP makes EQ true.
    expect(await eventsOf(program)).toEqual(["+1", "+3", "+7", "+9", "+13"]);
  });

  test("has A32 instructions whose conditions fail", async () => {
    expect(await eventsOf(byHand("a32", "cmp r0, r0", "addne r0, r0, #1", "moveq r1, #2"))).toEqual([
      "+0",
      "+4",
      "+8",
      "+12",
    ]);
  });

  test("has none of what is between an exclusive load and its store", async () => {
    const lines = ["ldrex r0, [r7]", "add r0, r0, #1", "strex r1, r0, [r7]", "nop"];
    expect(await eventsOf(byHand("a32", ...lines))).toEqual(["+0", "+12", "+16"]);
  });
});

describe("the comparison", () => {
  let bed: Bed;
  let native: NativeRun;
  let expectation: Uint32Array;
  let events: Uint32Array;

  beforeAll(async () => {
    bed = buildBed(
      SEED,
      [1, 2, 3].map((index) => generateProgram(SEED, index)),
    );
    native = await runNatively(bed.path);
    expectation = expectationOf(native, listingOf(bed.path));
    const rows = Array.from({ length: expectation.length / EVENT_WORDS }, (_, at) =>
      expectation.subarray(at * EVENT_WORDS, (at + 1) * EVENT_WORDS),
    ).filter(([type]) => type === 4);
    events = Uint32Array.from(rows.flatMap((row) => [...row]));
  });
  afterAll(() => bed.remove());

  const compare = (changes: Partial<{ output: Buffer; end: string; events: Uint32Array }>) =>
    differences(bed, native, expectation, EXEC, { output: native.output, end: "0", events, ...changes });

  test("is content with the same", () => {
    expect(compare({})).toEqual([]);
  });

  test("names each word of each result that differs, and the program", () => {
    for (let word = 0; word < 3 * RESULT_WORDS; word++) {
      const output = Buffer.from(native.output);
      output[4 * word]! ^= 1;
      const found = compare({ output });
      expect(found.map(({ program }) => program.index)).toEqual([1 + Math.floor(word / RESULT_WORDS)]);
      expect(found[0]!.what).toHaveLength(1);
    }
  });

  test("misses no event that is missing, too much, or of another instruction", () => {
    const count = events.length / EVENT_WORDS;
    for (let at = 0; at < count; at++) {
      const [before, row, after] = [0, at, at + 1].map((start, part) =>
        events.slice(start * EVENT_WORDS, [at, at + 1, count][part]! * EVENT_WORDS),
      ) as [Uint32Array, Uint32Array, Uint32Array];
      const other = row.map((word, index) => (index === 1 ? word ^ 2 : word));
      expect(compare({ events: Uint32Array.of(...before, ...after) })).not.toEqual([]);
      expect(compare({ events: Uint32Array.of(...before, ...row, ...row, ...after) })).not.toEqual([]);
      expect(compare({ events: Uint32Array.of(...before, ...other, ...after) })).not.toEqual([]);
    }
  });

  test("notices another end, and results that are not there", () => {
    expect(compare({ end: "signal 11" })).not.toEqual([]);
    expect(compare({ output: native.output.subarray(0, -4) })).toMatchObject([{ what: ["there is no result"] }]);
  });
});

describe("a fault of the engine", () => {
  /** Leaves out some instructions. */
  const transform: Transformer = (iterator) => {
    for (let insn = iterator.next(); insn !== null; insn = iterator.next()) {
      if (!/^(?:adc|bic|eor|mvn|orr)/.test(insn.mnemonic)) iterator.keep();
    }
  };

  test("is found, made small, and reported with its seed", async () => {
    const ways = [{ events: {}, transform }];
    const programs = Array.from({ length: 40 }, (_, index) => generateProgram(SEED, index));
    const { found } = await compareRuns(SEED, programs, ways);
    expect(found).not.toEqual([]);
    const report = await reportOf(SEED, found, ways);
    expect(report).toContain(`ARMSTALKER_SEED=${SEED}`);
    expect(report).toMatch(/ instead of /);
    expect(report).toMatch(/^(?:adc|bic|eor|mvn|orr)/m);
    expect(report.split("\n").length).toBeLessThan(30);
  });

  test("leaves the smallest program for which the question stays true", async () => {
    const index = Array.from({ length: 200 }, (_, at) => at).find((at) =>
      /\nclz/.test(printProgram(generateProgram(SEED, at))),
    )!;
    const small = await shrink(generateProgram(SEED, index), async (one) => /\nclz/.test(printProgram(one)), 10_000);
    expect(small.functions.flatMap(({ body }) => body).flatMap(({ parts }) => parts)).toEqual([
      expect.stringMatching(/^clz/),
    ]);
  });
});
