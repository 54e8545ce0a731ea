import { type Assembled, type AssembleOptions, assemble, type Tool } from "@armstalker/oracles";
import type { Decoder } from "../../src/decoder.js";
import type { Row } from "../../src/row.js";
import type { Candidate, InstructionTable } from "../../src/table.js";
import { assemblerDifferences } from "./assembler-differences.js";
import { assemblyText } from "./assembly-text.js";
import type { Random } from "./random.js";
import { draw, encodeSample, type Form, formsOf, nameOf, type Sample } from "./samples.js";

const hex = (word: number): string => `0x${word.toString(16)}`;

/** The newest architecture, for the instructions that came after ARMv8.0. */
export const newest: AssembleOptions = {
  gnu: { arch: "armv8.6-a", extensions: ["fp16fml", "i8mm"] },
  llvm: { arch: "v8.6a", attributes: "+crc,+crypto,+neon,+fp-armv8,+ras,+sb,+fullfp16,+fp16fml,+dotprod,+bf16,+i8mm" },
};
/** For what ARMv8 took away: SWP, and, as llvm-mc sees it, coprocessors. */
const older: AssembleOptions = { gnu: { arch: "armv7-a" }, llvm: { arch: "v7a", attributes: "" } };

const isOlder = ({ form }: Sample, tool: Tool): boolean => {
  const { row } = form.candidate;
  return row.id.startsWith("SWP") || (tool === "llvm" && row.class === "coprocessor");
};

/** Encodes forms of a table with many operands and compares with what the assemblers make of the same text. */
export class AssemblerComparison {
  /** What differs from the assemblers and is not listed, and what is listed but does not differ; the first of each form. */
  readonly unexpected: string[] = [];
  /** Instructions that are equal to those of both assemblers, or of the one that knows them. */
  compared = 0;
  /** Of these, how many only one of the two was asked for. */
  comparedWithOne = 0;
  readonly #table: InstructionTable;
  readonly #decoder: Decoder;
  readonly #random: Random;
  readonly #complained = new Set<string>();

  constructor(table: InstructionTable, decoder: Decoder, random: Random) {
    this.#table = table;
    this.#decoder = decoder;
    this.#random = random;
  }

  /** @param perForm - how many different instructions of a form of a row, if it has so many */
  run(perForm: (row: Row) => number): void {
    const forms = formsOf(this.#table);
    const samples = forms.flatMap((form) => this.#samplesOf(form, perForm(form.candidate.row)));
    const agreed = new Uint8Array(samples.length);
    for (const tool of ["gnu", "llvm"] as const) {
      this.#compareWith(tool, forms, samples).forEach((equal, index) => {
        if (equal) agreed[index]!++;
      });
    }
    this.compared += agreed.filter((tools) => tools > 0).length;
    this.comparedWithOne += agreed.filter((tools) => tools === 1).length;
  }

  #complain(form: Form, what: string): void {
    const key = nameOf(form) + what.slice(0, 5);
    if (!this.#complained.has(key)) this.unexpected.push(`${nameOf(form)}: ${what}`);
    this.#complained.add(key);
  }

  #samplesOf(form: Form, count: number): Sample[] {
    const found = new Map<string, Sample>();
    for (let index = 0; index < 8 * count && found.size < count; index++) {
      const sample = draw(form, this.#decoder, index, this.#random);
      if (sample === null) continue;
      found.set(`${sample.word} ${sample.it} ${sample.condition}`, sample);
      const word = encodeSample(sample, sample.inputs);
      if (word !== sample.word)
        this.#complain(form, `encoded as ${hex(word)} what was decoded from ${hex(sample.word)}`);
    }
    if (found.size === 0) this.#complain(form, "no instruction is written so");
    return [...found.values()];
  }

  /** Which samples are equal to what the assembler makes of them. */
  #compareWith(tool: Tool, forms: readonly Form[], samples: readonly Sample[]): boolean[] {
    const differences = assemblerDifferences.filter((each) => each.tool === tool && each.set === this.#table.set);
    const applied = new Set<(typeof differences)[number]>();
    const confirmed = new Set<Form>();
    const assembled = this.#assemble(tool, samples);
    const equal = samples.map((sample, index) => {
      const { form, word } = sample;
      const result = assembled[index]!;
      const theirs = result.bytes === undefined ? null : wordOf(result.bytes, sample);
      const difference = differences.find(({ applies }) => applies(sample));
      const text = (): string => `${tool}: ${assemblyText(sample, tool)} is ${hex(word)}`;
      const found = theirs === null ? `refused: ${result.error}` : hex(theirs);
      if (difference === undefined) {
        if (theirs === word) confirmed.add(form);
        const right = theirs !== null && (theirs === word || wordsOfText(sample).has(theirs));
        if (!right) this.#complain(form, `${text()}, theirs ${found}`);
        return right;
      }
      applied.add(difference);
      confirmed.add(form);
      const { instead, what } = difference;
      if (instead === "refused" ? theirs !== null : theirs === null || theirs === word)
        this.#complain(form, `${text()}: listed "${what}", but theirs ${found}`);
      if (typeof instead !== "function" || theirs === null) return false;
      const right = instead(sample).some((other) => this.#wordsOf(sample, other).has(theirs));
      if (!right) this.#complain(form, `${text()}: listed "${what}", but theirs ${found}`);
      return right;
    });
    for (const form of forms) {
      if (!confirmed.has(form)) this.#complain(form, `${tool} never chooses this encoding`);
    }
    for (const difference of differences) {
      if (!difference.rare && !applied.has(difference))
        this.unexpected.push(`${tool}: listed "${difference.what}", which does not occur`);
    }
    return equal;
  }

  #wordsOf(sample: Sample, { mnemonic, inputs }: Pick<Sample, "inputs"> & Pick<Form, "mnemonic">): Set<number> {
    const candidates = this.#table.candidates(mnemonic);
    return wordsOf({ ...sample, form: { ...sample.form, mnemonic } }, inputs, candidates);
  }

  #assemble(tool: Tool, samples: readonly Sample[]): Assembled[] {
    const results: Assembled[] = [];
    for (const options of [newest, older]) {
      const indices = [...samples.keys()].filter((index) => isOlder(samples[index]!, tool) === (options === older));
      const texts = indices.map((index) => assemblyText(samples[index]!, tool));
      const address = samples[0]!.address & ~3;
      assemble(tool, this.#table.set, texts, { ...options, address }).forEach((result, index) => {
        results[indices[index]!] = result;
      });
    }
    return results;
  }
}

/** What the table's encodings of a sample's mnemonic, operands and length are: the same text may stand for each of them. */
function wordsOfText(sample: Sample): Set<number> {
  const { candidate, candidates } = sample.form;
  return wordsOf(
    sample,
    sample.inputs,
    candidates.filter(({ row }) => row.size === candidate.row.size),
  );
}

function wordsOf(sample: Sample, inputs: Sample["inputs"], candidates: readonly Candidate[]): Set<number> {
  const words = new Set<number>();
  for (const candidate of candidates) {
    try {
      words.add(encodeSample(sample, inputs, candidate));
    } catch {
      // It does not take these operands.
    }
  }
  return words;
}

/** The bits of the instruction after its IT, if there is one. */
export function wordOf(bytes: Uint8Array, { it, form }: Sample): number {
  const start = it === "outside" ? 0 : 2;
  const half = (at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  if (form.candidate.row.set === "a32") return (half(0) | (half(2) << 16)) >>> 0;
  const first = half(start);
  return first >>> 11 >= 0b11101 ? ((first << 16) | half(start + 2)) >>> 0 : first;
}
