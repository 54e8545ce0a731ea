// Written by scripts/generate-assemblers.mjs from the rows of @armstalker/isa.
import type { AssembleOptions, CoreRegisterLike, DoubleRegisterLike, LabelLike, Memory, ModifiedImmediate, ShiftedRegister, SingleRegisterLike, WriteBack } from "@armstalker/isa";

/** The encodings of T32 but Advanced SIMD and VFP arithmetic and moves: a method for each mnemonic, with its encodings' names above each form. */
export interface ThumbAssembler {
  /** ADC_r_T1 */
  adc(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ADC_i_T1 */
  adc(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADC_r_T2 */
  adc(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADC_r_T1 */
  adc(rdn: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ADC_i_T1 */
  adc(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADC_r_T2 */
  adc(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADC_r_T1 */
  adcs(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ADC_i_T1 */
  adcs(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADC_r_T2 */
  adcs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADC_r_T1 */
  adcs(rdn: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ADC_i_T1 */
  adcs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADC_r_T2 */
  adcs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_r_T1, ADD_r_T2, ADD_SP_r_T1, ADD_SP_r_T2 */
  add(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ADD_i_T1, ADR_T1, ADD_SP_i_T1, ADD_i_T4, ADD_SP_i_T4, ADR_T3, ADD_i_T2, ADD_SP_i_T2 */
  add(rd: CoreRegisterLike, rn: CoreRegisterLike, imm3: number, options?: AssembleOptions): void;
  /** ADD_i_T2, ADD_SP_i_T2, ADD_i_T1, ADR_T1, ADD_SP_i_T1, ADD_i_T4, ADD_SP_i_T4, ADR_T3 */
  add(rdn: CoreRegisterLike, imm8: number, options?: AssembleOptions): void;
  /** ADD_r_T2, ADD_SP_r_T1, ADD_SP_r_T2, ADD_r_T1 */
  add(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ADD_i_T3, ADD_SP_i_T3 */
  add(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADD_r_T3, ADD_SP_r_T3 */
  add(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_i_T3, ADD_SP_i_T3 */
  add(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADD_r_T3, ADD_SP_r_T3 */
  add(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_r_T1 */
  adds(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ADD_i_T1, ADD_i_T2 */
  adds(rd: CoreRegisterLike, rn: CoreRegisterLike, imm3: number, options?: AssembleOptions): void;
  /** ADD_i_T2, ADD_i_T1 */
  adds(rdn: CoreRegisterLike, imm8: number, options?: AssembleOptions): void;
  /** ADD_i_T3, ADD_SP_i_T3 */
  adds(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADD_r_T3, ADD_SP_r_T3 */
  adds(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_r_T1 */
  adds(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ADD_i_T3, ADD_SP_i_T3 */
  adds(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ADD_r_T3, ADD_SP_r_T3 */
  adds(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ADD_i_T4, ADD_SP_i_T4, ADR_T3 */
  addw(rd: CoreRegisterLike, rn: CoreRegisterLike, iImm3Imm8: number, options?: AssembleOptions): void;
  /** ADD_i_T4, ADD_SP_i_T4, ADR_T3 */
  addw(rd: CoreRegisterLike, iImm3Imm8: number, options?: AssembleOptions): void;
  /** ADR_T1, ADR_T3, ADR_T2 */
  adr(rd: CoreRegisterLike, label: LabelLike, options?: AssembleOptions): void;
  /** AND_r_T1 */
  and(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** AND_i_T1 */
  and(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** AND_r_T2 */
  and(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** AND_r_T1 */
  and(rdn: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** AND_i_T1 */
  and(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** AND_r_T2 */
  and(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** AND_r_T1 */
  ands(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** AND_i_T1 */
  ands(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** AND_r_T2 */
  ands(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** AND_r_T1 */
  ands(rdn: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** AND_i_T1 */
  ands(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** AND_r_T2 */
  ands(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ASR_i_T1, MOV_r_T3 */
  asr(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** ASR_r_T1, ASR_r_T2 */
  asr(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ASR_r_T2, ASR_r_T1 */
  asr(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ASR_i_T1, MOV_r_T3 */
  asr(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** ASR_i_T1, MOV_r_T3 */
  asrs(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** ASR_r_T1, ASR_r_T2 */
  asrs(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ASR_r_T2, ASR_r_T1 */
  asrs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ASR_i_T1, MOV_r_T3 */
  asrs(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** B_T1, B_T2, B_T3, B_T4 */
  b(label: LabelLike, options?: AssembleOptions): void;
  /** BFC_T1 */
  bfc(rd: CoreRegisterLike, imm3Imm2: number, width: number, options?: AssembleOptions): void;
  /** BFI_T1 */
  bfi(rd: CoreRegisterLike, rn: CoreRegisterLike, imm3Imm2: number, width: number, options?: AssembleOptions): void;
  /** BIC_r_T1 */
  bic(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** BIC_i_T1 */
  bic(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** BIC_r_T2 */
  bic(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** BIC_r_T1 */
  bic(rdn: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** BIC_i_T1 */
  bic(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** BIC_r_T2 */
  bic(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** BIC_r_T1 */
  bics(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** BIC_i_T1 */
  bics(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** BIC_r_T2 */
  bics(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** BIC_r_T1 */
  bics(rdn: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** BIC_i_T1 */
  bics(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** BIC_r_T2 */
  bics(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** BKPT_T1 */
  bkpt(imm8: number, options?: AssembleOptions): void;
  /** BL_i_T1 */
  bl(label: LabelLike, options?: AssembleOptions): void;
  /** BLX_r_T1 */
  blx(rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** BL_i_T2 */
  blx(label: LabelLike, options?: AssembleOptions): void;
  /** BX_T1 */
  bx(rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** BXJ_T1 */
  bxj(rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CBZ_T1 */
  cbnz(rn: CoreRegisterLike, label: LabelLike, options?: AssembleOptions): void;
  /** CBZ_T1 */
  cbz(rn: CoreRegisterLike, label: LabelLike, options?: AssembleOptions): void;
  /** CDP_T1 */
  cdp(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** CDP2_T1 */
  cdp2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** CLREX_T1 */
  clrex(options?: AssembleOptions): void;
  /** CLZ_T1 */
  clz(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CMN_r_T1 */
  cmn(rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CMN_i_T1 */
  cmn(rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** CMN_r_T2 */
  cmn(rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** CMP_i_T1 */
  cmp(rn: CoreRegisterLike, imm8: number, options?: AssembleOptions): void;
  /** CMP_r_T1, CMP_r_T2 */
  cmp(rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CMP_i_T2 */
  cmp(rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** CMP_r_T3 */
  cmp(rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** CPS_T2 */
  cps(mode: number, options?: AssembleOptions): void;
  /** CPS_T1, CPS_T2 */
  cpsid(iflags: "none" | "f" | "i" | "if" | "a" | "af" | "ai" | "aif", options?: AssembleOptions): void;
  /** CPS_T2 */
  cpsid(iflags: "none" | "f" | "i" | "if" | "a" | "af" | "ai" | "aif", mode: number, options?: AssembleOptions): void;
  /** CPS_T1, CPS_T2 */
  cpsie(iflags: "none" | "f" | "i" | "if" | "a" | "af" | "ai" | "aif", options?: AssembleOptions): void;
  /** CPS_T2 */
  cpsie(iflags: "none" | "f" | "i" | "if" | "a" | "af" | "ai" | "aif", mode: number, options?: AssembleOptions): void;
  /** CRC32_T1 */
  crc32b(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CRC32_T1 */
  crc32cb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CRC32_T1 */
  crc32ch(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CRC32_T1 */
  crc32cw(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CRC32_T1 */
  crc32h(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CRC32_T1 */
  crc32w(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** CSDB_T1 */
  csdb(options?: AssembleOptions): void;
  /** DBG_T1 */
  dbg(option: number, options?: AssembleOptions): void;
  /** DCPS1_T1 */
  dcps1(options?: AssembleOptions): void;
  /** DCPS2_T1 */
  dcps2(options?: AssembleOptions): void;
  /** DCPS3_T1 */
  dcps3(options?: AssembleOptions): void;
  /** DMB_T1 */
  dmb(barrier: "oshld" | "oshst" | "osh" | "nshld" | "unst" | "un" | "ishld" | "ishst" | "ish" | "ld" | "st" | "sy" | "nshst" | "nsh" | number, options?: AssembleOptions): void;
  /** DSB_T1 */
  dsb(barrier: "oshld" | "oshst" | "osh" | "nshld" | "unst" | "un" | "ishld" | "ishst" | "ish" | "ld" | "st" | "sy" | "nshst" | "nsh" | number, options?: AssembleOptions): void;
  /** EOR_r_T1 */
  eor(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** EOR_i_T1 */
  eor(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** EOR_r_T2 */
  eor(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** EOR_r_T1 */
  eor(rdn: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** EOR_i_T1 */
  eor(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** EOR_r_T2 */
  eor(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** EOR_r_T1 */
  eors(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** EOR_i_T1 */
  eors(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** EOR_r_T2 */
  eors(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** EOR_r_T1 */
  eors(rdn: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** EOR_i_T1 */
  eors(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** EOR_r_T2 */
  eors(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SUB_i_T5 */
  eret(options?: AssembleOptions): void;
  /** ESB_T1 */
  esb(options?: AssembleOptions): void;
  /** FLDMX_db_T1 */
  fldmdbx(rn: WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** FLDMX_T1 */
  fldmiax(rn: CoreRegisterLike | WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** FSTMX_db_T1 */
  fstmdbx(rn: WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** FSTMX_T1 */
  fstmiax(rn: CoreRegisterLike | WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** HLT_T1 */
  hlt(imm6: number, options?: AssembleOptions): void;
  /** HVC_T1 */
  hvc(imm4Imm12: number, options?: AssembleOptions): void;
  /** ISB_T1 */
  isb(isb: "sy" | number, options?: AssembleOptions): void;
  /** IT_T1 */
  it(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  ite(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  itee(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  iteee(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  iteet(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  itet(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  itete(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  itett(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  itt(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  itte(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  ittee(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  ittet(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  ittt(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  ittte(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** IT_T1 */
  itttt(firstcond: "eq" | "ne" | "cs" | "cc" | "mi" | "pl" | "vs" | "vc" | "hi" | "ls" | "ge" | "lt" | "gt" | "le" | "al" | "<und>" | "hs" | "lo", options?: AssembleOptions): void;
  /** LDA_T1 */
  lda(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDAB_T1 */
  ldab(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDAEX_T1 */
  ldaex(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDAEXB_T1 */
  ldaexb(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDAEXD_T1 */
  ldaexd(rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDAEXH_T1 */
  ldaexh(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDAH_T1 */
  ldah(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDC_i_T1 */
  ldc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** LDC_i_T1 */
  ldc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** LDC_l_T1 */
  ldc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDC2_i_T1 */
  ldc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** LDC2_i_T1 */
  ldc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** LDC2_l_T1 */
  ldc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDC2L_i_T1 */
  ldc2l(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** LDC2L_i_T1 */
  ldc2l(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** LDC2L_l_T1 */
  ldc2l(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDCL_i_T1 */
  ldcl(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** LDCL_i_T1 */
  ldcl(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** LDCL_l_T1 */
  ldcl(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDM_T1 */
  ldm(rn: CoreRegisterLike, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDM_T1 */
  ldm(rn: WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDM_T2 */
  ldm(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDMDB_T1 */
  ldmdb(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDM_T1 */
  ldmia(rn: CoreRegisterLike, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDM_T1 */
  ldmia(rn: WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDM_T2 */
  ldmia(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** LDR_l_T1, LDR_l_T2 */
  ldr(rt: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDR_r_T1, LDR_i_T1, LDR_i_T2, LDR_i_T3, LDR_i_T4, LDR_r_T2 */
  ldr(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRB_r_T1, LDRB_i_T1, LDRB_i_T2, LDRB_i_T3, LDRB_r_T2 */
  ldrb(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRB_l_T1 */
  ldrb(rt: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDRBT_T1 */
  ldrbt(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRD_i_T1 */
  ldrd(rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRD_l_T1 */
  ldrd(rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDREX_T1 */
  ldrex(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDREXB_T1 */
  ldrexb(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDREXD_T1 */
  ldrexd(rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDREXH_T1 */
  ldrexh(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRH_r_T1, LDRH_i_T1, LDRH_i_T2, LDRH_i_T3, LDRH_r_T2 */
  ldrh(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRH_l_T1 */
  ldrh(rt: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDRHT_T1 */
  ldrht(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRSB_r_T1, LDRSB_i_T1, LDRSB_i_T2, LDRSB_r_T2 */
  ldrsb(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRSB_l_T1 */
  ldrsb(rt: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDRSBT_T1 */
  ldrsbt(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRSH_r_T1, LDRSH_i_T1, LDRSH_i_T2, LDRSH_r_T2 */
  ldrsh(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRSH_l_T1 */
  ldrsh(rt: CoreRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** LDRSHT_T1 */
  ldrsht(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LDRT_T1 */
  ldrt(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** LSL_i_T1, MOV_r_T3 */
  lsl(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** LSL_r_T1, LSL_r_T2 */
  lsl(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** LSL_r_T2, LSL_r_T1 */
  lsl(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** LSL_i_T1, MOV_r_T3 */
  lsl(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** LSL_i_T1, MOV_r_T3 */
  lsls(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** LSL_r_T1, LSL_r_T2 */
  lsls(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** LSL_r_T2, LSL_r_T1 */
  lsls(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** LSL_i_T1, MOV_r_T3 */
  lsls(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** LSR_i_T1, MOV_r_T3 */
  lsr(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** LSR_r_T1, LSR_r_T2 */
  lsr(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** LSR_r_T2, LSR_r_T1 */
  lsr(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** LSR_i_T1, MOV_r_T3 */
  lsr(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** LSR_i_T1, MOV_r_T3 */
  lsrs(rd: CoreRegisterLike, rm: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** LSR_r_T1, LSR_r_T2 */
  lsrs(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** LSR_r_T2, LSR_r_T1 */
  lsrs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** LSR_i_T1, MOV_r_T3 */
  lsrs(rd: CoreRegisterLike, imm5: number, options?: AssembleOptions): void;
  /** MCR_T1 */
  mcr(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** MCR2_T1 */
  mcr2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** MCRR_T1 */
  mcrr(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, rt2: CoreRegisterLike, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, options?: AssembleOptions): void;
  /** MCRR2_T1 */
  mcrr2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, rt2: CoreRegisterLike, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, options?: AssembleOptions): void;
  /** MLA_T1 */
  mla(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** MLS_T1 */
  mls(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_i_T1, MOV_i_T3 */
  mov(rd: CoreRegisterLike, imm8: number, options?: AssembleOptions): void;
  /** MOV_r_T1 */
  mov(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_i_T2 */
  mov(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** MOV_r_T3 */
  mov(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** MOV_r_T2 */
  movs(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_i_T1 */
  movs(rd: CoreRegisterLike, imm8: number, options?: AssembleOptions): void;
  /** MOV_i_T2 */
  movs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** MOV_r_T3 */
  movs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** MOVT_T1 */
  movt(rd: CoreRegisterLike, imm4IImm3Imm8: number, options?: AssembleOptions): void;
  /** MOV_i_T3 */
  movw(rd: CoreRegisterLike, imm4IImm3Imm8: number, options?: AssembleOptions): void;
  /** MRC_T1 */
  mrc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** MRC_flags_T1 */
  mrc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, aPSRNzcv: "APSR_nzcv", cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** MRC2_T1 */
  mrc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** MRC2_flags_T1 */
  mrc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, aPSRNzcv: "APSR_nzcv", cRn: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, opc2: number, options?: AssembleOptions): void;
  /** MRRC_T1 */
  mrrc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, rt2: CoreRegisterLike, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, options?: AssembleOptions): void;
  /** MRRC2_T1 */
  mrrc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, opc1: number, rt: CoreRegisterLike, rt2: CoreRegisterLike, cRm: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, options?: AssembleOptions): void;
  /** MRS_T1 */
  mrs(rd: CoreRegisterLike, cPSR: "CPSR" | "APSR", options?: AssembleOptions): void;
  /** MRS_T2 */
  mrs(rd: CoreRegisterLike, sPSR: "SPSR", options?: AssembleOptions): void;
  /** MRS_br_T1 */
  mrs(rd: CoreRegisterLike, bankedReg: "R8_usr" | "R9_usr" | "R10_usr" | "R11_usr" | "R12_usr" | "SP_usr" | "LR_usr" | "R8_fiq" | "R9_fiq" | "R10_fiq" | "R11_fiq" | "R12_fiq" | "SP_fiq" | "LR_fiq" | "LR_irq" | "SP_irq" | "LR_svc" | "SP_svc" | "LR_abt" | "SP_abt" | "LR_und" | "SP_und" | "LR_mon" | "SP_mon" | "ELR_hyp" | "SP_hyp" | "SPSR_fiq" | "SPSR_irq" | "SPSR_svc" | "SPSR_abt" | "SPSR_und" | "SPSR_mon" | "SPSR_hyp" | number, options?: AssembleOptions): void;
  /** MSR_r_T1 */
  msr(specReg: "CPSR_" | "CPSR_c" | "CPSR_x" | "CPSR_xc" | "CPSR_s" | "CPSR_sc" | "CPSR_sx" | "CPSR_sxc" | "CPSR_f" | "CPSR_fc" | "CPSR_fx" | "CPSR_fxc" | "CPSR_fs" | "CPSR_fsc" | "CPSR_fsx" | "CPSR_fsxc" | "apsr_nzcvq" | "apsr_g" | "apsr_nzcvqg", rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** MSR_r_T2 */
  msr(specReg: "SPSR_" | "SPSR_c" | "SPSR_x" | "SPSR_xc" | "SPSR_s" | "SPSR_sc" | "SPSR_sx" | "SPSR_sxc" | "SPSR_f" | "SPSR_fc" | "SPSR_fx" | "SPSR_fxc" | "SPSR_fs" | "SPSR_fsc" | "SPSR_fsx" | "SPSR_fsxc", rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** MSR_br_T1 */
  msr(bankedReg: "R8_usr" | "R9_usr" | "R10_usr" | "R11_usr" | "R12_usr" | "SP_usr" | "LR_usr" | "R8_fiq" | "R9_fiq" | "R10_fiq" | "R11_fiq" | "R12_fiq" | "SP_fiq" | "LR_fiq" | "LR_irq" | "SP_irq" | "LR_svc" | "SP_svc" | "LR_abt" | "SP_abt" | "LR_und" | "SP_und" | "LR_mon" | "SP_mon" | "ELR_hyp" | "SP_hyp" | "SPSR_fiq" | "SPSR_irq" | "SPSR_svc" | "SPSR_abt" | "SPSR_und" | "SPSR_mon" | "SPSR_hyp" | number, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** MUL_T1, MUL_T2 */
  mul(rdm: CoreRegisterLike, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** MUL_T2, MUL_T1 */
  mul(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MUL_T1 */
  muls(rdm: CoreRegisterLike, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** MUL_T1 */
  muls(rdm: CoreRegisterLike, rn: CoreRegisterLike, rn2: CoreRegisterLike, options?: AssembleOptions): void;
  /** MVN_r_T1 */
  mvn(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MVN_i_T1 */
  mvn(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** MVN_r_T2 */
  mvn(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** MVN_r_T1 */
  mvns(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MVN_i_T1 */
  mvns(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** MVN_r_T2 */
  mvns(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** RSB_i_T1 */
  neg(rd: CoreRegisterLike, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** RSB_i_T1 */
  negs(rd: CoreRegisterLike, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** NOP_T1, MOV_r_T1, NOP_T2 */
  nop(options?: AssembleOptions): void;
  /** HINT_T1, HINT_T2 */
  nop(hint: number, options?: AssembleOptions): void;
  /** ORN_i_T1 */
  orn(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ORN_r_T1 */
  orn(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ORN_i_T1 */
  orn(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ORN_r_T1 */
  orn(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ORN_i_T1 */
  orns(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ORN_r_T1 */
  orns(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ORN_i_T1 */
  orns(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ORN_r_T1 */
  orns(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ORR_r_T1 */
  orr(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ORR_i_T1 */
  orr(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ORR_r_T2 */
  orr(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ORR_r_T1 */
  orr(rdn: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ORR_i_T1 */
  orr(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ORR_r_T2 */
  orr(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ORR_r_T1 */
  orrs(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ORR_i_T1 */
  orrs(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ORR_r_T2 */
  orrs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** ORR_r_T1 */
  orrs(rdn: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** ORR_i_T1 */
  orrs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** ORR_r_T2 */
  orrs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** PKHBT_T1 */
  pkhbt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** PKHTB_T1 */
  pkhtb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** PLD_i_T1, PLD_i_T2, PLD_r_T1 */
  pld(offset: Memory, options?: AssembleOptions): void;
  /** PLD_l_T1 */
  pld(offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** PLDW_i_T1, PLDW_i_T2, PLDW_r_T1 */
  pldw(offset: Memory, options?: AssembleOptions): void;
  /** PLI_i_T1, PLI_i_T2, PLI_r_T1 */
  pli(offset: Memory, options?: AssembleOptions): void;
  /** PLI_i_T3 */
  pli(offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** POP_T1, LDR_i_T4, LDM_T2 */
  pop(registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** PSSBB_T1 */
  pssbb(options?: AssembleOptions): void;
  /** PUSH_T1, STR_i_T4, STMDB_T1 */
  push(registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** QADD_T1 */
  qadd(rd: CoreRegisterLike, rm: CoreRegisterLike, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** QADD16_T1 */
  qadd16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** QADD8_T1 */
  qadd8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** QASX_T1 */
  qasx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** QDADD_T1 */
  qdadd(rd: CoreRegisterLike, rm: CoreRegisterLike, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** QDSUB_T1 */
  qdsub(rd: CoreRegisterLike, rm: CoreRegisterLike, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** QSAX_T1 */
  qsax(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** QSUB_T1 */
  qsub(rd: CoreRegisterLike, rm: CoreRegisterLike, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** QSUB16_T1 */
  qsub16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** QSUB8_T1 */
  qsub8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** RBIT_T1 */
  rbit(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** REV_T1, REV_T2 */
  rev(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** REV16_T1, REV16_T2 */
  rev16(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** REVSH_T1, REVSH_T2 */
  revsh(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** RFE_T1 */
  rfedb(rn: CoreRegisterLike | WriteBack, options?: AssembleOptions): void;
  /** RFE_T2 */
  rfeia(rn: CoreRegisterLike | WriteBack, options?: AssembleOptions): void;
  /** ROR_r_T1, ROR_r_T2 */
  ror(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_T3 */
  ror(rd: CoreRegisterLike, rm: CoreRegisterLike, imm3Imm2: number, options?: AssembleOptions): void;
  /** ROR_r_T2, ROR_r_T1 */
  ror(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_T3 */
  ror(rd: CoreRegisterLike, imm3Imm2: number, options?: AssembleOptions): void;
  /** ROR_r_T1, ROR_r_T2 */
  rors(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_T3 */
  rors(rd: CoreRegisterLike, rm: CoreRegisterLike, imm3Imm2: number, options?: AssembleOptions): void;
  /** ROR_r_T2, ROR_r_T1 */
  rors(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_T3 */
  rors(rd: CoreRegisterLike, imm3Imm2: number, options?: AssembleOptions): void;
  /** MOV_r_T3 */
  rrx(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** MOV_r_T3 */
  rrxs(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** RSB_i_T1 */
  rsb(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** RSB_i_T2 */
  rsb(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** RSB_r_T1 */
  rsb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** RSB_i_T1 */
  rsb(rd: CoreRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** RSB_i_T2 */
  rsb(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** RSB_r_T1 */
  rsb(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** RSB_i_T1 */
  rsbs(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** RSB_i_T2 */
  rsbs(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** RSB_r_T1 */
  rsbs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** RSB_i_T1 */
  rsbs(rd: CoreRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** RSB_i_T2 */
  rsbs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** RSB_r_T1 */
  rsbs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SADD16_T1 */
  sadd16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SADD8_T1 */
  sadd8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SASX_T1 */
  sasx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SB_T1 */
  sb(options?: AssembleOptions): void;
  /** SBC_r_T1 */
  sbc(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SBC_i_T1 */
  sbc(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SBC_r_T2 */
  sbc(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SBC_r_T1 */
  sbc(rdn: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SBC_i_T1 */
  sbc(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SBC_r_T2 */
  sbc(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SBC_r_T1 */
  sbcs(rdn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SBC_i_T1 */
  sbcs(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SBC_r_T2 */
  sbcs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SBC_r_T1 */
  sbcs(rdn: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SBC_i_T1 */
  sbcs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SBC_r_T2 */
  sbcs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SBFX_T1 */
  sbfx(rd: CoreRegisterLike, rn: CoreRegisterLike, imm3Imm2: number, widthm1: number, options?: AssembleOptions): void;
  /** SDIV_T1 */
  sdiv(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SDIV_T1 */
  sdiv(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SEL_T1 */
  sel(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SETEND_T1 */
  setend(endian: "le" | "be", options?: AssembleOptions): void;
  /** SETPAN_T1 */
  setpan(imm1: number, options?: AssembleOptions): void;
  /** SEV_T1, SEV_T2 */
  sev(options?: AssembleOptions): void;
  /** SEVL_T1, SEVL_T2 */
  sevl(options?: AssembleOptions): void;
  /** SHADD16_T1 */
  shadd16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SHADD8_T1 */
  shadd8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SHASX_T1 */
  shasx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SHSAX_T1 */
  shsax(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SHSUB16_T1 */
  shsub16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SHSUB8_T1 */
  shsub8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMC_T1 */
  smc(imm4: number, options?: AssembleOptions): void;
  /** SMLABB_T1 */
  smlabb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLABT_T1 */
  smlabt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLAD_T1 */
  smlad(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLADX_T1 */
  smladx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLAL_T1 */
  smlal(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLALBB_T1 */
  smlalbb(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLALBT_T1 */
  smlalbt(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLALD_T1 */
  smlald(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLALDX_T1 */
  smlaldx(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLALTB_T1 */
  smlaltb(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLALTT_T1 */
  smlaltt(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLATB_T1 */
  smlatb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLATT_T1 */
  smlatt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLAWB_T1 */
  smlawb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLAWT_T1 */
  smlawt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLSD_T1 */
  smlsd(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLSDX_T1 */
  smlsdx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLSLD_T1 */
  smlsld(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMLSLDX_T1 */
  smlsldx(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMMLA_T1 */
  smmla(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMMLAR_T1 */
  smmlar(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMMLS_T1 */
  smmls(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMMLSR_T1 */
  smmlsr(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMMUL_T1 */
  smmul(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMMULR_T1 */
  smmulr(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMUAD_T1 */
  smuad(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMUADX_T1 */
  smuadx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULBB_T1 */
  smulbb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULBT_T1 */
  smulbt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULL_T1 */
  smull(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULTB_T1 */
  smultb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULTT_T1 */
  smultt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULWB_T1 */
  smulwb(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMULWT_T1 */
  smulwt(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMUSD_T1 */
  smusd(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SMUSDX_T1 */
  smusdx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SRS_T1 */
  srsdb(rn: CoreRegisterLike | WriteBack, mode: number, options?: AssembleOptions): void;
  /** SRS_T2 */
  srsia(rn: CoreRegisterLike | WriteBack, mode: number, options?: AssembleOptions): void;
  /** SSAT_T1 */
  ssat(rd: CoreRegisterLike, satImm: number, rn: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SSAT16_T1 */
  ssat16(rd: CoreRegisterLike, satImm: number, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** SSAX_T1 */
  ssax(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SSBB_T1 */
  ssbb(options?: AssembleOptions): void;
  /** SSUB16_T1 */
  ssub16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SSUB8_T1 */
  ssub8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** STC_i_T1 */
  stc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** STC_i_T1 */
  stc(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** STC2_i_T1 */
  stc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** STC2_i_T1 */
  stc2(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** STC2L_i_T1 */
  stc2l(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** STC2L_i_T1 */
  stc2l(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** STCL_i_T1 */
  stcl(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, imm8: number, options?: AssembleOptions): void;
  /** STCL_i_T1 */
  stcl(coproc: "p0" | "p1" | "p2" | "p3" | "p4" | "p5" | "p6" | "p7" | "p8" | "p9" | "p10" | "p11" | "p12" | "p13" | "p14" | "p15" | number, cRd: "c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13" | "c14" | "c15" | number, offset: Memory, options?: AssembleOptions): void;
  /** STL_T1 */
  stl(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STLB_T1 */
  stlb(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STLEX_T1 */
  stlex(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STLEXB_T1 */
  stlexb(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STLEXD_T1 */
  stlexd(rd: CoreRegisterLike, rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STLEXH_T1 */
  stlexh(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STLH_T1 */
  stlh(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STM_T1 */
  stm(rn: WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STM_T2 */
  stm(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STMDB_T1 */
  stmdb(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STM_T1 */
  stmia(rn: WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STM_T2 */
  stmia(rn: CoreRegisterLike | WriteBack, registerList: readonly CoreRegisterLike[], options?: AssembleOptions): void;
  /** STR_r_T1, STR_i_T1, STR_i_T2, STR_i_T3, STR_r_T2, STR_i_T4 */
  str(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRB_r_T1, STRB_i_T1, STRB_i_T2, STRB_r_T2, STRB_i_T3 */
  strb(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRBT_T1 */
  strbt(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRD_i_T1 */
  strd(rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STREX_T1 */
  strex(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STREXB_T1 */
  strexb(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STREXD_T1 */
  strexd(rd: CoreRegisterLike, rt: CoreRegisterLike, rt2: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STREXH_T1 */
  strexh(rd: CoreRegisterLike, rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRH_r_T1, STRH_i_T1, STRH_i_T2, STRH_r_T2, STRH_i_T3 */
  strh(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRHT_T1 */
  strht(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** STRT_T1 */
  strt(rt: CoreRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** SUB_r_T1 */
  sub(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SUB_i_T1, SUB_i_T4, SUB_SP_i_T3, ADR_T2, SUB_i_T2, SUB_SP_i_T1 */
  sub(rd: CoreRegisterLike, rn: CoreRegisterLike, imm3: number, options?: AssembleOptions): void;
  /** SUB_i_T2, SUB_SP_i_T1, SUB_i_T1, SUB_i_T4, SUB_SP_i_T3, ADR_T2 */
  sub(rdn: CoreRegisterLike, imm8: number, options?: AssembleOptions): void;
  /** SUB_i_T3, SUB_SP_i_T2 */
  sub(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SUB_r_T2, SUB_SP_r_T1 */
  sub(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SUB_r_T1 */
  sub(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SUB_i_T3, SUB_SP_i_T2 */
  sub(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SUB_r_T2, SUB_SP_r_T1 */
  sub(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SUB_r_T1 */
  subs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SUB_i_T1, SUB_i_T5, SUB_i_T2 */
  subs(rd: CoreRegisterLike, rn: CoreRegisterLike, imm3: number, options?: AssembleOptions): void;
  /** SUB_i_T2, SUB_i_T1, SUB_i_T5 */
  subs(rdn: CoreRegisterLike, imm8: number, options?: AssembleOptions): void;
  /** SUB_i_T3, SUB_SP_i_T2 */
  subs(rd: CoreRegisterLike, rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SUB_r_T2, SUB_SP_r_T1 */
  subs(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SUB_r_T1 */
  subs(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SUB_i_T3, SUB_SP_i_T2 */
  subs(rd: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** SUB_r_T2, SUB_SP_r_T1 */
  subs(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SUB_i_T4, SUB_SP_i_T3, ADR_T2 */
  subw(rd: CoreRegisterLike, rn: CoreRegisterLike, iImm3Imm8: number, options?: AssembleOptions): void;
  /** SUB_i_T4, SUB_SP_i_T3, ADR_T2 */
  subw(rd: CoreRegisterLike, iImm3Imm8: number, options?: AssembleOptions): void;
  /** SVC_T1 */
  svc(imm8: number, options?: AssembleOptions): void;
  /** SXTAB_T1 */
  sxtab(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SXTAB16_T1 */
  sxtab16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SXTAH_T1 */
  sxtah(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SXTB_T1 */
  sxtb(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SXTB_T2 */
  sxtb(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SXTB16_T1 */
  sxtb16(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** SXTH_T1 */
  sxth(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** SXTH_T2 */
  sxth(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** TBB_T1 */
  tbb(table: Memory, options?: AssembleOptions): void;
  /** TBH_T1 */
  tbh(table: Memory, options?: AssembleOptions): void;
  /** TEQ_i_T1 */
  teq(rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** TEQ_r_T1 */
  teq(rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** TST_r_T1 */
  tst(rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** TST_i_T1 */
  tst(rn: CoreRegisterLike, constValue: number | ModifiedImmediate, options?: AssembleOptions): void;
  /** TST_r_T2 */
  tst(rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** UADD16_T1 */
  uadd16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UADD8_T1 */
  uadd8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UASX_T1 */
  uasx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UBFX_T1 */
  ubfx(rd: CoreRegisterLike, rn: CoreRegisterLike, imm3Imm2: number, widthm1: number, options?: AssembleOptions): void;
  /** UDF_T1, UDF_T2 */
  udf(imm8: number, options?: AssembleOptions): void;
  /** UDIV_T1 */
  udiv(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UDIV_T1 */
  udiv(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UHADD16_T1 */
  uhadd16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UHADD8_T1 */
  uhadd8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UHASX_T1 */
  uhasx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UHSAX_T1 */
  uhsax(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UHSUB16_T1 */
  uhsub16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UHSUB8_T1 */
  uhsub8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UMAAL_T1 */
  umaal(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UMLAL_T1 */
  umlal(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UMULL_T1 */
  umull(rdLo: CoreRegisterLike, rdHi: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UQADD16_T1 */
  uqadd16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UQADD8_T1 */
  uqadd8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UQASX_T1 */
  uqasx(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UQSAX_T1 */
  uqsax(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UQSUB16_T1 */
  uqsub16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UQSUB8_T1 */
  uqsub8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** USAD8_T1 */
  usad8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** USADA8_T1 */
  usada8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, ra: CoreRegisterLike, options?: AssembleOptions): void;
  /** USAT_T1 */
  usat(rd: CoreRegisterLike, satImm: number, rn: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** USAT16_T1 */
  usat16(rd: CoreRegisterLike, satImm: number, rn: CoreRegisterLike, options?: AssembleOptions): void;
  /** USAX_T1 */
  usax(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** USUB16_T1 */
  usub16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** USUB8_T1 */
  usub8(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UXTAB_T1 */
  uxtab(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** UXTAB16_T1 */
  uxtab16(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** UXTAH_T1 */
  uxtah(rd: CoreRegisterLike, rn: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** UXTB_T1 */
  uxtb(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UXTB_T2 */
  uxtb(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** UXTB16_T1 */
  uxtb16(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** UXTH_T1 */
  uxth(rd: CoreRegisterLike, rm: CoreRegisterLike, options?: AssembleOptions): void;
  /** UXTH_T2 */
  uxth(rd: CoreRegisterLike, rm: CoreRegisterLike | ShiftedRegister, options?: AssembleOptions): void;
  /** VLDM_T1 */
  vldm(rn: CoreRegisterLike | WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VLDM_T2 */
  vldm(rn: CoreRegisterLike | WriteBack, list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VLDM_db_T1 */
  vldmdb(rn: WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VLDM_db_T2 */
  vldmdb(rn: WriteBack, list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VLDM_T1 */
  vldmia(rn: CoreRegisterLike | WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VLDM_T2 */
  vldmia(rn: CoreRegisterLike | WriteBack, list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VLDR_T1 */
  vldr(dd: DoubleRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** VLDR_T2 */
  vldr(sd: SingleRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** VLDR_l_T1 */
  vldr(dd: DoubleRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** VLDR_l_T2 */
  vldr(sd: SingleRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** VLDM_T1 */
  vpop(list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VLDM_T2 */
  vpop(list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_db_T1 */
  vpush(list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_db_T2 */
  vpush(list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_T1 */
  vstm(rn: CoreRegisterLike | WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_T2 */
  vstm(rn: CoreRegisterLike | WriteBack, list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_db_T1 */
  vstmdb(rn: WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_db_T2 */
  vstmdb(rn: WriteBack, list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_T1 */
  vstmia(rn: CoreRegisterLike | WriteBack, list: readonly DoubleRegisterLike[], options?: AssembleOptions): void;
  /** VSTM_T2 */
  vstmia(rn: CoreRegisterLike | WriteBack, list: readonly SingleRegisterLike[], options?: AssembleOptions): void;
  /** VSTR_T1 */
  vstr(dd: DoubleRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** VSTR_T2 */
  vstr(sd: SingleRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** WFE_T1, WFE_T2 */
  wfe(options?: AssembleOptions): void;
  /** WFI_T1, WFI_T2 */
  wfi(options?: AssembleOptions): void;
  /** YIELD_T1, YIELD_T2 */
  yield(options?: AssembleOptions): void;
}
