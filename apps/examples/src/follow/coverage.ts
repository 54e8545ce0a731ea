/** Code from its first byte to the one before `end`. */
export interface CodeRange {
  readonly start: number;
  readonly end: number;
}

/** How many bytes ranges cover, those that several of them cover once. */
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
