import { Operation } from "@armstalker/isa";
import { fieldOf } from "../fields.js";
import type { Site } from "../site.js";
import { type Rule, singleWord } from "./rule.js";

/** The register and the constant that it is set to. */
function assignmentOf(site: Site): { rd: number; value: number } {
  const { instruction, pc } = site;
  const { row, word, facts, number } = instruction;
  const isMove = facts.operation[number] === Operation.moveRegister;
  const value = isMove ? pc : instruction.relativeAddress;
  const rd = isMove && row.size === 2 ? (word & 7) | ((word >>> 4) & 8) : fieldOf(instruction, "Rd");
  return { rd, value };
}

/** ADR in all its forms, `add rd, pc, #n`, `sub rd, pc, #n`, `mov rd, pc`. */
export const address: Rule = {
  // adr rd, value    or    mov rd, #value    or    mvn rd, #~value    or    movw rd, #value
  single(site, out, at) {
    const { rd, value } = assignmentOf(site);
    const words = out.constantWords(rd, value, at);
    return words?.length === 1 ? singleWord(site, words[0]!) : null;
  },

  // movw rd, #low; movt rd, #high    or    ldr rd, =value
  put(site, out) {
    const { rd, value } = assignmentOf(site);
    out.conditionally(site.instruction.conditionNumber, false, () => out.constant(rd, value));
  },
};
