import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Listing, parseListing } from "./listing.js";

const cacheFolder = fileURLToPath(new URL("../../../../.cache/stalker-bed/", import.meta.url));
const bedSource = readFileSync(new URL("bed.S", import.meta.url), "utf8");

/** Bit 20 is set in all addresses of code, and `landing` is an immediate of A32. */
const places = { bed: 0x100000, code: 0x1b0000, landing: 0x1c0000, data: 0x200000, slots: 0x210000 };
const flags = [
  ...["-x", "assembler", "-nostdlib", "-static", "-Wa,--no-warn", "-Wl,--build-id=none", "-Wl,--no-warn-rwx-segments"],
  ...Object.entries(places).map(([section, address]) => `-Wl,--section-start=.${section}=0x${address.toString(16)}`),
];

/** A range of memory that tests fill before a run and compare after it. */
export interface Region {
  readonly name: string;
  readonly base: number;
  readonly size: number;
}

/** The program that code under test is part of. */
export interface Bed {
  readonly path: string;
  /** Addresses by name, without bit 0. */
  readonly symbols: ReadonlyMap<string, number>;
  /** Its instructions as GNU objdump shows them. */
  readonly listing: Listing;
  readonly regions: readonly Region[];
  /** @throws if there is no such symbol */
  address(symbol: string): number;
}

/** Builds bed.S with more assembly text appended, which begins in the section of the bed's own code. */
export function buildBed(code = ""): Bed {
  const source = `${bedSource}\n        .section .bed\n${code}\n        .section .slots\n        .word   0\nslots_end:\n`;
  const name = createHash("sha256").update(flags.join("\n")).update(source).digest("hex").slice(0, 16);
  const path = join(cacheFolder, `bed-${name}`);
  if (!existsSync(path)) build(source, path);
  const output = (command: string, ...args: string[]): string =>
    execFileSync(`arm-linux-gnueabihf-${command}`, [...args, path], { encoding: "latin1", maxBuffer: 1 << 28 });
  const symbols = new Map<string, number>();
  for (const line of output("nm").split("\n")) {
    const [address, , symbol] = line.split(" ");
    if (symbol !== undefined) symbols.set(symbol, Number.parseInt(address!, 16));
  }
  const address = (symbol: string): number => {
    const value = symbols.get(symbol);
    if (value === undefined) throw new Error(`The bed has no symbol ${symbol}.`);
    return value;
  };
  const region = (name: string, end: string): Region => ({
    name,
    base: address(name),
    size: address(end) - address(name),
  });
  return {
    path,
    symbols,
    listing: parseListing(output("objdump", "-d", "-z")),
    regions: [
      region("data", "result"),
      { name: "stack", base: address("stack"), size: 0x2000 },
      region("slots", "slots_end"),
    ],
    address,
  };
}

function build(source: string, path: string): void {
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "stalker-bed-"));
  try {
    const file = join(folder, "bed.s");
    writeFileSync(file, source);
    // Test files run next to each other: each builds its own, the last one stays.
    const unfinished = `${path}.${process.pid}`;
    execFileSync("arm-linux-gnueabihf-gcc", [...flags, "-o", unfinished, file], { stdio: "pipe" });
    renameSync(unfinished, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
