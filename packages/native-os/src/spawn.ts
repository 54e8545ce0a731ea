import { accessSync, closeSync, constants, openSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { NativeOsError } from "./error.js";
import { native } from "./native.js";
import { optionBits, type TraceOptions } from "./options.js";

/** The other end of one of the child's standard streams: this process's own stream, /dev/null, a pipe to this process, or any of its descriptors. */
export type Stdio = "inherit" | "ignore" | "pipe" | number;

export interface SpawnOptions extends TraceOptions {
  /** Default: this process's. */
  cwd?: string;
  /** Default: this process's. An undefined value leaves the name out. */
  env?: Record<string, string | undefined>;
  /** The program's argv[0]. Default: the file as it was given. */
  argv0?: string;
  /** One for all three, or standard input, output and error. Default: `inherit`. */
  stdio?: Stdio | [Stdio, Stdio, Stdio];
  /** True if the system places memory at random, as it does by default. `false` makes addresses repeat. */
  randomizeAddresses?: boolean;
}

/** Linux takes fewer: with their pointers, all arguments and the environment have 6 MiB at most. */
const MOST_ARGUMENTS = 2 ** 20;

export interface Spawned {
  id: number;
  stdio: [number | null, number | null, number | null];
  onTracerExit: "kill" | "release";
}

function findProgram(file: string, path: string | undefined): string {
  if (file.includes("/")) return file;
  for (const folder of (path ?? "/usr/bin:/bin").split(delimiter)) {
    const candidate = join(folder === "" ? "." : folder, file);
    try {
      accessSync(candidate, constants.X_OK);
      if (statSync(candidate).isFile()) return candidate;
    } catch {}
  }
  throw new NativeOsError({
    code: "not-found",
    call: "spawn",
    message: `spawn: no executable ${file} in PATH`,
    hint: "give a path with a slash",
  });
}

function checkedText(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  throw new NativeOsError({ code: "invalid-argument", call: "spawn", message: `spawn: ${name} must be a string` });
}

function pipe(): [readEnd: number, writeEnd: number] {
  const ends = new Int32Array(2);
  native().pipe(ends);
  return [ends[0]!, ends[1]!];
}

export function spawnTraced(file: string, args: string[], options: SpawnOptions): Spawned {
  checkedText(file, "file");
  if (!Array.isArray(args) || args.length > MOST_ARGUMENTS) {
    throw new NativeOsError({
      code: "invalid-argument",
      call: "spawn",
      message: `spawn: args must be an array of at most ${MOST_ARGUMENTS} strings`,
    });
  }
  const environment = options.env ?? process.env;
  const onTracerExit = options.onTracerExit ?? "kill";
  const bits = optionBits(options, "kill");
  const program = findProgram(file, environment.PATH);
  const stdio = options.stdio ?? "inherit";
  const wanted = Array.isArray(stdio) ? stdio : [stdio, stdio, stdio];
  if (wanted.length !== 3) {
    throw new NativeOsError({ code: "invalid-argument", call: "spawn", message: "spawn: stdio must be one or three" });
  }
  const toClose: number[] = [];
  const pipes: [number | null, number | null, number | null] = [null, null, null];
  try {
    const descriptors = wanted.map((one, index) => {
      if (one === "inherit") return index;
      if (typeof one === "number") return one;
      if (one === "ignore") {
        const descriptor = openSync("/dev/null", "r+");
        toClose.push(descriptor);
        return descriptor;
      }
      if (one !== "pipe") {
        throw new NativeOsError({
          code: "invalid-argument",
          call: "spawn",
          message: `spawn: stdio must be inherit, ignore, pipe or a descriptor, not ${String(one)}`,
        });
      }
      const [readEnd, writeEnd] = pipe();
      const [theirs, mine] = index === 0 ? [readEnd, writeEnd] : [writeEnd, readEnd];
      toClose.push(theirs);
      pipes[index] = mine;
      return theirs;
    });
    const entries = Object.entries(environment).filter(([, value]) => value !== undefined);
    const id = native().spawn(
      program,
      [checkedText(options.argv0 ?? file, "argv0"), ...args],
      entries.map(([name, value]) => `${name}=${checkedText(value, name)}`),
      options.cwd ?? "",
      descriptors[0]!,
      descriptors[1]!,
      descriptors[2]!,
      bits,
      options.randomizeAddresses ?? true,
    );
    return { id, stdio: pipes, onTracerExit };
  } catch (error) {
    for (const pipe of pipes) if (pipe !== null) closeSync(pipe);
    throw error;
  } finally {
    for (const descriptor of toClose) closeSync(descriptor);
  }
}
