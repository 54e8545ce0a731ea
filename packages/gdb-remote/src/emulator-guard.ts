import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { GdbRemoteError } from "./error.js";

/** `sockaddr_un` holds so many bytes of a path, and a zero. */
const LONGEST_SOCKET_PATH = 107;
const SOCKET = "stub";
const ENDED = "ended";

/**
 * The shell that runs this ends at once. The guard is its child: nobody who ends this process with its children, and theirs, finds the guard among them.
 *
 * The guard makes the folder, so no folder exists without a guard. Its descriptor 3 comes to its end when this process is gone. The last line that it has read says
 * which emulator there is:
 *
 * - none: this process ended before it could tell. The folder gets another name first: an emulator that has not bound its socket cannot do so any more,
 *   and ends by itself. An emulator that has bound it waits for a client, with the folder on its command line, and has no children yet.
 * - a number: the emulator's process.
 * - `ended`: the emulator is gone, and its number can belong to another process.
 *
 * A file can still come into a folder that is being removed if the emulator looked the folder up before: so the removal is repeated. The folder's name
 * comes by the environment: the guard shall not find itself.
 */
const GUARD = `
trap '' HUP INT QUIT TERM PIPE
{
  mkdir -m 700 "$FOLDER" || exit
  echo made
  emulator=
  while read -r line <&3; do emulator=$line; done
  case $emulator in
    '')
      mv "$FOLDER" "$FOLDER.old"
      printf '%s/' "$FOLDER" | grep -lsaFf - /proc/[0-9]*/cmdline | while IFS=/ read -r nothing nothing id nothing; do
        kill -KILL "$id"
      done ;;
    ${ENDED}) ;;
    *) kill -KILL "$emulator" ;;
  esac
  for attempt in 1 2 3 4 5; do
    [ -e "$FOLDER" ] || [ -e "$FOLDER.old" ] || break
    rm -rf "$FOLDER" "$FOLDER.old"
  done
} &`;

/**
 * A process that outlives this one for a moment: it ends an emulator that this process has started, and removes the folder of the emulator's socket. It
 * does so at whatever moment this process ends, even if that is killed. Only this user can look into the folder.
 *
 * Children that the emulated program has forked are left alone, as they are if any other program is killed. They do not hold the guard's
 * descriptors.
 */
export class EmulatorGuard {
  readonly #folder: string;
  readonly #shell: ChildProcess;
  /** What the guard tells; it ends with the guard. */
  readonly #output: Readable;
  /** What the guard reads. */
  readonly #line: Socket;
  /** Resolves when the guard has ended. It never rejects. */
  readonly #over: Promise<unknown>;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#shell = spawn("sh", ["-c", GUARD], {
      cwd: "/",
      // A terminal's signals are not for it.
      detached: true,
      env: { PATH: [process.env.PATH || "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter), FOLDER: folder },
      // Not standard input: Node closes that when the shell has ended.
      stdio: ["ignore", "pipe", "ignore", "pipe"],
    });
    this.#output = this.#shell.stdio[1] as Readable;
    this.#line = this.#shell.stdio[3] as Socket;
    this.#over = new Promise((settle) => {
      this.#output.once("close", settle);
      this.#shell.once("error", settle);
    });
    this.#line.on("error", () => {});
  }

  /** Resolves when the folder is there. @throws {GdbRemoteError} `spawn-failed` if there is no place for a folder, or no `sh` */
  static async create(): Promise<EmulatorGuard> {
    const guard = new EmulatorGuard(folderName());
    const shell = guard.#shell;
    let cause: Error | undefined;
    shell.once("error", (error) => {
      cause = error;
    });
    const isMade = await Promise.race([once(guard.#output, "data").then(() => true), guard.#over.then(() => false)]);
    if (!isMade) {
      throw new GdbRemoteError({
        code: "spawn-failed",
        message:
          cause === undefined
            ? `no folder for a socket could be made in ${tmpdir()}`
            : `the shell that guards the emulator did not start: ${cause.message}`,
        hint: cause === undefined ? "set TMPDIR to a folder that can be written" : "look whether PATH has sh",
        cause,
      });
    }
    guard.#output.resume();
    guard.#keepAlive("unref");
    return guard;
  }

  /** The path of a socket that is not there yet. */
  get socket(): string {
    return join(this.#folder, SOCKET);
  }

  /** Tells the guard which process the emulator is. The program has not run until then: its children are none of the guard's. */
  watch(emulator: number): void {
    this.#line.write(`${emulator}\n`);
  }

  /** Removes the folder, once the emulator has bound its socket and the client is connected. The guard goes on. */
  removeFolder(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Ends the guard, after the emulator. Resolves when the folder is gone; this process lives on until then. */
  async end(): Promise<void> {
    if (!this.#line.writableEnded) this.#line.end(`${ENDED}\n`);
    this.#keepAlive("ref");
    await this.#over;
  }

  /** Whether this process lives on for the guard alone. */
  #keepAlive(how: "ref" | "unref"): void {
    for (const one of [this.#shell, this.#line, this.#output] as Partial<Record<typeof how, () => void>>[]) {
      one[how]?.();
    }
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
