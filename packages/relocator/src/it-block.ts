import { AL, type Instruction } from "@armstalker/isa";
import type { Emitter } from "./emit/emitter.js";
import { type Plan, putPlan, singleOf } from "./plan.js";
import type { Single } from "./rules/rule.js";

const IT_SIZE = 2;

/** Is told where an instruction goes. */
export type Place = (instruction: Instruction, to: number) => void;

/** The bits of an IT instruction with the conditions of its one to four instructions, the first of which is its base. */
export function itWord(conditions: readonly number[]): number {
  let mask = 0;
  // A bit for each further instruction, the lowest of its condition; then a 1 to end it.
  for (let index = 1; index <= 4; index++) {
    const bit = index < conditions.length ? conditions[index]! & 1 : index === conditions.length ? 1 : 0;
    mask = (mask << 1) | bit;
  }
  return 0xbf00 | (conditions[0]! << 4) | mask;
}

/** The instructions from one on that can stand in one IT block at an address, as single instructions. */
function run(plans: readonly Plan[], from: number, out: Emitter): Single[] {
  const singles: Single[] = [];
  let at = out.pc + IT_SIZE;
  for (const plan of plans.slice(from)) {
    const single = singleOf(plan, out, at, true);
    if (single === null) break;
    singles.push(single);
    at += single.size;
  }
  return singles;
}

/**
 * Puts an IT block: as it is if each instruction is kept or has a single one for its replacement. Else it is split:
 *
 *     it cond; <kept>; <kept>                runs of those, in the same encodings, which set no flags in an IT block
 *     b<inverse> over; <sequence>; over:     what takes a sequence
 *     b<cond> target                         a branch, with its own condition
 *
 * @param it - the IT instruction; null if the code begins within the block
 */
export function putItBlock(it: Instruction | null, plans: readonly Plan[], out: Emitter, place: Place): void {
  const putRun = (singles: readonly Single[], from: number): void => {
    for (const [index, single] of singles.entries()) {
      place(plans[from + index]!.site.instruction, out.pc);
      single.put(out);
    }
  };
  const whole = it === null ? [] : run(plans, 0, out);
  if (it !== null && whole.length === plans.length) {
    out.copy(it.word);
    putRun(whole, 0);
    return;
  }
  for (let from = 0; from < plans.length; ) {
    const plan = plans[from]!;
    const singles = plan.branches ? [] : run(plans, from, out);
    if (singles.length > 0) {
      out.copy(itWord(singles.map((_, index) => plans[from + index]!.site.instruction.conditionNumber)));
      putRun(singles, from);
      from += singles.length;
      continue;
    }
    place(plan.site.instruction, out.pc);
    // The sequence branches around itself, unless it is always executed.
    if (plan.branches || plan.site.instruction.conditionNumber === AL) putPlan(plan, out);
    else plan.rule!.put(plan.site, out);
    from++;
  }
}
