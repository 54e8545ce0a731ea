import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Tests read the sources of sibling packages, so that no build is needed before a test. */
export function preset(test: NonNullable<ViteUserConfig["test"]> = {}): ViteUserConfig {
  return defineConfig({
    ssr: { resolve: { conditions: ["@armstalker/source", "node", "import", "default"] } },
    // No test measures time: a machine that is busy must not make one fail.
    test: { include: ["test/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 180_000, ...test },
  });
}
