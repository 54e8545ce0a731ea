// What the READMEs promise, against what the packages have.
import { readFileSync } from "node:fs";
import { a32Decoder, a32FullTable, a32Table, type Row, t32Decoder, t32FullTable, t32Table } from "@armstalker/isa";
import { describe, expect, it } from "vitest";
import * as stalker from "../src/index.js";

const textOf = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const paragraphs = (text: string): string[] => text.split(/\n\s*\n/).map((each) => each.replaceAll("\n", " "));

describe("the READMEs promise what there is", () => {
  it("the root's, of ways to reach a thread", () => {
    const has = { ptrace: "ProcessTarget" in stalker, "inside a 32-bit Node": "SelfTarget" in stalker };
    const root = textOf("README.md");
    for (const [way, isThere] of Object.entries(has)) {
      const about = paragraphs(root).filter((each) => each.includes(way) && !each.startsWith("|"));
      if (!isThere) for (const each of about) expect(each).toMatch(/the stalker does not use/);
    }
    const names = new Set(root.match(/\b[A-Z][A-Za-z]*Target\b/g) ?? []);
    for (const name of names) expect(Object.keys(stalker)).toContain(name);
  });

  it("the stalker's, of what its programs need", () => {
    const use = textOf("packages/stalker/README.md").split(/^## /m)[0]!;
    expect(use).toMatch(/Linux program/);
    expect(use).toMatch(/Debian's package `qemu-user`/);
  });

  it.each([
    ["arm-writer", a32Decoder(), a32Table(), a32FullTable()],
    ["thumb-writer", t32Decoder(), t32Table(), t32FullTable()],
  ] as const)("%s's, of encodings", (name, decoder, table, fullTable) => {
    const rowsFrom = (first: number, end: number): Row[] =>
      Array.from({ length: end - first }, (_, index) => decoder.row(first + index));
    const classesOf = (rows: readonly Row[]): string[] => [...new Set(rows.map((row) => row.class))];
    // `asm` takes its encodings from the table, `fullAsm` from the full one; the decoder has more.
    const about = paragraphs(textOf(`packages/${name}/README.md`))[1]!;
    expect(about).toMatch(
      /`asm` for all encodings except Advanced SIMD and VFP arithmetic and moves, `fullAsm` for these, too/,
    );
    const vectors = classesOf(rowsFrom(table.length, fullTable.length));
    expect(vectors.filter((kind) => !/^(vfp|simd|crypto)/.test(kind))).toEqual([]);
    // What is reserved has no assembly.
    const lacking = classesOf(rowsFrom(fullTable.length, decoder.undefinedNumber));
    expect(lacking.filter((kind) => kind !== "hint" && kind !== "system")).toEqual([]);
  });
});
