import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { GdbRemoteError } from "./error.js";

/** `sockaddr_un` holds so many bytes of a path, and a zero. */
const LONGEST_SOCKET_PATH = 107;
const SOCKET = "stub";

/**
 * Waits for the end of its standard input, which comes when this process is gone. Then it removes the folder, so that an emulator which has no socket
 * yet cannot make one and ends by itself; and it kills the one that has, whose command line names the folder. The folder's name comes by the
 * environment: the guard shall not find itself.
 */
const GUARD = `
trap '' HUP INT TERM
read -r nothing
rm -rf "$FOLDER"
printf '%s/' "$FOLDER" | grep -lsaFf - /proc/[0-9]*/cmdline | while IFS=/ read -r nothing nothing id nothing; do
  kill -KILL "$id"
done`;

/**
 * A folder for the socket of an emulator that is about to be started, which only this user can look into. If this process is killed before
 * {@link dispose}, a process of its own removes the folder and ends the emulator: that may not be told yet to end with this process.
 */
export class StartGuard {
  readonly #folder: string;
  readonly #guard: ChildProcess;

  /** @throws {GdbRemoteError} `spawn-failed` if there is no place for a folder */
  constructor() {
    this.#folder = folderName();
    this.#guard = spawn("sh", ["-c", GUARD], {
      cwd: "/",
      // A terminal's signals are not for it.
      detached: true,
      env: { PATH: process.env.PATH ?? "/usr/bin:/bin", FOLDER: this.#folder },
      stdio: ["pipe", "ignore", "ignore"],
    });
    // Without a shell the emulator is started all the same.
    this.#guard.on("error", () => {});
    this.#guard.stdin?.on("error", () => {});
    this.#guard.unref();
    try {
      mkdirSync(this.#folder, { mode: 0o700 });
    } catch (cause) {
      this.#guard.kill("SIGKILL");
      throw new GdbRemoteError({
        code: "spawn-failed",
        message: `no folder for a socket could be made in ${tmpdir()}`,
        hint: "set TMPDIR to a folder that can be written",
        cause,
      });
    }
  }

  /** The path of a socket that is not there yet. */
  get socket(): string {
    return join(this.#folder, SOCKET);
  }

  /** Removes the folder. The emulator is left alone from now on. */
  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
    this.#guard.kill("SIGKILL");
  }
}

/** A name that nobody can guess, in the first place that is short enough. */
function folderName(): string {
  const name = `armstalker-${randomBytes(6).toString("hex")}`;
  const paths = [tmpdir(), "/tmp"].map((parent) => resolve(parent, name));
  const path = paths.find((one) => Buffer.byteLength(join(one, SOCKET)) <= LONGEST_SOCKET_PATH);
  if (path !== undefined) return path;
  throw new GdbRemoteError({
    code: "spawn-failed",
    message: `the path of ${tmpdir()} is too long for a socket`,
    hint: "set TMPDIR to a shorter one",
  });
}
