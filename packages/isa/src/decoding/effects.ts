import { flagsOfCondition } from "../conditions.js";
import { Flag } from "../flags.js";
import { type ItState, inItBlock } from "../it-state.js";
import { expandA32Immediate } from "../modified-immediate.js";
import { ruleHolds } from "./rule-program.js";
import { type DecodeTables, DistanceForm, type RegisterColumns, USE_ENTRY } from "./tables.js";

/**
 * @internal The core registers that a word reads, or writes, as a mask.
 *
 * @param word - as a signed number of 32 bits
 */
export function registersUsed(
  { fixed, fields, others }: RegisterColumns,
  number: number,
  word: number,
  uses: Int32Array,
  rules: Int32Array,
): number {
  let mask = fixed[number]!;
  for (let rest = fields[number]!; rest !== 0; rest >>>= 8)
    mask |= 1 << ((word >>> (rest & 31)) & (rest & 32 ? 7 : 15));
  const at = others[number]!;
  if (at < 0) return mask;
  const end = at + 1 + uses[at]! * USE_ENTRY;
  for (let use = at + 1; use < end; use += USE_ENTRY) {
    const rule = uses[use + 7]!;
    if (rule >= 0 && !ruleHolds(rules, rule, word)) continue;
    const high = (word >>> uses[use]!) & uses[use + 1]!;
    const value = (high << uses[use + 4]!) | ((word >>> uses[use + 2]!) & uses[use + 3]!);
    const offset = uses[use + 6]!;
    mask |= uses[use + 5] === 1 ? value << offset : 1 << (value + offset);
  }
  return mask;
}

/**
 * @internal The address at a word's constant distance from PC, 0 to 2^32 - 1; -1 if it has none.
 *
 * @param word - as a signed number of 32 bits
 */
export function relativeAddressOf(
  { set, distances, uses }: DecodeTables,
  number: number,
  word: number,
  address: number,
): number {
  const at = distances[number]!;
  if (at < 0) return -1;
  const width = uses[at + 5]!;
  const first = at + 7;
  const end = first + 2 * uses[at + 6]!;
  let value = 0;
  for (let piece = first; piece < end; piece += 2) {
    const bits = uses[piece + 1]!;
    value = (value << bits) | ((word >>> uses[piece]!) & ((1 << bits) - 1));
  }
  switch (uses[at]) {
    case DistanceForm.crossed:
      if (value >>> (width - 1) === 0) value ^= 3 << (width - 3);
      value = (value << (32 - width)) >> (32 - width);
      break;
    case DistanceForm.signed:
      value = (value << (32 - width)) >> (32 - width);
      break;
    case DistanceForm.subtracted:
      value = -value;
      break;
    case DistanceForm.modified:
      value = expandA32Immediate(value);
      break;
    case DistanceForm.modifiedSubtracted:
      value = -expandA32Immediate(value);
      break;
  }
  const up = uses[at + 2]!;
  if (up >= 0 && ((word >>> up) & 1) === 0) value = -value;
  const index = uses[at + 3]!;
  if (index >= 0 && ((word >>> index) & 1) === 0) value = 0;
  const pc = address + (set === "a32" ? 8 : 4);
  return ((uses[at + 4] === 1 ? pc & ~3 : pc) + value * uses[at + 1]!) >>> 0;
}

/** @internal The flags that a word reads under a condition, as a mask of `Flag` bits. */
export function flagsReadBy({ flags, rules }: DecodeTables, number: number, word: number, condition: number): number {
  const read = flags.read[number]! | flagsOfCondition(condition);
  const rule = flags.carryRead[number]!;
  return rule >= 0 && ruleHolds(rules, rule, word) ? read | Flag.C : read;
}

/** @internal The flags that a word may write, as a mask of `Flag` bits. */
export function flagsWrittenBy(
  { flags, uses, rules }: DecodeTables,
  number: number,
  word: number,
  it: ItState,
): number {
  let written =
    flags.written[number]! |
    ((word >>> flags.setShift[number]!) & 1 ? flags.writtenIfS[number]! : 0) |
    (inItBlock(it) ? 0 : flags.writtenOutsideIt[number]!);
  const at = flags.limits[number]!;
  if (at < 0 || written === 0) return written;
  const end = at + 1 + 2 * uses[at]!;
  for (let entry = at + 1; entry < end; entry += 2) {
    if (!ruleHolds(rules, uses[entry + 1]!, word)) written &= ~uses[entry]!;
  }
  return written;
}
