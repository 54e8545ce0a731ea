import type { Instruction } from "@armstalker/isa";
import { afterEach, describe, expect, it } from "vitest";
import { Stalker, type StalkerError, type StalkerIterator, StalkerThumbIterator } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { runTo } from "./engine/running.js";
import { hostile } from "./mistakes/hostile.js";

// Each block of a program gets a transformer that makes another mistake: the program must do as it does natively, and each mistake must be told of once, with
// its place. What is not covered: a transformer that never returns.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const TURNS = "3";

function thrown(body: () => void): void {
  try {
    body();
  } catch {
    // The transformer hides it.
  }
}

interface Mistake {
  /** @returns what the transformer returns */
  readonly make: (iterator: StalkerIterator, readOnly: number) => unknown;
  /** The code of the cause. */
  readonly cause: string | undefined;
  readonly set?: "t32";
}

const throws = (value: unknown, cause?: string): Mistake => ({
  cause,
  make: () => {
    throw value;
  },
});
const counter = (address: unknown): Mistake => ({
  cause: "invalid-argument",
  make: (iterator) => iterator.putCounter(address as number),
});

const mistakes: Readonly<Record<string, Mistake>> = {
  "a label that is missing": { cause: "undefined-label", make: (to) => to.putBLabel("nowhere") },
  "a label out of reach, forward": {
    cause: "label-out-of-reach",
    make: (to) => {
      to.asm.vldr("d0", "far");
      for (let count = 0; count < 1000; count++) to.putNop();
      to.putLabel("far");
    },
  },
  "a label out of reach, backward": {
    cause: "label-out-of-reach",
    make: (to) => {
      to.putLabel("far");
      for (let count = 0; count < 1000; count++) to.putNop();
      to.asm.vldr("d0", "far");
    },
  },
  "code without end": {
    cause: "out-of-space",
    make: (to) => {
      for (;;) to.putNop();
    },
  },
  "code without end, and hides it": {
    cause: "out-of-space",
    make: (to) =>
      thrown(() => {
        for (;;) to.putNop();
      }),
  },
  "a gap without end": { cause: "out-of-space", make: (to) => to.skip(2 ** 31) },
  "an Error": throws(Object.assign(new Error("mistake"), { code: "own" }), "own"),
  "an Error whose message cannot be read": throws(
    Object.defineProperty(Object.assign(new Error("mistake"), { code: "own" }), "message", {
      get() {
        throw new Error("no message");
      },
    }),
    "own",
  ),
  "a Symbol": throws(Symbol("thrown"), "thrown-value"),
  "an object without a prototype": throws(Object.create(null), "thrown-value"),
  "a proxy": throws(hostile, "thrown-value"),
  nothing: throws(undefined, "thrown-value"),
  "a long text": throws("x".repeat(1e6), "thrown-value"),
  "a promise that is rejected": {
    cause: "invalid-argument",
    make: () => Promise.reject(new Error("late")),
  },
  "a promise that is kept": { cause: "invalid-argument", make: () => Promise.resolve() },
  "no function as callout": { cause: "invalid-argument", make: (to) => to.putCallout(undefined as never) },
  "counter 1": counter(1),
  "counter -4": counter(-4),
  "counter -1": counter(-1),
  "counter 2 ** 32": counter(2 ** 32),
  "counter NaN": counter(Number.NaN),
  "counter of a text": counter("0x10000"),
  "counter where nothing is mapped": counter(0xf0000000),
  "counter where nothing can be written": {
    cause: "invalid-argument",
    make: (to, readOnly) => to.putCounter(readOnly),
  },
  "an IT block that is not complete": {
    cause: "out-of-turn",
    set: "t32",
    make: (to) => {
      if (to instanceof StalkerThumbIterator) to.asm.itt("eq");
    },
  },
  "the instruction within an IT block": {
    cause: "out-of-turn",
    set: "t32",
    make: (to) => {
      if (to instanceof StalkerThumbIterator) to.asm.it("eq");
      to.keep();
    },
  },
  "the instruction within code of an exact size": {
    cause: "out-of-turn",
    make: (to) => to.putExactly(4, () => to.keep()),
  },
  "flushes itself": { cause: "out-of-turn", make: (to) => to.flush() },
  "begins anew": { cause: "out-of-turn", make: (to) => to.reset() },
  "disposes of itself": { cause: "out-of-turn", make: (to) => to.dispose() },
};

describe.each(Object.entries(instructionSets))(
  `transformers that make mistakes, in %s (ARMSTALKER_SEED=${seed})`,
  (name, flags) => {
    const program = new Program("probed.c", ...flags);
    const kinds = Object.entries(mistakes).filter(([, { set }]) => set === undefined || set === name.toLowerCase());
    afterEach(() => program.end());

    it("are told of each, and change nothing of what the program does", async () => {
      const native = program.native(TURNS);
      const { target, output } = await program.start(TURNS);
      const errors: [error: StalkerError, thread: number][] = [];
      const stalker = new Stalker(target, {
        onError: (error, thread) => errors.push([error as StalkerError, thread]),
      });
      await runTo(target, program.address("main"));
      const wanted: { kind: string; cause: string | undefined; block: number; address: number }[] = [];
      stalker.follow(target.mainThread, {
        transform(iterator) {
          const isThumb = iterator instanceof StalkerThumbIterator;
          const [kind, { make, cause, set }] = kinds[(seed + wanted.length) % kinds.length]!;
          // A program in T32 has some A32 code.
          if (set === "t32" && !isThumb) return;
          const first = iterator.next()!;
          let current: Instruction | null = first;
          // For IT nothing is put, so that one has room where there is none.
          if (wanted.length % 2 === 0 || first.class === "it") {
            iterator.keep();
            current = iterator.next();
            if (current === null) return;
          }
          wanted.push({ kind, cause, block: first.address + (isThumb ? 1 : 0), address: current.address });
          const result = make(iterator, program.range("main").base & ~3);
          iterator.keep();
          while (result === undefined && iterator.next() !== null) iterator.keep();
          return result as undefined;
        },
      });
      expect(await target.resume()).toEqual({ kind: "exited", status: native.status });
      await output.closed;
      expect(output.stdout).toBe(native.text);

      expect(wanted.length).toBeGreaterThan(2 * kinds.length);
      const told = errors.filter(([{ code }]) => code === "transform-failed");
      expect(
        told.map(([{ cause, block, address }], index) => ({
          kind: wanted[index]?.kind,
          cause: (cause as { code?: string }).code,
          block,
          address,
        })),
      ).toEqual(wanted);
      for (const [error, thread] of told) {
        expect(thread).toBe(target.mainThread);
        expect(error.message).toContain(`block at 0x${error.block!.toString(16)}`);
        expect(error.message).toContain(`instruction at 0x${error.address!.toString(16)}`);
        expect(error.message.length).toBeLessThan(600);
      }
      // The promises' own errors come besides.
      const late = errors.filter(([{ code }]) => code !== "transform-failed").map(([{ message }]) => message);
      expect(late).toEqual(wanted.filter(({ kind }) => kind === "a promise that is rejected").map(() => "late"));
    });
  },
);
