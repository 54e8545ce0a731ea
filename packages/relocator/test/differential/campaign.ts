import type { InstructionSet } from "@armstalker/isa";
import { ArmRunner } from "@armstalker/oracles";
import { type Block, randomBlock, withoutInstruction } from "./block.js";
import { Random } from "./random.js";
import { enqueue, judge, type Moved, type PendingTrial, type Trial, type Verdict } from "./runs.js";
import { randomState } from "./states.js";
import { findStrata, type Stratum } from "./strata.js";
import { images, mapWorld, type PlaceName, places } from "./world.js";

/** Moves a block, or says why it cannot be moved. The random numbers are the same each time that a block is moved. */
export type Move = (block: Block, to: number, random: Random) => Moved | { readonly refused: string };

export interface CampaignOptions {
  readonly set: InstructionSet;
  readonly seed: number;
  /** Blocks to run, refused ones not counted. */
  readonly count: number;
  readonly move: Move;
  /** Stop after so many differences. */
  readonly mostDifferences?: number;
  /** Only strata with such a name. */
  readonly only?: RegExp;
}

export interface Difference {
  readonly trial: Trial;
  readonly verdict: Verdict;
  /** Of the random numbers that made it. */
  readonly stream: number;
}

export interface CampaignResult {
  /** Pairs of runs by outcome. */
  readonly outcomes: Record<Verdict["outcome"], number>;
  /** Instructions in blocks whose runs were compared in full. */
  readonly compared: number;
  readonly strata: number;
  /** How often each stratum was compared in full. */
  readonly coverage: ReadonlyMap<string, number>;
  /** Refused blocks by reason. */
  readonly refusals: ReadonlyMap<string, number>;
  readonly places: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

const batchSize = 1500;

/** How many of a round's blocks a stratum gets: those that read or write PC are what this is about. */
const shareOf = ({ readsPc, writesPc, row }: Stratum): number =>
  readsPc || writesPc ? 6 : /^(vfp|simd|crypto|coprocessor)/.test(row.class) ? 1 : 2;

export function runCampaign(options: CampaignOptions): CampaignResult {
  const { set, seed, count, move, mostDifferences = 10, only } = options;
  const all = findStrata(set, new Random(seed));
  const strata = only === undefined ? all : all.filter(({ name }) => only.test(name));
  const pcStrata = all.filter(({ readsPc, writesPc }) => readsPc || writesPc);
  const order = strata.flatMap((stratum) => new Array<Stratum>(shareOf(stratum)).fill(stratum));
  shuffle(order, new Random(seed, 1));
  const world = images(set, new Random(seed, 2));

  const outcomes: CampaignResult["outcomes"] = { equal: 0, different: 0, faulted: 0, unpredictable: 0, limit: 0 };
  const coverage = new Map(strata.map(({ name }) => [name, 0]));
  const refusals = new Map<string, number>();
  const moves: Record<string, number> = {};
  const differences: Difference[] = [];
  let compared = 0;
  let stream = 2;
  for (let done = 0; done < count && differences.length < mostDifferences; ) {
    const runner = new ArmRunner();
    mapWorld(runner, world);
    const pending: { trial: PendingTrial; stream: number }[] = [];
    for (const end = Math.min(batchSize, count - done); pending.length < end; ) {
      stream++;
      const random = new Random(seed, stream);
      const block = randomBlock(
        { set, stratum: order[stream % order.length]!, length: blockLength(random), strata: all, pcStrata },
        random,
      );
      if (block === null) continue;
      const place = random.pick(Object.keys(places) as PlaceName[]);
      const to = places[place] + 0x40 + (set === "a32" ? 4 : 2) * random.below(32);
      const moved = move(block, to, moveRandom(seed, stream));
      if ("refused" in moved) {
        refusals.set(moved.refused, (refusals.get(moved.refused) ?? 0) + 1);
        if ((refusals.get(moved.refused) ?? 0) > 10 * count) throw new Error(`nearly all is refused: ${moved.refused}`);
        continue;
      }
      moves[place] = (moves[place] ?? 0) + 1;
      const trial = { block, state: randomState(block.plan, block.from, random), to, moved };
      pending.push({ trial: enqueue(runner, trial, world), stream });
    }
    const results = runner.execute();
    for (const each of pending) {
      const verdict = judge(each.trial, results);
      const { trial } = each.trial;
      outcomes[verdict.outcome]++;
      if (verdict.outcome === "equal") {
        compared += trial.block.instructions.length - 1;
        for (const { name } of trial.block.strata) coverage.set(name, (coverage.get(name) ?? 0) + 1);
      } else if (verdict.outcome === "different") differences.push({ trial, verdict, stream: each.stream });
    }
    done += pending.length;
  }
  return { outcomes, compared, strata: strata.length, coverage, refusals, places: moves, differences };
}

const moveRandom = (seed: number, stream: number): Random => new Random(~seed, stream);

/** Half of the blocks are one instruction, the others up to twelve. */
const blockLength = (random: Random): number => (random.chance(0.5) ? 1 : random.between(2, 12));

function shuffle<T>(items: T[], random: Random): void {
  for (let index = items.length - 1; index > 0; index--) {
    const other = random.below(index + 1);
    [items[index], items[other]] = [items[other]!, items[index]!];
  }
}

/** Runs one trial by itself. */
function runTrial(trial: Trial, seed: number): Verdict {
  const world = images(trial.block.set, new Random(seed, 2));
  const runner = new ArmRunner();
  mapWorld(runner, world);
  const pending = enqueue(runner, trial, world);
  return judge(pending, runner.execute());
}

/** The same difference with as many instructions as possible replaced by NOPs. */
export function shrink(difference: Difference, { seed, move }: Pick<CampaignOptions, "seed" | "move">): Difference {
  let smallest = difference;
  for (let index = 0; index < difference.trial.block.instructions.length - 1; index++) {
    const { trial, stream } = smallest;
    const block = withoutInstruction(trial.block, index);
    if (block === null) continue;
    const moved = move(block, trial.to, moveRandom(seed, stream));
    if ("refused" in moved) continue;
    const smaller = { ...trial, block, moved };
    const verdict = runTrial(smaller, seed);
    if (verdict.outcome === "different") smallest = { trial: smaller, verdict, stream };
  }
  return smallest;
}
