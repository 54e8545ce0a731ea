import type { CodeAddress } from "@armstalker/isa";
import { expect, test } from "vitest";
import { BlockTables } from "../src/block-tables.js";
import { LeadKind } from "../src/lead-table.js";
import { Ahead, ENOUGH } from "../src/reach-ahead.js";
import { SiteFlag, SiteKind } from "../src/site-table.js";

interface Leads {
  readonly jumps?: readonly number[];
  readonly calls?: readonly number[];
  readonly returns?: readonly number[];
  readonly predictions?: readonly number[];
}

/** A program by what the block at each address leads to. */
type Program = Readonly<Record<number, Leads>>;

function addBlock(
  tables: BlockTables,
  start: number,
  { jumps = [], calls = [], returns = [], predictions = [] }: Leads,
): number {
  const { sites, leads, rows, nextBlock } = tables;
  for (const target of jumps) sites.add(SiteKind.branch, 0, target, 0, 0, nextBlock);
  for (const target of calls) sites.add(SiteKind.branch, 0, target, 0, SiteFlag.call, nextBlock);
  for (const address of returns) leads.add(LeadKind.return, address as CodeAddress);
  for (const address of predictions) leads.add(LeadKind.prediction, address as CodeAddress);
  const ends = { sitesEnd: sites.end, rowsEnd: rows.end, stepsEnd: 0, leadsEnd: leads.end };
  return tables.blocks.add({
    start: start as CodeAddress,
    end: start + 1,
    low: start,
    high: start + 1,
    code: 0 as CodeAddress,
    codeSize: 4,
    markSize: 0,
    depth: 0,
    ...ends,
  });
}

/** Reaches ahead from some blocks, one after the other, with so many new blocks each; returns what was reached, in order. */
function reached(program: Program, firsts: readonly number[], count: number): number[][] {
  const tables = new BlockTables();
  const ahead = new Ahead(tables);
  const known = new Map<number, number>();
  const obtain = (address: number): number => {
    const block = known.get(address) ?? addBlock(tables, address, program[address]!);
    known.set(address, block);
    return block;
  };
  return firsts.map((first) => {
    const found: number[] = [];
    let left = count;
    ahead.from(obtain(first), (address) => {
      if (!(address in program)) return -1;
      if (!known.has(address)) {
        if (left-- === 0) return ENOUGH;
        found.push(address);
      }
      return obtain(address);
    });
    return found;
  });
}

test("what is run on comes before what is called, however it is listed", () => {
  const program = { 0: { calls: [100], returns: [1] }, 1: { jumps: [2] }, 2: {}, 100: { jumps: [101] }, 101: {} };
  expect(reached(program, [0], 9)).toEqual([[1, 2, 100, 101]]);
});

test("targets of tables come between branches and calls", () => {
  const program = { 0: { calls: [3], predictions: [2], jumps: [1] }, 1: {}, 2: {}, 3: {} };
  expect(reached(program, [0], 9)).toEqual([[1, 2, 3]]);
});

test("it ends when enough was reached, and goes on from there the next time, past what is known", () => {
  const chain = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [at, { jumps: [at + 1] }]));
  expect(reached(chain, [0, 3], 4)).toEqual([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ]);
});

test("loops end", () => {
  const program = { 0: { jumps: [1] }, 1: { jumps: [0, 2] }, 2: { jumps: [1, 2] } };
  expect(reached(program, [0, 2], 9)).toEqual([[1, 2], []]);
});

test("where there is no code yet, what else there is is reached", () => {
  expect(reached({ 0: { jumps: [7, 1] }, 1: {} }, [0], 9)).toEqual([[1]]);
});

test("what is far away waits until the program has come nearer", () => {
  const length = 60;
  const chain = Object.fromEntries(Array.from({ length }, (_, at) => [at, { calls: [at + 1] }]));
  const [first, second] = reached(chain, [0, 6], length);
  expect(first).toEqual([1, 2, 3, 4, 5, 6]);
  expect(second).toEqual([7, 8, 9, 10, 11, 12]);
});
