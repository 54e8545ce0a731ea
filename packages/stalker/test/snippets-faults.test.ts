import { describe, expect, it } from "vitest";
import type { StalkerEventType } from "../src/index.js";
import { Beds } from "./bed/beds.js";
import { buildSnippets, entryOf } from "./bed/snippets.js";
import { differences, randomFrom, randomWorld } from "./bed/state.js";
import { faults } from "./snippets/faults.js";
import { casesOf } from "./target-kind.js";

// Functions that fault, and whose signal handler copies the registers that it is told of and goes on elsewhere.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const settings: readonly (readonly StalkerEventType[])[] = [[], ["exec"], ["call", "ret"], ["block"]];

describe(`a fault's handler is told of the program's own registers (ARMSTALKER_SEED=${seed})`, () => {
  const bed = buildSnippets(faults);
  const beds = new Beds(bed);

  for (const [index, snippet] of casesOf([...faults.entries()], seed)) {
    it(`${snippet.set}: ${snippet.name}`, async () => {
      const { start, end } = entryOf(bed, snippet, index);
      const sp = bed.address("stack_top");
      for (const [at, types] of settings.entries()) {
        const world = randomWorld(randomFrom(seed + 4 * index + at), {
          pc: start,
          sp,
          regions: bed.regions,
          slots: beds.slots,
        });
        const expected = beds.native.run(world, end);
        const { end: actual } = await beds.followed.run(world, {
          until: end,
          events: Object.fromEntries(types.map((type) => [type, true])),
        });
        expect([types, differences(expected, actual, bed.regions)]).toEqual([types, []]);
      }
    });
  }
});
