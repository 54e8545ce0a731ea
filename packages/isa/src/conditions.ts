import { isaError } from "./errors.js";

/** The condition codes as Frida's API and the GNU disassembler's UAL spell them, in encoding order (A2.3 "cond" 0 to 14). */
export const conditionNames = [
  "eq",
  "ne",
  "hs",
  "lo",
  "mi",
  "pl",
  "vs",
  "vc",
  "hi",
  "ls",
  "ge",
  "lt",
  "gt",
  "le",
  "al",
] as const;

/** A condition code's name. `cs` and `cc` are accepted wherever `hs` and `lo` are. */
export type ConditionName = (typeof conditionNames)[number];
/** A condition code's name or one of the two synonyms. */
export type ConditionLike = ConditionName | "cs" | "cc";

/** The encoding of "always". */
export const AL = 14;

const numbers: ReadonlyMap<string, number> = /* @__PURE__ */ new Map<string, number>([
  ...conditionNames.map((name, number) => [name, number] as const),
  ["cs", 2],
  ["cc", 3],
]);

/**
 * The 4-bit encoding, 0 to 14, of a condition code.
 *
 * @throws {IsaError} `unknown-condition`
 */
export function conditionNumber(condition: ConditionLike): number {
  const number = numbers.get(condition);
  if (number === undefined) {
    throw isaError("unknown-condition", "the condition", condition, conditionNames.join(", "));
  }
  return number;
}

/** The opposite condition's encoding; "always" has none. */
export function invertCondition(condition: number): number {
  if (condition >= AL) throw isaError("unknown-condition", "a condition with an opposite", condition, "eq to le");
  return condition ^ 1;
}

// Which of N, Z, C, V each pair of conditions looks at, in flag bits (see flags.ts).
const tested = [4, 2, 8, 1, 6, 9, 13] as const;

/** The flags that a condition reads, as a mask of {@link Flag} bits; 0 for "always". */
export function flagsOfCondition(condition: number): number {
  return tested[(condition >>> 1) as 0] ?? 0;
}

/**
 * True if an instruction with a condition executes.
 *
 * @param condition - 0 to 14
 * @param cpsr - with N, Z, C and V in bits 31 to 28 (A8.3.1)
 */
export function conditionPasses(condition: number, cpsr: number): boolean {
  const n = cpsr >>> 31;
  const z = (cpsr >>> 30) & 1;
  const c = (cpsr >>> 29) & 1;
  const v = (cpsr >>> 28) & 1;
  const results = [z, c, n, v, c & (z ^ 1), n ^ v ^ 1, (z ^ 1) & (n ^ v ^ 1), 1] as const;
  return ((results[condition >>> 1]! ^ condition) & 1) === 1 || condition >= AL;
}
