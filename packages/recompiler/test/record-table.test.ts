import { expect, it } from "vitest";
import { RecompilerError, RecordKind, RecordTable } from "../src/index.js";

const { block } = RecordKind;
const described = (location: number) => ({ kind: block, location, second: location + 8, returnAddress: 0 });
const HIGH = 0xf000_0000;

/** The rows of names. */
function rowsOf(table: RecordTable, ...names: readonly number[]): number[][] {
  const into = new Int32Array(4 * names.length);
  table.copyRows(
    Int32Array.from(names, (name) => name | 0),
    0,
    names.length,
    into,
    0,
  );
  const words = new Uint32Array(into.buffer);
  return names.map((_, index) => [...words.subarray(4 * index, 4 * index + 4)]);
}

it("finds records by names from anywhere, in any order", () => {
  const table = new RecordTable();
  const names = [0x9000_0000, 0x9000_0002, 0x9001_fffe, 0x8fff_0000, 0x9100_0000, 0x9002_0000, 0x8800_0004];
  for (const [index, name] of names.entries()) expect(table.add(name, described(HIGH + 16 * index))).toBe(index);
  for (const [index, name] of names.entries()) {
    const record = table.find(name);
    expect([record, table.kindOf(record), table.locationOf(record), table.secondOf(record)]).toEqual([
      index,
      block,
      HIGH + 16 * index,
      HIGH + 16 * index + 8,
    ]);
  }
  expect(rowsOf(table, names[3]!, names[0]!, names[6]!)).toEqual([
    [block, HIGH + 48, HIGH + 56, 0],
    [block, HIGH, HIGH + 8, 0],
    [block, HIGH + 96, HIGH + 104, 0],
  ]);
});

it("refuses what names no record", () => {
  const table = new RecordTable();
  const refused = (name: number): void => {
    expect(() => table.find(name)).toThrow(RecompilerError);
    expect(() => rowsOf(table, name)).toThrow("names no record");
  };
  for (const name of [0, 0x9000_0000, 0xffff_fffe]) refused(name);
  table.add(0x9000_0000, described(16));
  for (const name of [0, 1, 0x8fff_fffe, 0x9000_0001, 0x9000_0002, 0x9fff_fffe, 0xffff_ffff]) refused(name);
});

it("keeps the right records when the last and the first are forgotten, and names are used again", () => {
  const table = new RecordTable();
  const nameOf = (index: number): number => 0x9000_0000 + 36 * index;
  for (let index = 0; index < 3000; index++) table.add(nameOf(index), described(32 * index));
  table.truncate(2500);
  expect(() => table.find(nameOf(2500))).toThrow(RecompilerError);
  expect(table.add(nameOf(2600), described(1))).toBe(2500);
  table.add(nameOf(10), described(3));
  table.dropBefore(2000);
  expect(() => table.find(nameOf(1999))).toThrow(RecompilerError);
  expect(() => rowsOf(table, nameOf(11))).toThrow(RecompilerError);
  expect(rowsOf(table, nameOf(2000), nameOf(2600), nameOf(10), nameOf(2499))).toEqual([
    [block, 64_000, 64_008, 0],
    [block, 1, 9, 0],
    [block, 3, 11, 0],
    [block, 32 * 2499, 32 * 2499 + 8, 0],
  ]);
});
