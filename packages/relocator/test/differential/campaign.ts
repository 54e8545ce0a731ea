import type { InstructionSet } from "@armstalker/isa";
import { ArmRunner, Random } from "@armstalker/oracles";
import { type Block, randomBlock, withoutInstruction } from "./block.js";
import { enqueue, judge, type Moved, type PendingTrial, type Trial, type Verdict } from "./runs.js";
import { randomState } from "./states.js";
import { findStrata, type Stratum } from "./strata.js";
import { CodeImage, type Images, images, movedAddress, placeNames, slotCount } from "./world.js";

/** Moves a block, or says why it cannot be moved. The random numbers are the same each time that a block is moved. */
export type Move = (block: Block, to: number, random: Random) => Moved | { readonly cannot: string };

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

const batchSize: number = slotCount - 2;

/** How many of a round's blocks a stratum gets: those that read or write PC are what this is about. */
const shareOf = ({ readsPc, writesPc, row }: Stratum): number =>
  readsPc || writesPc ? 6 : /^(vfp|simd|crypto|coprocessor)/.test(row.class) ? 1 : 2;

export function runCampaign(options: CampaignOptions): CampaignResult {
  const { set, seed, count, move, mostDifferences = 10, only } = options;
  const all = findStrata(set, new Random(seed));
  const strata = only === undefined ? all : all.filter(({ name }) => only.test(name));
  // The emulator has no coprocessors, so what comes after their instructions would not be seen.
  const others = all.filter(({ row }) => row.class !== "coprocessor");
  const pcStrata = others.filter(({ readsPc, writesPc }) => readsPc || writesPc);
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
    const trials: { trial: Trial; stream: number }[] = [];
    for (const end = Math.min(batchSize, count - done); trials.length < end; ) {
      stream++;
      const random = new Random(seed, stream);
      const slot = trials.length + 1;
      const stratum = order[stream % order.length]!;
      const block = randomBlock({ set, slot, stratum, length: blockLength(random), strata: others, pcStrata }, random);
      if (block === null) continue;
      const place = random.pick(placeNames);
      const to = movedAddress(place, slot, (set === "a32" ? 4 : 2) * random.below(32));
      const moved = move(block, to, moveRandom(seed, stream));
      if ("cannot" in moved) {
        refusals.set(moved.cannot, (refusals.get(moved.cannot) ?? 0) + 1);
        continue;
      }
      moves[place] = (moves[place] ?? 0) + 1;
      trials.push({ trial: { block, state: randomState(block.plan, block.from, random), to, moved }, stream });
    }
    const { runner, pending } = prepare(
      trials.map(({ trial }) => trial),
      world,
    );
    const results = runner.execute();
    for (const [index, { trial, stream: itsStream }] of trials.entries()) {
      const verdict = judge(pending[index]!, results);
      outcomes[verdict.outcome]++;
      if (verdict.outcome === "equal") {
        compared += trial.block.instructions.length - 1;
        for (const { name } of trial.block.strata) coverage.set(name, (coverage.get(name) ?? 0) + 1);
      } else if (verdict.outcome === "different") differences.push({ trial, verdict, stream: itsStream });
    }
    done += trials.length;
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

/** A batch of these trials. */
function prepare(trials: readonly Trial[], world: Images): { runner: ArmRunner; pending: PendingTrial[] } {
  const code = new CodeImage(world);
  for (const { block, to, moved } of trials) {
    code.put(block.from, block.bytes);
    code.put(to, moved.code);
  }
  const runner = new ArmRunner();
  code.map(runner, world);
  return { runner, pending: trials.map((trial) => enqueue(runner, trial, world, code)) };
}

/** Runs one trial by itself. */
function runTrial(trial: Trial, seed: number): Verdict {
  const { runner, pending } = prepare([trial], images(trial.block.set, new Random(seed, 2)));
  return judge(pending[0]!, runner.execute());
}

/** The same difference with as many instructions as possible replaced by NOPs. */
export function shrink(difference: Difference, { seed, move }: Pick<CampaignOptions, "seed" | "move">): Difference {
  let smallest = difference;
  for (let index = 0; index < difference.trial.block.instructions.length - 1; index++) {
    const { trial, stream } = smallest;
    const block = withoutInstruction(trial.block, index);
    if (block === null) continue;
    const moved = move(block, trial.to, moveRandom(seed, stream));
    if ("cannot" in moved) continue;
    const smaller = { ...trial, block, moved };
    const verdict = runTrial(smaller, seed);
    if (verdict.outcome === "different") smallest = { trial: smaller, verdict, stream };
  }
  return smallest;
}
