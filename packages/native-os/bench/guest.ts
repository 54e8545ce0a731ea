// Round trips and memory reads a second, next to the same loops in C in the same guest: bundled and run by vm/test.mjs --bench.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { ArmRegisters, Tracer } from "@armstalker/native-os";
import type { Environment } from "../test/harness.js";

/** They take turns, since the host may have other things to do: seconds a turn, and turns, of which the median counts. */
const SECONDS = 1;
const TURNS = 5;
const { tracee, where } = JSON.parse(process.argv[2]!) as Environment;

function rate(once: () => number): number {
  const begin = performance.now();
  let amount = 0;
  while (performance.now() - begin < SECONDS * 1000) amount += once();
  return amount / ((performance.now() - begin) / 1000);
}

function stop(tracer: Tracer): void {
  const event = tracer.waitSync({ timeout: 10_000 });
  assert.ok(event?.type === "signal");
}

function ours(): number[] {
  const tracer = new Tracer();
  const target = tracer.spawn(tracee, ["loop-of-traps"]);
  const thread = target.mainThread!;
  target.resume();
  stop(tracer);
  const registers = new ArmRegisters();
  const trip = (): number => {
    thread.registers(registers);
    registers.pc += registers.isThumb ? 2 : 4;
    thread.setRegisters(registers);
    thread.resume({ signal: 0 });
    stop(tracer);
    return 1;
  };
  const page = thread.registers().pc & ~0xfff;
  const read = (size: number) => (): number => {
    const bytes = new Uint8Array(size);
    for (let i = 0; i < 16; i++) target.readMemoryInto(page >>> 0, bytes);
    return 16 * size;
  };
  const rates = [rate(trip), rate(read(64)), rate(read(65536))];
  target.kill();
  return rates;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

const program = join(dirname(tracee), `round-trips-${where === "arm" ? "arm" : "arm64"}`);
const inC = (): number[] =>
  execFileSync(program, [tracee, `${SECONDS}`], { encoding: "utf8" })
    .trim()
    .split(" ")
    .map(Number);
const turns = Array.from({ length: TURNS }, () => ({ here: ours(), there: inC() }));
const names = [
  "round trips/s (stop, read and write registers, resume)",
  "bytes/s, reads of 64",
  "bytes/s, reads of 65536",
];
names.forEach((name, index) => {
  const here = median(turns.map((turn) => turn.here[index]!));
  const there = median(turns.map((turn) => turn.there[index]!));
  const cells = [
    here.toFixed(0).padStart(12),
    "here",
    there.toFixed(0).padStart(12),
    `in C (${(here / there).toFixed(2)})`,
  ];
  console.log(`${name.padEnd(56)} ${cells.join(" ")}`);
});
process.exit(0);
