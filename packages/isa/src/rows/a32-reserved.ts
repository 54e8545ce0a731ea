import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/**
 * Encodings of A32 that are told from UNDEFINED ones, but for which there is no assembly syntax (A5.7.1): memory hints that are not
 * allocated, and do nothing; what is UNPREDICTABLE among memory hints and barriers.
 */
export const a32Reserved = (): Family[] => [
  { class: "hint", rows: [
    "HINT_i_A1 | 11110100 U 001 rest:20 | .inst word() |",
    "HINT_r_A1 | 11110110 U 001 rest:15 0 rest4 | .inst word() |",
  ] },
  { class: "system", rows: [
    "UNP_i_A1 | 1111010 any:3 11 rest:20 | .inst word() | unp:rest>=0",
    "UNP_r_A1 | 1111011 any:3 11 rest:15 0 rest4 | .inst word() | unp:rest>=0",
  ] },
];
