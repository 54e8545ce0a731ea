import type { InstructionSet } from "../row.js";
import type { DecodeTables } from "./tables.js";

// A packed decoder is one text of numbers. A number is the digits of its absolute value, doubled and with the sign in bit 0, five bits in each
// character, the lowest first; all but the last character have 32 added. Characters are those from # to ~ without the backslash. First come the roots of the
// trees, then the columns: the length of each, and then in turn how many numbers follow, these numbers, and how often another one is repeated.
// packing/pack-tables.ts is the other side.

/** @internal The typed arrays of `DecodeTables`, in the order in which they are packed. */
export const packedColumns: readonly (readonly [
  path: string,
  kind: typeof Int32Array | typeof Uint32Array | typeof Uint16Array | typeof Uint8Array,
])[] = /* @__PURE__ */ (() => [
  ...["nodes", "rules", "uses", "matches", "undefinedWhen", "reads.others", "writes.others", "distances"].map(
    (path) => [path, Int32Array] as const,
  ),
  ...["flags.carryRead", "flags.limits"].map((path) => [path, Int32Array] as const),
  ...["narrow", "reads.fixed", "writes.fixed"].map((path) => [path, Uint16Array] as const),
  ...["reads.fields", "writes.fields", "pcFields", "pcPairs", "pcBits"].map((path) => [path, Uint32Array] as const),
  ...["byteOrderBits", "shiftBits", "immediateBits"].map((name) => [`facts.${name}`, Uint32Array] as const),
  ...["read", "written", "writtenIfS", "setShift", "writtenOutsideIt", "perhaps"].map(
    (name) => [`flags.${name}`, Uint8Array] as const,
  ),
  ["conditionShift", Uint8Array] as const,
  ...[
    "size",
    "class",
    "transfer",
    "link",
    "exchange",
    "returns",
    "raises",
    "exclusive",
    "byteOrder",
    "operation",
    "relative",
    "memoryUse",
    "memorySize",
    "signed",
    "privileged",
  ].map((name) => [`facts.${name}`, Uint8Array] as const),
])();

/** @internal The tables of a packed text. */
export function unpackTables(set: InstructionSet, packed: string): DecodeTables {
  let position = 0;
  const next = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 32) {
      const code = packed.charCodeAt(position++);
      const digit = code - (code > 92 ? 36 : 35);
      value += (digit & 31) * scale;
      if (digit < 32) break;
    }
    return value % 2 === 0 ? value / 2 : -(value - 1) / 2;
  };
  const tables: Record<string, unknown> = {
    set,
    wideRoot: next(),
    otherRoot: next(),
    reads: {},
    writes: {},
    flags: {},
    facts: {},
  };
  for (const [path, kind] of packedColumns) {
    const column = new kind(next());
    for (let at = 0; at < column.length; ) {
      for (let literals = next(); literals > 0; literals--) column[at++] = next();
      const repeats = next();
      if (repeats > 0) column.fill(next(), at, at + repeats);
      at += repeats;
    }
    const [first = "", second] = path.split(".");
    if (second === undefined) tables[first] = column;
    else (tables[first] as Record<string, unknown>)[second] = column;
  }
  return tables as unknown as DecodeTables;
}
