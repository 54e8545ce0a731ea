import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.2.10: exclusive loads and stores; DDI 0487 F4.1: those with acquire and release. */
const exclusive: Family = { class: "exclusive", rows: [
  "STREX_A1 | cond 00011000 Rn Rd (1)(1) 111001 Rt | strex{c} W:Rd, Rt, mem(Rn) | +v6 mem:w4 ex:store pc:Rd,Rt,Rn unp:Rd=Rn,Rd=Rt",
  "LDREX_A1 | cond 00011001 Rn Rt (1)(1) 111001 (1)(1)(1)(1) | ldrex{c} W:Rt, mem(Rn) | +v6 mem:r4 ex:load pc:Rt,Rn",
  "STREXD_A1 | cond 00011010 Rn Rd (1)(1) 111001 Rt | strexd{c} W:Rd, Rt, mem(Rn) / >strexd{c} W:Rd, Rt, next(Rt), mem(Rn) | +v6k mem:w8 ex:store pc:Rd,Rn unp:Rt%2=1,Rt=14,Rd=Rn,Rd=Rt,Rd=Rt+1",
  "LDREXD_A1 | cond 00011011 Rn Rt (1)(1) 111001 (1)(1)(1)(1) | ldrexd{c} W:Rt, mem(Rn) / >ldrexd{c} W:Rt, W:next(Rt), mem(Rn) | +v6k mem:r8 ex:load pc:Rn unp:Rt%2=1,Rt=14",
  "STREXB_A1 | cond 00011100 Rn Rd (1)(1) 111001 Rt | strexb{c} W:Rd, Rt, mem(Rn) | +v6k mem:w1 ex:store pc:Rd,Rt,Rn unp:Rd=Rn,Rd=Rt",
  "LDREXB_A1 | cond 00011101 Rn Rt (1)(1) 111001 (1)(1)(1)(1) | ldrexb{c} W:Rt, mem(Rn) | +v6k mem:r1 ex:load pc:Rt,Rn",
  "STREXH_A1 | cond 00011110 Rn Rd (1)(1) 111001 Rt | strexh{c} W:Rd, Rt, mem(Rn) | +v6k mem:w2 ex:store pc:Rd,Rt,Rn unp:Rd=Rn,Rd=Rt",
  "LDREXH_A1 | cond 00011111 Rn Rt (1)(1) 111001 (1)(1)(1)(1) | ldrexh{c} W:Rt, mem(Rn) | +v6k mem:r2 ex:load pc:Rt,Rn",
  "STLEX_A1 | cond 00011000 Rn Rd (1)(1) 101001 Rt | stlex{c} W:Rd, Rt, mem(Rn) | +v8 mem:w4 ex:store pc:Rd,Rt,Rn unp:Rd=Rn,Rd=Rt",
  "LDAEX_A1 | cond 00011001 Rn Rt (1)(1) 101001 (1)(1)(1)(1) | ldaex{c} W:Rt, mem(Rn) | +v8 mem:r4 ex:load pc:Rt,Rn",
  "STLEXD_A1 | cond 00011010 Rn Rd (1)(1) 101001 Rt | stlexd{c} W:Rd, Rt, next(Rt), mem(Rn) | +v8 mem:w8 ex:store pc:Rd,Rn unp:Rt%2=1,Rt=14,Rd=Rn,Rd=Rt,Rd=Rt+1",
  "LDAEXD_A1 | cond 00011011 Rn Rt (1)(1) 101001 (1)(1)(1)(1) | ldaexd{c} W:Rt, W:next(Rt), mem(Rn) | +v8 mem:r8 ex:load pc:Rn unp:Rt%2=1,Rt=14",
  "STLEXB_A1 | cond 00011100 Rn Rd (1)(1) 101001 Rt | stlexb{c} W:Rd, Rt, mem(Rn) | +v8 mem:w1 ex:store pc:Rd,Rt,Rn unp:Rd=Rn,Rd=Rt",
  "LDAEXB_A1 | cond 00011101 Rn Rt (1)(1) 101001 (1)(1)(1)(1) | ldaexb{c} W:Rt, mem(Rn) | +v8 mem:r1 ex:load pc:Rt,Rn",
  "STLEXH_A1 | cond 00011110 Rn Rd (1)(1) 101001 Rt | stlexh{c} W:Rd, Rt, mem(Rn) | +v8 mem:w2 ex:store pc:Rd,Rt,Rn unp:Rd=Rn,Rd=Rt",
  "LDAEXH_A1 | cond 00011111 Rn Rt (1)(1) 101001 (1)(1)(1)(1) | ldaexh{c} W:Rt, mem(Rn) | +v8 mem:r2 ex:load pc:Rt,Rn",
  "CLREX_A1 | 111101010111 (1)(1)(1)(1)(1)(1)(1)(1)(0)(0)(0)(0) 0001 (1)(1)(1)(1) | clrex | +v6k ex:clear",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** A8.8.229 SWP; DDI 0487 F4.1: load-acquire and store-release. */
const ordered: Family = { class: "synchronization", rows: [
  "SWP_A1 | cond 00010000 Rn Rt (0)(0)(0)(0) 1001 Rt2 | swp{c} W:Rt, Rt2, mem(Rn) | mem:rw4 pc:Rt,Rt2,Rn unp:Rn=Rt,Rn=Rt2",
  "SWPB_A1 | cond 00010100 Rn Rt (0)(0)(0)(0) 1001 Rt2 | swpb{c} W:Rt, Rt2, mem(Rn) | mem:rw1 pc:Rt,Rt2,Rn unp:Rn=Rt,Rn=Rt2",
  "STL_A1 | cond 00011000 Rn (1)(1)(1)(1) (1)(1) 001001 Rt | stl{c} Rt, mem(Rn) | +v8 mem:w4 pc:Rt,Rn",
  "LDA_A1 | cond 00011001 Rn Rt (1)(1) 001001 (1)(1)(1)(1) | lda{c} W:Rt, mem(Rn) | +v8 mem:r4 pc:Rt,Rn",
  "STLB_A1 | cond 00011100 Rn (1)(1)(1)(1) (1)(1) 001001 Rt | stlb{c} Rt, mem(Rn) | +v8 mem:w1 pc:Rt,Rn",
  "LDAB_A1 | cond 00011101 Rn Rt (1)(1) 001001 (1)(1)(1)(1) | ldab{c} W:Rt, mem(Rn) | +v8 mem:r1 pc:Rt,Rn",
  "STLH_A1 | cond 00011110 Rn (1)(1)(1)(1) (1)(1) 001001 Rt | stlh{c} Rt, mem(Rn) | +v8 mem:w2 pc:Rt,Rn",
  "LDAH_A1 | cond 00011111 Rn Rt (1)(1) 001001 (1)(1)(1)(1) | ldah{c} W:Rt, mem(Rn) | +v8 mem:r2 pc:Rt,Rn",
] };

/** The exclusive, ordered and swapping transfers of A32. */
export const a32Synchronization: readonly Family[] = [exclusive, ordered];
