import { addressOf, type CodeAddress } from "@armstalker/isa";
import type { CodeArea } from "../code-area.js";
import { putWordIn, type SetWords } from "../words.js";
import type { BranchPlace, WaysOut } from "./ways-out.js";

/** Bytes of a trap, padded to a branch. */
const TRAP = 4;

/**
 * Leaves by a trap instruction: the thread's stop names the site by its PC. A linked branch takes the trap's place:
 *
 *     b code                          in the same instruction set
 *     ldr pc, [pc]; .word code        in the other one
 */
export const trapWay: WaysOut = {
  largestBranch: 2 * TRAP,
  branchSize: TRAP,
  // The word that leads to the other instruction set is aligned.
  exchangeAlignment: 4,
  settledSize: 0,
  stopSize: TRAP,

  putStop(into: Uint8Array, at: number, _address: number, words: SetWords): void {
    putWordIn(into, at, words.paddedTrap);
  },

  putBranch(into: Uint8Array, at: number, _address: number, words: SetWords, exchanges: boolean): number {
    putWordIn(into, at, words.paddedTrap);
    if (!exchanges) return TRAP;
    // The word that `ldr pc` will load.
    putWordIn(into, at + TRAP, words.paddedTrap);
    return 2 * TRAP;
  },

  link(area: CodeArea, place: BranchPlace, code: CodeAddress): void {
    const { words, address, exchanges } = place;
    if (exchanges) {
      area.patch(address + 4, code);
      area.patch(address, words.jumpByNextWord);
      return;
    }
    const to = addressOf(code);
    area.patch(address, words.branch(address, to));
    leadConditional(area, place, to);
  },

  unlink(area: CodeArea, place: BranchPlace): void {
    area.patch(place.address, place.words.paddedTrap);
    leadConditional(area, place, place.address);
  },

  settle(): void {},
};

/** Leads the conditional branch to a place; where it does not reach so far, it goes by way of the site. */
export function leadConditional(area: CodeArea, { words, address, conditional }: BranchPlace, to: number): void {
  if (conditional === 0) return;
  const stored = area.word(conditional);
  const reaching = words.conditionalBranch(stored, conditional, to);
  area.patch(conditional, reaching >= 0 ? reaching : words.conditionalBranch(stored, conditional, address));
}
