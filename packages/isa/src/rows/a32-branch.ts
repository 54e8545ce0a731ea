import type { Family } from "../row.js";

const ones = "(1)(1)(1)(1)(1)(1)(1)(1)(1)(1)(1)(1)";

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.5 and A5.2.12 branches; A8.8.228 SVC, A8.8.247 UDF, A8.8.24 BKPT, B9.3.4 HVC, B9.3.14 SMC, DDI 0487 F5.1.55 HLT. */
export const a32Branch = (): Family[] => [
  { class: "branch", rows: [
    "B_A1 | cond 1010 imm24 | b{c} label(imm24*4) | br:jump",
    "BL_i_A1 | cond 1011 imm24 | bl{c} label(imm24*4) | br:call",
    "BL_i_A2 | 1111101 H imm24 | blx label(imm24:H*2) | +v5 br:call to:other",
    `BX_A1 | cond 00010010 ${ones} 0001 Rm | bx{c} Rm | br:jump`,
    `BXJ_A1 | cond 00010010 ${ones} 0010 Rm | bxj{c} Rm | +v5 br:jump pc:Rm`,
    `BLX_r_A1 | cond 00010010 ${ones} 0011 Rm | blx{c} Rm | +v5 br:call pc:Rm`,
  ] },
  { class: "exception", rows: [
    "SVC_A1 | cond 1111 imm24 | svc{c} hex(imm24,8) | raises:svc",
    "BKPT_A1 | cond 00010010 imm12 0111 imm4 | bkpt{c} hex(imm12:imm4,4) | raises:bkpt +v5 unp:cond!=14",
    "UDF_A1 | cond 01111111 imm12 1111 imm4 | udf #imm12:imm4 if cond=14 | raises:udf where:cond=14",
    "HLT_A1 | cond 00010000 imm12 0111 imm4 | hlt{c} hex(imm12:imm4,4) | raises:hlt +v8 unp:cond!=14",
    "HVC_A1 | cond 00010100 imm12 0111 imm4 | hvc{c} plain(imm12:imm4) | raises:hvc +virtualization unp:cond!=14 privileged",
    "SMC_A1 | cond 00010110 (0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0) 0111 imm4 | smc{c} plain(imm4) | raises:smc +security privileged",
  ] },
];
