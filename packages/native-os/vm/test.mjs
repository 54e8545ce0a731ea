// Runs the suite on real 32-bit and 64-bit ARM kernels, and what needs no ptrace in a 32-bit Node under qemu-user.
//   node vm/test.mjs [arm] [arm64] [qemu-user] [--only PATTERN] [--bench]      all three places without arguments
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { boot, guests, rootFolder } from "@armstalker/vm";
import { build } from "esbuild";
import { fixture, generatedCode, tracee } from "../scripts/fixtures.mjs";
import { prebuild } from "../scripts/prebuild.mjs";
import { command, packageFolder, run } from "../scripts/toolchain.mjs";

const require = createRequire(import.meta.url);
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string", default: "" }, bench: { type: "boolean", default: false } },
});
const places = positionals.length > 0 ? positionals : options.bench ? ["arm", "arm64"] : ["qemu-user", "arm", "arm64"];

function newest(folder) {
  return Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs));
}

/** The package is tested as it is published: built files and prebuilt addons. */
function buildPackage() {
  const dist = join(packageFolder, "dist");
  const built = existsSync(join(dist, "index.cjs")) && newest(dist) >= newest(join(packageFolder, "src"));
  if (!built) run(process.execPath, [command("tsup"), "--silent"]);
  for (const architecture of ["arm", "arm64"]) prebuild(architecture);
}

/** What the guests get in /guest. */
async function workFolder() {
  const folder = mkdtempSync(join(tmpdir(), "native-os-work-"));
  const installed = join(folder, "node_modules/@armstalker/native-os");
  install(packageFolder, installed, "package.json", "dist", "prebuilds");
  install(
    dirname(require.resolve("@armstalker/errors/package.json")),
    join(installed, "../errors"),
    "package.json",
    "dist",
  );
  rmSync(join(installed, "prebuilds/linux-x64"), { recursive: true, force: true });
  const loader = dirname(require.resolve("node-gyp-build/package.json"));
  cpSync(loader, join(folder, "node_modules/node-gyp-build"), { recursive: true });
  cpSync(await tracee("arm"), join(folder, "tracee"));
  cpSync(await fixture("futex-peer", "arm"), join(folder, "futex-peer"));
  cpSync(await generatedCode(), join(folder, "generated"), { recursive: true });
  if (options.bench) {
    for (const architecture of ["arm", "arm64"]) {
      cpSync(await fixture("round-trips", architecture), join(folder, `round-trips-${architecture}`));
    }
  }
  await build({
    entryPoints: { suite: join(packageFolder, "test/guest.ts"), bench: join(packageFolder, "bench/guest.ts") },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    external: ["@armstalker/native-os"],
    logLevel: "warning",
  });
  return folder;
}

/** Copies parts of a package, without source maps. */
function install(from, to, ...names) {
  mkdirSync(to, { recursive: true });
  for (const name of names) {
    cpSync(join(from, name), join(to, name), { recursive: true, filter: (path) => !path.endsWith(".map") });
  }
}

function environment(where, root) {
  return JSON.stringify({
    where,
    tracee: `${root}/tracee`,
    builtPackage: `${root}/node_modules/@armstalker/native-os/dist/index.cjs`,
    isArm: true,
    // Under qemu-user a child is a program of this machine.
    peers: [[...(where === "qemu-user" ? ["qemu-arm"] : []), `${root}/futex-peer`]],
    generatedCode: `${root}/generated`,
  });
}

function inQemuUser(folder) {
  return rootFolder("arm").then(
    (root) =>
      new Promise((resolve, reject) => {
        const args = ["-L", root, join(root, "usr/bin/node"), join(folder, "suite.mjs")];
        const child = spawn("qemu-arm", [...args, environment("qemu-user", folder), options.only], {
          stdio: "inherit",
          env: { ...process.env, UV_USE_IO_URING: "0" },
        });
        child.on("error", (error) =>
          reject(error.code === "ENOENT" ? new Error("qemu-arm is missing: apt-get install qemu-user") : error),
        );
        child.on("close", (status) => resolve(status ?? 1));
      }),
  );
}

function inGuest(where, folder) {
  const script = options.bench ? "bench.mjs" : "suite.mjs";
  return boot(where, {
    folder,
    // Two processors for what comes in any order; one for the bench, where a second one only adds what emulating it costs.
    cpus: options.bench ? 1 : 2,
    command: `node ${script} '${environment(where, "/guest")}' '${options.only}'`,
    onLine: (text) => console.log(text),
  });
}

const begin = performance.now();
const seconds = () => `${((performance.now() - begin) / 1000).toFixed(0)} s`;
buildPackage();
const folder = await workFolder();
const failures = [];
try {
  for (const where of places) {
    console.log(`\n# ${where}: ${guests[where]?.name ?? "armhf Node under qemu-user"} (${seconds()})`);
    const status = where === "qemu-user" ? await inQemuUser(folder) : await inGuest(where, folder);
    if (status !== 0) failures.push(where);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures.length === 0 ? `\nall passed (${seconds()})` : `\nfailed: ${failures.join(", ")} (${seconds()})`);
process.exit(failures.length === 0 ? 0 : 1);
