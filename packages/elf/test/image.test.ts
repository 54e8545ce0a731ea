import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ElfError, ElfImage, type ElfSymbol } from "../src/index.js";
import { libraryOf, randomNumbers, run } from "./support/tools.js";

const folder = mkdtempSync(join(tmpdir(), "armstalker-elf-image-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

writeFileSync(
  join(folder, "program.c"),
  `#include <stdio.h>
  __attribute__((weak)) int weak_data = 3;
  __thread int each;
  static int local_data[50];
  __attribute__((target("thumb"))) static int twice(int x) { return 2 * x; }
  __attribute__((target("arm"))) int thrice(int x) { switch (x) { case 1: return 5; case 2: return 7; case 3: return 11; case 4: return 13; case 5: return 17; default: return 3 * x; } }
  __attribute__((visibility("hidden"))) int hidden(void) { return local_data[3]; }
  int main(int count) { printf("%d", each); return twice(count) + thrice(count) + hidden() + weak_data; }`,
);
function build(name: string, ...flags: string[]): string {
  const path = join(folder, name);
  run("gcc", "-g", "-O1", ...flags, "-o", path, join(folder, "program.c"));
  return path;
}
const program = build("program", "-rdynamic");
const files: [string, string][] = [
  ["a library", libraryOf("libc.so.6")],
  ["a program with debugging data", program],
  ["a static program", build("static", "-static")],
  ["an object file", build("object", "-c")],
  ["a shared library", build("library", "-shared", "-fPIC", "-Wl,-soname,libown.so.1")],
];
const image = (path: string): ElfImage => new ElfImage(readFileSync(path));
const hex = (value: number): string => value.toString(16).padStart(8, "0");

const typeNames: Record<string, ElfSymbol["type"]> = {
  NOTYPE: "none",
  OBJECT: "object",
  FUNC: "function",
  SECTION: "section",
  FILE: "file",
  COMMON: "common",
  TLS: "tls",
  IFUNC: "ifunc",
};

describe.each(files)("%s", (_, path) => {
  const elf = image(path);

  it("has the sections that readelf prints", () => {
    const expected = run("readelf", "-SW", path).flatMap((line) => {
      const match = /^ +\[ *(\d+)\] (\S*) +[A-Z]\S* +([0-9a-f]{8}) ([0-9a-f]+) ([0-9a-f]+) /.exec(line);
      return match === null ? [] : [match.slice(1).join(" ")];
    });
    const found = elf.sections.map(({ index, name, address, offset, size }) =>
      [index, name, hex(address), offset.toString(16).padStart(6, "0"), size.toString(16).padStart(6, "0")].join(" "),
    );
    expect(expected.length).toBeGreaterThan(10);
    expect(found.slice(1)).toEqual(expected.slice(expected.length === found.length ? 1 : 0));
  });

  it("has the symbols of both tables that readelf prints", () => {
    let table: "symbols" | "dynamicSymbols" | undefined;
    const expected = { symbols: [] as string[], dynamicSymbols: [] as string[] };
    for (const line of run("readelf", "-sW", path)) {
      const head = /^Symbol table '(\.\w+)'/.exec(line)?.[1];
      if (head !== undefined) table = head === ".symtab" ? "symbols" : "dynamicSymbols";
      const match = /^ *\d+: ([0-9a-f]{8}) +(\S+) (\S+) +(\S+) +(\S+) +(\S+)(?: (.*))?$/.exec(line);
      if (match === null || table === undefined) continue;
      const [, value, size, type, binding, visibility, section, name = ""] = match;
      // readelf prints the name of a section's symbol as that of its section.
      const shown = type === "SECTION" ? "" : table === "symbols" ? name : name.replace(/@.*/, "");
      const place = section === "UND" ? 0 : section === "ABS" ? 0xfff1 : section === "COM" ? 0xfff2 : Number(section);
      expected[table].push(
        [value, Number(size), typeNames[type!], binding!.toLowerCase(), visibility === "HIDDEN", place, shown].join(
          " ",
        ),
      );
    }
    const show = ({ value, size, type, binding, isHidden, section, name }: ElfSymbol): string =>
      [hex(value), size, type, binding, isHidden, section, type === "section" ? "" : name].join(" ");
    expect(expected.symbols.length + expected.dynamicSymbols.length).toBeGreaterThan(20);
    expect(elf.symbols.map(show)).toEqual(expected.symbols);
    expect(elf.dynamicSymbols.map(show)).toEqual(expected.dynamicSymbols);
  });

  it("has the exports and imports that nm prints", () => {
    const names = (flag: string): string[] =>
      [...new Set(run("nm", "-D", flag, path).flatMap((line) => / [A-Za-z] ([^@\s]+)/.exec(line)?.[1] ?? []))].sort();
    const unique = (symbols: readonly ElfSymbol[]): string[] => [...new Set(symbols.map(({ name }) => name))].sort();
    expect(unique(elf.exports)).toEqual(names("--defined-only"));
    expect(unique(elf.imports)).toEqual(names("--undefined-only"));
  });

  it("has the relocations, the needed libraries and its own name as readelf prints them", () => {
    const expected = run("readelf", "-rW", path).flatMap((line) => {
      const match = /^([0-9a-f]{8}) +([0-9a-f]{8}) R_/.exec(line);
      return match === null ? [] : [`${match[1]} ${match[2]}`];
    });
    const found = elf.sections.flatMap((section) =>
      elf.relocations(section).map(({ offset, type, symbol }) => `${hex(offset)} ${hex(symbol * 256 + type)}`),
    );
    expect(found).toEqual(expected);
    const dynamic = run("readelf", "-dW", path).join("\n");
    expect(elf.needed).toEqual(Array.from(dynamic.matchAll(/Shared library: \[(.*)\]/g), ([, name]) => name));
    expect(elf.soname).toBe(/Library soname: \[(.*)\]/.exec(dynamic)?.[1]);
  });
});

it("mapping symbols tell A32 from T32 and from data, as objdump has it", () => {
  const elf = image(program);
  let inspected = 0;
  const kinds = new Set<string>();
  for (const line of run("objdump", "-d", "-j", ".text", program)) {
    const match = /^ +([0-9a-f]+):\t([0-9a-f ]+?) *\t(\S+)/.exec(line);
    if (match === null) continue;
    const [, address, bytes, mnemonic] = match;
    const kind = mnemonic === ".word" || mnemonic === ".short" ? "data" : /^[0-9a-f]{8}$/.test(bytes!) ? "a32" : "t32";
    expect(`${address} ${elf.mappingSymbols.at(Number.parseInt(address!, 16))}`).toBe(`${address} ${kind}`);
    kinds.add(kind);
    inspected++;
  }
  expect(inspected).toBeGreaterThan(50);
  expect([...kinds].sort()).toEqual(["a32", "data", "t32"]);
});

it("compressed sections have the contents that they had before", () => {
  const path = join(folder, "packed");
  run("objcopy", "--compress-debug-sections=zlib", program, path);
  const packed = image(path);
  const plain = image(program);
  for (const name of [".debug_line", ".debug_info", ".debug_str"]) {
    expect(packed.section(name)!.flags & 0x800).toBe(0x800);
    expect(Buffer.from(packed.contents(name)).equals(plain.contents(name))).toBe(true);
  }
});

describe("what is packed into a stripped file", () => {
  const debug = join(folder, "debug");
  run("objcopy", "--only-keep-debug", program, debug);
  const stripped = join(folder, "stripped");
  run("strip", "-o", stripped, program);
  const pack = (name: string, bytes: Uint8Array, ...options: string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    execFileSync("xz", ["-k", "-f", ...options, path]);
    const packed = `${path}.with`;
    run("objcopy", `--add-section=.gnu_debugdata=${path}.xz`, stripped, packed);
    return packed;
  };

  it.each([
    ["small", ["-9"], 1],
    ["with blocks", ["-1", "--block-size=4KiB", "-T1"], 1],
    ["without a checksum", ["--check=none", "--lzma2=preset=6,lc=0,lp=2,pb=0"], 1],
    ["the symbols of libc's size", ["-6"], 12],
  ] as const)("is unpacked: %s", (name, options, times) => {
    const symbols = readFileSync(debug);
    const random = randomNumbers();
    const tail = Buffer.from(Array.from({ length: times > 1 ? 100_000 : 100 }, () => random(256)));
    const bytes = Buffer.concat([symbols, ...Array.from({ length: times }, () => Buffer.concat([symbols, tail]))]);
    const inner = image(pack(name.replaceAll(" ", "-"), bytes, ...options)).miniDebugInfo!;
    expect(inner.functions).toEqual(image(program).functions);
  });

  it("is refused with a typed error wherever it is damaged", () => {
    const packed = readFileSync(pack("damaged", readFileSync(debug)));
    const { offset, fileSize } = new ElfImage(packed).section(".gnu_debugdata")!;
    const random = randomNumbers();
    let refused = 0;
    for (let count = 0; count < 300; count++) {
      const bytes = Uint8Array.from(packed);
      for (let change = 0; change < 1 + (count % 4); change++) {
        bytes[offset + random(count % 2 === 0 ? 64 : fileSize)] = random(256);
      }
      try {
        void new ElfImage(bytes).miniDebugInfo?.functions;
      } catch (error) {
        if (!(error instanceof ElfError)) throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(50);
  });

  it("the name of the file with debug symbols is that which the file has", () => {
    const linked = join(folder, "linked");
    run("objcopy", `--add-gnu-debuglink=${debug}`, stripped, linked);
    const checksum = execFileSync("python3", [
      "-c",
      `import zlib;print(zlib.crc32(open(${JSON.stringify(debug)},"rb").read()))`,
    ]);
    expect(image(linked).debugLink).toEqual({ name: "debug", checksum: Number(checksum) });
  });
});

it("bytes of the file are found by the address that they are loaded to", () => {
  const elf = image(program);
  const text = elf.section(".text")!;
  expect(Buffer.from(elf.bytesAt(text.address, 64)).equals(elf.contents(text).subarray(0, 64))).toBe(true);
  expect(elf.bytesAt(0xfffff000, 4).length).toBe(0);
});
