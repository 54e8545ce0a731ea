import type { Bits } from "../bits.js";
import type { Slot } from "../operands/slot.js";
import type { Row } from "../row.js";
import { once } from "../table.js";
import { piecesOf } from "./derive-effects.js";
import { Relative } from "./facts.js";
import { DistanceForm } from "./tables.js";

/** The kinds of operands that are a distance from PC, see docs/rows.md. */
const relatives = /* @__PURE__ */ once(
  (): Readonly<Record<string, number>> => ({
    label: Relative.branch,
    labelx: Relative.branch,
    ulabel: Relative.branch,
    jump: Relative.branch,
    jumpx: Relative.branch,
    literal: Relative.memory,
    adr: Relative.address,
    a32adr: Relative.address,
  }),
);

/** Those that count from PC as it is, in T32 not from the word that it is in. */
const unaligned: ReadonlySet<string> = new Set(["label", "ulabel", "jump"]);

/** The operand of a row that is a distance from PC. */
const distanceSlot = ({ syntaxes }: Row): Slot | undefined =>
  syntaxes.flatMap(({ operands }) => operands).find(({ kind }) => relatives()[kind] !== undefined);

/** @internal What a row uses a constant distance from PC for: a `Relative`. */
export const relativeOf = (row: Row): number => relatives()[distanceSlot(row)?.kind ?? ""] ?? Relative.none;

/** The number of the units that a distance is counted in, and their factor. */
function distanceOf(slot: Slot): { form: number; bits: readonly (Bits | null)[]; factor: number; up: number } {
  const { kind } = slot;
  if (kind === "jump" || kind === "jumpx") {
    const bits = [0, 1, 2, 3].map((index) => slot.bits(index));
    return { form: DistanceForm.crossed, bits, factor: kind === "jumpx" ? 4 : 2, up: -1 };
  }
  const { bits, factor, subtracts } = slot.scaled(0);
  const isModified = kind === "a32adr";
  const up = isModified || unaligned.has(kind) ? -1 : (slot.field("U")?.shift ?? -1);
  const form =
    kind === "label" || kind === "labelx"
      ? DistanceForm.signed
      : subtracts && up < 0
        ? isModified
          ? DistanceForm.modifiedSubtracted
          : DistanceForm.subtracted
        : isModified
          ? DistanceForm.modified
          : DistanceForm.added;
  return { form, bits: [bits], factor, up };
}

/** @internal Where rows hold a constant distance from PC, as `DecodeTables.distances` says. */
export function deriveDistances(rows: readonly Row[], uses: number[]): Int32Array {
  return Int32Array.from(rows, (row) => {
    const slot = distanceSlot(row);
    if (slot === undefined) return -1;
    const { form, bits, factor, up } = distanceOf(slot);
    const pieces = bits.flatMap(piecesOf);
    const width = pieces.reduce((sum, piece) => sum + piece.width, 0);
    const index = slot.field("P")?.shift ?? -1;
    const entry = [form, factor, up, index, unaligned.has(slot.kind) ? 0 : 1, width, pieces.length];
    for (const piece of pieces) entry.push(piece.shift, piece.width);
    return uses.push(...entry) - entry.length;
  });
}
