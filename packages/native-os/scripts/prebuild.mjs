// Builds prebuilds/linux-{x64,arm64,arm}/@armstalker+native-os.node, cross-compiled where this machine is another.
//   node scripts/prebuild.mjs [x64] [arm64] [arm]     all of them without arguments
//
// Each is built in a copy of the sources under .cache, because node-gyp has one build folder, and the one here is this machine's own.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { command, compilerEnvironment, nodeHeaders, packageFolder, run } from "./toolchain.mjs";

// prebuildify hands node-gyp no --nodedir; this variable reaches it.
const headers = nodeHeaders().length > 0 ? { npm_package_config_node_gyp_nodedir: "/usr" } : {};

function sourcesHash() {
  const hash = createHash("sha256");
  const folder = join(packageFolder, "native");
  const files = ["binding.gyp", "package.json"].map((name) => join(packageFolder, name));
  for (const file of [
    ...files,
    ...readdirSync(folder)
      .sort()
      .map((name) => join(folder, name)),
  ]) {
    hash.update(file.slice(packageFolder.length)).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** Builds one, unless it has been built from these very sources. */
export function prebuild(architecture) {
  const folder = join(packageFolder, ".cache", `prebuild-${architecture}`);
  const stamp = join(folder, "built-from");
  const hash = sourcesHash();
  const built = existsSync(join(packageFolder, "prebuilds", `linux-${architecture}`));
  if (built && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  console.log(`native-os: prebuild linux-${architecture}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ["binding.gyp", "package.json", "native"]) {
    cpSync(join(packageFolder, name), join(folder, name), { recursive: true });
  }
  const target = ["--arch", architecture, "-t", process.version, "--out", packageFolder, "--cwd", folder];
  run(process.execPath, [command("prebuildify"), "--napi", "--strip", ...target], {
    cwd: folder,
    env: {
      ...process.env,
      npm_config_loglevel: "error",
      npm_config_jobs: "2",
      ...headers,
      ...compilerEnvironment(architecture),
    },
    // The compiler's lines go to stdout; what matters comes on stderr.
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(stamp, hash);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const architectures = process.argv.length > 2 ? process.argv.slice(2) : ["x64", "arm64", "arm"];
  for (const architecture of architectures) prebuild(architecture);
}
