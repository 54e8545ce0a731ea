import { describe, expect, it } from "vitest";
import { a32Table, t32Table } from "../src/index.js";

// Not covered here: what the encodings of a mnemonic encode, see encode-against-assemblers.test.ts.

describe.each([
  ["A32", a32Table],
  ["T32", t32Table],
] as const)("the mnemonics of %s", (_, tableOf) => {
  it("are those of the parsed rows, with the same encodings, though rows are only parsed when their mnemonic is used", () => {
    const table = tableOf();
    const expected = new Map<string, { id: string; syntax: number; size: number; setsFlags: boolean }[]>();
    for (const { id, size, syntaxes } of table.rows) {
      for (const [syntax, { root, tail, takesFlags }] of syntaxes.entries()) {
        const types = tail.filter((part) => !["{c}", "{s}", ".w", ".n"].includes(part)).join("");
        for (const setsFlags of takesFlags ? [false, true] : [false]) {
          const name = root + (setsFlags ? "s" : "") + types;
          expected.set(name, [...(expected.get(name) ?? []), { id, syntax, size, setsFlags }]);
        }
      }
    }
    expect(table.mnemonics).toEqual([...expected.keys()]);
    for (const [mnemonic, forms] of expected) {
      const found = table.candidates(mnemonic).map(({ row, syntax, setsFlags }) => {
        return { id: row.id, syntax: row.syntaxes.indexOf(syntax), size: row.size, setsFlags };
      });
      expect(found).toEqual([2, 4].flatMap((size) => forms.filter((form) => form.size === size)));
    }
  });

  it("give the same encodings each time", () => {
    expect(tableOf().candidates("add")).toBe(tableOf().candidates("add"));
  });
});
