/** The registers of a mask by number, ascending: bit n for r`n`. */
export function registersOf(mask: number): number[] {
  const found: number[] = [];
  for (let register = 0; register < 16; register++) if ((mask & (1 << register)) !== 0) found.push(register);
  return found;
}

/** The lowest register of a mask, which is not 0. */
export const lowestOf = (mask: number): number => 31 - Math.clz32(mask & -mask);

/** How many registers a mask has. */
export const countOf = (mask: number): number => registersOf(mask).length;
