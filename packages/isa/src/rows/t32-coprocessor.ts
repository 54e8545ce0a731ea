import type { Family } from "../row.js";
import { a32Coprocessor } from "./a32-coprocessor.js";

/**
 * An encoding of A32 as T32 has it (A6.3.18): 1110 in the place of the condition, and also the second set, `mcr2` and so on, takes
 * the condition of an IT block. PC as a base is only good for LDC with an offset (A8.8.56, A8.8.57 and A8.8.198).
 */
const thumbRow = (row: string): string =>
  row
    .replace(/ \/ \w+(\{c\})? [^/|]*(?:base|memw)\(pc[^/|]*(?= )/g, "")
    .replace("_A1 | cond ", "_T1 | 1110 ")
    .replace("_A1 | 1111 ", "_T1 | 1111 ")
    .replace(/([a-z]2l?) coproc/g, "$1{c} coproc")
    .replace("unp:W=1", "unp:W=1,P=0")
    .replace("unp:Rn=15&W=1", "unp:Rn=15");

/** The coprocessor instructions of T32. */
export const t32Coprocessor = (): Family[] =>
  a32Coprocessor().map((family) => ({ ...family, rows: family.rows.map(thumbRow) }));
