import type { Bits } from "../bits.js";
import type { Comparison, Rule } from "../predicate.js";

/** Bits of a word, and what they are. */
interface Masked {
  readonly mask: number;
  readonly value: number;
}

const masked = (bits: Bits, mask: number, value: number): Masked => ({ mask: bits.put(mask), value: bits.put(value) });

/** The values below a bound, as ranges that a mask can tell: one for each bit of the bound that is 1. */
function below(bits: Bits, bound: number): Masked[] {
  if (bound > bits.mask) return [masked(bits, 0, 0)];
  const found: Masked[] = [];
  for (let place = 1; place <= bits.mask; place *= 2) {
    if ((bound & place) === 0) continue;
    const mask = bits.mask & ~(place - 1);
    found.push(masked(bits, mask, bound & mask & ~place));
  }
  return found;
}

/** The values above a bound: one range for each bit of the bound that is 0. */
function above(bits: Bits, bound: number): Masked[] {
  const found: Masked[] = [];
  for (let place = 1; place <= bits.mask; place *= 2) {
    if ((bound & place) !== 0) continue;
    const mask = bits.mask & ~(place - 1);
    found.push(masked(bits, mask, (bound & mask) | place));
  }
  return found;
}

/** The ways in which a comparison holds; null for one that says what the bits are not. */
function waysOf({ left, operator, right }: Comparison): Masked[] | null {
  if (typeof right !== "number") throw new Error("a rule that decoders need compares two fields");
  if (operator === "=") return right > left.mask ? [] : [masked(left, left.mask, right)];
  if (operator === "!=") return null;
  if (operator === "<") return below(left, right);
  if (operator === ">") return above(left, right);
  throw new Error(`a rule that decoders need has the operator ${operator}`);
}

/** @internal A rule as numbers, for `ruleHolds`. */
export function compileRule(rule: Rule): number[] {
  const alternatives: number[][] = [];
  for (const { all } of rule.alternatives) {
    const excluded = all
      .filter(({ operator }) => operator === "!=")
      .map(({ left, right }) => masked(left, left.mask, right as number));
    let together: Masked[] = [{ mask: 0, value: 0 }];
    for (const comparison of all) {
      const ways = waysOf(comparison);
      if (ways === null) continue;
      together = together.flatMap((one) =>
        ways
          // Comparisons of the same bits may contradict each other.
          .filter(({ mask, value }) => ((one.value ^ value) & one.mask & mask) === 0)
          .map(({ mask, value }) => ({ mask: one.mask | mask, value: one.value | value })),
      );
    }
    const exceptions = excluded.flatMap(({ mask, value }) => [mask, value]);
    for (const { mask, value } of together) alternatives.push([mask, value, excluded.length, ...exceptions]);
  }
  return [alternatives.length, ...alternatives.flat()];
}
