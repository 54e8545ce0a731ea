import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** Where the cross compiler's loader and libraries are. */
export const sysroot: string = process.arch === "arm" ? "/" : "/usr/arm-linux-gnueabihf";

/** A folder for a test file, removed at its end. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "armstalker-modules-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The lines that a cross tool prints. @param input - what it reads */
export function run(tool: string, args: readonly string[], input = ""): string[] {
  const text = execFileSync(`arm-linux-gnueabihf-${tool}`, args, {
    encoding: "utf8",
    input,
    maxBuffer: 1 << 28,
    stdio: ["pipe", "pipe", "ignore"],
  });
  return text.split("\n");
}

/** Compiles a file of a folder to a program beside it. */
export function build(folder: string, name: string, source: string, ...flags: string[]): string {
  const path = join(folder, name);
  writeFileSync(`${path}.c`, source);
  run("gcc", ["-O1", "-g", ...flags, "-o", path, `${path}.c`]);
  return path;
}
