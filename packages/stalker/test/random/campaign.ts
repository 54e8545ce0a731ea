import { type Bed, BedError, buildBed, type CodePages } from "./bed.js";
import { type Difference, differences } from "./compare.js";
import { expectationOf, listingOf } from "./expectation.js";
import { type FollowedRun, runFollowed, type Way } from "./followed-run.js";
import { runNatively } from "./native-run.js";
import type { RandomProgram } from "./program.js";

/** Milliseconds that a bed may take, and for each of its programs. They take a fiftieth of that. */
const LEAST_LIMIT = 15_000;
const LIMIT_OF_ONE = 500;

/** Executes programs natively and followed, and tells what differs; what was executed natively, and where the exclusive loads are. */
export async function compareRuns(
  seed: number,
  programs: readonly RandomProgram[],
  ways: readonly Way[],
  pages: CodePages = "read-only",
): Promise<{ found: Difference[]; executed: Uint32Array; loads: ReadonlySet<number>; runs: FollowedRun[] }> {
  const bed: Bed = buildBed(seed, programs, pages);
  try {
    const native = await runNatively(bed.path);
    if (native.end !== "0") throw new BedError(`the bed of seed ${seed} ended with ${native.end} under plain qemu-arm`);
    const expectation = expectationOf(native, listingOf(bed.path));
    const found: Difference[] = [];
    const runs: FollowedRun[] = [];
    for (const way of ways) {
      const followed = await runFollowed(bed.path, way, LEAST_LIMIT + programs.length * LIMIT_OF_ONE);
      runs.push(followed);
      found.push(...differences(bed, native, expectation, way.events, followed));
    }
    return { found, executed: native.locations, loads: bed.exclusives.loads, runs };
  } finally {
    bed.remove();
  }
}
