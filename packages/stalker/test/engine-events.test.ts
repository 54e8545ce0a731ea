import { afterEach, describe, expect, test } from "vitest";
import type { FollowOptions, StalkerOptions } from "../src/index.js";
import { Program } from "./engine/programs.js";
import { startTo } from "./engine/running.js";

const [CALL, RET, EXEC, BLOCK, COMPILE] = [1, 2, 4, 8, 16];

describe.each([
  ["A32", "-marm"],
  ["T32", "-mthumb"],
])("events of a program that keeps accounts of its calls, in %s", (_, set) => {
  const flags = [set, "-O1", "-fno-optimize-sibling-calls", "-finstrument-functions"];
  const program = new Program("events.c", ...flags);
  afterEach(() => program.end());

  /** Runs the program followed from main to its exit, where its accounts are read. */
  async function run(
    args: readonly string[],
    options: FollowOptions,
    stalkerOptions: StalkerOptions = {},
  ): Promise<{ accounts: Record<"entered" | "left" | "order" | "end_order", number>; counters: Uint32Array }> {
    const { target, stalker, errors } = await startTo(program, "main", args, stalkerOptions);
    stalker.follow(target.mainThread, options);
    let accounts: Record<string, number> | undefined;
    let counters = new Uint32Array();
    const { stopHandler } = target;
    // The stalker has it stop before exit_group.
    target.stopHandler = (stop) => {
      if (stop.kind === "trap" && target.readRegister(target.mainThread, 7) === 248) {
        accounts = Object.fromEntries(
          ["entered", "left", "order", "end_order"].map((name) => [name, program.read(target, name)]),
        );
        counters = new Uint32Array(target.readMemory(program.address("counters"), 4 * 8192).slice().buffer);
      }
      return stopHandler!(stop);
    };
    expect((await target.resume()).kind).toBe("exited");
    expect(errors).toEqual([]);
    return { accounts: accounts as never, counters };
  }

  const functions = ["leaf", "tree", "odd", "even", "apply", "dive", "leap"];
  const addresses = new Set(functions.map((name) => program.address(name)));
  const ranges = functions.map((name) => ({ address: program.address(name), ...program.range(name) }));

  test.each([
    { queueCapacity: 1 },
    { queueCapacity: 777, queueDrainInterval: 5 },
    { queueCapacity: 2 ** 30, queueDrainInterval: 0 },
  ])("tells each call and return once and in order, however they are delivered: %o", async (stalkerOptions) => {
    let [entered, left, order, endOrder, deliveries, late, mistakes, deepest, events] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
    const frames: number[] = [];
    const depth = stalkerOptions.queueCapacity === 1 ? "6" : "17";
    const { accounts } = await run(
      ["calls", depth],
      {
        events: { call: true, ret: true },
        onReceive: (received) => {
          deliveries++;
          const words = new Uint32Array(received);
          events += words.length / 4;
          if (words.length / 4 > stalkerOptions.queueCapacity) late++;
          for (let at = 0; at < words.length; at += 4) {
            const [type, location, target, level] = words.subarray(at, at + 4) as unknown as [
              number,
              number,
              number,
              number,
            ];
            if (type === CALL) {
              if (level !== frames.length) mistakes++;
              frames.push(target);
              deepest = Math.max(deepest, frames.length);
              if (!addresses.has(target)) continue;
              entered++;
              order = (Math.imul(order, 31) + target) >>> 0;
            } else {
              frames.pop();
              if (type !== RET || level !== frames.length) mistakes++;
              const from = location & ~1;
              const here = ranges.find(({ base, size }) => from >= base && from < base + size);
              if (here === undefined) continue;
              left++;
              endOrder = (Math.imul(endOrder, 31) + here.address) >>> 0;
            }
          }
        },
      },
      stalkerOptions,
    );
    expect(accounts.entered).toBeGreaterThan(20_000);
    expect({ entered, left, order, end_order: endOrder }).toEqual(accounts);
    // What main returns to was called before it was followed.
    expect(mistakes).toBeLessThan(3);
    expect(late).toBe(0);
    expect(deepest).toBeGreaterThan(20_000);
    if (stalkerOptions.queueCapacity === 1) expect(deliveries).toBe(events);
    else if (stalkerOptions.queueCapacity === 777) expect(deliveries).toBeGreaterThanOrEqual(Math.floor(events / 777));
    else expect(deliveries).toBe(1);
  });

  test("tells the same in summaries and one by one; and of what a longjmp leaves behind", async () => {
    const summed = new Map<string, number>();
    let [single, received] = [0, 0];
    const { accounts } = await run(
      ["leaps", "50"],
      {
        events: { call: true },
        onReceive: (events) => (received += events.byteLength / 16),
        onEvent: ([type]) => (single += type === "call" ? 1 : 0),
        onCallSummary: (summary) => {
          for (const [target, count] of Object.entries(summary)) summed.set(target, (summed.get(target) ?? 0) + count);
        },
      },
      { queueCapacity: 100 },
    );
    const countOf = (name: string): number | undefined => summed.get(`0x${program.address(name).toString(16)}`);
    expect([countOf("leap"), countOf("dive"), countOf("longjmp") ?? 50]).toEqual([50, 50 * 41, 50]);
    expect(accounts.entered).toBe(50 * 42);
    expect([...summed.values()].reduce((sum, count) => sum + count, 0)).toBe(received);
    expect(single).toBe(received);
  });

  test("tells each instruction and block of a loop as often as it runs, and counters say the same", async () => {
    const turns = 60_000;
    const first = program.range("turn_begins").base;
    const last = program.range("turn_ends").base;
    const found = new Map<number, number>();
    const compiled: number[] = [];
    const transformed: number[] = [];
    let [executed, foreign] = [0, 0];
    const counted = new Map<number, number>();
    const { counters } = await run(["counted", String(turns)], {
      events: { exec: true, block: true, compile: true },
      transform: (iterator) => {
        let one = iterator.next();
        const start = one === null ? 0 : one.address + (one.instructionSet === "t32" ? 1 : 0);
        transformed.push(start);
        // Blocks within exclusive sequences have neither events nor counters.
        if (iterator.memoryAccess === "open") {
          const index = counted.get(start) ?? counted.size;
          counted.set(start, index);
          iterator.putCounter(program.address("counters") + 4 * index);
        }
        for (; one !== null; one = iterator.next()) iterator.keep();
      },
      onReceive: (received) => {
        const words = new Uint32Array(received);
        for (let at = 0; at < words.length; at += 4) {
          const [type, start] = [words[at]!, words[at + 1]!];
          if (type === EXEC) executed += start >= first && start < last ? 1 : 0;
          else if (type === BLOCK) found.set(start, (found.get(start) ?? 0) + 1);
          else if (type === COMPILE) compiled.push(start);
          else foreign++;
        }
      },
    });
    expect(foreign).toBe(0);
    expect(executed).toBe(6 * turns);
    const inLoop = [...found].filter(([start]) => start >= first && start < last);
    // The first turn may come from a block that begins before the loop.
    expect(inLoop.map(([, count]) => count).sort((a, b) => a - b)).toEqual([turns, turns]);
    expect(compiled).toEqual(transformed);
    let differences = 0;
    // The last blocks end the program before the counters are read.
    for (const [start, index] of counted) if (counters[index] !== (found.get(start) ?? 0)) differences++;
    expect(differences).toBe(0);
    expect(found.size).toBeGreaterThan(20);
  });
});
