import type { Target } from "@armstalker/target";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Reporter } from "../src/engine/reporter.js";
import { type CpuContext, Stalker, type StalkerError } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { runTo } from "./engine/running.js";
import { oddValues } from "./mistakes/hostile.js";

// Functions of the user's that throw all kinds of things, at once and later: the program must do as it does natively, and each must be told of once.

const TURNS = 30;

describe.each(Object.entries(instructionSets))("what functions of the user's throw, in %s", (_, flags) => {
  const program = new Program("probed.c", ...flags);
  const six = program.address("six");
  const native = program.native(String(TURNS));
  afterEach(() => program.end());

  /** Follows the program from `main` on, to its end. Gives what was told of, in order. */
  async function run(
    prepare: (stalker: Stalker) => Parameters<Stalker["follow"]>[1],
    onLifeEvent: () => unknown = () => {},
  ): Promise<Error[]> {
    const { target, output } = await program.start(String(TURNS));
    const errors: Error[] = [];
    const stalker = new Stalker(target, {
      queueCapacity: 100,
      onLifeEvent: onLifeEvent as () => void,
      onError: (error) => errors.push(error),
    });
    await runTo(target, program.address("main"));
    stalker.follow(target.mainThread, prepare(stalker));
    expect(await target.resume()).toEqual({ kind: "exited", status: native.status });
    await output.closed;
    expect(output.stdout).toBe(native.text);
    return errors;
  }

  it("is told of, whatever it is, and stops neither the program nor the other functions", async () => {
    let calls = 0;
    const errors = await run((stalker) => {
      stalker.addCallProbe(six, () => {
        throw oddValues[calls++ % oddValues.length];
      });
      return {};
    });
    expect(calls).toBe(2 * TURNS);
    expect(errors.map(({ cause }) => oddValues.indexOf(cause))).toEqual(
      Array.from({ length: calls }, (_, call) => call % oddValues.length),
    );
    for (const error of errors) {
      expect(error).toMatchObject({ name: "RecompilerError", code: "thrown-value" });
      expect(error.message.length).toBeLessThan(500);
    }
  });

  it("is told of when promises of callouts, receivers and listeners are rejected", async () => {
    let [callouts, receivers, events, summaries, lives] = [0, 0, 0, 0, 0];
    const failing = async (text: string): Promise<void> => {
      await null;
      throw new Error(text);
    };
    const errors = await run(
      (stalker) => {
        stalker.addCallProbe(six, () => {
          callouts++;
          return failing("callout") as unknown as undefined;
        });
        return {
          events: { call: true },
          onReceive: () => {
            receivers++;
            return failing("receiver") as unknown as undefined;
          },
          onCallSummary: () => {
            summaries++;
            // What is awaited may be no promise of the engine's.
            return {
              // biome-ignore lint/suspicious/noThenProperty: it is what is tried
              get then() {
                throw new Error("summary");
              },
            } as unknown as undefined;
          },
          onEvent: () => {
            events++;
            return failing("event") as unknown as undefined;
          },
        };
      },
      () => {
        lives++;
        return failing("life");
      },
    );
    await new Promise((wake) => setTimeout(wake, 0));
    const count = (text: string): number => errors.filter(({ message }) => message === text).length;
    expect([callouts, lives]).toEqual([2 * TURNS, 1]);
    expect(events).toBeGreaterThan(2 * TURNS);
    expect(["callout", "receiver", "summary", "event", "life"].map(count)).toEqual([
      callouts,
      receivers,
      summaries,
      events,
      lives,
    ]);
    expect(errors.length).toBe(callouts + receivers + summaries + events + lives);
  });

  it("has no part in what other receivers are given: one may transfer its buffer, or change it", async () => {
    for (const spoil of [
      (events: ArrayBuffer) => structuredClone(events, { transfer: [events] }),
      (events: ArrayBuffer) => new Uint32Array(events).fill(0xffffffff),
    ]) {
      const received: number[] = [];
      const single: number[] = [];
      const summed = new Map<string, number>();
      const errors = await run(() => ({
        events: { call: true },
        onReceive: (events) => {
          for (const [, , target] of Stalker.parse(events)) received.push(target as number);
          spoil(events);
        },
        onCallSummary: (summary) => {
          for (const [target, count] of Object.entries(summary)) summed.set(target, (summed.get(target) ?? 0) + count);
        },
        onEvent: ([, , target]) => void single.push(target as number),
      }));
      expect(errors).toEqual([]);
      expect(received.filter((target) => target === six)).toHaveLength(2 * TURNS);
      expect(single).toEqual(received);
      expect(summed.get(`0x${six.toString(16)}`)).toBe(2 * TURNS);
    }
  });

  it("is what a callout does with its context that makes no sense, or comes too late", async () => {
    const late: CpuContext[] = [];
    const wild: readonly ((context: CpuContext) => unknown)[] = [
      (context) => context.memory.read(context.sp, -1),
      (context) => context.memory.read(-1, 1),
      (context) => context.memory.read(2 ** 32 - 1, 2),
      (context) => context.memory.read(0, 2 ** 40),
      (context) => context.memory.read(Number.NaN, Number.NaN),
      (context) => context.memory.write(context.sp, "text" as never),
      (context) => context.memory.write(2 ** 32 - 1, new Uint8Array(2)),
      (context) => context.memory.readU32(0.5),
      (context) => context.memory.writeU32(context.sp, 2 ** 32),
      (context) => context.memory.writeU32(context.sp, Number.NaN),
      (context) => context.memory.readUtf8String(context.sp, -1),
      (context) => context.memory.readUtf8String(context.sp, Number.POSITIVE_INFINITY),
      (context) => context.readQ(16),
      (context) => context.writeQ(0, [] as never),
      (context) => context.writeD(0, "1" as never),
      (context) => context.writeS(-1, 1),
      (context) => (context.fpscr = 2 ** 33),
      (context) => (context.r0 = Symbol("r0") as never),
      (context) => (context.sp = 1.5),
      (context) => (context.pc = -(2 ** 40)),
      // To system mode, with interrupts off.
      (context) => (context.cpsr = 0x1f | 0xc0),
      // To A32 code that is not aligned.
      (context) => {
        context.cpsr &= ~0x20;
        context.pc = 0x10002;
      },
      ...oddValues.map((value) => (context: CpuContext) => context.memory.read(value as never, 4)),
      ...oddValues.map((value) => (context: CpuContext) => (context.r1 = value as never)),
    ];
    let next = 0;
    const errors = await run((stalker) => {
      stalker.addCallProbe(six, ({ context }) => {
        late.push(context);
        if (next < wild.length) wild[next++]!(context);
      });
      // Outside of a callout.
      stalker.addCallProbe(program.address("enters"), () => {
        if (late.length === 4) late[3]!.r0 = 5;
      });
      return {};
    });
    expect(next).toBe(wild.length);
    const codes = errors.map((error) => (error as StalkerError).code);
    expect(codes.filter((code) => code === "invalid-argument")).toHaveLength(wild.length);
    expect(codes.filter((code) => code === "out-of-turn")).toHaveLength(1);
    expect(codes).toHaveLength(wild.length + 1);
    for (const { message } of errors) expect(message.length).toBeLessThan(500);
  });
});

describe("errors that nobody is told of", () => {
  const target = { state: "running" } as Target;
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** What the event loop throws. */
  function thrownLater(onError: ((error: Error) => unknown) | null, error: unknown): Error[] {
    const later: (() => void)[] = [];
    vi.stubGlobal("queueMicrotask", (body: () => void) => later.push(body));
    new Reporter(target, onError).report(error, 1);
    vi.unstubAllGlobals();
    return later.map((body) => {
      try {
        body();
      } catch (thrown) {
        return thrown as Error;
      }
      throw new Error("nothing was thrown");
    });
  }

  it.each([...oddValues.keys()])("are thrown by the event loop: %i", (index) => {
    const value = oddValues[index];
    const [alone, ...others] = thrownLater(null, value);
    expect(others).toEqual([]);
    expect(alone).toMatchObject({ code: "thrown-value" });
    expect(oddValues.indexOf(alone!.cause)).toBe(index);

    const [both] = thrownLater(() => {
      throw value;
    }, new Error("first"));
    const { errors } = both as AggregateError;
    expect(errors.map(({ message }) => message)[1]).toBe("first");
    expect(oddValues.indexOf(errors[0].cause)).toBe(index);
  });
});
