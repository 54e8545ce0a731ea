import { expect, it } from "vitest";
import { rangeOf } from "../src/coverage.js";
import { writeDrcov } from "../src/drcov.js";
import { readDrcov } from "./support/drcov-reader.js";

const libc = { path: "/lib/libc.so.6", base: 0x3f6af000, end: 0x3f7bc000 };
const program = { path: "/bin/with, comma", base: 0x10000, end: 0x40000 };

it("a file has its header, its modules by address, and 8 bytes for each block", () => {
  const bytes = writeDrcov([
    { ...libc, blocks: [rangeOf({ address: 0x3f6af101, end: 0x3f6af111 })] },
    { ...program, blocks: [{ start: 0x10010, end: 0x10018 }] },
  ]);
  expect(Buffer.from(bytes).toString("latin1")).toBe(
    "DRCOV VERSION: 2\nDRCOV FLAVOR: drcov\nModule Table: version 2, count 2\n" +
      "Columns: id, base, end, entry, checksum, timestamp, path\n" +
      "0, 0x00010000, 0x00040000, 0x00000000, 0x00000000, 0x00000000, /bin/with, comma\n" +
      "1, 0x3f6af000, 0x3f7bc000, 0x00000000, 0x00000000, 0x00000000, /lib/libc.so.6\n" +
      "BB Table: 2 bbs\n" +
      "\x10\0\0\0\x08\0\0\0\0\x01\0\0\x10\0\x01\0",
  );
});

it("blocks outside of their modules are left out", () => {
  const blocks = [
    { start: 0xfffc, end: 0x10000 },
    { start: 0x3fffc, end: 0x40000 },
    { start: 0x40000, end: 0x40004 },
  ];
  expect(readDrcov(writeDrcov([{ ...program, blocks }])).blocks).toEqual([{ module: 0, offset: 0x2fffc, size: 4 }]);
});

it("modules that were at one place one after the other keep their blocks apart", () => {
  const file = readDrcov(
    writeDrcov([
      { path: "/first.so", base: 0x10000, end: 0x20000, blocks: [{ start: 0x10100, end: 0x10104 }] },
      { path: "/second.so", base: 0x10000, end: 0x14000, blocks: [{ start: 0x10200, end: 0x10208 }] },
    ]),
  );
  expect(file.blocks.map(({ module, ...block }) => ({ ...block, path: file.modules[module]!.path }))).toEqual([
    { offset: 0x100, size: 4, path: "/first.so" },
    { offset: 0x200, size: 8, path: "/second.so" },
  ]);
});

it("more modules than the format can number are refused", () => {
  const modules = Array.from({ length: 0x10001 }, () => ({ ...program, blocks: [] }));
  expect(() => writeDrcov(modules)).toThrow(expect.objectContaining({ code: "cannot-write" }));
  expect(readDrcov(writeDrcov(modules.slice(1))).modules.length).toBe(0x10000);
});

it("a block that is larger than the format can say becomes several, without a gap", () => {
  const { blocks } = readDrcov(
    writeDrcov([{ path: "/a", base: 0, end: 0x100000, blocks: [{ start: 0x1000, end: 0x21000 }] }]),
  );
  expect(blocks).toEqual([
    { module: 0, offset: 0x1000, size: 0xfffc },
    { module: 0, offset: 0x10ffc, size: 0xfffc },
    { module: 0, offset: 0x20ff8, size: 8 },
  ]);
});

it("a line break in a path does not break the table", () => {
  const file = readDrcov(
    writeDrcov([{ path: "/a\nb", base: 0x1000, end: 0x2000, blocks: [{ start: 0x1000, end: 0x1004 }] }]),
  );
  expect(file.modules.map(({ path }) => path)).toEqual(["/a?b"]);
  expect(file.blocks.length).toBe(1);
});
