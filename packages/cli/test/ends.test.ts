import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { readDrcov } from "./support/drcov-reader.js";
import { build, CATCHES, command, ENDS, inTerminal, nothingRuns, scratch, WAITS } from "./support/ending.js";

const folder = scratch();
const ends = build(join(folder, "ends"), ENDS);

/** Everything that a process writes to its pipes, as it comes. */
function listen(child: ChildProcess): { text: string } {
  const shown = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (text) => {
      shown.text += String(text);
    });
  }
  return shown;
}

const shows = (shown: { text: string }, text: string): Promise<void> =>
  vi.waitFor(() => expect(shown.text).toContain(text), { timeout: 30_000, interval: 10 });

/** A program built from `WAITS` enters two blocks: five instructions, and three that end with a branch. */
function checkCoverage(file: string, program: string): void {
  const { modules, blocks } = readDrcov(readFileSync(file));
  expect(modules.map(({ path }) => path)).toEqual([program]);
  const covered = new Set<number>();
  for (const { offset, size } of blocks) {
    for (let at = 0; at < size; at += 4) covered.add(modules[0]!.base + offset + at);
  }
  expect([...covered].sort()).toEqual([0, 4, 8, 12, 16, 20, 24, 28].map((offset) => 0x20000 + offset));
}

describe.concurrent.each([
  ["SIGTERM", 143],
  ["SIGHUP", 129],
  ["SIGINT", 130],
] as const)("%s to the process alone", (signal, status) => {
  it("stops the program, and writes report and coverage", async () => {
    const program = build(join(folder, signal), WAITS);
    const output = `${program}.drcov`;
    const child = spawn(process.execPath, [command, "coverage", "-o", output, program], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const shown = listen(child);
    await shows(shown, "ready");
    expect(existsSync(output)).toBe(false);
    child.kill(signal);
    expect(await once(child, "close")).toEqual([status, null]);
    expect(shown.text).toMatch(new RegExp(`Coverage, of the blocks.*\nEnded by ${signal}: [^\n]*\n$`, "s"));
    checkCoverage(output, program);
    await nothingRuns(program);
  });
});

describe.concurrent("a terminal", () => {
  const start = (name: string, source: string) => {
    const program = build(join(folder, name), source);
    const output = `${program}.drcov`;
    const child = spawn(...inTerminal([process.execPath, command, "coverage", "-o", output, program]));
    return { program, output, child, shown: listen(child) };
  };

  it("that is closed: report and coverage are in files", async () => {
    const { program, output, child, shown } = start("closed", WAITS);
    await shows(shown, "ready");
    child.kill("SIGKILL");
    await nothingRuns(program);
    checkCoverage(output, program);
    expect(readFileSync(`${output}.txt`, "utf8")).toMatch(/Ended by SIGHUP: [^\n]*\n$/);
  });

  it("where Ctrl-C is typed: the first is the program's, the second within two seconds ends it", async () => {
    const { program, output, child, shown } = start("caught", CATCHES);
    await shows(shown, "ready");
    child.stdin.write("\x03");
    await shows(shown, "caught");
    await shows(shown, "left to the program");
    const closed = once(child, "close").then(() => "closed");
    // Not at once, as npm passes SIGINT on after the terminal has sent it; and again where this machine took longer than two seconds.
    const later = (): Promise<string> => new Promise((settle) => setTimeout(settle, 300, "later"));
    child.stdin.on("error", () => {});
    await later();
    do child.stdin.write("\x03");
    while ((await Promise.race([closed, later()])) === "later");
    // The terminal echoes the last Ctrl-C, possibly after the report.
    expect(shown.text.replaceAll("^C", "")).toMatch(/Ended by SIGINT: [^\n]*\n$/);
    expect(readDrcov(readFileSync(output)).modules.map(({ path }) => path)).toEqual([program]);
    await nothingRuns(program);
  });
});

describe.concurrent("what cannot be written", () => {
  const run = async (
    output: string,
    stdout: number | "pipe",
    stderr: number | "pipe",
    source = ends,
  ): Promise<{ status: number; shown: string }> => {
    const child = spawn(process.execPath, [command, "coverage", "-o", output, source], {
      stdio: ["ignore", stdout, stderr],
    });
    // The reader of a pipe is gone before anything is written.
    if (stdout === "pipe") child.stdout?.destroy();
    const shown = listen(child);
    const [status] = await once(child, "close");
    return { status: status as number, shown: shown.text };
  };
  const full = openSync("/dev/full", "w");

  it("coverage: the report is shown, and the reason", async () => {
    const { status, shown } = await run("/dev/full", full, "pipe");
    expect(status).toBe(126);
    expect(shown).toMatch(/exit status 7.*\ncannot-write: \/dev\/full cannot be written: ENOSPC.*--output\n$/s);
  });

  it("the report: it is in a file beside the coverage", async () => {
    const output = join(folder, "full.drcov");
    expect((await run(output, full, full)).status).toBe(7);
    expect(readDrcov(readFileSync(output)).blocks.length).toBeGreaterThan(0);
    expect(readFileSync(`${output}.txt`, "utf8")).toContain("exit status 7");
  });

  it("the program's output: the program gets the error, and report and coverage are there", async () => {
    // The exit status is the error that write returned: 28, ENOSPC.
    const source =
      'mov r7, #4; mov r0, #1; adr r1, text; mov r2, #4; svc #0; rsb r0, r0, #0; mov r7, #1; svc #0\ntext: .ascii "text"';
    const program = build(join(folder, "writes"), source);
    const output = join(folder, "output.drcov");
    const { status, shown } = await run(output, full, "pipe", program);
    expect(status).toBe(28);
    expect(shown).toContain("exit status 28");
    expect(readDrcov(readFileSync(output)).blocks.length).toBeGreaterThan(0);
    // Nobody reads: SIGPIPE ends the program.
    const closed = await run(output, "pipe", "pipe", program);
    expect(closed.status).toBe(141);
    expect(closed.shown).toContain("ended by SIGPIPE");
  });
});
