import type { Relocated, RelocateOptions } from "./options.js";

/** Moves a range of code in one call. */
export function relocate(code: Uint8Array, options: RelocateOptions): Relocated {
  throw new Error(`not written yet: ${code} ${options}`);
}
