import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ElfError, ElfImage } from "@armstalker/elf";

/** Bytes of the largest file that is read. */
const LARGEST_FILE = 1 << 30;

/** Where the files of modules are found. */
export interface ModuleFilesOptions {
  /** A folder that holds the files of the program's system: a path is looked for there first. */
  readonly sysroot?: string;
  /** Folders with debug symbols of stripped files: `.build-id/ab/cdef….debug` below them. By default `usr/lib/debug` of the sysroot, then of this machine. */
  readonly debugFolders?: readonly string[];
  /** Reads the file at a path of the program's system, where that is another machine; null if there is none. By default this machine's files are read. */
  readonly readFile?: (path: string) => Uint8Array | null;
}

/** Finds the files of modules, and those with their debug symbols. */
export class ModuleFiles {
  readonly #sysroot: string | undefined;
  readonly #debugFolders: readonly string[];
  readonly #readFile: (path: string) => Uint8Array | null;

  constructor({ sysroot, debugFolders, readFile = readRegularFile }: ModuleFilesOptions = {}) {
    this.#sysroot = sysroot;
    this.#debugFolders = debugFolders ?? [sysroot ?? "/", "/"].map((folder) => join(folder, "usr/lib/debug"));
    this.#readFile = readFile;
  }

  /** The file of a module; null if it is gone, cannot be read, or is no ELF file for 32-bit ARM. */
  open(path: string): ElfImage | null {
    const below =
      this.#sysroot === undefined ? null : attempt(() => imageOf(readRegularFile(join(this.#sysroot!, path))));
    return below ?? attempt(() => imageOf(this.#readFile(path)));
  }

  /** The file with the debug symbols of a stripped file; null if there is none with the same build id or checksum. */
  openDebug(path: string, image: ElfImage): ElfImage | null {
    const { buildId, debugLink } = image;
    const isSame = (debug: ElfImage): boolean => buildId === undefined || debug.buildId === buildId;
    const candidates: string[] = [];
    for (const folder of this.#debugFolders) {
      if (buildId !== undefined)
        candidates.push(join(folder, ".build-id", buildId.slice(0, 2), `${buildId.slice(2)}.debug`));
      if (debugLink !== undefined) candidates.push(join(folder, dirname(path), basename(debugLink.name)));
    }
    if (debugLink !== undefined) {
      candidates.push(join(dirname(path), ".debug", basename(debugLink.name)));
      const beside = join(dirname(path), basename(debugLink.name));
      if (beside !== path) candidates.push(beside);
    }
    for (const candidate of candidates) {
      const debug = attempt(() => imageOf(readRegularFile(candidate)));
      if (debug !== null && attempt(() => (isSame(debug) ? true : null)) === true) return debug;
    }
    return null;
  }
}

/** The bytes of a regular file; null if it is gone, cannot be read, or is too large. A device that was mapped is not read: it may have no end. */
export function readRegularFile(path: string): Uint8Array | null {
  try {
    const file = statSync(path);
    return file.isFile() && file.size <= LARGEST_FILE ? readFileSync(path) : null;
  } catch {
    return null;
  }
}

function imageOf(bytes: Uint8Array | null): ElfImage | null {
  return bytes === null ? null : new ElfImage(bytes);
}

/** The result of a function; null where a file is damaged, or no ELF file: its functions go by their offsets then. */
export function attempt<Result>(read: () => Result | null): Result | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ElfError) return null;
    throw error;
  }
}
