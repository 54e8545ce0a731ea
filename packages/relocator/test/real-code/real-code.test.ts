import { disassemble } from "@armstalker/oracles";
import { describe, expect, test } from "vitest";
import { type RelocationError, type RewritingKind, relocate, rewritingKinds } from "../../src/index.js";
import { type Binary, binaries, type Code, codeOf } from "./binaries.js";
import type { FoundFunction } from "./explore.js";
import { decoded } from "./mapped.js";

/*
 * Every function of real binaries decodes, and moves or is refused for a stated reason. By default every eighth function is moved, all are
 * decoded; `ARMSTALKER_RELOCATOR_REAL_CODE=all` moves all.
 */
const stride = process.env.ARMSTALKER_RELOCATOR_REAL_CODE === "all" ? 1 : 8;

/** What may be refused in compiled and hand-written code. */
const statedReasons: readonly RegExp[] = [/^exclusive-sequence: /];

interface Tally {
  instructions: number;
  moved: number;
  kept: number;
  readonly rewritten: Record<RewritingKind, number>;
  readonly refused: Map<string, number>;
  bytesBefore: number;
  bytesAfter: number;
  readonly invalid: string[];
}

function emptyTally(): Tally {
  const rewritten = Object.fromEntries(rewritingKinds.map((kind) => [kind, 0])) as Record<RewritingKind, number>;
  return {
    instructions: 0,
    moved: 0,
    kept: 0,
    rewritten,
    refused: new Map(),
    bytesBefore: 0,
    bytesAfter: 0,
    invalid: [],
  };
}

/** Far from everything, and for T32 at the other parity of word alignment half of the time. */
const newPlaceOf = ({ start, set }: FoundFunction): number =>
  ((start + 0x40000000) & ~3) + (set === "t32" && (start & 4) !== 0 ? 2 : 0);

function tally(code: Code): Tally {
  const sum = emptyTally();
  for (const [index, found] of code.functions.entries()) {
    for (const instruction of decoded(found)) {
      sum.instructions++;
      if (instruction.validity === "undefined") sum.invalid.push(`${instruction.address.toString(16)}: ${instruction}`);
    }
    if (index % stride !== 0) continue;
    const { start, set, data, bytes } = found;
    const result = relocate(bytes, {
      from: start,
      to: newPlaceOf(found),
      set,
      data,
      branchesWithin: "moved",
      returnAddress: "original",
      refused: "trap",
    });
    sum.moved += result.map.length;
    sum.kept += result.kept;
    for (const kind of rewritingKinds) sum.rewritten[kind] += result.rewritten[kind];
    for (const error of result.refused) count(sum.refused, reasonOf(error));
    sum.bytesBefore += bytes.length - data.reduce((size, each) => size + each.end - each.start, 0);
    sum.bytesAfter += result.code.length;
  }
  return sum;
}

const reasonOf = ({ code, reason }: RelocationError): string => `${code}: ${reason}`;

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const nameOf = ({ architecture, path }: Binary): string => `${architecture} ${path.split("/").at(-1)}`;

function line(cells: readonly (string | number)[]): string {
  return cells.map((cell, index) => (index === 0 ? String(cell).padEnd(26) : String(cell).padStart(9))).join("");
}

describe("real code", () => {
  const total = emptyTally();
  const lines = [line(["", "functions", "insns", "found", "moved", "kept", ...rewritingKinds, "refused", "growth"])];

  const add = (name: string, functions: number | string, found: string, each: Tally): void => {
    const refused = [...each.refused.values()].reduce((sum, number) => sum + number, 0);
    const growth = each.bytesAfter / Math.max(each.bytesBefore, 1);
    const rewritten = rewritingKinds.map((kind) => each.rewritten[kind]);
    lines.push(
      line([
        name,
        functions,
        each.instructions,
        found,
        each.moved,
        each.kept,
        ...rewritten,
        refused,
        growth.toFixed(2),
      ]),
    );
  };

  test.each(binaries)(
    "of $architecture $path decodes, and moves or is refused for a stated reason",
    (binary) => {
      const code = codeOf(binary);
      const each = tally(code);
      const { coverage } = code;
      const found = `${((100 * coverage.code) / coverage.all).toFixed(0)} %${code.by === "mapping symbols" ? " $" : ""}`;
      add(nameOf(binary), code.functions.length, found, each);
      total.instructions += each.instructions;
      total.moved += each.moved;
      total.kept += each.kept;
      for (const kind of rewritingKinds) total.rewritten[kind] += each.rewritten[kind];
      for (const [reason, number] of each.refused) total.refused.set(reason, (total.refused.get(reason) ?? 0) + number);
      total.bytesBefore += each.bytesBefore;
      total.bytesAfter += each.bytesAfter;

      expect(each.invalid).toEqual([]);
      expect(each.instructions).toBeGreaterThan(10_000);
      // What exploring reaches and does not decode is data that it took for code.
      expect(code.meaningless).toBeLessThan(each.instructions / 4000);
      const unstated = [...each.refused.keys()].filter(
        (reason) => !statedReasons.some((stated) => stated.test(reason)),
      );
      expect(unstated).toEqual([]);
    },
    300_000,
  );

  test("is told in a table", () => {
    add("all", "", "", total);
    const refused = [...total.refused].map(([reason, number]) => `  ${number} × ${reason}`);
    console.log(
      [
        ...lines,
        `found: of the bytes of code sections; $: by mapping symbols. moved: every ${stride}th function`,
        ...refused,
      ].join("\n"),
    );
    expect(total.moved).toBeGreaterThan(100_000);
  });

  test.each(["t32", "a32"] as const)(
    "of %s reads as objdump has it",
    (set) => {
      const sample = sampleOf(set);
      const words = Uint32Array.from(sample, ({ word }) => word);
      const theirs = disassemble("gnu", set, words);
      const differences: string[] = [];
      for (const [index, instruction] of sample.entries()) {
        const { text, validity } = theirs[index]!;
        const hex = instruction.word.toString(16);
        // Targets and literals depend on the address, which is another there.
        const isRelative = instruction.readsPc;
        const [ours, other] = [instruction.toString(), text].map((each) => (isRelative ? each.split(" ")[0]! : each));
        if (validity === "undefined" || ours !== other)
          differences.push(`${hex}: ${instruction}, objdump: ${text} (${validity})`);
      }
      expect(sample.length).toBeGreaterThan(10_000);
      expect(differences).toEqual([]);
    },
    300_000,
  );

  test.each(binaries.filter(({ symbols }) => symbols !== undefined))(
    "that exploring finds in $architecture $path is code by its mapping symbols, too",
    (binary) => {
      const code = new Map<number, string>();
      for (const found of codeOf(binary).functions) {
        for (const { address, instructionSet } of decoded(found)) code.set(address, instructionSet);
      }
      const { symbols: _, ...stripped } = binary;
      let right = 0;
      const wrong: string[] = [];
      for (const found of codeOf(stripped).functions) {
        for (const instruction of decoded(found)) {
          if (code.get(instruction.address) === instruction.instructionSet) right++;
          else wrong.push(`${instruction.address.toString(16)}: ${instruction}`);
        }
      }
      console.log(
        `${nameOf(binary)}: ${code.size} instructions by symbols; exploring finds ${right}, and ${wrong.length} that are none`,
      );
      expect(wrong.length).toBeLessThan(right / 200);
      expect(right).toBeGreaterThan(0.8 * code.size);
    },
    300_000,
  );
});

/** Different instructions, outside of IT blocks, from all over. */
function sampleOf(set: "a32" | "t32"): ReturnType<typeof decoded> extends Generator<infer I> ? I[] : never {
  const seen = new Set<number>();
  const sample: ReturnType<typeof sampleOf> = [];
  for (const binary of binaries.filter((_, index) => index % 3 === 0)) {
    const { functions } = codeOf(binary);
    for (const found of functions) {
      if (found.set !== set || sample.length >= 60_000) continue;
      for (const instruction of decoded(found)) {
        const { it, word, class: kind } = instruction;
        // To objdump coprocessor 1 is the floating point unit of the ARMv3.
        if (it !== 0 || kind === "it" || kind === "coprocessor" || seen.has(word)) continue;
        seen.add(word);
        if (seen.size % 7 === 0) sample.push(instruction);
      }
    }
  }
  return sample;
}
