// When a wait for a door spins. Not covered: the doors themselves, which doors.test.ts has.
import { expect, it } from "vitest";
import { Door, type DoorPlace } from "../src/doors/door.js";

const BASE = 0x40000000;
const SPIN = 1000;

/** A door whose waits end as is said: reached at once, or not at all. Returns the microseconds that a wait spins. */
function waitsOf(): (end: "reached" | "timed out") => number {
  let isReached = false;
  let spun = Number.NaN;
  const memory = {
    size: 0x1000,
    buffer: new ArrayBuffer(0x1000),
    watch: () => ({ unref: () => null }),
    waitForChange(_offset: number, _expected: number, { spin }: { spin: number }) {
      spun = spin;
      return isReached;
    },
  };
  const place = { mapping: { base: BASE, memory }, context: BASE, exit: BASE + 0x100 };
  const door = new Door(1, place as unknown as DoorPlace);
  return (end) => {
    isReached = end === "reached";
    door.wait(1, SPIN);
    return spun;
  };
}

it("a wait spins until some in a row were long, then once in a while, and always again after one was short", () => {
  const wait = waitsOf();
  const long = Array.from({ length: 33 }, () => wait("timed out"));
  expect(long.map((spin, index) => (spin === SPIN ? index : -1)).filter((index) => index >= 0)).toEqual([
    0, 1, 2, 3, 16, 32,
  ]);
  expect([wait("reached"), wait("timed out"), wait("reached")]).toEqual([0, SPIN, SPIN]);
});
