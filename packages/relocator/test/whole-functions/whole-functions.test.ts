import { a32Decoder, type InstructionSet, t32Decoder } from "@armstalker/isa";
import { describe, expect, test } from "vitest";
import { relocate } from "../../src/index.js";
import { type Binary, codeOf, openBinary } from "../real-code/binaries.js";
import type { FoundFunction } from "../real-code/explore.js";
import { type Call, type Piece, runHost, tests } from "./host.js";

/*
 * Functions of real libraries do what they do where the dynamic loader put them, when they are moved within that process: alone, their
 * callees at home, or with all code of their library.
 */

const seed: number = Number(process.env.ARMSTALKER_RELOCATOR_SEED ?? Math.floor(Math.random() * 2 ** 31));
const rounds: number = Number(process.env.ARMSTALKER_RELOCATOR_ROUNDS ?? 200);

/** Where nothing else is in the process. */
const newHome = 0x58000000;

interface Library extends Binary {
  readonly file: string;
  /** An exported function, not chosen at run time. */
  readonly reference: string;
  readonly functions: readonly (readonly [name: string, test: keyof typeof tests])[];
}

// biome-ignore format: a row for each kind
const ofLibc: Library["functions"] = [
  ["qsort", "qsort"], ["bsearch", "bsearch"], ["strtod", "strtod"], ["strtol", "strtol"], ["snprintf", "snprintf"],
  ["memmove", "move"], ["memset", "set"], ["strlen", "length"], ["strchr", "search"], ["strrchr", "search"], ["strcmp", "compare"],
];
// biome-ignore format: a row for each kind
const ofLibm: Library["functions"] = [
  ["sin", "math"], ["cos", "math"], ["tan", "math"], ["exp", "math"], ["log", "math"], ["cbrt", "math"],
  ["pow", "math2"], ["fmod", "math2"], ["atan2", "math2"],
];
// biome-ignore format: a row for each kind
const ofLibcrypto: Library["functions"] = [
  ["SHA1", "digest"], ["SHA256", "digest"], ["SHA512", "digest"], ["MD5", "digest"], ["SHA256_Transform", "sha256Blocks"],
];
const ofZlib: Library["functions"] = [
  ["crc32", "checksum"],
  ["adler32", "checksum"],
  ["compress", "compress"],
];

const libraries: readonly Library[] = (["armhf", "armel"] as const).flatMap((architecture): Library[] => {
  const [usual, triplet]: [InstructionSet, string] =
    architecture === "armhf" ? ["t32", "arm-linux-gnueabihf"] : ["a32", "arm-linux-gnueabi"];
  // On armhf they are chosen at run time.
  const copies = architecture === "armhf" ? ["__memcpy_neon", "__memcpy_vfp", "__memcpy_arm"] : ["memcpy"];
  const library = (
    packageName: string,
    folder: string,
    file: string,
    reference: string,
    functions: Library["functions"],
    symbols?: string,
  ): Library => ({
    ...{ architecture, usual, package: packageName, path: `${folder}/${triplet}/${file}`, file, reference, functions },
    ...(symbols === undefined ? {} : { symbols }),
  });
  const copying = copies.map((name) => [name, "copy"] as const);
  return [
    library("libc6", "lib", "libc.so.6", "qsort", [...ofLibc, ...copying], "libc6-dbg"),
    library("libc6", "lib", "libm.so.6", "cbrt", ofLibm, "libc6-dbg"),
    library("libssl3", "usr/lib", "libcrypto.so.3", "SHA256_Init", ofLibcrypto),
    library("zlib1g", "lib", "libz.so.1", "adler32", ofZlib),
  ];
});

/** Addresses of functions by name, as the file has them, with bit 0 for T32. */
function addressesOf(library: Library): ReadonlyMap<string, number> {
  const { elf, symbols } = openBinary(library);
  const all = [...(symbols?.functions(".symtab") ?? []), ...elf.functions(".dynsym")];
  const addresses = new Map(all.map(({ name, value }) => [name, value]));
  // The function over several blocks is not exported: what is ends with a branch there.
  const transform = addresses.get("SHA256_Transform");
  if (transform !== undefined) addresses.set("SHA256_Transform", endOf(library, transform));
  return addresses;
}

/** Where a function goes with its last instruction, a branch. */
function endOf(library: Library, address: number): number {
  const { elf } = openBinary(library);
  const [decoder, bit] = (address & 1) !== 0 ? [t32Decoder(), 1] : [a32Decoder(), 0];
  const section = elf.codeSections.find(({ address: start, size }) => address >= start && address < start + size)!;
  const code = elf.contents(section).subarray((address & ~1) - section.address);
  for (const { branch } of decoder.instructions(code, address & ~1)) {
    if (branch !== null && branch.kind === "jump" && branch.target !== null) return branch.target + bit;
  }
  throw new Error("the function has no branch at its end");
}

const bitOf = (set: InstructionSet): 0 | 1 => (set === "t32" ? 1 : 0);

/** Each function by itself, its branches within moved, its calls going home and returning to the moved code. */
function moveEach(library: Library, base: number): { pieces: Piece[]; calls: Call[] } {
  const functions = new Map(codeOf(library).functions.map((found) => [found.start, found]));
  const addresses = addressesOf(library);
  const pieces: Piece[] = [];
  const calls: Call[] = [];
  let page = newHome;
  for (const [name, kind] of library.functions) {
    const address = addresses.get(name)!;
    const { set, start, bytes, data } = functions.get((address & ~1) >>> 0)!;
    // T32 at the other parity of word alignment every second time.
    const to = page + (set === "t32" && calls.length % 2 === 1 ? 2 : 0);
    const moved = relocate(bytes, {
      from: base + start,
      to,
      set,
      data: data.map((range) => ({ start: base + range.start, end: base + range.end })),
      branchesWithin: "moved",
    });
    pieces.push({ address: to, code: moved.code });
    calls.push({ test: tests[kind], home: base + address, moved: to + bitOf(set) });
    page = (to + moved.code.length + 0xfff) & ~0xfff;
  }
  return { pieces, calls };
}

/** All code of one instruction set in the library's text, with the calls within moved. */
function moveAll(library: Library, base: number): { pieces: Piece[]; calls: Call[]; refused: number } {
  const { elf } = openBinary(library);
  const text = elf.image.section(".text")!;
  const all = codeOf(library).functions.filter(
    ({ set, start, end }) => set === library.usual && start >= text.address && end <= text.address + text.size,
  );
  const moved = relocate(elf.contents(text), {
    from: base + text.address,
    to: newHome,
    set: library.usual,
    data: withoutCode(all, text.address, text.address + text.size).map(({ start, end }) => ({
      start: base + start,
      end: base + end,
    })),
    branchesWithin: "moved",
    refused: "trap",
  });
  const places = new Map(moved.map.map(({ from, to }) => [from, to]));
  const addresses = addressesOf(library);
  const bit = bitOf(library.usual);
  const calls = library.functions.flatMap(([name, kind]): Call[] => {
    const address = addresses.get(name)!;
    if ((address & 1) !== bit) return [];
    return [{ test: tests[kind], home: base + address, moved: places.get(base + address - bit)! + bit }];
  });
  return { pieces: [{ address: newHome, code: moved.code }], calls, refused: moved.refused.length };
}

/** What is not code of these functions. */
function withoutCode(
  functions: readonly FoundFunction[],
  start: number,
  end: number,
): { start: number; end: number }[] {
  const data: { start: number; end: number }[] = [];
  let at = start;
  for (const found of functions) {
    if (found.start > at) data.push({ start: at, end: found.start });
    data.push(...found.data);
    at = found.end;
  }
  if (at < end) data.push({ start: at, end });
  return data;
}

describe.each(libraries)("functions of $architecture $file", (library) => {
  /** Where the library is, from where its reference is. */
  const baseOf = (reference: number): number => reference - addressesOf(library).get(library.reference)!;

  test("do the same when they are moved alone", { timeout: 300_000 }, async () => {
    let calls: readonly Call[] = [];
    const results = await runHost({ ...library, library: library.file, seed, rounds }, (reference) => {
      const moved = moveEach(library, baseOf(reference));
      calls = moved.calls;
      return moved;
    });
    console.log(
      `seed ${seed}: ${library.architecture} ${library.file}: ${library.functions.map(([name]) => name).join(", ")}`,
    );
    expect(results).toEqual(calls.map(({ test: number }) => `equal ${number} ${rounds}`));
    expect(calls.length).toBe(library.functions.length);
  });

  test("do the same when all of the library's code is moved", { timeout: 300_000 }, async () => {
    let calls: readonly Call[] = [];
    const results = await runHost({ ...library, library: library.file, seed, rounds }, (reference) => {
      const moved = moveAll(library, baseOf(reference));
      calls = moved.calls;
      console.log(
        `seed ${seed}: ${library.architecture} ${library.file}: ${moved.pieces[0]!.code.length} bytes moved, ${moved.refused} instructions refused`,
      );
      return moved;
    });
    expect(results).toEqual(calls.map(({ test: number }) => `equal ${number} ${rounds}`));
    expect(calls.length).toBeGreaterThan(library.functions.length / 2);
  });
});

test("the host tells a function that does something else, and one that is not there", async () => {
  const library = libraries[0]!;
  const addresses = addressesOf(library);
  const results = await runHost({ ...library, library: library.file, seed, rounds }, (reference) => {
    const at = (name: string): number => reference + addresses.get(name)! - addresses.get(library.reference)!;
    const calls = [
      { test: tests.search, home: at("strchr"), moved: at("strchr") },
      { test: tests.search, home: at("strchr"), moved: at("strrchr") },
      { test: tests.search, home: at("strchr"), moved: newHome },
    ];
    return { pieces: [], calls };
  });
  expect(results[0]).toBe(`equal ${tests.search} ${rounds}`);
  expect(results[1]).toMatch(/^different /);
  expect(results[2]).toMatch(/^no result: the host ended with /);
}, 60_000);
