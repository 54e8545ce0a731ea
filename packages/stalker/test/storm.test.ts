import { afterEach, describe, expect, it } from "vitest";
import { type FollowOptions, Stalker } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";
import { runTo } from "./engine/running.js";
import { keepAll } from "./vectors/transforms.js";

// All that changes how a program is followed, at random, from callbacks and from outside while it runs; its output against a native run. What is not covered: several followed threads.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const TURNS = 250;
const NAMES = [
  "spins",
  "tests",
  "ahead",
  "passes",
  "guards",
  "forward",
  "leaf",
  "back",
  "either",
  "even",
  "odd",
  "sums",
  "pops",
  "main",
  "handler",
];

/** Numbers from a seed (Numerical Recipes' constants). */
class Numbers {
  #state: number;
  constructor(state: number) {
    this.#state = state;
  }
  below(count: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * count);
  }
}

describe.each(Object.entries(instructionSets))(`a storm of changes in %s (ARMSTALKER_SEED=${seed})`, (set, flags) => {
  const program = new Program("entered.c", ...flags);
  afterEach(() => program.end());
  const selections: readonly FollowOptions[] = [
    {},
    { transform: keepAll },
    { events: { call: true, ret: true, block: true }, onReceive: () => {} },
    { onCoverage: () => {} },
  ];

  it.each(selections.map((_, index) => index))(
    "changes nothing of what the program does: %d",
    async (index) => {
      const random = new Numbers(seed + index + (set === "T32" ? 100 : 0));
      const { target, output } = await program.start(String(TURNS), "3000");
      const errors: Error[] = [];
      const stalker = new Stalker(target, {
        onError: (error) => errors.push(error),
      });
      await runTo(target, program.address("main"));
      const probes: number[] = [];
      const instructionProbes: number[] = [];
      let changes = 0;
      const address = (): number => program.address(NAMES[random.below(NAMES.length)]!);
      const range = (): { base: number; size: number } => ({
        base: (address() & ~3) >>> 0,
        size: 4 << random.below(4),
      });
      const take = (ids: number[]): number | undefined => ids.splice(random.below(ids.length), 1)[0];
      const change = (): unknown => {
        changes++;
        switch (random.below(12)) {
          case 0:
            return stalker.invalidate(address() + random.below(8));
          case 1:
            return stalker.recompile(address() + random.below(8));
          case 2:
            return stalker.exclude(range());
          case 3:
          case 4:
            return stalker.include({ base: 0, size: 2 ** 32 });
          case 5:
            return stalker.flush();
          case 6: {
            const chance = random.below(3);
            return stalker.setObserver(
              chance === 0
                ? null
                : {
                    notifyBackpatch: maybe,
                    ...(chance === 1 && {
                      switchCallback: () => maybe() as undefined,
                      wantsSwitch: (to) => (to & 4) === 0,
                    }),
                  },
            );
          }
          case 7:
          case 8: {
            if (probes.length < 4) probes.push(stalker.addCallProbe(address(), maybe));
            const id = probes.length > 2 ? take(probes) : undefined;
            return id === undefined ? undefined : stalker.removeCallProbe(id);
          }
          case 9: {
            if (instructionProbes.length < 2) instructionProbes.push(stalker.addInstructionProbe(address(), maybe));
            else stalker.removeInstructionProbe(take(instructionProbes)!);
            return;
          }
          default:
            return stalker.prefetch(address(), random.below(3));
        }
      };
      /** Some of the times. */
      const maybe = (): void => {
        if (random.below(20) === 0) change();
      };
      stalker.addCallProbe(program.address("back"), maybe);
      stalker.follow(target.mainThread, selections[index]);
      const ended = target.resume();
      let isRunning = true;
      void ended.then(() => {
        isRunning = false;
      });
      while (isRunning) {
        await new Promise((wake) => setTimeout(wake, 3));
        if (isRunning) change();
      }
      const end = await ended;
      expect({ errors, end }).toEqual({ errors: [], end: { kind: "exited", status: 23 } });
      await output.closed;
      expect({ errors, text: output.stdout }).toEqual({ errors: [], text: program.native(String(TURNS)).text });
      expect(changes).toBeGreaterThan(20);
    },
    60_000,
  );
});
