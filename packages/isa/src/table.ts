import { IsaError, isaError } from "./errors.js";
import { type Family, type InstructionSet, mnemonicsOf, parseRow, type Row, type Syntax, syntaxesOf } from "./row.js";

/** One row under one of its mnemonics. */
export interface Candidate {
  readonly row: Row;
  /** @internal */
  readonly syntax: Syntax;
  /** True if the mnemonic was given with the `s` that sets flags. */
  readonly setsFlags: boolean;
}

/** A mnemonic of a syntax: the index of its row, and its own among those of the row. */
interface Place {
  readonly name: string;
  readonly index: number;
  readonly syntax: number;
  readonly setsFlags: boolean;
}

/** The encodings of one instruction set, parsed when first asked for. */
export class InstructionTable {
  readonly set: InstructionSet;
  /** How many rows there are. */
  readonly length: number;
  readonly #first: number;
  readonly #texts: readonly (readonly [family: Family, text: string])[];
  readonly #rows: Row[] = [];
  readonly #candidates: Map<string, Candidate[]> = new Map();
  /** All mnemonics of all syntaxes. The texts are enough to know them: no row is parsed for a mnemonic that is not used. */
  readonly #places: () => readonly Place[] = once(() =>
    this.#texts.flatMap(([, text], index) =>
      syntaxesOf(text).flatMap((each, syntax) =>
        mnemonicsOf(each).map((name, variant) => ({ name, index, syntax, setsFlags: variant > 0 })),
      ),
    ),
  );

  /**
   * @internal
   * @param first - the number of its first row
   */
  constructor(set: InstructionSet, families: readonly Family[], first = 0) {
    this.set = set;
    this.#first = first;
    this.#texts = families.flatMap((family) => family.rows.map((text) => [family, text] as const));
    this.length = this.#texts.length;
  }

  /** @internal The row at an index. */
  at(index: number): Row {
    const [family, text] = this.#texts[index]!;
    this.#rows[index] ??= parseRow(this.set, family, text, this.#first + index);
    return this.#rows[index];
  }

  /** All of them. */
  get rows(): readonly Row[] {
    return this.#texts.map((_, index) => this.at(index));
  }

  /** The mnemonics, without condition and width, in the order of the rows. */
  get mnemonics(): readonly string[] {
    return [...new Set(this.#places().map(({ name }) => name))];
  }

  /**
   * The row of an encoding's name, as `ADD_i_A1`.
   *
   * @throws {IsaError} `unknown-encoding`
   */
  row(id: string): Row {
    const index = this.indexOf(id);
    if (index < 0) throw isaError("unknown-encoding", "the encoding", id, `the name of one of ${this.set}`);
    return this.at(index);
  }

  /** @internal The index of the row of a name, -1 if there is none. */
  indexOf(id: string): number {
    return this.#texts.findIndex(([, text]) => text.split("|", 1)[0]!.trim() === id);
  }

  /**
   * The encodings of a mnemonic (without condition and width), the shortest first.
   *
   * @throws {IsaError} `unknown-mnemonic`
   */
  candidates(mnemonic: string): readonly Candidate[] {
    let candidates = this.#candidates.get(mnemonic);
    if (candidates === undefined) {
      // Shorter encodings are tried first; among equals the order of the rows decides.
      candidates = this.find(mnemonic).sort((a, b) => a.row.size - b.row.size);
      if (candidates.length === 0) {
        throw new IsaError({
          code: "unknown-mnemonic",
          message: `${this.set} has no instruction "${mnemonic}"`,
          hint: "give conditions and widths as options, not as part of the mnemonic",
          mnemonic,
          value: mnemonic,
        });
      }
      this.#candidates.set(mnemonic, candidates);
    }
    return candidates;
  }

  /** @internal The encodings of a mnemonic in the order of the rows. */
  find(mnemonic: string): Candidate[] {
    return this.#places()
      .filter(({ name }) => name === mnemonic)
      .map(({ index, syntax, setsFlags }) => {
        const row = this.at(index);
        return { row, syntax: row.syntaxes[syntax]!, setsFlags };
      });
  }
}

/** Wraps a function so that it runs at the first call only, and each call returns that result. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
