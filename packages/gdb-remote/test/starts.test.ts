// Starts that come to nothing. Debian's qemu-arm, and the processes of this machine, are the real ones.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ArmPrograms, Random } from "@armstalker/oracles";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const programs = new ArmPrograms(new URL("programs/", import.meta.url));
afterAll(() => programs.remove());

describe("a Node that is killed while it starts an emulator", () => {
  const bundle = fileURLToPath(new URL(`starts-bundle-${process.pid}.mjs`, import.meta.url));
  let program: string;
  const folder = mkdtempSync(join(tmpdir(), "gdb-remote-starts-"));
  beforeAll(async () => {
    program = programs.build("loop.S").path;
    // A process of its own has to load the sources of this package: siblings come from their builds.
    await build({
      entryPoints: [fileURLToPath(new URL("../src/index.ts", import.meta.url))],
      outfile: bundle,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      logLevel: "error",
    });
  });
  afterAll(() => {
    rmSync(bundle, { force: true });
    rmSync(folder, { recursive: true });
  });

  async function killedAfter(milliseconds: number): Promise<void> {
    const script = fileURLToPath(new URL("support/killed-start.mjs", import.meta.url));
    const child = spawn(process.execPath, [script, bundle, program, String(milliseconds)], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ["ignore", "ignore", "inherit"],
    });
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
  }

  /** The command lines of all that was started below the folder, by its environment. */
  function processes(): string[] {
    return readdirSync("/proc").flatMap((id) => {
      try {
        const isOurs = readFileSync(`/proc/${id}/environ`, "latin1").includes(folder);
        return isOurs ? [readFileSync(`/proc/${id}/cmdline`, "latin1")] : [];
      } catch {
        return [];
      }
    });
  }

  it(`leaves no process and no folder behind (ARMSTALKER_SEED=${seed})`, async () => {
    const random = new Random(seed);
    for (const longest of [1, 80]) {
      await Promise.all(Array.from({ length: 4 }, () => killedAfter(random.below(longest))));
    }
    await expect.poll(() => [...processes(), ...readdirSync(folder)], { timeout: 10_000, interval: 50 }).toEqual([]);
  });
});
