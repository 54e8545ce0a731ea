// Written by scripts/generate-assemblers.mjs from the rows of @armstalker/isa.
import type { AssembleOptions, CoreRegisterLike, DoubleRegisterLike, FloatImmediate, LabelLike, Lane, Memory, QuadRegisterLike, SingleRegisterLike, VectorImmediate, WriteBack } from "@armstalker/isa";

/** Advanced SIMD and VFP arithmetic and moves of T32: a method for each mnemonic, with its encodings' names above each form. */
export interface ThumbVectorAssembler {
  /** AESD_T1 */
  aesd_8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** AESE_T1 */
  aese_8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** AESIMC_T1 */
  aesimc_8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** AESMC_T1 */
  aesmc_8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** SHA1C_T1 */
  sha1c_32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** SHA1H_T1 */
  sha1h_32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** SHA1M_T1 */
  sha1m_32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** SHA1P_T1 */
  sha1p_32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** SHA1SU0_T1 */
  sha1su0_32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** SHA1SU1_T1 */
  sha1su1_32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** SHA256H_T1 */
  sha256h_32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** SHA256H2_T1 */
  sha256h2_32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** SHA256SU0_T1 */
  sha256su0_32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** SHA256SU1_T1 */
  sha256su1_32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABA_T1 */
  vaba_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABA_T1 */
  vaba_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABA_T1 */
  vaba_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABA_T1 */
  vaba_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABA_T1 */
  vaba_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABA_T1 */
  vaba_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABA_T1 */
  vaba_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABA_T1 */
  vaba_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABA_T1 */
  vaba_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABA_T1 */
  vaba_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABA_T1 */
  vaba_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABA_T1 */
  vaba_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABAL_T1 */
  vabal_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABAL_T1 */
  vabal_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABAL_T1 */
  vabal_s8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABAL_T1 */
  vabal_u16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABAL_T1 */
  vabal_u32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABAL_T1 */
  vabal_u8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABD_fh_T1 */
  vabd_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABD_fh_T1 */
  vabd_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABD_f_T1 */
  vabd_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABD_f_T1 */
  vabd_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABD_i_T1 */
  vabd_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABD_i_T1 */
  vabd_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABD_i_T1 */
  vabd_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABD_i_T1 */
  vabd_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABD_i_T1 */
  vabd_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABD_i_T1 */
  vabd_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABD_i_T1 */
  vabd_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABD_i_T1 */
  vabd_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABD_i_T1 */
  vabd_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABD_i_T1 */
  vabd_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABD_i_T1 */
  vabd_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABD_i_T1 */
  vabd_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABDL_T1 */
  vabdl_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABDL_T1 */
  vabdl_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABDL_T1 */
  vabdl_s8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABDL_T1 */
  vabdl_u16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABDL_T1 */
  vabdl_u32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABDL_T1 */
  vabdl_u8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABS_h_T2 */
  vabs_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VABS_fh_T1 */
  vabs_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABS_fh_T1 */
  vabs_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABS_T2 */
  vabs_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VABS_f_T1 */
  vabs_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABS_f_T1 */
  vabs_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABS_T2 */
  vabs_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABS_T1 */
  vabs_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABS_T1 */
  vabs_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABS_T1 */
  vabs_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABS_T1 */
  vabs_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VABS_T1 */
  vabs_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VABS_T1 */
  vabs_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VACGE_h_T1 */
  vacge_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VACGE_h_T1 */
  vacge_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VACGE_T1 */
  vacge_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VACGE_T1 */
  vacge_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VACGT_h_T1 */
  vacgt_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VACGT_h_T1 */
  vacgt_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VACGT_T1 */
  vacgt_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VACGT_T1 */
  vacgt_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VACGE_h_T1 */
  vacle_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VACGE_h_T1 */
  vacle_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VACGE_T1 */
  vacle_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VACGE_T1 */
  vacle_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VACGT_h_T1 */
  vaclt_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VACGT_h_T1 */
  vaclt_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VACGT_T1 */
  vaclt_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VACGT_T1 */
  vaclt_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADD_fh_T2 */
  vadd_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VADD_fh_T1 */
  vadd_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VADD_fh_T1 */
  vadd_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADD_f_T2 */
  vadd_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VADD_f_T1 */
  vadd_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VADD_f_T1 */
  vadd_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADD_f_T2 */
  vadd_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADD_i_T1 */
  vadd_i16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VADD_i_T1 */
  vadd_i16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADD_i_T1 */
  vadd_i32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VADD_i_T1 */
  vadd_i32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADD_i_T1 */
  vadd_i64(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VADD_i_T1 */
  vadd_i64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADD_i_T1 */
  vadd_i8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VADD_i_T1 */
  vadd_i8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADDHN_T1 */
  vaddhn_i16(dd: DoubleRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VADDHN_T1 */
  vaddhn_i32(dd: DoubleRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VADDHN_T1 */
  vaddhn_i64(dd: DoubleRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VADDL_T1 */
  vaddl_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADDL_T1 */
  vaddl_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADDL_T1 */
  vaddl_s8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADDL_T1 */
  vaddl_u16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADDL_T1 */
  vaddl_u32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADDL_T1 */
  vaddl_u8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADDW_T1 */
  vaddw_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADDW_T1 */
  vaddw_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADDW_T1 */
  vaddw_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADDW_T1 */
  vaddw_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADDW_T1 */
  vaddw_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VADDW_T1 */
  vaddw_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VAND_r_T1 */
  vand(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VAND_r_T1 */
  vand(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VBIC_r_T1 */
  vbic(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VBIC_r_T1 */
  vbic(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VBIC_i_T2 */
  vbic_i16(qd: QuadRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VBIC_i_T2 */
  vbic_i16(dd: DoubleRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VBIC_i_T1 */
  vbic_i32(qd: QuadRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VBIC_i_T1 */
  vbic_i32(dd: DoubleRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VBIF_T1 */
  vbif(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VBIF_T1 */
  vbif(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VBIT_T1 */
  vbit(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VBIT_T1 */
  vbit(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VBSL_T1 */
  vbsl(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VBSL_T1 */
  vbsl(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCADD_h_T1 */
  vcadd_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, rot: number, options?: AssembleOptions): void;
  /** VCADD_h_T1 */
  vcadd_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, rot: number, options?: AssembleOptions): void;
  /** VCADD_T1 */
  vcadd_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, rot: number, options?: AssembleOptions): void;
  /** VCADD_T1 */
  vcadd_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, rot: number, options?: AssembleOptions): void;
  /** VCEQ_rh_T2 */
  vceq_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCEQ_rh_T2 */
  vceq_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCEQ_i_fh_T1 */
  vceq_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCEQ_i_fh_T1 */
  vceq_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCEQ_r_T2 */
  vceq_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCEQ_r_T2 */
  vceq_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCEQ_i_f_T1 */
  vceq_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCEQ_i_f_T1 */
  vceq_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCEQ_r_T1 */
  vceq_i16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCEQ_r_T1 */
  vceq_i16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCEQ_i_T1 */
  vceq_i16(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCEQ_i_T1 */
  vceq_i16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCEQ_r_T1 */
  vceq_i32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCEQ_r_T1 */
  vceq_i32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCEQ_i_T1 */
  vceq_i32(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCEQ_i_T1 */
  vceq_i32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCEQ_r_T1 */
  vceq_i8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCEQ_r_T1 */
  vceq_i8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCEQ_i_T1 */
  vceq_i8(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCEQ_i_T1 */
  vceq_i8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_rh_T2 */
  vcge_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_rh_T2 */
  vcge_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGE_i_fh_T1 */
  vcge_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_i_fh_T1 */
  vcge_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_r_T2 */
  vcge_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T2 */
  vcge_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGE_i_f_T1 */
  vcge_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_i_f_T1 */
  vcge_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcge_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcge_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGE_i_T1 */
  vcge_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_i_T1 */
  vcge_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcge_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcge_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGE_i_T1 */
  vcge_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_i_T1 */
  vcge_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcge_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcge_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGE_i_T1 */
  vcge_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_i_T1 */
  vcge_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcge_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcge_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcge_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcge_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcge_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcge_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGT_rh_T2 */
  vcgt_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_rh_T2 */
  vcgt_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGT_i_fh_T1 */
  vcgt_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_i_fh_T1 */
  vcgt_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_r_T2 */
  vcgt_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T2 */
  vcgt_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGT_i_f_T1 */
  vcgt_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_i_f_T1 */
  vcgt_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vcgt_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vcgt_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGT_i_T1 */
  vcgt_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_i_T1 */
  vcgt_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vcgt_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vcgt_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGT_i_T1 */
  vcgt_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_i_T1 */
  vcgt_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vcgt_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vcgt_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGT_i_T1 */
  vcgt_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_i_T1 */
  vcgt_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vcgt_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vcgt_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vcgt_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vcgt_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vcgt_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vcgt_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGE_rh_T2 */
  vcle_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_rh_T2 */
  vcle_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLE_i_fh_T1 */
  vcle_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCLE_i_fh_T1 */
  vcle_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_r_T2 */
  vcle_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T2 */
  vcle_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLE_i_f_T1 */
  vcle_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCLE_i_f_T1 */
  vcle_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcle_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcle_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLE_i_T1 */
  vcle_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCLE_i_T1 */
  vcle_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcle_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcle_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLE_i_T1 */
  vcle_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCLE_i_T1 */
  vcle_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcle_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcle_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLE_i_T1 */
  vcle_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCLE_i_T1 */
  vcle_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcle_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcle_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcle_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcle_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcle_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGE_r_T1 */
  vcle_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLS_T1 */
  vcls_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCLS_T1 */
  vcls_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLS_T1 */
  vcls_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCLS_T1 */
  vcls_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLS_T1 */
  vcls_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCLS_T1 */
  vcls_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGT_rh_T2 */
  vclt_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_rh_T2 */
  vclt_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLT_i_fh_T1 */
  vclt_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCLT_i_fh_T1 */
  vclt_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_r_T2 */
  vclt_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T2 */
  vclt_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLT_i_f_T1 */
  vclt_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCLT_i_f_T1 */
  vclt_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vclt_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vclt_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLT_i_T1 */
  vclt_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCLT_i_T1 */
  vclt_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vclt_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vclt_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLT_i_T1 */
  vclt_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCLT_i_T1 */
  vclt_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vclt_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vclt_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLT_i_T1 */
  vclt_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCLT_i_T1 */
  vclt_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, constValue: 0, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vclt_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vclt_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vclt_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vclt_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vclt_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCGT_r_T1 */
  vclt_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLZ_T1 */
  vclz_i16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCLZ_T1 */
  vclz_i16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLZ_T1 */
  vclz_i32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCLZ_T1 */
  vclz_i32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCLZ_T1 */
  vclz_i8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCLZ_T1 */
  vclz_i8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCMLA_h_T1 */
  vcmla_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, rot: number, options?: AssembleOptions): void;
  /** VCMLA_h_T1 */
  vcmla_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, rot: number, options?: AssembleOptions): void;
  /** VCMLA_sh_T1 */
  vcmla_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, rot: number, options?: AssembleOptions): void;
  /** VCMLA_sh_T1 */
  vcmla_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, rot: number, options?: AssembleOptions): void;
  /** VCMLA_T1 */
  vcmla_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, rot: number, options?: AssembleOptions): void;
  /** VCMLA_T1 */
  vcmla_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, rot: number, options?: AssembleOptions): void;
  /** VCMLA_s_T1 */
  vcmla_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, rot: number, options?: AssembleOptions): void;
  /** VCMLA_s_T1 */
  vcmla_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, rot: number, options?: AssembleOptions): void;
  /** VCMP_h_T1 */
  vcmp_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCMP_h_T2 */
  vcmp_f16(sd: SingleRegisterLike, constValue: number, options?: AssembleOptions): void;
  /** VCMP_T1 */
  vcmp_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCMP_T2 */
  vcmp_f32(sd: SingleRegisterLike, constValue: number, options?: AssembleOptions): void;
  /** VCMP_T1 */
  vcmp_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCMP_T2 */
  vcmp_f64(dd: DoubleRegisterLike, constValue: number, options?: AssembleOptions): void;
  /** VCMPE_h_T1 */
  vcmpe_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCMPE_h_T2 */
  vcmpe_f16(sd: SingleRegisterLike, constValue: number, options?: AssembleOptions): void;
  /** VCMPE_T1 */
  vcmpe_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCMPE_T2 */
  vcmpe_f32(sd: SingleRegisterLike, constValue: number, options?: AssembleOptions): void;
  /** VCMPE_T1 */
  vcmpe_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCMPE_T2 */
  vcmpe_f64(dd: DoubleRegisterLike, constValue: number, options?: AssembleOptions): void;
  /** VCNT_T1 */
  vcnt_8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCNT_T1 */
  vcnt_8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_bs_T1 */
  vcvt_bf16_f32(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVT_sh_T1 */
  vcvt_f16_f32(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVT_xvh_T1 */
  vcvt_f16_s16(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_ish_T1 */
  vcvt_f16_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVT_ish_T1 */
  vcvt_f16_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_xh_T1 */
  vcvt_f16_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_xh_T1 */
  vcvt_f16_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_ivh_T1 */
  vcvt_f16_s32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_xv32_h_T1 */
  vcvt_f16_s32(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_xvh_T1 */
  vcvt_f16_u16(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_ish_T1 */
  vcvt_f16_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVT_ish_T1 */
  vcvt_f16_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_xh_T1 */
  vcvt_f16_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_xh_T1 */
  vcvt_f16_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_ivh_T1 */
  vcvt_f16_u32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_xv32_h_T1 */
  vcvt_f16_u32(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_hs_T1 */
  vcvt_f32_f16(qd: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_ds_T1 */
  vcvt_f32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_xv_T1 */
  vcvt_f32_s16(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_iv_T1 */
  vcvt_f32_s32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_xv32_T1 */
  vcvt_f32_s32(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_x_T1 */
  vcvt_f32_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_x_T1 */
  vcvt_f32_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_is_T1 */
  vcvt_f32_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVT_is_T1 */
  vcvt_f32_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_xv_T1 */
  vcvt_f32_u16(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_iv_T1 */
  vcvt_f32_u32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_xv32_T1 */
  vcvt_f32_u32(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_x_T1 */
  vcvt_f32_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_x_T1 */
  vcvt_f32_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_is_T1 */
  vcvt_f32_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVT_is_T1 */
  vcvt_f32_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_sd_T1 */
  vcvt_f64_f32(dd: DoubleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_xv_T1 */
  vcvt_f64_s16(dd: DoubleRegisterLike, dd2: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_iv_T1 */
  vcvt_f64_s32(dd: DoubleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_xv32_T1 */
  vcvt_f64_s32(dd: DoubleRegisterLike, dd2: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_xv_T1 */
  vcvt_f64_u16(dd: DoubleRegisterLike, dd2: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_iv_T1 */
  vcvt_f64_u32(dd: DoubleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_xv32_T1 */
  vcvt_f64_u32(dd: DoubleRegisterLike, dd2: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vxh_T1 */
  vcvt_s16_f16(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_ish_T1 */
  vcvt_s16_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVT_ish_T1 */
  vcvt_s16_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_vxh_T3 */
  vcvt_s16_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vxh_T3 */
  vcvt_s16_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vx_T1 */
  vcvt_s16_f32(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vx_T1 */
  vcvt_s16_f64(dd: DoubleRegisterLike, dd2: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vih_T1 */
  vcvt_s32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_vx32_h_T1 */
  vcvt_s32_f16(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vi_T1 */
  vcvt_s32_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_vx32_T1 */
  vcvt_s32_f32(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vx_T3 */
  vcvt_s32_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vx_T3 */
  vcvt_s32_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_is_T1 */
  vcvt_s32_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVT_is_T1 */
  vcvt_s32_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_vi_T1 */
  vcvt_s32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_vx32_T1 */
  vcvt_s32_f64(dd: DoubleRegisterLike, dd2: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vxh_T1 */
  vcvt_u16_f16(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_ish_T1 */
  vcvt_u16_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVT_ish_T1 */
  vcvt_u16_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_vxh_T3 */
  vcvt_u16_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vxh_T3 */
  vcvt_u16_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vx_T1 */
  vcvt_u16_f32(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vx_T1 */
  vcvt_u16_f64(dd: DoubleRegisterLike, dd2: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vih_T1 */
  vcvt_u32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_vx32_h_T1 */
  vcvt_u32_f16(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vi_T1 */
  vcvt_u32_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_vx32_T1 */
  vcvt_u32_f32(sd: SingleRegisterLike, sd2: SingleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vx_T3 */
  vcvt_u32_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_vx_T3 */
  vcvt_u32_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVT_is_T1 */
  vcvt_u32_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVT_is_T1 */
  vcvt_u32_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_vi_T1 */
  vcvt_u32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVT_vx32_T1 */
  vcvt_u32_f64(dd: DoubleRegisterLike, dd2: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VCVTA_h_T1 */
  vcvta_s16_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_h_T1 */
  vcvta_s16_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_h_T2 */
  vcvta_s32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_T2 */
  vcvta_s32_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_T1 */
  vcvta_s32_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_T1 */
  vcvta_s32_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_T2 */
  vcvta_s32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_h_T1 */
  vcvta_u16_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_h_T1 */
  vcvta_u16_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_h_T2 */
  vcvta_u32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_T2 */
  vcvta_u32_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_T1 */
  vcvta_u32_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_T1 */
  vcvta_u32_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTA_T2 */
  vcvta_u32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTB_bs_T1 */
  vcvtb_bf16_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTB_s_T1 */
  vcvtb_f16_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTB_dh_T1 */
  vcvtb_f16_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTB_h_T1 */
  vcvtb_f32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTB_hd_T1 */
  vcvtb_f64_f16(dd: DoubleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_h_T1 */
  vcvtm_s16_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_h_T1 */
  vcvtm_s16_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_h_T2 */
  vcvtm_s32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_T2 */
  vcvtm_s32_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_T1 */
  vcvtm_s32_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_T1 */
  vcvtm_s32_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_T2 */
  vcvtm_s32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_h_T1 */
  vcvtm_u16_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_h_T1 */
  vcvtm_u16_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_h_T2 */
  vcvtm_u32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_T2 */
  vcvtm_u32_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_T1 */
  vcvtm_u32_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_T1 */
  vcvtm_u32_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTM_T2 */
  vcvtm_u32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_h_T1 */
  vcvtn_s16_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_h_T1 */
  vcvtn_s16_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_h_T2 */
  vcvtn_s32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_T2 */
  vcvtn_s32_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_T1 */
  vcvtn_s32_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_T1 */
  vcvtn_s32_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_T2 */
  vcvtn_s32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_h_T1 */
  vcvtn_u16_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_h_T1 */
  vcvtn_u16_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_h_T2 */
  vcvtn_u32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_T2 */
  vcvtn_u32_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_T1 */
  vcvtn_u32_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_T1 */
  vcvtn_u32_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTN_T2 */
  vcvtn_u32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_h_T1 */
  vcvtp_s16_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_h_T1 */
  vcvtp_s16_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_h_T2 */
  vcvtp_s32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_T2 */
  vcvtp_s32_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_T1 */
  vcvtp_s32_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_T1 */
  vcvtp_s32_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_T2 */
  vcvtp_s32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_h_T1 */
  vcvtp_u16_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_h_T1 */
  vcvtp_u16_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_h_T2 */
  vcvtp_u32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_T2 */
  vcvtp_u32_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_T1 */
  vcvtp_u32_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_T1 */
  vcvtp_u32_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTP_T2 */
  vcvtp_u32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTR_ivh_T1 */
  vcvtr_s32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTR_iv_T1 */
  vcvtr_s32_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTR_iv_T1 */
  vcvtr_s32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTR_ivh_T1 */
  vcvtr_u32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTR_iv_T1 */
  vcvtr_u32_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTR_iv_T1 */
  vcvtr_u32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTB_bs_T1 */
  vcvtt_bf16_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTB_s_T1 */
  vcvtt_f16_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTB_dh_T1 */
  vcvtt_f16_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VCVTB_h_T1 */
  vcvtt_f32_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VCVTB_hd_T1 */
  vcvtt_f64_f16(dd: DoubleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VDIV_h_T1 */
  vdiv_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VDIV_T1 */
  vdiv_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VDIV_T1 */
  vdiv_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VDOT_T1 */
  vdot_bf16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VDOT_T1 */
  vdot_bf16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VDOT_s_T1 */
  vdot_bf16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VDOT_s_T1 */
  vdot_bf16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VDUP_r_T1 */
  vdup_16(qd: QuadRegisterLike, rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VDUP_r_T1 */
  vdup_16(dd: DoubleRegisterLike, rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VDUP_s16_T1 */
  vdup_16(qd: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VDUP_s16_T1 */
  vdup_16(dd: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VDUP_r_T1 */
  vdup_32(qd: QuadRegisterLike, rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VDUP_r_T1 */
  vdup_32(dd: DoubleRegisterLike, rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VDUP_s32_T1 */
  vdup_32(qd: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VDUP_s32_T1 */
  vdup_32(dd: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VDUP_r_T1 */
  vdup_8(qd: QuadRegisterLike, rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VDUP_r_T1 */
  vdup_8(dd: DoubleRegisterLike, rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VDUP_s8_T1 */
  vdup_8(qd: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VDUP_s8_T1 */
  vdup_8(dd: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VEOR_T1 */
  veor(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VEOR_T1 */
  veor(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VEXT_T1 */
  vext_8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, imm4: number, options?: AssembleOptions): void;
  /** VEXT_T1 */
  vext_8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, imm4: number, options?: AssembleOptions): void;
  /** VFMA_h_T2 */
  vfma_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VFMA_h_T1 */
  vfma_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VFMA_h_T1 */
  vfma_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VFMA_T2 */
  vfma_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VFMA_T1 */
  vfma_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VFMA_T1 */
  vfma_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VFMA_T2 */
  vfma_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VFMAB_T1 */
  vfmab_bf16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VFMAB_s_T1 */
  vfmab_bf16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VFMAL_T1 */
  vfmal_f16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VFMAL_T1 */
  vfmal_f16(dd: DoubleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VFMAL_s_T1 */
  vfmal_f16(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VFMAL_s_T1 */
  vfmal_f16(dd: DoubleRegisterLike, sn: SingleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VFMAB_T1 */
  vfmat_bf16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VFMAB_s_T1 */
  vfmat_bf16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VFMS_h_T2 */
  vfms_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VFMS_h_T1 */
  vfms_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VFMS_h_T1 */
  vfms_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VFMS_T2 */
  vfms_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VFMS_T1 */
  vfms_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VFMS_T1 */
  vfms_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VFMS_T2 */
  vfms_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VFMSL_T1 */
  vfmsl_f16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VFMSL_T1 */
  vfmsl_f16(dd: DoubleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VFMSL_s_T1 */
  vfmsl_f16(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VFMSL_s_T1 */
  vfmsl_f16(dd: DoubleRegisterLike, sn: SingleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VFNMA_h_T1 */
  vfnma_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VFNMA_T1 */
  vfnma_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VFNMA_T1 */
  vfnma_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VFNMS_h_T1 */
  vfnms_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VFNMS_T1 */
  vfnms_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VFNMS_T1 */
  vfnms_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VHADD_T1 */
  vhadd_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VHADD_T1 */
  vhadd_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VHADD_T1 */
  vhadd_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VHADD_T1 */
  vhadd_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VHADD_T1 */
  vhadd_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VHADD_T1 */
  vhadd_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VHADD_T1 */
  vhadd_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VHADD_T1 */
  vhadd_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VHADD_T1 */
  vhadd_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VHADD_T1 */
  vhadd_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VHADD_T1 */
  vhadd_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VHADD_T1 */
  vhadd_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VHSUB_T1 */
  vhsub_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VHSUB_T1 */
  vhsub_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VHSUB_T1 */
  vhsub_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VHSUB_T1 */
  vhsub_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VHSUB_T1 */
  vhsub_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VHSUB_T1 */
  vhsub_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VHSUB_T1 */
  vhsub_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VHSUB_T1 */
  vhsub_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VHSUB_T1 */
  vhsub_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VHSUB_T1 */
  vhsub_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VHSUB_T1 */
  vhsub_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VHSUB_T1 */
  vhsub_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VINS_T1 */
  vins_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VJCVT_T1 */
  vjcvt_s32_f64(sd: SingleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VLD1_m_T1, VLD1_m_T2, VLD1_m_T3, VLD1_m_T4 */
  vld1_16(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD1_1_T2, VLD1_a_16_T1 */
  vld1_16(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD1_m_T1, VLD1_m_T2, VLD1_m_T3, VLD1_m_T4 */
  vld1_32(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD1_1_T3, VLD1_a_32_T1 */
  vld1_32(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD1_m_T1, VLD1_m_T2, VLD1_m_T3, VLD1_m_T4 */
  vld1_64(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD1_m_T1, VLD1_m_T2, VLD1_m_T3, VLD1_m_T4 */
  vld1_8(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD1_1_T1, VLD1_a_8_T1 */
  vld1_8(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD2_m_T1, VLD2_m_T2 */
  vld2_16(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD2_1_T2, VLD2_a_16_T1 */
  vld2_16(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD2_m_T1, VLD2_m_T2 */
  vld2_32(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD2_1_T3, VLD2_a_32_T1 */
  vld2_32(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD2_m_T1, VLD2_m_T2 */
  vld2_8(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD2_1_T1, VLD2_a_8_T1 */
  vld2_8(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD3_m_T1 */
  vld3_16(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD3_1_T2, VLD3_a_16_T1 */
  vld3_16(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD3_m_T1 */
  vld3_32(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD3_1_T3, VLD3_a_32_T1 */
  vld3_32(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD3_m_T1 */
  vld3_8(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD3_1_T1, VLD3_a_8_T1 */
  vld3_8(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD4_m_T1 */
  vld4_16(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD4_1_T2, VLD4_a_16_T1 */
  vld4_16(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD4_m_T1 */
  vld4_32(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD4_1_T3, VLD4_a_32_T1, VLD4_a_32x_T1 */
  vld4_32(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD4_m_T1 */
  vld4_8(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLD4_1_T1, VLD4_a_8_T1 */
  vld4_8(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VLDR_h_T1 */
  vldr_16(sd: SingleRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** VLDR_lh_T1 */
  vldr_16(sd: SingleRegisterLike, offset: LabelLike | Memory, options?: AssembleOptions): void;
  /** VMAX_fh_T1 */
  vmax_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMAX_fh_T1 */
  vmax_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMAX_f_T1 */
  vmax_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMAX_f_T1 */
  vmax_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMAX_i_T1 */
  vmax_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMAX_i_T1 */
  vmax_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMAX_i_T1 */
  vmax_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMAX_i_T1 */
  vmax_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMAX_i_T1 */
  vmax_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMAX_i_T1 */
  vmax_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMAX_i_T1 */
  vmax_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMAX_i_T1 */
  vmax_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMAX_i_T1 */
  vmax_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMAX_i_T1 */
  vmax_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMAX_i_T1 */
  vmax_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMAX_i_T1 */
  vmax_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMAXNM_h_T2 */
  vmaxnm_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMAXNM_h_T1 */
  vmaxnm_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMAXNM_h_T1 */
  vmaxnm_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMAXNM_T2 */
  vmaxnm_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMAXNM_T1 */
  vmaxnm_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMAXNM_T1 */
  vmaxnm_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMAXNM_T2 */
  vmaxnm_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMIN_fh_T1 */
  vmin_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMIN_fh_T1 */
  vmin_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMIN_f_T1 */
  vmin_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMIN_f_T1 */
  vmin_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMIN_i_T1 */
  vmin_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMIN_i_T1 */
  vmin_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMIN_i_T1 */
  vmin_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMIN_i_T1 */
  vmin_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMIN_i_T1 */
  vmin_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMIN_i_T1 */
  vmin_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMIN_i_T1 */
  vmin_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMIN_i_T1 */
  vmin_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMIN_i_T1 */
  vmin_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMIN_i_T1 */
  vmin_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMIN_i_T1 */
  vmin_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMIN_i_T1 */
  vmin_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMINNM_h_T2 */
  vminnm_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMINNM_h_T1 */
  vminnm_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMINNM_h_T1 */
  vminnm_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMINNM_T2 */
  vminnm_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMINNM_T1 */
  vminnm_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMINNM_T1 */
  vminnm_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMINNM_T2 */
  vminnm_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLA_fh_T2 */
  vmla_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMLA_fh_T1 */
  vmla_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMLA_fh_T1 */
  vmla_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLA_sfh_T1 */
  vmla_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLA_sfh_T1 */
  vmla_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLA_f_T2 */
  vmla_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMLA_f_T1 */
  vmla_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMLA_f_T1 */
  vmla_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLA_sf_T1 */
  vmla_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLA_sf_T1 */
  vmla_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLA_f_T2 */
  vmla_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLA_i_T1 */
  vmla_i16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMLA_i_T1 */
  vmla_i16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLA_s_T1 */
  vmla_i16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLA_s_T1 */
  vmla_i16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLA_i_T1 */
  vmla_i32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMLA_i_T1 */
  vmla_i32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLA_s_T1 */
  vmla_i32(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLA_s_T1 */
  vmla_i32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLA_i_T1 */
  vmla_i8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMLA_i_T1 */
  vmla_i8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLAL_i_T1 */
  vmlal_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLAL_s_T1 */
  vmlal_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLAL_i_T1 */
  vmlal_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLAL_s_T1 */
  vmlal_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLAL_i_T1 */
  vmlal_s8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLAL_i_T1 */
  vmlal_u16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLAL_s_T1 */
  vmlal_u16(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLAL_i_T1 */
  vmlal_u32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLAL_s_T1 */
  vmlal_u32(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLAL_i_T1 */
  vmlal_u8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLS_fh_T2 */
  vmls_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMLS_fh_T1 */
  vmls_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMLS_fh_T1 */
  vmls_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLS_sfh_T1 */
  vmls_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLS_sfh_T1 */
  vmls_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLS_f_T2 */
  vmls_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMLS_f_T1 */
  vmls_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMLS_f_T1 */
  vmls_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLS_sf_T1 */
  vmls_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLS_sf_T1 */
  vmls_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLS_f_T2 */
  vmls_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLS_i_T1 */
  vmls_i16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMLS_i_T1 */
  vmls_i16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLS_s_T1 */
  vmls_i16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLS_s_T1 */
  vmls_i16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLS_i_T1 */
  vmls_i32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMLS_i_T1 */
  vmls_i32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLS_s_T1 */
  vmls_i32(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLS_s_T1 */
  vmls_i32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLS_i_T1 */
  vmls_i8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMLS_i_T1 */
  vmls_i8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLSL_i_T1 */
  vmlsl_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLSL_s_T1 */
  vmlsl_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLSL_i_T1 */
  vmlsl_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLSL_s_T1 */
  vmlsl_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLSL_i_T1 */
  vmlsl_s8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLSL_i_T1 */
  vmlsl_u16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLSL_s_T1 */
  vmlsl_u16(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLSL_i_T1 */
  vmlsl_u32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMLSL_s_T1 */
  vmlsl_u32(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMLSL_i_T1 */
  vmlsl_u8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMMLA_T1 */
  vmmla_bf16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMOV_s_r_T1 */
  vmov(sn: SingleRegisterLike, rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VMOV_r_s_T1 */
  vmov(rt: CoreRegisterLike, sn: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMOV_ss_rr_T1 */
  vmov(sm: SingleRegisterLike, sm1: SingleRegisterLike, rt: CoreRegisterLike, rt2: CoreRegisterLike, options?: AssembleOptions): void;
  /** VMOV_rr_ss_T1 */
  vmov(rt: CoreRegisterLike, rt2: CoreRegisterLike, sm: SingleRegisterLike, sm1: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMOV_d_rr_T1 */
  vmov(dm: DoubleRegisterLike, rt: CoreRegisterLike, rt2: CoreRegisterLike, options?: AssembleOptions): void;
  /** VMOV_rr_d_T1 */
  vmov(rt: CoreRegisterLike, rt2: CoreRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VORR_r_T1 */
  vmov(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VORR_r_T1 */
  vmov(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMOV_x16_r_T1 */
  vmov_16(lane: Lane, rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VMOV_x32_r_T1 */
  vmov_32(lane: Lane, rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VMOV_r_x32_T1 */
  vmov_32(rt: CoreRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMOV_x8_r_T1 */
  vmov_8(lane: Lane, rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VMOV_ih_T2 */
  vmov_f16(sd: SingleRegisterLike, constValue: number | FloatImmediate, options?: AssembleOptions): void;
  /** VMOV_h_r_T1 */
  vmov_f16(sn: SingleRegisterLike, rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VMOV_r_h_T1 */
  vmov_f16(rt: CoreRegisterLike, sn: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMOV_i_T2 */
  vmov_f32(sd: SingleRegisterLike, constValue: number | FloatImmediate, options?: AssembleOptions): void;
  /** VMOV_r_T2 */
  vmov_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMOV_f_T4 */
  vmov_f32(qd: QuadRegisterLike, constValue: number | FloatImmediate, options?: AssembleOptions): void;
  /** VMOV_f_T4 */
  vmov_f32(dd: DoubleRegisterLike, constValue: number | FloatImmediate, options?: AssembleOptions): void;
  /** VMOV_i_T2 */
  vmov_f64(dd: DoubleRegisterLike, constValue: number | FloatImmediate, options?: AssembleOptions): void;
  /** VMOV_r_T2 */
  vmov_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMOV_i16_T3 */
  vmov_i16(qd: QuadRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VMOV_i16_T3 */
  vmov_i16(dd: DoubleRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VMOV_i_T1, VMOV_i1_T4 */
  vmov_i32(qd: QuadRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VMOV_i_T1, VMOV_i1_T4 */
  vmov_i32(dd: DoubleRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VMOV_i64_T5 */
  vmov_i64(qd: QuadRegisterLike, constValue: bigint | VectorImmediate, options?: AssembleOptions): void;
  /** VMOV_i64_T5 */
  vmov_i64(dd: DoubleRegisterLike, constValue: bigint | VectorImmediate, options?: AssembleOptions): void;
  /** VMOV_i8_T4 */
  vmov_i8(qd: QuadRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VMOV_i8_T4 */
  vmov_i8(dd: DoubleRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VMOV_r_x16_T1 */
  vmov_s16(rt: CoreRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMOV_r_x8_T1 */
  vmov_s8(rt: CoreRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMOV_r_x16_T1 */
  vmov_u16(rt: CoreRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMOV_r_x8_T1 */
  vmov_u8(rt: CoreRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VSHLL_T1 */
  vmovl_s16(qd: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHLL_T1 */
  vmovl_s32(qd: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHLL_T1 */
  vmovl_s8(qd: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHLL_T1 */
  vmovl_u16(qd: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHLL_T1 */
  vmovl_u32(qd: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHLL_T1 */
  vmovl_u8(qd: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMOVN_T1 */
  vmovn_i16(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMOVN_T1 */
  vmovn_i32(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMOVN_T1 */
  vmovn_i64(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMOVX_T1 */
  vmovx_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMRS_nzcv_T1 */
  vmrs(aPSRNzcv: "APSR_nzcv", fpscr: "fpscr", options?: AssembleOptions): void;
  /** VMRS_T1 */
  vmrs(rt: CoreRegisterLike, fpscr: "fpscr", options?: AssembleOptions): void;
  /** VMRS_p_T1 */
  vmrs(rt: CoreRegisterLike, specReg: "fpsid" | "fpscr" | "mvfr2" | "mvfr1" | "mvfr0" | "fpexc" | "fpinst" | "fpinst2" | number, options?: AssembleOptions): void;
  /** VMSR_T1 */
  vmsr(fpscr: "fpscr", rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VMSR_p_T1 */
  vmsr(specReg: "fpsid" | "fpscr" | "mvfr2" | "mvfr1" | "mvfr0" | "fpexc" | "fpinst" | "fpinst2" | number, rt: CoreRegisterLike, options?: AssembleOptions): void;
  /** VMUL_fh_T2 */
  vmul_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMUL_fh_T1 */
  vmul_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMUL_fh_T1 */
  vmul_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMUL_sfh_T1 */
  vmul_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMUL_sfh_T1 */
  vmul_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMUL_f_T2 */
  vmul_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VMUL_f_T1 */
  vmul_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMUL_f_T1 */
  vmul_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMUL_sf_T1 */
  vmul_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMUL_sf_T1 */
  vmul_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMUL_f_T2 */
  vmul_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMUL_i_T1 */
  vmul_i16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMUL_i_T1 */
  vmul_i16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMUL_s_T1 */
  vmul_i16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMUL_s_T1 */
  vmul_i16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMUL_i_T1 */
  vmul_i32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMUL_i_T1 */
  vmul_i32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMUL_s_T1 */
  vmul_i32(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMUL_s_T1 */
  vmul_i32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMUL_i_T1 */
  vmul_i8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMUL_i_T1 */
  vmul_i8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMUL_p_T1 */
  vmul_p8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMUL_p_T1 */
  vmul_p8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMULL_p64_T1 */
  vmull_p64(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMULL_p_T1 */
  vmull_p8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMULL_i_T1 */
  vmull_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMULL_s_T2 */
  vmull_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMULL_i_T1 */
  vmull_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMULL_s_T2 */
  vmull_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMULL_i_T1 */
  vmull_s8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMULL_i_T1 */
  vmull_u16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMULL_s_T2 */
  vmull_u16(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMULL_i_T1 */
  vmull_u32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMULL_s_T2 */
  vmull_u32(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VMULL_i_T1 */
  vmull_u8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMVN_r_T1 */
  vmvn(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VMVN_r_T1 */
  vmvn(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VMVN_i16_T2 */
  vmvn_i16(qd: QuadRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VMVN_i16_T2 */
  vmvn_i16(dd: DoubleRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VMVN_i_T1, VMVN_i1_T3 */
  vmvn_i32(qd: QuadRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VMVN_i_T1, VMVN_i1_T3 */
  vmvn_i32(dd: DoubleRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VNEG_h_T2 */
  vneg_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VNEG_fh_T1 */
  vneg_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VNEG_fh_T1 */
  vneg_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VNEG_T2 */
  vneg_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VNEG_f_T1 */
  vneg_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VNEG_f_T1 */
  vneg_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VNEG_T2 */
  vneg_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VNEG_T1 */
  vneg_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VNEG_T1 */
  vneg_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VNEG_T1 */
  vneg_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VNEG_T1 */
  vneg_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VNEG_T1 */
  vneg_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VNEG_T1 */
  vneg_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VNMLA_h_T1 */
  vnmla_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VNMLA_T1 */
  vnmla_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VNMLA_T1 */
  vnmla_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VNMLS_h_T1 */
  vnmls_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VNMLS_T1 */
  vnmls_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VNMLS_T1 */
  vnmls_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VNMUL_h_T2 */
  vnmul_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VNMUL_T2 */
  vnmul_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VNMUL_T2 */
  vnmul_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VORN_r_T1 */
  vorn(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VORN_r_T1 */
  vorn(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VORR_r_T1 */
  vorr(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VORR_r_T1 */
  vorr(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VORR_i_T2 */
  vorr_i16(qd: QuadRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VORR_i_T2 */
  vorr_i16(dd: DoubleRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VORR_i_T1 */
  vorr_i32(qd: QuadRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VORR_i_T1 */
  vorr_i32(dd: DoubleRegisterLike, constValue: number | VectorImmediate, options?: AssembleOptions): void;
  /** VPADAL_T1 */
  vpadal_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VPADAL_T1 */
  vpadal_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADAL_T1 */
  vpadal_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VPADAL_T1 */
  vpadal_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADAL_T1 */
  vpadal_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VPADAL_T1 */
  vpadal_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADAL_T1 */
  vpadal_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VPADAL_T1 */
  vpadal_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADAL_T1 */
  vpadal_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VPADAL_T1 */
  vpadal_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADAL_T1 */
  vpadal_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VPADAL_T1 */
  vpadal_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADD_fh_T1 */
  vpadd_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADD_f_T1 */
  vpadd_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADD_i_T1 */
  vpadd_i16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADD_i_T1 */
  vpadd_i32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADD_i_T1 */
  vpadd_i8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADDL_T1 */
  vpaddl_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VPADDL_T1 */
  vpaddl_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADDL_T1 */
  vpaddl_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VPADDL_T1 */
  vpaddl_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADDL_T1 */
  vpaddl_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VPADDL_T1 */
  vpaddl_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADDL_T1 */
  vpaddl_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VPADDL_T1 */
  vpaddl_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADDL_T1 */
  vpaddl_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VPADDL_T1 */
  vpaddl_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPADDL_T1 */
  vpaddl_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VPADDL_T1 */
  vpaddl_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMAX_fh_T1 */
  vpmax_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMAX_f_T1 */
  vpmax_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMAX_i_T1 */
  vpmax_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMAX_i_T1 */
  vpmax_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMAX_i_T1 */
  vpmax_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMAX_i_T1 */
  vpmax_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMAX_i_T1 */
  vpmax_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMAX_i_T1 */
  vpmax_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMIN_fh_T1 */
  vpmin_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMIN_f_T1 */
  vpmin_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMIN_i_T1 */
  vpmin_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMIN_i_T1 */
  vpmin_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMIN_i_T1 */
  vpmin_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMIN_i_T1 */
  vpmin_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMIN_i_T1 */
  vpmin_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VPMIN_i_T1 */
  vpmin_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQABS_T1 */
  vqabs_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQABS_T1 */
  vqabs_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQABS_T1 */
  vqabs_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQABS_T1 */
  vqabs_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQABS_T1 */
  vqabs_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQABS_T1 */
  vqabs_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_s64(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_s64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_u64(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_u64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQADD_T1 */
  vqadd_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQDMLAL_T1 */
  vqdmlal_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQDMLAL_s_T2 */
  vqdmlal_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQDMLAL_T1 */
  vqdmlal_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQDMLAL_s_T2 */
  vqdmlal_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQDMLSL_T1 */
  vqdmlsl_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQDMLSL_s_T2 */
  vqdmlsl_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQDMLSL_T1 */
  vqdmlsl_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQDMLSL_s_T2 */
  vqdmlsl_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQDMULH_T1 */
  vqdmulh_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQDMULH_T1 */
  vqdmulh_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQDMULH_s_T2 */
  vqdmulh_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQDMULH_s_T2 */
  vqdmulh_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQDMULH_T1 */
  vqdmulh_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQDMULH_T1 */
  vqdmulh_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQDMULH_s_T2 */
  vqdmulh_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQDMULH_s_T2 */
  vqdmulh_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQDMULL_T1 */
  vqdmull_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQDMULL_s_T2 */
  vqdmull_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQDMULL_T1 */
  vqdmull_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQDMULL_s_T2 */
  vqdmull_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQMOVN_T1 */
  vqmovn_s16(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQMOVN_T1 */
  vqmovn_s32(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQMOVN_T1 */
  vqmovn_s64(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQMOVN_T1 */
  vqmovn_u16(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQMOVN_T1 */
  vqmovn_u32(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQMOVN_T1 */
  vqmovn_u64(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQMOVUN_T1 */
  vqmovun_s16(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQMOVUN_T1 */
  vqmovun_s32(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQMOVUN_T1 */
  vqmovun_s64(dd: DoubleRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQNEG_T1 */
  vqneg_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQNEG_T1 */
  vqneg_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQNEG_T1 */
  vqneg_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQNEG_T1 */
  vqneg_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQNEG_T1 */
  vqneg_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQNEG_T1 */
  vqneg_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRDMLAH_T1 */
  vqrdmlah_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRDMLAH_T1 */
  vqrdmlah_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRDMLAH_s_T2 */
  vqrdmlah_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQRDMLAH_s_T2 */
  vqrdmlah_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQRDMLAH_T1 */
  vqrdmlah_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRDMLAH_T1 */
  vqrdmlah_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRDMLAH_s_T2 */
  vqrdmlah_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQRDMLAH_s_T2 */
  vqrdmlah_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQRDMLSH_T1 */
  vqrdmlsh_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRDMLSH_T1 */
  vqrdmlsh_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRDMLSH_s_T2 */
  vqrdmlsh_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQRDMLSH_s_T2 */
  vqrdmlsh_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQRDMLSH_T1 */
  vqrdmlsh_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRDMLSH_T1 */
  vqrdmlsh_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRDMLSH_s_T2 */
  vqrdmlsh_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQRDMLSH_s_T2 */
  vqrdmlsh_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQRDMULH_T1 */
  vqrdmulh_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRDMULH_T1 */
  vqrdmulh_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRDMULH_s_T2 */
  vqrdmulh_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQRDMULH_s_T2 */
  vqrdmulh_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQRDMULH_T1 */
  vqrdmulh_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRDMULH_T1 */
  vqrdmulh_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRDMULH_s_T2 */
  vqrdmulh_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQRDMULH_s_T2 */
  vqrdmulh_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_s64(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_s64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_u64(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_u64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQRSHL_T1 */
  vqrshl_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQRSHRN_T1 */
  vqrshrn_s16(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQRSHRN_T1 */
  vqrshrn_s32(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQRSHRN_T1 */
  vqrshrn_s64(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQRSHRN_T1 */
  vqrshrn_u16(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQRSHRN_T1 */
  vqrshrn_u32(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQRSHRN_T1 */
  vqrshrn_u64(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQRSHRUN_T1 */
  vqrshrun_s16(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQRSHRUN_T1 */
  vqrshrun_s32(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQRSHRUN_T1 */
  vqrshrun_s64(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, cD3: number, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, cD3: number, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, bCD3: number, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, bCD3: number, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_s64(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_s64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_s64(qd: QuadRegisterLike, qm: QuadRegisterLike, aBCD3: number, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_s64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, aBCD3: number, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, d3: number, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, d3: number, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, cD3: number, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, cD3: number, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, bCD3: number, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, bCD3: number, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_u64(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_u64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_u64(qd: QuadRegisterLike, qm: QuadRegisterLike, aBCD3: number, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_u64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, aBCD3: number, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_r_T1 */
  vqshl_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, d3: number, options?: AssembleOptions): void;
  /** VQSHL_i_T1 */
  vqshl_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, d3: number, options?: AssembleOptions): void;
  /** VQSHLU_T1 */
  vqshlu_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, cD3: number, options?: AssembleOptions): void;
  /** VQSHLU_T1 */
  vqshlu_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, cD3: number, options?: AssembleOptions): void;
  /** VQSHLU_T1 */
  vqshlu_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, bCD3: number, options?: AssembleOptions): void;
  /** VQSHLU_T1 */
  vqshlu_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, bCD3: number, options?: AssembleOptions): void;
  /** VQSHLU_T1 */
  vqshlu_s64(qd: QuadRegisterLike, qm: QuadRegisterLike, aBCD3: number, options?: AssembleOptions): void;
  /** VQSHLU_T1 */
  vqshlu_s64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, aBCD3: number, options?: AssembleOptions): void;
  /** VQSHLU_T1 */
  vqshlu_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, d3: number, options?: AssembleOptions): void;
  /** VQSHLU_T1 */
  vqshlu_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, d3: number, options?: AssembleOptions): void;
  /** VQSHRN_T1 */
  vqshrn_s16(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQSHRN_T1 */
  vqshrn_s32(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQSHRN_T1 */
  vqshrn_s64(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQSHRN_T1 */
  vqshrn_u16(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQSHRN_T1 */
  vqshrn_u32(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQSHRN_T1 */
  vqshrn_u64(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQSHRUN_T1 */
  vqshrun_s16(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQSHRUN_T1 */
  vqshrun_s32(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQSHRUN_T1 */
  vqshrun_s64(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_s64(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_s64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_u64(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_u64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VQSUB_T1 */
  vqsub_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRADDHN_T1 */
  vraddhn_i16(dd: DoubleRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRADDHN_T1 */
  vraddhn_i32(dd: DoubleRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRADDHN_T1 */
  vraddhn_i64(dd: DoubleRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRECPE_h_T1 */
  vrecpe_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRECPE_h_T1 */
  vrecpe_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRECPE_T1 */
  vrecpe_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRECPE_T1 */
  vrecpe_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRECPE_T1 */
  vrecpe_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRECPE_T1 */
  vrecpe_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRECPS_h_T1 */
  vrecps_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRECPS_h_T1 */
  vrecps_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRECPS_T1 */
  vrecps_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRECPS_T1 */
  vrecps_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VREV16_T1 */
  vrev16_8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VREV16_T1 */
  vrev16_8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VREV32_T1 */
  vrev32_16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VREV32_T1 */
  vrev32_16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VREV32_T1 */
  vrev32_8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VREV32_T1 */
  vrev32_8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VREV64_T1 */
  vrev64_16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VREV64_T1 */
  vrev64_16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VREV64_T1 */
  vrev64_32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VREV64_T1 */
  vrev64_32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VREV64_T1 */
  vrev64_8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VREV64_T1 */
  vrev64_8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRHADD_T1 */
  vrhadd_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRHADD_T1 */
  vrhadd_s16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRHADD_T1 */
  vrhadd_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRHADD_T1 */
  vrhadd_s32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRHADD_T1 */
  vrhadd_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRHADD_T1 */
  vrhadd_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRHADD_T1 */
  vrhadd_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRHADD_T1 */
  vrhadd_u16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRHADD_T1 */
  vrhadd_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRHADD_T1 */
  vrhadd_u32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRHADD_T1 */
  vrhadd_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRHADD_T1 */
  vrhadd_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTA_h_T2 */
  vrinta_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTA_h_T1 */
  vrinta_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRINTA_h_T1 */
  vrinta_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTA_T2 */
  vrinta_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTA_T1 */
  vrinta_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRINTA_T1 */
  vrinta_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTA_T2 */
  vrinta_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTM_h_T2 */
  vrintm_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTM_h_T1 */
  vrintm_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRINTM_h_T1 */
  vrintm_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTM_T2 */
  vrintm_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTM_T1 */
  vrintm_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRINTM_T1 */
  vrintm_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTM_T2 */
  vrintm_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTN_h_T2 */
  vrintn_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTN_h_T1 */
  vrintn_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRINTN_h_T1 */
  vrintn_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTN_T2 */
  vrintn_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTN_T1 */
  vrintn_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRINTN_T1 */
  vrintn_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTN_T2 */
  vrintn_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTP_h_T2 */
  vrintp_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTP_h_T1 */
  vrintp_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRINTP_h_T1 */
  vrintp_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTP_T2 */
  vrintp_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTP_T1 */
  vrintp_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRINTP_T1 */
  vrintp_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTP_T2 */
  vrintp_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTR_h_T1 */
  vrintr_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTR_T1 */
  vrintr_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTR_T1 */
  vrintr_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTX_h_T2 */
  vrintx_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTX_h_T1 */
  vrintx_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRINTX_h_T1 */
  vrintx_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTX_T2 */
  vrintx_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTX_T1 */
  vrintx_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRINTX_T1 */
  vrintx_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTX_T2 */
  vrintx_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTZ_h_T2 */
  vrintz_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTZ_h_T1 */
  vrintz_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRINTZ_h_T1 */
  vrintz_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTZ_T2 */
  vrintz_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VRINTZ_T1 */
  vrintz_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRINTZ_T1 */
  vrintz_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRINTZ_T2 */
  vrintz_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_s64(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_s64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_u64(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_u64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSHL_T1 */
  vrshl_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_s64(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_s64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_u64(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_u64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHR_T1 */
  vrshr_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHRN_T1 */
  vrshrn_i16(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHRN_T1 */
  vrshrn_i32(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSHRN_T1 */
  vrshrn_i64(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSQRTE_h_T1 */
  vrsqrte_f16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSQRTE_h_T1 */
  vrsqrte_f16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSQRTE_T1 */
  vrsqrte_f32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSQRTE_T1 */
  vrsqrte_f32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSQRTE_T1 */
  vrsqrte_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSQRTE_T1 */
  vrsqrte_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSQRTS_h_T1 */
  vrsqrts_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSQRTS_h_T1 */
  vrsqrts_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSQRTS_T1 */
  vrsqrts_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSQRTS_T1 */
  vrsqrts_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_s64(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_s64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_u64(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_u64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSRA_T1 */
  vrsra_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VRSUBHN_T1 */
  vrsubhn_i16(dd: DoubleRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSUBHN_T1 */
  vrsubhn_i32(dd: DoubleRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VRSUBHN_T1 */
  vrsubhn_i64(dd: DoubleRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSDOT_T1 */
  vsdot_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSDOT_T1 */
  vsdot_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSDOT_s_T1 */
  vsdot_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VSDOT_s_T1 */
  vsdot_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VSELEQ_h_T1 */
  vseleq_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VSELEQ_T1 */
  vseleq_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VSELEQ_T1 */
  vseleq_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSELGE_h_T1 */
  vselge_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VSELGE_T1 */
  vselge_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VSELGE_T1 */
  vselge_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSELGT_h_T1 */
  vselgt_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VSELGT_T1 */
  vselgt_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VSELGT_T1 */
  vselgt_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSELVS_h_T1 */
  vselvs_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VSELVS_T1 */
  vselvs_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VSELVS_T1 */
  vselvs_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHL_i_T1 */
  vshl_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, cD3: number, options?: AssembleOptions): void;
  /** VSHL_i_T1 */
  vshl_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, cD3: number, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHL_i_T1 */
  vshl_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, bCD3: number, options?: AssembleOptions): void;
  /** VSHL_i_T1 */
  vshl_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, bCD3: number, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_s64(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_s64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHL_i_T1 */
  vshl_s64(qd: QuadRegisterLike, qm: QuadRegisterLike, aBCD3: number, options?: AssembleOptions): void;
  /** VSHL_i_T1 */
  vshl_s64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, aBCD3: number, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHL_i_T1 */
  vshl_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, d3: number, options?: AssembleOptions): void;
  /** VSHL_i_T1 */
  vshl_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, d3: number, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_u64(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_u64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, qn: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSHL_r_T1 */
  vshl_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, dn: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSHLL_16_T2 */
  vshll_i16(qd: QuadRegisterLike, dm: DoubleRegisterLike, constValue: 16, options?: AssembleOptions): void;
  /** VSHLL_32_T2 */
  vshll_i32(qd: QuadRegisterLike, dm: DoubleRegisterLike, constValue: 32, options?: AssembleOptions): void;
  /** VSHLL_8_T2 */
  vshll_i8(qd: QuadRegisterLike, dm: DoubleRegisterLike, constValue: 8, options?: AssembleOptions): void;
  /** VSHLL_T1 */
  vshll_s16(qd: QuadRegisterLike, dm: DoubleRegisterLike, cD3: number, options?: AssembleOptions): void;
  /** VSHLL_T1 */
  vshll_s32(qd: QuadRegisterLike, dm: DoubleRegisterLike, bCD3: number, options?: AssembleOptions): void;
  /** VSHLL_T1 */
  vshll_s8(qd: QuadRegisterLike, dm: DoubleRegisterLike, d3: number, options?: AssembleOptions): void;
  /** VSHLL_T1 */
  vshll_u16(qd: QuadRegisterLike, dm: DoubleRegisterLike, cD3: number, options?: AssembleOptions): void;
  /** VSHLL_T1 */
  vshll_u32(qd: QuadRegisterLike, dm: DoubleRegisterLike, bCD3: number, options?: AssembleOptions): void;
  /** VSHLL_T1 */
  vshll_u8(qd: QuadRegisterLike, dm: DoubleRegisterLike, d3: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_s64(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_s64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_u64(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_u64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHR_T1 */
  vshr_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHRN_T1 */
  vshrn_i16(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHRN_T1 */
  vshrn_i32(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSHRN_T1 */
  vshrn_i64(dd: DoubleRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSLI_T1 */
  vsli_16(qd: QuadRegisterLike, qm: QuadRegisterLike, cD3: number, options?: AssembleOptions): void;
  /** VSLI_T1 */
  vsli_16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, cD3: number, options?: AssembleOptions): void;
  /** VSLI_T1 */
  vsli_32(qd: QuadRegisterLike, qm: QuadRegisterLike, bCD3: number, options?: AssembleOptions): void;
  /** VSLI_T1 */
  vsli_32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, bCD3: number, options?: AssembleOptions): void;
  /** VSLI_T1 */
  vsli_64(qd: QuadRegisterLike, qm: QuadRegisterLike, aBCD3: number, options?: AssembleOptions): void;
  /** VSLI_T1 */
  vsli_64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, aBCD3: number, options?: AssembleOptions): void;
  /** VSLI_T1 */
  vsli_8(qd: QuadRegisterLike, qm: QuadRegisterLike, d3: number, options?: AssembleOptions): void;
  /** VSLI_T1 */
  vsli_8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, d3: number, options?: AssembleOptions): void;
  /** VSMMLA_T1 */
  vsmmla_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSQRT_h_T1 */
  vsqrt_f16(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VSQRT_T1 */
  vsqrt_f32(sd: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VSQRT_T1 */
  vsqrt_f64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_s16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_s16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_s32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_s32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_s64(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_s64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_s8(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_s8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_u16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_u16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_u32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_u32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_u64(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_u64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_u8(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRA_T1 */
  vsra_u8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRI_T1 */
  vsri_16(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRI_T1 */
  vsri_16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRI_T1 */
  vsri_32(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRI_T1 */
  vsri_32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRI_T1 */
  vsri_64(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRI_T1 */
  vsri_64(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRI_T1 */
  vsri_8(qd: QuadRegisterLike, qm: QuadRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VSRI_T1 */
  vsri_8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, amount: number, options?: AssembleOptions): void;
  /** VST1_m_T1, VST1_m_T2, VST1_m_T3, VST1_m_T4 */
  vst1_16(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST1_1_T2 */
  vst1_16(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST1_m_T1, VST1_m_T2, VST1_m_T3, VST1_m_T4 */
  vst1_32(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST1_1_T3 */
  vst1_32(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST1_m_T1, VST1_m_T2, VST1_m_T3, VST1_m_T4 */
  vst1_64(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST1_m_T1, VST1_m_T2, VST1_m_T3, VST1_m_T4 */
  vst1_8(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST1_1_T1 */
  vst1_8(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST2_m_T1, VST2_m_T2 */
  vst2_16(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST2_1_T2 */
  vst2_16(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST2_m_T1, VST2_m_T2 */
  vst2_32(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST2_1_T3 */
  vst2_32(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST2_m_T1, VST2_m_T2 */
  vst2_8(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST2_1_T1 */
  vst2_8(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST3_m_T1 */
  vst3_16(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST3_1_T2 */
  vst3_16(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST3_m_T1 */
  vst3_32(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST3_1_T3 */
  vst3_32(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST3_m_T1 */
  vst3_8(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST3_1_T1 */
  vst3_8(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST4_m_T1 */
  vst4_16(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST4_1_T2 */
  vst4_16(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST4_m_T1 */
  vst4_32(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST4_1_T3 */
  vst4_32(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST4_m_T1 */
  vst4_8(list: readonly DoubleRegisterLike[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VST4_1_T1 */
  vst4_8(list: readonly Lane[], address: Memory | WriteBack, options?: AssembleOptions): void;
  /** VSTR_h_T1 */
  vstr_16(sd: SingleRegisterLike, offset: Memory, options?: AssembleOptions): void;
  /** VSUB_fh_T2 */
  vsub_f16(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VSUB_fh_T1 */
  vsub_f16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSUB_fh_T1 */
  vsub_f16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUB_f_T2 */
  vsub_f32(sd: SingleRegisterLike, sn: SingleRegisterLike, sm: SingleRegisterLike, options?: AssembleOptions): void;
  /** VSUB_f_T1 */
  vsub_f32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSUB_f_T1 */
  vsub_f32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUB_f_T2 */
  vsub_f64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUB_i_T1 */
  vsub_i16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSUB_i_T1 */
  vsub_i16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUB_i_T1 */
  vsub_i32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSUB_i_T1 */
  vsub_i32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUB_i_T1 */
  vsub_i64(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSUB_i_T1 */
  vsub_i64(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUB_i_T1 */
  vsub_i8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSUB_i_T1 */
  vsub_i8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUBHN_T1 */
  vsubhn_i16(dd: DoubleRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSUBHN_T1 */
  vsubhn_i32(dd: DoubleRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSUBHN_T1 */
  vsubhn_i64(dd: DoubleRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSUBL_T1 */
  vsubl_s16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUBL_T1 */
  vsubl_s32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUBL_T1 */
  vsubl_s8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUBL_T1 */
  vsubl_u16(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUBL_T1 */
  vsubl_u32(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUBL_T1 */
  vsubl_u8(qd: QuadRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUBW_T1 */
  vsubw_s16(qd: QuadRegisterLike, qn: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUBW_T1 */
  vsubw_s32(qd: QuadRegisterLike, qn: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUBW_T1 */
  vsubw_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUBW_T1 */
  vsubw_u16(qd: QuadRegisterLike, qn: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUBW_T1 */
  vsubw_u32(qd: QuadRegisterLike, qn: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUBW_T1 */
  vsubw_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VSUDOT_s_T1 */
  vsudot_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VSUDOT_s_T1 */
  vsudot_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VSWP_T1 */
  vswp(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VSWP_T1 */
  vswp(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VTBL_T1 */
  vtbl_8(dd: DoubleRegisterLike, list: readonly DoubleRegisterLike[], dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VTBX_T1 */
  vtbx_8(dd: DoubleRegisterLike, list: readonly DoubleRegisterLike[], dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VTRN_T1 */
  vtrn_16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VTRN_T1 */
  vtrn_16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VTRN_T1 */
  vtrn_32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VTRN_T1 */
  vtrn_32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VTRN_T1 */
  vtrn_8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VTRN_T1 */
  vtrn_8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VTST_T1 */
  vtst_16(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VTST_T1 */
  vtst_16(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VTST_T1 */
  vtst_32(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VTST_T1 */
  vtst_32(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VTST_T1 */
  vtst_8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VTST_T1 */
  vtst_8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VUDOT_T1 */
  vudot_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VUDOT_T1 */
  vudot_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VUDOT_s_T1 */
  vudot_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VUDOT_s_T1 */
  vudot_u8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VUMMLA_T1 */
  vummla_u8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VUSDOT_T1 */
  vusdot_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VUSDOT_T1 */
  vusdot_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VUSDOT_s_T1 */
  vusdot_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VUSDOT_s_T1 */
  vusdot_s8(dd: DoubleRegisterLike, dn: DoubleRegisterLike, lane: Lane, options?: AssembleOptions): void;
  /** VUSMMLA_T1 */
  vusmmla_s8(qd: QuadRegisterLike, qn: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VUZP_T1 */
  vuzp_16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VUZP_T1 */
  vuzp_16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VTRN_T1 */
  vuzp_32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VUZP_T1 */
  vuzp_32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VUZP_T1 */
  vuzp_8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VUZP_T1 */
  vuzp_8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VZIP_T1 */
  vzip_16(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VZIP_T1 */
  vzip_16(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VTRN_T1 */
  vzip_32(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
  /** VZIP_T1 */
  vzip_32(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VZIP_T1 */
  vzip_8(qd: QuadRegisterLike, qm: QuadRegisterLike, options?: AssembleOptions): void;
  /** VZIP_T1 */
  vzip_8(dd: DoubleRegisterLike, dm: DoubleRegisterLike, options?: AssembleOptions): void;
}
