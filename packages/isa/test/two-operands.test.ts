import { assemble, type Tool } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import type { Decoder } from "../src/decoder.js";
import { encodeFirst } from "../src/encode.js";
import { IsaError } from "../src/errors.js";
import { allFeatures } from "../src/features.js";
import { Memory, type OperandInput } from "../src/operands/operand.js";
import { Register } from "../src/registers.js";
import type { InstructionTable } from "../src/table.js";
import { a32Decoder, a32Table, t32Decoder, t32Table } from "../src/tables.js";
import { newest, wordOf } from "./support/assembler-comparison.js";
import { assemblyText } from "./support/assembly-text.js";
import { Random } from "./support/random.js";
import { draw, type Form, formsOf, nameOf, type Sample } from "./support/samples.js";

/** `ARMSTALKER_SEED` repeats a run. */
const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 2 ** 31);
const perForm = 5;
const tools: readonly Tool[] = ["gnu", "llvm"];

/** Without an operand these are something else to an assembler: the second register of a pair is the next one, CRC32's Rn is Rm. */
const meansSomethingElse = /^(ldrd|strd|\w+exd|crc32\w+)$/;

/** The manual has these (A8.8.2, A8.8.162). Of the assemblers one does not, and the other not if the register is shifted. */
const onlyOurs = /^(ADC|SBC)_r_T2$/;

/** Positions in the list of a sample's operands: which of them are written, in which order. */
const rewordings: Readonly<Record<number, readonly (readonly number[])[]>> = {
  2: [
    [0, 0, 1],
    [0, 1, 0],
  ],
  3: [[0, 2]],
};

/** An instruction that is written with another number of operands than its row has. */
interface Reworded {
  readonly sample: Sample;
  readonly way: readonly number[];
}

const isRegister = (input: unknown): boolean => input instanceof Register;

/** The instructions of a form with the destination left out or written twice. */
function reworded(form: Form, decoder: Decoder, random: Random): Reworded[] {
  const ways = rewordings[form.candidate.syntax.operands.length];
  const found: Reworded[] = [];
  for (let index = 0; ways !== undefined && index < 100 && found.length < perForm * ways.length; index++) {
    const sample = draw(form, decoder, index, random);
    if (sample === null) continue;
    const { inputs } = sample;
    if (!isRegister(inputs[0]) || (inputs.length === 3 && !isRegister(inputs[1]))) continue;
    for (const way of ways) {
      if (way.at(-1) !== 0 || !(inputs[1] instanceof Memory)) found.push({ sample, way });
    }
  }
  return found;
}

/** What our encoder makes of it, null if it refuses. */
function encoded({ sample, way }: Reworded): number | null {
  const inputs = way.map((position): OperandInput => sample.inputs[position]!);
  const { mnemonic, candidate, candidates } = sample.form;
  const options = {
    condition: sample.condition,
    size: candidate.row.size,
    encoding: "",
    features: allFeatures,
    allowUnpredictable: false,
  };
  try {
    return encodeFirst(mnemonic, candidates, inputs, { address: sample.address, it: sample.it }, options).word;
  } catch (error) {
    expect(error).toBeInstanceOf(IsaError);
    return null;
  }
}

function textOf({ sample, way }: Reworded, tool: Tool): string {
  const [head = "", ...operands] = assemblyText(sample, tool).split(", ");
  const [, mnemonic = "", destination = ""] = /^(.*\s)(\S+)$/.exec(head) ?? [];
  const last = sample.inputs.length - 1;
  // The last operand may have commas of its own.
  const texts = [destination, ...operands.slice(0, last - 1), operands.slice(last - 1).join(", ")];
  return mnemonic + way.map((position) => texts[position]).join(", ");
}

function compare(table: InstructionTable, decoder: Decoder): { taken: Set<string>; wrong: string[] } {
  const random = new Random(seed);
  const all = formsOf(table)
    .filter(({ mnemonic }) => !meansSomethingElse.test(mnemonic))
    .flatMap((form) => reworded(form, decoder, random));
  const theirs = tools.map((tool) =>
    assemble(
      tool,
      table.set,
      all.map((each) => textOf(each, tool)),
      { ...newest, address: all[0]!.sample.address & ~3 },
    ),
  );
  const taken = new Set<string>();
  const wrong: string[] = [];
  for (const [index, each] of all.entries()) {
    const words = theirs.flatMap((results) => {
      const { bytes } = results[index]!;
      const word = bytes === undefined ? -1 : wordOf(bytes, each.sample);
      // GNU as does not heed the width of some.
      const { set, size } = each.sample.form.candidate.row;
      return word >= 0 && (set === "a32" || (size === 2) === word < 0x10000) ? [word] : [];
    });
    const ours = encoded(each);
    if (ours !== null) taken.add(each.sample.form.mnemonic);
    const { row } = each.sample.form.candidate;
    if (words.length === 0 && onlyOurs.test(row.id)) continue;
    if (ours === null ? words.length > 0 : !words.includes(ours)) {
      const found = words.map((word) => word.toString(16)).join(" or ") || "refused";
      wrong.push(`${nameOf(each.sample.form)}: ${textOf(each, "gnu")} is ${ours?.toString(16)}, theirs ${found}`);
    }
  }
  return { taken, wrong };
}

/**
 * Instructions whose destination is left out, as it is the first operand as well, or written twice: of every form with two or three
 * operands, what GNU as or llvm-mc takes is encoded as they do, and nothing else is taken. Not covered: Advanced SIMD and VFP arithmetic and moves,
 * which is only decoded.
 */
describe(`destinations left out, seed ${seed}`, () => {
  it.each([
    ["A32", a32Table(), a32Decoder(), 32],
    ["T32", t32Table(), t32Decoder(), 34],
  ] as const)("%s takes what GNU as or llvm-mc take", (_, table, decoder, mnemonics) => {
    const { taken, wrong } = compare(table, decoder);
    expect(wrong).toEqual([]);
    expect(taken.size).toBeGreaterThanOrEqual(mnemonics);
  });
});
