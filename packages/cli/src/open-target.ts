import { spawn } from "node:child_process";
import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Readable } from "node:stream";
import { GdbTarget } from "@armstalker/stalker";
import { CliError } from "./errors.js";
import type { Program } from "./program.js";
import type { RunSettings } from "./run-settings.js";

/** A program that was started or reached, and its output where that is relayed. */
export interface OpenedTarget {
  readonly target: GdbTarget;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /** Reads files of the machine that the program runs on, where that is another one. */
  readonly readFile?: (path: string) => Uint8Array | null;
}

const EMULATOR = "qemu-arm";
/** Bytes of a file that are read of another machine at once. */
const PART = 1 << 16;

/**
 * Starts a program under the emulator, stopped before its first instruction, or connects to a stub.
 *
 * @throws {CliError} `no-emulator`, `no-such-program`
 */
export async function openTarget({ program, remote, sysroot, emulator }: RunSettings): Promise<OpenedTarget> {
  if (remote !== undefined) {
    const target = GdbTarget.connect(remote);
    const isHere = /^(localhost|127\.|\[?::1)/.test(remote);
    // A stub on this machine, such as qemu-arm's, may give no files: they are here.
    const readFile = (path: string): Uint8Array | null => readRemote(target, path) ?? (isHere ? readHere(path) : null);
    return { target, stdout: null, stderr: null, readFile };
  }
  if (program === undefined) throw new Error("neither a program nor a stub");
  if (emulator === undefined && !isOnPath(EMULATOR)) throw noEmulator();
  const target = await GdbTarget.spawn(program.path, program.args, {
    ...(sysroot === undefined ? {} : { sysroot }),
    ...(emulator === undefined ? {} : { emulator }),
    stdio: "inherit",
  });
  return { target, stdout: target.remote.stdout, stderr: target.remote.stderr };
}

function readHere(path: string): Uint8Array | null {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path) : null;
}

/** The bytes of a file on the stub's machine; null where the stub cannot read it. */
function readRemote({ remote }: GdbTarget, path: string): Uint8Array | null {
  try {
    const parts: Uint8Array[] = [];
    const file = remote.files.open(path);
    try {
      for (let at = 0; ; ) {
        const part = remote.files.read(file, at, PART);
        if (part.length === 0) break;
        parts.push(part);
        at += part.length;
      }
    } finally {
      remote.files.close(file);
    }
    return Buffer.concat(parts);
  } catch {
    return null;
  }
}

/**
 * Runs a program to its end without following it, its output thrown away; the milliseconds that it took. Undefined if it was ended.
 *
 * @param onStart - is given what ends it
 */
export async function timePlainRun(program: Program, onStart: (end: () => void) => void): Promise<number | undefined> {
  if (!isOnPath(EMULATOR)) throw noEmulator();
  const sysroot = program.sysroot === undefined ? [] : ["-L", program.sysroot];
  const started = performance.now();
  // In a process group of its own, the keys of the terminal do not end it: only the caller does.
  const options = { stdio: "ignore", detached: true } as const;
  const child = spawn(EMULATOR, [...sysroot, program.path, ...program.args], options);
  let isEnded = false;
  const exited = new Promise<void>((settle, reject) => {
    child.once("exit", () => settle());
    child.once("error", reject);
  });
  onStart(() => {
    isEnded = true;
    child.kill("SIGKILL");
  });
  await exited;
  return isEnded ? undefined : performance.now() - started;
}

function noEmulator(): CliError {
  const hint = "install it (Debian and Ubuntu: sudo apt-get install qemu-user), or see that it is on PATH";
  return new CliError("no-emulator", `there is no ${EMULATOR}, which runs programs for ARM on this machine`, hint);
}

function isOnPath(command: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return folder !== "";
    } catch {
      return false;
    }
  });
}
