import type { Family } from "../row.js";
import { each } from "./each.js";

const loads = ["ldrb 0 00 r1 T2 T3", "ldrh 0 01 r2 T2 T3", "ldrsb 1 00 s1 T1 T2", "ldrsh 1 01 s2 T1 T2"];
const stores = ["strb 00 1 T2", "strh 01 2 T2", "str 10 4 T3"];
/** Where PC is loaded, it is a preload; with PC as base, a literal; and one of the modes is that of the unprivileged forms. */
const notPreload = "where:Rn!=15&Rt!=15";
const notOther = "where:Rn!=15&P:U:W!=6&Rt!=15,Rn!=15&P:U:W!=6&P:U:W!=4";
const modes = "P=0&W=0";

// biome-ignore format: one encoding a line, in the manual's columns
/** A6.3.6 pairs, A6.3.7 words, A6.3.8 halfwords, A6.3.9 bytes and their preloads, A6.3.10 stores. */
export const t32LoadStore = (): Family[] => [
  { class: "load", rows: [
    "LDR_i_T3 | 111110001101 Rn Rt imm12 | ldr{c}.w W:Rt, mem(Rn,imm12) | mem:r4 where:Rn!=15",
    `LDR_i_T4 | 111110000101 Rn Rt 1 P U W imm8 | >pop{c} W:one(Rt) if Rn=13&P=0&U=1&W=1&imm8=4 / ldr{c}.w W:Rt, mem(Rn,imm8) | mem:r4 where:Rn!=15&P:U:W!=6 und:${modes} unp:W=1&Rn=Rt`,
    "LDR_l_T2 | 11111000 U 1011111 Rt imm12 | ldr{c}.w W:Rt, literal(imm12) | mem:r4",
    "LDR_r_T2 | 111110000101 Rn Rt 000000 imm2 Rm | ldr{c}.w W:Rt, memr(Rn,Rm,=0,imm2) | mem:r4 where:Rn!=15 pc:Rm",
    ...each(loads,
      `$0_i_$4 | 1111100$11$21 Rn Rt imm12 | $0{c}.w W:Rt, mem(Rn,imm12) | mem:$3 ${notPreload}`,
      `$0_i_$5 | 1111100$10$21 Rn Rt 1 P U W imm8 | $0{c}.w W:Rt, mem(Rn,imm8) | mem:$3 ${notOther} und:${modes} unp:Rt=15,W=1&Rn=Rt`,
      "$0_l_T1 | 1111100$1 U $21 1111 Rt imm12 | $0{c}.w W:Rt, literal(imm12) | mem:$3 where:Rt!=15",
      `$0_r_T2 | 1111100$10$21 Rn Rt 000000 imm2 Rm | $0{c}.w W:Rt, memr(Rn,Rm,=0,imm2) | mem:$3 ${notPreload} pc:Rm`,
    ),
    ...each([...loads, "ldr 0 10 r4"],
      "$0T_T1 | 1111100$10$21 Rn Rt 1110 imm8 | $0t{c} W:Rt, mem(Rn,imm8) | mem:$3 where:Rn!=15 pc:Rt",
    ),
    "LDRD_i_T1 | 1110100 P U 1 W 1 Rn Rt Rt2 imm8 | ldrd{c} W:Rt, W:Rt2, mem(Rn,imm8*4) | mem:r8 where:P:W!=0&Rn!=15 pc:Rt,Rt2 unp:Rt=Rt2,W=1&Rn=Rt,W=1&Rn=Rt2",
    "LDRD_l_T1 | 1110100 P U 1 W 11111 Rt Rt2 imm8 | ldrd{c} W:Rt, W:Rt2, literal(imm8*4) if P=1&W=0 | mem:r8 where:P:W!=0 pc:Rt,Rt2 unp:W=1,Rt=Rt2",
  ] },
  { class: "store", rows: [
    ...each(stores,
      "$0_i_$3 | 111110001$10 Rn Rt imm12 | $0{c}.w Rt, mem(Rn,imm12) | mem:w$2 und:Rn=15 pc:Rt",
      "$0_r_T2 | 111110000$10 Rn Rt 000000 imm2 Rm | $0{c}.w Rt, memr(Rn,Rm,=0,imm2) | mem:w$2 und:Rn=15 pc:Rt,Rm",
      "$0T_T1 | 111110000$10 Rn Rt 1110 imm8 | $0t{c} Rt, mem(Rn,imm8) | mem:w$2 und:Rn=15 pc:Rt",
    ),
    ...each(["strb 00 1", "strh 01 2"],
      `$0_i_T3 | 111110000$10 Rn Rt 1 P U W imm8 | $0{c}.w Rt, mem(Rn,imm8) | mem:w$2 where:P:U:W!=6 und:Rn=15,${modes} pc:Rt unp:W=1&Rn=Rt`,
    ),
    `STR_i_T4 | 111110000100 Rn Rt 1 P U W imm8 | >push{c} one(Rt) if Rn=13&P=1&U=0&W=1&imm8=4 / str{c}.w Rt, mem(Rn,imm8) | mem:w4 where:P:U:W!=6 und:Rn=15,${modes} pc:Rt unp:W=1&Rn=Rt`,
    "STRD_i_T1 | 1110100 P U 1 W 0 Rn Rt Rt2 imm8 | strd{c} Rt, Rt2, mem(Rn,imm8*4) | mem:w8 where:P:W!=0 pc:Rn,Rt,Rt2 unp:W=1&Rn=Rt,W=1&Rn=Rt2",
  ] },
  { class: "preload", rows: [
    ...each(["pld 0 0", "pldw 0 1 +mp", "pli 1 0 +v7"],
      "$0_i_T1 | 1111100$110$21 Rn 1111 imm12 | $0{c} mem(Rn,imm12) | where:Rn!=15 $3",
      "$0_i_T2 | 1111100$100$21 Rn 11111100 imm8 | $0{c} mem(Rn,-imm8) | where:Rn!=15 $3",
      "$0_r_T1 | 1111100$100$21 Rn 1111000000 imm2 Rm | $0{c} memr(Rn,Rm,=0,imm2) | where:Rn!=15 pc:Rm $3",
    ),
    "PLD_l_T1 | 11111000 U 0 (0) 111111111 imm12 | pld{c} literal(imm12) |",
    "PLI_i_T3 | 11111001 U 00111111111 imm12 | pli{c} literal(imm12) | +v7",
  ] },
];
