import type { Row } from "./row.js";

/** How many bits one step of the tree looks at, at most. */
const WIDEST_STEP = 8;

const population = (mask: number): number => {
  let count = 0;
  for (let rest = mask >>> 0; rest !== 0; rest &= rest - 1) count++;
  return count;
};

/**
 * Finds the rows that a word can be, in a few table look-ups.
 *
 * The tree is one array of numbers: a node is its shift, its mask and a child for each value of these bits; a child is the index of
 * a node or, complemented, that of a leaf: the rows to try, most specific first.
 */
export class DecisionTree {
  readonly rows: readonly Row[];
  readonly #nodes: Int32Array;
  readonly #leaves: readonly (readonly Row[])[];
  readonly #root: number;

  constructor(rows: readonly Row[]) {
    this.rows = rows;
    const nodes: number[] = [];
    const leaves: Row[][] = [[]];
    const leafOf = new Map<string, number>([["", 0]]);
    const indexOf = new Map(rows.map((row, index) => [row, index]));
    const build = (candidates: readonly Row[], known: number): number => {
      const step = candidates.length > 1 ? bestStep(candidates, known) : null;
      if (step === null) {
        const key = candidates.map((row) => indexOf.get(row)).join();
        const leaf = leafOf.get(key) ?? leaves.push([...candidates]) - 1;
        leafOf.set(key, leaf);
        return ~leaf;
      }
      const { shift, width } = step;
      const mask = 2 ** width - 1;
      const at = nodes.length;
      nodes.push(shift, mask, ...new Array<number>(mask + 1).fill(0));
      for (let value = 0; value <= mask; value++) {
        const fitting = candidates.filter(
          (row) => (((row.value >>> shift) ^ value) & (row.mask >>> shift) & mask) === 0,
        );
        nodes[at + 2 + value] = build(fitting, (known | (mask << shift)) >>> 0);
      }
      return at;
    };
    const ordered = [...rows].sort((a, b) => population(b.mask) - population(a.mask));
    this.#root = build(ordered, 0);
    this.#nodes = Int32Array.from(nodes);
    this.#leaves = leaves;
  }

  /** The row of a word, or null if no row has it. */
  find(word: number): Row | null {
    const nodes = this.#nodes;
    let at = this.#root;
    while (at >= 0) at = nodes[at + 2 + ((word >>> nodes[at]!) & nodes[at + 1]!)]!;
    const leaf = this.#leaves[~at]!;
    for (let index = 0; index < leaf.length; index++) {
      const row = leaf[index]!;
      if (((word ^ row.value) & row.mask) === 0 && (row.matches === null || row.matches.holds(word))) return row;
    }
    return null;
  }
}

/** The run of bits that splits rows best: the fewest rows left on average, a longer run only where it pays. */
function bestStep(rows: readonly Row[], known: number): { shift: number; width: number } | null {
  let best: { shift: number; width: number } | null = null;
  let bestCost = rows.length;
  for (let shift = 0; shift < 32; shift++) {
    for (let width = 1; width <= WIDEST_STEP && shift + width <= 32; width++) {
      const mask = 2 ** width - 1;
      if (((known >>> shift) & mask) !== 0) break;
      if (rows.every((row) => ((row.mask >>> shift) & mask) === 0)) continue;
      // A row lands in a share of the children that halves with each bit that it fixes.
      let expected = 0;
      for (const row of rows) expected += 2 ** -population((row.mask >>> shift) & mask);
      const cost = expected + width * 0.1 + 2 ** width / (16 * rows.length);
      if (cost < bestCost - 0.01) {
        bestCost = cost;
        best = { shift, width };
      }
    }
  }
  return best;
}
