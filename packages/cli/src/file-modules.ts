import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { ElfError, ElfImage, SegmentType } from "@armstalker/elf";
import { type MappedFile, Modules } from "@armstalker/modules";
import { CliError } from "./errors.js";

const PAGE = 4096;

/** A file as if it were loaded at its own addresses; null if it is gone or no ELF file for 32-bit ARM. */
export function openFile(path: string): Modules | null {
  try {
    return loadFile(path);
  } catch (error) {
    if (error instanceof CliError) return null;
    throw error;
  }
}

/** A file as if it were loaded at its own addresses. @throws {CliError} `no-such-program`, `not-arm` */
export function loadFile(path: string): Modules {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new CliError("no-such-program", `there is no file ${path}`, "give a program or a library");
  }
  let image: ElfImage;
  try {
    image = new ElfImage(readFileSync(path));
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    throw new CliError("not-arm", `${path} ${error.reason}`, error.hint, error);
  }
  const full = resolve(path);
  const mappings = image.segments
    .filter(({ type }) => type === SegmentType.LOAD)
    .map(({ address, offset, memorySize, isExecutable, isWritable }): MappedFile => {
      const start = address - (address % PAGE);
      const end = Math.ceil((address + memorySize) / PAGE) * PAGE;
      const protection = `r${isWritable ? "w" : "-"}${isExecutable ? "x" : "-"}`;
      return { base: start, size: end - start, protection, path: full, offset: offset - (address - start) };
    });
  if (mappings.length === 0) {
    throw new CliError(
      "not-arm",
      `${path} has nothing that is loaded`,
      "link it first: an object file has no addresses",
    );
  }
  const readSome = (address: number, size: number): Uint8Array => image.bytesAt(address, size);
  const modules = new Modules({ mappings: () => mappings, readSome });
  modules.update();
  return modules;
}
