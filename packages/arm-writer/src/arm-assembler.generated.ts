// Written by scripts/generate-assemblers.mjs from the rows of @armstalker/isa.
import type { AssembleOptions, CoreRegisterLike, DoubleRegisterLike, LabelLike, Memory, ModifiedImmediate, ShiftedRegister, SingleRegisterLike, WriteBack } from "@armstalker/isa";

/** The encodings of A32 but Advanced SIMD and VFP arithmetic and moves: a method for each mnemonic, with its encodings' names above each form. */
export interface ArmAssembler {
  /** ADC_i_A1 */
  adc(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADC_r_A1 */
  adc(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADC_rr_A1 */
  adc(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** ADC_i_A1 */
  adc(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADC_r_A1 */
  adc(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADC_rr_A1 */
  adc(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** ADC_i_A1, ADCS_PC_i_A1 */
  adcs(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADC_r_A1, ADCS_PC_r_A1 */
  adcs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADC_rr_A1 */
  adcs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** ADC_i_A1, ADCS_PC_i_A1 */
  adcs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADC_r_A1, ADCS_PC_r_A1 */
  adcs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADC_rr_A1 */
  adcs(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_i_A1, ADR_A1 */
  add(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADD_r_A1 */
  add(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_rr_A1 */
  add(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_i_A1, ADR_A1 */
  add(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADD_r_A1 */
  add(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_rr_A1 */
  add(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_i_A1, ADDS_PC_i_A1 */
  adds(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADD_r_A1, ADDS_PC_r_A1 */
  adds(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_rr_A1 */
  adds(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_i_A1, ADDS_PC_i_A1 */
  adds(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADD_r_A1, ADDS_PC_r_A1 */
  adds(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_rr_A1 */
  adds(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** ADR_A1, ADR_A2 */
  adr(rd: CoreRegisterLike, label: LabelLike, options?: AssembleOptions): void;
  /** AND_i_A1 */
  and(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** AND_r_A1 */
  and(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** AND_rr_A1 */
  and(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** AND_i_A1 */
  and(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** AND_r_A1 */
  and(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** AND_rr_A1 */
  and(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** AND_i_A1, ANDS_PC_i_A1 */
  ands(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** AND_r_A1, ANDS_PC_r_A1 */
  ands(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** AND_rr_A1 */
  ands(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** AND_i_A1, ANDS_PC_i_A1 */
  ands(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** AND_r_A1, ANDS_PC_r_A1 */
  ands(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** AND_rr_A1 */
  ands(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** MOV_r_A1 */
  asr(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  asr(rd: CoreRegisterLike, rm: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1 */
  asr(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  asr(rd: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1, MOVS_PC_r_A1 */
  asrs(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  asrs(rd: CoreRegisterLike, rm: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1, MOVS_PC_r_A1 */
  asrs(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  asrs(rd: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** B_A1 */
  b(label: LabelLike, options?: AssembleOptions): void;
  /** BFC_A1 */
  bfc(rd: CoreRegisterLike, lsb: number, width: number, options?: AssembleOptions): void;
  /** BFI_A1 */
  bfi(rd: CoreRegisterLike, rn: CoreRegisterLike, lsb: number, width: number, options?: AssembleOptions): void;
  /** BIC_i_A1 */
  bic(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** BIC_r_A1 */
  bic(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** BIC_rr_A1 */
  bic(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** BIC_i_A1 */
  bic(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** BIC_r_A1 */
  bic(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** BIC_rr_A1 */
  bic(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** BIC_i_A1, BICS_PC_i_A1 */
  bics(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** BIC_r_A1, BICS_PC_r_A1 */
  bics(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** BIC_rr_A1 */
  bics(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** BIC_i_A1, BICS_PC_i_A1 */
  bics(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** BIC_r_A1, BICS_PC_r_A1 */
  bics(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** BIC_rr_A1 */
  bics(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** BKPT_A1 */
  bkpt(imm12Imm4: number, options?: AssembleOptions): void;
  /** BL_i_A1 */
  bl(label: LabelLike, options?: AssembleOptions): void;
  /** BL_i_A2 */
  blx(label: LabelLike, options?: AssembleOptions): void;
  /** BLX_r_A1 */
  blx(rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** BX_A1 */
  bx(rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** BXJ_A1 */
  bxj(rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CDP_A1 */
  cdp(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** CDP2_A1 */
  cdp2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** CLREX_A1 */
  clrex(options?: AssembleOptions): void;
  /** CLZ_A1 */
  clz(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CMN_i_A1 */
  cmn(rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** CMN_r_A1 */
  cmn(rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** CMN_rr_A1 */
  cmn(rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** CMP_i_A1 */
  cmp(rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** CMP_r_A1 */
  cmp(rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** CMP_rr_A1 */
  cmp(rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** CPS_A1 */
  cps(mode: number, options?: AssembleOptions): void;
  /** CPS_A1 */
  cpsid(iflags: "none" | "f" | "i" | "if" | "a" | "af" | "ai" | "aif", options?: AssembleOptions): void;
  /** CPS_A1 */
  cpsid(iflags: "none" | "f" | "i" | "if" | "a" | "af" | "ai" | "aif", mode: number, options?: AssembleOptions): void;
  /** CPS_A1 */
  cpsie(iflags: "none" | "f" | "i" | "if" | "a" | "af" | "ai" | "aif", options?: AssembleOptions): void;
  /** CPS_A1 */
  cpsie(iflags: "none" | "f" | "i" | "if" | "a" | "af" | "ai" | "aif", mode: number, options?: AssembleOptions): void;
  /** CRC32_A1 */
  crc32b(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CRC32_A1 */
  crc32cb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CRC32_A1 */
  crc32ch(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CRC32_A1 */
  crc32cw(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CRC32_A1 */
  crc32h(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CRC32_A1 */
  crc32w(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CSDB_A1 */
  csdb(options?: AssembleOptions): void;
  /** DBG_A1 */
  dbg(option: number, options?: AssembleOptions): void;
  /** DMB_A1 */
  dmb(barrier: "oshld" | "oshst" | "osh" | "nshld" | "unst" | "un" | "ishld" | "ishst" | "ish" | "ld" | "st" | "sy" | "nshst" | "nsh" | number, options?: AssembleOptions): void;
  /** DSB_A1 */
  dsb(barrier: "oshld" | "oshst" | "osh" | "nshld" | "unst" | "un" | "ishld" | "ishst" | "ish" | "ld" | "st" | "sy" | "nshst" | "nsh" | number, options?: AssembleOptions): void;
  /** EOR_i_A1 */
  eor(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** EOR_r_A1 */
  eor(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** EOR_rr_A1 */
  eor(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** EOR_i_A1 */
  eor(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** EOR_r_A1 */
  eor(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** EOR_rr_A1 */
  eor(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** EOR_i_A1, EORS_PC_i_A1 */
  eors(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** EOR_r_A1, EORS_PC_r_A1 */
  eors(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** EOR_rr_A1 */
  eors(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** EOR_i_A1, EORS_PC_i_A1 */
  eors(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** EOR_r_A1, EORS_PC_r_A1 */
  eors(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** EOR_rr_A1 */
  eors(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** ERET_A1 */
  eret(options?: AssembleOptions): void;
  /** ESB_A1 */
  esb(options?: AssembleOptions): void;
  /** FLDMX_db_A1 */
  fldmdbx(rn: WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** FLDMX_A1 */
  fldmiax(rn: CoreRegisterLike | WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** FSTMX_db_A1 */
  fstmdbx(rn: WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** FSTMX_A1 */
  fstmiax(rn: CoreRegisterLike | WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** HLT_A1 */
  hlt(imm12Imm4: number, options?: AssembleOptions): void;
  /** HVC_A1 */
  hvc(imm12Imm4: number, options?: AssembleOptions): void;
  /** ISB_A1 */
  isb(isb: "sy" | number, options?: AssembleOptions): void;
  /** LDA_A1 */
  lda(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDAB_A1 */
  ldab(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDAEX_A1 */
  ldaex(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDAEXB_A1 */
  ldaexb(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDAEXD_A1 */
  ldaexd(rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDAEXH_A1 */
  ldaexh(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDAH_A1 */
  ldah(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDC_i_A1, LDC_l_A1 */
  ldc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** LDC_i_A1, LDC_l_A1 */
  ldc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** LDC_l_A1 */
  ldc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDC2_i_A1, LDC2_l_A1 */
  ldc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** LDC2_i_A1, LDC2_l_A1 */
  ldc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** LDC2_l_A1 */
  ldc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDC2L_i_A1, LDC2L_l_A1 */
  ldc2l(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** LDC2L_i_A1, LDC2L_l_A1 */
  ldc2l(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** LDC2L_l_A1 */
  ldc2l(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDCL_i_A1, LDCL_l_A1 */
  ldcl(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** LDCL_i_A1, LDCL_l_A1 */
  ldcl(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** LDCL_l_A1 */
  ldcl(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDM_A1, LDM_u_A1, LDM_e_A1 */
  ldm(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDMDA_A1, LDMDA_u_A1, LDMDA_e_A1 */
  ldmda(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDMDB_A1, LDMDB_u_A1, LDMDB_e_A1 */
  ldmdb(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDMDB_A1 */
  ldmea(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDMIB_A1 */
  ldmed(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDMDA_A1 */
  ldmfa(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDM_A1 */
  ldmfd(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDM_A1 */
  ldmia(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDMIB_A1, LDMIB_u_A1, LDMIB_e_A1 */
  ldmib(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDR_i_A1, LDR_l_A1, LDR_r_A1 */
  ldr(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDR_l_A1 */
  ldr(rt: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDRB_i_A1, LDRB_l_A1, LDRB_r_A1 */
  ldrb(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRB_l_A1 */
  ldrb(rt: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDRBT_A1, LDRBT_A2 */
  ldrbt(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRD_i_A1, LDRD_l_A1, LDRD_r_A1 */
  ldrd(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRD_i_A1, LDRD_r_A1 */
  ldrd(rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRD_l_A1 */
  ldrd(rt: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDRD_l_A1 */
  ldrd(rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDREX_A1 */
  ldrex(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDREXB_A1 */
  ldrexb(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDREXD_A1 */
  ldrexd(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDREXD_A1 */
  ldrexd(rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDREXH_A1 */
  ldrexh(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRH_i_A1, LDRH_l_A1, LDRH_r_A1 */
  ldrh(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRH_l_A1 */
  ldrh(rt: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDRHT_A1, LDRHT_A2 */
  ldrht(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRSB_i_A1, LDRSB_l_A1, LDRSB_r_A1 */
  ldrsb(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRSB_l_A1 */
  ldrsb(rt: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDRSBT_A1, LDRSBT_A2 */
  ldrsbt(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRSH_i_A1, LDRSH_l_A1, LDRSH_r_A1 */
  ldrsh(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRSH_l_A1 */
  ldrsh(rt: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDRSHT_A1, LDRSHT_A2 */
  ldrsht(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRT_A1, LDRT_A2 */
  ldrt(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** MOV_r_A1 */
  lsl(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  lsl(rd: CoreRegisterLike, rm: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1 */
  lsl(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  lsl(rd: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1, MOVS_PC_r_A1 */
  lsls(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  lsls(rd: CoreRegisterLike, rm: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1, MOVS_PC_r_A1 */
  lsls(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  lsls(rd: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1 */
  lsr(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  lsr(rd: CoreRegisterLike, rm: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1 */
  lsr(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  lsr(rd: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1, MOVS_PC_r_A1 */
  lsrs(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  lsrs(rd: CoreRegisterLike, rm: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1, MOVS_PC_r_A1 */
  lsrs(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  lsrs(rd: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MCR_A1 */
  mcr(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** MCR2_A1 */
  mcr2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** MCRR_A1 */
  mcrr(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, rt2: CoreRegisterLike, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, options?: AssembleOptions): void;
  /** MCRR2_A1 */
  mcrr2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, rt2: CoreRegisterLike, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, options?: AssembleOptions): void;
  /** MLA_A1 */
  mla(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** MLA_A1 */
  mlas(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** MLS_A1 */
  mls(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_i_A1 */
  mov(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** MOV_r_A1 */
  mov(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1 */
  mov(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  mov(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** MOV_i_A2 */
  mov(rd: CoreRegisterLike, imm4Imm12: number, options?: AssembleOptions): void;
  /** MOV_i_A1, MOVS_PC_i_A1 */
  movs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** MOV_r_A1, MOVS_PC_r_A1 */
  movs(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1, MOVS_PC_r_A1 */
  movs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  movs(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** MOVT_A1 */
  movt(rd: CoreRegisterLike, imm4Imm12: number, options?: AssembleOptions): void;
  /** MOV_i_A2 */
  movw(rd: CoreRegisterLike, imm4Imm12: number, options?: AssembleOptions): void;
  /** MRC_A1 */
  mrc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** MRC_flags_A1 */
  mrc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, aPSRNzcv: "APSR_nzcv", cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** MRC2_A1 */
  mrc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** MRC2_flags_A1 */
  mrc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, aPSRNzcv: "APSR_nzcv", cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** MRRC_A1 */
  mrrc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, rt2: CoreRegisterLike, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, options?: AssembleOptions): void;
  /** MRRC2_A1 */
  mrrc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, rt2: CoreRegisterLike, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, options?: AssembleOptions): void;
  /** MRS_A1 */
  mrs(rd: CoreRegisterLike, cPSR: "CPSR" | "APSR", options?: AssembleOptions): void;
  /** MRS_A2 */
  mrs(rd: CoreRegisterLike, sPSR: "SPSR", options?: AssembleOptions): void;
  /** MRS_br_A1 */
  mrs(rd: CoreRegisterLike, bankedReg: "R8_usr" | "R9_usr" | "R10_usr" | "R11_usr" | "R12_usr" | "SP_usr" | "LR_usr" | "R8_fiq" | "R9_fiq" | "R10_fiq" | "R11_fiq" | "R12_fiq" | "SP_fiq" | "LR_fiq" | "LR_irq" | "SP_irq" | "LR_svc" | "SP_svc" | "LR_abt" | "SP_abt" | "LR_und" | "SP_und" | "LR_mon" | "SP_mon" | "ELR_hyp" | "SP_hyp" | "SPSR_fiq" | "SPSR_irq" | "SPSR_svc" | "SPSR_abt" | "SPSR_und" | "SPSR_mon" | "SPSR_hyp" | number, options?: AssembleOptions): void;
  /** MSR_i_A1 */
  msr(specReg: "CPSR_" | "CPSR_c" | "CPSR_x" | "CPSR_xc" | "CPSR_s" | "CPSR_sc" | "CPSR_sx" | "CPSR_sxc" | "CPSR_f" | "CPSR_fc" | "CPSR_fx" | "CPSR_fxc" | "CPSR_fs" | "CPSR_fsc" | "CPSR_fsx" | "CPSR_fsxc" | "apsr_nzcvq" | "apsr_g" | "apsr_nzcvqg", constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** MSR_i_A2 */
  msr(specReg: "SPSR_" | "SPSR_c" | "SPSR_x" | "SPSR_xc" | "SPSR_s" | "SPSR_sc" | "SPSR_sx" | "SPSR_sxc" | "SPSR_f" | "SPSR_fc" | "SPSR_fx" | "SPSR_fxc" | "SPSR_fs" | "SPSR_fsc" | "SPSR_fsx" | "SPSR_fsxc", constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** MSR_r_A1 */
  msr(specReg: "CPSR_" | "CPSR_c" | "CPSR_x" | "CPSR_xc" | "CPSR_s" | "CPSR_sc" | "CPSR_sx" | "CPSR_sxc" | "CPSR_f" | "CPSR_fc" | "CPSR_fx" | "CPSR_fxc" | "CPSR_fs" | "CPSR_fsc" | "CPSR_fsx" | "CPSR_fsxc" | "apsr_nzcvq" | "apsr_g" | "apsr_nzcvqg", rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** MSR_r_A2 */
  msr(specReg: "SPSR_" | "SPSR_c" | "SPSR_x" | "SPSR_xc" | "SPSR_s" | "SPSR_sc" | "SPSR_sx" | "SPSR_sxc" | "SPSR_f" | "SPSR_fc" | "SPSR_fx" | "SPSR_fxc" | "SPSR_fs" | "SPSR_fsc" | "SPSR_fsx" | "SPSR_fsxc", rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** MSR_br_A1 */
  msr(bankedReg: "R8_usr" | "R9_usr" | "R10_usr" | "R11_usr" | "R12_usr" | "SP_usr" | "LR_usr" | "R8_fiq" | "R9_fiq" | "R10_fiq" | "R11_fiq" | "R12_fiq" | "SP_fiq" | "LR_fiq" | "LR_irq" | "SP_irq" | "LR_svc" | "SP_svc" | "LR_abt" | "SP_abt" | "LR_und" | "SP_und" | "LR_mon" | "SP_mon" | "ELR_hyp" | "SP_hyp" | "SPSR_fiq" | "SPSR_irq" | "SPSR_svc" | "SPSR_abt" | "SPSR_und" | "SPSR_mon" | "SPSR_hyp" | number, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** MUL_A1 */
  mul(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MUL_A1 */
  mul(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MUL_A1 */
  muls(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MUL_A1 */
  muls(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MVN_i_A1 */
  mvn(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** MVN_r_A1 */
  mvn(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** MVN_rr_A1 */
  mvn(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** MVN_i_A1, MVNS_PC_i_A1 */
  mvns(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** MVN_r_A1, MVNS_PC_r_A1 */
  mvns(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** MVN_rr_A1 */
  mvns(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** NOP_A1, MOV_r_A1 */
  nop(options?: AssembleOptions): void;
  /** NOP_A1 */
  nop(op2: number, options?: AssembleOptions): void;
  /** ORR_i_A1 */
  orr(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ORR_r_A1 */
  orr(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ORR_rr_A1 */
  orr(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** ORR_i_A1 */
  orr(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ORR_r_A1 */
  orr(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ORR_rr_A1 */
  orr(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** ORR_i_A1, ORRS_PC_i_A1 */
  orrs(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ORR_r_A1, ORRS_PC_r_A1 */
  orrs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ORR_rr_A1 */
  orrs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** ORR_i_A1, ORRS_PC_i_A1 */
  orrs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ORR_r_A1, ORRS_PC_r_A1 */
  orrs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ORR_rr_A1 */
  orrs(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** PKHBT_A1 */
  pkhbt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** PKHTB_A1 */
  pkhtb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** PLD_i_A1, PLD_r_A1 */
  pld(offset: Memory, options?: AssembleOptions): void;
  /** PLD_l_A1 */
  pld(offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** PLDW_i_A1, PLDW_r_A1 */
  pldw(offset: Memory, options?: AssembleOptions): void;
  /** PLI_i_A1, PLI_r_A1 */
  pli(offset: Memory, options?: AssembleOptions): void;
  /** PLI_l_A1 */
  pli(offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDR_i_A1, LDM_A1 */
  pop(registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** DSB_A1 */
  pssbb(options?: AssembleOptions): void;
  /** STR_i_A1, STMDB_A1 */
  push(registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** QADD_A1 */
  qadd(rd: CoreRegisterLike, rm: CoreRegisterLike, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** QADD16_A1 */
  qadd16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** QADD8_A1 */
  qadd8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** QASX_A1 */
  qasx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** QDADD_A1 */
  qdadd(rd: CoreRegisterLike, rm: CoreRegisterLike, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** QDSUB_A1 */
  qdsub(rd: CoreRegisterLike, rm: CoreRegisterLike, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** QSAX_A1 */
  qsax(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** QSUB_A1 */
  qsub(rd: CoreRegisterLike, rm: CoreRegisterLike, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** QSUB16_A1 */
  qsub16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** QSUB8_A1 */
  qsub8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** RBIT_A1 */
  rbit(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** REV_A1 */
  rev(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** REV16_A1 */
  rev16(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** REVSH_A1 */
  revsh(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** RFEDA_A1 */
  rfeda(rn: CoreRegisterLike | WriteBack, options?: AssembleOptions): void;
  /** RFEDB_A1 */
  rfedb(rn: CoreRegisterLike | WriteBack, options?: AssembleOptions): void;
  /** RFEIA_A1 */
  rfeia(rn: CoreRegisterLike | WriteBack, options?: AssembleOptions): void;
  /** RFEIB_A1 */
  rfeib(rn: CoreRegisterLike | WriteBack, options?: AssembleOptions): void;
  /** MOV_r_A1 */
  ror(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  ror(rd: CoreRegisterLike, rm: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1 */
  ror(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  ror(rd: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1, MOVS_PC_r_A1 */
  rors(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  rors(rd: CoreRegisterLike, rm: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1, MOVS_PC_r_A1 */
  rors(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MOV_rr_A1 */
  rors(rd: CoreRegisterLike, rs: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1 */
  rrx(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_A1, MOVS_PC_r_A1 */
  rrxs(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** RSB_i_A1 */
  rsb(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** RSB_r_A1 */
  rsb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** RSB_rr_A1 */
  rsb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** RSB_i_A1 */
  rsb(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** RSB_r_A1 */
  rsb(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** RSB_rr_A1 */
  rsb(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** RSB_i_A1, RSBS_PC_i_A1 */
  rsbs(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** RSB_r_A1, RSBS_PC_r_A1 */
  rsbs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** RSB_rr_A1 */
  rsbs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** RSB_i_A1, RSBS_PC_i_A1 */
  rsbs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** RSB_r_A1, RSBS_PC_r_A1 */
  rsbs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** RSB_rr_A1 */
  rsbs(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** RSC_i_A1 */
  rsc(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** RSC_r_A1 */
  rsc(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** RSC_rr_A1 */
  rsc(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** RSC_i_A1 */
  rsc(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** RSC_r_A1 */
  rsc(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** RSC_rr_A1 */
  rsc(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** RSC_i_A1, RSCS_PC_i_A1 */
  rscs(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** RSC_r_A1, RSCS_PC_r_A1 */
  rscs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** RSC_rr_A1 */
  rscs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** RSC_i_A1, RSCS_PC_i_A1 */
  rscs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** RSC_r_A1, RSCS_PC_r_A1 */
  rscs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** RSC_rr_A1 */
  rscs(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** SADD16_A1 */
  sadd16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SADD8_A1 */
  sadd8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SASX_A1 */
  sasx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SB_A1 */
  sb(options?: AssembleOptions): void;
  /** SBC_i_A1 */
  sbc(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SBC_r_A1 */
  sbc(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SBC_rr_A1 */
  sbc(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** SBC_i_A1 */
  sbc(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SBC_r_A1 */
  sbc(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SBC_rr_A1 */
  sbc(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** SBC_i_A1, SBCS_PC_i_A1 */
  sbcs(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SBC_r_A1, SBCS_PC_r_A1 */
  sbcs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SBC_rr_A1 */
  sbcs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** SBC_i_A1, SBCS_PC_i_A1 */
  sbcs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SBC_r_A1, SBCS_PC_r_A1 */
  sbcs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SBC_rr_A1 */
  sbcs(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** SBFX_A1 */
  sbfx(rd: CoreRegisterLike, rn: CoreRegisterLike, lsb: number, widthm1: number, options?: AssembleOptions): void;
  /** SDIV_A1 */
  sdiv(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SDIV_A1 */
  sdiv(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SEL_A1 */
  sel(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SETEND_A1 */
  setend(endian: "le" | "be", options?: AssembleOptions): void;
  /** SETPAN_A1 */
  setpan(imm1: number, options?: AssembleOptions): void;
  /** SEV_A1 */
  sev(options?: AssembleOptions): void;
  /** SEVL_A1 */
  sevl(options?: AssembleOptions): void;
  /** SHADD16_A1 */
  shadd16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SHADD8_A1 */
  shadd8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SHASX_A1 */
  shasx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SHSAX_A1 */
  shsax(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SHSUB16_A1 */
  shsub16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SHSUB8_A1 */
  shsub8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMC_A1 */
  smc(imm4: number, options?: AssembleOptions): void;
  /** SMLABB_A1 */
  smlabb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLABT_A1 */
  smlabt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLAD_A1 */
  smlad(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLADX_A1 */
  smladx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLAL_A1 */
  smlal(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLALBB_A1 */
  smlalbb(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLALBT_A1 */
  smlalbt(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLALD_A1 */
  smlald(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLALDX_A1 */
  smlaldx(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLAL_A1 */
  smlals(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLALTB_A1 */
  smlaltb(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLALTT_A1 */
  smlaltt(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLATB_A1 */
  smlatb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLATT_A1 */
  smlatt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLAWB_A1 */
  smlawb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLAWT_A1 */
  smlawt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLSD_A1 */
  smlsd(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLSDX_A1 */
  smlsdx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLSLD_A1 */
  smlsld(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLSLDX_A1 */
  smlsldx(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMMLA_A1 */
  smmla(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMMLAR_A1 */
  smmlar(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMMLS_A1 */
  smmls(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMMLSR_A1 */
  smmlsr(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMMUL_A1 */
  smmul(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMMULR_A1 */
  smmulr(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMUAD_A1 */
  smuad(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMUADX_A1 */
  smuadx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULBB_A1 */
  smulbb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULBT_A1 */
  smulbt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULL_A1 */
  smull(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULL_A1 */
  smulls(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULTB_A1 */
  smultb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULTT_A1 */
  smultt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULWB_A1 */
  smulwb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULWT_A1 */
  smulwt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMUSD_A1 */
  smusd(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMUSDX_A1 */
  smusdx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SRSDA_A1 */
  srsda(rn: CoreRegisterLike | WriteBack, mode: number, options?: AssembleOptions): void;
  /** SRSDB_A1 */
  srsdb(rn: CoreRegisterLike | WriteBack, mode: number, options?: AssembleOptions): void;
  /** SRSIA_A1 */
  srsia(rn: CoreRegisterLike | WriteBack, mode: number, options?: AssembleOptions): void;
  /** SRSIB_A1 */
  srsib(rn: CoreRegisterLike | WriteBack, mode: number, options?: AssembleOptions): void;
  /** SSAT_A1 */
  ssat(rd: CoreRegisterLike, satImm: number, rn: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SSAT16_A1 */
  ssat16(rd: CoreRegisterLike, satImm: number, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** SSAX_A1 */
  ssax(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** DSB_A1 */
  ssbb(options?: AssembleOptions): void;
  /** SSUB16_A1 */
  ssub16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SSUB8_A1 */
  ssub8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** STC_i_A1 */
  stc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** STC_i_A1 */
  stc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** STC2_i_A1 */
  stc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** STC2_i_A1 */
  stc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** STC2L_i_A1 */
  stc2l(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** STC2L_i_A1 */
  stc2l(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** STCL_i_A1 */
  stcl(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** STCL_i_A1 */
  stcl(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** STL_A1 */
  stl(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STLB_A1 */
  stlb(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STLEX_A1 */
  stlex(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STLEXB_A1 */
  stlexb(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STLEXD_A1 */
  stlexd(rd: CoreRegisterLike, rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STLEXH_A1 */
  stlexh(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STLH_A1 */
  stlh(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STM_A1 */
  stm(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STMDA_A1, STMDA_u_A1 */
  stmda(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STMDB_A1, STMDB_u_A1 */
  stmdb(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STM_A1 */
  stmea(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STMDA_A1 */
  stmed(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STMIB_A1 */
  stmfa(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STMDB_A1 */
  stmfd(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STM_A1, STMIA_u_A1 */
  stmia(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STMIB_A1, STMIB_u_A1 */
  stmib(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STR_i_A1, STR_r_A1 */
  str(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRB_i_A1, STRB_r_A1 */
  strb(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRBT_A1, STRBT_A2 */
  strbt(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRD_i_A1, STRD_r_A1 */
  strd(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRD_i_A1, STRD_r_A1 */
  strd(rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STREX_A1 */
  strex(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STREXB_A1 */
  strexb(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STREXD_A1 */
  strexd(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STREXD_A1 */
  strexd(rd: CoreRegisterLike, rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STREXH_A1 */
  strexh(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRH_i_A1, STRH_r_A1 */
  strh(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRHT_A1, STRHT_A2 */
  strht(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRT_A1, STRT_A2 */
  strt(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** SUB_i_A1, ADR_A2 */
  sub(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SUB_r_A1 */
  sub(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SUB_rr_A1 */
  sub(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** SUB_i_A1, ADR_A2 */
  sub(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SUB_r_A1 */
  sub(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SUB_rr_A1 */
  sub(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** SUB_i_A1, SUBS_PC_i_A1 */
  subs(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SUB_r_A1, SUBS_PC_r_A1 */
  subs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SUB_rr_A1 */
  subs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** SUB_i_A1, SUBS_PC_i_A1 */
  subs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SUB_r_A1, SUBS_PC_r_A1 */
  subs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SUB_rr_A1 */
  subs(rd: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** SVC_A1 */
  svc(imm24: number, options?: AssembleOptions): void;
  /** SWP_A1 */
  swp(rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** SWPB_A1 */
  swpb(rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** SXTAB_A1 */
  sxtab(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SXTAB16_A1 */
  sxtab16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SXTAH_A1 */
  sxtah(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SXTB_A1 */
  sxtb(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SXTB16_A1 */
  sxtb16(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SXTH_A1 */
  sxth(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** TEQ_i_A1 */
  teq(rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** TEQ_r_A1 */
  teq(rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** TEQ_rr_A1 */
  teq(rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** TST_i_A1 */
  tst(rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** TST_r_A1 */
  tst(rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** TST_rr_A1 */
  tst(rn: CoreRegisterLike, rm: ShiftedRegister, options?: AssembleOptions): void;
  /** UADD16_A1 */
  uadd16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UADD8_A1 */
  uadd8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UASX_A1 */
  uasx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UBFX_A1 */
  ubfx(rd: CoreRegisterLike, rn: CoreRegisterLike, lsb: number, widthm1: number, options?: AssembleOptions): void;
  /** UDF_A1 */
  udf(imm12Imm4: number, options?: AssembleOptions): void;
  /** UDIV_A1 */
  udiv(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UDIV_A1 */
  udiv(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UHADD16_A1 */
  uhadd16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UHADD8_A1 */
  uhadd8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UHASX_A1 */
  uhasx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UHSAX_A1 */
  uhsax(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UHSUB16_A1 */
  uhsub16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UHSUB8_A1 */
  uhsub8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UMAAL_A1 */
  umaal(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UMLAL_A1 */
  umlal(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UMLAL_A1 */
  umlals(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UMULL_A1 */
  umull(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UMULL_A1 */
  umulls(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UQADD16_A1 */
  uqadd16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UQADD8_A1 */
  uqadd8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UQASX_A1 */
  uqasx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UQSAX_A1 */
  uqsax(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UQSUB16_A1 */
  uqsub16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UQSUB8_A1 */
  uqsub8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** USAD8_A1 */
  usad8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** USADA8_A1 */
  usada8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** USAT_A1 */
  usat(rd: CoreRegisterLike, satImm: number, rn: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** USAT16_A1 */
  usat16(rd: CoreRegisterLike, satImm: number, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** USAX_A1 */
  usax(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** USUB16_A1 */
  usub16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** USUB8_A1 */
  usub8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UXTAB_A1 */
  uxtab(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** UXTAB16_A1 */
  uxtab16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** UXTAH_A1 */
  uxtah(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** UXTB_A1 */
  uxtb(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** UXTB16_A1 */
  uxtb16(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** UXTH_A1 */
  uxth(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** VLDM_A1 */
  vldm(rn: CoreRegisterLike | WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VLDM_A2 */
  vldm(rn: CoreRegisterLike | WriteBack, list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VLDM_db_A1 */
  vldmdb(rn: WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VLDM_db_A2 */
  vldmdb(rn: WriteBack, list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VLDM_A1 */
  vldmia(rn: CoreRegisterLike | WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VLDM_A2 */
  vldmia(rn: CoreRegisterLike | WriteBack, list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VLDR_A1 */
  vldr(dd: DoubleRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** VLDR_A2 */
  vldr(sd: SingleRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** VLDR_l_A1 */
  vldr(dd: DoubleRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** VLDR_l_A2 */
  vldr(sd: SingleRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** VLDM_A1 */
  vpop(list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VLDM_A2 */
  vpop(list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_db_A1 */
  vpush(list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_db_A2 */
  vpush(list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_A1 */
  vstm(rn: CoreRegisterLike | WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_A2 */
  vstm(rn: CoreRegisterLike | WriteBack, list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_db_A1 */
  vstmdb(rn: WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_db_A2 */
  vstmdb(rn: WriteBack, list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_A1 */
  vstmia(rn: CoreRegisterLike | WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_A2 */
  vstmia(rn: CoreRegisterLike | WriteBack, list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VSTR_A1 */
  vstr(dd: DoubleRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** VSTR_A2 */
  vstr(sd: SingleRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** WFE_A1 */
  wfe(options?: AssembleOptions): void;
  /** WFI_A1 */
  wfi(options?: AssembleOptions): void;
  /** YIELD_A1 */
  yield(options?: AssembleOptions): void;
}
