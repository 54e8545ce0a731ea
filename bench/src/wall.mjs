// Wall time of whole processes: a program under the plain emulator, with a plugin that records blocks where the emulator has plugins, and followed, Node's start included.
//
//   node src/wall.mjs                 all
//   node src/wall.mjs perl lua        some
//   ROUNDS=5 node src/wall.mjs        more rounds; the least time of each counts
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildEmulatorPlugin } from "@armstalker/oracles";
import { number, table } from "./follow/report.mjs";
import { names, prepared } from "./wall/workloads.mjs";

const rounds = Number(process.env.ROUNDS ?? 3);
const one = fileURLToPath(new URL("wall/one.mjs", import.meta.url));
const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "armstalker-wall-"));
const followedWays = ["follow", "coverage", "events", "traps"];

/** Runs a command; its output, and how long it took in seconds. */
function timed(command, args, stdin, env = {}) {
  const input = openSync(stdin ?? "/dev/null", "r");
  const start = performance.now();
  const { stdout, stderr, status, error } = spawnSync(command, args, {
    stdio: [input, "pipe", "pipe"],
    env: { PATH: process.env.PATH, LC_ALL: "C", ...env },
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - start) / 1000;
  closeSync(input);
  if (error !== undefined) throw error;
  return { seconds, stdout, stderr: String(stderr), status };
}

const rows = [];
const engine = [];
try {
  const plugin = buildEmulatorPlugin("blocks", folder);
  for (const name of wanted.length > 0 ? wanted : names) {
    const workload = prepared(name);
    const { program, args, sysroot, stdin } = workload;
    const emulator = ["-L", sysroot, program, ...args];
    const least = {};
    const statistics = {};
    let expected;
    for (let round = 0; round < rounds; round++) {
      const runs = {
        plain: () => timed("qemu-arm", emulator, stdin),
        plugin: () => timed("qemu-arm", ["-plugin", `${plugin},out=${join(folder, "blocks")}`, ...emulator], stdin),
        ...Object.fromEntries(
          followedWays.map((way) => [way, () => timed(process.execPath, [one, way, JSON.stringify(workload)])]),
        ),
      };
      for (const [way, run] of Object.entries(runs)) {
        const { seconds, stdout, stderr, status } = run();
        expected ??= stdout;
        if (way === "plugin" && status !== 0) continue;
        if (!stdout.equals(expected)) throw new Error(`${name}, ${way}: another output (${status}): ${stderr}`);
        least[way] = Math.min(least[way] ?? Number.POSITIVE_INFINITY, seconds);
        if (followedWays.includes(way)) statistics[way] = JSON.parse(stderr);
      }
    }
    const times = (way) => (least[way] === undefined ? "none" : number(least[way] / least.plain));
    rows.push([name, number(least.plain), ...["plugin", ...followedWays].map(times)]);
    const { blocks, doors, stops, compileTime } = statistics.follow;
    engine.push([
      name,
      ...[blocks, doors, stops, compileTime, statistics.events.events].map((value) => number(value, 0)),
    ]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(`\nWall time, times that of the plain emulator; the least of ${rounds} runs each, Node's start included`);
console.log(
  "plugin: a C plugin of the emulator records blocks; follow: no events; coverage: which blocks ran; events: block events to a receiver that counts; traps: follow without doors\n",
);
console.log(table(["", "plain, s", "plugin", ...followedWays], rows));
console.log("\nThe engine without events\n");
console.log(table(["", "blocks", "doors", "stops", "ms compiling", "block events"], engine));
