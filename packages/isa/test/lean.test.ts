import { describe, expect, it } from "vitest";
import { a32Decoder, type InstructionSet, LeanInstruction, t32Decoder } from "../src/index.js";
import { Random } from "./support/random.js";
import { stratifiedWords } from "./support/stratified-words.js";

const seed = Number(process.env.ARMSTALKER_SEED ?? 20261120);

describe.each<InstructionSet>(["a32", "t32"])("the lean form of %s", (set) => {
  const decoder = set === "a32" ? a32Decoder() : t32Decoder();

  it("says the same as the full one", () => {
    const random = new Random(seed);
    const words = stratifiedWords(random, set, decoder.rows, 40_000);
    const lean = new LeanInstruction();
    for (const word of words) {
      const it = set === "t32" && random.below(2) === 1 ? (random.below(14) << 4) | 8 : 0;
      decoder.lean(lean, word, 4, it);
      const full = decoder.instruction(word, 4, 0, it);
      const expected =
        full.validity === "undefined"
          ? { row: null, reads: 0, writes: 0, flagsRead: 0, flagsWritten: 0 }
          : {
              row: full.row,
              class: full.class,
              size: full.size,
              condition: full.conditionNumber,
              reads: full.readMask,
              writes: full.writtenMask,
              flagsRead: full.flagsRead,
              flagsWritten: full.flagsWritten,
              // A failed condition leaves all as it is.
              ...(full.conditionNumber === 14 ? {} : { mustWrite: 0, flagsMustWrite: 0 }),
            };
      for (const [name, value] of Object.entries(expected)) {
        if (lean[name as keyof LeanInstruction] !== value) {
          expect({ [name]: lean[name as keyof LeanInstruction] }, `${word.toString(16)} ${full}, seed ${seed}`).toEqual(
            {
              [name]: value,
            },
          );
        }
      }
    }
  });

  it("has PC among the registers of no plain word, valid or not", () => {
    const classes = ["it", "exception", "status", "system", "exclusive"];
    for (const word of stratifiedWords(new Random(seed), set, decoder.rows, 40_000)) {
      const number = decoder.findNumber(word, 4);
      const usesPc = ((decoder.readMask(number, word) | decoder.writtenMask(number, word)) & 0x8000) !== 0;
      const { class: family, privileged, branch } = decoder.row(number);
      const expected = !usesPc && !privileged && branch === "none" && !classes.includes(family);
      if (decoder.isPlain(number, word) !== expected) {
        expect(word.toString(16), decoder.row(number).id).toBe(expected ? "plain" : "not plain");
      }
    }
  });
});
