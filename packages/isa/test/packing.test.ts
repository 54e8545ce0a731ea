import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pack } from "../packing/pack.js";
import { packTables } from "../packing/pack-tables.js";
import { a32Tables } from "../src/decoding/a32-tables.js";
import { t32Tables } from "../src/decoding/t32-tables.js";
import { packedColumns, unpackTables } from "../src/decoding/unpack-tables.js";
import { a32Branch } from "../src/rows/a32-branch.js";
import { t16 } from "../src/rows/t16.js";
import { textOfFamilies, unpack, unpackFamilies } from "../src/rows/unpack.js";

// Not covered here: that the rows of a build are those of the source. The build itself compares them.

const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 2 ** 31);

/** Texts of few letters repeat themselves. */
const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", "0", "1", "\n"), maxLength: 300 }),
  fc.string({ unit: fc.integer({ min: 1, max: 127 }).map((code) => String.fromCharCode(code)), maxLength: 60 }),
  fc
    .array(fc.constantFrom("0000", "111010", " | ", "W:Rd, ", "Rn", "\n"), { maxLength: 200 })
    .map((parts) => parts.join("")),
);

describe(`Packed texts, seed ${seed}`, () => {
  it("are the texts that were packed", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(unpack(pack(text))).toBe(text);
      }),
      { seed, numRuns: 200 },
    );
  });

  it("need no escapes in source code", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(pack(text)).toMatch(/^[#-[\]-~]*$/);
      }),
      { seed, numRuns: 100 },
    );
  });

  it("repeat what is far back, and long", () => {
    const text = `begin${"x".repeat(66_000)}begin${"y".repeat(500)}begin`;
    const packed = pack(text);
    expect(unpack(packed)).toBe(text);
    expect(packed.length).toBeLessThan(300);
  });

  it.each([
    ["A32 branches", a32Branch],
    ["T16", t16],
  ])("are the families of %s in less than a third of their size", (_, familiesOf) => {
    const families = familiesOf();
    const text = textOfFamilies(families);
    const packed = pack(text);
    expect(unpackFamilies(packed)).toEqual(families);
    expect(packed.length).toBeLessThan(text.length / (text.length > 5_000 ? 3 : 2));
  });
});

describe.each([
  ["a32", a32Tables],
  ["t32", t32Tables],
] as const)("packed tables of the decoder of %s", (set, tablesOf) => {
  it("are those that are made from the rows", () => {
    const tables = tablesOf();
    const packed = packTables(tables);
    expect(packed).toMatch(/^[#-[\]-~]*$/);
    expect(unpackTables(set, packed)).toEqual(tables);
  });

  it("hold all that decoders look up", () => {
    const arrays = (value: object): unknown[] =>
      Object.values(value).flatMap((each) => (ArrayBuffer.isView(each) ? [each] : arrays(each)));
    const { set: _set, wideRoot: _wide, otherRoot: _other, ...columns } = tablesOf();
    expect(packedColumns.length).toBe(arrays(columns).length);
  });
});
