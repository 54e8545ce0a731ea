import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The sources of this package as one file, for tests that load them in a process of their own. Its siblings come from their builds. */
export class PackageBundle {
  readonly path: string;

  /** @param name - tells the bundles of the test files apart */
  constructor(name: string) {
    // The file lies in the package, where it finds its siblings.
    this.path = fileURLToPath(new URL(`../${name}-bundle-${process.pid}.mjs`, import.meta.url));
  }

  async build(): Promise<void> {
    await build({
      entryPoints: [fileURLToPath(new URL("../../src/index.ts", import.meta.url))],
      outfile: this.path,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      logLevel: "error",
    });
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}
