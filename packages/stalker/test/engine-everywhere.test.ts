import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StalkerIterator } from "../src/index.js";
import type { Bed } from "./bed/bed.js";
import { FollowedBed } from "./bed/followed.js";
import { buildSnippets, entryOf, parseSnippets } from "./bed/snippets.js";
import { differences, randomFrom, randomWorld, type World } from "./bed/state.js";
import { type Left, leaveEverywhere, nativeWorlds, type Purpose } from "./engine/stepping.js";
import { keepAll } from "./vectors/transforms.js";

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const snippets = parseSnippets(readFileSync(new URL("engine/everywhere.txt", import.meta.url), "utf8"));

/** Two callouts before each instruction. */
function callOutTwice(iterator: StalkerIterator): void {
  while (iterator.next() !== null) {
    for (let count = 0; count < 2; count++) iterator.putCallout(() => {});
    iterator.keep();
  }
}

/** Code of the transformer's own, which has registers of the program on the stack meanwhile. */
function putOwnCode(iterator: StalkerIterator): void {
  while (iterator.next() !== null) {
    if (iterator.memoryAccess === "open") {
      iterator.putPushRegs(["r0", "r3"]);
      iterator.putLdrRegU32("r0", 0x12345678);
      iterator.putMovRegReg("r3", "r0");
      iterator.putPopRegs(["r0", "r3"]);
    }
    iterator.keep();
  }
}

const purposes: readonly (readonly [name: string, purpose: Purpose])[] = [
  ["no events", { events: [] }],
  ["calls, returns and blocks", { events: ["call", "ret", "block"] }],
  ["all events", { events: ["call", "ret", "block", "exec"] }],
  ["a transformer", { events: [], transform: keepAll }],
  ["callouts", { events: [], transform: callOutTwice }],
  ["a transformer's own code", { events: [], transform: putOwnCode }],
  ["coverage", { events: [], coverage: true }],
];

describe(`leaving generated code at each of its instructions (ARMSTALKER_SEED=${seed})`, () => {
  let bed: Bed;
  let followed: FollowedBed;
  beforeAll(() => {
    bed = buildSnippets(snippets);
    followed = new FollowedBed(bed);
  });
  afterAll(() => followed?.close());

  for (const [index, snippet] of snippets.entries()) {
    describe(`${snippet.set}: ${snippet.name}`, () => {
      let world: World;
      let end: number;
      let native: World[];
      beforeAll(async () => {
        const entry = entryOf(bed, snippet, index);
        end = entry.end;
        const target = await followed.target();
        const { base, size } = bed.regions.find(({ name }) => name === "slots")!;
        const slots = target.readMemory(base, size);
        const { regions } = bed;
        world = randomWorld(randomFrom(seed + index), {
          pc: entry.start,
          sp: bed.address("stack_top"),
          regions,
          slots,
        });
        native = await nativeWorlds(followed, world, end);
        expect(native.length).toBeGreaterThanOrEqual(10);
      });

      it.each(purposes)("with %s", async (_, purpose) => {
        const left = await leaveEverywhere(followed, world, end, purpose);
        expect(await mistakes(left, native)).toEqual([]);
        // It can be told nearly everywhere.
        const unknown = left.filter((one) => one.world === null).length;
        expect(unknown / left.length).toBeLessThan(0.05);
      });
    });
  }

  /** In words, where a thread that leaves is not as the program is by itself at that time. */
  async function mistakes(left: readonly Left[], native: readonly World[]): Promise<string[]> {
    const found: string[] = [];
    const last = native.at(-1)!;
    let at = 0;
    for (const { from, world } of left) {
      if (world === null) continue;
      // At the instruction that is executing, or at one that comes later, as the engine has more than one way to be there.
      const near = native.slice(at, at + 3).filter((one) => one.core[15] === world.core[15]);
      const equal = near.find((one) => differences(one, world, bed.regions).length === 0);
      // Registers that the program sets before it reads them may hold anything: it comes to the same.
      const next = equal ?? (near.length > 0 && (await comesTo(world, last)) ? near[0] : undefined);
      if (next !== undefined) at = native.indexOf(next);
      else {
        const what =
          near.length === 0 ? "the program is not there" : differences(near[0]!, world, bed.regions).join("; ");
        found.push(`${from} -> 0x${world.core[15]!.toString(16)}, of step ${at}: ${what}`);
      }
    }
    if (at !== native.length - 1) found.push(`the end was not reached: ${at} of ${native.length - 1}`);
    return found;
  }

  /** Whether the program by itself comes from one state to another, where it traps. */
  async function comesTo(world: World, end: World): Promise<boolean> {
    const target = await followed.target();
    followed.enter(target, world);
    const { kind } = await followed.resume(target);
    return kind === "trap" && differences(end, followed.leave(target), bed.regions).length === 0;
  }
});
