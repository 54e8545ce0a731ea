import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** A6.3.8: memory hints that are not allocated, and do nothing. They have no assembly syntax. */
export const t32Reserved = (): Family[] => [
  { class: "hint", rows: [
    "HINT_LDRSH_l_T1 | 11111001 U 01111111111 imm12 | .inst word() | +thumb2",
    "HINT_LDRSH_i_T1 | 111110011011 Rn 1111 imm12 | .inst word() | where:Rn!=15 +thumb2",
    "HINT_LDRSH_i_T2 | 111110010011 Rn 11111100 imm8 | .inst word() | where:Rn!=15 +thumb2",
    "HINT_LDRSH_r_T2 | 111110010011 Rn 1111000000 imm2 Rm | .inst word() | where:Rn!=15 +thumb2",
  ] },
];
