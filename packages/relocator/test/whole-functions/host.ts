import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type DebianArchitecture, debianPackage } from "@armstalker/oracles";

const cacheFolder = fileURLToPath(new URL("../../../../.cache/relocator/", import.meta.url));
const sources = ["host.c", "start.S"].map((name) => fileURLToPath(new URL(name, import.meta.url)));

const systems = {
  armhf: {
    triplet: "arm-linux-gnueabihf",
    loader: "ld-linux-armhf.so.3",
    flags: ["-march=armv7-a+fp", "-mfloat-abi=hard"],
  },
  armel: { triplet: "arm-linux-gnueabi", loader: "ld-linux.so.3", flags: ["-march=armv5te", "-mfloat-abi=soft"] },
} as const;

const libraryPackages = ["libc6", "libgcc-s1", "libatomic1", "libssl3", "zlib1g"];

/** The file of a library. */
export function libraryFile(architecture: DebianArchitecture, packageName: string, name: string): string {
  const { triplet } = systems[architecture];
  const folder = debianPackage(architecture, packageName);
  const path = ["lib", "usr/lib"].map((each) => join(folder, each, triplet, name)).find((each) => existsSync(each));
  if (path === undefined) throw new Error(`${packageName} of ${architecture} has no ${name}`);
  return path;
}

/** The program of host.c for an architecture, built if it is not there or its source has changed. */
function hostProgram(architecture: DebianArchitecture): string {
  const { loader, flags } = systems[architecture];
  const options = [
    ...[
      "-O1",
      "-marm",
      ...flags,
      "-Wall",
      "-Wextra",
      "-Werror",
      "-ffreestanding",
      "-fno-builtin",
      "-fno-stack-protector",
    ],
    ...["-nostdlib", "-nostartfiles", "-no-pie", `-Wl,--dynamic-linker=/lib/${loader}`],
  ];
  const hash = createHash("sha256").update(options.join("\n"));
  for (const path of sources) hash.update(readFileSync(path));
  const program = join(cacheFolder, `host-${architecture}-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(program)) return program;
  mkdirSync(cacheFolder, { recursive: true });
  const unfinished = `${program}.${process.pid}`;
  const libraries = [
    libraryFile(architecture, "libc6", "libc.so.6"),
    libraryFile(architecture, "libgcc-s1", "libgcc_s.so.1"),
    libraryFile(architecture, "libc6", loader),
  ];
  const { status, stderr, error } = spawnSync(
    "arm-linux-gnueabihf-gcc",
    [...options, ...sources, "-o", unfinished, ...libraries],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`arm-linux-gnueabihf-gcc did not build the host: ${error?.message ?? stderr}`);
  renameSync(unfinished, program);
  return program;
}

/** Code for the host's memory. */
export interface Piece {
  readonly address: number;
  readonly code: Uint8Array;
}

/** Two addresses of a function, each with bit 0 for T32, for one of the tests of host.c. */
export interface Call {
  readonly test: number;
  readonly home: number;
  readonly moved: number;
}

export interface HostOptions {
  readonly architecture: DebianArchitecture;
  /** As for dlopen. */
  readonly library: string;
  /** An exported function, not chosen at run time. */
  readonly reference: string;
  readonly seed: number;
  readonly rounds: number;
}

/**
 * Runs the host: it loads the library and says where, gets the moved code, calls.
 *
 * @param prepare - the code and the calls, made when the address of the reference is known
 * @returns for each call, what the host says of it
 */
export async function runHost(
  { architecture, library, reference, seed, rounds }: HostOptions,
  prepare: (reference: number) => { readonly pieces: readonly Piece[]; readonly calls: readonly Call[] },
): Promise<string[]> {
  const { triplet } = systems[architecture];
  const folders = libraryPackages.flatMap((name) =>
    ["lib", "usr/lib"].map((folder) => join(debianPackage(architecture, name), folder, triplet)),
  );
  const child = spawn(
    "qemu-arm",
    [
      ...["-L", debianPackage(architecture, "libc6"), "-E", `LD_LIBRARY_PATH=${folders.join(":")}`],
      ...[hostProgram(architecture), library, reference, String(seed), String(rounds)],
    ],
    { stdio: "pipe" },
  );
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const lines = readLines(child);
  const first = await lines.next();
  const base = /^base ([0-9a-f]+)$/.exec(first.value ?? "");
  if (base === null) throw new Error(`the host says: ${first.value ?? complaints}`);
  const { pieces, calls } = prepare(Number.parseInt(base[1]!, 16));
  child.stdin.on("error", () => undefined);
  child.stdin.end(message(pieces, calls));
  const results: string[] = [];
  for await (const line of lines) results.push(line);
  // A crash is told by the results that are missing.
  const end = `${child.signalCode ?? child.exitCode} ${complaints}`;
  while (results.length < calls.length) results.push(`no result: the host ended with ${end}`);
  return results;
}

async function* readLines(child: ChildProcess): AsyncGenerator<string, void, void> {
  let rest = "";
  for await (const chunk of child.stdout!) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once("exit", resolve));
}

function message(pieces: readonly Piece[], calls: readonly Call[]): Buffer {
  const words = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);
  const parts = [words(pieces.length)];
  for (const { address, code } of pieces) {
    parts.push(words(address, code.length), Buffer.from(code), Buffer.alloc(-code.length & 3));
  }
  parts.push(words(calls.length), ...calls.map(({ test, home, moved }) => words(test, home, moved)));
  return Buffer.concat(parts);
}

/** The numbers of the tests in host.c. */
export const tests = {
  qsort: 0,
  bsearch: 1,
  copy: 2,
  move: 3,
  set: 4,
  length: 5,
  search: 6,
  compare: 7,
  strtod: 8,
  strtol: 9,
  snprintf: 10,
  math: 11,
  math2: 12,
  digest: 13,
  sha256Blocks: 14,
  checksum: 15,
  compress: 16,
} as const;
