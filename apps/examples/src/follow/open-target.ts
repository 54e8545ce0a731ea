import { type SpawnSyncOptions, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Readable } from "node:stream";
import { GdbTarget, type Target } from "@armstalker/stalker";
import { FollowError } from "./errors.js";
import type { Program } from "./program.js";

/** A started program, and its output where that is relayed. */
export interface OpenedTarget {
  readonly target: Target;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
}

/** A way to run programs for 32-bit ARM on this machine. */
interface TargetWay {
  readonly name: string;
  isAvailable(): boolean;
  open(program: Program): Promise<OpenedTarget>;
}

const EMULATOR = "qemu-arm";

const emulated: TargetWay = {
  name: EMULATOR,
  isAvailable: () => isOnPath(EMULATOR),
  async open(program) {
    const options = program.sysroot === undefined ? {} : { sysroot: program.sysroot };
    const target = await GdbTarget.spawn(program.path, program.args, { ...options, stdio: stdioOf(program) });
    return { target, stdout: target.remote.stdout, stderr: target.remote.stderr };
  },
};

/** In the order of preference. A host that is ARM itself will have ways of its own before the emulator. */
const ways: readonly TargetWay[] = [emulated];

/**
 * Starts a program in the best way that this machine has, stopped before its first instruction.
 *
 * @throws {FollowError} `no-emulator`
 */
export async function openTarget(program: Program): Promise<OpenedTarget> {
  const way = ways.find((each) => each.isAvailable());
  if (way === undefined) throw noEmulator();
  return way.open(program);
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

function stdioOf({ output }: Program): NonNullable<SpawnSyncOptions["stdio"]> {
  return output === "inherited" ? "inherit" : ["ignore", "pipe", "pipe"];
}

function noEmulator(): FollowError {
  const hint = "install it (Debian and Ubuntu: sudo apt-get install qemu-user), or see that it is on PATH";
  return new FollowError("no-emulator", `there is no ${EMULATOR}, which runs programs for ARM on this machine`, hint);
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
