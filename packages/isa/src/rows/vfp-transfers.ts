import type { Family, InstructionSet } from "../row.js";
import { vfpLoadStore } from "./vector-load-store.js";
import { vectorFamilies } from "./vector-notation.js";

/** @internal VFP's loads and stores. */
export const vfpTransfers = (set: InstructionSet): Family[] => vectorFamilies(set, [vfpLoadStore()]);
