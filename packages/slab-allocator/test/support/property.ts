import fc from "fast-check";

/** From ARMSTALKER_SEED, to run a failure again; else a new one each time. Printed by {@link property}. */
const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 2 ** 31);

/** Checks a property over drawn values; prints the seed. */
export function property<T>(name: string, runs: number, values: fc.Arbitrary<T>, holds: (value: T) => void): void {
  console.log(`${name}: ${runs} runs, ARMSTALKER_SEED=${seed}`);
  fc.assert(fc.property(values, holds), { seed, numRuns: runs });
}
