import { IsaError, isaError } from "./errors.js";
import { type Family, type InstructionSet, parseRow, type Row, type Syntax } from "./row.js";

/** One row under one of its mnemonics. */
export interface Candidate {
  readonly row: Row;
  /** @internal */
  readonly syntax: Syntax;
  /** True if the mnemonic was given with the `s` that sets flags. */
  readonly setsFlags: boolean;
}

/** The mnemonic under which a syntax is found: without condition and width, with `s` and data types. */
function mnemonicsOf({ root, tail, takesFlags }: Syntax): { name: string; setsFlags: boolean }[] {
  const types = tail.filter((part) => !part.startsWith("{") && part !== ".w" && part !== ".n").join("");
  const plain = { name: root + types, setsFlags: false };
  return takesFlags ? [plain, { name: `${root}s${types}`, setsFlags: true }] : [plain];
}

/** The encodings of one instruction set, parsed when first asked for. */
export class InstructionTable {
  readonly set: InstructionSet;
  /** How many rows there are. */
  readonly length: number;
  readonly #first: number;
  readonly #texts: readonly (readonly [family: Family, text: string])[];
  readonly #rows: Row[] = [];
  readonly #candidates: () => ReadonlyMap<string, Candidate[]> = once(() => {
    const found = new Map<string, Candidate[]>();
    for (const row of this.rows) {
      for (const syntax of row.syntaxes) {
        for (const { name, setsFlags } of mnemonicsOf(syntax)) {
          const candidates = found.get(name);
          const candidate = { row, syntax, setsFlags };
          if (candidates === undefined) found.set(name, [candidate]);
          else candidates.push(candidate);
        }
      }
    }
    // Shorter encodings are tried first; among equals the order of the rows decides.
    for (const candidates of found.values()) candidates.sort((a, b) => a.row.size - b.row.size);
    return found;
  });

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
    return [...this.#candidates().keys()];
  }

  /**
   * The row of an encoding's name, as `ADD_i_A1`.
   *
   * @throws {IsaError} `unknown-encoding`
   */
  row(id: string): Row {
    const index = this.#texts.findIndex(([, text]) => text.split(/ *\|/, 1)[0] === id);
    if (index < 0) throw isaError("unknown-encoding", "the encoding", id, `the name of one of ${this.set}`);
    return this.at(index);
  }

  /**
   * The encodings of a mnemonic (without condition and width), the shortest first.
   *
   * @throws {IsaError} `unknown-mnemonic`
   */
  candidates(mnemonic: string): readonly Candidate[] {
    const candidates = this.#candidates().get(mnemonic);
    if (candidates === undefined) {
      throw new IsaError({
        code: "unknown-mnemonic",
        message: `${this.set} has no instruction "${mnemonic}"`,
        hint: "give conditions and widths as options, not as part of the mnemonic",
        mnemonic,
        value: mnemonic,
      });
    }
    return candidates;
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
