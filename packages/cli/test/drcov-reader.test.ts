import { describe, expect, it } from "vitest";
import { writeDrcov } from "../src/drcov.js";
import { readDrcov } from "../src/drcov-reader.js";
import { CliError } from "../src/errors.js";

const modules = [
  { path: "/bin/with, comma", base: 0x10000, end: 0x40000, blocks: [{ start: 0x10010, end: 0x10018 }] },
  { path: "/lib/libc.so.6", base: 0x3f6af000, end: 0x3f7bc000, blocks: [{ start: 0x3f6af100, end: 0x3f6af110 }] },
];

describe.each([2, 3] as const)("version %d", (version) => {
  const bytes = writeDrcov(modules, version);

  it("is read as it was written", () => {
    expect(readDrcov(bytes, "file")).toEqual({
      modules: modules.map(({ path, base, end }) => ({ path, base, end })),
      blocks: [
        { module: 0, offset: 0x10, size: 8 },
        { module: 1, offset: 0x100, size: 16 },
      ],
    });
  });

  it("is read, or refused with a typed error, wherever it is cut off or changed", () => {
    for (let size = 0; size < bytes.length; size++) {
      expect(() => readDrcov(bytes.subarray(0, size), "file")).toThrow(CliError);
    }
    for (let at = 0; at < bytes.length; at++) {
      const changed = Uint8Array.from(bytes);
      changed[at] = changed[at]! ^ 0x15;
      try {
        readDrcov(changed, "file");
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
      }
    }
  });
});

it("a count of modules or blocks that the file cannot have is refused at once", () => {
  const text = Buffer.from(writeDrcov(modules)).toString("latin1");
  for (const changed of [text.replace("count 2", "count 4000000000"), text.replace("2 bbs", "4000000000 bbs")]) {
    expect(() => readDrcov(Buffer.from(changed, "latin1"), "file")).toThrow(/^file .*; give a file that armstalker/);
  }
});
