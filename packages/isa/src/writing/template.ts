import type { Field } from "../bits.js";
import { isaError } from "../errors.js";
import { encodingOf } from "../operands/encoders.js";
import { isRelative, type RelativeEncoder } from "../operands/relative.js";
import type { Row } from "../row.js";

/**
 * An encoding with up to three of its fields by position, for code that writes the same instruction over and over: each field is
 * checked for its width, and nothing else is.
 */
export class Template {
  readonly row: Row;
  readonly #word: number;
  readonly #names: readonly string[];
  readonly #shift0: number;
  readonly #shift1: number;
  readonly #shift2: number;
  readonly #most0: number;
  readonly #most1: number;
  readonly #most2: number;

  /**
   * @param fields - the names of fields, in the order in which `encode` takes their values
   * @param fixed - values of fields that are always the same
   */
  constructor(row: Row, fields: readonly string[], fixed: Readonly<Record<string, number>> = {}) {
    const find = (name: string): Field => {
      const field = row.fields.get(name);
      if (field === undefined) throw isaError("unknown-encoding", "the field", name, `one of ${row.id}`);
      return field;
    };
    this.row = row;
    this.#names = fields;
    this.#word = Object.entries(fixed).reduce(
      (word, [name, value]) => word | (value << find(name).shift),
      row.value | row.shouldValue,
    );
    const [f0, f1, f2] = fields.map(find);
    this.#shift0 = f0?.shift ?? 0;
    this.#shift1 = f1?.shift ?? 0;
    this.#shift2 = f2?.shift ?? 0;
    const most = (field: Field | undefined): number => (field === undefined ? 0 : 2 ** field.width - 1);
    this.#most0 = most(f0);
    this.#most1 = most(f1);
    this.#most2 = most(f2);
  }

  /**
   * The word with its first fields filled in.
   *
   * @throws {IsaError} `out-of-range`
   */
  encode(v0: number): number {
    // Masking changes a value that is negative, too large, a fraction or no number.
    if ((v0 & this.#most0) !== v0) this.#refuse([v0]);
    return this.#word | (v0 << this.#shift0);
  }

  /** As {@link encode}, with two fields. */
  encode2(v0: number, v1: number): number {
    if ((v0 & this.#most0) !== v0 || (v1 & this.#most1) !== v1) this.#refuse([v0, v1]);
    return this.#word | (v0 << this.#shift0) | (v1 << this.#shift1);
  }

  /** As {@link encode}, with three fields. */
  encode3(v0: number, v1: number, v2: number): number {
    if ((v0 & this.#most0) !== v0 || (v1 & this.#most1) !== v1 || (v2 & this.#most2) !== v2) this.#refuse([v0, v1, v2]);
    return this.#word | (v0 << this.#shift0) | (v1 << this.#shift1) | (v2 << this.#shift2);
  }

  #refuse(values: readonly number[]): never {
    const mosts = [this.#most0, this.#most1, this.#most2];
    const index = values.findIndex((value, at) => (value & mosts[at]!) !== value);
    const operand = this.#names[index] ?? "field";
    throw isaError("out-of-range", operand, values[index], `0 to ${mosts[index]}`, ` in ${this.row.id}`);
  }
}

/** A {@link Template} of an instruction that takes a distance from PC besides its fields. */
export class RelativeTemplate extends Template {
  /** @internal */
  readonly encoder: RelativeEncoder;
  readonly #ahead: number;
  readonly #alignment: number;
  readonly #least: number;
  readonly #greatest: number;
  readonly #step: number;
  readonly #shift: number;
  readonly #mask: number;

  constructor(row: Row, fields: readonly string[] = [], fixed: Readonly<Record<string, number>> = {}) {
    super(row, fields, fixed);
    const encoder = row.syntaxes.flatMap((syntax) => encodingOf(syntax).operands).find(isRelative);
    if (encoder === undefined)
      throw isaError("unknown-encoding", "the encoding", row.id, "one that takes a distance from PC");
    this.encoder = encoder;
    this.#ahead = encoder.base(row, 0);
    this.#alignment = encoder.base(row, 2) === this.#ahead ? -4 : -1;
    // A distance in one run of bits, in two's complement, is filled in here: branches are put all the time.
    const plain = encoder.plainField;
    this.#least = plain === null ? 1 : encoder.least;
    this.#greatest = plain === null ? 0 : encoder.greatest;
    this.#step = Math.log2(encoder.alignment);
    this.#shift = plain?.shift ?? 0;
    this.#mask = plain?.mask ?? 0;
  }

  /** True if the instruction at one address reaches another one. */
  reaches(from: number, to: number): boolean {
    return this.encoder.encodeDistance(to - this.base(from)) !== null;
  }

  /** @internal The PC value that the instruction at an address sees. */
  base(address: number): number {
    return ((address + this.#ahead) & this.#alignment) >>> 0;
  }

  /** @internal True if {@link plainBits} holds a distance. */
  isPlain(distance: number): boolean {
    return distance >= this.#least && distance <= this.#greatest && (distance >> this.#step) << this.#step === distance;
  }

  /** @internal The bits of such a distance. */
  plainBits(distance: number): number {
    return ((distance >> this.#step) & this.#mask) << this.#shift;
  }
}
