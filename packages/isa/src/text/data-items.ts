import type { TextPlace } from "./assembly-error.js";
import { assemblyError } from "./assembly-error.js";
import type { Expression } from "./expression.js";
import type { Program } from "./program.js";
import { Item, putNumber, type Section } from "./section.js";

/** What the names in parentheses behind symbols ask of the linker. */
const operators: Readonly<Record<string, string>> = {
  GOT: "R_ARM_GOT_BREL",
  GOTOFF: "R_ARM_GOTOFF32",
  GOT_PREL: "R_ARM_GOT_PREL",
  PLT: "R_ARM_PLT32",
  TLSGD: "R_ARM_TLS_GD32",
  TPOFF: "R_ARM_TLS_LE32",
  GOTTPOFF: "R_ARM_TLS_IE32",
};

/** Puts the number of a value, or leaves it to the linker. */
function putValue(
  program: Program,
  item: Item,
  bytes: Uint8Array,
  at: number,
  expression: Expression,
  width: number,
): void {
  const value = program.evaluate(expression, item);
  let number = program.absolute(value);
  if (number === null) {
    if (width !== 4) {
      const hint = "use .word, or subtract a label of the same section";
      throw assemblyError(
        item.place,
        "not-constant",
        `${width} bytes do not hold an address that a linker decides`,
        hint,
      );
    }
    const isRelative = value.minus !== null;
    // Relative to a place of this section is relative to the word itself, plus a distance that is known.
    number = program.addendOf(value) + (isRelative ? at : 0);
    const kind =
      value.base === "_GLOBAL_OFFSET_TABLE_"
        ? "R_ARM_BASE_PREL"
        : value.operator !== null
          ? (operators[value.operator] ?? `R_ARM_${value.operator}`)
          : isRelative
            ? "R_ARM_REL32"
            : "R_ARM_ABS32";
    program.relocate(item, at, kind, value, number);
  } else if (width === 4 && program.isThumbFunction(value.symbol)) {
    if (value.base === null && program.relocatable) {
      number += at - program.offsetOfSymbol(value.symbol);
      program.relocate(item, at, "R_ARM_REL32", value, number);
    } else number += 1;
  }
  if (width < 4 && (number < -(2 ** (width * 8 - 1)) || number >= 2 ** (width * 8)))
    throw assemblyError(item.place, "out-of-range", `${number} does not fit ${width} bytes`, "use a wider directive");
  putNumber(bytes, at, number, width);
}

/** @internal Numbers of one width. */
export class ValuesItem extends Item {
  readonly #width: number;
  readonly #expressions: readonly Expression[];

  constructor(section: Section, place: TextPlace, width: number, expressions: readonly Expression[]) {
    super(section, place);
    this.#width = width;
    this.#expressions = expressions;
    this.size = width * expressions.length;
  }

  override emit(program: Program, bytes: Uint8Array): void {
    for (const [index, each] of this.#expressions.entries())
      putValue(program, this, bytes, this.offset + index * this.#width, each, this.#width);
  }
}

/** @internal A number of bytes that are alike. */
export class SpaceItem extends Item {
  readonly #count: Expression;
  readonly #fill: number;

  constructor(section: Section, place: TextPlace, count: Expression, fill: number) {
    super(section, place);
    this.#count = count;
    this.#fill = fill;
  }

  override measure(program: Program): number {
    const { base, number } = program.evaluate(this.#count, this);
    if (base === null && number >= 0) return number;
    throw assemblyError(this.place, "not-constant", "the number of bytes is not known", "give a number from 0 on");
  }

  override emit(_program: Program, bytes: Uint8Array): void {
    bytes.fill(this.#fill, this.offset, this.offset + this.size);
  }
}

/** One word of a pool. */
interface PoolEntry {
  readonly key: string;
  readonly expression: Expression;
}

/** @internal The words that `ldr r0, =value` loads, aligned to words. */
export class PoolItem extends Item {
  readonly #entries: PoolEntry[] = [];

  /** The index of the word for an expression; the same for equal ones. */
  add(key: string, expression: Expression): number {
    const known = this.#entries.findIndex((each) => each.key === key);
    return known >= 0 ? known : this.#entries.push({ key, expression }) - 1;
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  get #padding(): number {
    return this.isEmpty ? 0 : (4 - (this.offset % 4)) % 4;
  }

  /** Where the word of an index stands in the section. */
  offsetOf(index: number): number {
    return this.offset + this.#padding + 4 * index;
  }

  override measure(): number {
    return this.#padding + 4 * this.#entries.length;
  }

  override emit(program: Program, bytes: Uint8Array): void {
    for (const [index, { expression }] of this.#entries.entries())
      putValue(program, this, bytes, this.offsetOf(index), expression, 4);
  }
}
