// Kills at random moments, in and after the start of an emulator. `npm run kills` does more of them.
import { ArmPrograms, Random } from "@armstalker/oracles";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Kills } from "./support/kills.js";
import { PackageBundle } from "./support/package-bundle.js";

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
/** Kills of each kind. */
const COUNT = Number(process.env.ARMSTALKER_KILLS ?? 12);
/** So many at once: the machine is busy in some, which stretches the start. */
const AT_ONCE = 4;
/** Milliseconds from the first moment to the last. */
const LAST_MOMENT = 600;
/** Milliseconds within which an emulator binds its socket. */
const BINDING_TIME = 40;

const programs = new ArmPrograms(new URL("programs/", import.meta.url));
const bundle = new PackageBundle("kills");
let kills: Kills;
beforeAll(async () => {
  await bundle.build();
  kills = new Kills(bundle.path, programs.build("loop.S").path);
});
afterAll(() => {
  bundle.remove();
  programs.remove();
});

/** Does something at as many moments. @returns what remains of all */
async function remains(latest: number, kill: (milliseconds: number) => Promise<string[]>): Promise<string[]> {
  const random = new Random(seed);
  // Half of them in the first half of the time: that is where the start is.
  const moments = Array.from({ length: COUNT }, (_, index) => random.below(latest / (1 + (index % 2))));
  const found: string[] = [];
  async function worker(): Promise<void> {
    for (let moment = moments.pop(); moment !== undefined; moment = moments.pop()) {
      found.push(...(await kill(moment)).map((what) => `after ${moment} ms: ${what}`));
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return found;
}

describe(`nothing remains of ${COUNT} starts (ARMSTALKER_SEED=${seed})`, () => {
  for (const whom of ["Node", "Node and its children"] as const) {
    it(`where SIGKILL ends the ${whom} at some moment`, async () => {
      expect(await remains(LAST_MOMENT, (moment) => kills.node(moment, whom))).toEqual([]);
    }, 600_000);
  }

  it("where it does so before the Node knows which process its emulator is", async () => {
    expect(await remains(BINDING_TIME, (moment) => kills.unaware(moment))).toEqual([]);
  }, 600_000);

  it("where SIGKILL ends the emulator at some moment", async () => {
    expect(await remains(LAST_MOMENT, (moment) => kills.emulator(moment))).toEqual([]);
  }, 600_000);
});

it("the program's own children live on when Node is killed, and nothing else does", async () => {
  expect(await kills.daemon(programs.build("daemons.c").path)).toEqual([]);
});
