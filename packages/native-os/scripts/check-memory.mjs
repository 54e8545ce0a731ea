// Runs the suite with the addon under valgrind: invalid accesses and definite leaks in our code fail it. Needs valgrind, and this machine's own build.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { tracee } from "./fixtures.mjs";
import { packageFolder } from "./toolchain.mjs";

// Left out: what counts on time or on this process's own size, both of which valgrind changes.
const PATTERN =
  "^(memory|streams|registers|entry|tracing: (a spawned|wait|stdio|a program that|a signal|fork|memory|what))|^pitfalls: (a thread|a child)";

const folder = mkdtempSync(join(tmpdir(), "native-os-valgrind-"));
try {
  await build({
    entryPoints: { suite: join(packageFolder, "test/guest.ts") },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
    alias: { "@armstalker/native-os": join(packageFolder, "dist/index.js") },
    external: [join(packageFolder, "dist/index.js")],
  });
  const builtPackage = join(packageFolder, "dist/index.cjs");
  const environment = JSON.stringify({ where: "host", tracee: await tracee(process.arch), builtPackage, isArm: false });
  const log = join(folder, "valgrind.log");
  const checks = [
    "--leak-check=full",
    "--show-leak-kinds=definite",
    "--errors-for-leak-kinds=none",
    "--num-callers=30",
  ];
  const { status, error } = spawnSync(
    "valgrind",
    // V8 writes code while it runs.
    [
      ...checks,
      "--smc-check=all-non-file",
      `--log-file=${log}`,
      process.execPath,
      join(folder, "suite.mjs"),
      environment,
      PATTERN,
    ],
    { stdio: "inherit" },
  );
  if (error) throw new Error(error.code === "ENOENT" ? "valgrind is missing: apt-get install valgrind" : error.message);
  // Node has findings of its own: counted are those with a frame of the addon.
  const findings = readFileSync(log, "utf8")
    .split(/^==\d+== *\n/m)
    .filter((text) => /native_os/.test(text) && !/^==\d+== (Command|Parent PID)/m.test(text));
  for (const finding of findings) console.error(finding);
  console.log(`check:memory: ${findings.length} findings in the addon; the suite ended with ${status}`);
  process.exitCode = findings.length === 0 && status === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
