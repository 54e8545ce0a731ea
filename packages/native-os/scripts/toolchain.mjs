// How this package's addon is compiled: for this machine and, with Debian's cross compilers, for the ARM ones.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const packageFolder = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(import.meta.url);

/** Compiler prefixes by Node architecture; the machine's own has none. */
export const crossPrefixes = { arm: "arm-linux-gnueabihf-", arm64: "aarch64-linux-gnu-", x64: "x86_64-linux-gnu-" };

/** `--nodedir` where the headers are installed with Node; without, node-gyp downloads them. */
export function nodeHeaders() {
  return existsSync("/usr/include/node/node_api.h") ? ["--nodedir=/usr"] : [];
}

export function compilerEnvironment(architecture) {
  if (architecture === process.arch) return {};
  const prefix = crossPrefixes[architecture];
  if (!prefix) throw new Error(`no cross compiler is known for ${architecture}`);
  return {
    CC: `${prefix}gcc`,
    CXX: `${prefix}g++`,
    LINK: `${prefix}g++`,
    AR: `${prefix}ar`,
    PREBUILD_STRIP_BIN: `${prefix}strip`,
  };
}

/** Runs a program and ends this one with its status where it fails. */
export function run(file, args, options = {}) {
  const result = spawnSync(file, args, { stdio: "inherit", cwd: packageFolder, ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
  return result;
}

/** The script behind the command that an installed package offers. */
export function command(name) {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest);
  return join(dirname(manifest), typeof bin === "string" ? bin : bin[name]);
}

export function nodeGyp(args, options = {}) {
  return run(process.execPath, [command("node-gyp"), ...args, ...nodeHeaders()], options);
}
