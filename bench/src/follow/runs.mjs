// Runs of a workload: plain, and followed in the ways that are compared.
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { GdbTarget, Stalker } from "@armstalker/stalker";

/** The most blocks that can be counted. */
const COUNTERS = 1 << 18;
const COUNTERS_STEP = 0x0100_0000;
/** What the followed runs do. Each returns what is to be done when the program has ended. */
export const ways = {
  follow(stalker, target) {
    stalker.follow(target.mainThread);
    return () => ({});
  },

  /** A word for each block, which generated code counts up. */
  counter(stalker, target) {
    const counters = allocateCounters(target);
    let blocks = 0;
    stalker.follow(target.mainThread, {
      transform(iterator) {
        let isFirst = true;
        while (iterator.next() !== null) {
          if (isFirst && blocks < COUNTERS && iterator.putCounter(counters + 4 * blocks)) blocks++;
          isFirst = false;
          iterator.keep();
        }
      },
    });
    return () => ({ counters: blocks });
  },

  /** The address of each block, to a buffer that JavaScript empties. */
  buffer(stalker, target) {
    let events = 0;
    stalker.follow(target.mainThread, {
      events: { block: true },
      onReceive(part) {
        events += part.byteLength / 16;
      },
    });
    return () => ({ events });
  },
};

function allocateCounters(target) {
  const size = 4 * COUNTERS;
  const taken = target.mappings();
  for (let at = 0x1000_0000; at < 0xb000_0000; at += COUNTERS_STEP) {
    if (taken.some(({ base, size: length }) => base < at + COUNTERS_STEP && at < base + length)) continue;
    const base = target.allocate(size, "rw-", at);
    if (base !== 0) return base;
  }
  throw new Error("the program has no room for counters");
}

/**
 * Runs a workload once: followed if there is a way, with the emulator's instructions counted if there is a plugin.
 *
 * @returns {Promise<{ instructions?: number, seconds: number, output: Buffer, status: string, statistics?: object }>}
 */
export async function run(workload, folder, { way, plugin }) {
  const count = join(folder, "count");
  const path = join(folder, "output");
  rmSync(count, { force: true });
  const input = openSync(workload.stdin ?? "/dev/null", "r");
  const output = openSync(path, "w");
  const stdio = [input, output, "ignore"];
  // The emulator reads its options from variables too; so the program's environment is of the same size in all runs.
  const env = { LC_ALL: "C", QEMU_PLUGIN: plugin === undefined ? undefined : `${plugin},out=${count}` };
  const start = performance.now();
  try {
    const made =
      way === undefined ? await plain(workload, { env, stdio }) : await followed(workload, { env, stdio }, ways[way]);
    const seconds = (performance.now() - start) / 1000;
    const instructions = plugin === undefined ? undefined : countIn(count);
    return { ...made, seconds, instructions, output: readFileSync(path) };
  } finally {
    closeSync(input);
    closeSync(output);
  }
}

/** The number that the plugin has written. @throws {Error} if the emulator is built without plugins: it ignores QEMU_PLUGIN, as Debian's 10.0 does */
function countIn(file) {
  if (existsSync(file)) return Number(readFileSync(file, "utf8"));
  throw new Error(
    "This qemu-arm has no plugins, which count instructions here: install one that has, as Debian's 7.2.",
  );
}

function plain({ program, args, sysroot }, { env, stdio }) {
  const options = sysroot === undefined ? [] : ["-L", sysroot];
  return new Promise((resolve, reject) => {
    const child = spawn("qemu-arm", [...options, program, ...args], { stdio, env: { PATH: process.env.PATH, ...env } });
    child.once("error", reject);
    child.once("exit", (status, signal) => resolve({ status: signal ?? `exited ${status}` }));
  });
}

async function followed({ program, args, sysroot }, { env, stdio }, way) {
  const target = await GdbTarget.spawn(program, args, { sysroot, stdio, env: { PATH: process.env.PATH, ...env } });
  try {
    const errors = [];
    // With a transformer as many blocks ahead as without one.
    const compileAhead = target.hasDoors ? 16 : 128;
    const stalker = new Stalker(target, { compileAhead, onError: (error) => errors.push(error) });
    const result = way(stalker, target);
    const end = await target.resume();
    // The plugin writes when the emulator ends.
    await target.remote.exited;
    if (errors.length > 0) throw errors[0];
    const status = end.kind === "exited" ? `exited ${end.status}` : JSON.stringify(end);
    return { status, statistics: stalker.statistics, ...result() };
  } finally {
    target.remote.close();
  }
}
