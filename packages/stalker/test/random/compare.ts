import { type EventSelection, EventType, Stalker, type StalkerEventType } from "@armstalker/stalker";
import { type Bed, PASSES, RESULT_WORDS, resultNames } from "./bed.js";
import { EVENT_WORDS } from "./expectation.js";
import type { FollowedRun } from "./followed-run.js";
import type { BedRun } from "./native-run.js";
import { Numbers } from "./numbers.js";
import type { RandomProgram } from "./program.js";

/** What a program did otherwise when it was followed. */
export interface Difference {
  readonly program: RandomProgram;
  readonly what: readonly string[];
}

const MOST_NAMED = 12;
/** Events shown before the first that differs. */
const CONTEXT = 6;

/** All differences of a followed run from the native one, by program. */
export function differences(
  bed: Bed,
  native: BedRun,
  expectation: Uint32Array,
  selection: EventSelection,
  followed: Pick<FollowedRun, "output" | "end" | "events">,
): Difference[] {
  const { programs } = bed;
  const whats: string[][] = programs.map(() => []);
  for (let call = 0; call < PASSES * programs.length; call++) {
    whats[call % programs.length]!.push(...resultDifferences(native.output, followed.output, call * RESULT_WORDS * 4));
  }
  const expected = segments(selected(expectation, selection), bed.callSite, selection);
  const actual = segments(followed.events, bed.callSite, selection);
  // What is before the first call is put down to it.
  const programOf = (segment: number) => Math.max(0, segment - 1) % programs.length;
  expected.forEach((segment, at) => {
    const difference = eventDifference(segment, actual[at]);
    if (difference !== undefined) whats[programOf(at)]!.unshift(difference);
  });
  if (actual.length > expected.length) whats[0]!.push(`${actual.length - expected.length} calls too many`);
  if (native.end !== followed.end) {
    const end = `the native run ended with ${native.end}, the followed one with ${followed.end}`;
    whats[programOf(actual.length - 1)]!.unshift(end);
  }
  return programs.map((program, at) => ({ program, what: whats[at]! })).filter(({ what }) => what.length > 0);
}

function selected(events: Uint32Array, selection: EventSelection): Uint32Array {
  const mask = maskOf(selection);
  const kept = new Numbers();
  for (let at = 0; at < events.length; at += EVENT_WORDS) {
    if ((events[at]! & mask) === 0) continue;
    for (let word = at; word < at + EVENT_WORDS; word++) kept.push(events[word]!);
  }
  return kept.values;
}

const maskOf = (selection: EventSelection): number =>
  (Object.keys(EventType) as StalkerEventType[]).reduce(
    (mask, type) => mask | (selection[type] ? EventType[type] : 0),
    0,
  );

function resultDifferences(native: Buffer, followed: Buffer, start: number): string[] {
  if (followed.length < start + RESULT_WORDS * 4) {
    return native.length < start + RESULT_WORDS * 4 ? ["there is no native result"] : ["there is no result"];
  }
  const found: string[] = [];
  for (let word = 0; word < RESULT_WORDS; word++) {
    const expected = native.readUInt32LE(start + 4 * word);
    const actual = followed.readUInt32LE(start + 4 * word);
    if (expected !== actual) found.push(`${resultNames[word]} is ${hex(actual)} instead of ${hex(expected)}`);
  }
  if (found.length > MOST_NAMED) found.splice(MOST_NAMED, Infinity, `and ${found.length - MOST_NAMED} more`);
  return found;
}

/** The parts of events that begin with a call of the bed's, and what is before the first. */
function segments(events: Uint32Array, callSite: number, selection: EventSelection): Uint32Array[] {
  const mark = selection.exec === true ? EventType.exec : EventType.call;
  const parts: Uint32Array[] = [];
  let start = 0;
  for (let at = 0; at < events.length; at += EVENT_WORDS) {
    if (events[at] !== mark || events[at + 1] !== callSite) continue;
    parts.push(events.subarray(start, at));
    start = at;
  }
  parts.push(events.subarray(start));
  return parts;
}

function eventDifference(expected: Uint32Array, actual: Uint32Array | undefined): string | undefined {
  if (actual === undefined) return "it was not reached";
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at++;
  if (at === expected.length && actual.length === expected.length) return undefined;
  at -= at % EVENT_WORDS;
  const before = expected.subarray(Math.max(0, at - CONTEXT * EVENT_WORDS), at);
  const next = (events: Uint32Array) => named(events.subarray(at, at + EVENT_WORDS)) || "nothing more";
  return `after ${named(before)} (${at / EVENT_WORDS} events) comes ${next(actual)} instead of ${next(expected)}`;
}

/** Events of the same bytes as text. */
const named = (events: Uint32Array): string =>
  Stalker.parse(new Uint8Array(events.slice().buffer), { stringify: true })
    .map((event) => event.join(" "))
    .join(", ");

const hex = (value: number): string => `0x${value.toString(16)}`;
