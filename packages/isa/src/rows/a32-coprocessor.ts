import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/**
 * A5.6: coprocessors 0 to 7, 14 and 15. Of the others 10 and 11 are VFP and Advanced SIMD, and 8, 9, 12 and 13 UNDEFINED (A2.9).
 * Coprocessors 0 to 7 are not in ARMv8.
 */
const coprocessor: Family = { class: "coprocessor", rows: [
  "CDP_A1 | cond 1110 opc1:4 CRn CRd coproc opc2:3 0 CRm | cdp{c} coproc(coproc), plain(opc1), CR(CRd), CR(CRn), CR(CRm), braces(opc2) | where:coproc<8,coproc>13",
  "CDP2_A1 | 1111 1110 opc1:4 CRn CRd coproc opc2:3 0 CRm | cdp2 coproc(coproc), plain(opc1), CR(CRd), CR(CRn), CR(CRm), braces(opc2) | +v5 where:coproc<8,coproc>13",
  "MCR_A1 | cond 1110 opc1:3 0 CRn Rt coproc opc2:3 1 CRm | mcr{c} coproc(coproc), plain(opc1), Rt, CR(CRn), CR(CRm), braces(opc2) | where:coproc<8,coproc>13 pc:Rt",
  "MCR2_A1 | 1111 1110 opc1:3 0 CRn Rt coproc opc2:3 1 CRm | mcr2 coproc(coproc), plain(opc1), Rt, CR(CRn), CR(CRm), braces(opc2) | +v5 where:coproc<8,coproc>13 pc:Rt",
  "MRC_A1 | cond 1110 opc1:3 1 CRn Rt coproc opc2:3 1 CRm | mrc{c} coproc(coproc), plain(opc1), W:Rt, CR(CRn), CR(CRm), braces(opc2) | where:Rt!=15&coproc<8,Rt!=15&coproc>13",
  "MRC2_A1 | 1111 1110 opc1:3 1 CRn Rt coproc opc2:3 1 CRm | mrc2 coproc(coproc), plain(opc1), W:Rt, CR(CRn), CR(CRm), braces(opc2) | +v5 where:Rt!=15&coproc<8,Rt!=15&coproc>13",
  "MRC_flags_A1 | cond 1110 opc1:3 1 CRn 1111 coproc opc2:3 1 CRm | mrc{c} coproc(coproc), plain(opc1), W:APSR_nzcv(), CR(CRn), CR(CRm), braces(opc2) | where:coproc<8,coproc>13 f:nzcv",
  "MRC2_flags_A1 | 1111 1110 opc1:3 1 CRn 1111 coproc opc2:3 1 CRm | mrc2 coproc(coproc), plain(opc1), W:APSR_nzcv(), CR(CRn), CR(CRm), braces(opc2) | +v5 where:coproc<8,coproc>13 f:nzcv",
  "MCRR_A1 | cond 11000100 Rt2 Rt coproc opc1:4 CRm | mcrr{c} coproc(coproc), plain(opc1), Rt, Rt2, CR(CRm) | +v5 where:coproc<8,coproc>13 pc:Rt,Rt2",
  "MCRR2_A1 | 1111 11000100 Rt2 Rt coproc opc1:4 CRm | mcrr2 coproc(coproc), plain(opc1), Rt, Rt2, CR(CRm) | +v6 where:coproc<8,coproc>13 pc:Rt,Rt2",
  "MRRC_A1 | cond 11000101 Rt2 Rt coproc opc1:4 CRm | mrrc{c} coproc(coproc), plain(opc1), W:Rt, W:Rt2, CR(CRm) | +v5 where:coproc<8,coproc>13 pc:Rt,Rt2 unp:Rt=Rt2",
  "MRRC2_A1 | 1111 11000101 Rt2 Rt coproc opc1:4 CRm | mrrc2 coproc(coproc), plain(opc1), W:Rt, W:Rt2, CR(CRm) | +v6 where:coproc<8,coproc>13 pc:Rt,Rt2 unp:Rt=Rt2",
  "LDC_i_A1 | cond 110 P U D W 1 Rn CRd coproc imm8 | ldc{c} coproc(coproc), CR(CRd), base(Rn), braces(imm8) if P=0&U=1&W=0&D=0 / ldcl{c} coproc(coproc), CR(CRd), base(Rn), braces(imm8) if P=0&U=1&W=0&D=1 / ldc{c} coproc(coproc), CR(CRd), memw(Rn,imm8*4) if D=0 / ldcl{c} coproc(coproc), CR(CRd), memw(Rn,imm8*4) if D=1 | mem:r4 where:coproc<8&Rn!=15,coproc>13&Rn!=15 und:P=0&U=0&D=0&W=0",
  "LDC_l_A1 | cond 110 P U D W 1 1111 CRd coproc imm8 | ldc{c} coproc(coproc), CR(CRd), literal(imm8*4) if P=1&W=0&D=0 / ldcl{c} coproc(coproc), CR(CRd), literal(imm8*4) if P=1&W=0&D=1 / ldc{c} coproc(coproc), CR(CRd), base(pc), braces(imm8) if P=0&U=1&W=0&D=0 / ldcl{c} coproc(coproc), CR(CRd), base(pc), braces(imm8) if P=0&U=1&W=0&D=1 / ldc{c} coproc(coproc), CR(CRd), memw(pc,imm8*4) if D=0 / ldcl{c} coproc(coproc), CR(CRd), memw(pc,imm8*4) if D=1 | mem:r4 where:coproc<8,coproc>13 und:P=0&U=0&D=0&W=0 unp:W=1",
  "LDC2_i_A1 | 1111 110 P U D W 1 Rn CRd coproc imm8 | ldc2 coproc(coproc), CR(CRd), base(Rn), braces(imm8) if P=0&U=1&W=0&D=0 / ldc2l coproc(coproc), CR(CRd), base(Rn), braces(imm8) if P=0&U=1&W=0&D=1 / ldc2 coproc(coproc), CR(CRd), memw(Rn,imm8*4) if D=0 / ldc2l coproc(coproc), CR(CRd), memw(Rn,imm8*4) if D=1 | +v5 mem:r4 where:coproc<8&Rn!=15,coproc>13&Rn!=15 und:P=0&U=0&D=0&W=0",
  "LDC2_l_A1 | 1111 110 P U D W 1 1111 CRd coproc imm8 | ldc2 coproc(coproc), CR(CRd), literal(imm8*4) if P=1&W=0&D=0 / ldc2l coproc(coproc), CR(CRd), literal(imm8*4) if P=1&W=0&D=1 / ldc2 coproc(coproc), CR(CRd), base(pc), braces(imm8) if P=0&U=1&W=0&D=0 / ldc2l coproc(coproc), CR(CRd), base(pc), braces(imm8) if P=0&U=1&W=0&D=1 / ldc2 coproc(coproc), CR(CRd), memw(pc,imm8*4) if D=0 / ldc2l coproc(coproc), CR(CRd), memw(pc,imm8*4) if D=1 | +v5 mem:r4 where:coproc<8,coproc>13 und:P=0&U=0&D=0&W=0 unp:W=1",
  "STC_i_A1 | cond 110 P U D W 0 Rn CRd coproc imm8 | stc{c} coproc(coproc), CR(CRd), base(Rn), braces(imm8) if P=0&U=1&W=0&D=0 / stcl{c} coproc(coproc), CR(CRd), base(Rn), braces(imm8) if P=0&U=1&W=0&D=1 / stc{c} coproc(coproc), CR(CRd), memw(Rn,imm8*4) if D=0 / stcl{c} coproc(coproc), CR(CRd), memw(Rn,imm8*4) if D=1 | mem:w4 where:coproc<8,coproc>13 und:P=0&U=0&D=0&W=0 unp:Rn=15&W=1",
  "STC2_i_A1 | 1111 110 P U D W 0 Rn CRd coproc imm8 | stc2 coproc(coproc), CR(CRd), base(Rn), braces(imm8) if P=0&U=1&W=0&D=0 / stc2l coproc(coproc), CR(CRd), base(Rn), braces(imm8) if P=0&U=1&W=0&D=1 / stc2 coproc(coproc), CR(CRd), memw(Rn,imm8*4) if D=0 / stc2l coproc(coproc), CR(CRd), memw(Rn,imm8*4) if D=1 | +v5 mem:w4 where:coproc<8,coproc>13 und:P=0&U=0&D=0&W=0 unp:Rn=15&W=1",
] };

/** The coprocessor instructions of A32. */
export const a32Coprocessor: readonly Family[] = [coprocessor];
