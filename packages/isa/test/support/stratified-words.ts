import { isWideThumb } from "../../src/decoder.js";
import type { InstructionSet, Row } from "../../src/row.js";
import type { Random } from "./random.js";

const bitsOf = (mask: number): number[] =>
  Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => (mask >>> bit) & 1);

/**
 * Words of 32 bits: a quarter is random throughout; half are encodings of rows, each row as often, with random fields (and now and
 * then a wrong should-be bit); a quarter are encodings of rows with one fixed bit turned over. In T32 all of them are 32-bit encodings.
 */
export function stratifiedWords(
  random: Random,
  set: InstructionSet,
  allRows: readonly Row[],
  count: number,
): Uint32Array {
  const rows = allRows.filter(({ size }) => size === 4).map((row) => ({ row, fixed: bitsOf(row.mask) }));
  const words = new Uint32Array(count);
  const draw = (kind: number): number => {
    const word = random.word();
    if (kind === 0) return word;
    const { row, fixed } = rows[random.below(rows.length)]!;
    const { mask, value, shouldMask, shouldValue } = row;
    const encoding = (word & ~mask) | value;
    const proper = random.below(8) === 0 ? encoding : (encoding & ~shouldMask) | shouldValue;
    return kind === 3 ? proper ^ (1 << fixed[random.below(fixed.length)]!) : proper;
  };
  for (let index = 0; index < count; index++) {
    let word = draw(index & 3);
    while (set === "t32" && !isWideThumb(word >>> 16)) word = draw(index & 3);
    words[index] = word;
  }
  return words;
}
