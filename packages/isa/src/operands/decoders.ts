import type { Syntax } from "../row.js";
import type { DecoderOf, OperandDecoder } from "./codec.js";
import {
  baseDecoder,
  fixedRegisterDecoder,
  registerDecoder,
  registerShiftedDecoder,
  rotatedRegisterDecoder,
  shiftedRegisterDecoder,
} from "./core-register.js";
import { elementMemoryDecoder } from "./element-memory.js";
import {
  amountDecoder,
  bracesDecoder,
  constantDecoder,
  hexDecoder,
  immediateDecoder,
  modifiedImmediateDecoder,
  plainDecoder,
  widthDecoder,
} from "./immediate.js";
import { memoryImmediateDecoder, memoryRegisterDecoder, tableDecoder } from "./memory.js";
import { fixedOptionDecoder, optionDecoder, wordDecoder } from "./option.js";
import { registerListDecoder, singleRegisterListDecoder } from "./register-list.js";
import { forwardDecoder, jumpDecoder, labelDecoder, literalDecoder } from "./relative.js";
import { nextRegisterDecoder } from "./repeated-register.js";
import type { Slot } from "./slot.js";
import { byteDecoder, byteMaskDecoder, floatDecoder, fromDecoder, zeroDecoder } from "./vector-immediate.js";
import { laneListDecoder, vectorListDecoder } from "./vector-list.js";
import { laneDecoder, nextSingleDecoder, vectorRegisterDecoder } from "./vector-register.js";
import { scalarDecoder } from "./vector-scalar.js";

/** The decoders of the rows' tokens, by name; docs/rows.md explains each. */
const decoders: Readonly<Record<string, DecoderOf>> = {
  R: registerDecoder,
  "R!": baseDecoder,
  "R{!}": baseDecoder,
  fixed: fixedRegisterDecoder,
  twice: registerDecoder,
  next: nextRegisterDecoder,
  shift: shiftedRegisterDecoder,
  rshift: registerShiftedDecoder,
  rotate: rotatedRegisterDecoder,
  "#": immediateDecoder,
  constant: constantDecoder,
  hex: hexDecoder,
  braces: bracesDecoder,
  plain: plainDecoder,
  amount: amountDecoder,
  width: widthDecoder,
  a32const: modifiedImmediateDecoder,
  t32const: modifiedImmediateDecoder,
  mem: memoryImmediateDecoder,
  memw: memoryImmediateDecoder,
  mempre: memoryImmediateDecoder,
  mempost: memoryImmediateDecoder,
  base: memoryImmediateDecoder,
  memr: memoryRegisterDecoder,
  memrpost: memoryRegisterDecoder,
  tbb: tableDecoder,
  tbh: tableDecoder,
  literal: literalDecoder,
  adr: literalDecoder,
  a32adr: literalDecoder,
  label: labelDecoder,
  labelx: labelDecoder,
  ulabel: forwardDecoder,
  jump: jumpDecoder,
  jumpx: jumpDecoder,
  list: registerListDecoder,
  userlist: registerListDecoder,
  one: singleRegisterListDecoder,
  barrier: optionDecoder,
  isb: optionDecoder,
  condition: optionDecoder,
  endian: optionDecoder,
  iflags: optionDecoder,
  coproc: optionDecoder,
  CR: optionDecoder,
  psrfields: optionDecoder,
  banked: optionDecoder,
  fpreg: optionDecoder,
  psr: fixedOptionDecoder,
  fpscr: fixedOptionDecoder,
  APSR_nzcv: fixedOptionDecoder,
  word: wordDecoder,
  S: vectorRegisterDecoder,
  D: vectorRegisterDecoder,
  Q: vectorRegisterDecoder,
  Snext: nextSingleDecoder,
  lane: laneDecoder,
  slane: scalarDecoder,
  lane0: scalarDecoder,
  slist: vectorListDecoder,
  dlist: vectorListDecoder,
  lanes: laneListDecoder,
  elements: elementMemoryDecoder,
  vfpfloat: floatDecoder,
  simdfloat: floatDecoder,
  zero: zeroDecoder,
  from: fromDecoder,
  byte8: byteDecoder,
  byte32: byteDecoder,
  byte16: byteDecoder,
  byteones: byteDecoder,
  bytemask: byteMaskDecoder,
  sameS: vectorRegisterDecoder,
  sameD: vectorRegisterDecoder,
};

/** @internal The decoder of one operand. */
export function decoderOf(slot: Slot): OperandDecoder {
  const make = decoders[slot.kind];
  if (make === undefined) throw new Error(`row ${slot.row.id}: no operand ${slot.kind}`);
  return make(slot);
}

/** Gives the decoders of a syntax's operands: their names, kinds, and the way from bits to operand. They are made at the first call. */
export function decodersOf(syntax: Syntax): readonly OperandDecoder[] {
  syntax.decoders ??= syntax.operands.map(decoderOf);
  return syntax.decoders;
}
