import { CPSR } from "@armstalker/target";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnnotatedEvent, CpuContext, StalkerEventType } from "../../src/index.js";
import { casesOf, targetKind } from "../target-kind.js";
import { keepAll } from "../vectors/transforms.js";
import type { Bed } from "./bed.js";
import { type EventRules, eventsOfTypes, expectedEvents, followedSteps } from "./expected-events.js";
import { FollowedBed, type FollowedRun } from "./followed.js";
import { NativeBed } from "./native.js";
import { buildSnippets, entryOf, isFor, type Snippet } from "./snippets.js";
import { differences, FLAGS, randomFrom, randomWorld, type World } from "./state.js";

/** A way to follow. */
export interface Setting extends Pick<FollowedRun, "trustThreshold" | "compileAhead" | "transform"> {
  readonly types: readonly StalkerEventType[];
}

/** What snippets are followed with, each from a random state of its own. */
const settings: Readonly<Record<string, Setting>> = {
  "no events": { types: [] },
  "call, ret, block": { types: ["call", "ret", "block"] },
  exec: { types: ["exec"], trustThreshold: 0 },
  "all events": { types: ["call", "ret", "block", "exec"], compileAhead: 0 },
  "all events, never trusted": { types: ["call", "ret", "block", "exec"], trustThreshold: -1 },
  "all events, by a transformer": { types: ["call", "ret", "block", "exec"], transform: keepAll },
};

const CORE_NAMES = [..."0123456789", "10", "11", "12"].map((number) => `r${number}` as "r0");

/** Runs snippets natively and followed. */
export class SnippetRunner {
  readonly bed: Bed;
  readonly #native: NativeBed;
  readonly #followed: FollowedBed;
  readonly #slots: Uint8Array;
  readonly #excluded: { base: number; size: number };
  readonly #rules: EventRules;

  private constructor(bed: Bed, native: NativeBed) {
    this.bed = bed;
    this.#native = native;
    this.#followed = new FollowedBed(bed);
    const { base, size } = bed.regions.find(({ name }) => name === "slots")!;
    this.#slots = native.readMemory(base, size);
    const first = bed.address("excluded_a32");
    const end = bed.address("excluded_end");
    this.#excluded = { base: first, size: end - first };
    this.#rules = { isExcluded: (address) => address >= first && address < end };
  }

  static async start(snippets: readonly Snippet[]): Promise<SnippetRunner> {
    const bed = buildSnippets(snippets);
    return new SnippetRunner(bed, await NativeBed.start(bed));
  }

  /** In words, where a followed run differs from the native one, or its events from those derived from the native one. */
  async differencesOf(snippet: Snippet, index: number, setting: Setting, seed: number): Promise<string[]> {
    const { bed } = this;
    const { types, ...options } = setting;
    const { start, end } = entryOf(bed, snippet, index);
    const world = this.#world(start, seed);
    const native = this.#native.run(world, end);
    const followed = await this.#followed.run(world, {
      ...options,
      until: end,
      exclude: [this.#excluded],
      events: Object.fromEntries(types.map((type) => [type, true])),
    });
    const found = differences(native, followed.end, bed.regions);
    if (types.length === 0) return found;
    const traced = this.#native.trace(world, end);
    if (differences(native, traced.end, bed.regions).length > 0) throw new Error("Stepping changed what it does.");
    const expected = eventsOfTypes(expectedEvents(bed.listing, traced.steps, this.#rules), types);
    // The trap at the end executes too.
    const actual = followed.events.filter(([, location]) => (Number(location) & ~1) !== end);
    return [...found, ...firstDifference(expected.map(eventRow), actual.map(eventRow))];
  }

  /** The same, with a callout before each instruction: what callouts are told, against the single-stepped run. */
  async calloutDifferencesOf(snippet: Snippet, index: number, seed: number): Promise<string[]> {
    const { bed } = this;
    const { start, end } = entryOf(bed, snippet, index);
    const world = this.#world(start, seed);
    const traced = this.#native.trace(world, end);
    const actual: string[] = [];
    const followed = await this.#followed.run(world, {
      until: end,
      exclude: [this.#excluded],
      transform: (iterator) => {
        while (iterator.next() !== null) {
          iterator.putCallout((context) => {
            if (context.pc !== end) actual.push(contextRow(context));
          });
          iterator.keep();
        }
      },
    });
    const steps = followedSteps(traced.steps, this.#rules).filter(({ isQuiet }) => !isQuiet);
    const expected = steps.map(({ step }) => coreRow(step.core));
    return [...differences(traced.end, followed.end, bed.regions), ...firstDifference(expected, actual)];
  }

  async close(): Promise<void> {
    this.#native.close();
    await this.#followed.close();
  }

  #world(pc: number, seed: number): World {
    const { bed } = this;
    const sp = bed.address("stack_top");
    return randomWorld(randomFrom(seed), { pc, sp, regions: bed.regions, slots: this.#slots });
  }
}

const hexadecimal = (values: Iterable<number>): string => [...values].map((one) => (one >>> 0).toString(16)).join(" ");
const coreRow = (core: Uint32Array): string => hexadecimal([...core.subarray(0, 16), core[CPSR]! & FLAGS]);
const contextRow = (context: CpuContext): string =>
  hexadecimal([
    ...CORE_NAMES.map((name) => context[name]),
    ...[context.sp, context.lr, context.pc],
    context.cpsr & FLAGS,
  ]);
const eventRow = ([type, ...fields]: AnnotatedEvent): string => `${type} ${hexadecimal(fields.map(Number))}`;

function firstDifference(expected: readonly string[], actual: readonly string[]): string[] {
  const at = expected.findIndex((row, index) => row !== actual[index]);
  if (at < 0 && expected.length === actual.length) return [];
  const first = at < 0 ? expected.length : at;
  const some = (list: readonly string[]): string => list.slice(first, first + 3).join(", ") || "the end";
  return [`number ${first} is ${some(actual)}; must be ${some(expected)}`];
}

/**
 * One test for each snippet that the kind of target runs.
 *
 * @param often - `each`: with all settings and with callouts; `turns`: with no events and with one of the others, as always where not all cases run
 */
export function describeSnippets(title: string, snippets: readonly Snippet[], often: "each" | "turns"): void {
  const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
  const names = Object.keys(settings);
  const chosen = casesOf(
    [...snippets.entries()].filter(([, snippet]) => isFor(targetKind, snippet)),
    seed,
  );
  const isThorough = often === "each" && targetKind.mostCases === Number.POSITIVE_INFINITY;

  describe(`${title} (ARMSTALKER_SEED=${seed})`, () => {
    let runner: SnippetRunner;
    beforeAll(async () => {
      runner = await SnippetRunner.start(snippets);
    });
    afterAll(() => runner?.close());

    for (const [index, snippet] of chosen) {
      it(`${snippet.set}: ${snippet.name}`, async () => {
        const found: Record<string, string[]> = {};
        const turn = 1 + ((seed + index) % (names.length - 1));
        for (const [at, name] of names.entries()) {
          const setting = settings[name]!;
          if (!isThorough && at !== 0 && at !== turn) continue;
          const types = hasEvents(snippet) ? setting.types : [];
          if (snippet.without === "exec" && types.includes("exec")) continue;
          found[name] = await runner.differencesOf(snippet, index, { ...setting, types }, seed + 8 * index + at);
        }
        if (isThorough && snippet.without === undefined) {
          found.callouts = await runner.calloutDifferencesOf(snippet, index, seed + 8 * index + 7);
        }
        expect(Object.entries(found).filter(([, list]) => list.length > 0)).toEqual([]);
      });
    }
  });
}

/** False if the events of a snippet are not always the same: a loop around an exclusive store runs once more if the store fails. */
function hasEvents({ without, text }: Snippet): boolean {
  return without !== "events" && (targetKind.exclusiveStores === "succeed" || !text.includes("strex"));
}
