import { itInstruction } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import type { InstructionSet } from "../src/row.js";
import { a32Decoder, t32Decoder } from "../src/tables.js";
import { DecoderComparison } from "./support/decoder-comparison.js";
import { Random } from "./support/random.js";
import { stratifiedWords } from "./support/stratified-words.js";

// Not covered here: operands as objects, registers, flags and memory accesses of decoded instructions; text of
// UNPREDICTABLE encodings, which means nothing.

/** 32-bit words of each instruction set: `ARMSTALKER_WORDS=100000000` is the long run. */
const wordCount = Number(process.env.ARMSTALKER_WORDS ?? 2_000_000);
/** `ARMSTALKER_SEED` repeats a run. */
const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 2 ** 31);
const slice = 1_000_000;
const timeout = 240_000 + wordCount;

const itConditions = ["eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le"] as const;
const decoders = { a32: a32Decoder, t32: t32Decoder } as const;

/** The IT instructions that make what follows the last of its block, and one in the middle, for each condition. */
const itInstructions: readonly number[] = (["last", "middle"] as const).flatMap((place) =>
  itConditions.map((condition) => itInstruction(condition, place)),
);

/** Compares words that are drawn a slice at a time. */
async function compareDrawn(
  set: InstructionSet,
  count: number,
  itBefore: (random: Random) => number,
): Promise<DecoderComparison> {
  const decoder = decoders[set]();
  const comparison = new DecoderComparison(decoder);
  const random = new Random(seed);
  for (let done = 0; done < count; done += slice) {
    const words = stratifiedWords(random, set, decoder.rows, Math.min(slice, count - done));
    const it = Uint16Array.from(words, () => itBefore(random));
    await comparison.run(words, it.some((halfword) => halfword !== 0) ? it : null);
  }
  return comparison;
}

const expectAgreement = (what: string, comparison: DecoderComparison): void => {
  console.log(`${what}, seed ${seed}: ${comparison.summary()}`);
  expect(comparison.unexpected).toEqual([]);
};

/** Decoders against objdump and llvm-mc: what they hold valid, and its text; each valid word is encoded again, too. */
describe(`decoders, seed ${seed}`, () => {
  it(
    `decode ${wordCount} words of A32 as objdump and llvm-mc do`,
    async () => {
      expectAgreement("A32", await compareDrawn("a32", wordCount, () => 0));
    },
    timeout,
  );

  it(
    `decode ${wordCount} words of 32-bit T32 as objdump and llvm-mc do`,
    async () => {
      expectAgreement("T32", await compareDrawn("t32", wordCount, () => 0));
    },
    timeout,
  );

  it(
    "decode 32-bit T32 in IT blocks as objdump and llvm-mc do",
    async () => {
      expectAgreement(
        "T32 in IT blocks",
        await compareDrawn("t32", wordCount / 20, (random) => random.pick(itInstructions)),
      );
    },
    timeout,
  );

  it(
    "decode all halfwords as T16 as objdump and llvm-mc do, also in IT blocks",
    async () => {
      const comparison = new DecoderComparison(t32Decoder());
      const random = new Random(seed);
      const words = Uint32Array.from({ length: 0x10000 }, (_, halfword) => halfword);
      await comparison.run(words);
      for (let round = 0; round < 4; round++) {
        await comparison.run(
          words,
          Uint16Array.from(words, () => random.pick(itInstructions)),
        );
      }
      expectAgreement("T16", comparison);
    },
    timeout,
  );
});
