import type { Row } from "./row.js";

/** How many bits one step of the tree looks at, at most. */
const WIDEST_STEP = 8;

const population = (mask: number): number => {
  let count = 0;
  for (let rest = mask >>> 0; rest !== 0; rest &= rest - 1) count++;
  return count;
};

/** Numbers of one row in a leaf: its fixed bits, what they are, and its index; complemented if it has a further condition. */
const LEAF_ENTRY = 3;

/**
 * Finds the row of a word in a few table look-ups.
 *
 * The tree is one array of numbers. A node is its shift, its mask and a child for each value of these bits; a child is the index
 * of a node or, complemented, that of a leaf. A leaf is the number of its rows and an entry for each, the most specific first.
 */
export class DecisionTree {
  readonly rows: readonly Row[];
  readonly #nodes: Int32Array;
  readonly #root: number;

  constructor(rows: readonly Row[]) {
    this.rows = rows;
    const nodes: number[] = [];
    const leafOf = new Map<string, number>();
    const ordered = rows
      .map((row, index) => ({ row, index }))
      .sort((a, b) => population(b.row.mask) - population(a.row.mask));
    const leaf = (candidates: typeof ordered): number => {
      const key = candidates.map(({ index }) => index).join();
      const known = leafOf.get(key);
      if (known !== undefined) return ~known;
      const at = nodes.push(candidates.length) - 1;
      for (const { row, index } of candidates) nodes.push(row.mask, row.value, row.matches === null ? index : ~index);
      leafOf.set(key, at);
      return ~at;
    };
    const build = (candidates: typeof ordered, known: number): number => {
      const step =
        candidates.length > 1
          ? bestStep(
              candidates.map(({ row }) => row.mask),
              known,
            )
          : null;
      if (step === null) return leaf(candidates);
      const { shift, width } = step;
      const mask = 2 ** width - 1;
      const at = nodes.length;
      nodes.push(shift, mask, ...new Array<number>(mask + 1).fill(0));
      for (let value = 0; value <= mask; value++) {
        const fitting = candidates.filter(
          ({ row }) => (((row.value >>> shift) ^ value) & (row.mask >>> shift) & mask) === 0,
        );
        nodes[at + 2 + value] = build(fitting, (known | (mask << shift)) >>> 0);
      }
      return at;
    };
    this.#root = build(ordered, 0);
    this.#nodes = Int32Array.from(nodes);
  }

  /** The row of a word, or null if no row has it. */
  find(word: number): Row | null {
    const nodes = this.#nodes;
    // A number of 32 bits is a double to the engine until it is told otherwise.
    const bits = word | 0;
    let at = this.#root;
    while (at >= 0) at = nodes[at + 2 + ((bits >>> nodes[at]!) & nodes[at + 1]!)]!;
    at = ~at;
    const end = at + 1 + nodes[at]! * LEAF_ENTRY;
    for (at++; at < end; at += LEAF_ENTRY) {
      if ((bits & nodes[at]!) !== nodes[at + 1]!) continue;
      const index = nodes[at + 2]!;
      if (index >= 0) return this.rows[index]!;
      const row = this.rows[~index]!;
      if (row.matches!.holds(bits)) return row;
    }
    return null;
  }
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
