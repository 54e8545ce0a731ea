import { expect, test } from "vitest";
import { kindOf, rewritingKinds } from "../../src/index.js";
import { type Move, runCampaign } from "./campaign.js";
import { seed } from "./differential.js";

/** Copies the bytes as they are. */
const copy: Move = ({ bytes, from, instructions }, to) => ({
  code: bytes,
  map: instructions.map(({ address }) => ({ from: address, to: address - from + to })),
});

test("a copy of the bytes is found to differ for every kind of instruction that must be rewritten", () => {
  console.log(`seed ${seed}`);
  const found = new Set<string>();
  const kept: string[] = [];
  for (const set of ["a32", "t32"] as const) {
    const { differences } = runCampaign({
      set,
      seed,
      count: 6000,
      move: copy,
      mostDifferences: Number.POSITIVE_INFINITY,
    });
    for (const { trial } of differences) {
      const kinds = trial.block.instructions.map(kindOf).filter((kind) => kind !== "kept");
      if (kinds.length === 0) kept.push(trial.block.instructions.join("; "));
      else if (kinds.length === 1) found.add(kinds[0]!);
    }
  }
  expect([...found].filter((kind) => kind !== "refused").sort()).toEqual([...rewritingKinds].sort());
  // And what is said to be kept does the same where it is copied to.
  expect(kept).toEqual([]);
}, 300_000);
