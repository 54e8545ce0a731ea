import { flagsFromLetters } from "./flags.js";
import type { RegisterUse } from "./operands/codec.js";
import { decodersOf } from "./operands/decoders.js";
import type { Predicate } from "./predicate.js";
import { type CoreRegisterName, registerMask } from "./registers.js";
import type { Row } from "./row.js";

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

/**
 * @internal What an encoding does with core registers and flags. The registers are told apart so that the masks of a word take a few
 * steps; flags are masks of `Flag` bits.
 */
export interface Effects {
  readonly reads: Direction;
  readonly writes: Direction;
  /** Whether a word reads the carry flag through an operand that is rotated by RRX. */
  readonly carryReaders: readonly Predicate[];
  readonly flagsRead: number;
  readonly flagsWritten: number;
  /** Those written if the bit at `setFlagsShift` is 1. */
  readonly flagsWrittenIfS: number;
  readonly setFlagsShift: number;
  /** Where the field `cond` begins, -1 if there is none. */
  readonly conditionShift: number;
  readonly flagsWrittenOutsideIt: number;
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

/** @internal What an encoding does, worked out when first asked for. */
export function effectsOf(row: Row): Effects {
  row.effects ??= makeEffects(row);
  return row.effects;
}

function makeEffects({ syntaxes, branch, attributes, fields }: Row): Effects {
  // The last syntax is the general one: an alias names fewer operands.
  const decoders = decodersOf(syntaxes.at(-1)!);
  const uses = decoders.flatMap((decoder) => decoder.uses);
  const branchWrites = (branch === "none" ? 0 : PC) | (branch === "call" ? 1 << 14 : 0);
  const registers = (attribute: string): number =>
    registerMask(...((attributes.get(attribute)?.split(",") ?? []) as CoreRegisterName[]));
  const flags = (attribute: string): number => flagsFromLetters(attributes.get(attribute) ?? "");
  return {
    reads: direction(uses, registers("in"), "write"),
    writes: direction(uses, registers("out") | branchWrites, "read"),
    carryReaders: decoders.flatMap(({ readsCarry }) => readsCarry ?? []),
    flagsRead: flags("u"),
    flagsWritten: flags("f"),
    flagsWrittenIfS: flags("s"),
    conditionShift: fields.get("cond")?.shift ?? -1,
    setFlagsShift: fields.get("S")?.shift ?? 0,
    flagsWrittenOutsideIt: flags("t"),
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
export const registersRead = ({ reads }: Effects, word: number): number => collect(reads, word);

/** @internal The core registers that a word writes, as a mask. */
export const registersWritten = ({ writes }: Effects, word: number): number => collect(writes, word);
