import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.3 words and bytes, A5.2.8 and A5.2.9 halfwords, signed and dual: loads. */
const load: Family = { class: "load", rows: [
  "LDR_i_A1 | cond 010 P U 0 W 1 Rn Rt imm12 | pop{c} W:one(Rt) if P=0&U=1&W=0&Rn=13&imm12=4 / ldr{c} W:Rt, mem(Rn,imm12) | mem:r4 where:Rn!=15 unp:P=0&Rn=Rt,W=1&Rn=Rt",
  "LDR_l_A1 | cond 010 P U 0 W 1 1111 Rt imm12 | ldr{c} W:Rt, literal(imm12) if P=1&W=0 / ldr{c} W:Rt, mem(pc,imm12) | mem:r4 where:P=1,W=0 unp:P=0,W=1",
  "LDR_r_A1 | cond 011 P U 0 W 1 Rn Rt imm5 stype:2 0 Rm | ldr{c} W:Rt, memr(Rn,Rm,stype,imm5) | mem:r4 pc:Rm unp:P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=15,W=1&Rn=15",
  "LDRT_A1 | cond 0100 U 0 11 Rn Rt imm12 | ldrt{c} W:Rt, mempost(Rn,imm12) | mem:r4 pc:Rt,Rn unp:Rn=Rt",
  "LDRT_A2 | cond 0110 U 0 11 Rn Rt imm5 stype:2 0 Rm | ldrt{c} W:Rt, memrpost(Rn,Rm,stype,imm5) | mem:r4 pc:Rt,Rn,Rm unp:Rn=Rt",
  "LDRB_i_A1 | cond 010 P U 1 W 1 Rn Rt imm12 | ldrb{c} W:Rt, mem(Rn,imm12) | mem:r1 where:Rn!=15 pc:Rt unp:P=0&Rn=Rt,W=1&Rn=Rt",
  "LDRB_l_A1 | cond 010 P U 1 W 1 1111 Rt imm12 | ldrb{c} W:Rt, literal(imm12) if P=1&W=0 / ldrb{c} W:Rt, mem(pc,imm12) | mem:r1 where:P=1,W=0 pc:Rt unp:P=0,W=1",
  "LDRB_r_A1 | cond 011 P U 1 W 1 Rn Rt imm5 stype:2 0 Rm | ldrb{c} W:Rt, memr(Rn,Rm,stype,imm5) | mem:r1 pc:Rt,Rm unp:P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=15,W=1&Rn=15",
  "LDRBT_A1 | cond 0100 U 1 11 Rn Rt imm12 | ldrbt{c} W:Rt, mempost(Rn,imm12) | mem:r1 pc:Rt,Rn unp:Rn=Rt",
  "LDRBT_A2 | cond 0110 U 1 11 Rn Rt imm5 stype:2 0 Rm | ldrbt{c} W:Rt, memrpost(Rn,Rm,stype,imm5) | mem:r1 pc:Rt,Rn,Rm unp:Rn=Rt",
  "LDRH_i_A1 | cond 000 P U 1 W 1 Rn Rt imm4H:4 1011 imm4L:4 | ldrh{c} W:Rt, mem(Rn,imm4H:imm4L) | mem:r2 where:Rn!=15 pc:Rt unp:P=0&Rn=Rt,W=1&Rn=Rt",
  "LDRH_l_A1 | cond 000 P U 1 W 1 1111 Rt imm4H:4 1011 imm4L:4 | ldrh{c} W:Rt, literal(imm4H:imm4L) if P=1&W=0 / ldrh{c} W:Rt, mem(pc,imm4H:imm4L) | mem:r2 where:P=1,W=0 pc:Rt unp:P=0,W=1",
  "LDRH_r_A1 | cond 000 P U 0 W 1 Rn Rt (0)(0)(0)(0) 1011 Rm | ldrh{c} W:Rt, memr(Rn,Rm) | mem:r2 pc:Rt,Rm unp:P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=15,W=1&Rn=15",
  "LDRHT_A1 | cond 0000 U 111 Rn Rt imm4H:4 1011 imm4L:4 | ldrht{c} W:Rt, mempost(Rn,imm4H:imm4L) | +thumb2 mem:r2 pc:Rt,Rn unp:Rn=Rt",
  "LDRHT_A2 | cond 0000 U 011 Rn Rt (0)(0)(0)(0) 1011 Rm | ldrht{c} W:Rt, memrpost(Rn,Rm) | +thumb2 mem:r2 pc:Rt,Rn,Rm unp:Rn=Rt",
  "LDRSB_i_A1 | cond 000 P U 1 W 1 Rn Rt imm4H:4 1101 imm4L:4 | ldrsb{c} W:Rt, mem(Rn,imm4H:imm4L) | mem:r1 where:Rn!=15 pc:Rt unp:P=0&Rn=Rt,W=1&Rn=Rt",
  "LDRSB_l_A1 | cond 000 P U 1 W 1 1111 Rt imm4H:4 1101 imm4L:4 | ldrsb{c} W:Rt, literal(imm4H:imm4L) if P=1&W=0 / ldrsb{c} W:Rt, mem(pc,imm4H:imm4L) | mem:r1 where:P=1,W=0 pc:Rt unp:P=0,W=1",
  "LDRSB_r_A1 | cond 000 P U 0 W 1 Rn Rt (0)(0)(0)(0) 1101 Rm | ldrsb{c} W:Rt, memr(Rn,Rm) | mem:r1 pc:Rt,Rm unp:P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=15,W=1&Rn=15",
  "LDRSBT_A1 | cond 0000 U 111 Rn Rt imm4H:4 1101 imm4L:4 | ldrsbt{c} W:Rt, mempost(Rn,imm4H:imm4L) | +thumb2 mem:r1 pc:Rt,Rn unp:Rn=Rt",
  "LDRSBT_A2 | cond 0000 U 011 Rn Rt (0)(0)(0)(0) 1101 Rm | ldrsbt{c} W:Rt, memrpost(Rn,Rm) | +thumb2 mem:r1 pc:Rt,Rn,Rm unp:Rn=Rt",
  "LDRSH_i_A1 | cond 000 P U 1 W 1 Rn Rt imm4H:4 1111 imm4L:4 | ldrsh{c} W:Rt, mem(Rn,imm4H:imm4L) | mem:r2 where:Rn!=15 pc:Rt unp:P=0&Rn=Rt,W=1&Rn=Rt",
  "LDRSH_l_A1 | cond 000 P U 1 W 1 1111 Rt imm4H:4 1111 imm4L:4 | ldrsh{c} W:Rt, literal(imm4H:imm4L) if P=1&W=0 / ldrsh{c} W:Rt, mem(pc,imm4H:imm4L) | mem:r2 where:P=1,W=0 pc:Rt unp:P=0,W=1",
  "LDRSH_r_A1 | cond 000 P U 0 W 1 Rn Rt (0)(0)(0)(0) 1111 Rm | ldrsh{c} W:Rt, memr(Rn,Rm) | mem:r2 pc:Rt,Rm unp:P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=15,W=1&Rn=15",
  "LDRSHT_A1 | cond 0000 U 111 Rn Rt imm4H:4 1111 imm4L:4 | ldrsht{c} W:Rt, mempost(Rn,imm4H:imm4L) | +thumb2 mem:r2 pc:Rt,Rn unp:Rn=Rt",
  "LDRSHT_A2 | cond 0000 U 011 Rn Rt (0)(0)(0)(0) 1111 Rm | ldrsht{c} W:Rt, memrpost(Rn,Rm) | +thumb2 mem:r2 pc:Rt,Rn,Rm unp:Rn=Rt",
  "LDRD_i_A1 | cond 000 P U 1 W 0 Rn Rt imm4H:4 1101 imm4L:4 | ldrd{c} W:Rt, mem(Rn,imm4H:imm4L) / >ldrd{c} W:Rt, W:next(Rt), mem(Rn,imm4H:imm4L) | +v5 mem:r8 where:Rn!=15 unp:Rt%2=1,Rt=14,P=0&W=1,P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=Rt+1,W=1&Rn=Rt+1",
  "LDRD_l_A1 | cond 000 P U 1 W 0 1111 Rt imm4H:4 1101 imm4L:4 | ldrd{c} W:Rt, literal(imm4H:imm4L) if P=1&W=0 / ldrd{c} W:Rt, mem(pc,imm4H:imm4L) / >ldrd{c} W:Rt, W:next(Rt), literal(imm4H:imm4L) if P=1&W=0 | +v5 mem:r8 unp:Rt%2=1,Rt=14,P=0,W=1",
  "LDRD_r_A1 | cond 000 P U 0 W 0 Rn Rt (0)(0)(0)(0) 1101 Rm | ldrd{c} W:Rt, memr(Rn,Rm) / >ldrd{c} W:Rt, W:next(Rt), memr(Rn,Rm) | +v5 mem:r8 pc:Rm unp:Rt%2=1,Rt=14,P=0&W=1,Rm=Rt,Rm=Rt+1,P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=Rt+1,W=1&Rn=Rt+1,P=0&Rn=15,W=1&Rn=15",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.3 words and bytes, A5.2.8 and A5.2.9 halfwords and dual: stores. */
const store: Family = { class: "store", rows: [
  "STR_i_A1 | cond 010 P U 0 W 0 Rn Rt imm12 | push{c} one(Rt) if P=1&U=0&W=1&Rn=13&imm12=4 / str{c} Rt, mem(Rn,imm12) | mem:w4 unp:P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=15,W=1&Rn=15",
  "STR_r_A1 | cond 011 P U 0 W 0 Rn Rt imm5 stype:2 0 Rm | str{c} Rt, memr(Rn,Rm,stype,imm5) | mem:w4 pc:Rm unp:P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=15,W=1&Rn=15",
  "STRT_A1 | cond 0100 U 0 10 Rn Rt imm12 | strt{c} Rt, mempost(Rn,imm12) | mem:w4 pc:Rn unp:Rn=Rt",
  "STRT_A2 | cond 0110 U 0 10 Rn Rt imm5 stype:2 0 Rm | strt{c} Rt, memrpost(Rn,Rm,stype,imm5) | mem:w4 pc:Rn,Rm unp:Rn=Rt",
  "STRB_i_A1 | cond 010 P U 1 W 0 Rn Rt imm12 | strb{c} Rt, mem(Rn,imm12) | mem:w1 pc:Rt unp:P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=15,W=1&Rn=15",
  "STRB_r_A1 | cond 011 P U 1 W 0 Rn Rt imm5 stype:2 0 Rm | strb{c} Rt, memr(Rn,Rm,stype,imm5) | mem:w1 pc:Rt,Rm unp:P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=15,W=1&Rn=15",
  "STRBT_A1 | cond 0100 U 1 10 Rn Rt imm12 | strbt{c} Rt, mempost(Rn,imm12) | mem:w1 pc:Rt,Rn unp:Rn=Rt",
  "STRBT_A2 | cond 0110 U 1 10 Rn Rt imm5 stype:2 0 Rm | strbt{c} Rt, memrpost(Rn,Rm,stype,imm5) | mem:w1 pc:Rt,Rn,Rm unp:Rn=Rt",
  "STRH_i_A1 | cond 000 P U 1 W 0 Rn Rt imm4H:4 1011 imm4L:4 | strh{c} Rt, mem(Rn,imm4H:imm4L) | mem:w2 pc:Rt unp:P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=15,W=1&Rn=15",
  "STRH_r_A1 | cond 000 P U 0 W 0 Rn Rt (0)(0)(0)(0) 1011 Rm | strh{c} Rt, memr(Rn,Rm) | mem:w2 pc:Rt,Rm unp:P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=15,W=1&Rn=15",
  "STRHT_A1 | cond 0000 U 110 Rn Rt imm4H:4 1011 imm4L:4 | strht{c} Rt, mempost(Rn,imm4H:imm4L) | +thumb2 mem:w2 pc:Rt,Rn unp:Rn=Rt",
  "STRHT_A2 | cond 0000 U 010 Rn Rt (0)(0)(0)(0) 1011 Rm | strht{c} Rt, memrpost(Rn,Rm) | +thumb2 mem:w2 pc:Rt,Rn,Rm unp:Rn=Rt",
  "STRD_i_A1 | cond 000 P U 1 W 0 Rn Rt imm4H:4 1111 imm4L:4 | strd{c} Rt, mem(Rn,imm4H:imm4L) / >strd{c} Rt, next(Rt), mem(Rn,imm4H:imm4L) | +v5 mem:w8 unp:Rt%2=1,Rt=14,P=0&W=1,P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=Rt+1,W=1&Rn=Rt+1,P=0&Rn=15,W=1&Rn=15",
  "STRD_r_A1 | cond 000 P U 0 W 0 Rn Rt (0)(0)(0)(0) 1111 Rm | strd{c} Rt, memr(Rn,Rm) / >strd{c} Rt, next(Rt), memr(Rn,Rm) | +v5 mem:w8 pc:Rm unp:Rt%2=1,Rt=14,P=0&W=1,P=0&Rn=Rt,W=1&Rn=Rt,P=0&Rn=Rt+1,W=1&Rn=Rt+1,P=0&Rn=15,W=1&Rn=15",
] };

/** The loads and stores of A32 of one register or two. */
export const a32LoadStore: readonly Family[] = [load, store];
