import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, test } from "vitest";
import type { Environment } from "./harness.js";
import { suites } from "./suites.js";

// The cases that run everywhere, here with programs of this machine. What only ARM can show is shown in the guests (vm/test.mjs).
const packageFolder = join(dirname(fileURLToPath(import.meta.url)), "..");
const environment: Environment = {
  where: "host",
  tracee: "",
  isArm: process.arch === "arm",
  builtPackage: join(packageFolder, "dist/index.cjs"),
  peers: [],
};

beforeAll(() => {
  const script = join(packageFolder, "scripts/build-fixtures.mjs");
  const built = (...what: string[]): string =>
    execFileSync(process.execPath, [script, ...what], { encoding: "utf8" }).trim();
  environment.tracee = built(process.arch);
  environment.peers = [[built(process.arch, "futex-peer")], ["qemu-arm", built("arm", "futex-peer")]];
  environment.refusing = built(process.arch, "refusing");
});

describe.runIf(process.platform === "linux")("on this machine", () => {
  for (const one of suites) {
    if (one.in?.({ ...environment }) === false) continue;
    test(one.name, { timeout: (one.seconds ?? 60) * 1000 }, () => one.run(environment));
  }
});
