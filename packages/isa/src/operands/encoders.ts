import type { Syntax } from "../row.js";
import type { Stencil } from "../stencil.js";
import type { EncoderOf, OperandEncoder } from "./codec.js";
import {
  baseEncoder,
  fixedRegisterEncoder,
  registerEncoder,
  registerShiftedEncoder,
  rotatedRegisterEncoder,
  shiftedRegisterEncoder,
} from "./core-register.js";
import {
  a32ConstantEncoder,
  amountEncoder,
  constantEncoder,
  immediateEncoder,
  plainEncoder,
  t32ConstantEncoder,
  widthEncoder,
} from "./immediate.js";
import { memoryImmediateEncoder, memoryRegisterEncoder, tableEncoder } from "./memory.js";
import { fixedOptionEncoder, optionEncoder, wordEncoder } from "./option.js";
import { registerListEncoder, singleRegisterListEncoder } from "./register-list.js";
import { a32AddressEncoder, forwardEncoder, jumpEncoder, labelEncoder, literalEncoder } from "./relative.js";
import { nextRegisterEncoder, twiceRegisterEncoder } from "./repeated-register.js";
import type { Slot } from "./slot.js";
import { vectorListEncoder } from "./vector-list.js";
import { vectorRegisterEncoder } from "./vector-register.js";

/** @internal The encoders that only A32 has, apart from the others so that a bundle for T32 leaves them out. */
export const a32Encoders: Readonly<Record<string, EncoderOf>> = {
  next: nextRegisterEncoder,
  rshift: registerShiftedEncoder,
  a32const: a32ConstantEncoder,
  a32adr: a32AddressEncoder,
};

/** @internal The encoders that only T32 has. */
export const t32Encoders: Readonly<Record<string, EncoderOf>> = {
  twice: twiceRegisterEncoder,
  t32const: t32ConstantEncoder,
  tbb: tableEncoder,
  tbh: tableEncoder,
  ulabel: forwardEncoder,
  jump: jumpEncoder,
  jumpx: jumpEncoder,
};

/** The encoders of the other tokens of rows, by name; docs/rows.md explains each. */
const encoders: Readonly<Record<string, EncoderOf>> = {
  R: registerEncoder,
  "R!": baseEncoder,
  "R{!}": baseEncoder,
  fixed: fixedRegisterEncoder,
  shift: shiftedRegisterEncoder,
  rotate: rotatedRegisterEncoder,
  "#": immediateEncoder,
  constant: constantEncoder,
  hex: plainEncoder,
  braces: plainEncoder,
  plain: plainEncoder,
  amount: amountEncoder,
  width: widthEncoder,
  mem: memoryImmediateEncoder,
  memw: memoryImmediateEncoder,
  mempre: memoryImmediateEncoder,
  mempost: memoryImmediateEncoder,
  base: memoryImmediateEncoder,
  memr: memoryRegisterEncoder,
  memrpost: memoryRegisterEncoder,
  literal: literalEncoder,
  adr: literalEncoder,
  label: labelEncoder,
  labelx: labelEncoder,
  list: registerListEncoder,
  userlist: registerListEncoder,
  one: singleRegisterListEncoder,
  barrier: optionEncoder,
  isb: optionEncoder,
  condition: optionEncoder,
  endian: optionEncoder,
  iflags: optionEncoder,
  coproc: optionEncoder,
  CR: optionEncoder,
  psrfields: optionEncoder,
  banked: optionEncoder,
  psr: fixedOptionEncoder,
  APSR_nzcv: fixedOptionEncoder,
  word: wordEncoder,
  S: vectorRegisterEncoder,
  D: vectorRegisterEncoder,
  Q: vectorRegisterEncoder,
  slist: vectorListEncoder,
  dlist: vectorListEncoder,
};

/** @internal The encoder of one operand. */
export function encoderOf(slot: Slot): OperandEncoder {
  const make = encoders[slot.kind] ?? slot.row.encoders[slot.kind];
  if (make === undefined) throw new Error(`row ${slot.row.id}: no operand ${slot.kind}`);
  return make(slot);
}

/** @internal What the encoder wants to know of a syntax. */
export interface SyntaxEncoding {
  readonly operands: readonly OperandEncoder[];
  /** The bits that the operands fill. */
  readonly operandBits: number;
  /** The bits that are fixed; and those that make the equalities of `if` with numbers hold, where no operand fills them. */
  readonly fixedBits: number;
  /** Made by `stencilOf` when first asked for: without the `s` that sets flags, and with it. */
  readonly stencils: [plain: Stencil | null, setsFlags: Stencil | null];
}

/** Gives the encoders of a syntax's operands, and the bits that its fixed parts fill. They are made at the first call. */
export function encodingOf(syntax: Syntax): SyntaxEncoding {
  syntax.encoding ??= makeEncoding(syntax);
  return syntax.encoding;
}

function makeEncoding({ row, operands, when }: Syntax): SyntaxEncoding {
  const encoders = operands.map(encoderOf);
  let operandBits = 0;
  for (const { bits } of encoders) for (const each of bits) operandBits |= each.put(each.mask);
  let fixedBits = row.value | row.shouldValue;
  for (const { left, operator, right } of when) {
    if (operator === "=" && typeof right === "number" && (left.put(left.mask) & operandBits) === 0)
      fixedBits |= left.put(right);
  }
  return { operands: encoders, operandBits, fixedBits, stencils: [null, null] };
}
