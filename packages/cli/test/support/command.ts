import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, vi } from "vitest";
import { main } from "../../src/main.js";

/** What a command came to. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process. The program's own output goes where this process's goes. */
export async function armstalker(...argv: string[]): Promise<Outcome> {
  const shown = { stdout: "", stderr: "" };
  const take = (name: "stdout" | "stderr") =>
    vi.spyOn(process[name], "write").mockImplementation(((text: string | Uint8Array, written?: () => void) => {
      shown[name] += typeof text === "string" ? text : Buffer.from(text).toString("utf8");
      written?.();
      return true;
    }) as typeof process.stdout.write);
  const spies = [take("stdout"), take("stderr")];
  try {
    const status = await main(argv);
    return { status, ...shown };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** A folder for a test file, removed at its end. */
export function folderFor(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `armstalker-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Compiles C to a program or a library for 32-bit ARM. */
export function compile(folder: string, name: string, source: string, ...flags: string[]): string {
  const path = join(folder, name);
  writeFileSync(`${path}.c`, source);
  execFileSync("arm-linux-gnueabihf-gcc", ["-O1", "-g", ...flags, "-o", path, `${path}.c`]);
  return path;
}
