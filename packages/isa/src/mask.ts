/** Counts the bits of a mask of 32 bits that are set. */
export function countOfMask(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** The number of the lowest bit that is set in a mask of 32 bits, 0 to 31; -1 for an empty mask. */
export const lowestOfMask = (mask: number): number => 31 - Math.clz32(mask & -mask);
