// Compiling blocks: CPU time of Node per block, bytes allocated and kept, start-up.
//
//   npm run bench -w bench                         all benchmarks
//   node src/compile.mjs                           this one
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { debianPackage } from "@armstalker/oracles";
import { table } from "./follow/report.mjs";

const FIRST = 20_000;
const ROUNDS = 8;
const STARTS = 9;

const libraries = {
  A32: join(debianPackage("armel", "libc6"), "lib/arm-linux-gnueabi/libc.so.6"),
  T32: join(debianPackage("armhf", "libc6"), "lib/arm-linux-gnueabihf/libc.so.6"),
};

function child(file, ...args) {
  const path = fileURLToPath(new URL(`compile/${file}`, import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--expose-gc", path, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const rows = [];
for (const [set, path] of Object.entries(libraries)) {
  for (const purpose of ["none", "block", "transform"]) {
    const { results } = child("run.mjs", path, String(FIRST), String(ROUNDS), purpose);
    const warm = results.slice(ROUNDS / 2);
    rows.push([
      `${set}, ${purpose === "none" ? "no events" : purpose === "block" ? "block events" : "a transformer that keeps all"}`,
      results[0].time.toFixed(1),
      median(warm.map(({ time }) => time)).toFixed(1),
      median(warm.map(({ allocated }) => allocated)).toFixed(0),
      median(warm.map(({ kept }) => kept)).toFixed(0),
      (results[0].bytesOfSource / results[0].blocks).toFixed(1),
      (results[0].bytesOfCode / results[0].blocks).toFixed(1),
    ]);
  }
}
const starts = Array.from({ length: STARTS }, () => child("start.mjs"));

console.log(`\nCompiling blocks of libc (${FIRST} blocks): CPU time of Node in us a block, bytes a block.`);
console.log(table(["", "first", "warm", "allocated", "kept", "source", "code"], rows));
console.log(
  `Start-up: ${(median(starts.map(({ load }) => load)) / 1000).toFixed(1)} ms of CPU to load the packages, ` +
    `${(median(starts.map(({ tables }) => tables)) / 1000).toFixed(1)} ms for the tables of both sets.`,
);
