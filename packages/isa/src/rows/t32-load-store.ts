import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** Loads and stores of single registers and pairs, and preloads, in 32 bits (A6.3.6 to A6.3.10). */
export const t32LoadStore: readonly Family[] = [
  // A6.3.7: load word.
  { class: "load", rows: [
    "LDR_i_T3 | 111110001101 Rn Rt imm12 | ldr{c}.w W:Rt, mem(Rn,imm12) | mem:r4 where:Rn!=15 +thumb2",
    "LDR_i_T4 | 111110000101 Rn Rt 1 P U W imm8 | >pop{c} W:one(Rt) if Rn=13&P=0&U=1&W=1&imm8=4 / ldr{c}.w W:Rt, mem(Rn,imm8) | mem:r4 where:Rn!=15&P:U:W!=6 und:P=0&W=0 unp:W=1&Rn=Rt +thumb2",
    "LDR_l_T2 | 11111000 U 1011111 Rt imm12 | ldr{c}.w W:Rt, literal(imm12) | mem:r4 +thumb2",
    "LDR_r_T2 | 111110000101 Rn Rt 000000 imm2 Rm | ldr{c}.w W:Rt, memr(Rn,Rm,=0,imm2) | mem:r4 where:Rn!=15 pc:Rm +thumb2",
    "LDRT_T1 | 111110000101 Rn Rt 1110 imm8 | ldrt{c} W:Rt, mem(Rn,imm8) | mem:r4 where:Rn!=15 pc:Rt +thumb2",
  ] },
  // A6.3.8: load halfword.
  { class: "load", rows: [
    "LDRH_i_T2 | 111110001011 Rn Rt imm12 | ldrh{c}.w W:Rt, mem(Rn,imm12) | mem:r2 where:Rn!=15&Rt!=15 +thumb2",
    "LDRH_i_T3 | 111110000011 Rn Rt 1 P U W imm8 | ldrh{c}.w W:Rt, mem(Rn,imm8) | mem:r2 where:Rn!=15&P:U:W!=6&Rt!=15,Rn!=15&P:U:W!=6&P:U:W!=4 und:P=0&W=0 unp:Rt=15,W=1&Rn=Rt +thumb2",
    "LDRH_l_T1 | 11111000 U 0111111 Rt imm12 | ldrh{c}.w W:Rt, literal(imm12) | mem:r2 where:Rt!=15 +thumb2",
    "LDRH_r_T2 | 111110000011 Rn Rt 000000 imm2 Rm | ldrh{c}.w W:Rt, memr(Rn,Rm,=0,imm2) | mem:r2 where:Rn!=15&Rt!=15 pc:Rm +thumb2",
    "LDRHT_T1 | 111110000011 Rn Rt 1110 imm8 | ldrht{c} W:Rt, mem(Rn,imm8) | mem:r2 where:Rn!=15 pc:Rt +thumb2",
    "LDRSH_i_T1 | 111110011011 Rn Rt imm12 | ldrsh{c}.w W:Rt, mem(Rn,imm12) | mem:r2 where:Rn!=15&Rt!=15 +thumb2",
    "LDRSH_i_T2 | 111110010011 Rn Rt 1 P U W imm8 | ldrsh{c}.w W:Rt, mem(Rn,imm8) | mem:r2 where:Rn!=15&P:U:W!=6&Rt!=15,Rn!=15&P:U:W!=6&P:U:W!=4 und:P=0&W=0 unp:Rt=15,W=1&Rn=Rt +thumb2",
    "LDRSH_l_T1 | 11111001 U 0111111 Rt imm12 | ldrsh{c}.w W:Rt, literal(imm12) | mem:r2 where:Rt!=15 +thumb2",
    "LDRSH_r_T2 | 111110010011 Rn Rt 000000 imm2 Rm | ldrsh{c}.w W:Rt, memr(Rn,Rm,=0,imm2) | mem:r2 where:Rn!=15&Rt!=15 pc:Rm +thumb2",
    "LDRSHT_T1 | 111110010011 Rn Rt 1110 imm8 | ldrsht{c} W:Rt, mem(Rn,imm8) | mem:r2 where:Rn!=15 pc:Rt +thumb2",
  ] },
  // A6.3.9: load byte.
  { class: "load", rows: [
    "LDRB_i_T2 | 111110001001 Rn Rt imm12 | ldrb{c}.w W:Rt, mem(Rn,imm12) | mem:r1 where:Rn!=15&Rt!=15 +thumb2",
    "LDRB_i_T3 | 111110000001 Rn Rt 1 P U W imm8 | ldrb{c}.w W:Rt, mem(Rn,imm8) | mem:r1 where:Rn!=15&P:U:W!=6&Rt!=15,Rn!=15&P:U:W!=6&P:U:W!=4 und:P=0&W=0 unp:Rt=15,W=1&Rn=Rt +thumb2",
    "LDRB_l_T1 | 11111000 U 0011111 Rt imm12 | ldrb{c}.w W:Rt, literal(imm12) | mem:r1 where:Rt!=15 +thumb2",
    "LDRB_r_T2 | 111110000001 Rn Rt 000000 imm2 Rm | ldrb{c}.w W:Rt, memr(Rn,Rm,=0,imm2) | mem:r1 where:Rn!=15&Rt!=15 pc:Rm +thumb2",
    "LDRBT_T1 | 111110000001 Rn Rt 1110 imm8 | ldrbt{c} W:Rt, mem(Rn,imm8) | mem:r1 where:Rn!=15 pc:Rt +thumb2",
    "LDRSB_i_T1 | 111110011001 Rn Rt imm12 | ldrsb{c}.w W:Rt, mem(Rn,imm12) | mem:r1 where:Rn!=15&Rt!=15 +thumb2",
    "LDRSB_i_T2 | 111110010001 Rn Rt 1 P U W imm8 | ldrsb{c}.w W:Rt, mem(Rn,imm8) | mem:r1 where:Rn!=15&P:U:W!=6&Rt!=15,Rn!=15&P:U:W!=6&P:U:W!=4 und:P=0&W=0 unp:Rt=15,W=1&Rn=Rt +thumb2",
    "LDRSB_l_T1 | 11111001 U 0011111 Rt imm12 | ldrsb{c}.w W:Rt, literal(imm12) | mem:r1 where:Rt!=15 +thumb2",
    "LDRSB_r_T2 | 111110010001 Rn Rt 000000 imm2 Rm | ldrsb{c}.w W:Rt, memr(Rn,Rm,=0,imm2) | mem:r1 where:Rn!=15&Rt!=15 pc:Rm +thumb2",
    "LDRSBT_T1 | 111110010001 Rn Rt 1110 imm8 | ldrsbt{c} W:Rt, mem(Rn,imm8) | mem:r1 where:Rn!=15 pc:Rt +thumb2",
  ] },
  // A6.3.10: store.
  { class: "store", rows: [
    "STR_i_T3 | 111110001100 Rn Rt imm12 | str{c}.w Rt, mem(Rn,imm12) | mem:w4 und:Rn=15 pc:Rt +thumb2",
    "STR_i_T4 | 111110000100 Rn Rt 1 P U W imm8 | >push{c} one(Rt) if Rn=13&P=1&U=0&W=1&imm8=4 / str{c}.w Rt, mem(Rn,imm8) | mem:w4 where:P:U:W!=6 und:Rn=15,P=0&W=0 unp:Rt=15,W=1&Rn=Rt +thumb2",
    "STR_r_T2 | 111110000100 Rn Rt 000000 imm2 Rm | str{c}.w Rt, memr(Rn,Rm,=0,imm2) | mem:w4 und:Rn=15 pc:Rt,Rm +thumb2",
    "STRT_T1 | 111110000100 Rn Rt 1110 imm8 | strt{c} Rt, mem(Rn,imm8) | mem:w4 und:Rn=15 pc:Rt +thumb2",
    "STRH_i_T2 | 111110001010 Rn Rt imm12 | strh{c}.w Rt, mem(Rn,imm12) | mem:w2 und:Rn=15 pc:Rt +thumb2",
    "STRH_i_T3 | 111110000010 Rn Rt 1 P U W imm8 | strh{c}.w Rt, mem(Rn,imm8) | mem:w2 where:P:U:W!=6 und:Rn=15,P=0&W=0 unp:Rt=15,W=1&Rn=Rt +thumb2",
    "STRH_r_T2 | 111110000010 Rn Rt 000000 imm2 Rm | strh{c}.w Rt, memr(Rn,Rm,=0,imm2) | mem:w2 und:Rn=15 pc:Rt,Rm +thumb2",
    "STRHT_T1 | 111110000010 Rn Rt 1110 imm8 | strht{c} Rt, mem(Rn,imm8) | mem:w2 und:Rn=15 pc:Rt +thumb2",
    "STRB_i_T2 | 111110001000 Rn Rt imm12 | strb{c}.w Rt, mem(Rn,imm12) | mem:w1 und:Rn=15 pc:Rt +thumb2",
    "STRB_i_T3 | 111110000000 Rn Rt 1 P U W imm8 | strb{c}.w Rt, mem(Rn,imm8) | mem:w1 where:P:U:W!=6 und:Rn=15,P=0&W=0 unp:Rt=15,W=1&Rn=Rt +thumb2",
    "STRB_r_T2 | 111110000000 Rn Rt 000000 imm2 Rm | strb{c}.w Rt, memr(Rn,Rm,=0,imm2) | mem:w1 und:Rn=15 pc:Rt,Rm +thumb2",
    "STRBT_T1 | 111110000000 Rn Rt 1110 imm8 | strbt{c} Rt, mem(Rn,imm8) | mem:w1 und:Rn=15 pc:Rt +thumb2",
  ] },
  // A6.3.6: pairs.
  { class: "load", rows: [
    "LDRD_i_T1 | 1110100 P U 1 W 1 Rn Rt Rt2 imm8 | ldrd{c} W:Rt, W:Rt2, mem(Rn,imm8*4) | mem:r4 where:P:W!=0&Rn!=15 unp:Rt=15,Rt2=15,Rt=Rt2,W=1&Rn=Rt,W=1&Rn=Rt2 +thumb2",
    "LDRD_l_T1 | 1110100 P U 1 W 11111 Rt Rt2 imm8 | ldrd{c} W:Rt, W:Rt2, literal(imm8*4) if P=1&W=0 | mem:r4 where:P:W!=0 unp:W=1,Rt=15,Rt2=15,Rt=Rt2 +thumb2",
  ] },
  { class: "store", rows: [
    "STRD_i_T1 | 1110100 P U 1 W 0 Rn Rt Rt2 imm8 | strd{c} Rt, Rt2, mem(Rn,imm8*4) | mem:w4 where:P:W!=0 unp:Rn=15,Rt=15,Rt2=15,W=1&Rn=Rt,W=1&Rn=Rt2 +thumb2",
  ] },
  // A6.3.8 and A6.3.9: the loads of PC are preloads.
  { class: "preload", rows: [
    "PLD_i_T1 | 111110001001 Rn 1111 imm12 | pld{c} mem(Rn,imm12) | where:Rn!=15 +thumb2",
    "PLD_i_T2 | 111110000001 Rn 11111100 imm8 | pld{c} mem(Rn,-imm8) | where:Rn!=15 +thumb2",
    "PLD_l_T1 | 11111000 U 0 (0) 111111111 imm12 | pld{c} literal(imm12) | +thumb2",
    "PLD_r_T1 | 111110000001 Rn 1111000000 imm2 Rm | pld{c} memr(Rn,Rm,=0,imm2) | where:Rn!=15 pc:Rm +thumb2",
    "PLDW_i_T1 | 111110001011 Rn 1111 imm12 | pldw{c} mem(Rn,imm12) | where:Rn!=15 +mp",
    "PLDW_i_T2 | 111110000011 Rn 11111100 imm8 | pldw{c} mem(Rn,-imm8) | where:Rn!=15 +mp",
    "PLDW_r_T1 | 111110000011 Rn 1111000000 imm2 Rm | pldw{c} memr(Rn,Rm,=0,imm2) | where:Rn!=15 pc:Rm +mp",
    "PLI_i_T1 | 111110011001 Rn 1111 imm12 | pli{c} mem(Rn,imm12) | where:Rn!=15 +v7",
    "PLI_i_T2 | 111110010001 Rn 11111100 imm8 | pli{c} mem(Rn,-imm8) | where:Rn!=15 +v7",
    "PLI_i_T3 | 11111001 U 00111111111 imm12 | pli{c} literal(imm12) | +v7",
    "PLI_r_T1 | 111110010001 Rn 1111000000 imm2 Rm | pli{c} memr(Rn,Rm,=0,imm2) | where:Rn!=15 pc:Rm +v7",
  ] },
];
