import type { Instruction } from "../../src/instruction.js";
import { inItBlock, lastInItBlock } from "../../src/it-state.js";

/**
 * Why an instruction is UNPREDICTABLE: the rules of its row that hold (`Rn=15`), `should-be` for bits written (0) and (1),
 * `it-block` for its place.
 */
export function brokenRules(instruction: Instruction): string[] {
  const { row, word, it } = instruction;
  const reasons = (row.unpredictableWhen?.alternatives ?? [])
    .filter(({ all }) => all.every(({ holds }) => holds(word)))
    .map(({ text }) => text);
  if (((word ^ row.shouldValue) & row.shouldMask) !== 0) reasons.push("should-be");
  const onlyLast = row.it === "last" || instruction.writesPc;
  if (inItBlock(it) && (row.it === "outside" || (onlyLast && !lastInItBlock(it)))) reasons.push("it-block");
  return reasons;
}
