import type { KnownDifference } from "./known-differences.js";

/** Of the integer instructions of T32, 16-bit and 32-bit. */
export const t32Differences: readonly KnownDifference[] = [];
