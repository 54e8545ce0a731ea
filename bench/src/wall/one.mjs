// Follows one workload in one way, as a process of its own: what a user waits for. `node one.mjs WAY WORKLOAD`, where WORKLOAD is what `prepared` gives as JSON.
// Prints the engine's statistics to standard error, and the milliseconds of processor time that this process has used.
import { closeSync, openSync } from "node:fs";
import { GdbTarget, Stalker } from "@armstalker/stalker";

const [way, workload] = process.argv.slice(2);
const { program, args, sysroot, stdin } = JSON.parse(workload);
const input = openSync(stdin ?? "/dev/null", "r");
const target = await GdbTarget.spawn(program, args, {
  sysroot,
  stdio: [input, "inherit", "ignore"],
  env: { PATH: process.env.PATH, LC_ALL: "C" },
  doors: way !== "traps",
});
closeSync(input);
const stalker = new Stalker(target);
let events = 0;
const count = (part) => {
  events += part.byteLength / 16;
};
let covered = 0;
const ways = {
  events: { events: { block: true }, onReceive: count },
  coverage: {
    onCoverage(blocks) {
      covered += blocks.length / 2;
    },
  },
};
stalker.follow(target.mainThread, ways[way] ?? {});
const end = await target.resume();
await target.remote.exited;
const { user, system } = process.cpuUsage();
const cpuTime = Math.round((user + system) / 1000);
process.stderr.write(JSON.stringify({ ...stalker.statistics, events, covered, cpuTime, end: end.kind }));
