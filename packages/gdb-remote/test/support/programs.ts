import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Program {
  path: string;
  /** Addresses by name. The low bit, which marks T32 functions in symbol tables, is cleared by nm. */
  symbols: ReadonlyMap<string, number>;
}

/** Builds the programs of test/programs for ARM, static, in a folder that goes with `remove`. */
export class Programs {
  readonly folder: string = mkdtempSync(join(tmpdir(), "gdb-remote-"));

  constructor(blob: Uint8Array) {
    writeFileSync(join(this.folder, "blob.bin"), blob);
  }

  build(source: string, ...flags: string[]): Program {
    const path = join(this.folder, `${source}-${flags.join("").replace(/\W/g, "")}`);
    const file = fileURLToPath(new URL(`../programs/${source}`, import.meta.url));
    const own = source.endsWith(".S") ? ["-nostdlib"] : ["-O1", "-pthread"];
    execFileSync("arm-linux-gnueabihf-gcc", ["-static", ...own, ...flags, "-o", path, file], { cwd: this.folder });
    const symbols = new Map<string, number>();
    for (const line of execFileSync("arm-linux-gnueabihf-nm", [path], { encoding: "latin1" }).split("\n")) {
      const [address, , name] = line.split(" ");
      if (name !== undefined) symbols.set(name, Number.parseInt(address!, 16));
    }
    return { path, symbols };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
