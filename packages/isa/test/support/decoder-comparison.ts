import { type Disassembled, type DisassembleOptions, forEachDisassembly, type Tool } from "@armstalker/oracles";
import type { Decoder } from "../../src/decoder.js";
import { Feature } from "../../src/features.js";
import type { Instruction, Validity } from "../../src/instruction.js";
import { NO_IT } from "../../src/it-state.js";
import type { Row } from "../../src/row.js";
import { brokenRules } from "./broken-rules.js";
import { type KnownDifference, knownDifferences, type Verdict } from "./known-differences.js";
import { asGnuText } from "./llvm-text.js";

/** Entries that are held at a time, with what both disassemblers say of them. */
const batchSize = 200_000;

/** Words whose instructions LLVM only knows as of, or until, another version of the architecture. */
const llvmVersions: readonly {
  readonly arch: string;
  readonly attributes: string;
  readonly has: (row: Row) => boolean;
}[] = [
  { arch: "v7a", attributes: "", has: ({ class: of, id }) => of === "coprocessor" || id.startsWith("SWP") },
  {
    arch: "v8.6a",
    attributes: "+crypto,+neon,+fp-armv8,+fullfp16,+fp16fml,+dotprod,+bf16,+i8mm",
    has: ({ features }) => (features & (Feature.ar - Feature.fullfp16)) !== 0,
  },
  { arch: "v8.1a", attributes: "+sb", has: ({ id }) => /^(SETPAN|SB)_/.test(id) },
];

/** How often a tool agreed with us, and how often it did not for a known reason. */
interface Tally {
  agreed: number;
  readonly classes: Map<KnownDifference, number>;
}

/** Compares a decoder with both disassemblers, and its encodings with the words they came from. */
export class DecoderComparison {
  words = 0;
  readonly validities: Record<Validity, number> = { valid: 0, unpredictable: 0, undefined: 0 };
  /** Valid words that were encoded again. */
  encoded = 0;
  readonly tallies: Readonly<Record<Tool, Tally>> = {
    gnu: { agreed: 0, classes: new Map() },
    llvm: { agreed: 0, classes: new Map() },
  };
  /** Rules of rows that make words UNPREDICTABLE; whether a disassembler ever agreed. */
  readonly rules: Map<string, boolean> = new Map();
  /** The differences that are in none of the known classes: the first of each row. */
  readonly unexpected: string[] = [];
  readonly #seen: Map<string, number> = new Map();
  readonly #decoder: Decoder;

  constructor(decoder: Decoder) {
    this.#decoder = decoder;
  }

  /**
   * @param words - as the disassemblers take them: in T32 a halfword, or two with the first in the high half
   * @param it - T32: the IT instruction before each entry; 0 for none
   */
  async run(words: Uint32Array, it: Uint16Array | null = null): Promise<void> {
    let pending = this.#disassemble(words, it, 0);
    for (let start = 0; start < words.length; start += batchSize) {
      const results = await pending;
      const next = start + batchSize;
      // The disassemblers are at the next batch while we are at this one.
      if (next < words.length) pending = this.#disassemble(words, it, next);
      const instructions = results.gnu.map((theirs, index) =>
        this.#decoder.instruction(
          words[start + index]!,
          theirs.size,
          theirs.address,
          it === null || it[start + index] === 0 ? NO_IT : it[start + index]! & 0xff,
        ),
      );
      await this.#askAgain(words, it, start, instructions, results.llvm);
      for (const [index, ours] of instructions.entries())
        this.#compare(ours, results.gnu[index]!, results.llvm[index]!);
    }
  }

  async #disassemble(words: Uint32Array, it: Uint16Array | null, start: number): Promise<Record<Tool, Disassembled[]>> {
    const part = words.subarray(start, start + batchSize);
    const options: DisassembleOptions = it === null ? {} : { it: it.subarray(start, start + batchSize) };
    const results: Record<Tool, Disassembled[]> = { gnu: [], llvm: [] };
    await Promise.all(
      (["gnu", "llvm"] as const).map((tool) =>
        forEachDisassembly(tool, this.#decoder.set, part, options, (result) => results[tool].push(result)),
      ),
    );
    return results;
  }

  /** Asks other versions of LLVM for what ARMv8.0 does not have. */
  async #askAgain(
    words: Uint32Array,
    it: Uint16Array | null,
    start: number,
    instructions: Instruction[],
    llvm: Disassembled[],
  ): Promise<void> {
    for (const { arch, attributes, has } of llvmVersions) {
      const indices = instructions.flatMap(({ row }, index) =>
        llvm[index]!.validity === "undefined" && has(row) ? [index] : [],
      );
      if (indices.length === 0) continue;
      const part = Uint32Array.from(indices, (index) => words[start + index]!);
      const options = {
        llvm: { arch, attributes },
        it: it === null ? 0 : Uint16Array.from(indices, (index) => it[start + index]!),
      };
      await forEachDisassembly("llvm", this.#decoder.set, part, options, (result, _, index) => {
        llvm[indices[index]!] = result;
      });
    }
  }

  #compare(ours: Instruction, gnu: Disassembled, llvm: Disassembled): void {
    const { validity } = ours;
    this.words++;
    this.validities[validity]++;
    if (validity === "unpredictable") {
      const agreed = gnu.validity !== "valid" || llvm.validity !== "valid";
      const rules = brokenRules(ours);
      if (rules.length === 1) {
        const name = `${ours.row.id} ${rules[0]}`;
        this.rules.set(name, agreed || this.rules.get(name) === true);
      }
    }
    // CPS is the only one whose operands are not separated by a space.
    const gnuText = ours.class === "system" ? gnu.text.replace(/,(?=#)/, ", ") : gnu.text;
    this.#judge({ tool: "gnu", ours, theirs: gnu, text: gnuText }, validity);
    this.#judge({ tool: "llvm", ours, theirs: llvm, text: asGnuText(llvm.text, ours) }, validity);
    if (validity === "valid") this.#encode(ours);
  }

  #judge(verdict: Verdict, validity: Validity): void {
    const { tool, ours, theirs, text } = verdict;
    const tally = this.tallies[tool];
    const sameText = validity !== "valid" || ours.toString() === text;
    if (validity === theirs.validity && sameText && ours.size === theirs.size) {
      tally.agreed++;
      return;
    }
    const known = knownDifferences.find((each) => each.tool === tool && each.applies(verdict));
    if (known !== undefined) tally.classes.set(known, (tally.classes.get(known) ?? 0) + 1);
    else {
      const word = ours.word.toString(16).padStart(2 * ours.size, "0");
      this.#report(
        `${tool} ${ours.row.id} ${validity} ${theirs.validity}`,
        `${word}: we say "${ours}", ${validity}; ${tool} says "${theirs.text}", ${theirs.validity} (${theirs.comment}); normalised "${text}"`,
      );
    }
  }

  #encode(ours: Instruction): void {
    this.encoded++;
    let again: number | string;
    try {
      again = ours.encode() >>> 0;
    } catch (error) {
      again = String(error);
    }
    if (again === ours.word) return;
    const word = ours.word.toString(16).padStart(2 * ours.size, "0");
    this.#report(`encode ${ours.row.id}`, `${word}: "${ours}" is encoded as ${again.toString(16)}`);
  }

  #report(kind: string, text: string): void {
    const seen = this.#seen.get(kind) ?? 0;
    this.#seen.set(kind, seen + 1);
    if (seen < 2) this.unexpected.push(`${kind}: ${text}`);
  }

  /** The numbers, for people. */
  summary(): string {
    const { words, validities, encoded, tallies } = this;
    const lines = [
      `${words} words: ${validities.valid} valid, ${validities.unpredictable} UNPREDICTABLE, ${validities.undefined} UNDEFINED; ${encoded} encoded again`,
    ];
    for (const [tool, { agreed, classes }] of Object.entries(tallies)) {
      lines.push(`${tool} agrees on ${agreed}`);
      for (const [{ what, section }, count] of classes) lines.push(`  ${count} differ: ${what} (${section})`);
    }
    const alone = [...this.rules].filter(([, agreed]) => !agreed).map(([name]) => name);
    lines.push(`rules that no disassembler knows: ${alone.length} of ${this.rules.size}`);
    if (process.env.ARMSTALKER_RULES !== undefined) lines.push(...alone.sort().map((name) => `  ${name}`));
    if (this.#seen.size > 0) {
      lines.push("unexpected:");
      for (const [kind, count] of [...this.#seen].sort()) lines.push(`  ${count} ${kind}`);
    }
    return lines.join("\n");
  }
}
