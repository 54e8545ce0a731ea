import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** A7.8, A7.9: moves between core registers and S registers, D registers, the system registers; in the notation of vector-notation.ts. */
export const vfpMove = (): Family => ({ class: "vfp-move", rows: [
  "VMOV_s_r_A1 | cond 11100000 Vn Rt 1010 N (0)(0)1(0)(0)(0)(0) | vmov{c} W:Sn, Rt | pc:Rt +vfp2",
  "VMOV_r_s_A1 | cond 11100001 Vn Rt 1010 N (0)(0)1(0)(0)(0)(0) | vmov{c} W:Rt, Sn | pc:Rt +vfp2",
  "VMOV_ss_rr_A1 | cond 11000100 Rt2 Rt 101000 M 1 Vm | vmov{c} W:Sm, W:Snext(Vm:M), Rt, Rt2 | unp:Vm:M=31 pc:Rt,Rt2 +vfp2",
  "VMOV_rr_ss_A1 | cond 11000101 Rt2 Rt 101000 M 1 Vm | vmov{c} W:Rt, W:Rt2, Sm, Snext(Vm:M) | unp:Vm:M=31,Rt=Rt2 pc:Rt,Rt2 +vfp2",
  "VMOV_d_rr_A1 | cond 11000100 Rt2 Rt 101100 M 1 Vm | vmov{c} W:Dm, Rt, Rt2 | pc:Rt,Rt2 +vfp2",
  "VMOV_rr_d_A1 | cond 11000101 Rt2 Rt 101100 M 1 Vm | vmov{c} W:Rt, W:Rt2, Dm | unp:Rt=Rt2 pc:Rt,Rt2 +vfp2",
  "VMOV_x32_r_A1 | cond 111000 x 0 Vd Rt 1011 D 001(0)(0)(0)(0) | vmov{c}.32 W:lane(D:Vd,x), Rt | pc:Rt +vfp2",
  "VMOV_r_x32_A1 | cond 111000 x 1 Vn Rt 1011 N 001(0)(0)(0)(0) | vmov{c}.32 W:Rt, lane(N:Vn,x) | pc:Rt +vfp2",
  "VMRS_nzcv_A1 | cond 1110111100011111 1010 (0)(0)(0)1(0)(0)(0)(0) | vmrs{c} W:APSR_nzcv(), fpscr() | f:nzcv +vfp2",
  "VMRS_A1 | cond 111011110001 Rt 1010 (0)(0)(0)1(0)(0)(0)(0) | vmrs{c} W:Rt, fpscr() | +vfp2",
  "VMRS_p_A1 | cond 11101111 reg:4 Rt 1010 (0)(0)(0)1(0)(0)(0)(0) | vmrs{c} W:Rt, fpreg(reg) | privileged unp:reg=2,reg=3,reg=4,reg>10 pc:Rt +vfp2",
  "VMSR_A1 | cond 111011100001 Rt 1010 (0)(0)(0)1(0)(0)(0)(0) | vmsr{c} W:fpscr(), Rt | pc:Rt +vfp2",
  "VMSR_p_A1 | cond 11101110 reg:4 Rt 1010 (0)(0)(0)1(0)(0)(0)(0) | vmsr{c} W:fpreg(reg), Rt | privileged unp:reg>1&reg<8,reg>10 pc:Rt +vfp2",
] });

// biome-ignore format: one encoding a line, in the manual's columns
/** A7.8: moves between core registers and the 8- and 16-bit elements of D registers, and VDUP from a core register. */
export const simdMove = (): Family => ({ class: "simd-move", rows: [
  "VMOV_x8_r_A1 | cond 111001 x 0 Vd Rt 1011 D y:2 1(0)(0)(0)(0) | vmov{c}.8 W:lane(D:Vd,x:y), Rt | pc:Rt +neon",
  "VMOV_x16_r_A1 | cond 111000 x 0 Vd Rt 1011 D y 11(0)(0)(0)(0) | vmov{c}.16 W:lane(D:Vd,x:y), Rt | pc:Rt +neon",
  "VMOV_r_x8_A1 | cond 1110 U 1 x 1 Vn Rt 1011 N y:2 1(0)(0)(0)(0) | vmov{c}.{s8,u8:U} W:Rt, lane(N:Vn,x:y) | pc:Rt +neon",
  "VMOV_r_x16_A1 | cond 1110 U 0 x 1 Vn Rt 1011 N y 11(0)(0)(0)(0) | vmov{c}.{s16,u16:U} W:Rt, lane(N:Vn,x:y) | pc:Rt +neon",
  "VDUP_r_A1 | cond 11101 b Q 0 Vd Rt 1011 D 0 e 1(0)(0)(0)(0) | vdup{c}.{32,16,8,:b:e} W:Vd, Rt | pc:Rt +neon",
] });
