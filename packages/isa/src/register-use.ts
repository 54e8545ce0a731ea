import type { RegisterUse } from "./operands/codec.js";
import type { Row } from "./row.js";

/** The uses of one row, told apart by what they do, so that the masks of a word take a few steps. */
interface Uses {
  readonly fixedReads: number;
  readonly fixedWrites: number;
  readonly reads: readonly RegisterUse[];
  readonly writes: readonly RegisterUse[];
}

const PC = 1 << 15;
const usesOfRow: WeakMap<Row, Uses> = /* @__PURE__ */ new WeakMap();

function usesOf(row: Row): Uses {
  const known = usesOfRow.get(row);
  if (known !== undefined) return known;
  // The last syntax is the general one: an alias names fewer operands.
  const uses = row.syntaxes.at(-1)!.operands.flatMap((codec) => codec.uses);
  const fixed = (writes: boolean): number =>
    uses
      .filter(({ bits, when, access }) => bits === null && when === null && access !== (writes ? "read" : "write"))
      .reduce((mask, { offset }) => mask | (1 << offset), 0);
  const variable = (writes: boolean): RegisterUse[] =>
    uses.filter(({ bits, when, access }) => (bits !== null || when !== null) && access !== (writes ? "read" : "write"));
  const branches = row.branch === "none" ? 0 : PC;
  const links = row.branch === "call" ? 1 << 14 : 0;
  const made = {
    fixedReads: row.implicitReads | fixed(false),
    fixedWrites: row.implicitWrites | fixed(true) | branches | links,
    reads: variable(false),
    writes: variable(true),
  };
  usesOfRow.set(row, made);
  return made;
}

function collect(uses: readonly RegisterUse[], word: number): number {
  let mask = 0;
  for (let index = 0; index < uses.length; index++) {
    const { bits, list, offset, when } = uses[index]!;
    if (when !== null && !when(word)) continue;
    if (bits === null) mask |= 1 << offset;
    else mask |= list ? bits.get(word) << offset : 1 << (bits.get(word) + offset);
  }
  return mask;
}

/** @internal The core registers that an encoding of a row reads, as a mask. */
export function registersRead(row: Row, word: number): number {
  const { fixedReads, reads } = usesOf(row);
  return fixedReads | collect(reads, word);
}

/** @internal The core registers that an encoding of a row writes, as a mask. */
export function registersWritten(row: Row, word: number): number {
  const { fixedWrites, writes } = usesOf(row);
  return fixedWrites | collect(writes, word);
}
