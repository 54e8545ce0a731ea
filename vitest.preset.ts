import { dirname } from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";
import { qemuArm } from "./packages/oracles/src/emulators.js";

/**
 * Tests read the sources of sibling packages, so that no build is needed before a test. With ARMSTALKER_QEMU=10.0 they find that version of qemu-arm first,
 * which is downloaded.
 */
export function preset(test: NonNullable<ViteUserConfig["test"]> = {}): ViteUserConfig {
  return defineConfig({
    ssr: { resolve: { conditions: ["@armstalker/source", "node", "import", "default"] } },
    // No test measures time: a machine that is busy must not make one fail.
    test: {
      include: ["test/**/*.test.ts"],
      testTimeout: 180_000,
      hookTimeout: 180_000,
      ...test,
      env: { ...emulator(process.env.ARMSTALKER_QEMU), ...test.env },
    },
  });
}

function emulator(version: string | undefined): Record<string, string> {
  if (version === undefined || version === "") return {};
  return { PATH: `${dirname(qemuArm(version))}:${process.env.PATH}` };
}
