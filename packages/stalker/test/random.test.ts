/*
 * Random programs, natively and followed: what they leave (registers, flags, VFP, memory), every event, and so every instruction
 * executed, compared with the emulator's own log. See random/generate.ts for what they are made of.
 *
 * Not covered: threads, signals, code that is written while it runs, excluded ranges, transformers, Thumb-1 processors.
 *
 * ARMSTALKER_SEED repeats a run, ARMSTALKER_PROGRAM runs but one of its programs, ARMSTALKER_PROGRAMS says how many.
 */
import type { EventSelection, StalkerOptions } from "@armstalker/stalker";
import { describe, expect, test } from "vitest";
import type { CodePages } from "./random/bed.js";
import { compareRuns } from "./random/campaign.js";
import { coverageMistakes } from "./random/coverage.js";
import { generateProgram } from "./random/generate.js";
import { reportOf } from "./random/report.js";

const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 0x7fffffff);
const only = process.env.ARMSTALKER_PROGRAM;
const total = Number(process.env.ARMSTALKER_PROGRAMS ?? 5000);
/** Programs that one process of the emulator executes. */
const BED_SIZE = 500;

const selections: readonly EventSelection[] = [{}, { call: true, ret: true, block: true }, { exec: true }];

/** What the beds run under, in turn. */
const settings: readonly { options: StalkerOptions; pages: CodePages }[] = [
  { options: {}, pages: "read-only" },
  { options: { compileAhead: 4, regroup: { after: 1, share: 1 } }, pages: "read-only" },
  { options: { compileAhead: 0, queueCapacity: 7 }, pages: "read-only" },
  { options: { queueDrainInterval: 2 }, pages: "read-only" },
  { options: { trustThreshold: -1 }, pages: "read-only" },
  { options: {}, pages: "writable" },
  { options: { compileAhead: 400, trustThreshold: 3 }, pages: "writable" },
];

const bedOf = (index: number): number => Math.floor(index / BED_SIZE);
const indices: number[] = only !== undefined ? [Number(only)] : Array.from({ length: total }, (_, index) => index);
const beds: number[][] = [];
for (let rest = indices; rest.length > 0; ) {
  const others = rest.filter((index) => bedOf(index) !== bedOf(rest[0]!));
  beds.push(rest.filter((index) => !others.includes(index)));
  rest = others;
}

describe(`random programs of seed ${seed}`, () => {
  console.log(`random programs: ARMSTALKER_SEED=${seed}`);

  for (const bed of beds) {
    test(`programs ${bed[0]} to ${bed.at(-1)} do the same when they are followed`, { timeout: 3_600_000 }, async () => {
      const programs = bed.map((index) => generateProgram(seed, index));
      const { options, pages } = settings[bedOf(bed[0]!) % settings.length]!;
      // Coverage with events, and without.
      const coverage = bedOf(bed[0]!) % 2;
      const ways = selections.map((events, index) => ({ events, options, coverage: index === coverage }));
      const { found, executed, loads, runs } = await compareRuns(seed, programs, ways, pages);
      if (found.length > 0) expect.fail(await reportOf(seed, found, ways, pages));
      // Else nothing was compared.
      expect(executed.length).toBeGreaterThan(bed.length * 100);
      expect(coverageMistakes(executed, runs[coverage]!.covered, loads)).toEqual([]);
      expect(runs).toHaveLength(ways.length);
      for (const { statistics } of runs) expect(statistics.blocks).toBeGreaterThan(bed.length);
      if (options.regroup !== undefined)
        expect(Math.max(...runs.map(({ statistics }) => statistics.regions))).toBeGreaterThan(0);
    });
  }
});
