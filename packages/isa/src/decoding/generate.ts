import type { Row } from "../row.js";
import type { RowList } from "../row-lists.js";
import { buildTree, findInTree } from "./decision-tree.js";
import { deriveDistances } from "./derive-distances.js";
import { deriveFlags, derivePc, deriveRegisters, RulePool } from "./derive-effects.js";
import { deriveFacts } from "./derive-facts.js";
import { registersUsed } from "./effects.js";
import { ruleHolds } from "./rule-program.js";
import { type DecodeTables, NARROW_PLAIN, NARROW_WIDE } from "./tables.js";

const PC = 1 << 15;

/** @internal Makes the tables of a decoder from the rows of an instruction set. Builds do it once, and pack what comes of it. */
export function generateTables(list: RowList): DecodeTables {
  const { set, length } = list;
  const rows = Array.from({ length }, (_, number) => list.row(number));
  const undefinedRow = list.undefinedRow(length, 4);
  const all = [...rows, undefinedRow];
  const pool = new RulePool();
  const uses: number[] = [];
  const { writesPc, ...pcColumns } = derivePc(all);
  const nodes: number[] = [];
  const isWide = ({ size, cond }: Row): boolean => (set === "a32" ? cond !== null : size === 4);
  const wideRoot = buildTree(nodes, rows.filter(isWide));
  const others = rows.filter((row) => !isWide(row));
  const tables = {
    set,
    wideRoot,
    otherRoot: set === "a32" ? buildTree(nodes, others) : 0,
    nodes: Int32Array.from(nodes),
    matches: Int32Array.from(all, ({ matches }) => pool.add(matches)),
    undefinedWhen: Int32Array.from(all, ({ undefinedWhen }) => pool.add(undefinedWhen)),
    reads: deriveRegisters(all, "read", uses, pool),
    writes: deriveRegisters(all, "write", uses, pool),
    flags: deriveFlags(all, uses, pool),
    distances: deriveDistances(all, uses),
    conditionShift: Uint8Array.from(all, ({ fields }) => fields.get("cond")?.shift ?? 0xff),
    ...pcColumns,
    facts: deriveFacts(all, writesPc),
    uses: Int32Array.from(uses),
    rules: Int32Array.from(pool.rules),
  };
  return { ...tables, narrow: set === "a32" ? new Uint16Array(0) : narrowTable(tables, others, undefinedRow.number) };
}

/** The row number of each halfword. */
function narrowTable(tables: Omit<DecodeTables, "narrow">, rows: readonly Row[], undefinedNumber: number): Uint16Array {
  const { rules, matches, undefinedWhen, reads, writes, uses, pcBits } = tables;
  const nodes: number[] = [];
  const root = buildTree(nodes, rows);
  const tree = Int32Array.from(nodes);
  return Uint16Array.from({ length: 0x10000 }, (_, halfword) => {
    if (halfword >>> 11 >= 0b11101) return undefinedNumber | NARROW_WIDE;
    const number = findInTree(tree, root, rules, matches, halfword);
    if (number < 0) return undefinedNumber;
    const rule = undefinedWhen[number]!;
    if (rule >= 0 && ruleHolds(rules, rule, halfword)) return undefinedNumber;
    const used =
      registersUsed(reads, number, halfword, uses, rules) | registersUsed(writes, number, halfword, uses, rules);
    return pcBits[number] === 0xffffffff || (used & PC) !== 0 ? number : number | NARROW_PLAIN;
  });
}
