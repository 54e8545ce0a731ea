// Programs under follow: instructions executed against the native run, beside MAMBO's; stops, code, time.
//
//   npm run bench -w bench                         all, after the encoders
//   node src/follow.mjs lua sqlite                 some
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildEmulatorPlugin } from "@armstalker/oracles";
import { geometricMean, least, number, range, table } from "./follow/report.mjs";
import { run, ways } from "./follow/runs.mjs";
import { workloads } from "./follow/workloads.mjs";

const { ratios: mambo } = JSON.parse(readFileSync(new URL("follow/mambo.json", import.meta.url), "utf8"));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !workloads.some((workload) => workload.name === name));
if (unknown.length > 0) {
  console.error(`no workload ${unknown.join(", ")}: there are ${workloads.map(({ name }) => name).join(", ")}`);
  process.exit(1);
}

const wayNames = Object.keys(ways);
const folder = mkdtempSync(join(tmpdir(), "armstalker-bench-"));
const results = [];
try {
  const plugin = buildEmulatorPlugin("instructions", folder);
  for (const one of workloads) {
    if (wanted.length > 0 && !wanted.includes(one.name)) continue;
    process.stderr.write(`${one.name} …\n`);
    results.push({ name: one.name, ...(await measure(one.prepare(folder), plugin)) });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Each run once with its instructions counted, and once for the clock. */
async function measure(workload, plugin) {
  const native = await run(workload, folder, { plugin });
  const seconds = { native: (await run(workload, folder, {})).seconds };
  const counted = {};
  const engine = {};
  for (const way of wayNames) {
    counted[way] = mustEqual(native, await run(workload, folder, { way, plugin }), way);
    const clocked = mustEqual(native, await run(workload, folder, { way }), way);
    seconds[way] = clocked.seconds;
    // Of the later run, when this process has compiled its own code.
    engine[way] = clocked.statistics;
  }
  return { native: native.instructions, counted, seconds, engine };
}

function mustEqual(native, followed, way) {
  if (native.status === followed.status && native.output.equals(followed.output)) return followed;
  throw new Error(
    `${way}: ${followed.status} and ${followed.output.length} bytes, natively ${native.status} and ${native.output.length}`,
  );
}

const ratio = ({ native, counted }, way) => counted[way].instructions / native;

console.log("\nExecuted instructions, followed / native. MAMBO's in brackets; * where ours is not below.");
console.log(
  "follow: no events; counter: each block counts itself inline; buffer: each block's address goes to JavaScript by a buffer.\nblocks: how many were executed\n",
);
const rows = results.map((result) => [
  result.name,
  number(result.native, 0),
  number(result.counted.buffer.events, 0),
  ...wayNames.map((way) => {
    const ours = ratio(result, way);
    const theirs = mambo[result.name][way];
    return `${number(ours)}${ours < least(theirs) ? " " : "*"} (${range(theirs)})`;
  }),
]);
const means = wayNames.map((way) => {
  const ours = geometricMean(results.map((result) => ratio(result, way)));
  const theirs = geometricMean(results.map(({ name }) => geometricMean([mambo[name][way]].flat())));
  return `${number(ours)}${ours < theirs ? " " : "*"} (${number(theirs)})`;
});
console.log(table(["", "native", "blocks", ...wayNames], [...rows, ["geometric mean", "", "", ...means]]));

console.log("\nThe engine, without events and with block events\n");
const engineRows = results.flatMap(({ name, engine }) =>
  ["follow", "buffer"].map((way) => {
    const { blocks, doors, stops, bytesOfCode, bytesOfSource, compileTime } = engine[way];
    return [
      `${name}, ${way}`,
      number(blocks, 0),
      number((1000 * doors) / blocks, 0),
      number(stops, 0),
      number(bytesOfCode / bytesOfSource),
      number((1000 * compileTime) / blocks, 0),
    ];
  }),
);
console.log(table(["", "blocks compiled", "doors per 1000", "stops", "code / source", "µs per block"], engineRows));

console.log("\nSeconds, from the emulator's start to its end, without the plugin that counts\n");
const clockRows = results.map(({ name, seconds }) => [
  name,
  number(seconds.native),
  ...wayNames.map((way) => `${number(seconds[way])} (${number(seconds[way] / seconds.native, 1)})`),
]);
console.log(table(["", "native", ...wayNames.map((way) => `${way} (times native)`)], clockRows));
