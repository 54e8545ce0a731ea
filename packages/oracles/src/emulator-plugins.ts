import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OracleError } from "./errors.js";

/** `blocks`: a line for each block that was executed, its address in hexadecimal and its size in bytes. `instructions`: the number of instructions that were executed. */
export type EmulatorPlugin = "blocks" | "instructions";

/**
 * Builds a plugin for the installed `qemu-arm`: `-plugin PATH,out=FILE`, or QEMU_PLUGIN. An emulator that is built without plugins refuses or ignores it.
 *
 * @param folder - where it is put
 * @returns its path
 * @throws {OracleError} `tool-missing` without gcc; `tool-failed` if that refuses the source
 */
export function buildEmulatorPlugin(name: EmulatorPlugin, folder: string): string {
  const path = join(folder, `${name}.so`);
  const source = fileURLToPath(new URL(`../native/plugins/${name}.c`, import.meta.url));
  const { status, stderr, error } = spawnSync("gcc", ["-O2", "-fPIC", "-shared", "-o", path, source], {
    encoding: "utf8",
  });
  if (error !== undefined) throw new OracleError("tool-missing", `gcc did not start: ${error.message}`);
  if (status !== 0) throw new OracleError("tool-failed", `gcc refuses ${name}.c: ${stderr}`);
  return path;
}
