import type { Family } from "../row.js";
import { each } from "./each.js";

/** Mnemonic, B, bytes, the register that may not be PC. */
const wordLoads = ["ldr 0 4", "ldrb 1 1 Rt,"];
const wordStores = ["str 0 4", "strb 1 1 Rt,"];
/** Mnemonic, op2, bytes with `s` for those that are sign-extended. */
const shortLoads = ["ldrh 01 r2", "ldrsb 10 s1", "ldrsh 11 s2"];

/** PC-relative loads, as the manual has them (P is 1, W is 0); objdump shows the other modes, too. */
const literal = (mnemonic: string, offset: string): string =>
  `${mnemonic} W:Rt, literal(${offset}) if P=1&W=0 / ${mnemonic} W:Rt, mem(pc,${offset})`;

const pair = "Rt%2=1,Rt=14,P=0&W=1";
const pairBack = "wback&Rn=Rt,wback&Rn=Rt+1";

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.3 words and bytes; A5.2.8 and A5.2.9 halfwords, signed ones and pairs. */
export const a32LoadStore = (): Family[] => [
  { class: "load", rows: [
    "LDR_i_A1 | cond 010 P U 0 W 1 Rn Rt imm12 | pop{c} W:one(Rt) if P=0&U=1&W=0&Rn=13&imm12=4 / ldr{c} W:Rt, mem(Rn,imm12) | mem:r4 where:Rn!=15 unp:wback&Rn=Rt",
    "LDRB_i_A1 | cond 010 P U 1 W 1 Rn Rt imm12 | ldrb{c} W:Rt, mem(Rn,imm12) | mem:r1 where:Rn!=15 pc:Rt unp:wback&Rn=Rt",
    ...each(wordLoads,
      `$0_l_A1 | cond 010 P U $1 W 1 1111 Rt imm12 | ${literal("$0{c}", "imm12")} | mem:r$2 where:P=1,W=0 pc:$3 unp:P=0,W=1`,
      "$0_r_A1 | cond 011 P U $1 W 1 Rn Rt imm5 stype:2 0 Rm | $0{c} W:Rt, memr(Rn,Rm,stype,imm5) | mem:r$2 pc:$3Rm unp:wback&Rn=Rt,wback&Rn=15",
      "$0T_A1 | cond 0100 U $1 11 Rn Rt imm12 | $0t{c} W:Rt, mempost(Rn,imm12) | mem:r$2 pc:Rt,Rn unp:Rn=Rt",
      "$0T_A2 | cond 0110 U $1 11 Rn Rt imm5 stype:2 0 Rm | $0t{c} W:Rt, memrpost(Rn,Rm,stype,imm5) | mem:r$2 pc:Rt,Rn,Rm unp:Rn=Rt",
    ),
    ...each(shortLoads,
      "$0_i_A1 | cond 000 P U 1 W 1 Rn Rt imm4H:4 1$11 imm4L:4 | $0{c} W:Rt, mem(Rn,imm4H:imm4L) | mem:$2 where:Rn!=15 pc:Rt unp:wback&Rn=Rt",
      `$0_l_A1 | cond 000 P U 1 W 1 1111 Rt imm4H:4 1$11 imm4L:4 | ${literal("$0{c}", "imm4H:imm4L")} | mem:$2 where:P=1,W=0 pc:Rt unp:P=0,W=1`,
      "$0_r_A1 | cond 000 P U 0 W 1 Rn Rt (0)(0)(0)(0) 1$11 Rm | $0{c} W:Rt, memr(Rn,Rm) | mem:$2 pc:Rt,Rm unp:wback&Rn=Rt,wback&Rn=15",
      "$0T_A1 | cond 0000 U 111 Rn Rt imm4H:4 1$11 imm4L:4 | $0t{c} W:Rt, mempost(Rn,imm4H:imm4L) | +thumb2 mem:$2 pc:Rt,Rn unp:Rn=Rt",
      "$0T_A2 | cond 0000 U 011 Rn Rt (0)(0)(0)(0) 1$11 Rm | $0t{c} W:Rt, memrpost(Rn,Rm) | +thumb2 mem:$2 pc:Rt,Rn,Rm unp:Rn=Rt",
    ),
    `LDRD_i_A1 | cond 000 P U 1 W 0 Rn Rt imm4H:4 1101 imm4L:4 | ldrd{c} W:Rt, mem(Rn,imm4H:imm4L) / >ldrd{c} W:Rt, W:next(Rt), mem(Rn,imm4H:imm4L) | +v5 mem:r8 where:Rn!=15 unp:${pair},${pairBack}`,
    `LDRD_l_A1 | cond 000 P U 1 W 0 1111 Rt imm4H:4 1101 imm4L:4 | ${literal("ldrd{c}", "imm4H:imm4L")} / >ldrd{c} W:Rt, W:next(Rt), literal(imm4H:imm4L) if P=1&W=0 | +v5 mem:r8 unp:Rt%2=1,Rt=14,P=0,W=1`,
    `LDRD_r_A1 | cond 000 P U 0 W 0 Rn Rt (0)(0)(0)(0) 1101 Rm | ldrd{c} W:Rt, memr(Rn,Rm) / >ldrd{c} W:Rt, W:next(Rt), memr(Rn,Rm) | +v5 mem:r8 pc:Rm unp:${pair},Rm=Rt,Rm=Rt+1,${pairBack},wback&Rn=15`,
  ] },
  { class: "store", rows: [
    "STR_i_A1 | cond 010 P U 0 W 0 Rn Rt imm12 | push{c} one(Rt) if P=1&U=0&W=1&Rn=13&imm12=4 / str{c} Rt, mem(Rn,imm12) | mem:w4 unp:wback&Rn=Rt,wback&Rn=15",
    "STRB_i_A1 | cond 010 P U 1 W 0 Rn Rt imm12 | strb{c} Rt, mem(Rn,imm12) | mem:w1 pc:Rt unp:wback&Rn=Rt,wback&Rn=15",
    ...each(wordStores,
      "$0_r_A1 | cond 011 P U $1 W 0 Rn Rt imm5 stype:2 0 Rm | $0{c} Rt, memr(Rn,Rm,stype,imm5) | mem:w$2 pc:$3Rm unp:wback&Rn=Rt,wback&Rn=15",
      "$0T_A1 | cond 0100 U $1 10 Rn Rt imm12 | $0t{c} Rt, mempost(Rn,imm12) | mem:w$2 pc:$3Rn unp:Rn=Rt",
      "$0T_A2 | cond 0110 U $1 10 Rn Rt imm5 stype:2 0 Rm | $0t{c} Rt, memrpost(Rn,Rm,stype,imm5) | mem:w$2 pc:$3Rn,Rm unp:Rn=Rt",
    ),
    "STRH_i_A1 | cond 000 P U 1 W 0 Rn Rt imm4H:4 1011 imm4L:4 | strh{c} Rt, mem(Rn,imm4H:imm4L) | mem:w2 pc:Rt unp:wback&Rn=Rt,wback&Rn=15",
    "STRH_r_A1 | cond 000 P U 0 W 0 Rn Rt (0)(0)(0)(0) 1011 Rm | strh{c} Rt, memr(Rn,Rm) | mem:w2 pc:Rt,Rm unp:wback&Rn=Rt,wback&Rn=15",
    "STRHT_A1 | cond 0000 U 110 Rn Rt imm4H:4 1011 imm4L:4 | strht{c} Rt, mempost(Rn,imm4H:imm4L) | +thumb2 mem:w2 pc:Rt,Rn unp:Rn=Rt",
    "STRHT_A2 | cond 0000 U 010 Rn Rt (0)(0)(0)(0) 1011 Rm | strht{c} Rt, memrpost(Rn,Rm) | +thumb2 mem:w2 pc:Rt,Rn,Rm unp:Rn=Rt",
    `STRD_i_A1 | cond 000 P U 1 W 0 Rn Rt imm4H:4 1111 imm4L:4 | strd{c} Rt, mem(Rn,imm4H:imm4L) / >strd{c} Rt, next(Rt), mem(Rn,imm4H:imm4L) | +v5 mem:w8 unp:${pair},${pairBack},wback&Rn=15`,
    `STRD_r_A1 | cond 000 P U 0 W 0 Rn Rt (0)(0)(0)(0) 1111 Rm | strd{c} Rt, memr(Rn,Rm) / >strd{c} Rt, next(Rt), memr(Rn,Rm) | +v5 mem:w8 pc:Rm unp:${pair},${pairBack},wback&Rn=15`,
  ] },
];
