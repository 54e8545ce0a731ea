import { AL } from "./conditions.js";
import type { Row } from "./row.js";

/**
 * The IT state of T32 code, 8 bits as ITSTATE in the manual (A2.5.2): the base condition with its lowest bit in bits 7 to 4, the
 * instructions to come in bits 3 to 0; 0 outside of IT blocks.
 */
export type ItState = number;

/** The state outside of an IT block. */
export const NO_IT = 0;

/** True if the next instruction stands in an IT block. */
export const inItBlock = (state: ItState): boolean => (state & 15) !== 0;

/** True if the next instruction is the last of an IT block. */
export const lastInItBlock = (state: ItState): boolean => (state & 15) === 8;

/** The condition number under which the next instruction executes; 14 outside of IT blocks. */
export const conditionOfIt = (state: ItState): number => {
  const condition = inItBlock(state) ? state >>> 4 : AL;
  // The else of IT AL is UNPREDICTABLE; a condition of 1111 holds always (A8.3.1).
  return condition === 15 ? AL : condition;
};

/** The state after an instruction (ITAdvance). */
export const advanceIt = (state: ItState): ItState =>
  (state & 7) === 0 ? NO_IT : (state & 0xe0) | ((state << 1) & 0x1f);

/** True if an encoding may stand where a state says (A4.1.2): what branches may only be the last of an IT block, and some nothing of it. */
export const mayStand = (row: Row, word: number, state: ItState): boolean => {
  if (!inItBlock(state)) return true;
  if (row.it === "outside") return false;
  return lastInItBlock(state) || (row.it !== "last" && (row.writesPc === null || !row.writesPc.holds(word)));
};
