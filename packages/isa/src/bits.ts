/** @internal A run of bits in an encoding. */
export interface Field {
  readonly shift: number;
  readonly width: number;
}

/** @internal Fields read one after another, the first holding the most significant bits, as `i:imm3:imm8` in the manual. */
export class Bits {
  /** The whole width in bits. */
  readonly width: number;
  readonly shift: number;
  readonly mask: number;
  readonly #pieces: readonly Field[];
  readonly #single: boolean;

  constructor(pieces: readonly Field[]) {
    this.#pieces = pieces;
    this.width = pieces.reduce((sum, piece) => sum + piece.width, 0);
    this.#single = pieces.length === 1;
    this.shift = pieces[0]?.shift ?? 0;
    this.mask = 2 ** this.width - 1;
  }

  /** The pieces of which the value consists, most significant first. */
  get pieces(): readonly Field[] {
    return this.#pieces;
  }

  /** The value, unsigned, that the fields of a word hold. */
  get(word: number): number {
    if (this.#single) return ((word >>> this.shift) & this.mask) >>> 0;
    let value = 0;
    for (const { shift, width } of this.#pieces) value = value * 2 ** width + ((word >>> shift) & (2 ** width - 1));
    return value;
  }

  /** The bits, as a 32-bit pattern, that make the fields hold a value of 0 to `mask`. */
  put(value: number): number {
    if (this.#single) return value << this.shift;
    let word = 0;
    let rest = value;
    for (let index = this.#pieces.length - 1; index >= 0; index--) {
      const { shift, width } = this.#pieces[index]!;
      word |= (rest & (2 ** width - 1)) << shift;
      rest = Math.floor(rest / 2 ** width);
    }
    return word;
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
