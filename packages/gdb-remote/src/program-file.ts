import { spawnSync } from "node:child_process";
import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { basename, join } from "node:path";
import { ElfError, type ElfFile, type ElfSource, readElf } from "@armstalker/elf";
import { LONGEST_PATH } from "./arguments.js";
import { GdbRemoteError } from "./error.js";

/** Milliseconds for the emulator to print its help. */
const HELP_TIMEOUT = 5000;

/** Types of ELF files that are no programs. */
const types: Readonly<Partial<Record<ElfFile["type"], string>>> = {
  object: "an object file that is not linked",
  core: "a core dump",
};
const LINUX_FILE = "give the path of a program for Linux on 32-bit ARM";

/** The settings of the emulator that decide whether it can run a file. */
export interface ProgramSurroundings {
  /** Path of the emulator. */
  readonly emulator: string;
  /** The folder in which the emulator looks for the program's loader first; undefined for its default. */
  readonly sysroot: string | undefined;
}

/**
 * Refuses what `qemu-arm` cannot run, before it is started.
 * @param path - absolute
 * @throws {GdbRemoteError} `spawn-failed`: names the file, its fault, and what to do.
 */
export function checkProgram(path: string, { emulator, sysroot }: ProgramSurroundings): void {
  const status = statusOf(path, "the program", LINUX_FILE);
  if (status.isDirectory()) throw refused(`${path} is a folder`, "give the path of a program in it");
  if (!status.isFile()) throw refused(`${path} is no regular file`, LINUX_FILE);
  if ((status.mode & 0o111) === 0) throw refused(`${path} has no execute permission`, `run chmod +x on it`);
  const interpreter = interpreterOf(path, isOfAnotherProcessor(emulator));
  if (interpreter === undefined) return;
  const prefix = sysroot ?? defaultPrefix(emulator);
  if (prefix === undefined) return;
  // The emulator takes the host's file where its prefix has none.
  if ([join(prefix, interpreter), interpreter].some(isFile)) return;
  throw refused(
    `${path} needs the loader ${interpreter}, which is neither below ${prefix} nor at that place on this machine`,
    "name the folder that holds the program's loader and libraries with { sysroot }, or link the program statically",
  );
}

/** @throws {GdbRemoteError} `spawn-failed` if it is no folder */
export function checkFolder(path: string, what: string): void {
  const hint = "name a folder that exists";
  if (!statusOf(path, what, hint).isDirectory()) throw refused(`${what}, ${path}, is no folder`, hint);
}

function statusOf(path: string, what: string, hint: string): Stats {
  try {
    return statSync(path);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    throw refused(
      isMissing ? `${what}, ${path}, does not exist` : `${what} cannot be reached: ${message}`,
      hint,
      cause,
    );
  }
}

/** True for emulators of other processors, by their names. This package does not judge their programs. */
function isOfAnotherProcessor(emulator: string): boolean {
  return /^qemu-(?!arm(?:-static)?$)/.test(basename(emulator));
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The folder in which an emulator looks by default; undefined if it does not say. */
function defaultPrefix(emulator: string): string | undefined {
  const options = { encoding: "latin1", env: {}, timeout: HELP_TIMEOUT } as const;
  return /^QEMU_LD_PREFIX += +(\/.*)$/m.exec(spawnSync(emulator, ["-h"], options).stdout ?? "")?.[1];
}

/**
 * The path of the loader that an ELF file asks for; undefined if it needs none.
 * @param anyMachine - only scripts are refused
 */
function interpreterOf(path: string, anyMachine: boolean): string | undefined {
  const file = open(path);
  try {
    const { size } = fstatSync(file);
    if (bytesAt(file, 0, 2).toString("latin1") === "#!") throw script(path, bytesAt(file, 2, LONGEST_PATH));
    if (anyMachine) return undefined;
    const elf = readHeaders(path, { size, read: (offset, wanted) => bytesAt(file, offset, wanted) });
    if (elf.type !== "executable" && elf.type !== "shared") {
      throw refused(`${path} is ${types[elf.type] ?? "no program"}`, "give a program that is linked");
    }
    if (elf.segments.length === 0) {
      throw refused(`${path} has no segments to load`, "was it stripped of too much? Link it again");
    }
    const end = Math.max(...elf.segments.map(({ offset, fileSize }) => offset + fileSize));
    if (end > size) throw cutOff(path, end, size);
    return elf.interpreter;
  } finally {
    closeSync(file);
  }
}

/** @throws {GdbRemoteError} `spawn-failed` if they are not those of a little-endian file for 32-bit ARM */
function readHeaders(path: string, source: ElfSource): ElfFile {
  try {
    return readElf(source);
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    throw refused(`${path} ${error.reason}`, error.hint, error);
  }
}

function open(path: string): number {
  try {
    return openSync(path, "r");
  } catch (cause) {
    throw refused(
      `${path} cannot be read: ${(cause as Error).message}`,
      "the emulator must be able to read it: look at its permissions",
      cause,
    );
  }
}

/** Reads bytes of a file: fewer than asked for at its end. */
function bytesAt(file: number, offset: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  return bytes.subarray(0, readSync(file, bytes, 0, size, offset));
}

function script(path: string, line: Buffer): GdbRemoteError {
  const [interpreter = ""] = line
    .toString("utf8")
    .trim()
    .split(/[ \t\n]/, 1);
  return refused(
    `${path} is a script for ${interpreter.slice(0, 100)}`,
    "start an ARM build of that interpreter, with the script as its first argument",
  );
}

function cutOff(path: string, wanted: number, size: number): GdbRemoteError {
  return refused(
    `${path} is cut off: by its headers it has ${wanted} bytes or more, and there are ${size}`,
    "copy or build it again",
  );
}

function refused(message: string, hint: string, cause?: unknown): GdbRemoteError {
  return new GdbRemoteError({ code: "spawn-failed", message, hint, cause });
}
