import { Decoder } from "./decoder.js";
import { generateTables } from "./decoding/generate.js";
import { type InstructionSet, parseRow, type Row } from "./row.js";
import { a32 } from "./rows/a32.js";
import { a32Reserved } from "./rows/a32-reserved.js";
import { t32 } from "./rows/t32.js";
import { t32Reserved } from "./rows/t32-reserved.js";
import { vectorArithmetic } from "./rows/vector-arithmetic.js";
import { InstructionTable, once } from "./table.js";

/** The encodings of A32 whose operands are known: all but VFP and Advanced SIMD arithmetic. */
export const a32Table: () => InstructionTable = /* @__PURE__ */ once(() => new InstructionTable("a32", a32()));

/** The encodings of T32, 16-bit and 32-bit, whose operands are known. */
export const t32Table: () => InstructionTable = /* @__PURE__ */ once(() => new InstructionTable("t32", t32()));

/** The row that stands for UNDEFINED encodings. */
const undefinedRow = (set: InstructionSet, number: number, size: 2 | 4): Row =>
  parseRow(
    set,
    { class: "exception", rows: [] },
    `UNDEFINED | word:${size * 8} | .inst hex(word,${size * 2}) | raises:udf`,
    number,
  );

function decoderOf(table: InstructionTable, only: InstructionTable): Decoder {
  const { set } = table;
  const rows = [...table.rows, ...only.rows];
  const wide = undefinedRow(set, rows.length, 4);
  return new Decoder(generateTables(set, rows, wide), rows, { 2: undefinedRow(set, rows.length, 2), 4: wide });
}

/** The decoder of A32. */
export const a32Decoder: () => Decoder = /* @__PURE__ */ once(() => {
  const table = a32Table();
  const families = [...a32Reserved(), ...vectorArithmetic("a32")];
  return decoderOf(table, new InstructionTable("a32", families, table.rows.length));
});

/** The decoder of T32. */
export const t32Decoder: () => Decoder = /* @__PURE__ */ once(() => {
  const table = t32Table();
  const families = [...t32Reserved(), ...vectorArithmetic("t32")];
  return decoderOf(table, new InstructionTable("t32", families, table.rows.length));
});
