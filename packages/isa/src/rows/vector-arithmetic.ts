import { vectorArithmeticEncoders as encoders } from "../operands/vector-immediate.js";
import type { Family, InstructionSet } from "../row.js";
import { crypto, simdArithmetic } from "./simd-arithmetic.js";
import { vectorFamilies } from "./vector-notation.js";
import { vfpArithmetic } from "./vfp-arithmetic.js";

/** @internal VFP and Advanced SIMD arithmetic: for the decoders alone, which keeps the assemblers small. */
export const vectorArithmetic = (set: InstructionSet): Family[] =>
  vectorFamilies(
    set,
    [vfpArithmetic(), simdArithmetic(), crypto()].map((family) => ({ ...family, encoders })),
  );
