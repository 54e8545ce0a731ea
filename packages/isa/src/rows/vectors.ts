import { vectorEncoders as encoders } from "../operands/vector-encoders.js";
import type { Family, InstructionSet } from "../row.js";
import { crypto, simdArithmetic } from "./simd-arithmetic.js";
import { halfLoadStore, halfMove, simdAdditions, vfpAdditions } from "./vector-additions.js";
import { simdLoadStore } from "./vector-load-store.js";
import { simdMove, vfpMove } from "./vector-move.js";
import { vectorFamilies } from "./vector-notation.js";
import { vfpArithmetic } from "./vfp-arithmetic.js";

/** @internal Advanced SIMD, and VFP arithmetic: for the full tables and the decoders, which keeps assemblers without them small. */
export const vectors = (set: InstructionSet): Family[] =>
  vectorFamilies(
    set,
    [
      ...[simdLoadStore(), vfpMove(), simdMove(), vfpArithmetic(), simdArithmetic(), crypto()],
      ...[vfpAdditions(), halfMove(), halfLoadStore(), simdAdditions()],
    ].map((family) => ({
      ...family,
      encoders,
    })),
  );
