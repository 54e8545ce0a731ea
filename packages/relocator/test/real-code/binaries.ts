import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { InstructionSet } from "@armstalker/isa";
import { type DebianArchitecture, debianPackage } from "@armstalker/oracles";
import { CodeFile } from "./code-file.js";
import { Explorer, type FoundFunction } from "./explore.js";
import { mappedFunctions } from "./mapped.js";

/** A binary of a Debian package. */
export interface Binary {
  readonly architecture: DebianArchitecture;
  readonly package: string;
  readonly path: string;
  /** The instruction set of functions of which only the beginning is known. */
  readonly usual: InstructionSet;
  /** The package with its symbols. */
  readonly symbols?: string;
}

const armhf = (packageName: string, path: string, usual: InstructionSet = "t32", symbols?: string): Binary => ({
  architecture: "armhf",
  package: packageName,
  path,
  usual,
  ...(symbols === undefined ? {} : { symbols }),
});
const armel = (packageName: string, path: string, symbols?: string): Binary => ({
  ...armhf(packageName, path, "a32", symbols),
  architecture: "armel",
});

export const binaries: readonly Binary[] = [
  armhf("libc6", "lib/arm-linux-gnueabihf/libc.so.6", "t32", "libc6-dbg"),
  armhf("libc6", "lib/arm-linux-gnueabihf/libm.so.6", "t32", "libc6-dbg"),
  armhf("libssl3", "usr/lib/arm-linux-gnueabihf/libcrypto.so.3"),
  armhf("python3.11-minimal", "usr/bin/python3.11"),
  armhf("perl-base", "usr/bin/perl"),
  armhf("busybox", "bin/busybox"),
  armhf("libstdc++6", "usr/lib/arm-linux-gnueabihf/libstdc++.so.6"),
  armhf("libsqlite3-0", "usr/lib/arm-linux-gnueabihf/libsqlite3.so.0"),
  armhf("liblua5.4-0", "usr/lib/arm-linux-gnueabihf/liblua5.4.so.0", "t32", "liblua5.4-0-dbg"),
  armhf("zlib1g", "lib/arm-linux-gnueabihf/libz.so.1"),
  armhf("liblzma5", "lib/arm-linux-gnueabihf/liblzma.so.5"),
  armhf("libbz2-1.0", "lib/arm-linux-gnueabihf/libbz2.so.1.0"),
  // Rust and Go compile to A32.
  armhf("ripgrep", "usr/bin/rg", "a32"),
  armhf("gron", "usr/bin/gron", "a32"),
  armel("libc6", "lib/arm-linux-gnueabi/libc.so.6", "libc6-dbg"),
  armel("libssl3", "usr/lib/arm-linux-gnueabi/libcrypto.so.3"),
  armel("busybox", "bin/busybox"),
  armel("perl-base", "usr/bin/perl"),
  armel("libstdc++6", "usr/lib/arm-linux-gnueabi/libstdc++.so.6"),
  armel("libsqlite3-0", "usr/lib/arm-linux-gnueabi/libsqlite3.so.0"),
];

/** The code of a binary. */
export interface Code {
  readonly functions: readonly FoundFunction[];
  /** Bytes of code that were found, and all bytes of the code sections. */
  readonly coverage: { readonly code: number; readonly all: number };
  /** How it was found. */
  readonly by: "mapping symbols" | "exploring";
  /** Instructions that were reached and have no meaning: there exploring went wrong, or the code is never reached. */
  readonly meaningless: number;
}

/** The file of a binary, and that with its symbols, if there is one. */
export function openBinary(binary: Binary): { readonly elf: CodeFile; readonly symbols: CodeFile | null } {
  const elf = new CodeFile(join(debianPackage(binary.architecture, binary.package), binary.path));
  const path = binary.symbols === undefined ? null : symbolFile(elf, binary.architecture, binary.symbols);
  return { elf, symbols: path === null ? null : new CodeFile(path) };
}

export function codeOf(binary: Binary): Code {
  const { elf, symbols } = openBinary(binary);
  if (symbols !== null) {
    const functions = mappedFunctions(elf, symbols);
    const all = elf.codeSections.reduce((sum, { size }) => sum + size, 0);
    const code = functions.reduce(
      (sum, { start, end, data }) => sum + end - start - data.reduce((bytes, each) => bytes + each.end - each.start, 0),
      0,
    );
    return { functions, coverage: { code, all }, by: "mapping symbols", meaningless: 0 };
  }
  const explorer = Explorer.of(elf, binary.usual);
  explorer.explore();
  return {
    functions: explorer.functions(),
    coverage: explorer.coverage,
    by: "exploring",
    meaningless: explorer.undefinedInstructions.length,
  };
}

/** Debian keeps symbols by build id. */
function symbolFile(elf: CodeFile, architecture: DebianArchitecture, packageName: string): string {
  const id = elf.image.buildId;
  if (id === undefined) throw new Error("the binary has no build id");
  const folder = join(debianPackage(architecture, packageName), "usr/lib/debug/.build-id");
  const path = join(folder, id.slice(0, 2), `${id.slice(2)}.debug`);
  if (!existsSync(path)) throw new Error(`${path} is missing (there are ${countFiles(folder)} others)`);
  return path;
}

const countFiles = (folder: string): number =>
  existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder).length : 0;
