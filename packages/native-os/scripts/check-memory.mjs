// Runs the suite with the addon under valgrind: invalid accesses and definite leaks in our code fail it. Needs valgrind, and this machine's own build.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { fixture, tracee } from "./fixtures.mjs";
import { packageFolder } from "./toolchain.mjs";

// Another pattern can be given as an argument. Left out: what counts on time or on this process's own size, both of which valgrind changes.
const PATTERN =
  process.argv[2] ??
  "^(memory|shared memory: (a program exchanges|a watch|bad|closing)|streams|registers|entry|tracing: (a spawned|wait|stdio|a program that|a signal|fork|memory|what))|^pitfalls: (a thread|a child)";

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
  const environment = JSON.stringify({
    where: "host",
    tracee: await tracee(process.arch),
    builtPackage,
    isArm: false,
    peers: [[await fixture("futex-peer", process.arch)]],
  });
  const log = join(folder, "valgrind.log");
  const checks = [
    "--leak-check=full",
    "--show-leak-kinds=definite",
    "--errors-for-leak-kinds=none",
    "--num-callers=30",
  ];
  const { status, error, pid } = spawnSync(
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
  // Node has findings of its own, below a call of ours too: counted are those that the addon made itself, right above the allocator or at the access.
  const text = readFileSync(log, "utf8");
  if (!text.includes(`==${pid}== ERROR SUMMARY`)) throw new Error("valgrind did not come to its summary");
  const findings = text
    .split(/^==\d+== *\n/m)
    // A child between fork and exec has none of the threads that own the rest of its copy: only this process's own findings count.
    .filter((text) => text.startsWith(`==${pid}==`))
    .filter((text) => {
      const frames = text
        .split("\n")
        .filter((line) => /(at|by) 0x/.test(line) && !/vgpreload|libstdc\+\+|libc\.so/.test(line));
      return /native_os/.test(frames[0] ?? "");
    });
  for (const finding of findings) console.error(finding);
  console.log(`check:memory: ${findings.length} findings in the addon; the suite ended with ${status}`);
  process.exitCode = findings.length === 0 && status === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
