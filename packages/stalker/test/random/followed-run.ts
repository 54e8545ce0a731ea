import {
  type EventSelection,
  GdbTarget,
  Stalker,
  type StalkerOptions,
  type Statistics,
  type TargetStop,
  type Transformer,
} from "@armstalker/stalker";
import { targetKind } from "../target-kind.js";
import type { BedRun } from "./native-run.js";
import { Numbers } from "./numbers.js";
import { OutputFile } from "./output-file.js";

/** What a bed is followed for. */
export interface Way {
  readonly events: EventSelection;
  readonly transform?: Transformer;
  readonly options?: StalkerOptions;
  /** True if the run is asked which blocks have run. */
  readonly coverage?: boolean;
}

export interface FollowedRun extends BedRun {
  /** All that it yielded, as events are in memory. */
  readonly events: Uint32Array;
  /** Starts and ends of the blocks that have run, as `onCoverage` gives them; empty if it was not asked. */
  readonly covered: Uint32Array;
  readonly statistics: Statistics;
}

/**
 * Runs a bed under the stalker, from its first instruction to its end.
 *
 * @param limit - milliseconds after which it is ended: a fault of the engine can make it run for ever
 */
export async function runFollowed(
  path: string,
  { events, transform, options, coverage = false }: Way,
  limit: number,
): Promise<FollowedRun> {
  const output = new OutputFile(path);
  const target = await GdbTarget.spawn(path, [], {
    ...targetKind.options,
    stdio: ["ignore", output.descriptor, "ignore"],
  });
  const received = new Numbers();
  const covered = new Numbers();
  const onCoverage = (blocks: Uint32Array) => {
    for (const word of blocks) covered.push(word);
  };
  const timer = setTimeout(() => target.remote.kill(), limit);
  try {
    const errors: Error[] = [];
    const stalker = new Stalker(target, {
      stopAtBreakpoints: true,
      ...options,
      onError: (error) => errors.push(error),
    });
    const isWanted = Object.values(events).includes(true);
    const onReceive = (part: ArrayBuffer) => {
      for (const word of new Uint32Array(part)) received.push(word);
    };
    stalker.follow(target.mainThread, {
      events,
      ...(isWanted ? { onReceive } : {}),
      ...(coverage ? { onCoverage } : {}),
      ...(transform === undefined ? {} : { transform }),
    });
    const end = await target.resume().then(nameOf, (error: unknown) => {
      errors.push(error as Error);
      return "an error";
    });
    return {
      events: received.values,
      covered: covered.values,
      output: output.read(),
      end: [end, ...errors.map(({ message }) => message)].join(", "),
      statistics: stalker.statistics,
    };
  } finally {
    clearTimeout(timer);
    target.remote.close();
    output.remove();
  }
}

function nameOf(end: TargetStop): string {
  if (end.kind === "exited") return String(end.status);
  if (end.kind === "terminated") return `signal ${end.signal}`;
  return end.kind;
}
