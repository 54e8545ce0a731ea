import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ElfError, ElfImage } from "@armstalker/elf";
import { Random } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { LineTable, ModulesError } from "../src/index.js";
import { build, run, scratch } from "./support/programs.js";

const folder = scratch();
const source = `#include <stdlib.h>
#include <string.h>
static inline __attribute__((always_inline)) int inlined(int x) {
  return x * 7 +
    strlen("text") % 3;
}
__attribute__((target("thumb"))) int narrow(int x) {
  if (x > 3)
    return inlined(x);
  for (int i = 0; i < x; i++)
    x += abs(x - i);
  return x;
}
__attribute__((section(".text.unused"))) int unused(int x) { return x * 77; }
int main(int count, char **arguments) {
  return narrow(count)
    + inlined(count);
}`;

const kinds = [
  ["DWARF 4", ["-gdwarf-4"]],
  ["DWARF 5", ["-gdwarf-5"]],
  ["DWARF 3", ["-gdwarf-3", "-gstrict-dwarf"]],
  ["DWARF 5, with removed functions", ["-gdwarf-5", "-ffunction-sections", "-Wl,--gc-sections", "-marm"]],
  ["DWARF 4, compressed", ["-gdwarf-4", "-gz=zlib", "-mthumb", "-O2"]],
] as const;

describe.each(kinds)("lines of %s", (kind, flags) => {
  const path = build(folder, kind.replaceAll(/[ ,]+/g, "-"), source, ...flags);
  const image = new ElfImage(readFileSync(path));
  const table = new LineTable(image);

  it("are those that addr2line prints, for each address of the code", () => {
    const text = image.section(".text")!;
    const addresses = Array.from({ length: text.size >> 1 }, (_, index) => text.address + 2 * index);
    const input = addresses.map((address) => address.toString(16)).join("\n");
    const expected = run("addr2line", ["-e", path], input).slice(0, addresses.length);
    const found = addresses.map((address) => {
      const place = table.find(address);
      return place === undefined ? "??:?" : `${place.file}:${place.line}`;
    });
    const plain = expected.map((line) => line.replace(/ \(discriminator \d+\)$/, "").replace("??:0", "??:?"));
    expect(plain.filter((line) => line.includes(basename(path))).length).toBeGreaterThan(20);
    // addr2line prints line 0, which means that there is none, as `?`.
    expect(found).toEqual(plain.map((line) => (line.endsWith(":?") ? "??:?" : line)));
  });

  it("have ranges that hold the addresses of their lines, and no removed function", () => {
    const own = [...table.ranges()].filter(({ file }) => file.startsWith(folder));
    for (const { end, line, file } of own) expect(table.find(end - 2)).toEqual({ file, line });
    expect(new Set(own.map(({ line }) => line)).has(14)).toBe(!kind.includes("removed"));
    expect(own.every(({ file }) => file === `${path}.c`)).toBe(true);
  });
});

it("a file without debugging data has no lines", () => {
  const path = build(
    folder,
    "plain",
    source,
    "-g0",
    "-nostartfiles",
    "-nostdlib",
    "-Wl,--unresolved-symbols=ignore-all",
  );
  expect(new LineTable(new ElfImage(readFileSync(path))).isEmpty).toBe(true);
});

describe("damaged debugging data", () => {
  const path = join(folder, "DWARF-5");
  build(folder, "DWARF-5", source, "-gdwarf-5");
  const whole = readFileSync(path);
  const image = new ElfImage(whole);

  it("are refused with a typed error, or read, in a bounded time", () => {
    const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 0x7fffffff);
    console.log(`modules: ARMSTALKER_SEED=${seed}`);
    const random = new Random(seed);
    const names = [".debug_line", ".debug_info", ".debug_abbrev", ".debug_str", ".debug_line_str"].filter(
      (name) => image.section(name) !== undefined,
    );
    let refused = 0;
    const started = performance.now();
    for (let count = 0; count < 1500; count++) {
      const bytes = Uint8Array.from(whole);
      const { offset, fileSize } = image.section(names[count % names.length]!)!;
      for (let change = 0; change <= count % 5; change++) {
        bytes[offset + random.below(count % 3 === 0 ? Math.min(60, fileSize) : fileSize)] = random.below(256);
      }
      try {
        const table = new LineTable(new ElfImage(bytes));
        for (const range of table.ranges()) void range;
      } catch (error) {
        if (!(error instanceof ModulesError) && !(error instanceof ElfError)) throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
    // Sound ones take some 0.2 ms each.
    expect(performance.now() - started).toBeLessThan(60_000);
  });

  it.each([
    // version 5, 4-byte addresses, no padding; header 30 bytes; one folder format without content: 2^28 - 1 folders
    ["files of no bytes", "0100000000", "have files without names"],
    // one format: a path as implicit_const, which takes no byte
    ["names of no bytes", "010121ffffff7f", "have files of no bytes"],
    ["an unknown form", "01017fffffff7f", "have the unknown form 127"],
  ])("%s", (_, formats, reason) => {
    const standard = "000101010100000001000001";
    const header = `01010101fb0e0d${standard}${formats}`;
    const body = `050004001e000000${header}`;
    const bytes = Buffer.from(body, "hex");
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    const contents = Buffer.concat([length, bytes]);
    const line = image.section(".debug_line")!;
    const damaged = Uint8Array.from(whole);
    damaged.fill(0, line.offset, line.offset + line.fileSize);
    damaged.set(contents, line.offset);
    expect(() => new LineTable(new ElfImage(damaged))).toThrow(
      reason === "have files without names" ? /end too early|without names/ : reason,
    );
  });
});
