import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  deserializeBackpatches,
  parseEvents,
  Stalker,
  StalkerArmIterator,
  StalkerThumbIterator,
  type Target,
} from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { errorOf } from "./mistakes/error-of.js";
import { emptyObjects, hostile, oddValues } from "./mistakes/hostile.js";

// Every argument of the public functions is given what it cannot be. Those of callouts are in user-code.test.ts, those of transformers in
// transformer-mistakes.test.ts, those of targets with the targets.

describe("arguments that make no sense", () => {
  const program = new Program("plain.c", ...instructionSets.T32);
  let target: Target;
  let stalker: Stalker;
  beforeAll(async () => {
    ({ target } = await program.start());
    stalker = new Stalker(target);
  });
  afterAll(() => program.end());

  /** What may be left out. */
  const given = oddValues.filter((value) => value !== undefined);
  const noFunctions = given.filter((value) => typeof value !== "function");
  const noAddresses = [...oddValues, -1, 0.5, Number.NaN, 2 ** 32, 2 ** 40, "0x10000"];
  const noOptions = given.filter((value) => !emptyObjects.includes(value));

  const places: readonly (readonly [name: string, call: (value: never) => unknown, values: readonly unknown[]])[] = [
    ["new Stalker(target)", (value) => new Stalker(value), [...oddValues, {}, Promise.resolve()]],
    ["new Stalker(, options)", (value) => new Stalker(target, value), [...noOptions, { trustThreshhold: 1 }]],
    ...(["trustThreshold", "queueCapacity", "queueDrainInterval", "compileAhead", "codeSize"] as const).map(
      (name) =>
        [
          `new Stalker(, { ${name} })`,
          (value: never) => new Stalker(target, { [name]: value }),
          [...given, 0.5, Number.NaN, Number.POSITIVE_INFINITY, -(2 ** 31), 2 ** 60],
        ] as const,
    ),
    ["queueDrainInterval", (value) => (stalker.queueDrainInterval = value), [...oddValues, 2 ** 31]],
    ["queueCapacity", (value) => (stalker.queueCapacity = value), [...oddValues, 0]],
    ["trustThreshold", (value) => (stalker.trustThreshold = value), [...oddValues, -2]],
    ["codeSize", (codeSize) => new Stalker(target, { codeSize }), [(15 << 20) + 1]],
    [
      "stopAtBreakpoints",
      (value) => new Stalker(target, { stopAtBreakpoints: value }),
      given.filter((v) => v !== true),
    ],
    ["onError", (onError) => new Stalker(target, { onError }), noFunctions],
    ["onLifeEvent", (onLifeEvent) => new Stalker(target, { onLifeEvent }), noFunctions],
    ["exclude", (value) => stalker.exclude(value), [...oddValues, { base: 0 }, { base: 0, size: 4, length: 4 }]],
    ["exclude: base", (base) => stalker.exclude({ base, size: 4 }), noAddresses],
    ["exclude: size", (size) => stalker.exclude({ base: 0, size }), [...oddValues, 0, -1, 2 ** 33]],
    ["include", (value) => stalker.include(value), [...oddValues, { base: 0 }, { base: 0, size: 4, length: 4 }]],
    ["follow: options", (value) => stalker.follow(target.mainThread, value), [...noOptions, { onRecieve: () => {} }]],
    ["follow: events", (events) => stalker.follow(target.mainThread, { events }), [...noOptions, { calls: true }]],
    ...(["onReceive", "onCallSummary", "onEvent", "transform"] as const).map(
      (name) =>
        [
          `follow: ${name}`,
          (value: never) => stalker.follow(target.mainThread, { [name]: value }),
          noFunctions,
        ] as const,
    ),
    [
      "follow: events.call",
      (call) => stalker.follow(target.mainThread, { events: { call } }),
      given.filter((v) => v !== true),
    ],
    ["follow: events without a receiver", (events) => stalker.follow(target.mainThread, { events }), [{ call: true }]],
    [
      "follow: events for nobody",
      (events) => stalker.follow(target.mainThread, { events, onCoverage: () => {} }),
      [{ compile: true }],
    ],
    ["invalidate", (address) => stalker.invalidate(address), noAddresses],
    ["recompile", (address) => stalker.recompile(address), noAddresses],
    ["addCallProbe", (address) => stalker.addCallProbe(address, () => {}), noAddresses],
    ["addCallProbe: function", (probe) => stalker.addCallProbe(0x10000, probe), [undefined, ...noFunctions]],
    ["addCallProbe: notify", (notify) => stalker.addCallProbe(0x10000, () => {}, undefined, notify), noFunctions],
    ["removeCallProbe", (id) => stalker.removeCallProbe(id), oddValues],
    ["addInstructionProbe", (address) => stalker.addInstructionProbe(address, () => {}), noAddresses],
    [
      "addInstructionProbe: function",
      (probe) => stalker.addInstructionProbe(0x10000, probe),
      [undefined, ...noFunctions],
    ],
    [
      "addInstructionProbe: notify",
      (notify) => stalker.addInstructionProbe(0x10000, () => {}, undefined, notify),
      noFunctions,
    ],
    ["removeInstructionProbe", (id) => stalker.removeInstructionProbe(id), oddValues],
    [
      "setObserver",
      (value) => stalker.setObserver(value),
      [...oddValues.filter((v) => v === hostile || typeof v !== "object"), 1],
    ],
    ["setObserver: method", (increment) => stalker.setObserver({ increment }), noFunctions],
    ["prefetch", (address) => stalker.prefetch(address, 1), [...noAddresses, 0x10002]],
    ["prefetch: recycleCount", (count) => stalker.prefetch(0x10000, count), [...oddValues, -1, 0.5]],
    ["prefetchBackpatch", (value) => stalker.prefetchBackpatch(value), [...oddValues, { from: 0, to: 4 }]],
    ["serialised", (bytes) => deserializeBackpatches(bytes, []), [...oddValues, new Uint8Array(11)]],
    ["parseEvents", (events) => parseEvents(events), [...oddValues, new Uint8Array(15), new Uint32Array(4)]],
    ["parseEvents: options", (value) => parseEvents(new ArrayBuffer(0), value), [...noOptions, { anotate: true }]],
  ];

  // The values themselves may throw when the names of tests are made of them.
  for (const [name, call, values] of places) {
    it(`are refused: ${name}`, () => {
      for (const [index, value] of values.entries()) {
        const error = errorOf(() => call(value as never));
        expect([index, error.name, error.code]).toEqual([index, "StalkerError", "invalid-argument"]);
        expect(error.message.length).toBeLessThan(1000);
      }
      expect(stalker.threads).toEqual([]);
    });
  }

  it("are refused: threads that there are not", () => {
    for (const value of given) {
      expect(errorOf(() => stalker.follow(value as number)).code).toBe("no-such-thread");
      expect(errorOf(() => stalker.unfollow(value as number)).code).toBe("not-followed");
      expect(errorOf(() => stalker.invalidate(value as number, 0x10000)).code).toBe("not-followed");
      expect(errorOf(() => stalker.follow(value as number)).message.length).toBeLessThan(1000);
    }
  });

  it("are refused: methods of iterators that no transformer is called with", () => {
    for (const iterator of [new StalkerArmIterator(), new StalkerThumbIterator()]) {
      for (const use of [
        () => iterator.next(),
        () => iterator.keep(),
        () => iterator.putCallout(() => {}),
        () => iterator.putCounter(0x10000),
        () => iterator.putChainingReturn(),
        () => iterator.memoryAccess,
      ]) {
        expect(errorOf(use).code).toBe("out-of-turn");
      }
    }
  });

  it("are refused: iterators whose transformer has returned", async () => {
    const { target, output } = await program.start();
    const native = program.native();
    const errors: Error[] = [];
    const stalker = new Stalker(target, { onError: (error) => errors.push(error) });
    let callouts = 0;
    stalker.follow(target.mainThread, {
      transform(iterator) {
        let once = true;
        for (let one = iterator.next(); one !== null; one = iterator.next()) {
          if (once) {
            iterator.putCallout(() => {
              if (callouts++ > 20) return;
              for (const use of [
                () => iterator.next(),
                () => iterator.keep(),
                () => iterator.putNop(),
                () => iterator.putBLabel("later"),
                () => iterator.putLdrRegU32("r0", 0x12345678),
                () => iterator.putLabel("label"),
                () => iterator.putBytes([0, 0, 0, 0]),
                () => iterator.skip(4),
                () => iterator.asm.bx("lr"),
                () => iterator.putUnit(4, () => {}),
              ]) {
                expect(errorOf(use).code).toBe("out-of-turn");
              }
            });
          }
          once = false;
          iterator.keep();
        }
      },
    });
    expect(await target.resume()).toEqual({ kind: "exited", status: native.status });
    await output.closed;
    expect(output.stdout).toBe(native.text);
    expect(errors).toEqual([]);
    expect(callouts).toBeGreaterThan(20);
  });
});
