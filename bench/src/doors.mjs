// The price of leaving generated code and coming back: a program with a callout at each block, by doors and by stops of the debugger.
//
//   node src/doors.mjs
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GdbTarget, Stalker } from "@armstalker/stalker";
import { number, table } from "./follow/report.mjs";
import { workloads } from "./follow/workloads.mjs";

const TRIPS = { doors: 50_000, stops: 2_000 };
/** Trips before the clock starts: the code is compiled then, and JavaScript's too. */
const WARM = { doors: 5_000, stops: 500 };

/** Microseconds of a trip, and of those in this process: the rest is the way there and back. */
async function measure(program, doors) {
  const kind = doors ? "doors" : "stops";
  const target = await GdbTarget.spawn(program, ["60"], { stdio: "ignore", doors });
  try {
    const stalker = new Stalker(target);
    let trips = 0;
    stalker.follow(target.mainThread, {
      transform(iterator) {
        iterator.putCallout(() => {
          trips++;
        });
        while (iterator.next() !== null) iterator.keep();
      },
    });
    const { stopHandler } = target;
    let [begin, inside] = [0, 0];
    target.stopHandler = (stop) => {
      const now = performance.now();
      const decision = stopHandler(stop);
      const end = performance.now();
      if (trips > WARM[kind] && begin === 0) begin = end;
      else if (begin !== 0) inside += end - now;
      return trips < WARM[kind] + TRIPS[kind] ? decision : { action: "stay" };
    };
    await target.resume();
    const whole = (1000 * (performance.now() - begin)) / TRIPS[kind];
    const here = (1000 * inside) / TRIPS[kind];
    return { whole, here };
  } finally {
    target.kill();
  }
}

const folder = mkdtempSync(join(tmpdir(), "armstalker-doors-"));
try {
  const { program } = workloads.find(({ name }) => name === "loop-thumb").prepare(folder);
  const rows = [];
  for (const doors of [true, false]) {
    const { whole, here } = await measure(program, doors);
    rows.push([
      doors ? "doors" : "stops of the debugger",
      number(1e6 / whole, 0),
      ...[whole, here, whole - here].map((value) => number(value, 1)),
    ]);
  }
  console.log("\nLeaving generated code for a callout and coming back\n");
  console.log(table(["", "a second", "µs each", "of these in JavaScript", "there and back"], rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
