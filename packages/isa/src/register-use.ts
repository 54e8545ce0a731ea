import type { OperandCodec, RegisterUse } from "./operands/codec.js";

const PC = 1 << 15;

/** One direction, reading or writing, of what an encoding does with core registers. */
interface Direction {
  /** Registers that every instance uses. */
  readonly fixed: number;
  /** Where the plain fields of 4 bits begin that hold a register's number. */
  readonly shifts: readonly number[];
  /** All other uses. */
  readonly others: readonly RegisterUse[];
}

/** @internal The core registers that an encoding reads and writes, told apart so that the masks of a word take a few steps. */
export interface RegisterUses {
  readonly reads: Direction;
  readonly writes: Direction;
}

const isPlainField = ({ bits, list, offset, when }: RegisterUse): boolean =>
  bits !== null && bits.pieces.length === 1 && bits.width === 4 && !list && offset === 0 && when === null;

function direction(uses: readonly RegisterUse[], implicit: number, other: "read" | "write"): Direction {
  const concerned = uses.filter(({ access }) => access !== other);
  const isFixed = ({ bits, when }: RegisterUse): boolean => bits === null && when === null;
  return {
    fixed: concerned.filter(isFixed).reduce((mask, { offset }) => mask | (1 << offset), implicit),
    shifts: concerned.filter(isPlainField).map(({ bits }) => bits!.shift),
    others: concerned.filter((use) => !isFixed(use) && !isPlainField(use)),
  };
}

/** @internal The uses of an encoding with these operands, and registers that no operand shows. */
export function registerUses(
  operands: readonly OperandCodec[],
  implicit: { readonly reads: number; readonly writes: number; readonly branches: boolean; readonly links: boolean },
): RegisterUses {
  const uses = operands.flatMap((codec) => codec.uses);
  const branchWrites = (implicit.branches ? PC : 0) | (implicit.links ? 1 << 14 : 0);
  return {
    reads: direction(uses, implicit.reads, "write"),
    writes: direction(uses, implicit.writes | branchWrites, "read"),
  };
}

function collect({ fixed, shifts, others }: Direction, word: number): number {
  let mask = fixed;
  for (let index = 0; index < shifts.length; index++) mask |= 1 << ((word >>> shifts[index]!) & 15);
  for (let index = 0; index < others.length; index++) {
    const { bits, list, offset, when } = others[index]!;
    if (when !== null && !when(word)) continue;
    if (bits === null) mask |= 1 << offset;
    else mask |= list ? bits.get(word) << offset : 1 << (bits.get(word) + offset);
  }
  return mask;
}

/** @internal The core registers that a word reads, as a mask. */
export const registersRead = ({ reads }: RegisterUses, word: number): number => collect(reads, word);

/** @internal The core registers that a word writes, as a mask. */
export const registersWritten = ({ writes }: RegisterUses, word: number): number => collect(writes, word);
