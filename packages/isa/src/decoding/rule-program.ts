// Rules as numbers, for a row's `where` and `und`, and for what its operands do only in some words.
//
// A rule is the number of its alternatives, and for each of them: a mask and the value that the bits of the mask must have; the number of
// exceptions; for each exception a mask and the value that the bits of the mask must not have.

/**
 * @internal True if a word has the property that a rule at an index says.
 *
 * @param word - as a signed number of 32 bits
 */
export function ruleHolds(rules: Int32Array, at: number, word: number): boolean {
  let next = at + 1;
  for (let alternatives = rules[at]!; alternatives > 0; alternatives--) {
    let fits = (word & rules[next]!) === rules[next + 1]!;
    const end = next + 3 + 2 * rules[next + 2]!;
    for (next += 3; next < end; next += 2) if ((word & rules[next]!) === rules[next + 1]!) fits = false;
    if (fits) return true;
  }
  return false;
}
