import { JoinedTable } from "./joined-table.js";
import { a32Encoders, t32Encoders } from "./operands/encoders.js";
import { type Family, type InstructionSet, parseRow, type Row } from "./row.js";
import { a32 } from "./rows/a32.js";
import { a32Reserved } from "./rows/a32-reserved.js";
import { t32 } from "./rows/t32.js";
import { t32Reserved } from "./rows/t32-reserved.js";
import { vectors } from "./rows/vectors.js";
import { InstructionTable, once } from "./table.js";

const withEncoders = (families: readonly Family[], encoders: NonNullable<Family["encoders"]>): Family[] =>
  families.map((family) => ({ encoders, ...family }));

/** The encodings of A32 but Advanced SIMD and VFP arithmetic and moves. */
export const a32Table: () => InstructionTable = /* @__PURE__ */ once(
  () => new InstructionTable("a32", withEncoders(a32(), a32Encoders)),
);

/** The encodings of T32, 16-bit and 32-bit, but Advanced SIMD and VFP arithmetic and moves. */
export const t32Table: () => InstructionTable = /* @__PURE__ */ once(
  () => new InstructionTable("t32", withEncoders(t32(), t32Encoders)),
);

/** All encodings of A32: those of {@link a32Table}, and Advanced SIMD and VFP arithmetic and moves. */
export const a32FullTable: () => InstructionTable = /* @__PURE__ */ once(
  () => new JoinedTable(a32Table(), vectors("a32")),
);

/** All encodings of T32: those of {@link t32Table}, and Advanced SIMD and VFP arithmetic and moves. */
export const t32FullTable: () => InstructionTable = /* @__PURE__ */ once(
  () => new JoinedTable(t32Table(), vectors("t32")),
);

/** @internal The rows of an instruction set by their numbers, each parsed when it is first asked for. */
export class RowList {
  readonly set: InstructionSet;
  readonly #known: () => InstructionTable;
  /** The encodings without an assembly syntax; they come after the others. */
  readonly #reserved: () => InstructionTable;
  readonly #undefined: (Row | null)[] = [null, null];

  constructor(known: () => InstructionTable, reserved: () => InstructionTable, set: InstructionSet) {
    this.set = set;
    this.#known = known;
    this.#reserved = reserved;
  }

  /** How many there are, without that of UNDEFINED encodings. */
  get length(): number {
    return this.#known().length + this.#reserved().length;
  }

  row(number: number): Row {
    const known = this.#known();
    return number < known.length ? known.at(number) : this.#reserved().at(number - known.length);
  }

  /** The row that stands for UNDEFINED encodings. */
  undefinedRow(number: number, size: 2 | 4): Row {
    const index = size === 2 ? 0 : 1;
    const text = `UNDEFINED | word:${size * 8} | .inst hex(word,${size * 2}) | raises:udf`;
    this.#undefined[index] ??= parseRow(this.set, { class: "exception", rows: [] }, text, number);
    return this.#undefined[index];
  }
}

const a32ReservedTable = /* @__PURE__ */ once(() => new InstructionTable("a32", a32Reserved(), a32FullTable().length));

const t32ReservedTable = /* @__PURE__ */ once(() => new InstructionTable("t32", t32Reserved(), t32FullTable().length));

/** @internal */
export const a32Rows: () => RowList = /* @__PURE__ */ once(() => new RowList(a32FullTable, a32ReservedTable, "a32"));

/** @internal */
export const t32Rows: () => RowList = /* @__PURE__ */ once(() => new RowList(t32FullTable, t32ReservedTable, "t32"));
