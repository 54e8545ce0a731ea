import { describe, expect, it } from "vitest";
import { a32Decoder, a32FullTable, a32Table, t32Decoder, t32FullTable, t32Table } from "../src/tables.js";
import { AssemblerComparison } from "./support/assembler-comparison.js";
import { Random } from "./support/random.js";

/** `ARMSTALKER_SEED` repeats a run. */
const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 2 ** 31);
/** Different instructions of each mnemonic and syntax of each row: `ARMSTALKER_PER_FORM` for more. */
const perForm = Number(process.env.ARMSTALKER_PER_FORM ?? 300);
/** The same for Advanced SIMD and VFP arithmetic and moves, whose fields are registers for the most part. */
const perVectorForm = Math.ceil(0.42 * perForm);
const leastCompared = 600_000;
const timeout = 120_000 + 500 * perForm;

/**
 * Every row in every syntax, over boundary and random operands, against GNU as and llvm-mc. Not covered: encodings that are
 * UNPREDICTABLE.
 */
describe(`encodings, seed ${seed}`, () => {
  let compared = 0;

  const compare = (comparison: AssemblerComparison, name: string): void => {
    comparison.run(({ set, number }) =>
      number < (set === "a32" ? a32Table() : t32Table()).length ? perForm : perVectorForm,
    );
    console.log(
      `${name}, seed ${seed}: ${comparison.compared} instructions as the assemblers make them, ` +
        `${comparison.comparedWithOne} of them with only one that knows them`,
    );
    compared += comparison.compared;
    expect(comparison.unexpected).toEqual([]);
  };

  it(
    "A32 is encoded as GNU as and llvm-mc do",
    () => compare(new AssemblerComparison(a32FullTable(), a32Decoder(), new Random(seed)), "A32"),
    timeout,
  );

  it(
    "T32 is encoded as GNU as and llvm-mc do, outside of IT blocks and in them",
    () => compare(new AssemblerComparison(t32FullTable(), t32Decoder(), new Random(seed)), "T32"),
    timeout,
  );

  it("compares enough instructions", () => {
    expect(compared).toBeGreaterThanOrEqual(Math.min(leastCompared, leastCompared * (perForm / 300)));
  });
});
