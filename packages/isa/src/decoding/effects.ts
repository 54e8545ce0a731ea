import { flagsOfCondition } from "../conditions.js";
import { Flag } from "../flags.js";
import { type ItState, inItBlock } from "../it-state.js";
import { ruleHolds } from "./rule-program.js";
import { type DecodeTables, type RegisterColumns, USE_ENTRY } from "./tables.js";

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
