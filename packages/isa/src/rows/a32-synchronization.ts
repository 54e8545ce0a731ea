import type { Family } from "../row.js";
import { each } from "./each.js";

/** What is transferred, its two bits, bytes, the version that has exclusive transfers of it. */
const single = [" 00 4 v6", "b 10 1 v6k", "h 11 2 v6k"];
const storeRules = "pc:Rd,Rt,Rn unp:Rd=Rn,Rd=Rt";
const pairRules = "pc:Rd,Rn unp:Rt%2=1,Rt=14,Rd=Rn,Rd=Rt,Rd=Rt+1";

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.2.10: exclusive transfers, SWP; DDI 0487 F4.1: those with acquire and release. */
export const a32Synchronization = (): Family[] => [
  { class: "exclusive", rows: [
    ...each(single,
      `STREX$0_A1 | cond 00011$10 Rn Rd (1)(1) 111001 Rt | strex$0{c} W:Rd, Rt, mem(Rn) | +$3 mem:w$2 ex:store ${storeRules}`,
      "LDREX$0_A1 | cond 00011$11 Rn Rt (1)(1) 111001 (1)(1)(1)(1) | ldrex$0{c} W:Rt, mem(Rn) | +$3 mem:r$2 ex:load pc:Rt,Rn",
      `STLEX$0_A1 | cond 00011$10 Rn Rd (1)(1) 101001 Rt | stlex$0{c} W:Rd, Rt, mem(Rn) | +v8 mem:w$2 ex:store ${storeRules}`,
      "LDAEX$0_A1 | cond 00011$11 Rn Rt (1)(1) 101001 (1)(1)(1)(1) | ldaex$0{c} W:Rt, mem(Rn) | +v8 mem:r$2 ex:load pc:Rt,Rn",
    ),
    `STREXD_A1 | cond 00011010 Rn Rd (1)(1) 111001 Rt | strexd{c} W:Rd, Rt, mem(Rn) / >strexd{c} W:Rd, Rt, next(Rt), mem(Rn) | +v6k mem:w8 ex:store ${pairRules}`,
    "LDREXD_A1 | cond 00011011 Rn Rt (1)(1) 111001 (1)(1)(1)(1) | ldrexd{c} W:Rt, mem(Rn) / >ldrexd{c} W:Rt, W:next(Rt), mem(Rn) | +v6k mem:r8 ex:load pc:Rn unp:Rt%2=1,Rt=14",
    `STLEXD_A1 | cond 00011010 Rn Rd (1)(1) 101001 Rt | stlexd{c} W:Rd, Rt, next(Rt), mem(Rn) | +v8 mem:w8 ex:store ${pairRules}`,
    "LDAEXD_A1 | cond 00011011 Rn Rt (1)(1) 101001 (1)(1)(1)(1) | ldaexd{c} W:Rt, W:next(Rt), mem(Rn) | +v8 mem:r8 ex:load pc:Rn unp:Rt%2=1,Rt=14",
    "CLREX_A1 | 111101010111 (1)(1)(1)(1)(1)(1)(1)(1)(0)(0)(0)(0) 0001 (1)(1)(1)(1) | clrex | +v6k ex:clear",
  ] },
  { class: "synchronization", rows: [
    ...each([" 0 4", "b 1 1"],
      "SWP$0_A1 | cond 00010$100 Rn Rt (0)(0)(0)(0) 1001 Rt2 | swp$0{c} W:Rt, Rt2, mem(Rn) | mem:rw$2 pc:Rt,Rt2,Rn unp:Rn=Rt,Rn=Rt2",
    ),
    ...each(single,
      "STL$0_A1 | cond 00011$10 Rn (1)(1)(1)(1) (1)(1) 001001 Rt | stl$0{c} Rt, mem(Rn) | +v8 mem:w$2 pc:Rt,Rn",
      "LDA$0_A1 | cond 00011$11 Rn Rt (1)(1) 001001 (1)(1)(1)(1) | lda$0{c} W:Rt, mem(Rn) | +v8 mem:r$2 pc:Rt,Rn",
    ),
  ] },
];
