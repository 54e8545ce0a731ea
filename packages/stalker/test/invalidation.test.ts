import { afterEach, describe, expect, it } from "vitest";
import { Stalker, type StalkerIterator } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { runTo } from "./engine/running.js";

// What is compiled again, when, and how often, against counts that follow from the program's text; its output against a native run. What is not covered: several followed threads.

const TURNS = 70;

describe.each(Object.entries(instructionSets))("code that is compiled again on demand, in %s", (_, flags) => {
  const program = new Program("entered.c", ...flags);
  const [back, leaf, spins] = ["back", "leaf", "spins"].map((name) => program.address(name)) as [
    number,
    number,
    number,
  ];
  afterEach(() => program.end());

  /** Follows the program from `main` on. @param look - is called for each block with its start, and keeps its instructions */
  async function run(look: (stalker: Stalker, iterator: StalkerIterator, start: number) => void): Promise<void> {
    const { target, output } = await program.start(String(TURNS));
    const errors: Error[] = [];
    const stalker = new Stalker(target, { onError: (error) => errors.push(error) });
    await runTo(target, program.address("main"));
    stalker.follow(target.mainThread, {
      transform(iterator) {
        const first = iterator.next()!;
        look(stalker, iterator, first.address + (first.instructionSet === "t32" ? 1 : 0));
        iterator.keep();
        while (iterator.next() !== null) iterator.keep();
      },
    });
    expect(await target.resume()).toEqual({ kind: "exited", status: 23 });
    await output.closed;
    expect({ errors, text: output.stdout }).toEqual({ errors: [], text: program.native(String(TURNS)).text });
  }

  it.each(["invalidate", "recompile"] as const)("covers an address in its middle, by %s", async (how) => {
    const compiled = new Map<number, number>();
    let callouts = 0;
    await run((stalker, iterator, start) => {
      compiled.set(start, (compiled.get(start) ?? 0) + 1);
      if (start !== back) return;
      iterator.putCallout(() => {
        if (++callouts > 20) return;
        const before = compiled.get(spins)!;
        // SUBS, the second instruction; bit 0 does not matter.
        stalker[how]((spins & ~1) + (callouts % 2) + (start & 1 ? 2 : 4));
        expect(compiled.get(spins)! - before).toBe(how === "recompile" ? 1 : 0);
      });
    });
    expect([callouts, compiled.get(back)]).toEqual([TURNS, 1]);
    // The loop is a block of its own that begins there as well.
    expect(compiled.get(spins)).toBe(21);
  });

  it("runs once what a transformer itself has invalidated", async () => {
    let compiled = 0;
    let callouts = 0;
    await run((stalker, iterator, start) => {
      if (start !== back) return;
      iterator.putCallout(() => callouts++);
      if (++compiled <= 9) stalker.invalidate(back);
    });
    expect([compiled, callouts]).toEqual([10, TURNS]);
  });

  it("is compiled behind the block whose transformer demands it", async () => {
    const compiled = new Map<number, number>();
    let isWithin = false;
    await run((stalker, _, start) => {
      expect(isWithin).toBe(false);
      compiled.set(start, (compiled.get(start) ?? 0) + 1);
      if (start !== back) return;
      isWithin = true;
      const before = compiled.get(leaf)!;
      stalker.recompile(leaf);
      expect(compiled.get(leaf)).toBe(before);
      isWithin = false;
    });
    expect([compiled.get(back), compiled.get(leaf)]).toEqual([1, 2]);
  });

  it("is the current thread's, another's, or nobody's", async () => {
    const compiled: string[] = [];
    let callouts = 0;
    await run((stalker, iterator, start) => {
      if (start === leaf) compiled.push(`leaf after ${callouts}`);
      if (start !== back) return;
      iterator.putCallout((context) => {
        callouts++;
        if (callouts === 10) stalker.invalidate(context.thread, leaf);
        if (callouts === 20) stalker.invalidate(leaf);
        if (callouts === 30) stalker.recompile(context.thread, leaf);
        for (const wrong of [() => stalker.recompile(1, leaf), () => stalker.invalidate(1, leaf)]) {
          expect(wrong).toThrow(expect.objectContaining({ code: "not-followed" }));
        }
      });
    });
    expect(compiled).toEqual(["leaf after 0", "leaf after 10", "leaf after 20", "leaf after 30"]);
  });
});
