import type { Family } from "../row.js";
import { each } from "./each.js";

const list = "list(P:M:r13:register_list)";
const listBits = "Rn P M r13:1 register_list:13";
/** At least two registers, not SP, nor the base that is written back. */
const listRules = "pc:Rn unp:count(P:M:r13:register_list)<2,r13=1,W=1&P:M:r13:register_list@Rn=1";
const loadRules = `mem:r4 ${listRules},P=1&M=1`;
const storeRules = `mem:w4 ${listRules},P=1`;
const base = "(1)(1)(0)(0)(0)(0)(0)(0)(0)(0)(0)";

/** What is transferred, its two bits, bytes. */
const single = ["b 00 1", "h 01 2", " 10 4"];
const halves = ["b 00 1", "h 01 2"];
const ones = "(1)(1)(1)(1)";
const exclusiveStore = "ex:store unp:Rd=15,Rt=15,Rn=15,Rd=Rn,Rd=Rt";

// biome-ignore format: one encoding a line, in the manual's columns
/** A6.3.5 multiple transfers; A6.3.6 exclusives and table branches; DDI 0487 F4.1: those with acquire and release. */
export const t32Multiple = (): Family[] => [
  // A POP or PUSH of one register is LDR_i_T4 or STR_i_T4.
  { class: "load-multiple", rows: [
    `LDM_T2 | 1110100010 W 1 ${listBits} | >pop{c} W:${list} if Rn=13&W=1 / >ldm{c} Rn{!}, W:${list} / ldmia{c}.w Rn{!}, W:${list} | ${loadRules}`,
    `LDMDB_T1 | 1110100100 W 1 ${listBits} | ldmdb{c} Rn{!}, W:${list} | ${loadRules}`,
  ] },
  { class: "store-multiple", rows: [
    `STM_T2 | 1110100010 W 0 ${listBits} | >stm{c} Rn{!}, ${list} / stmia{c}.w Rn{!}, ${list} | ${storeRules}`,
    `STMDB_T1 | 1110100100 W 0 ${listBits} | >push{c} ${list} if Rn=13&W=1 / stmdb{c} Rn{!}, ${list} | ${storeRules}`,
  ] },
  { class: "system", rows: each(["db T1 00", "ia T2 11"],
    `SRS_$1 | 1110100$20 W 0 Rn ${base} mode:5 | srs$0{c} Rn{!}, #mode | mem:w4 privileged unp:Rn!=13`,
    `RFE_$1 | 1110100$20 W 1 Rn ${base}(0)(0)(0)(0)(0) | rfe$0{c} Rn{!} | mem:r4 br:return f:nzcvqg privileged pc:Rn`,
  ) },
  { class: "exclusive", rows: [
    "LDREX_T1 | 111010000101 Rn Rt (1)(1)(1)(1) imm8 | ldrex{c} W:Rt, mem(Rn,imm8*4) | mem:r4 ex:load pc:Rt,Rn",
    `STREX_T1 | 111010000100 Rn Rt Rd imm8 | strex{c} W:Rd, Rt, mem(Rn,imm8*4) | mem:w4 ${exclusiveStore}`,
    ...each(halves,
      `LDREX$0_T1 | 111010001101 Rn Rt ${ones} 01$1 ${ones} | ldrex$0{c} W:Rt, mem(Rn) | +v7 mem:r$2 ex:load pc:Rt,Rn`,
      `STREX$0_T1 | 111010001100 Rn Rt ${ones} 01$1 Rd | strex$0{c} W:Rd, Rt, mem(Rn) | +v7 mem:w$2 ${exclusiveStore}`,
    ),
    ...each(single,
      `LDAEX$0_T1 | 111010001101 Rn Rt ${ones} 11$1 ${ones} | ldaex$0{c} W:Rt, mem(Rn) | +v8 mem:r$2 ex:load pc:Rt,Rn`,
      `STLEX$0_T1 | 111010001100 Rn Rt ${ones} 11$1 Rd | stlex$0{c} W:Rd, Rt, mem(Rn) | +v8 mem:w$2 ${exclusiveStore}`,
    ),
    ...each(["ldrexd strexd 0 v7", "ldaexd stlexd 1 v8"],
      `$0_T1 | 111010001101 Rn Rt Rt2 $2111 ${ones} | $0{c} W:Rt, W:Rt2, mem(Rn) | +$3 mem:r8 ex:load pc:Rt,Rt2,Rn unp:Rt=Rt2`,
      `$1_T1 | 111010001100 Rn Rt Rt2 $2111 Rd | $1{c} W:Rd, Rt, Rt2, mem(Rn) | +$3 mem:w8 ${exclusiveStore},Rt2=15,Rd=Rt2`,
    ),
    "CLREX_T1 | 111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)0010(1)(1)(1)(1) | clrex{c} | ex:clear +v7",
  ] },
  { class: "synchronization", rows: each(single,
    `LDA$0_T1 | 111010001101 Rn Rt ${ones} 10$1 ${ones} | lda$0{c} W:Rt, mem(Rn) | +v8 mem:r$2 pc:Rt,Rn`,
    `STL$0_T1 | 111010001100 Rn Rt ${ones} 10$1 ${ones} | stl$0{c} Rt, mem(Rn) | +v8 mem:w$2 pc:Rt,Rn`,
  ) },
  { class: "branch", rows: each(["tbb 0 1", "tbh 1 2"],
    `$0_T1 | 111010001101 Rn ${ones}(0)(0)(0)(0) 000$1 Rm | $0{c} $0(Rn,Rm) | mem:r$2 br:table pc:Rm`,
  ) },
];
