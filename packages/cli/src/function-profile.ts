import { addressOf, type CodeAddress } from "@armstalker/isa";
import type { Module, Place } from "@armstalker/modules";
import { rangeOf } from "./coverage.js";

/** A block that ran; of T32 code its addresses have bit 0 set. */
export interface RunBlock {
  readonly address: number;
  readonly end: number;
  readonly count: number;
}

/** An address that was called; of T32 code it has bit 0 set. */
export interface CalledAddress {
  readonly address: number;
  readonly count: number;
}

export interface FunctionRow {
  /** The symbol, or `module+0x1234` where there is none. */
  readonly name: string;
  /** Empty outside of all modules. */
  readonly module: string;
  readonly calls: number;
  /** Blocks that ran in it. */
  readonly blocks: number;
  /** Bytes of code that ran in it. */
  readonly bytes: number;
}

type Sum = { -readonly [Field in keyof FunctionRow]: FunctionRow[Field] };

/**
 * Adds up blocks and calls by function. Code without a symbol belongs to the last address before it that was called, so that the
 * functions of stripped files keep apart.
 *
 * @param module - in which all of them are; undefined: in none
 */
export function profileFunctions(
  blocks: Iterable<RunBlock>,
  calls: Iterable<CalledAddress>,
  module: Module | undefined,
): FunctionRow[] {
  const called = [...calls].map(({ address, count }) => ({ address: addressOf(address as CodeAddress), count }));
  const entries = Uint32Array.from(called, ({ address }) => address).sort();
  const sums = new Map<number, Sum>();

  const sumOf = (address: number): Sum => {
    const place = module?.locate(address);
    const start = startOf(place, address, entries);
    let sum = sums.get(start);
    if (sum === undefined) {
      sum = { name: nameOf(module, place, start), module: module?.name ?? "", calls: 0, blocks: 0, bytes: 0 };
      sums.set(start, sum);
    }
    return sum;
  };
  for (const { address, count } of called) sumOf(address).calls += count;
  for (const block of blocks) {
    const { start, end } = rangeOf(block);
    const sum = sumOf(start);
    sum.blocks += block.count;
    sum.bytes += block.count * (end - start);
  }
  return [...sums.values()];
}

/** A place that no function can begin at. */
const OUTSIDE = -1;

function startOf(place: Place | undefined, address: number, entries: Uint32Array): number {
  if (place === undefined) return OUTSIDE;
  return place.name === undefined ? Math.max(place.start, lastAtOrBefore(entries, address)) : place.start;
}

function nameOf(module: Module | undefined, place: Place | undefined, start: number): string {
  if (module === undefined) return "(outside of all modules)";
  return place?.name ?? `${module.name}+0x${(start - module.base).toString(16)}`;
}

function lastAtOrBefore(sorted: Uint32Array, address: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= address) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1] ?? 0;
}
