import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** Multiple transfers, exclusives, acquires and releases in 32 bits (A6.3.5 and A6.3.6). */
export const t32Multiple: readonly Family[] = [
  // SP must not be in a list. A POP or PUSH of one register is LDR_i_T4 or STR_i_T4.
  { class: "load-multiple", rows: [
    "LDM_T2 | 1110100010 W 1 Rn P M r13:1 register_list:13 | >pop{c} W:list(P:M:r13:register_list) if Rn=13&W=1 / >ldm{c} Rn{!}, W:list(P:M:r13:register_list) / ldmia{c}.w Rn{!}, W:list(P:M:r13:register_list) | mem:r4 unp:Rn=15,count(P:M:r13:register_list)<2,P=1&M=1,W=1&P:M:r13:register_list@Rn=1,r13=1 +thumb2",
    "LDMDB_T1 | 1110100100 W 1 Rn P M r13:1 register_list:13 | ldmdb{c} Rn{!}, W:list(P:M:r13:register_list) | mem:r4 unp:Rn=15,count(P:M:r13:register_list)<2,P=1&M=1,W=1&P:M:r13:register_list@Rn=1,r13=1 +thumb2",
  ] },
  { class: "store-multiple", rows: [
    "STM_T2 | 1110100010 W 0 Rn P M r13:1 register_list:13 | >stm{c} Rn{!}, list(P:M:r13:register_list) / stmia{c}.w Rn{!}, list(P:M:r13:register_list) | mem:w4 unp:Rn=15,count(P:M:r13:register_list)<2,W=1&P:M:r13:register_list@Rn=1,r13=1,P=1 +thumb2",
    "STMDB_T1 | 1110100100 W 0 Rn P M r13:1 register_list:13 | >push{c} list(P:M:r13:register_list) if Rn=13&W=1 / stmdb{c} Rn{!}, list(P:M:r13:register_list) | mem:w4 unp:Rn=15,count(P:M:r13:register_list)<2,W=1&P:M:r13:register_list@Rn=1,r13=1,P=1 +thumb2",
  ] },
  { class: "system", rows: [
    "SRS_T1 | 1110100000 W 0 Rn (1)(1)(0)(0)(0)(0)(0)(0)(0)(0)(0) mode:5 | srsdb{c} Rn{!}, #mode | mem:w4 privileged unp:Rn!=13 +thumb2",
    "SRS_T2 | 1110100110 W 0 Rn (1)(1)(0)(0)(0)(0)(0)(0)(0)(0)(0) mode:5 | srsia{c} Rn{!}, #mode | mem:w4 privileged unp:Rn!=13 +thumb2",
    "RFE_T1 | 1110100000 W 1 Rn (1)(1)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0) | rfedb{c} Rn{!} | mem:r4 br:return f:nzcvqg privileged pc:Rn +thumb2",
    "RFE_T2 | 1110100110 W 1 Rn (1)(1)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0) | rfeia{c} Rn{!} | mem:r4 br:return f:nzcvqg privileged pc:Rn +thumb2",
  ] },
  { class: "exclusive", rows: [
    "LDREX_T1 | 111010000101 Rn Rt (1)(1)(1)(1) imm8 | ldrex{c} W:Rt, mem(Rn,imm8*4) | mem:r4 ex:load pc:Rt,Rn +thumb2",
    "LDREXB_T1 | 111010001101 Rn Rt (1)(1)(1)(1)0100(1)(1)(1)(1) | ldrexb{c} W:Rt, mem(Rn) | mem:r1 ex:load pc:Rt,Rn +v7",
    "LDREXH_T1 | 111010001101 Rn Rt (1)(1)(1)(1)0101(1)(1)(1)(1) | ldrexh{c} W:Rt, mem(Rn) | mem:r2 ex:load pc:Rt,Rn +v7",
    "LDREXD_T1 | 111010001101 Rn Rt Rt2 0111(1)(1)(1)(1) | ldrexd{c} W:Rt, W:Rt2, mem(Rn) | mem:r4 ex:load unp:Rt=15,Rt2=15,Rn=15,Rt=Rt2 +v7",
    "STREX_T1 | 111010000100 Rn Rt Rd imm8 | strex{c} W:Rd, Rt, mem(Rn,imm8*4) | mem:w4 ex:store unp:Rd=15,Rt=15,Rn=15,Rd=Rn,Rd=Rt +thumb2",
    "STREXB_T1 | 111010001100 Rn Rt (1)(1)(1)(1)0100 Rd | strexb{c} W:Rd, Rt, mem(Rn) | mem:w1 ex:store unp:Rd=15,Rt=15,Rn=15,Rd=Rn,Rd=Rt +v7",
    "STREXH_T1 | 111010001100 Rn Rt (1)(1)(1)(1)0101 Rd | strexh{c} W:Rd, Rt, mem(Rn) | mem:w2 ex:store unp:Rd=15,Rt=15,Rn=15,Rd=Rn,Rd=Rt +v7",
    "STREXD_T1 | 111010001100 Rn Rt Rt2 0111 Rd | strexd{c} W:Rd, Rt, Rt2, mem(Rn) | mem:w4 ex:store unp:Rd=15,Rt=15,Rt2=15,Rn=15,Rd=Rn,Rd=Rt,Rd=Rt2 +v7",
    "LDAEXB_T1 | 111010001101 Rn Rt (1)(1)(1)(1)1100(1)(1)(1)(1) | ldaexb{c} W:Rt, mem(Rn) | mem:r1 ex:load pc:Rt,Rn +v8",
    "LDAEXH_T1 | 111010001101 Rn Rt (1)(1)(1)(1)1101(1)(1)(1)(1) | ldaexh{c} W:Rt, mem(Rn) | mem:r2 ex:load pc:Rt,Rn +v8",
    "LDAEX_T1 | 111010001101 Rn Rt (1)(1)(1)(1)1110(1)(1)(1)(1) | ldaex{c} W:Rt, mem(Rn) | mem:r4 ex:load pc:Rt,Rn +v8",
    "LDAEXD_T1 | 111010001101 Rn Rt Rt2 1111(1)(1)(1)(1) | ldaexd{c} W:Rt, W:Rt2, mem(Rn) | mem:r4 ex:load unp:Rt=15,Rt2=15,Rn=15,Rt=Rt2 +v8",
    "STLEXB_T1 | 111010001100 Rn Rt (1)(1)(1)(1)1100 Rd | stlexb{c} W:Rd, Rt, mem(Rn) | mem:w1 ex:store unp:Rd=15,Rt=15,Rn=15,Rd=Rn,Rd=Rt +v8",
    "STLEXH_T1 | 111010001100 Rn Rt (1)(1)(1)(1)1101 Rd | stlexh{c} W:Rd, Rt, mem(Rn) | mem:w2 ex:store unp:Rd=15,Rt=15,Rn=15,Rd=Rn,Rd=Rt +v8",
    "STLEX_T1 | 111010001100 Rn Rt (1)(1)(1)(1)1110 Rd | stlex{c} W:Rd, Rt, mem(Rn) | mem:w4 ex:store unp:Rd=15,Rt=15,Rn=15,Rd=Rn,Rd=Rt +v8",
    "STLEXD_T1 | 111010001100 Rn Rt Rt2 1111 Rd | stlexd{c} W:Rd, Rt, Rt2, mem(Rn) | mem:w4 ex:store unp:Rd=15,Rt=15,Rt2=15,Rn=15,Rd=Rn,Rd=Rt,Rd=Rt2 +v8",
  ] },
  { class: "load", rows: [
    "LDAB_T1 | 111010001101 Rn Rt (1)(1)(1)(1)1000(1)(1)(1)(1) | ldab{c} W:Rt, mem(Rn) | mem:r1 pc:Rt,Rn +v8",
    "LDAH_T1 | 111010001101 Rn Rt (1)(1)(1)(1)1001(1)(1)(1)(1) | ldah{c} W:Rt, mem(Rn) | mem:r2 pc:Rt,Rn +v8",
    "LDA_T1 | 111010001101 Rn Rt (1)(1)(1)(1)1010(1)(1)(1)(1) | lda{c} W:Rt, mem(Rn) | mem:r4 pc:Rt,Rn +v8",
  ] },
  { class: "store", rows: [
    "STLB_T1 | 111010001100 Rn Rt (1)(1)(1)(1)1000(1)(1)(1)(1) | stlb{c} Rt, mem(Rn) | mem:w1 pc:Rt,Rn +v8",
    "STLH_T1 | 111010001100 Rn Rt (1)(1)(1)(1)1001(1)(1)(1)(1) | stlh{c} Rt, mem(Rn) | mem:w2 pc:Rt,Rn +v8",
    "STL_T1 | 111010001100 Rn Rt (1)(1)(1)(1)1010(1)(1)(1)(1) | stl{c} Rt, mem(Rn) | mem:w4 pc:Rt,Rn +v8",
  ] },
  { class: "branch", rows: [
    "TBB_T1 | 111010001101 Rn (1)(1)(1)(1)(0)(0)(0)(0) 0000 Rm | tbb{c} tbb(Rn,Rm) | mem:r1 br:table pc:Rm +thumb2",
    "TBH_T1 | 111010001101 Rn (1)(1)(1)(1)(0)(0)(0)(0) 0001 Rm | tbh{c} tbh(Rn,Rm) | mem:r2 br:table pc:Rm +thumb2",
  ] },
];
