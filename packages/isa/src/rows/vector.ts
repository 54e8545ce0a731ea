import type { Family, InstructionSet } from "../row.js";
import { simdLoadStore, vfpLoadStore } from "./vector-load-store.js";
import { simdMove, vfpMove } from "./vector-move.js";
import { vectorFamilies } from "./vector-notation.js";

/** @internal VFP and Advanced SIMD but for their arithmetic: loads, stores, and moves to and from core and system registers. */
export const vectorTransfers = (set: InstructionSet): Family[] =>
  vectorFamilies(set, [vfpLoadStore(), simdLoadStore(), vfpMove, simdMove]);
