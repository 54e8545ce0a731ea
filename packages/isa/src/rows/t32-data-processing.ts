import type { Family } from "../row.js";

/** A modified immediate that repeats a byte of 0 is UNPREDICTABLE (A6.3.2, ThumbExpandImm_C). */
const ZERO = "i:imm3<4&i:imm3>0&imm8=0";

// biome-ignore format: one encoding a line, in the manual's columns
/** The 32-bit data processing of T32 with constants (A6.3.1 and A6.3.3) and with registers (A6.3.11 and A6.3.12). */
export const t32DataProcessing: readonly Family[] = [
  // A6.3.1: a modified immediate.
  { class: "data-processing", rows: [
    `AND_i_T1 | 11110 i 00000 S Rn 0 imm3 Rd imm8 | and{s}{c}.w W:Rd, Rn, t32const(i:imm3:imm8) | s:nzc where:S=0,Rd!=15 unp:Rd=15,Rn=15,${ZERO} +thumb2`,
    `TST_i_T1 | 11110 i 000001 Rn 0 imm3 1111 imm8 | tst{c}.w Rn, t32const(i:imm3:imm8) | f:nzc unp:Rn=15,${ZERO} +thumb2`,
    `BIC_i_T1 | 11110 i 00001 S Rn 0 imm3 Rd imm8 | bic{s}{c}.w W:Rd, Rn, t32const(i:imm3:imm8) | s:nzc unp:Rd=15,Rn=15,${ZERO} +thumb2`,
    `ORR_i_T1 | 11110 i 00010 S Rn 0 imm3 Rd imm8 | orr{s}{c}.w W:Rd, Rn, t32const(i:imm3:imm8) | s:nzc where:Rn!=15 unp:Rd=15,${ZERO} +thumb2`,
    `MOV_i_T2 | 11110 i 00010 S 1111 0 imm3 Rd imm8 | mov{s}{c}.w W:Rd, t32const(i:imm3:imm8) | s:nzc unp:Rd=15,${ZERO} +thumb2`,
    `ORN_i_T1 | 11110 i 00011 S Rn 0 imm3 Rd imm8 | orn{s}{c} W:Rd, Rn, t32const(i:imm3:imm8) | s:nzc where:Rn!=15 unp:Rd=15,${ZERO} +thumb2`,
    `MVN_i_T1 | 11110 i 00011 S 1111 0 imm3 Rd imm8 | mvn{s}{c}.w W:Rd, t32const(i:imm3:imm8) | s:nzc unp:Rd=15,${ZERO} +thumb2`,
    `EOR_i_T1 | 11110 i 00100 S Rn 0 imm3 Rd imm8 | eor{s}{c}.w W:Rd, Rn, t32const(i:imm3:imm8) | s:nzc where:S=0,Rd!=15 unp:Rd=15,Rn=15,${ZERO} +thumb2`,
    `TEQ_i_T1 | 11110 i 001001 Rn 0 imm3 1111 imm8 | teq{c} Rn, t32const(i:imm3:imm8) | f:nzc unp:Rn=15,${ZERO} +thumb2`,
    `ADD_i_T3 | 11110 i 01000 S Rn 0 imm3 Rd imm8 | add{s}{c}.w W:Rd, Rn, t32const(i:imm3:imm8) | s:nzcv where:Rn!=13&S=0,Rn!=13&Rd!=15 unp:Rd=15,Rn=15,${ZERO} +thumb2`,
    `ADD_SP_i_T3 | 11110 i 01000 S 1101 0 imm3 Rd imm8 | add{s}{c}.w W:Rd, sp, t32const(i:imm3:imm8) | s:nzcv where:S=0,Rd!=15 unp:Rd=15,${ZERO} +thumb2`,
    `CMN_i_T1 | 11110 i 010001 Rn 0 imm3 1111 imm8 | cmn{c}.w Rn, t32const(i:imm3:imm8) | f:nzcv unp:Rn=15,${ZERO} +thumb2`,
    `ADC_i_T1 | 11110 i 01010 S Rn 0 imm3 Rd imm8 | adc{s}{c}.w W:Rd, Rn, t32const(i:imm3:imm8) | s:nzcv u:c unp:Rd=15,Rn=15,${ZERO} +thumb2`,
    `SBC_i_T1 | 11110 i 01011 S Rn 0 imm3 Rd imm8 | sbc{s}{c}.w W:Rd, Rn, t32const(i:imm3:imm8) | s:nzcv u:c unp:Rd=15,Rn=15,${ZERO} +thumb2`,
    `SUB_i_T3 | 11110 i 01101 S Rn 0 imm3 Rd imm8 | sub{s}{c}.w W:Rd, Rn, t32const(i:imm3:imm8) | s:nzcv where:Rn!=13&S=0,Rn!=13&Rd!=15 unp:Rd=15,Rn=15,${ZERO} +thumb2`,
    `SUB_SP_i_T2 | 11110 i 01101 S 1101 0 imm3 Rd imm8 | sub{s}{c}.w W:Rd, sp, t32const(i:imm3:imm8) | s:nzcv where:S=0,Rd!=15 unp:Rd=15,${ZERO} +thumb2`,
    `CMP_i_T2 | 11110 i 011011 Rn 0 imm3 1111 imm8 | cmp{c}.w Rn, t32const(i:imm3:imm8) | f:nzcv unp:Rn=15,${ZERO} +thumb2`,
    `RSB_i_T2 | 11110 i 01110 S Rn 0 imm3 Rd imm8 | rsb{s}{c} W:Rd, Rn, t32const(i:imm3:imm8) | s:nzcv unp:Rd=15,Rn=15,${ZERO} +thumb2`,
  ] },
  // A6.3.3: a plain 12-bit or 16-bit constant.
  { class: "data-processing", rows: [
    "ADD_i_T4 | 11110 i 100000 Rn 0 imm3 Rd imm8 | addw{c} W:Rd, Rn, #i:imm3:imm8 / >add{c} W:Rd, Rn, #i:imm3:imm8 | where:Rn!=13&Rn!=15 pc:Rd +thumb2",
    "ADD_SP_i_T4 | 11110 i 1000001101 0 imm3 Rd imm8 | addw{c} W:Rd, sp, #i:imm3:imm8 / >add{c} W:Rd, sp, #i:imm3:imm8 | pc:Rd +thumb2",
    "ADR_T3 | 11110 i 1000001111 0 imm3 Rd imm8 | addw{c} W:Rd, pc, #i:imm3:imm8 / >add{c} W:Rd, pc, #i:imm3:imm8 / >adr{c} W:Rd, adr(i:imm3:imm8) | pc:Rd +thumb2",
    "MOV_i_T3 | 11110 i 100100 imm4 0 imm3 Rd imm8 | movw{c} W:Rd, #imm4:i:imm3:imm8 / >mov{c} W:Rd, #imm4:i:imm3:imm8 | pc:Rd +thumb2",
    "SUB_i_T4 | 11110 i 101010 Rn 0 imm3 Rd imm8 | subw{c} W:Rd, Rn, #i:imm3:imm8 / >sub{c} W:Rd, Rn, #i:imm3:imm8 | where:Rn!=13&Rn!=15 pc:Rd +thumb2",
    "SUB_SP_i_T3 | 11110 i 1010101101 0 imm3 Rd imm8 | subw{c} W:Rd, sp, #i:imm3:imm8 / >sub{c} W:Rd, sp, #i:imm3:imm8 | pc:Rd +thumb2",
    "ADR_T2 | 11110 i 1010101111 0 imm3 Rd imm8 | subw{c} W:Rd, pc, #i:imm3:imm8 / >sub{c} W:Rd, pc, #i:imm3:imm8 / >adr{c} W:Rd, adr(-i:imm3:imm8) | pc:Rd +thumb2",
    "MOVT_T1 | 11110 i 101100 imm4 0 imm3 Rd imm8 | movt{c} X:Rd, #imm4:i:imm3:imm8 | pc:Rd +thumb2",
  ] },
  { class: "saturating", rows: [
    "SSAT_T1 | 11110(0)1100 sh 0 Rn 0 imm3 Rd imm2 (0) sat_imm:5 | ssat{c} W:Rd, #sat_imm+1, shift(Rn,sh*2,imm3:imm2) | f:q where:sh=0,imm3:imm2!=0 pc:Rd,Rn +thumb2",
    "SSAT16_T1 | 11110(0)110010 Rn 0000 Rd 00(0)(0) sat_imm:4 | ssat16{c} W:Rd, #sat_imm+1, Rn | f:q pc:Rd,Rn +thumb2",
    "USAT_T1 | 11110(0)1110 sh 0 Rn 0 imm3 Rd imm2 (0) sat_imm:5 | usat{c} W:Rd, #sat_imm, shift(Rn,sh*2,imm3:imm2) | f:q where:sh=0,imm3:imm2!=0 pc:Rd,Rn +thumb2",
    "USAT16_T1 | 11110(0)111010 Rn 0000 Rd 00(0)(0) sat_imm:4 | usat16{c} W:Rd, #sat_imm, Rn | f:q pc:Rd,Rn +thumb2",
  ] },
  { class: "bit-field", rows: [
    "SBFX_T1 | 11110(0)110100 Rn 0 imm3 Rd imm2 (0) widthm1:5 | sbfx{c} W:Rd, Rn, #imm3:imm2, #widthm1+1 | unp:Rd=15,Rn=15,imm3:imm2+widthm1>31 +thumb2",
    "BFI_T1 | 11110(0)110110 Rn 0 imm3 Rd imm2 (0) msb:5 | bfi{c} X:Rd, Rn, #imm3:imm2, width(msb,imm3:imm2) | where:Rn!=15 unp:Rd=15,msb<imm3:imm2 +thumb2",
    "BFC_T1 | 11110(0)11011011110 imm3 Rd imm2 (0) msb:5 | bfc{c} X:Rd, #imm3:imm2, width(msb,imm3:imm2) | unp:Rd=15,msb<imm3:imm2 +thumb2",
    "UBFX_T1 | 11110(0)111100 Rn 0 imm3 Rd imm2 (0) widthm1:5 | ubfx{c} W:Rd, Rn, #imm3:imm2, #widthm1+1 | unp:Rd=15,Rn=15,imm3:imm2+widthm1>31 +thumb2",
  ] },
  // A6.3.11: a register shifted by a constant.
  { class: "data-processing", rows: [
    "AND_r_T2 | 11101010000 S Rn (0) imm3 Rd imm2 stype:2 Rm | and{s}{c}.w W:Rd, Rn, shift(Rm,stype,imm3:imm2) | s:nzc where:S=0,Rd!=15 pc:Rd,Rn,Rm +thumb2",
    "TST_r_T2 | 111010100001 Rn (0) imm3 1111 imm2 stype:2 Rm | tst{c}.w Rn, shift(Rm,stype,imm3:imm2) | f:nzc pc:Rn,Rm +thumb2",
    "BIC_r_T2 | 11101010001 S Rn (0) imm3 Rd imm2 stype:2 Rm | bic{s}{c}.w W:Rd, Rn, shift(Rm,stype,imm3:imm2) | s:nzc pc:Rd,Rn,Rm +thumb2",
    "ORR_r_T2 | 11101010010 S Rn (0) imm3 Rd imm2 stype:2 Rm | orr{s}{c}.w W:Rd, Rn, shift(Rm,stype,imm3:imm2) | s:nzc where:Rn!=15 pc:Rd,Rm +thumb2",
    "MOV_r_T3 | 11101010010 S 1111 (0) imm3 Rd imm2 stype:2 Rm | >lsl{s}{c} W:Rd, Rm, #imm3:imm2 if stype=0&imm3:imm2!=0 / >lsr{s}{c} W:Rd, Rm, amount(imm3:imm2) if stype=1 / >asr{s}{c} W:Rd, Rm, amount(imm3:imm2) if stype=2 / >ror{s}{c} W:Rd, Rm, #imm3:imm2 if stype=3&imm3:imm2!=0 / >rrx{s}{c} W:Rd, Rm if stype=3&imm3:imm2=0 / mov{s}{c}.w W:Rd, shift(Rm,stype,imm3:imm2) | s:nzc pc:Rd,Rm +thumb2",
    "ORN_r_T1 | 11101010011 S Rn (0) imm3 Rd imm2 stype:2 Rm | orn{s}{c} W:Rd, Rn, shift(Rm,stype,imm3:imm2) | s:nzc where:Rn!=15 pc:Rd,Rm +thumb2",
    "MVN_r_T2 | 11101010011 S 1111 (0) imm3 Rd imm2 stype:2 Rm | mvn{s}{c}.w W:Rd, shift(Rm,stype,imm3:imm2) | s:nzc pc:Rd,Rm +thumb2",
    "EOR_r_T2 | 11101010100 S Rn (0) imm3 Rd imm2 stype:2 Rm | eor{s}{c}.w W:Rd, Rn, shift(Rm,stype,imm3:imm2) | s:nzc where:S=0,Rd!=15 pc:Rd,Rn,Rm +thumb2",
    "TEQ_r_T1 | 111010101001 Rn (0) imm3 1111 imm2 stype:2 Rm | teq{c} Rn, shift(Rm,stype,imm3:imm2) | f:nzc pc:Rn,Rm +thumb2",
    "PKH_T1 | 111010101100 Rn (0) imm3 Rd imm2 tb 0 Rm | pkhbt{c} W:Rd, Rn, shift(Rm,=0,imm3:imm2) if tb=0 / pkhtb{c} W:Rd, Rn, shift(Rm,=2,imm3:imm2) if tb=1 | pc:Rd,Rn,Rm +thumb2",
    "ADD_r_T3 | 11101011000 S Rn (0) imm3 Rd imm2 stype:2 Rm | add{s}{c}.w W:Rd, Rn, shift(Rm,stype,imm3:imm2) | s:nzcv where:Rn!=13&S=0,Rn!=13&Rd!=15 pc:Rd,Rn,Rm +thumb2",
    "ADD_SP_r_T3 | 11101011000 S 1101 (0) imm3 Rd imm2 stype:2 Rm | add{s}{c}.w W:Rd, sp, shift(Rm,stype,imm3:imm2) | s:nzcv where:S=0,Rd!=15 pc:Rd,Rm +thumb2",
    "CMN_r_T2 | 111010110001 Rn (0) imm3 1111 imm2 stype:2 Rm | cmn{c}.w Rn, shift(Rm,stype,imm3:imm2) | f:nzcv pc:Rn,Rm +thumb2",
    "ADC_r_T2 | 11101011010 S Rn (0) imm3 Rd imm2 stype:2 Rm | adc{s}{c}.w W:Rd, Rn, shift(Rm,stype,imm3:imm2) | s:nzcv u:c pc:Rd,Rn,Rm +thumb2",
    "SBC_r_T2 | 11101011011 S Rn (0) imm3 Rd imm2 stype:2 Rm | sbc{s}{c}.w W:Rd, Rn, shift(Rm,stype,imm3:imm2) | s:nzcv u:c pc:Rd,Rn,Rm +thumb2",
    "SUB_r_T2 | 11101011101 S Rn (0) imm3 Rd imm2 stype:2 Rm | sub{s}{c}.w W:Rd, Rn, shift(Rm,stype,imm3:imm2) | s:nzcv where:Rn!=13&S=0,Rn!=13&Rd!=15 pc:Rd,Rn,Rm +thumb2",
    "SUB_SP_r_T1 | 11101011101 S 1101 (0) imm3 Rd imm2 stype:2 Rm | sub{s}{c}.w W:Rd, sp, shift(Rm,stype,imm3:imm2) | s:nzcv where:S=0,Rd!=15 pc:Rd,Rm +thumb2",
    "CMP_r_T3 | 111010111011 Rn (0) imm3 1111 imm2 stype:2 Rm | cmp{c}.w Rn, shift(Rm,stype,imm3:imm2) | f:nzcv pc:Rn,Rm +thumb2",
    "RSB_r_T1 | 11101011110 S Rn (0) imm3 Rd imm2 stype:2 Rm | rsb{s}{c} W:Rd, Rn, shift(Rm,stype,imm3:imm2) | s:nzcv pc:Rd,Rn,Rm +thumb2",
  ] },
  // A6.3.12: a register shifted by a register.
  { class: "data-processing", rows: [
    "LSL_r_T2 | 11111010000 S Rn 1111 Rd 0000 Rm | lsl{s}{c}.w W:Rd, Rn, Rm | s:nzc pc:Rd,Rn,Rm +thumb2",
    "LSR_r_T2 | 11111010001 S Rn 1111 Rd 0000 Rm | lsr{s}{c}.w W:Rd, Rn, Rm | s:nzc pc:Rd,Rn,Rm +thumb2",
    "ASR_r_T2 | 11111010010 S Rn 1111 Rd 0000 Rm | asr{s}{c}.w W:Rd, Rn, Rm | s:nzc pc:Rd,Rn,Rm +thumb2",
    "ROR_r_T2 | 11111010011 S Rn 1111 Rd 0000 Rm | ror{s}{c}.w W:Rd, Rn, Rm | s:nzc pc:Rd,Rn,Rm +thumb2",
  ] },
];
