import type { Emitter } from "../emit/emitter.js";
import type { Site } from "../site.js";

/** One instruction that does at another address what the original did, under the same condition; in T32 it may stand in an IT block. */
export interface Single {
  readonly size: 2 | 4;
  put(out: Emitter): void;
}

/** How instructions of one kind are rewritten. */
export interface Rule {
  /**
   * The one instruction that will do, null if it takes more.
   *
   * @param at - where it will stand
   * @param inIt - whether it will stand in an IT block
   */
  single(site: Site, out: Emitter, at: number, inIt: boolean): Single | null;
  /** Puts the sequence that does the same, outside of any IT block and with the original's condition. */
  put(site: Site, out: Emitter): void;
}

/** A single instruction of known bits. */
/** A single instruction of known bits; in A32 its condition becomes the site's. */
export function singleWord(site: Site, word: number): Single {
  const { set, conditionNumber } = { set: site.set, conditionNumber: site.instruction.conditionNumber };
  const conditioned =
    set === "a32" && word >>> 28 !== 15 ? ((word & 0x0fffffff) | (conditionNumber << 28)) >>> 0 : word;
  return { size: set === "a32" || word > 0xffff ? 4 : 2, put: (out) => out.copy(conditioned) };
}
