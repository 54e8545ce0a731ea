import type { Family } from "../row.js";
import { each } from "./each.js";

const allocated = "where:coproc<8,coproc>13";
const rest = "CR(CRn), CR(CRm), braces(opc2)";
/** The unconditional forms have a 2 in their names: id, bits, mnemonic, the feature of most, that of MCRR and MRRC. */
const forms = [" cond {c}  +v5", "2 1111 2 +v5 +v6"];
/** Those of LDC and STC, short (D is 0) and long. */
const transfers = [" cond 0 {c}", "L cond 1 l{c}", "2 1111 0 2 +v5", "2L 1111 1 2l +v5"];

/** Without an offset and write-back they are UNDEFINED; among those with D are MCRR and MRRC. */
const offset = "where:coproc<8&P:U:W>0,coproc>13&P:U:W>0";

const offsets = (mnemonic: string, base: string): string =>
  `${mnemonic} coproc(coproc), CR(CRd), base(${base}), braces(imm8) if P=0&U=1&W=0 / ${mnemonic} coproc(coproc), CR(CRd), memw(${base},imm8*4)`;

// biome-ignore format: one encoding a line, in the manual's columns
/**
 * A5.6: coprocessors 0 to 7, 14 and 15. Of the others 10 and 11 are VFP and Advanced SIMD, and 8, 9, 12 and 13 UNDEFINED (A2.9).
 * Coprocessors 0 to 7 are not in ARMv8.
 */
export const a32Coprocessor = (): Family[] => [
  { class: "coprocessor", rows: [
    ...each(forms,
      `CDP$0_A1 | $1 1110 opc1:4 CRn CRd coproc opc2:3 0 CRm | cdp$2 coproc(coproc), plain(opc1), CR(CRd), ${rest} | $3 ${allocated}`,
      `MCR$0_A1 | $1 1110 opc1:3 0 CRn Rt coproc opc2:3 1 CRm | mcr$2 coproc(coproc), plain(opc1), Rt, ${rest} | $3 ${allocated} pc:Rt`,
      `MRC$0_A1 | $1 1110 opc1:3 1 CRn Rt coproc opc2:3 1 CRm | mrc$2 coproc(coproc), plain(opc1), W:Rt, ${rest} | $3 where:Rt!=15&coproc<8,Rt!=15&coproc>13`,
      `MRC$0_flags_A1 | $1 1110 opc1:3 1 CRn 1111 coproc opc2:3 1 CRm | mrc$2 coproc(coproc), plain(opc1), W:APSR_nzcv(), ${rest} | $3 ${allocated} f:nzcv`,
      `MCRR$0_A1 | $1 11000100 Rt2 Rt coproc opc1:4 CRm | mcrr$2 coproc(coproc), plain(opc1), Rt, Rt2, CR(CRm) | $4 ${allocated} pc:Rt,Rt2`,
      `MRRC$0_A1 | $1 11000101 Rt2 Rt coproc opc1:4 CRm | mrrc$2 coproc(coproc), plain(opc1), W:Rt, W:Rt2, CR(CRm) | $4 ${allocated} pc:Rt,Rt2 unp:Rt=Rt2`,
    ),
    ...each(transfers,
      `LDC$0_i_A1 | $1 110 P U $2 W 1 Rn CRd coproc imm8 | ${offsets("ldc$3", "Rn")} | $4 mem:r4 where:Rn!=15&coproc<8&P:U:W>0,Rn!=15&coproc>13&P:U:W>0`,
      `LDC$0_l_A1 | $1 110 P U $2 W 1 1111 CRd coproc imm8 | ldc$3 coproc(coproc), CR(CRd), literal(imm8*4) if P=1&W=0 / ${offsets("ldc$3", "pc")} | $4 mem:r4 ${offset} unp:W=1`,
      `STC$0_i_A1 | $1 110 P U $2 W 0 Rn CRd coproc imm8 | ${offsets("stc$3", "Rn")} | $4 mem:w4 ${offset} unp:Rn=15&W=1`,
    ),
  ] },
];
