import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The addresses of all instructions that a program executes, in their order, by the emulator's own log. */
export function executionTrace(folder: string, program: string, args: readonly string[] = []): number[] {
  const log = join(folder, "trace.log");
  // One instruction a translation block, each logged whenever it runs.
  const { status, error } = spawnSync("qemu-arm", ["-singlestep", "-d", "exec,nochain", "-D", log, program, ...args]);
  if (error !== undefined || status === null) throw new Error(`qemu-arm: ${error?.message ?? "ended by a signal"}`);
  const lines = readFileSync(log, "latin1").matchAll(/^Trace \d+: \S+ \[[0-9a-f]+\/([0-9a-f]+)\//gm);
  return Array.from(lines, ([, address]) => Number.parseInt(address!, 16));
}

/** The addresses of all instructions that a program executes. */
export const executedAddresses = (folder: string, program: string, args: readonly string[] = []): Set<number> =>
  new Set(executionTrace(folder, program, args));
