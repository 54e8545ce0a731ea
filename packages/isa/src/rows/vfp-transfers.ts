import type { Family, InstructionSet } from "../row.js";
import { vfpLoadStore } from "./vector-load-store.js";
import { vfpMove } from "./vector-move.js";
import { vectorFamilies } from "./vector-notation.js";

/** @internal VFP's loads, stores, and moves to and from core and system registers. */
export const vfpTransfers = (set: InstructionSet): Family[] => vectorFamilies(set, [vfpLoadStore(), vfpMove()]);
