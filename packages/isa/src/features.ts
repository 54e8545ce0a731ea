/**
 * What a CPU can execute beyond ARMv4T, as bits of a mask. The names follow the architecture's versions and the
 * ID registers (B6.1, "CPUID"): a row of the tables names the least that it needs.
 */
export const Feature = {
  /** ARMv5T: BLX, CLZ, BKPT, LDRD and STRD, PLD, saturating and 16-bit multiplies (the E extension counted in). */
  v5: 1,
  /** ARMv6: media instructions, exclusives, REV, extends, CPS, SETEND. */
  v6: 2,
  /** ARMv6K and the byte, halfword and doubleword exclusives, CLREX, and the hints. */
  v6k: 4,
  /** Thumb-2: the 32-bit T32 encodings, IT, MOVW and MOVT, bit fields, MLS, RBIT. */
  thumb2: 8,
  /** ARMv7: barriers, PLI, DBG. */
  v7: 16,
  /** SDIV and UDIV. */
  idiv: 32,
  /** The multiprocessing extensions: PLDW. */
  mp: 64,
  /** The security extensions: SMC. */
  security: 128,
  /** The virtualization extensions: HVC, ERET, banked MRS and MSR. */
  virtualization: 256,
  /** ARMv8 AArch32: load-acquire, store-release, SEVL, DMB ISHLD, HLT. */
  v8: 512,
  /** CRC32 instructions (optional in ARMv8.0). */
  crc: 1024,
  /** VFPv2: the S registers and d0 to d15. */
  vfp2: 2048,
  /** VFPv3: VMOV (immediate), fixed-point conversions. */
  vfp3: 4096,
  /** Half-precision conversions. */
  fp16: 8192,
  /** VFPv4 fused multiply-add. */
  vfp4: 16384,
  /** The registers d16 to d31. */
  d32: 32768,
  /** Advanced SIMD. */
  neon: 65536,
  /** ARMv8 floating point: VSEL, VRINT, VMAXNM, VCVTA. */
  fpv8: 131072,
  /** AES, SHA-1, SHA-256 and the 64-bit polynomial multiply. */
  crypto: 262144,
  /** Privileged access never (ARMv8.1): SETPAN. */
  pan: 524288,
  /** Half-precision arithmetic (ARMv8.2, FEAT_FP16). */
  fullfp16: 1048576,
  /** Rounding doubling multiply-accumulate (ARMv8.1, FEAT_RDM): VQRDMLAH, VQRDMLSH. */
  rdm: 2097152,
  /** Dot products (ARMv8.2, FEAT_DotProd): VSDOT, VUDOT. */
  dotprod: 4194304,
  /** Half-precision multiplies that are added to single precision (ARMv8.2, FEAT_FHM): VFMAL, VFMSL. */
  fhm: 8388608,
  /** Complex numbers (ARMv8.3, FEAT_FCMA): VCADD, VCMLA. */
  fcma: 16777216,
  /** Conversion as JavaScript has it (ARMv8.3, FEAT_JSCVT): VJCVT. */
  jscvt: 33554432,
  /** BFloat16 (ARMv8.6, FEAT_AA32BF16): VDOT, VMMLA, VFMAB, VFMAT, conversions. */
  bf16: 67108864,
  /** Products of matrices of 8-bit integers (ARMv8.6, FEAT_AA32I8MM): VSMMLA, VUMMLA, VUSMMLA, VUSDOT, VSUDOT. */
  i8mm: 134217728,
  /** The A and R profiles: A32, and what T32 has for the modes and exceptions of these profiles. Cores of the M profile have none of it. */
  ar: 268435456,
  /** The DSP extension of the M profile: parallel, saturating and 16-bit multiplying instructions of T32. The A and R profiles have them with Thumb-2. */
  dsp: 536870912,
  /** Thumb-2 but for what the baseline of ARMv8-M has of it. */
  mainline: 1073741824,
} as const;

/** The name of a {@link Feature}. */
export type FeatureName = keyof typeof Feature;

/** All that the tables know, as a mask. */
export const allFeatures: number = /* @__PURE__ */ Object.values(Feature).reduce((mask, bit) => mask | bit, 0);

/** The architectures and processors that {@link featureSets} knows. */
export type ProcessorName =
  | "armv5te"
  | "arm1176"
  | "armv7-a"
  | "cortex-a8"
  | "cortex-a15"
  | "armv8-a"
  | "armv7-r"
  | "armv8-r"
  | "armv6-m"
  | "armv7-m"
  | "armv7e-m"
  | "armv8-m.base"
  | "armv8-m.main"
  | "cortex-m0"
  | "cortex-m3"
  | "cortex-m4"
  | "cortex-m7"
  | "cortex-m23"
  | "cortex-m33"
  | "all";

/**
 * Feature masks of common architectures and processors: `armv5te` is Debian armel without floating point, `arm1176` the first
 * Raspberry Pi, `armv7-a` the baseline of Debian armhf (VFPv3-D16), `armv8-a` is ARMv8.0 AArch32 with CRC32, `all` all that the
 * tables know. Those of the M profile are without floating point: the tables do not tell single from double precision.
 */
export const featureSets: Readonly<Record<ProcessorName, number>> = /* @__PURE__ */ (() => {
  const { v5, v6, v6k, thumb2, v7, idiv, mp, security, virtualization, v8, crc } = Feature;
  const { vfp2, vfp3, fp16, vfp4, d32, neon, fpv8 } = Feature;
  const { ar, dsp, mainline } = Feature;
  const v7ar = v5 | v6 | v6k | thumb2 | v7 | ar | dsp | mainline;
  const v6m = v5 | v6 | v7;
  const v7m = v6m | thumb2 | mainline | idiv;
  const v8mBase = v6m | thumb2 | idiv | v8;
  const v8mMain = v8mBase | mainline;
  const cortexA8 = v7ar | security | vfp2 | vfp3 | d32 | neon;
  const cortexA15 = cortexA8 | idiv | mp | virtualization | fp16 | vfp4;
  return {
    armv5te: v5 | ar,
    arm1176: v5 | v6 | v6k | security | vfp2 | ar,
    "armv7-a": v7ar | vfp2 | vfp3,
    "cortex-a8": cortexA8,
    "cortex-a15": cortexA15,
    "armv8-a": cortexA15 | v8 | fpv8 | crc,
    "armv7-r": v7ar | idiv,
    "armv8-r": v7ar | idiv | mp | virtualization | v8 | crc,
    "armv6-m": v6m,
    "armv7-m": v7m,
    "armv7e-m": v7m | dsp,
    "armv8-m.base": v8mBase,
    "armv8-m.main": v8mMain,
    "cortex-m0": v6m,
    "cortex-m3": v7m,
    "cortex-m4": v7m | dsp,
    "cortex-m7": v7m | dsp,
    "cortex-m23": v8mBase,
    "cortex-m33": v8mMain | dsp,
    all: allFeatures,
  };
})();

/** The names of the features in a mask. */
export function featureNames(features: number): FeatureName[] {
  return (Object.keys(Feature) as FeatureName[]).filter((name) => features & Feature[name]);
}
