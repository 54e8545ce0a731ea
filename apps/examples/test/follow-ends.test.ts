import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { readDrcov } from "./support/drcov-reader.js";

const follow = fileURLToPath(new URL("../dist/follow.js", import.meta.url));
const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "armstalker-ends-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function build(name: string, source: string): string {
  const path = join(folder, name);
  writeFileSync(`${path}.c`, source);
  execFileSync("arm-linux-gnueabihf-gcc", ["-O1", "-static", "-o", path, `${path}.c`]);
  return path;
}

/** Processes whose command line has a text. */
function running(text: string): string[] {
  return readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, "latin1").includes(text);
    } catch {
      return false;
    }
  });
}

const waits = build("waits", '#include <unistd.h>\nint main(void) { write(1, "ready", 5); for (;;) pause(); }');
const ends = build("ends", "int main(void) { return 7; }");

describe.each([
  ["SIGTERM", 143],
  ["SIGHUP", 129],
  ["SIGINT", 130],
] as const)("%s to the process alone", (signal, status) => {
  it("stops the program, and writes report and coverage", async () => {
    const output = join(folder, `${signal}.drcov`);
    const child = spawn(process.execPath, [follow, "-o", output, waits], { stdio: ["ignore", "pipe", "pipe"] });
    let shown = "";
    child.stderr.on("data", (text) => {
      shown += String(text);
    });
    await once(child.stdout, "data");
    expect(existsSync(output)).toBe(false);
    child.kill(signal);
    expect(await once(child, "close")).toEqual([status, null]);
    expect(shown).toMatch(new RegExp(`Coverage, of the blocks.*\nEnded by ${signal}: [^\n]*\n$`, "s"));
    const { modules, blocks } = readDrcov(readFileSync(output));
    expect(modules.map(({ path }) => path)).toEqual([waits]);
    expect(blocks.length).toBeGreaterThan(10);
    expect(running(waits)).toEqual([]);
  });
});

describe("what cannot be written", () => {
  const run = async (output: string, stderr: number | "pipe"): Promise<{ status: number; shown: string }> => {
    const child = spawn(process.execPath, [follow, "-o", output, ends], { stdio: ["ignore", "ignore", stderr] });
    let shown = "";
    child.stderr?.on("data", (text) => {
      shown += String(text);
    });
    const [status] = await once(child, "close");
    return { status: status as number, shown };
  };

  it("coverage: the report is shown, and the reason", async () => {
    const { status, shown } = await run("/dev/full", "pipe");
    expect(status).toBe(126);
    expect(shown).toMatch(/exit status 7.*\ncannot-write: \/dev\/full cannot be written: ENOSPC.*--output\n$/s);
  });

  it("the report: it is in a file beside the coverage", async () => {
    const output = join(folder, "full.drcov");
    expect((await run(output, openSync("/dev/full", "w"))).status).toBe(7);
    expect(readDrcov(readFileSync(output)).blocks.length).toBeGreaterThan(10);
    expect(readFileSync(`${output}.txt`, "utf8")).toContain("exit status 7");
  });
});

it("npm start -- --help prints the help and nothing else", () => {
  const text = execFileSync("npm", ["start", "--silent", "--", "--help"], { cwd: root, encoding: "utf8" });
  expect(text).toBe(readFileSync(new URL("../usage.txt", import.meta.url), "utf8"));
});
