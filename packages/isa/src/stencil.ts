import { AL } from "./conditions.js";
import type { SyntaxEncoding } from "./operands/encoders.js";
import type { Slot } from "./operands/slot.js";
import type { Candidate } from "./table.js";

/** @internal An encoding as numbers, for instructions without options that stand outside of IT blocks. */
export interface Stencil {
  /** False if no such instruction has the encoding. */
  readonly isPossible: boolean;
  /** False if the encoding's syntax compares what its operands fill. */
  readonly isPlain: boolean;
  /** The bits that are fixed, the condition and the S bit included. */
  readonly word: number;
  /** For each operand: the shift of its one field, -1 where its encoder puts it. */
  readonly shifts: readonly number[];
  /** For each operand: the greatest value of its field; negative, the complement, where it is a register's number. */
  readonly mosts: readonly number[];
}

/** The field of a register or of an unsigned constant, where an operand is nothing else. */
function fieldOf(slot: Slot): readonly [shift: number, most: number] {
  const isRegister = slot.kind === "R";
  if (isRegister || (slot.kind === "#" && Number(slot.args[1] || 1) === 1 && !Number(slot.args[2]))) {
    const { pieces, shift, mask } = slot.bits(0);
    if (pieces.length === 1) return [shift, isRegister ? ~mask : mask];
  }
  return [-1, 0];
}

/** @internal The stencil of a candidate, made at the first call. */
export function stencilOf(candidate: Candidate, encoding: SyntaxEncoding): Stencil {
  const { stencils } = encoding;
  const index = candidate.setsFlags ? 1 : 0;
  stencils[index] ??= makeStencil(candidate, encoding);
  return stencils[index];
}

function makeStencil({ row, syntax, setsFlags }: Candidate, { fixedBits, operandBits }: SyntaxEncoding): Stencil {
  const fields = syntax.operands.map(fieldOf);
  return {
    isPossible: row.set === "a32" || (row.cond === null && (row.setFlags !== null || !syntax.takesFlags || setsFlags)),
    isPlain: syntax.when.every(
      ({ left, operator, right }) =>
        operator === "=" && typeof right === "number" && (left.put(left.mask) & operandBits) === 0,
    ),
    word:
      fixedBits |
      (row.cond !== null && syntax.takesCondition ? row.cond.put(AL) : 0) |
      (setsFlags && row.setFlags !== null ? row.setFlags.put(1) : 0),
    shifts: fields.map(([shift]) => shift),
    mosts: fields.map(([, most]) => most),
  };
}
