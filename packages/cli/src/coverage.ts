import { addressOf, type CodeAddress } from "@armstalker/isa";

/** Code from its first byte to the one before `end`, without instruction set bits. */
export interface CodeRange {
  readonly start: number;
  readonly end: number;
}

/** The range of a block whose addresses have the instruction set in bit 0, as those of events do. */
export function rangeOf({ address, end }: { readonly address: number; readonly end: number }): CodeRange {
  return { start: addressOf(address as CodeAddress), end: addressOf(end as CodeAddress) };
}

/** The number of bytes that ranges cover. A byte that several of them cover counts once. */
export function coveredBytes(ranges: Iterable<CodeRange>): number {
  let total = 0;
  let reached = 0;
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (end <= reached) continue;
    total += end - Math.max(start, reached);
    reached = end;
  }
  return total;
}
