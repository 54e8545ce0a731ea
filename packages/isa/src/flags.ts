/** The bits by which flag sets are told: the condition flags, the saturation flag and the GE bits of the APSR (A2.4). */
export const Flag = {
  V: 1,
  C: 2,
  Z: 4,
  N: 8,
  Q: 16,
  GE: 32,
} as const;

/** All four condition flags. */
export const NZCV = 15;

const letters: readonly (readonly [string, number])[] = [
  ["n", 8],
  ["z", 4],
  ["c", 2],
  ["v", 1],
  ["q", 16],
  ["g", 32],
];

/** @internal A flag set from the letters used in rows: n z c v q, and g for the GE bits. */
export function flagsFromLetters(text: string): number {
  return letters.reduce((mask, [letter, bit]) => (text.includes(letter) ? mask | bit : mask), 0);
}

/** The names of the flags in a set: `N`, `Z`, `C`, `V`, `Q`, `GE`. */
export function flagNames(flags: number): string[] {
  return Object.entries(Flag)
    .filter(([, bit]) => flags & bit)
    .map(([name]) => name)
    .reverse();
}
