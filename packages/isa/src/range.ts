/** True if a value is a whole number within bounds, these included. */
export const isWithin = (value: unknown, least: number, greatest: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= greatest;

/** True if a value is 32 bits: a whole number of -2^31 to 2^32 - 1. */
export const isWord = (value: unknown): value is number => isWithin(value, -(2 ** 31), 2 ** 32 - 1);

/** True if a value is an address: a whole number of 0 to 2^32 - 1. */
export const isAddress = (value: unknown): value is number => (value as number) >>> 0 === value;
