import type { Family } from "../row.js";
import { halfArithmetic, halfSimd } from "./half-precision.js";
import { simd } from "./simd-arithmetic.js";

/** Half precision under a condition is UNPREDICTABLE. */
const HALF = "a32:unp:cond!=14 it:outside +fullfp16";

// biome-ignore format: one encoding a line, in the manual's columns
/** @internal DDI 0487: half-precision arithmetic of VFP (FEAT_FP16), conversions of FEAT_AA32BF16 and FEAT_JSCVT. */
export const vfpAdditions = (): Family => ({ class: "vfp", rows: [
  ...halfArithmetic(),
  "VINS_A1 | 111111101 D 110000 Vd 101011 M 0 Vm | vins.f16 X:Sd, Sm | it:outside +fullfp16",
  "VMOVX_A1 | 111111101 D 110000 Vd 101001 M 0 Vm | vmovx.f16 W:Sd, Sm | it:outside +fullfp16",
  "VCVTB_bs_A1 | cond 11101 D 110011 Vd 1001 t 1 M 0 Vm | vcvtt{c}.bf16.f32 X:Sd, Sm if t=1 / vcvtb{c}.bf16.f32 X:Sd, Sm if t=0 | +bf16",
  "VJCVT_A1 | cond 11101 D 111001 Vd 101111 M 0 Vm | vjcvt{c}.s32.f64 W:Sd, Dm | +jscvt",
] });

// biome-ignore format: one encoding a line, in the manual's columns
/** @internal DDI 0487, FEAT_FP16: moves between core registers and halves. */
export const halfMove = (): Family => ({ class: "vfp-move", rows: [
  `VMOV_h_r_A1 | cond 11100000 Vn Rt 1001 N (0)(0)1(0)(0)(0)(0) | vmov{c}.f16 W:Sn, Rt | pc:Rt ${HALF}`,
  `VMOV_r_h_A1 | cond 11100001 Vn Rt 1001 N (0)(0)1(0)(0)(0)(0) | vmov{c}.f16 W:Rt, Sn | pc:Rt ${HALF}`,
] });

// biome-ignore format: one encoding a line, in the manual's columns
/** @internal DDI 0487, FEAT_FP16: loads and stores of halves. */
export const halfLoadStore = (): Family => ({ class: "vfp-load-store", rows: [
  `VLDR_h_A1 | cond 1101 U D 01 Rn Vd 1001 imm8 | vldr{c}.16 W:Sd, mem(Rn,imm8*2) | mem:r2 ${HALF}`,
  `VLDR_lh_A1 | cond 1101 U D 01 1111 Vd 1001 imm8 | vldr{c}.16 W:Sd, literal(imm8*2) | mem:r2 ${HALF}`,
  `VSTR_h_A1 | cond 1101 U D 00 Rn Vd 1001 imm8 | vstr{c}.16 Sd, mem(Rn,imm8*2) | mem:w2 t32:pc:Rn ${HALF}`,
] });

/** The element of a 16-bit multiplier: of d0 to d7. */
const half = "lane(w3,M:v)";
const RDM = "where:size!=3 und:size=0 it:outside +rdm";

// biome-ignore format: one encoding a line, in the manual's columns
/** @internal DDI 0487: half precision, FEAT_RDM and FEAT_AA32BF16 among the encodings that begin with 1111001. */
const within = (): string[] => simd([
  ...halfSimd(),
  ...["mla 0001", "mls 0101", "mul 1001"].map((each) => {
    const [name = "", op] = each.split(" ");
    return `V${name.toUpperCase()}_sfh_A1 | Q 1 D 01 Vn Vd ${op} N 1 M 0 v w3 | v${name}.f16 ${name === "mul" ? "W" : "X"}:Vd, Vn, ${half} | it:outside +fullfp16`;
  }),
  "VCVT_xh_A1 | U 1 D 11 imm4 Vd 1100 0 Q M 1 Vm | vcvt.{f16.s16,f16.u16:U} W:Vd, Vm, from(imm4,16) | it:outside +fullfp16",
  "VCVT_vxh_A3 | U 1 D 11 imm4 Vd 1101 0 Q M 1 Vm | vcvt.{s16.f16,u16.f16:U} W:Vd, Vm, from(imm4,16) | it:outside +fullfp16",
  ...["ah 1011 1110", "sh 1100 1111"].flatMap((each) => {
    const [name = "", vector, scalar] = each.split(" ");
    return [
      `VQRDML${name.toUpperCase()}_A1 | 1 0 D size:2 Vn Vd ${vector} N Q M 1 Vm | vqrdml${name}.{,s16,s32,:size} X:Vd, Vn, Vm | it:outside +rdm`,
      `VQRDML${name.toUpperCase()}_s_A2 | Q 1 D size:2 Vn Vd ${scalar} N 1 M 0 v w3 | vqrdml${name}.s16 X:Vd, Vn, ${half} if size=1 / vqrdml${name}.s32 X:Vd, Vn, lane(v:w3,M) if size=2 | ${RDM}`,
    ];
  }),
  "VCVT_bs_A1 | 1 1 D 11 01 10 Vd 011001 M 0 Vm | vcvt{c}.bf16.f32 W:Dd, Qm | +bf16",
]);

/** VFMAL and VFMSL have single-precision results of half-precision operands half as wide. */
const long = (name: string, element: "" | "s"): string =>
  element === ""
    ? `${name}.f16 X:Qd, Dn, Dm if Q=1 / ${name}.f16 X:Dd, Sn, Sm if Q=0`
    : `${name}.f16 X:Qd, Dn, ${half} if Q=1 / ${name}.f16 X:Dd, Sn, slane(w3:M,v) if Q=0`;

// biome-ignore format: one encoding a line, in the manual's columns
/** @internal DDI 0487, F4.1: the three-register extension, and that with a scalar. */
const extension = (): string[] => [
  "VCADD_h_A1 | 1111110 rot 1 D 00 Vn Vd 1000 N Q M 0 Vm | vcadd.f16 W:Vd, Vn, Vm, #rot*180+90 | +fcma +fullfp16",
  "VCADD_A1 | 1111110 rot 1 D 01 Vn Vd 1000 N Q M 0 Vm | vcadd.f32 W:Vd, Vn, Vm, #rot*180+90 | +fcma",
  "VCMLA_h_A1 | 1111110 rot:2 D 10 Vn Vd 1000 N Q M 0 Vm | vcmla.f16 X:Vd, Vn, Vm, #rot*90 | +fcma +fullfp16",
  "VCMLA_A1 | 1111110 rot:2 D 11 Vn Vd 1000 N Q M 0 Vm | vcmla.f32 X:Vd, Vn, Vm, #rot*90 | +fcma",
  "VCMLA_sh_A1 | 111111100 D rot:2 Vn Vd 1000 N Q M 0 Vm | vcmla.f16 X:Vd, Vn, lane(Vm,M), #rot*90 | +fcma +fullfp16",
  "VCMLA_s_A1 | 111111101 D rot:2 Vn Vd 1000 N Q M 0 Vm | vcmla.f32 X:Vd, Vn, lane0(M:Vm), #rot*90 | +fcma",
  `VFMAL_A1 | 111111000 D 10 Vn Vd 1000 N Q M 1 Vm | ${long("vfmal", "")} | +fhm`,
  `VFMSL_A1 | 111111001 D 10 Vn Vd 1000 N Q M 1 Vm | ${long("vfmsl", "")} | +fhm`,
  `VFMAL_s_A1 | 111111100 D 00 Vn Vd 1000 N Q M 1 v w3 | ${long("vfmal", "s")} | +fhm`,
  `VFMSL_s_A1 | 111111100 D 01 Vn Vd 1000 N Q M 1 v w3 | ${long("vfmsl", "s")} | +fhm`,
  "VSDOT_A1 | 111111000 D 10 Vn Vd 1101 N Q M 0 Vm | vsdot.s8 X:Vd, Vn, Vm | +dotprod",
  "VUDOT_A1 | 111111000 D 10 Vn Vd 1101 N Q M 1 Vm | vudot.u8 X:Vd, Vn, Vm | +dotprod",
  "VSDOT_s_A1 | 111111100 D 10 Vn Vd 1101 N Q M 0 Vm | vsdot.s8 X:Vd, Vn, lane(Vm,M) | +dotprod",
  "VUDOT_s_A1 | 111111100 D 10 Vn Vd 1101 N Q M 1 Vm | vudot.u8 X:Vd, Vn, lane(Vm,M) | +dotprod",
  "VFMAB_A1 | 111111000 D 11 Vn Vd 1000 N T M 1 Vm | vfmat.bf16 X:Qd, Qn, Qm if T=1 / vfmab.bf16 X:Qd, Qn, Qm if T=0 | +bf16",
  `VFMAB_s_A1 | 111111100 D 11 Vn Vd 1000 N T M 1 v w3 | vfmat.bf16 X:Qd, Qn, ${half} if T=1 / vfmab.bf16 X:Qd, Qn, ${half} if T=0 | +bf16`,
  "VDOT_A1 | 111111000 D 00 Vn Vd 1101 N Q M 0 Vm | vdot.bf16 X:Vd, Vn, Vm | +bf16",
  "VDOT_s_A1 | 111111100 D 00 Vn Vd 1101 N Q M 0 Vm | vdot.bf16 X:Vd, Vn, lane(Vm,M) | +bf16",
  "VMMLA_A1 | 111111000 D 00 Vn Vd 1100 N 1 M 0 Vm | vmmla.bf16 X:Qd, Qn, Qm | +bf16",
  "VUSDOT_A1 | 111111001 D 10 Vn Vd 1101 N Q M 0 Vm | vusdot.s8 X:Vd, Vn, Vm | +i8mm",
  "VUSDOT_s_A1 | 111111101 D 00 Vn Vd 1101 N Q M 0 Vm | vusdot.s8 X:Vd, Vn, lane(Vm,M) | +i8mm",
  "VSUDOT_s_A1 | 111111101 D 00 Vn Vd 1101 N Q M 1 Vm | vsudot.u8 X:Vd, Vn, lane(Vm,M) | +i8mm",
  "VSMMLA_A1 | 111111000 D 10 Vn Vd 1100 N 1 M 0 Vm | vsmmla.s8 X:Qd, Qn, Qm | +i8mm",
  "VUMMLA_A1 | 111111000 D 10 Vn Vd 1100 N 1 M 1 Vm | vummla.u8 X:Qd, Qn, Qm | +i8mm",
  "VUSMMLA_A1 | 111111001 D 10 Vn Vd 1100 N 1 M 0 Vm | vusmmla.s8 X:Qd, Qn, Qm | +i8mm",
].map((row) => `${row} +neon it:outside`);

/** @internal DDI 0487: Advanced SIMD of ARMv8.1 and later. */
export const simdAdditions = (): Family => ({ class: "simd", rows: [...within(), ...extension()] });
