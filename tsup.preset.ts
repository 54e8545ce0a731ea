import { defineConfig, type Options } from "tsup";

type Config = ReturnType<typeof defineConfig>;

/** The one way every published package is built: ESM, CommonJS and a types file for each. */
export function preset(options: Options = {}): Config {
  return defineConfig({
    entry: ["src/index.ts"],
    format: ["esm", "cjs"],
    target: "node20",
    platform: "node",
    clean: true,
    sourcemap: true,
    // tsup injects `baseUrl`, which TypeScript 6 reports as deprecated.
    dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
    ...options,
  });
}
