// Builds prebuilds/linux-{x64,arm64,arm}/@armstalker+native-os.node, cross-compiled where this machine is another.
//   node scripts/prebuild.mjs [x64] [arm64] [arm]     all of them without arguments
//
// Each is built in a copy of the sources under .cache, because node-gyp has one build folder, and the one here is this machine's own.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { command, compilerEnvironment, nodeHeaders, packageFolder, run } from "./toolchain.mjs";

// prebuildify hands node-gyp no --nodedir; this variable reaches it.
const headers = nodeHeaders().length > 0 ? { npm_package_config_node_gyp_nodedir: "/usr" } : {};

function prebuild(architecture) {
  const folder = join(packageFolder, ".cache", `prebuild-${architecture}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ["binding.gyp", "package.json", "native"]) {
    cpSync(join(packageFolder, name), join(folder, name), { recursive: true });
  }
  run(
    process.execPath,
    [
      command("prebuildify"),
      "--napi",
      "--strip",
      ...["--arch", architecture, "-t", process.version, "--out", packageFolder, "--cwd", folder],
    ],
    // prebuildify prints the compiler's lines to stdout; what matters comes on stderr.
    {
      cwd: folder,
      env: { ...process.env, ...headers, ...compilerEnvironment(architecture) },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
}

const architectures = process.argv.length > 2 ? process.argv.slice(2) : ["x64", "arm64", "arm"];
for (const architecture of architectures) {
  console.log(`native-os: prebuild linux-${architecture}`);
  prebuild(architecture);
}
