import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.2.1 to A5.2.4: data processing with a register, a register-shifted register or a constant. */
export const a32DataProcessing: Family = { class: "data-processing", rows: [
  "AND_i_A1 | cond 0010000 S Rn Rd imm12 | and{s}{c} W:Rd, Rn, a32const(imm12) | s:nzc",
  "AND_r_A1 | cond 0000000 S Rn Rd imm5 stype:2 0 Rm | and{s}{c} W:Rd, Rn, shift(Rm,stype,imm5) | s:nzc",
  "AND_rr_A1 | cond 0000000 S Rn Rd Rs 0 stype:2 1 Rm | and{s}{c} W:Rd, Rn, rshift(Rm,stype,Rs) | s:nzc pc:Rd,Rn,Rm,Rs",
  "MOV_i_A1 | cond 0011101 S (0)(0)(0)(0) Rd imm12 | mov{s}{c} W:Rd, a32const(imm12) | s:nzc",
  "MOV_i_A2 | cond 00110000 imm4 Rd imm12 | movw{c} W:Rd, #imm4:imm12 / >mov{c} W:Rd, #imm4:imm12 | +thumb2 pc:Rd",
  "CMP_i_A1 | cond 00110101 Rn (0)(0)(0)(0) imm12 | cmp{c} Rn, a32const(imm12) | f:nzcv",
  "CMP_r_A1 | cond 00010101 Rn (0)(0)(0)(0) imm5 stype:2 0 Rm | cmp{c} Rn, shift(Rm,stype,imm5) | f:nzcv",
  "LSL_i_A1 | cond 0001101 S (0)(0)(0)(0) Rd imm5 000 Rm | lsl{s}{c} W:Rd, Rm, #imm5 | where:imm5!=0 s:nzc",
  "LSR_i_A1 | cond 0001101 S (0)(0)(0)(0) Rd imm5 010 Rm | lsr{s}{c} W:Rd, Rm, amount(imm5) | s:nzc",
] };
