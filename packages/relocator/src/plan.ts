import type { Emitter } from "./emit/emitter.js";
import type { Rule, Single } from "./rules/rule.js";
import type { Site } from "./site.js";

/** How one instruction goes to its new place. */
export interface Plan {
  readonly site: Site;
  /** Null if it is kept. */
  readonly rule: Rule | null;
  /** Whether it is a branch, which in T32 has a condition of its own outside of IT blocks. */
  readonly branches: boolean;
}

/** The one instruction that will do at an address, null if it takes more. */
export function singleOf({ site, rule }: Plan, out: Emitter, at: number, inIt: boolean): Single | null {
  const { instruction } = site;
  if (rule === null) return { size: instruction.size, put: () => out.copy(instruction.word) };
  return rule.single(site, out, at, inIt);
}

/** Puts an instruction that was outside of IT blocks, or is a branch. */
export function putPlan(plan: Plan, out: Emitter): void {
  const single = singleOf(plan, out, out.pc, false);
  if (single !== null) single.put(out);
  else plan.rule!.put(plan.site, out);
}
