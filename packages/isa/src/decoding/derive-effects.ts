import type { Bits } from "../bits.js";
import { Flag, flagsFromLetters, NZCV } from "../flags.js";
import { type OperandDecoder, type RegisterUse, ruleOf } from "../operands/codec.js";
import { decodersOf } from "../operands/decoders.js";
import type { Rule } from "../predicate.js";
import { type CoreRegisterName, registerMask } from "../registers.js";
import type { Row } from "../row.js";
import { compileRule } from "./compile-rule.js";
import type { FlagColumns, RegisterColumns } from "./tables.js";

const PC = 1 << 15;
/** In a byte of `RegisterColumns.fields`. */
const FIELD = 0x40;
const THREE_BITS = 0x20;
/** How many fields one number of `RegisterColumns.fields` holds. */
const MOST_FIELDS = 4;

/** @internal Rules as numbers, each of them once. */
export class RulePool {
  readonly rules: number[] = [];
  readonly #known = new Map<string, number>();

  /** The index of a rule; -1 for none. */
  add(rule: Rule | null): number {
    if (rule === null) return -1;
    const program = compileRule(rule);
    const key = program.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const at = this.rules.length;
    this.rules.push(...program);
    this.#known.set(key, at);
    return at;
  }
}

/** @internal The pieces of a number, those that stand next to each other as one; the most significant first. */
export function piecesOf(bits: Bits | null): { shift: number; width: number }[] {
  const pieces: { shift: number; width: number }[] = [];
  for (const { shift, width } of bits?.pieces ?? []) {
    const before = pieces.at(-1);
    if (before !== undefined && before.shift === shift + width)
      pieces.splice(-1, 1, { shift, width: before.width + width });
    else pieces.push({ shift, width });
  }
  return pieces;
}

/** A use as a byte of `fields`; 0 if it is none of those. */
function fieldByte({ bits, list, offset, when }: RegisterUse): number {
  const [piece, more] = piecesOf(bits);
  if (piece === undefined || more !== undefined || list || offset !== 0 || when !== null) return 0;
  if (piece.width !== 3 && piece.width !== 4) return 0;
  return FIELD | (piece.width === 3 ? THREE_BITS : 0) | piece.shift;
}

/** A use as an entry of `uses`. */
function useEntry(row: Row, { bits, list, offset, when }: RegisterUse, pool: RulePool): number[] {
  const pieces = piecesOf(bits);
  if (pieces.length > 2) throw new Error(`row ${row.id} has a register in more than two places`);
  const low = pieces.at(-1) ?? { shift: 0, width: 0 };
  const high = pieces.length === 2 ? pieces[0]! : { shift: 0, width: 0 };
  return [
    high.shift,
    2 ** high.width - 1,
    low.shift,
    2 ** low.width - 1,
    low.width,
    list ? 1 : 0,
    offset,
    pool.add(when),
  ];
}

const registersOf = (row: Row, attribute: string): number =>
  registerMask(...((row.attributes.get(attribute)?.split(",") ?? []) as CoreRegisterName[]));

const decodersOfRow = ({ syntaxes }: Row): readonly OperandDecoder[] =>
  // The last syntax is the general one: an alias names fewer operands.
  decodersOf(syntaxes.at(-1)!);

/** @internal The core registers that rows read, or write. */
export function deriveRegisters(
  rows: readonly Row[],
  direction: "read" | "write",
  uses: number[],
  pool: RulePool,
): RegisterColumns {
  const columns: RegisterColumns = {
    fixed: new Uint16Array(rows.length),
    fields: new Uint32Array(rows.length),
    others: new Int32Array(rows.length).fill(-1),
  };
  for (const row of rows) {
    const { number, branch } = row;
    const concerned = decodersOfRow(row)
      .flatMap((decoder) => decoder.uses)
      .filter(({ access }) => access === direction || access === "read-write");
    let fixed = registersOf(row, direction === "read" ? "in" : "out");
    if (direction === "write") fixed |= (branch === "none" ? 0 : PC) | (branch === "call" ? 1 << 14 : 0);
    let fields = 0;
    let count = 0;
    const others: number[][] = [];
    for (const use of concerned) {
      const byte = fieldByte(use);
      if (use.bits === null && use.when === null) fixed |= 1 << use.offset;
      else if (byte !== 0 && count < MOST_FIELDS) fields |= byte << (8 * count++);
      else others.push(useEntry(row, use, pool));
    }
    columns.fixed[number] = fixed;
    columns.fields[number] = fields;
    if (others.length > 0)
      columns.others[number] = uses.push(others.length, ...others.flat()) - 1 - others.flat().length;
  }
  return columns;
}

/** Flags that only some words of a row write; null for those of which it depends on values. */
interface FlagLimit {
  readonly flags: number;
  readonly rule: Rule | null;
}

/**
 * Where a row writes C without V, C is what its last operand was shifted by (A8.4.3): it stays as it is where nothing is shifted. Q without the other flags
 * is only ever set. MSR writes what its mask says.
 */
function flagLimits({ syntaxes }: Row, written: number): FlagLimit[] {
  const limits: FlagLimit[] = [];
  const last = syntaxes.at(-1)!.operands.at(-1);
  const fields = syntaxes.at(-1)!.operands.find(({ kind }) => kind === "psrfields");
  if (fields !== undefined && written !== 0) {
    limits.push({ flags: NZCV | Flag.Q, rule: ruleOf(fields, "mask>7") });
    limits.push({ flags: Flag.GE, rule: ruleOf(fields, "mask>3&mask<8,mask>11") });
  } else if ((written & NZCV) === 0 && (written & Flag.Q) !== 0) limits.push({ flags: Flag.Q, rule: null });
  if ((written & Flag.C) === 0 || (written & Flag.V) !== 0 || last === undefined) return limits;
  const { kind, args } = last;
  if (kind === "shift") limits.push({ flags: Flag.C, rule: ruleOf(last, `${args[1]}!=0,${args[2]}!=0`) });
  // Constants that are rotated have something in their high bits (A5.2.4, A6.3.2).
  else if (kind === "a32const") limits.push({ flags: Flag.C, rule: ruleOf(last, `${args[0]}>255`) });
  else if (kind === "t32const") limits.push({ flags: Flag.C, rule: ruleOf(last, `${args[0]}>1023`) });
  else if (kind === "rshift" || kind === "R") limits.push({ flags: Flag.C, rule: null });
  return limits;
}

/** @internal The flags that rows read and write. */
export function deriveFlags(rows: readonly Row[], uses: number[], pool: RulePool): FlagColumns {
  const bytes = (): Uint8Array => new Uint8Array(rows.length);
  const columns: FlagColumns = {
    read: bytes(),
    carryRead: new Int32Array(rows.length).fill(-1),
    written: bytes(),
    writtenIfS: bytes(),
    setShift: bytes(),
    writtenOutsideIt: bytes(),
    perhaps: bytes(),
    limits: new Int32Array(rows.length).fill(-1),
  };
  for (const row of rows) {
    const { number, attributes, fields } = row;
    const flags = (attribute: string): number => flagsFromLetters(attributes.get(attribute) ?? "");
    const [carry = null, more] = decodersOfRow(row).flatMap(({ readsCarry }) => readsCarry ?? []);
    if (more !== undefined) throw new Error(`row ${row.id} shifts two operands`);
    columns.read[number] = flags("u");
    columns.carryRead[number] = pool.add(carry);
    columns.written[number] = flags("f");
    columns.writtenIfS[number] = flags("s");
    columns.setShift[number] = fields.get("S")?.shift ?? 0;
    columns.writtenOutsideIt[number] = flags("t");
    const limits = flagLimits(row, flags("f") | flags("s") | flags("t"));
    for (const { flags: unsure, rule } of limits) if (rule === null) columns.perhaps[number]! |= unsure;
    const entries = limits.flatMap(({ flags: limited, rule }) => (rule === null ? [] : [limited, pool.add(rule)]));
    if (entries.length > 0) columns.limits[number] = uses.push(entries.length / 2, ...entries) - 1 - entries.length;
  }
  return columns;
}

/** @internal By row number, what words must not have for PC to be none of their registers: see `DecodeTables`. */
export interface PcColumns {
  readonly pcFields: Uint32Array;
  readonly pcPairs: Uint32Array;
  readonly pcBits: Uint32Array;
  /** 1 if some words write PC. */
  readonly writesPc: Uint8Array;
}

/** Classes of which no word is plain: they do more than what their operands show. */
const neverPlain: ReadonlySet<string> = new Set(["it", "exception", "status", "system", "exclusive"]);

/** @internal Where PC may be a register of a word. In T16 only `writesPc` is of use: other fields than whole ones are not looked at. */
export function derivePc(rows: readonly Row[]): PcColumns {
  const words = (): Uint32Array => new Uint32Array(rows.length);
  const columns = { pcFields: words(), pcPairs: words(), pcBits: words(), writesPc: new Uint8Array(rows.length) };
  for (const row of rows) {
    const { number } = row;
    let fixed = registersOf(row, "in") | registersOf(row, "out");
    let mayWrite = row.branch !== "none";
    for (const { bits, list, offset, access, when } of decodersOfRow(row).flatMap((decoder) => decoder.uses)) {
      // A field in which 15 stands for something else than PC.
      if (bits !== null && when !== null && !when.holds(bits.put(bits.mask)) && !when.holds(-1)) continue;
      const pieces = piecesOf(bits);
      const { shift, width } = pieces.at(-1) ?? { shift: 0, width: 0 };
      const whole = pieces.reduce((sum, piece) => sum + piece.width, 0);
      let may = false;
      if (bits === null) {
        fixed |= 1 << offset;
        may = offset === 15;
      } else if (list) {
        may = whole + offset > 15;
        if (may) columns.pcBits[number]! |= 1 << (shift + width - 1);
      } else if (whole === 4) {
        may = true;
        columns.pcFields[number]! |= 1 << shift;
        if (offset === 1) columns.pcPairs[number]! |= 1 << shift;
      }
      if (may && access !== "read") mayWrite = true;
    }
    if (mayWrite) columns.writesPc[number] = 1;
    if ((fixed & PC) !== 0 || row.branch !== "none" || row.privileged || neverPlain.has(row.class))
      columns.pcBits[number] = 0xffffffff;
  }
  return columns;
}
