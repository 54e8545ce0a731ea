import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Stalker, StalkerEventType } from "../src/index.js";
import { type Row, type Vector, VectorBed, vectors } from "./bed/vectors.js";
import { casesOf } from "./target-kind.js";
import { deviations, reasons } from "./vectors/deviations.js";
import { type Notes, transforms } from "./vectors/transforms.js";

// The tests of upstream's ARM stalker that call a function once (those that take several steps are in vectors-scripts.test.ts): results, and
// all events that upstream had. Where upstream is not right, vectors/deviations.ts says what must be instead, and why.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const invoked = vectors.filter(({ kind }) => kind === "invoke");
const all: readonly StalkerEventType[] = ["call", "ret", "exec", "block", "compile"];
const fields: Readonly<Record<string, number>> = { location: 1, start: 1, target: 2, end: 2, depth: 3 };

const text = (rows: readonly Row[]): string[] => rows.map((row) => row.join(" "));
const selection = (types: readonly StalkerEventType[]): Record<string, boolean> =>
  Object.fromEntries(types.map((type) => [type, true]));

/** Upstream's events, with those of the function itself as they must be. */
function corrected(vector: Vector, rows: readonly Row[], types: readonly StalkerEventType[]): string[] {
  const deviation = deviations[vector.name];
  if (deviation === undefined) return text(rows);
  // The function's own are between the invoker's first two blocks.
  const isInvokers = ([, location]: Row): boolean => String(location).startsWith("invoker+");
  const isBefore = ([, location]: Row): boolean => location === "invoker+24" || location === "invoker+28";
  const own = deviation.events.split(", ").filter((row) => types.includes(row.split(" ")[0] as StalkerEventType));
  const invokers = rows.filter(isInvokers);
  return [...text(invokers.filter(isBefore)), ...own, ...text(invokers.filter((row) => !isBefore(row)))];
}

describe(`upstream's functions (ARMSTALKER_SEED=${seed})`, () => {
  let bed: VectorBed;
  beforeAll(() => {
    bed = new VectorBed();
  });
  afterAll(() => bed?.close());

  for (const vector of casesOf(invoked, seed)) {
    const { name, eventMask, observed, observedAll, cells } = vector;
    const deviation = deviations[name];
    const title =
      deviation === undefined ? name : `${name}, but ${deviation.because.map((one) => reasons[one]).join("; ")}`;
    it(title, async () => {
      const types = eventMask ?? [];
      const notes: Notes = { counters: {}, faults: [] };
      let stalker: Stalker | undefined;
      const transform = transforms[name]?.(notes, () => stalker!);
      const run = await bed.invoke(vector, {
        events: selection(types),
        prepare: (one) => {
          stalker = one;
        },
        ...(transform === undefined ? {} : { transform }),
      });
      expect(run.result).toBe(Number(vector.returns) >>> 0);
      expect(notes.faults).toEqual([]);
      expect(text(run.events)).toEqual(corrected(vector, observed ?? [], types));
      if (deviation === undefined) {
        expect(run.events).toHaveLength(vector.eventCount ?? run.events.length);
        for (const [index, type, field, value] of vector.asserts ?? []) {
          expect([index, run.events[index]![0], run.events[index]![fields[field]!]]).toEqual([index, type, value]);
        }
      }
      for (const [name, count] of Object.entries({ ...vector.expectCounters, ...deviation?.counters })) {
        expect([name, notes.counters[name]]).toEqual([name, count]);
      }
      for (const { after } of Object.values(cells ?? {})) {
        expect(bed.readWord(await bed.followed.target(), bed.cell)).toBe(after);
      }
      if (observedAll === undefined) return;

      const whole = await bed.invoke(vector, { events: selection(all) });
      expect(whole.result).toBe(Number(vector.returns) >>> 0);
      const expected = corrected(vector, observedAll, all);
      expect(text(whole.events)).toEqual(expected);
      if (deviation !== undefined) expect(expected).not.toEqual(text(observedAll));
    });
  }

  it("are all there are, and deviations name none but them", () => {
    expect(invoked).toHaveLength(72);
    expect(Object.keys(deviations).filter((name) => !invoked.some((vector) => vector.name === name))).toEqual([]);
    const transformed = invoked.filter((vector) => "transform" in vector).map(({ name }) => name);
    expect(Object.keys(transforms).sort()).toEqual(transformed.sort());
  });
});
