import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { CliError } from "./errors.js";

/** What a shell reports for a command that was not run. */
export const NOT_RUN = 126;

/** Tells whoever reads standard error, if anybody does. */
export function say(text: string): void {
  void write(process.stderr, `${text}\n`);
}

/** Writes to a stream. Returns why it could not be written; never throws. */
export function write(to: NodeJS.WriteStream, text: string | Uint8Array): Promise<Error | undefined> {
  return new Promise((settle) => {
    try {
      to.write(text, (error) => settle(error ?? undefined));
    } catch (error) {
      settle(error as Error);
    }
  });
}

/**
 * Passes what a program writes on. Resolves when all of it has come, with the reason if it cannot be written: the pipe is closed then, which
 * the program notices as if it had written there itself.
 */
export async function pass(
  from: Readable | null,
  to: NodeJS.WriteStream,
  before: () => void,
): Promise<Error | undefined> {
  for await (const text of from ?? []) {
    before();
    const failure = await write(to, text as Uint8Array);
    // Leaving the loop destroys the pipe.
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** Failures of standard output and error are told to whoever writes, and must not end the process as unhandled errors. */
export function tolerateBrokenStreams(): () => void {
  const ignore = (): void => {};
  const streams = [process.stdout, process.stderr];
  for (const stream of streams) stream.on("error", ignore);
  return () => {
    for (const stream of streams) stream.removeListener("error", ignore);
  };
}

/** Looks whether a file can be written, without making one. @throws {CliError} `cannot-write` */
export function checkWritable(path: string): void {
  try {
    const isThere = statSync(path, { throwIfNoEntry: false });
    if (isThere?.isDirectory() === true) throw new Error("it is a folder");
    accessSync(isThere === undefined ? dirname(path) : path, constants.W_OK);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** Writes a file as a whole or not at all. @throws {CliError} `cannot-write` */
export function writeWhole(path: string, bytes: Uint8Array | string): void {
  let unfinished: string | undefined;
  try {
    const file = statSync(path, { throwIfNoEntry: false });
    if (file !== undefined && !file.isFile()) {
      // A device or a pipe has no whole.
      writeFileSync(path, bytes);
      return;
    }
    const final = file === undefined ? path : realpathSync(path);
    unfinished = `${final}.${process.pid}`;
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, final);
  } catch (error) {
    if (unfinished !== undefined) rmSync(unfinished, { force: true });
    throw cannotWrite(path, error);
  }
}

/** The error for a file that cannot be written. */
export function cannotWrite(path: string, error: unknown): CliError {
  const message = `${path} cannot be written: ${(error as Error).message}`;
  return new CliError("cannot-write", message, "name another file with --output", error);
}
