import { BedError, type CodePages } from "./bed.js";
import { compareRuns } from "./campaign.js";
import type { Difference } from "./compare.js";
import type { Way } from "./followed-run.js";
import { generateProgram } from "./generate.js";
import { printProgram, type RandomProgram } from "./program.js";
import { shrink } from "./shrink.js";

/** How often a failing program is run to make it smaller. */
const MOST_RUNS = 250;

/** What a person needs to find the fault: the seed, the smallest program that still fails, and what it does otherwise. */
export async function reportOf(
  seed: number,
  found: readonly Difference[],
  ways: readonly Way[],
  pages: CodePages = "read-only",
): Promise<string> {
  const indices = [...new Set(found.map(({ program: { index } }) => index))];
  const examine = (programs: readonly RandomProgram[]) => differencesOf(seed, programs, ways, pages);
  const numbers = `${indices.slice(0, 10).join(", ")}${indices.length > 10 ? ", …" : ""}`;
  const lines = [
    `${indices.length} programs of seed ${seed} differ: ${numbers}`,
    `options: ${JSON.stringify(ways.map(({ options }) => options ?? {})[0])}, code ${pages}`,
  ];
  const culprit = await culpritOf(
    indices.sort((one, other) => one - other),
    async (some) => (await examine(some.map((index) => generateProgram(seed, index)))).length > 0,
  );
  if (culprit === undefined) {
    const what = found.map(({ program, what }) => `${program.index}: ${what.join("; ")}`);
    return [...lines, `again: ARMSTALKER_SEED=${seed}`, "none of them differs without others", ...what].join("\n");
  }
  const fails = async (one: RandomProgram) => (await examine([one])).length > 0;
  const small = await shrink(generateProgram(seed, culprit), fails, MOST_RUNS);
  return [
    ...lines,
    `again: ARMSTALKER_SEED=${seed} ARMSTALKER_PROGRAM=${culprit} npx vitest run test/random.test.ts`,
    `the smallest part of ${culprit} that differs:`,
    ...(await examine([small])),
    printProgram(small),
  ].join("\n");
}

/** One of those of which some fail together, which may be all because of one: found by halves. */
async function culpritOf(
  indices: readonly number[],
  fail: (some: readonly number[]) => Promise<boolean>,
): Promise<number | undefined> {
  if (!(await fail(indices))) return undefined;
  if (indices.length === 1) return indices[0];
  const middle = indices.length >> 1;
  return (await culpritOf(indices.slice(0, middle), fail)) ?? (await culpritOf(indices.slice(middle), fail));
}

/** None where what is left of programs does not assemble, or does not end well natively. */
async function differencesOf(
  seed: number,
  programs: readonly RandomProgram[],
  ways: readonly Way[],
  pages: CodePages,
): Promise<readonly string[]> {
  try {
    const { found } = await compareRuns(seed, programs, ways, pages);
    return found.flatMap(({ what }) => what);
  } catch (error) {
    if (error instanceof BedError) return [];
    throw error;
  }
}
