import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OracleError } from "./errors.js";
import { findCommand } from "./tools.js";

const sourceFolder = fileURLToPath(new URL("../native/", import.meta.url));
const cacheFolder = fileURLToPath(new URL("../../../.cache/oracles/", import.meta.url));

const sources = ["harness.c", "entry.S"];
const flags = [
  ...["-O1", "-static", "-march=armv7-a+fp", "-Wall", "-Wextra", "-Werror"],
  // Locals that siglongjmp may clobber are not read after it.
  "-Wno-clobbered",
  // PC-relative stores of A32 are deprecated, and what the way out needs.
  "-Wa,-mno-warn-deprecated",
  // Where native/protocol.h says.
  "-Wl,-Ttext-segment=0xa0000000",
  "-Wl,--section-start=.run_page=0xaff00000",
];

let built: string | undefined;

/** The path of the harness of native/, built if it is not there or its source has changed. */
export function armHarness(): string {
  built ??= build();
  return built;
}

function build(): string {
  const hash = createHash("sha256").update(flags.join("\n"));
  for (const name of [...sources, "protocol.h"]) hash.update(readFileSync(join(sourceFolder, name)));
  const prefix = "arm-harness-";
  const name = prefix + hash.digest("hex").slice(0, 16);
  const path = join(cacheFolder, name);
  if (existsSync(path)) return path;

  mkdirSync(cacheFolder, { recursive: true });
  // Test files run next to each other: each builds its own, the last one stays.
  const unfinished = join(cacheFolder, `unfinished-${name}-${process.pid}`);
  const compiler = findCommand("arm-linux-gnueabihf-gcc");
  const { status, stderr, error } = spawnSync(
    compiler,
    [...flags, ...sources.map((source) => join(sourceFolder, source)), "-o", unfinished],
    { encoding: "utf8" },
  );
  if (status !== 0) {
    rmSync(unfinished, { force: true });
    const hint = /cannot find|no such file/i.test(stderr ?? "")
      ? "The Debian package libc6-dev-armhf-cross may be missing: run `npm run setup`.\n"
      : "";
    throw new OracleError(
      "tool-failed",
      `${compiler} did not build the ARM harness.\n${hint}${error?.message ?? stderr}`,
    );
  }
  renameSync(unfinished, path);
  for (const other of readdirSync(cacheFolder)) {
    if (other.startsWith(prefix) && other !== name) rmSync(join(cacheFolder, other), { force: true });
  }
  return path;
}

/** The command that runs ARM programs here: none on an ARM processor, or qemu-arm. */
export function armEmulator(harness: string, cpu: string | undefined): string[] {
  if (cpu === undefined && process.platform === "linux") {
    if (process.arch === "arm") return [];
    // Most AArch64 kernels run 32-bit programs, but not on processors without AArch32. Without arguments it prints its usage.
    if (process.arch === "arm64" && spawnSync(harness, []).status === 2) return [];
  }
  return [findCommand("qemu-arm"), "-cpu", cpu ?? "max"];
}
