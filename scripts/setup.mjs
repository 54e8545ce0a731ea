// Makes a fresh clone on a fresh machine ready: npm packages, then the Debian packages that are missing.
// `npm start`, `npm test` and `.ci/run` begin with it. Uses nothing but Node: there may be no node_modules yet.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { run, SetupError } from "./run.mjs";

export const root = fileURLToPath(new URL("..", import.meta.url));

const oldestNode = 20;

/**
 * What has to be installed, by what it is looked for: all of `commands` on PATH (`name-NN` counts as `name`) and one of
 * `files`. To need more, add a row.
 *
 * @type {{ package: string, on?: Record<string, string>, commands?: string[], files?: string[], why: string }[]}
 */
const requirements = [
  {
    package: "binutils-arm-linux-gnueabihf",
    on: { arm: "binutils" },
    commands: ["arm-linux-gnueabihf-as", "arm-linux-gnueabihf-objdump"],
    why: "the GNU assembler and disassembler that tests compare with",
  },
  { package: "llvm", commands: ["llvm-mc"], why: "the LLVM assembler and disassembler that tests compare with" },
  {
    package: "gcc-arm-linux-gnueabihf",
    on: { arm: "gcc" },
    commands: ["arm-linux-gnueabihf-gcc"],
    why: "builds the ARM program that runs code under test",
  },
  {
    package: "libc6-dev-armhf-cross",
    on: { arm: "libc6-dev" },
    files: ["/usr/arm-linux-gnueabihf/lib/crt1.o", "/usr/lib/arm-linux-gnueabihf/crt1.o"],
    why: "the C library for it",
  },
  { package: "qemu-user", commands: ["qemu-arm"], why: "the ARM processor that runs it" },
  { package: "gdbserver", commands: ["gdbserver"], why: "the debugger stub that packages/gdb-remote is tested with" },
  { package: "g++", commands: ["g++"], why: "builds the native addon" },
  { package: "make", commands: ["make"], why: "builds the native addon" },
  { package: "python3", commands: ["python3"], why: "node-gyp, which builds the native addon, runs on it" },
  {
    package: "g++-arm-linux-gnueabihf",
    on: { arm: "g++" },
    commands: ["arm-linux-gnueabihf-g++"],
    why: "builds the native addon for 32-bit ARM",
  },
  {
    package: "g++-aarch64-linux-gnu",
    on: { arm64: "g++" },
    commands: ["aarch64-linux-gnu-g++"],
    why: "builds the native addon for 64-bit ARM",
  },
  {
    package: "qemu-system-arm",
    commands: ["qemu-system-arm", "qemu-system-aarch64"],
    why: "boots real ARM kernels for the tests of the native addon",
  },
];

/** @throws {SetupError} */
export async function setup() {
  checkNode();
  await installNpmPackages();
  await installSystemPackages();
}

/** Runs a script's main function. A `SetupError` is printed as it is, and gives the exit status. */
export async function main(script) {
  // What nobody reads must not end what runs.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  try {
    process.exitCode = (await script()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = error.status;
  }
}

/** Runs a command of node_modules with the output shown. Resolves with its exit status. */
export function runTool(name, args, options = {}) {
  return runShown(join(root, "node_modules", ".bin", name), args, options);
}

export function runNpm(args, options = {}) {
  return runShown("npm", args, options);
}

function runShown(command, args, options) {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", ...options.env };
  return run(command, args, { cwd: root, stdio: "inherit", ...options, env });
}

function checkNode() {
  if (Number.parseInt(process.versions.node, 10) >= oldestNode) return;
  throw new SetupError(
    `This needs Node.js ${oldestNode} or later; you have ${process.versions.node} (${process.execPath}).\n` +
      "See https://nodejs.org/en/download, or use your version manager.",
  );
}

async function installNpmPackages() {
  const stamp = join(root, "node_modules", ".armstalker-lock");
  const lock = join(root, "package-lock.json");
  const wanted = createHash("sha256").update(readFileSync(lock)).digest("hex");
  if (existsSync(stamp)) {
    if (readFileSync(stamp, "utf8") === wanted) return;
  } else {
    // What `npm install` or `npm ci` left when it was run by hand.
    const installed = join(root, "node_modules", ".package-lock.json");
    if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) {
      writeFileSync(stamp, wanted);
      return;
    }
  }
  const what = existsSync(join(root, "node_modules")) ? "package-lock.json has changed" : "there is no node_modules";
  const done = step(`npm ci (${what}; takes about half a minute)`);
  if ((await runNpm(["ci", "--no-audit", "--no-fund"])) !== 0) {
    throw new SetupError(
      "npm ci failed: see its messages above. It needs the npm registry, or its packages in npm's cache.",
    );
  }
  writeFileSync(stamp, wanted);
  done();
}

async function installSystemPackages() {
  const missing = requirements.filter((requirement) => !isPresent(requirement));
  if (missing.length === 0) return;
  const list = missing.map(({ commands, files, why }) => `  ${(commands ?? files).join(", ")}: ${why}`).join("\n");
  if (!isOnPath("apt-get")) {
    throw new SetupError(
      `These are missing, and there is no apt-get here to install them with:\n${list}\n` +
        `On Debian and Ubuntu they come with: ${missing.map((requirement) => requirement.package).join(" ")}.`,
    );
  }
  const packages = missing.map(({ package: name, on }) => on?.[process.arch] ?? name);
  console.log(`\nMissing on this system:\n${list}`);

  const install = ["install", "-y", "--no-install-recommends", ...packages];
  const typed = `sudo apt-get update && sudo apt-get ${install.join(" ")}`;
  const prefix = becomeRoot();
  if (prefix === undefined) {
    throw new SetupError(
      `They have to be installed by root, and sudo does not work here without a password. Please type:\n\n  ${typed}\n\nand try again.`,
    );
  }
  const aptGet = (args) => {
    const options = ["-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"];
    const [command, ...rest] = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...options, ...args];
    return runShown(command, rest, {});
  };

  const done = step(`apt-get ${install.join(" ")}`);
  const areKnown = packages.every(hasCandidate);
  if (!areKnown) await aptGet(["update"]);
  let status = await aptGet(install);
  // Lists of packages that are too old name files that are gone.
  if (status !== 0 && areKnown && (await aptGet(["update"])) === 0) status = await aptGet(install);
  const still = missing.filter((requirement) => !isPresent(requirement));
  if (status !== 0 || still.length > 0) {
    const names = (still.length > 0 ? still : missing).flatMap(({ commands, files }) => commands ?? files).join(", ");
    throw new SetupError(`Still missing: ${names}. See apt-get's messages above, or type:\n\n  ${typed}`);
  }
  done();
}

function hasCandidate(name) {
  const { stdout } = spawnSync("apt-cache", ["policy", name], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  return /^ {2}Candidate: (?!\(none\))/m.test(stdout ?? "");
}

/** What to put before a command that needs root; undefined where there is no way. */
function becomeRoot() {
  if (process.getuid?.() === 0) return [];
  if (!isOnPath("sudo")) return undefined;
  if (spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0) return ["sudo", "-n"];
  return process.stdin.isTTY && process.stdout.isTTY ? ["sudo"] : undefined;
}

function isPresent({ commands = [], files }) {
  return commands.every(isOnPath) && (files === undefined || files.some((file) => existsSync(file)));
}

function isOnPath(command) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const isExecutable = (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  if (folders.some((folder) => isExecutable(join(folder, command)))) return true;
  const isVersioned = (name) => name.startsWith(`${command}-`) && /^\d+$/.test(name.slice(command.length + 1));
  return folders.some(
    (folder) =>
      existsSync(folder) && readdirSync(folder).some((name) => isVersioned(name) && isExecutable(join(folder, name))),
  );
}

/** Announces something that takes time; the function that it returns says how long it took. */
function step(what) {
  console.log(`\n== set-up: ${what}`);
  const start = performance.now();
  return () => console.log(`== set-up: done in ${Math.round((performance.now() - start) / 1000)} s\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(async () => {
    await setup();
    console.log("Everything is set up.");
  });
}
