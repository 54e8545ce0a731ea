import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Program {
  readonly path: string;
  /** Addresses by name. The low bit, which marks T32 functions in symbol tables, is cleared by nm. */
  readonly symbols: ReadonlyMap<string, number>;
}

/** Builds the programs of this folder for ARM, static, in a folder that goes with `remove`. */
export class Programs {
  readonly folder: string = mkdtempSync(join(tmpdir(), "gdb-target-"));

  build(source: string, ...flags: string[]): Program {
    const path = join(this.folder, `${source}-${flags.join("").replace(/\W/g, "")}`);
    const file = fileURLToPath(new URL(source, import.meta.url));
    const own = source.endsWith(".S") ? ["-nostdlib"] : ["-O1", "-marm", "-pthread"];
    execFileSync("arm-linux-gnueabihf-gcc", ["-static", ...own, ...flags, "-o", path, file]);
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
