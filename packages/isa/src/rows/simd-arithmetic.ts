import type { Family } from "../row.js";

const SU = "{s8,s16,s32,,u8,u16,u32,:U:size}";
const SU64 = "{s8,s16,s32,s64,u8,u16,u32,u64:U:size}";
const I = "{i8,i16,i32,:size}";
const I64 = "{i8,i16,i32,i64:size}";
/** Sizes of the other halves: the result of a narrowing, the operands of a widening instruction. */
const NARROW = "{i16,i32,i64,:size}";
const V8 = "it:outside +fpv8";

/** @internal Rows that begin with 1111001 and need Advanced SIMD. */
export const simd = (rows: readonly string[]): string[] =>
  rows.map((row) => `${row.replace(" | ", " | 1111001 ")}${row.split("|").length < 4 ? " |" : ""} +neon`);

// biome-ignore format: one encoding a line, in the manual's columns
/** @internal A7.4.1: three registers of the same length, in the notation of vector-notation.ts. VCLE is VCGE with its operands exchanged, and so on. */
export const sameLength = (): string[] => [
  `VHADD_A1 | U 0 D size:2 Vn Vd 0000 N Q M 0 Vm | vhadd{c}.${SU} W:Vd, Vn, Vm`,
  `VQADD_A1 | U 0 D size:2 Vn Vd 0000 N Q M 1 Vm | vqadd{c}.${SU64} W:Vd, Vn, Vm`,
  `VRHADD_A1 | U 0 D size:2 Vn Vd 0001 N Q M 0 Vm | vrhadd{c}.${SU} W:Vd, Vn, Vm`,
  "VAND_r_A1 | 0 0 D 00 Vn Vd 0001 N Q M 1 Vm | vand{c} W:Vd, Vn, Vm",
  "VBIC_r_A1 | 0 0 D 01 Vn Vd 0001 N Q M 1 Vm | vbic{c} W:Vd, Vn, Vm",
  "VORR_r_A1 | 0 0 D 10 Vn Vd 0001 N Q M 1 Vm | >vmov{c} W:Vd, Vm if N=M&Vn=Vm / vorr{c} W:Vd, Vn, Vm",
  "VORN_r_A1 | 0 0 D 11 Vn Vd 0001 N Q M 1 Vm | vorn{c} W:Vd, Vn, Vm",
  "VEOR_A1 | 1 0 D 00 Vn Vd 0001 N Q M 1 Vm | veor{c} W:Vd, Vn, Vm",
  "VBSL_A1 | 1 0 D 01 Vn Vd 0001 N Q M 1 Vm | vbsl{c} X:Vd, Vn, Vm",
  "VBIT_A1 | 1 0 D 10 Vn Vd 0001 N Q M 1 Vm | vbit{c} X:Vd, Vn, Vm",
  "VBIF_A1 | 1 0 D 11 Vn Vd 0001 N Q M 1 Vm | vbif{c} X:Vd, Vn, Vm",
  `VHSUB_A1 | U 0 D size:2 Vn Vd 0010 N Q M 0 Vm | vhsub{c}.${SU} W:Vd, Vn, Vm`,
  `VQSUB_A1 | U 0 D size:2 Vn Vd 0010 N Q M 1 Vm | vqsub{c}.${SU64} W:Vd, Vn, Vm`,
  `VCGT_r_A1 | U 0 D size:2 Vn Vd 0011 N Q M 0 Vm | >vclt{c}.${SU} W:Vd, Vm, Vn / vcgt{c}.${SU} W:Vd, Vn, Vm`,
  `VCGE_r_A1 | U 0 D size:2 Vn Vd 0011 N Q M 1 Vm | >vcle{c}.${SU} W:Vd, Vm, Vn / vcge{c}.${SU} W:Vd, Vn, Vm`,
  `VSHL_r_A1 | U 0 D size:2 Vn Vd 0100 N Q M 0 Vm | vshl{c}.${SU64} W:Vd, Vm, Vn`,
  `VQSHL_r_A1 | U 0 D size:2 Vn Vd 0100 N Q M 1 Vm | vqshl{c}.${SU64} W:Vd, Vm, Vn`,
  `VRSHL_A1 | U 0 D size:2 Vn Vd 0101 N Q M 0 Vm | vrshl{c}.${SU64} W:Vd, Vm, Vn`,
  `VQRSHL_A1 | U 0 D size:2 Vn Vd 0101 N Q M 1 Vm | vqrshl{c}.${SU64} W:Vd, Vm, Vn`,
  `VMAX_i_A1 | U 0 D size:2 Vn Vd 0110 N Q M 0 Vm | vmax{c}.${SU} W:Vd, Vn, Vm`,
  `VMIN_i_A1 | U 0 D size:2 Vn Vd 0110 N Q M 1 Vm | vmin{c}.${SU} W:Vd, Vn, Vm`,
  `VABD_i_A1 | U 0 D size:2 Vn Vd 0111 N Q M 0 Vm | vabd{c}.${SU} W:Vd, Vn, Vm`,
  `VABA_A1 | U 0 D size:2 Vn Vd 0111 N Q M 1 Vm | vaba{c}.${SU} X:Vd, Vn, Vm`,
  `VADD_i_A1 | 0 0 D size:2 Vn Vd 1000 N Q M 0 Vm | vadd{c}.${I64} W:Vd, Vn, Vm`,
  `VSUB_i_A1 | 1 0 D size:2 Vn Vd 1000 N Q M 0 Vm | vsub{c}.${I64} W:Vd, Vn, Vm`,
  "VTST_A1 | 0 0 D size:2 Vn Vd 1000 N Q M 1 Vm | vtst{c}.{8,16,32,:size} W:Vd, Vn, Vm",
  `VCEQ_r_A1 | 1 0 D size:2 Vn Vd 1000 N Q M 1 Vm | vceq{c}.${I} W:Vd, Vn, Vm`,
  `VMLA_i_A1 | 0 0 D size:2 Vn Vd 1001 N Q M 0 Vm | vmla{c}.${I} X:Vd, Vn, Vm`,
  `VMLS_i_A1 | 1 0 D size:2 Vn Vd 1001 N Q M 0 Vm | vmls{c}.${I} X:Vd, Vn, Vm`,
  `VMUL_i_A1 | 0 0 D size:2 Vn Vd 1001 N Q M 1 Vm | vmul{c}.${I} W:Vd, Vn, Vm`,
  "VMUL_p_A1 | 1 0 D 00 Vn Vd 1001 N Q M 1 Vm | vmul{c}.p8 W:Vd, Vn, Vm",
  `VPMAX_i_A1 | U 0 D size:2 Vn Vd 1010 N 0 M 0 Vm | vpmax{c}.${SU} W:Dd, Dn, Dm`,
  `VPMIN_i_A1 | U 0 D size:2 Vn Vd 1010 N 0 M 1 Vm | vpmin{c}.${SU} W:Dd, Dn, Dm`,
  "VQDMULH_A1 | 0 0 D size:2 Vn Vd 1011 N Q M 0 Vm | vqdmulh{c}.{,s16,s32,:size} W:Vd, Vn, Vm",
  "VQRDMULH_A1 | 1 0 D size:2 Vn Vd 1011 N Q M 0 Vm | vqrdmulh{c}.{,s16,s32,:size} W:Vd, Vn, Vm",
  `VPADD_i_A1 | 0 0 D size:2 Vn Vd 1011 N 0 M 1 Vm | vpadd{c}.${I} W:Dd, Dn, Dm`,
  "VFMA_A1 | 0 0 D 00 Vn Vd 1100 N Q M 1 Vm | vfma{c}.f32 X:Vd, Vn, Vm | +vfp4",
  "VFMS_A1 | 0 0 D 10 Vn Vd 1100 N Q M 1 Vm | vfms{c}.f32 X:Vd, Vn, Vm | +vfp4",
  "VADD_f_A1 | 0 0 D 00 Vn Vd 1101 N Q M 0 Vm | vadd{c}.f32 W:Vd, Vn, Vm",
  "VSUB_f_A1 | 0 0 D 10 Vn Vd 1101 N Q M 0 Vm | vsub{c}.f32 W:Vd, Vn, Vm",
  "VPADD_f_A1 | 1 0 D 00 Vn Vd 1101 N 0 M 0 Vm | vpadd{c}.f32 W:Dd, Dn, Dm",
  "VABD_f_A1 | 1 0 D 10 Vn Vd 1101 N Q M 0 Vm | vabd{c}.f32 W:Vd, Vn, Vm",
  "VMLA_f_A1 | 0 0 D 00 Vn Vd 1101 N Q M 1 Vm | vmla{c}.f32 X:Vd, Vn, Vm",
  "VMLS_f_A1 | 0 0 D 10 Vn Vd 1101 N Q M 1 Vm | vmls{c}.f32 X:Vd, Vn, Vm",
  "VMUL_f_A1 | 1 0 D 00 Vn Vd 1101 N Q M 1 Vm | vmul{c}.f32 W:Vd, Vn, Vm",
  "VCEQ_r_A2 | 0 0 D 00 Vn Vd 1110 N Q M 0 Vm | vceq{c}.f32 W:Vd, Vn, Vm",
  "VCGE_r_A2 | 1 0 D 00 Vn Vd 1110 N Q M 0 Vm | >vcle{c}.f32 W:Vd, Vm, Vn / vcge{c}.f32 W:Vd, Vn, Vm",
  "VCGT_r_A2 | 1 0 D 10 Vn Vd 1110 N Q M 0 Vm | >vclt{c}.f32 W:Vd, Vm, Vn / vcgt{c}.f32 W:Vd, Vn, Vm",
  "VACGE_A1 | 1 0 D 00 Vn Vd 1110 N Q M 1 Vm | >vacle{c}.f32 W:Vd, Vm, Vn / vacge{c}.f32 W:Vd, Vn, Vm",
  "VACGT_A1 | 1 0 D 10 Vn Vd 1110 N Q M 1 Vm | >vaclt{c}.f32 W:Vd, Vm, Vn / vacgt{c}.f32 W:Vd, Vn, Vm",
  "VMAX_f_A1 | 0 0 D 00 Vn Vd 1111 N Q M 0 Vm | vmax{c}.f32 W:Vd, Vn, Vm",
  "VMIN_f_A1 | 0 0 D 10 Vn Vd 1111 N Q M 0 Vm | vmin{c}.f32 W:Vd, Vn, Vm",
  "VPMAX_f_A1 | 1 0 D 00 Vn Vd 1111 N 0 M 0 Vm | vpmax{c}.f32 W:Dd, Dn, Dm",
  "VPMIN_f_A1 | 1 0 D 10 Vn Vd 1111 N 0 M 0 Vm | vpmin{c}.f32 W:Dd, Dn, Dm",
  "VRECPS_A1 | 0 0 D 00 Vn Vd 1111 N Q M 1 Vm | vrecps{c}.f32 W:Vd, Vn, Vm",
  "VRSQRTS_A1 | 0 0 D 10 Vn Vd 1111 N Q M 1 Vm | vrsqrts{c}.f32 W:Vd, Vn, Vm",
  `VMAXNM_A1 | 1 0 D 00 Vn Vd 1111 N Q M 1 Vm | vmaxnm.f32 W:Vd, Vn, Vm | ${V8}`,
  `VMINNM_A1 | 1 0 D 10 Vn Vd 1111 N Q M 1 Vm | vminnm.f32 W:Vd, Vn, Vm | ${V8}`,
];

const notSize3 = "where:size!=3";

// biome-ignore format: one encoding a line, in the manual's columns
/** A7.4.2: three registers of different lengths. */
const differentLengths = (): string[] => [
  `VADDL_A1 | U 1 D size:2 Vn Vd 0000 N 0 M 0 Vm | vaddl{c}.${SU} W:Qd, Dn, Dm | ${notSize3}`,
  `VADDW_A1 | U 1 D size:2 Vn Vd 0001 N 0 M 0 Vm | vaddw{c}.${SU} W:Qd, Qn, Dm | ${notSize3}`,
  `VSUBL_A1 | U 1 D size:2 Vn Vd 0010 N 0 M 0 Vm | vsubl{c}.${SU} W:Qd, Dn, Dm | ${notSize3}`,
  `VSUBW_A1 | U 1 D size:2 Vn Vd 0011 N 0 M 0 Vm | vsubw{c}.${SU} W:Qd, Qn, Dm | ${notSize3}`,
  `VADDHN_A1 | 0 1 D size:2 Vn Vd 0100 N 0 M 0 Vm | vaddhn{c}.${NARROW} W:Dd, Qn, Qm | ${notSize3}`,
  `VRADDHN_A1 | 1 1 D size:2 Vn Vd 0100 N 0 M 0 Vm | vraddhn{c}.${NARROW} W:Dd, Qn, Qm | ${notSize3}`,
  `VABAL_A1 | U 1 D size:2 Vn Vd 0101 N 0 M 0 Vm | vabal{c}.${SU} X:Qd, Dn, Dm | ${notSize3}`,
  `VSUBHN_A1 | 0 1 D size:2 Vn Vd 0110 N 0 M 0 Vm | vsubhn{c}.${NARROW} W:Dd, Qn, Qm | ${notSize3}`,
  `VRSUBHN_A1 | 1 1 D size:2 Vn Vd 0110 N 0 M 0 Vm | vrsubhn{c}.${NARROW} W:Dd, Qn, Qm | ${notSize3}`,
  `VABDL_A1 | U 1 D size:2 Vn Vd 0111 N 0 M 0 Vm | vabdl{c}.${SU} W:Qd, Dn, Dm | ${notSize3}`,
  `VMLAL_i_A1 | U 1 D size:2 Vn Vd 1000 N 0 M 0 Vm | vmlal{c}.${SU} X:Qd, Dn, Dm | ${notSize3}`,
  `VQDMLAL_A1 | 0 1 D size:2 Vn Vd 1001 N 0 M 0 Vm | vqdmlal{c}.{,s16,s32,:size} X:Qd, Dn, Dm | ${notSize3}`,
  `VMLSL_i_A1 | U 1 D size:2 Vn Vd 1010 N 0 M 0 Vm | vmlsl{c}.${SU} X:Qd, Dn, Dm | ${notSize3}`,
  `VQDMLSL_A1 | 0 1 D size:2 Vn Vd 1011 N 0 M 0 Vm | vqdmlsl{c}.{,s16,s32,:size} X:Qd, Dn, Dm | ${notSize3}`,
  `VMULL_i_A1 | U 1 D size:2 Vn Vd 1100 N 0 M 0 Vm | vmull{c}.${SU} W:Qd, Dn, Dm | ${notSize3}`,
  `VQDMULL_A1 | 0 1 D size:2 Vn Vd 1101 N 0 M 0 Vm | vqdmull{c}.{,s16,s32,:size} W:Qd, Dn, Dm | ${notSize3}`,
  "VMULL_p_A1 | 0 1 D 00 Vn Vd 1110 N 0 M 0 Vm | vmull{c}.p8 W:Qd, Dn, Dm",
  "VMULL_p64_A1 | 0 1 D 10 Vn Vd 1110 N 0 M 0 Vm | vmull.p64 W:Qd, Dn, Dm | it:outside +crypto",
];

/** The syntaxes of an instruction with an element of Dm, which is d0 to d7 for 16 bits and d0 to d15 for 32 (A7.4.3). */
const byScalar = (name: string, types: readonly [half: string, word: string], registers: string): string =>
  `${name}{c}.${types[0]} ${registers}, lane(w3,M:v)&size=1 / ${name}{c}.${types[1]} ${registers}, lane(v:w3,M)&size=2`.replaceAll(
    ")&",
    ") if ",
  );
const signless = ["i16", "i32"] as const;
const signed = ["s16", "s32"] as const;
const either = ["{s16,u16:U}", "{s32,u32:U}"] as const;
const halfOrWord = `${notSize3} und:size=0`;

// biome-ignore format: one encoding a line, in the manual's columns
/** @internal A7.4.3: two registers and a scalar. */
export const withScalar = (): string[] => [
  `VMLA_s_A1 | Q 1 D size:2 Vn Vd 0000 N 1 M 0 v w3 | ${byScalar("vmla", signless, "X:Vd, Vn")} | ${halfOrWord}`,
  "VMLA_sf_A1 | Q 1 D 10 Vn Vd 0001 N 1 M 0 Vm | vmla{c}.f32 X:Vd, Vn, lane(Vm,M)",
  `VMLAL_s_A1 | U 1 D size:2 Vn Vd 0010 N 1 M 0 v w3 | ${byScalar("vmlal", either, "X:Qd, Dn")} | ${halfOrWord}`,
  `VQDMLAL_s_A2 | 0 1 D size:2 Vn Vd 0011 N 1 M 0 v w3 | ${byScalar("vqdmlal", signed, "X:Qd, Dn")} | ${halfOrWord}`,
  `VMLS_s_A1 | Q 1 D size:2 Vn Vd 0100 N 1 M 0 v w3 | ${byScalar("vmls", signless, "X:Vd, Vn")} | ${halfOrWord}`,
  "VMLS_sf_A1 | Q 1 D 10 Vn Vd 0101 N 1 M 0 Vm | vmls{c}.f32 X:Vd, Vn, lane(Vm,M)",
  `VMLSL_s_A1 | U 1 D size:2 Vn Vd 0110 N 1 M 0 v w3 | ${byScalar("vmlsl", either, "X:Qd, Dn")} | ${halfOrWord}`,
  `VQDMLSL_s_A2 | 0 1 D size:2 Vn Vd 0111 N 1 M 0 v w3 | ${byScalar("vqdmlsl", signed, "X:Qd, Dn")} | ${halfOrWord}`,
  `VMUL_s_A1 | Q 1 D size:2 Vn Vd 1000 N 1 M 0 v w3 | ${byScalar("vmul", signless, "W:Vd, Vn")} | ${halfOrWord}`,
  "VMUL_sf_A1 | Q 1 D 10 Vn Vd 1001 N 1 M 0 Vm | vmul{c}.f32 W:Vd, Vn, lane(Vm,M)",
  `VMULL_s_A2 | U 1 D size:2 Vn Vd 1010 N 1 M 0 v w3 | ${byScalar("vmull", either, "W:Qd, Dn")} | ${halfOrWord}`,
  `VQDMULL_s_A2 | 0 1 D size:2 Vn Vd 1011 N 1 M 0 v w3 | ${byScalar("vqdmull", signed, "W:Qd, Dn")} | ${halfOrWord}`,
  `VQDMULH_s_A2 | Q 1 D size:2 Vn Vd 1100 N 1 M 0 v w3 | ${byScalar("vqdmulh", signed, "W:Vd, Vn")} | ${halfOrWord}`,
  `VQRDMULH_s_A2 | Q 1 D size:2 Vn Vd 1101 N 1 M 0 v w3 | ${byScalar("vqrdmulh", signed, "W:Vd, Vn")} | ${halfOrWord}`,
];

/**
 * The syntaxes of a shift by an immediate: how wide the elements are shows in the highest 1 of L:imm6 = L:a:b:c:d3, and the rest is the
 * amount (A7.4.4). `types` has a data type for elements of 8, 16, 32 and perhaps 64 bits.
 */
function byAmount(name: string, types: readonly string[], registers: string, direction: "left" | "right"): string {
  const sizes = [
    ["a=0&b=0&c=1", "d3"],
    ["a=0&b=1", "c:d3"],
    ["a=1", "b:c:d3"],
    ["L=1", "a:b:c:d3"],
  ] as const;
  return types
    .map((type, index) => {
      const [size, field] = sizes[index]!;
      const amount = direction === "left" ? `#${field}` : `from(${field},${8 << index})`;
      return `${name}{c}.${type} ${registers}, ${amount} if ${size}${types.length === 4 && index < 3 ? "&L=0" : ""}`;
    })
    .join(" / ");
}
const anySign = ["{s8,u8:U}", "{s16,u16:U}", "{s32,u32:U}", "{s64,u64:U}"];
const noSign = ["8", "16", "32", "64"];
const sign = ["s8", "s16", "s32", "s64"];
const notImmediate = "where:L:a:b:c!=0";
const notImmediate3 = "where:a:b:c!=0";

/** VMOVL has the place of a VSHLL by 0, which does not exist. */
const moveLong = (): string[] =>
  [1, 2, 4].map((high) => `vmovl{c}.{s${8 * high},u${8 * high}:U} W:Qd, Dm if a:b:c=${high}&d3=0`);

// biome-ignore format: one encoding a line, in the manual's columns
/** A7.4.4: two registers and a shift amount. */
const withAmount = (): string[] => [
  `VSHR_A1 | U 1 D a b c d3 Vd 0000 L Q M 1 Vm | ${byAmount("vshr", anySign, "W:Vd, Vm", "right")} | ${notImmediate}`,
  `VSRA_A1 | U 1 D a b c d3 Vd 0001 L Q M 1 Vm | ${byAmount("vsra", anySign, "X:Vd, Vm", "right")} | ${notImmediate}`,
  `VRSHR_A1 | U 1 D a b c d3 Vd 0010 L Q M 1 Vm | ${byAmount("vrshr", anySign, "W:Vd, Vm", "right")} | ${notImmediate}`,
  `VRSRA_A1 | U 1 D a b c d3 Vd 0011 L Q M 1 Vm | ${byAmount("vrsra", anySign, "X:Vd, Vm", "right")} | ${notImmediate}`,
  `VSRI_A1 | 1 1 D a b c d3 Vd 0100 L Q M 1 Vm | ${byAmount("vsri", noSign, "X:Vd, Vm", "right")} | ${notImmediate}`,
  `VSHL_i_A1 | 0 1 D a b c d3 Vd 0101 L Q M 1 Vm | ${byAmount("vshl", sign, "W:Vd, Vm", "left")} | ${notImmediate}`,
  `VSLI_A1 | 1 1 D a b c d3 Vd 0101 L Q M 1 Vm | ${byAmount("vsli", noSign, "X:Vd, Vm", "left")} | ${notImmediate}`,
  `VQSHLU_A1 | 1 1 D a b c d3 Vd 0110 L Q M 1 Vm | ${byAmount("vqshlu", sign, "W:Vd, Vm", "left")} | ${notImmediate}`,
  `VQSHL_i_A1 | U 1 D a b c d3 Vd 0111 L Q M 1 Vm | ${byAmount("vqshl", anySign, "W:Vd, Vm", "left")} | ${notImmediate}`,
  `VSHRN_A1 | 0 1 D a b c d3 Vd 100000 M 1 Vm | ${byAmount("vshrn", ["i16", "i32", "i64"], "W:Dd, Qm", "right")} | ${notImmediate3}`,
  `VRSHRN_A1 | 0 1 D a b c d3 Vd 100001 M 1 Vm | ${byAmount("vrshrn", ["i16", "i32", "i64"], "W:Dd, Qm", "right")} | ${notImmediate3}`,
  `VQSHRUN_A1 | 1 1 D a b c d3 Vd 100000 M 1 Vm | ${byAmount("vqshrun", sign.slice(1), "W:Dd, Qm", "right")} | ${notImmediate3}`,
  `VQRSHRUN_A1 | 1 1 D a b c d3 Vd 100001 M 1 Vm | ${byAmount("vqrshrun", sign.slice(1), "W:Dd, Qm", "right")} | ${notImmediate3}`,
  `VQSHRN_A1 | U 1 D a b c d3 Vd 100100 M 1 Vm | ${byAmount("vqshrn", anySign.slice(1), "W:Dd, Qm", "right")} | ${notImmediate3}`,
  `VQRSHRN_A1 | U 1 D a b c d3 Vd 100101 M 1 Vm | ${byAmount("vqrshrn", anySign.slice(1), "W:Dd, Qm", "right")} | ${notImmediate3}`,
  `VSHLL_A1 | U 1 D a b c d3 Vd 101000 M 1 Vm | ${moveLong().join(" / ")} / ${byAmount("vshll", anySign.slice(0, 3), "W:Qd, Dm", "left").replace("c=1", "c=1&d3!=0").replace("b=1", "b=1&c:d3!=0").replace("a=1", "a=1&b:c:d3!=0")} | ${notImmediate3}`,
  "VCVT_x_A1 | U 1 D 1 imm5 Vd 1110 0 Q M 1 Vm | vcvt{c}.{f32.s32,f32.u32:U} W:Vd, Vm, from(imm5,32)",
  "VCVT_vx_A3 | U 1 D 1 imm5 Vd 1111 0 Q M 1 Vm | vcvt{c}.{s32.f32,u32.f32:U} W:Vd, Vm, from(imm5,32)",
];

// biome-ignore format: one encoding a line, in the manual's columns
/** A7.4.6: one register and a modified immediate. A byte of 0 that is shifted is UNPREDICTABLE (AdvSIMDExpandImm). */
const withImmediate = (): string[] => ["mov", "mvn"].flatMap((move, op) => [
  `V${move.toUpperCase()}_i_A1 | i 1 D 000 j3 Vd 0 s2 0 0 Q ${op} 1 k4 | v${move}{c}.i32 W:Vd, byte32(i:j3:k4,s2) | unp:s2!=0&i:j3:k4=0`,
  `${["VORR", "VBIC"][op]}_i_A1 | i 1 D 000 j3 Vd 0 s2 1 0 Q ${op} 1 k4 | ${["vorr", "vbic"][op]}{c}.i32 X:Vd, byte32(i:j3:k4,s2) | unp:s2!=0&i:j3:k4=0`,
  `V${move.toUpperCase()}_i16_A${op === 0 ? 3 : 2} | i 1 D 000 j3 Vd 10 s 0 0 Q ${op} 1 k4 | v${move}{c}.i16 W:Vd, byte16(i:j3:k4,s) | unp:s=1&i:j3:k4=0`,
  `${["VORR", "VBIC"][op]}_i_A2 | i 1 D 000 j3 Vd 10 s 1 0 Q ${op} 1 k4 | ${["vorr", "vbic"][op]}{c}.i16 X:Vd, byte16(i:j3:k4,s) | unp:s=1&i:j3:k4=0`,
  `V${move.toUpperCase()}_i1_A${op === 0 ? 4 : 3} | i 1 D 000 j3 Vd 110 s 0 Q ${op} 1 k4 | v${move}{c}.i32 W:Vd, byteones(i:j3:k4,s) | unp:i:j3:k4=0`,
]).concat([
  "VMOV_i8_A4 | i 1 D 000 j3 Vd 1110 0 Q 0 1 k4 | vmov{c}.i8 W:Vd, byte8(i:j3:k4)",
  "VMOV_f_A4 | i 1 D 000 j3 Vd 1111 0 Q 0 1 k4 | vmov{c}.f32 W:Vd, simdfloat(i:j3:k4)",
  "VMOV_i64_A5 | i 1 D 000 j3 Vd 1110 0 Q 1 1 k4 | vmov{c}.i64 W:Vd, bytemask(i:j3:k4)",
]);

const S = "{s8,s16,s32,:size}";
const plain = "{8,16,32,:size}";
/** VUZP and VZIP. Two D registers of 32-bit elements are left to VTRN, which does the same (A8.8.424, A8.8.426). */
const interleave = (name: string): string =>
  `${name}{c}.8 X:Vd, X:Vm if size=0 / ${name}{c}.16 X:Vd, X:Vm if size=1 / ${name}{c}.32 X:Qd, X:Qm if Q=1&size=2 | und:size=3,Q=0&size=2`;
/** A comparison with zero, VABS or VNEG: of integers or, with F, of floats. */
const orFloat = (id: string, bits: string, name: string, types: string, operands: string): string[] => [
  `${id}_A1 | 1 1 D 11 size:2 01 Vd 00 ${bits} Q M 0 Vm | ${name}{c}.${types} ${operands}`,
  `${id}_f_A1 | 1 1 D 11 10 01 Vd 01 ${bits} Q M 0 Vm | ${name}{c}.f32 ${operands}`,
];

// biome-ignore format: one encoding a line, in the manual's columns
/** @internal A7.4.5: two registers, miscellaneous. */
export const twoRegisters = (): string[] => [
  `VREV64_A1 | 1 1 D 11 size:2 00 Vd 00000 Q M 0 Vm | vrev64{c}.${plain} W:Vd, Vm`,
  "VREV32_A1 | 1 1 D 11 size:2 00 Vd 00001 Q M 0 Vm | vrev32{c}.{8,16,,:size} W:Vd, Vm",
  "VREV16_A1 | 1 1 D 11 00 00 Vd 00010 Q M 0 Vm | vrev16{c}.8 W:Vd, Vm",
  `VPADDL_A1 | 1 1 D 11 size:2 00 Vd 0010 U Q M 0 Vm | vpaddl{c}.${SU} W:Vd, Vm`,
  `VCLS_A1 | 1 1 D 11 size:2 00 Vd 01000 Q M 0 Vm | vcls{c}.${S} W:Vd, Vm`,
  `VCLZ_A1 | 1 1 D 11 size:2 00 Vd 01001 Q M 0 Vm | vclz{c}.${I} W:Vd, Vm`,
  "VCNT_A1 | 1 1 D 11 00 00 Vd 01010 Q M 0 Vm | vcnt{c}.8 W:Vd, Vm",
  "VMVN_r_A1 | 1 1 D 11 00 00 Vd 01011 Q M 0 Vm | vmvn{c} W:Vd, Vm",
  `VPADAL_A1 | 1 1 D 11 size:2 00 Vd 0110 U Q M 0 Vm | vpadal{c}.${SU} X:Vd, Vm`,
  `VQABS_A1 | 1 1 D 11 size:2 00 Vd 01110 Q M 0 Vm | vqabs{c}.${S} W:Vd, Vm`,
  `VQNEG_A1 | 1 1 D 11 size:2 00 Vd 01111 Q M 0 Vm | vqneg{c}.${S} W:Vd, Vm`,
  ...orFloat("VCGT_i", "000", "vcgt", S, "W:Vd, Vm, #0"),
  ...orFloat("VCGE_i", "001", "vcge", S, "W:Vd, Vm, #0"),
  ...orFloat("VCEQ_i", "010", "vceq", I, "W:Vd, Vm, #0"),
  ...orFloat("VCLE_i", "011", "vcle", S, "W:Vd, Vm, #0"),
  ...orFloat("VCLT_i", "100", "vclt", S, "W:Vd, Vm, #0"),
  ...orFloat("VABS", "110", "vabs", S, "W:Vd, Vm"),
  ...orFloat("VNEG", "111", "vneg", S, "W:Vd, Vm"),
  "VSWP_A1 | 1 1 D 11 00 10 Vd 00000 Q M 0 Vm | vswp{c} X:Vd, X:Vm",
  `VTRN_A1 | 1 1 D 11 size:2 10 Vd 00001 Q M 0 Vm | >vuzp{c}.32 X:Dd, X:Dm if size=2&Q=0 / >vzip{c}.32 X:Dd, X:Dm if size=2&Q=0 / vtrn{c}.${plain} X:Vd, X:Vm`,
  `VUZP_A1 | 1 1 D 11 size:2 10 Vd 00010 Q M 0 Vm | ${interleave("vuzp")}`,
  `VZIP_A1 | 1 1 D 11 size:2 10 Vd 00011 Q M 0 Vm | ${interleave("vzip")}`,
  `VMOVN_A1 | 1 1 D 11 size:2 10 Vd 001000 M 0 Vm | vmovn{c}.${NARROW} W:Dd, Qm`,
  "VQMOVUN_A1 | 1 1 D 11 size:2 10 Vd 001001 M 0 Vm | vqmovun{c}.{s16,s32,s64,:size} W:Dd, Qm",
  "VQMOVN_A1 | 1 1 D 11 size:2 10 Vd 00101 U M 0 Vm | vqmovn{c}.{s16,s32,s64,,u16,u32,u64,:U:size} W:Dd, Qm",
  ...[8, 16, 32].map((bits, size) => `VSHLL_${bits}_A2 | 1 1 D 11 ${size >> 1}${size & 1} 10 Vd 001100 M 0 Vm | vshll{c}.i${bits} W:Qd, Dm, #${bits}`),
  ...["n", "x", "a", "z", "", "m", "", "p"].flatMap((mode, op) =>
    mode === "" ? [] : [`VRINT${mode.toUpperCase()}_A1 | 1 1 D 11 10 10 Vd 01 ${op >> 2}${(op >> 1) & 1}${op & 1} Q M 0 Vm | vrint${mode}.f32 W:Vd, Vm | ${V8}`],
  ),
  "VCVT_sh_A1 | 1 1 D 11 01 10 Vd 011000 M 0 Vm | vcvt{c}.f16.f32 W:Dd, Qm | +fp16",
  "VCVT_hs_A1 | 1 1 D 11 01 10 Vd 011100 M 0 Vm | vcvt{c}.f32.f16 W:Qd, Dm | +fp16",
  ...["a", "n", "p", "m"].map((mode, rm) => `VCVT${mode.toUpperCase()}_A1 | 1 1 D 11 10 11 Vd 00 ${rm >> 1}${rm & 1} U Q M 0 Vm | vcvt${mode}.{s32.f32,u32.f32:U} W:Vd, Vm | ${V8}`),
  "VRECPE_A1 | 1 1 D 11 10 11 Vd 010 F 0 Q M 0 Vm | vrecpe{c}.{u32,f32:F} W:Vd, Vm",
  "VRSQRTE_A1 | 1 1 D 11 10 11 Vd 010 F 1 Q M 0 Vm | vrsqrte{c}.{u32,f32:F} W:Vd, Vm",
  "VCVT_is_A1 | 1 1 D 11 10 11 Vd 011 o2 Q M 0 Vm | vcvt{c}.{f32.s32,f32.u32,s32.f32,u32.f32:o2} W:Vd, Vm",
];

// biome-ignore format: one encoding a line, in the manual's columns
/** A7.4: VEXT, VTBL and VTBX, VDUP of a scalar. */
const permutes = (): string[] => [
  "VEXT_A1 | 0 1 D 11 Vn Vd imm4 N Q M 0 Vm | vext{c}.8 W:Vd, Vn, Vm, #imm4 | und:Q=0&imm4>7",
  "VTBL_A1 | 1 1 D 11 Vn Vd 10 l2 N 0 M 0 Vm | vtbl{c}.8 W:Dd, dlist(N:Vn,l2+1), Dm | unp:N:Vn+l2>31",
  "VTBX_A1 | 1 1 D 11 Vn Vd 10 l2 N 1 M 0 Vm | vtbx{c}.8 X:Dd, dlist(N:Vn,l2+1), Dm | unp:N:Vn+l2>31",
  "VDUP_s8_A1 | 1 1 D 11 i3 1 Vd 11000 Q M 0 Vm | vdup{c}.8 W:Vd, lane(M:Vm,i3)",
  "VDUP_s16_A1 | 1 1 D 11 i2 10 Vd 11000 Q M 0 Vm | vdup{c}.16 W:Vd, lane(M:Vm,i2)",
  "VDUP_s32_A1 | 1 1 D 11 i 100 Vd 11000 Q M 0 Vm | vdup{c}.32 W:Vd, lane(M:Vm,i)",
];

/** A7.4: Advanced SIMD data processing. It touches no core register, no memory and no flag but FPSCR's. */
export const simdArithmetic = (): Family => ({
  class: "simd",
  rows: simd([
    ...sameLength(),
    ...differentLengths(),
    ...withScalar(),
    ...withAmount(),
    ...withImmediate(),
    ...twoRegisters(),
    ...permutes(),
  ]),
});

const hashes = ["sha1c", "sha1p", "sha1m", "sha1su0", "sha256h", "sha256h2", "sha256su1"];

// biome-ignore format: one encoding a line, in the manual's columns
/** DDI 0487, F4.1: AES, SHA-1 and SHA-256. */
export const crypto = (): Family => ({ class: "crypto", rows: simd([
  ...hashes.map((name, op) => `${name.toUpperCase()}_A1 | ${op >> 2} 0 D ${(op >> 1) & 1}${op & 1} Vn Vd 1100 N 1 M 0 Vm | ${name}.32 X:Qd, Qn, Qm | it:outside +crypto`),
  "AESE_A1 | 1 1 D 11 00 00 Vd 001100 M 0 Vm | aese.8 X:Qd, Qm | it:outside +crypto",
  "AESD_A1 | 1 1 D 11 00 00 Vd 001101 M 0 Vm | aesd.8 X:Qd, Qm | it:outside +crypto",
  "AESMC_A1 | 1 1 D 11 00 00 Vd 001110 M 0 Vm | aesmc.8 W:Qd, Qm | it:outside +crypto",
  "AESIMC_A1 | 1 1 D 11 00 00 Vd 001111 M 0 Vm | aesimc.8 W:Qd, Qm | it:outside +crypto",
  "SHA1H_A1 | 1 1 D 11 10 01 Vd 001011 M 0 Vm | sha1h.32 W:Qd, Qm | it:outside +crypto",
  "SHA1SU1_A1 | 1 1 D 11 10 10 Vd 001110 M 0 Vm | sha1su1.32 X:Qd, Qm | it:outside +crypto",
  "SHA256SU0_A1 | 1 1 D 11 10 10 Vd 001111 M 0 Vm | sha256su0.32 X:Qd, Qm | it:outside +crypto",
]) });
