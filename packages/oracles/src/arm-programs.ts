import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface ArmProgram {
  readonly path: string;
  /** Addresses by name. The low bit, which marks T32 functions in symbol tables, is cleared by nm. */
  readonly symbols: ReadonlyMap<string, number>;
}

/** Static ARM programs that are built for tests, in a temporary folder that goes with {@link remove}. */
export class ArmPrograms {
  readonly #sources: URL;
  /** What sources include may be put here. */
  readonly folder: string = mkdtempSync(join(tmpdir(), "arm-programs-"));

  /** @param sources - the folder of their sources, its name ending in `/` */
  constructor(sources: URL) {
    this.#sources = sources;
  }

  /**
   * Builds a program: of C against the C library, for T32 unless flags say otherwise; of assembly code (`.S`) without.
   *
   * @throws {Error} of `child_process`, with what the compiler says
   */
  build(source: string, ...flags: readonly string[]): ArmProgram {
    const path = join(this.folder, `${source}-${flags.join("").replace(/\W/g, "")}`);
    const file = fileURLToPath(new URL(source, this.#sources));
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
