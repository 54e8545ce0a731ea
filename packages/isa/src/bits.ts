/** @internal A run of bits in an encoding. */
export interface Field {
  readonly shift: number;
  readonly width: number;
}

/** @internal Fields read one after another, the first holding the most significant bits, as `i:imm3:imm8` in the manual. */
export class Bits {
  /** The whole width in bits. */
  readonly width: number;
  /** Of the first piece. */
  readonly shift: number;
  readonly mask: number;
  /** The pieces of which the value consists, most significant first. */
  readonly pieces: readonly Field[];
  readonly #single: boolean;
  // Of all pieces but the first: that one takes what is left of a value.
  readonly #shifts: readonly number[];
  readonly #widths: readonly number[];

  constructor(pieces: readonly Field[]) {
    const rest = pieces.slice(1);
    this.pieces = pieces;
    this.width = pieces.reduce((sum, piece) => sum + piece.width, 0);
    this.#single = rest.length === 0;
    this.#shifts = rest.map(({ shift }) => shift);
    this.#widths = rest.map(({ width }) => width);
    this.shift = pieces[0]?.shift ?? 0;
    this.mask = 2 ** this.width - 1;
  }

  /** The value, unsigned, that the fields of a word hold. */
  get(word: number): number {
    if (this.#single) return ((word >>> this.shift) & this.mask) >>> 0;
    const widths = this.#widths;
    let value = (word >>> this.shift) & ((1 << this.pieces[0]!.width) - 1);
    for (let index = 0; index < widths.length; index++) {
      const width = widths[index]!;
      value = (value << width) | ((word >>> this.#shifts[index]!) & ((1 << width) - 1));
    }
    return value >>> 0;
  }

  /** The bits, as a 32-bit pattern, that make the fields hold a value of 0 to `mask`. */
  put(value: number): number {
    if (this.#single) return value << this.shift;
    const widths = this.#widths;
    let word = 0;
    let rest = value;
    for (let index = widths.length - 1; index >= 0; index--) {
      const width = widths[index]!;
      word |= (rest & ((1 << width) - 1)) << this.#shifts[index]!;
      rest >>>= width;
    }
    return word | (rest << this.shift);
  }
}

/** @internal The fields of a row that an expression names, as `i:imm3:imm8`. */
export function bitsOf(row: { readonly id: string; readonly fields: ReadonlyMap<string, Field> }, names: string): Bits {
  return new Bits(
    names.split(":").map((name) => {
      const field = row.fields.get(name);
      if (field === undefined) throw new Error(`row ${row.id}: no field ${name}`);
      return field;
    }),
  );
}
