import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, it, vi } from "vitest";
import { build, inTerminal, nothingRuns, root, scratch, WAITS } from "./support/ending.js";

const folder = scratch();

/** A copy of what npm start runs, in which a script stands for the build: the repository's own would be built under other tests. */
function copy(name: string, builder: string): string {
  const to = join(folder, name);
  for (const inner of ["scripts", "node_modules/.bin", "apps/examples/dist", "packages/cli/dist"])
    mkdirSync(join(to, inner), { recursive: true });
  for (const file of ["package.json", "package-lock.json", "scripts/start.mjs", "scripts/run.mjs", "scripts/setup.mjs"])
    copyFileSync(join(root, file), join(to, file));
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  writeFileSync(join(to, "node_modules/.armstalker-lock"), lock);
  writeFileSync(join(to, "node_modules/.bin/turbo"), `#!/bin/sh\n${builder}\n`, { mode: 0o755 });
  for (const file of ["packages/cli/dist/index.js", "apps/examples/dist/fetch-sample.js"]) {
    symlinkSync(join(root, file), join(to, file));
  }
  return to;
}

const exists = (path: string): Promise<void> =>
  vi.waitFor(() => expect(existsSync(path)).toBe(true), { timeout: 60_000, interval: 20 });

it.concurrent.each([
  ["SIGTERM", [143, null]],
  ["SIGINT", [130, null]],
  ["SIGHUP", [null, "SIGHUP"]],
] as const)("%s to npm while it builds: the build and what it started are ended", async (signal, end) => {
  const place = copy(`build-${signal}`, 'sh -c \'sleep 1000; : "$0"\' "$0" & echo > "$0.started"; wait');
  const npm = spawn("npm", ["start"], { cwd: place, stdio: "ignore" });
  await exists(join(place, "node_modules/.bin/turbo.started"));
  npm.kill(signal);
  expect(await once(npm, "close")).toEqual(end);
  await nothingRuns(place);
});

it.concurrent.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "%s to npm while a program is followed: report and coverage are written",
  async (signal) => {
    const place = copy(`follow-${signal}`, "exit 0");
    const program = build(join(place, "waits"), WAITS);
    const npm = spawn("npm", ["start", "--", "coverage", "--", program], {
      cwd: place,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let shown = "";
    for (const stream of [npm.stdout, npm.stderr]) {
      stream.on("data", (text) => {
        shown += String(text);
      });
    }
    await vi.waitFor(() => expect(shown).toContain("ready"), { timeout: 60_000, interval: 20 });
    npm.kill(signal);
    // SIGHUP ends npm at once: its output's other end is still open then.
    await once(npm, "close");
    await nothingRuns(place);
    expect(shown).toMatch(new RegExp(`Ended by ${signal}: [^\n]*\n$`));
    expect(existsSync(join(place, "coverage.drcov"))).toBe(true);
  },
);

it.concurrent("a terminal that is closed while npm builds: the build is ended", async () => {
  const place = copy("terminal", 'echo > "$0.started"; sleep 1000');
  const terminal = spawn(...inTerminal(["npm", "start", "--prefix", place]), { stdio: ["pipe", "ignore", "ignore"] });
  await exists(join(place, "node_modules/.bin/turbo.started"));
  terminal.kill("SIGKILL");
  await nothingRuns(place);
});

it.concurrent("SIGTERM while apt downloads the sample: apt is ended, and nothing is left running", async () => {
  const place = copy("sample", "exit 0");
  const tools = join(place, "tools");
  mkdirSync(tools);
  // The name of this file is in the command line, by which it is found.
  writeFileSync(join(tools, "apt-get"), '#!/bin/sh\necho asked > "$0.log"\nsleep 1000\n', { mode: 0o755 });
  const env = {
    ...process.env,
    PATH: `${tools}${delimiter}${process.env.PATH}`,
    TMPDIR: place,
    XDG_CACHE_HOME: place,
    HOME: place,
  };
  const child = spawn(process.execPath, [join(place, "scripts/start.mjs")], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let shown = "";
  child.stderr.on("data", (text) => {
    shown += String(text);
  });
  await exists(join(tools, "apt-get.log"));
  child.kill("SIGTERM");
  expect(await once(child, "close")).toEqual([143, null]);
  expect(shown).toMatch(/Ended by SIGTERM\.\n$/);
  await nothingRuns(join(tools, "apt-get"));
});

it("npm start -- --help prints the help and nothing else, and fails where it cannot be written", () => {
  const place = copy("help", "exit 0");
  const text = execFileSync("npm", ["start", "--silent", "--", "--help"], { cwd: place, encoding: "utf8" });
  expect(text).toContain("armstalker COMMAND [OPTIONS] -- PROGRAM [ARGS]");
  expect(() => execFileSync("sh", ["-c", "node scripts/start.mjs --help > /dev/full 2>&1"], { cwd: place })).toThrow(
    expect.objectContaining({ status: 126 }),
  );
});
