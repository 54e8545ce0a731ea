import { t32Rows } from "../row-lists.js";
import { generateTables } from "./generate.js";
import type { DecodeTables } from "./tables.js";

/** @internal The tables of the decoder of T32; in builds, a packed text. */
export const t32Tables = (): DecodeTables => generateTables(t32Rows());
