import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ElfError, ElfImage, type ElfSource, readElf, readSegments } from "../src/index.js";
import { elfFile, symbol } from "./support/elf-builder.js";
import { libraryOf, randomNumbers, run } from "./support/tools.js";

const folder = mkdtempSync(join(tmpdir(), "armstalker-elf-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = join(folder, "program.c");
writeFileSync(program, "static int twice(int x) { return 2 * x; }\nint main(int count) { return twice(count); }\n");

function build(name: string, ...flags: string[]): string {
  const path = join(folder, name);
  execFileSync("arm-linux-gnueabihf-gcc", ["-O0", ...flags, "-o", path, program]);
  return path;
}

/** A library that calls so many functions of others. */
function buildCaller(count: number): string {
  const path = join(folder, "caller.so");
  const calls = Array.from({ length: count }, (_, n) => `bl function${n}\n`).join("");
  writeFileSync(
    `${path}.s`,
    `.globl caller\n.type caller, %function\ncaller:\n${calls}bx lr\n.size caller, . - caller\n`,
  );
  execFileSync("arm-linux-gnueabihf-gcc", ["-shared", "-nostdlib", "-o", path, `${path}.s`]);
  return path;
}

const files: [string, string][] = [
  ["a library", libraryOf("libc.so.6")],
  ["a small library", libraryOf("libdl.so.2")],
  ["a stripped position-independent program", build("stripped", "-pie", "-s", "-Wl,--build-id=sha1")],
  ["a static program with local symbols", build("static", "-static", "-marm")],
  ["a T32 program at fixed addresses", build("fixed", "-no-pie", "-mthumb")],
];

/** Reads every part of a file. */
function readAll(bytes: Uint8Array): void {
  const image = new ElfImage(bytes);
  for (const section of image.sections) {
    image.relocations(section);
    // Two sections of a file that tests build may share what they have.
    if (section.name !== "") image.contents(section);
  }
  const { buildId, functions, stubs, exports, imports, needed, soname, mappingSymbols, debugLink } = image;
  void [buildId, functions, stubs, exports, imports, needed, soname, mappingSymbols, debugLink, image.miniDebugInfo];
}

describe.each(files)("%s", (_, path) => {
  const elf = readElf(readFileSync(path));
  const symbols = new ElfImage(readFileSync(path));

  it("has the functions that readelf prints", () => {
    const expected = new Set<string>();
    for (const line of run("readelf", "-sW", path)) {
      const [, value, size, type, binding, , section, name] = line.trim().split(/\s+/);
      if ((type !== "FUNC" && type !== "IFUNC") || section === "UND" || name === undefined) continue;
      expected.add(`${value} ${Number(size)} ${binding} ${name.replace(/@.*/, "")}`);
    }
    const found = symbols.functions.map(({ address, instructionSet, size, binding, name }) => {
      const value = (address + (instructionSet === "t32" ? 1 : 0)).toString(16).padStart(8, "0");
      return `${value} ${size} ${binding.toUpperCase()} ${name}`;
    });
    expect(expected.size > 0).toBe(!path.endsWith("stripped"));
    expect(found.sort()).toEqual([...expected].sort());
  });

  it("has the segments, the type and the loader that readelf prints", () => {
    const lines = run("readelf", "-lW", path);
    const loads = lines.filter((line) => line.trim().startsWith("LOAD")).map((line) => line.trim().split(/\s+/));
    expect(elf.segments).toEqual(
      loads.map(([, offset, address, , fileSize, memorySize, ...flags]) => ({
        offset: Number(offset),
        address: Number(address),
        fileSize: Number(fileSize),
        memorySize: Number(memorySize),
        type: 1,
        isWritable: flags.some((flag) => flag.includes("W")),
        isExecutable: flags.some((flag) => flag.includes("E")),
      })),
    );
    const types = readSegments(readFileSync(path)).map(({ type }) => type);
    const names = lines.flatMap((line) => /^ {2}([A-Z_]+) +0x\S+ 0x\S+ 0x/.exec(line)?.[1] ?? []);
    expect(types.length).toBe(names.length);
    for (const [name, type] of Object.entries({ LOAD: 1, INTERP: 3, PHDR: 6 })) {
      expect(types.map((each) => each === type)).toEqual(names.map((each) => each === name));
    }
    const text = lines.join("\n");
    expect(elf.interpreter).toBe(/interpreter: (.*)\]/.exec(text)?.[1]);
    expect(elf.type).toBe(/Elf file type is DYN/.test(text) ? "shared" : "executable");
    expect(elf.entry).toBe(Number(/Entry point (0x[0-9a-f]+)/.exec(text)![1]));
  });

  it("has the build id that readelf prints", () => {
    expect(symbols.buildId).toBe(/Build ID: ([0-9a-f]+)/.exec(run("readelf", "-n", path).join("\n"))?.[1]);
    if (path.endsWith("stripped")) expect(symbols.buildId).toMatch(/^[0-9a-f]{40}$/);
  });

  it("has the stubs for functions of other files that objdump labels", () => {
    const hasStubs = run("readelf", "-SW", path).some((line) => line.includes(" .plt "));
    const listing = hasStubs ? run("objdump", "-d", "-j", ".plt", path) : [];
    const expected = listing
      .map((line) => /^([0-9a-f]{8}) <([^*+-]+@plt)>:$/.exec(line))
      .filter((match) => match !== null)
      .map(([, address, name]) => ({ address: Number.parseInt(address!, 16), name }));
    const found = symbols.stubs.map(({ address, name }) => ({ address, name }));
    expect(expected.length > 0).toBe(hasStubs);
    expect(found).toEqual(expected);
  });
});

it("a source is read a little at a time, and may end before its size", () => {
  for (const [, path] of files) {
    const whole = readFileSync(path);
    let most = whole.length;
    let read = 0;
    const source: ElfSource = {
      size: whole.length,
      read(offset, size) {
        read += size;
        return whole.subarray(Math.min(offset, most), Math.min(offset + size, most));
      },
    };
    expect(readElf(source)).toEqual(readElf(whole));
    expect(read).toBeLessThan(2000);
    most = 100;
    expect(() => readElf(source)).toThrow(/is cut off: by its headers it has \d+ bytes or more, and there are 100;/);
  }
});

it("a library with 20,000 jump slots and 20,000 symbols has the stubs that its relocations name", () => {
  const path = buildCaller(20_000);
  const names = run("readelf", "-rW", path).flatMap((line) => / R_ARM_JUMP_SLOT +\S+ +(\S+)$/.exec(line)?.[1] ?? []);
  expect(names.length).toBe(20_000);
  const { stubs } = new ElfImage(readFileSync(path));
  expect(stubs.map(({ name }) => name)).toEqual(names.map((name) => `${name}@plt`));
});

describe("what is no ELF file for ARM is refused", () => {
  const codeOf = (bytes: Uint8Array, read: (bytes: Uint8Array) => unknown = readElf): string => {
    try {
      read(bytes);
      return "none";
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      return `${error.code}: ${error.reason}`;
    }
  };

  it("with the reason", () => {
    expect(codeOf(new Uint8Array())).toBe("not-elf: is empty");
    expect(codeOf(Buffer.from("#!/bin/sh\n"))).toBe("not-elf: is a script");
    const host = codeOf(readFileSync(process.execPath));
    if (process.arch === "x64") expect(host).toBe("not-arm: is for 64-bit x86");
  });

  it("without any other error, wherever it is cut off or changed", () => {
    const random = randomNumbers();
    const whole = readFileSync(files[2]![1]);
    let refused = 0;
    for (let count = 0; count < 300; count++) {
      const bytes = Uint8Array.from(whole.subarray(0, count % 2 === 0 ? random(whole.length) : whole.length));
      for (let change = 0; change < 8 && bytes.length > 0; change++) {
        // Half of them in the headers at the begin, half in the section headers at the end.
        const at =
          change % 2 === 0
            ? random(Math.min(400, bytes.length))
            : bytes.length - 1 - random(Math.min(1400, bytes.length));
        bytes[at] = random(256);
      }
      if ([readElf, readAll].some((read) => codeOf(bytes, read) !== "none")) refused++;
    }
    expect(refused).toBeGreaterThan(100);
  });

  describe("where its tables or its names share bytes, which would take minutes to read", () => {
    const SYMTAB = 2;
    const STRTAB = 3;
    const REL = 9;
    const DYNSYM = 11;
    const megabyte = Buffer.alloc(1 << 20, "x");
    const ended = Buffer.concat([megabyte, Buffer.alloc(1)]);

    it("20,000 symbols over one name of 1 MiB, without an end and with one", () => {
      const symbols = Buffer.concat(Array.from({ length: 20_000 }, (_, n) => symbol(n, 0x1000 + n)));
      const file = (names: Uint8Array): Uint8Array =>
        elfFile([
          { kind: SYMTAB, contents: symbols, link: 2 },
          { kind: STRTAB, contents: names },
        ]);
      expect(codeOf(file(megabyte), readAll)).toBe("malformed: has names of symbols without an end");
      expect(codeOf(file(ended), readAll)).toBe("malformed: has tables or names that overlap each other");
    });

    it("60,000 headers of one table of symbols, and of one of relocations", () => {
      const symbols = Buffer.concat(Array.from({ length: 10_000 }, (_, n) => symbol(1 + n, 0x1000 + n)));
      const tables = elfFile([
        { kind: STRTAB, contents: ended },
        { kind: SYMTAB, contents: symbols, link: 1 },
        { kind: SYMTAB, sameAs: 2, link: 1, count: 60_000 },
      ]);
      expect(codeOf(tables, readAll)).toBe("malformed: has several symbol tables");

      const relocations = elfFile([
        { kind: STRTAB, contents: Buffer.from("\0name\0") },
        { kind: DYNSYM, contents: symbol(1, 0x1000), link: 1 },
        { kind: 1, name: ".plt", contents: Buffer.alloc(16) },
        { kind: REL, contents: Buffer.alloc(80_000), link: 2 },
        { kind: REL, sameAs: 4, link: 2, count: 60_000 },
      ]);
      expect(codeOf(relocations, readAll)).toBe("malformed: has tables or names that overlap each other");
    });

    it("60,000 sections over one name of 1 MiB", () => {
      const sections = elfFile([{ kind: 1, contents: Buffer.alloc(4), count: 60_000, nameOffsets: true }], megabyte);
      expect(codeOf(sections, readAll)).toBe("malformed: has tables or names that overlap each other");
      // The program could run: its headers are sound.
      expect(codeOf(sections)).toBe("none");
    });

    it("a loader's name of 1 MiB in 60,000 program headers", () => {
      const interpreters = (name: Uint8Array): Uint8Array => elfFile([{ kind: 1, contents: name }], undefined, 60_000);
      expect(codeOf(interpreters(ended))).toBe("malformed: has a name of its loader with 1048577 bytes");
      expect(codeOf(interpreters(Buffer.from("/lib/ld.so")))).toBe(
        "malformed: has a name of its loader without an end",
      );
      expect(readElf(interpreters(Buffer.from("/lib/ld.so\0"))).interpreter).toBe("/lib/ld.so");
    });
  });
});
