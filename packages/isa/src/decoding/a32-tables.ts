import { a32Rows } from "../row-lists.js";
import { generateTables } from "./generate.js";
import type { DecodeTables } from "./tables.js";

/** @internal The tables of the decoder of A32; in builds, a packed text. */
export const a32Tables = (): DecodeTables => generateTables(a32Rows());
