export { countOfMask as countOf, lowestOfMask as lowestOf } from "@armstalker/isa";

/** The registers of a mask by number, ascending: bit n for r`n`. */
export function registersOf(mask: number): number[] {
  const found: number[] = [];
  for (let register = 0; register < 16; register++) if ((mask & (1 << register)) !== 0) found.push(register);
  return found;
}
