import { countOfMask } from "../mask.js";
import type { Row } from "../row.js";
import { ruleHolds } from "./rule-program.js";

/** How many bits one step of the tree looks at, at most. */
const WIDEST_STEP = 8;

/** Numbers of one row in a leaf: its fixed bits, what they are, and the row's number. */
const LEAF_ENTRY = 3;

/**
 * @internal Appends the decision tree of some rows, by which the row of a word is found in a few look-ups.
 *
 * A node is its shift, its mask and a child for each value of these bits; a child is the index of a node or, complemented, that of a leaf. A
 * leaf is the number of its rows and an entry for each, the most specific first.
 *
 * @returns the index of the root, as a child
 */
export function buildTree(nodes: number[], rows: readonly Row[]): number {
  const leafOf = new Map<string, number>();
  /** Nodes by what is left there, for many values of the same bits lead to the same rows. */
  const nodeOf = new Map<string, number>();
  const ordered = [...rows].sort((a, b) => countOfMask(b.mask) - countOfMask(a.mask));
  const leaf = (candidates: readonly Row[]): number => {
    const key = candidates.map(({ number }) => number).join();
    const known = leafOf.get(key);
    if (known !== undefined) return ~known;
    const at = nodes.push(candidates.length) - 1;
    for (const { mask, value, number } of candidates) nodes.push(mask | 0, value | 0, number);
    leafOf.set(key, at);
    return ~at;
  };
  const build = (candidates: readonly Row[], known: number): number => {
    const step =
      candidates.length > 1
        ? bestStep(
            candidates.map(({ mask }) => mask),
            known,
          )
        : null;
    if (step === null) return leaf(candidates);
    const key = [known, ...candidates.map(({ number }) => number)].join();
    const same = nodeOf.get(key);
    if (same !== undefined) return same;
    const { shift, width } = step;
    const mask = 2 ** width - 1;
    const at = nodes.length;
    nodeOf.set(key, at);
    nodes.push(shift, mask, ...new Array<number>(mask + 1).fill(0));
    for (let value = 0; value <= mask; value++) {
      const fitting = candidates.filter((row) => (((row.value >>> shift) ^ value) & (row.mask >>> shift) & mask) === 0);
      nodes[at + 2 + value] = build(fitting, (known | (mask << shift)) >>> 0);
    }
    return at;
  };
  return build(ordered, 0);
}

/**
 * @internal The number of the row that a word belongs to, -1 if no row has it.
 *
 * @param word - as a signed number of 32 bits: an unsigned one is a double to the engine
 */
export function findInTree(
  nodes: Int32Array,
  root: number,
  rules: Int32Array,
  matches: Int32Array,
  word: number,
): number {
  let at = root;
  while (at >= 0) at = nodes[at + 2 + ((word >>> nodes[at]!) & nodes[at + 1]!)]!;
  at = ~at;
  const end = at + 1 + nodes[at]! * LEAF_ENTRY;
  for (at++; at < end; at += LEAF_ENTRY) {
    if ((word & nodes[at]!) !== nodes[at + 1]!) continue;
    const number = nodes[at + 2]!;
    const rule = matches[number]!;
    if (rule < 0 || ruleHolds(rules, rule, word)) return number;
  }
  return -1;
}

/** The run of bits that splits encodings best: the fewest left on average, a longer run only where it pays. */
function bestStep(masks: readonly number[], known: number): { shift: number; width: number } | null {
  let best: { shift: number; width: number } | null = null;
  let bestCost = masks.length;
  const share = new Float64Array(masks.length);
  for (let shift = 0; shift < 32; shift++) {
    // An encoding lands in a share of the children that halves with each bit that it fixes.
    share.fill(1);
    let expected = masks.length;
    for (let width = 1; width <= WIDEST_STEP && shift + width <= 32; width++) {
      const bit = shift + width - 1;
      if ((known >>> bit) & 1) break;
      for (let index = 0; index < masks.length; index++) {
        if (((masks[index]! >>> bit) & 1) === 0) continue;
        const half = share[index]! / 2;
        share[index] = half;
        expected -= half;
      }
      const cost = expected + width * 0.1 + 2 ** width / (16 * masks.length);
      if (expected < masks.length && cost < bestCost - 0.01) {
        bestCost = cost;
        best = { shift, width };
      }
    }
  }
  return best;
}
