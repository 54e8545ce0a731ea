import { Feature, featureSets, type InstructionSet } from "@armstalker/isa";
import { expect } from "vitest";
import { type RelocateOptions, RelocationError, relocate } from "../../src/index.js";
import { type Move, runCampaign, shrink } from "./campaign.js";
import { describeDifference, isCoprocessor, summary } from "./report.js";

/** Blocks of each instruction set; `ARMSTALKER_RELOCATOR_BLOCKS=1000000` for more. */
export const blockCount: number = Number(process.env.ARMSTALKER_RELOCATOR_BLOCKS ?? 52_000);

/** Printed with the results; `ARMSTALKER_RELOCATOR_SEED` sets it. */
export const seed: number = Number(process.env.ARMSTALKER_RELOCATOR_SEED ?? Math.floor(Math.random() * 2 ** 31));

/**
 * Without MOVW and MOVT constants come from literal pools. Before ARMv7 data processing that writes PC does not change the instruction set,
 * and what is kept of that cannot be seen on the processor that runs this.
 */
const featureChoices = {
  a32: [featureSets.all, featureSets["armv7-a"], featureSets.all & ~Feature.thumb2],
  t32: [featureSets.all, featureSets["armv7-a"]],
} as const;

/** Moves a block with options of all kinds. */
export const move: Move = (block, to, random) => {
  const options: RelocateOptions = {
    from: block.from,
    to,
    set: block.set,
    features: random.pick(featureChoices[block.set]),
    branchesWithin: random.pick(["original", "moved"]),
    // LR must be what it is at home.
    returnAddress: "original",
    scratchFrom: random.pick(["decoded", "spilled"]),
    constantSource: !block.plan.storesAtHome && random.chance(0.25),
  };
  try {
    return relocate(block.bytes, options);
  } catch (error) {
    if (error instanceof RelocationError) return { cannot: `${error.code}: ${error.reason}` };
    throw error;
  }
};

/** What is refused, and why: nothing else may be. */
const expectedRefusals: readonly RegExp[] = [
  /^exclusive-sequence: /,
  // No literal can be loaded while the byte order is the other.
  /^unsupported-instruction: it needs a literal, and data are big-endian/,
];

/** Runs blocks of one instruction set, prints what was covered and minimal reproductions, and expects no difference. */
export function expectNoDifferences(set: InstructionSet): void {
  const began = Date.now();
  const result = runCampaign({ set, seed, count: blockCount, move, mostDifferences: 5 });
  console.log(`seed ${seed}\n${summary(result, set, (Date.now() - began) / 1000)}`);
  const reports = result.differences.map((each) => describeDifference(shrink(each, { seed, move }), seed));
  expect(reports.join("\n\n")).toBe("");
  const unexpected = [...result.refusals.keys()].filter(
    (reason) => !expectedRefusals.some((each) => each.test(reason)),
  );
  expect(unexpected).toEqual([]);
  // All were seen: in the default run the rarest some 10 times.
  const least = Math.floor(Math.min(blockCount / 20_000, 3));
  expect([...result.coverage].filter(([name, times]) => times < least && !isCoprocessor(name))).toEqual([]);
  expect(result.outcomes.limit).toBe(0);
  expect(result.outcomes.equal).toBeGreaterThan(0.9 * blockCount);
}
