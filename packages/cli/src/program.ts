import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { ElfError, type ElfFile, readElf } from "@armstalker/elf";
import { CliError } from "./errors.js";

/** What is to be followed, and how it is started. */
export interface Program {
  readonly path: string;
  readonly args: readonly string[];
  readonly sysroot: string | undefined;
  /** Names it in the report. */
  readonly title: string;
}

/** Where cross compilers and emulators have their libraries. */
const usualSysroots = ["/etc/qemu-binfmt/arm", "/usr/arm-linux-gnueabihf", "/usr/arm-linux-gnueabi", "/"];

/**
 * Finds a program and what it needs.
 *
 * @throws {CliError} `no-such-program`, `not-arm`, `no-loader`
 */
export function findProgram(name: string, args: readonly string[], sysroot: string | undefined): Program {
  const candidates = [
    name,
    ...(sysroot === undefined ? [] : ["", "bin", "usr/bin"].map((part) => join(sysroot, part, name))),
  ];
  const path = candidates.find(isFile);
  if (path === undefined) {
    const folder = candidates.find((each) => statSync(each, { throwIfNoEntry: false })?.isDirectory() === true);
    if (folder !== undefined)
      throw new CliError("no-such-program", `${folder} is a folder`, "give the path of a program in it");
    if (dirname(name) === "." && !name.startsWith(".")) {
      throw new CliError(
        "no-such-program",
        `there is no program ${name} in this folder`,
        "give its path: PATH is not searched, as its programs are this machine's own",
      );
    }
    throw new CliError(
      "no-such-program",
      `there is no program ${name}`,
      `looked for: ${candidates.map((each) => resolve(each)).join(", ")}`,
    );
  }
  const { interpreter } = readProgram(path);
  if ((statSync(path).mode & 0o111) === 0) {
    throw new CliError("no-such-program", `${path} has no execute permission`, `run chmod +x ${path}`);
  }
  return {
    path: resolve(path),
    args,
    sysroot: interpreter === undefined ? sysroot : sysrootWith(interpreter, path, sysroot),
    title: [basename(path), ...args].join(" "),
  };
}

function readProgram(path: string): ElfFile {
  let elf: ElfFile;
  try {
    elf = readElf(readFileSync(path));
  } catch (error) {
    if (!(error instanceof ElfError)) {
      throw new CliError(
        "no-such-program",
        `${path} cannot be read: ${(error as Error).message}`,
        "check its permissions",
        error,
      );
    }
    const hint = "give a program for 32-bit ARM Linux; of a script, its interpreter";
    throw new CliError("not-arm", `${path} is no program for 32-bit ARM: it ${error.reason}`, hint, error);
  }
  const isProgram = elf.type === "executable" || elf.type === "shared";
  if (!isProgram || !elf.segments.some(({ isExecutable }) => isExecutable)) {
    throw new CliError("not-arm", `${path} is no program, but an object file or the like`, "link it first");
  }
  return elf;
}

function sysrootWith(interpreter: string, program: string, asked: string | undefined): string {
  const named = process.env.QEMU_LD_PREFIX;
  const usual = [...(named === undefined ? [] : [named]), ...foldersAbove(program), ...usualSysroots];
  const candidates = asked === undefined ? usual : [asked];
  const sysroot = candidates.find((folder) => isFile(join(folder, interpreter)));
  if (sysroot !== undefined) return resolve(sysroot);
  throw new CliError(
    "no-loader",
    `the program's loader ${interpreter} is in none of ${candidates.join(", ")}`,
    "name the folder that has it with --sysroot: a root file system of the device, or of a Debian for its ABI",
  );
}

/** The folders that a path is in, but the root: a program in a root file system brings its libraries. */
function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(resolve(path)); folder !== dirname(folder); folder = dirname(folder)) folders.push(folder);
  return folders;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
