import { accessSync, constants, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { OracleError } from "./errors.js";

/** A foreign assembler or disassembler: GNU binutils or LLVM. */
export type Tool = "gnu" | "llvm";
export type InstructionSet = "a32" | "t32";

const debianPackages = {
  "arm-linux-gnueabihf-as": "binutils-arm-linux-gnueabihf",
  "arm-linux-gnueabihf-objdump": "binutils-arm-linux-gnueabihf",
  "arm-linux-gnueabihf-gcc": "gcc-arm-linux-gnueabihf",
  "qemu-arm": "qemu-user",
  "llvm-mc": "llvm",
} as const;

export type Command = keyof typeof debianPackages;

const found = new Map<Command, string>();

/** The path of a command. Debian's versioned names (`llvm-mc-14`) count too, the newest first. */
export function findCommand(command: Command): string {
  const known = found.get(command);
  if (known !== undefined) return known;
  const path = searchPath(command);
  if (path === undefined) {
    throw new OracleError(
      "tool-missing",
      `${command} is not installed. It comes with the Debian package ${debianPackages[command]}: ` +
        "run `npm run setup`, which installs everything the tests need.",
    );
  }
  found.set(command, path);
  return path;
}

function searchPath(command: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const folder of folders) {
    const path = join(folder, command);
    if (isExecutable(path)) return path;
  }
  const versioned = new RegExp(`^${command}-(\\d+)$`);
  let newest = -1;
  let newestPath: string | undefined;
  for (const folder of folders) {
    for (const name of listFolder(folder)) {
      const version = Number(versioned.exec(name)?.[1] ?? -1);
      if (version > newest && isExecutable(join(folder, name))) {
        newest = version;
        newestPath = join(folder, name);
      }
    }
  }
  return newestPath;
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A folder that is gone again when it is disposed of. */
export class TemporaryFolder {
  readonly path: string = mkdtempSync(join(tmpdir(), "armstalker-oracle-"));

  file(name: string): string {
    return join(this.path, name);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
