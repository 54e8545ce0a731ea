import { assemble, type Disassembled, disassemble, itInstruction, type Tool } from "@armstalker/oracles";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFirst } from "../src/encode.js";
import { IsaError, type IsaErrorCode } from "../src/errors.js";
import { featureSets } from "../src/features.js";
import { Flag } from "../src/flags.js";
import type { Instruction } from "../src/instruction.js";
import { aligned, allLanes, lane } from "../src/operands/lane.js";
import { mem, type OperandInput, postIndexed, writeBack } from "../src/operands/operand.js";
import type { InstructionClass, InstructionSet, Row } from "../src/row.js";
import { vectors } from "../src/rows/vectors.js";
import { vfpTransfers } from "../src/rows/vfp-transfers.js";
import { InstructionTable } from "../src/table.js";
import { a32Decoder, a32FullTable, a32Table, t32Decoder, t32Table } from "../src/tables.js";
import type { KnownDifference, Verdict } from "./support/known-differences.js";
import { vectorDifferences, vectorUnpredictable } from "./support/known-differences-vector.js";
import { asGnuText } from "./support/llvm-text.js";

// Not covered here: what the instructions do to the values in registers; encoding of operands drawn at random (the comparison with the
// assemblers does that for all rows).

/** `VFP_SIMD_SEED` and `VFP_SIMD_WORDS` (for each row) repeat or widen a run: `npm run campaign` compares more than 2,000,000 words of each set. */
const seed = Number(process.env.VFP_SIMD_SEED ?? Date.now() % 1_000_000_007);
const wordsPerRow = Number(process.env.VFP_SIMD_WORDS ?? 120);
const wordsPerSpace = 250 * wordsPerRow;
const timeout = 120_000 + 1000 * wordsPerRow;
console.log(`VFP_SIMD_SEED=${seed}`);

/** LLVM has to be told of what came after ARMv8.0; objdump knows it. */
const newest = { arch: "v8.6a", attributes: "+crc,+crypto,+neon,+fp-armv8,+fullfp16,+fp16fml,+dotprod,+bf16,+i8mm" };

const sets: readonly InstructionSet[] = ["a32", "t32"];
const decoders = { a32: a32Decoder, t32: t32Decoder } as const;
const transfers = {
  a32: new InstructionTable("a32", vfpTransfers("a32")),
  t32: new InstructionTable("t32", vfpTransfers("t32")),
} as const;
const more = {
  a32: new InstructionTable("a32", vectors("a32")),
  t32: new InstructionTable("t32", vectors("t32")),
} as const;
const rowsOf = (set: InstructionSet): Row[] => [...transfers[set].rows, ...more[set].rows];

/** Parts of the encoding space as fixed bits: `x` is any bit, `c` the condition in A32 and 1110 in T32. */
const spaces: Readonly<Record<InstructionSet, readonly string[]>> = {
  a32: [
    "1111001xxxxxxxxxxxxxxxxxxxxxxxxx",
    "111100111x11xxxxxxxxxxxxxxx0xxxx",
    "11110100xxx0xxxxxxxxxxxxxxxxxxxx",
    "11111110xxxxxxxxxxxx101xxxx0xxxx",
    "cccc110xxxxxxxxxxxxx101xxxxxxxxx",
    "cccc1100010xxxxxxxxx101xxxxxxxxx",
    "cccc1110xxxxxxxxxxxx101xxxx0xxxx",
    "cccc11101x11xxxxxxxx101xx1x0xxxx",
    "cccc1110xxxxxxxxxxxx101xxxx1xxxx",
    "1111110xxxxxxxxxxxxx1x0xxxxxxxxx",
    "cccc1110xxxxxxxxxxxx1001xxxxxxxx",
    "cccc1101xx0xxxxxxxxx1001xxxxxxxx",
  ],
  t32: [
    "111x1111xxxxxxxxxxxxxxxxxxxxxxxx",
    "111111111x11xxxxxxxxxxxxxxx0xxxx",
    "11111001xxx0xxxxxxxxxxxxxxxxxxxx",
    "11111110xxxxxxxxxxxx101xxxx0xxxx",
    "1110110xxxxxxxxxxxxx101xxxxxxxxx",
    "11101100010xxxxxxxxx101xxxxxxxxx",
    "11101110xxxxxxxxxxxx101xxxx0xxxx",
    "111011101x11xxxxxxxx101xx1x0xxxx",
    "11101110xxxxxxxxxxxx101xxxx1xxxx",
    "1111110xxxxxxxxxxxxx1x0xxxxxxxxx",
    "11101110xxxxxxxxxxxx1001xxxxxxxx",
    "11101101xx0xxxxxxxxx1001xxxxxxxx",
  ],
};

const uint32 = fc.integer({ min: 0, max: 0xffffffff });

/** A word with a condition that is one: "always" for half of them. */
const withCondition = (word: number, draw: number): number =>
  ((draw & 1) === 0 ? (word & 0x0fffffff) | 0xe0000000 : word >>> 28 === 15 ? word & 0x0fffffff : word) >>> 0;

function wordsOfSpaces(set: InstructionSet, count: number): number[] {
  return spaces[set].flatMap((space, index) => {
    const bits = (of: string): number =>
      Number.parseInt([...space].map((bit) => (of.includes(bit) ? 1 : 0)).join(""), 2);
    const draws = fc.sample(fc.tuple(uint32, uint32), { numRuns: count, seed: seed + index });
    return draws.map(([word, draw]) => {
      const fixed = ((word & bits("xc")) | bits("1")) >>> 0;
      return space.startsWith("c") ? withCondition(fixed, draw) : fixed;
    });
  });
}

/** Words of every row; one in eight with bits that should be otherwise. */
function wordsOfRows(set: InstructionSet, count: number): number[] {
  return rowsOf(set).flatMap((row, index) => {
    const draws = fc.sample(fc.tuple(uint32, uint32), { numRuns: count, seed: seed + index });
    return draws.map(([random, draw]) => {
      let word = (random & ~row.mask) | row.value;
      if (draw % 8 !== 0) word = (word & ~row.shouldMask) | row.shouldValue;
      return row.cond === null ? word >>> 0 : withCondition(word >>> 0, draw);
    });
  });
}

const differences: readonly KnownDifference[] = [...vectorDifferences, ...vectorUnpredictable];

const hex = (word: number): string => word.toString(16).padStart(8, "0");

/** What is wrong with one answer, or null. */
function disagreement(tool: Tool, ours: Instruction, theirs: Disassembled): string | null {
  const text = ours.toString();
  const theirText = tool === "llvm" ? asGnuText(theirs.text, ours) : theirs.text;
  const described = `${hex(ours.word)} ${ours.row.id}: ours ${ours.validity} "${text}", ${tool} ${theirs.validity} "${theirText}" ${theirs.comment}`;
  if (ours.validity !== theirs.validity || ours.size !== theirs.size) return described;
  return ours.validity === "valid" && text !== theirText ? described : null;
}

interface Comparison {
  /** What is in no list of differences: the first of each row and kind. */
  readonly wrong: Map<string, string>;
  /** How often each of the known differences was met. */
  readonly met: Map<KnownDifference, number>;
  valid: number;
}

function compareWith(
  tool: Tool,
  set: InstructionSet,
  words: Uint32Array,
  itBefore: number,
  { wrong, met }: Comparison,
): number {
  const decoder = decoders[set]();
  const answers = disassemble(tool, set, words, { it: itBefore, llvm: newest });
  let valid = 0;
  for (const [index, word] of words.entries()) {
    const theirs = answers[index]!;
    const ours = decoder.instruction(word, 4, theirs.address, itBefore & 0xff);
    if (ours.validity === "valid") valid++;
    const problem = disagreement(tool, ours, theirs);
    if (problem === null) continue;
    const verdict: Verdict = { tool, ours, theirs, text: theirs.text };
    const known = differences.find((each) => each.tool === tool && each.applies(verdict));
    if (known === undefined) wrong.set(`${tool} ${ours.row.id} ${ours.validity} ${theirs.validity}`, problem);
    else met.set(known, (met.get(known) ?? 0) + 1);
  }
  return valid;
}

/** Words that are held at a time, with what a disassembler says of them. */
const slice = 200_000;

/** Compares all words with both disassemblers. */
function compare(set: InstructionSet, words: readonly number[], itBefore = 0): Comparison {
  const comparison: Comparison = { wrong: new Map(), met: new Map(), valid: 0 };
  for (let start = 0; start < words.length; start += slice) {
    const part = Uint32Array.from(words.slice(start, start + slice));
    comparison.valid += compareWith("gnu", set, part, itBefore, comparison);
    compareWith("llvm", set, part, itBefore, comparison);
  }
  return comparison;
}

const report = (what: string, words: number, { met, valid }: Comparison): void => {
  console.log(`${what}: ${words} words, ${valid} valid; both disassemblers agree but for`);
  for (const [{ tool, what, section }, count] of met) console.log(`  ${count} × ${tool}: ${what} (${section})`);
};

describe.each(sets)("VFP and Advanced SIMD in %s", (set) => {
  it(
    "decodes words of every row as objdump and llvm-mc do, with their text",
    () => {
      const words = wordsOfRows(set, wordsPerRow);
      const result = compare(set, words);
      report(`rows of ${set}`, words.length, result);
      expect([...result.wrong.values()].slice(0, 20)).toEqual([]);
      expect(result.valid).toBeGreaterThan(words.length / 3);
    },
    timeout,
  );

  it(
    "knows as much of the encoding space as they do",
    () => {
      const words = wordsOfSpaces(set, Math.ceil(wordsPerSpace / spaces[set].length));
      const result = compare(set, words);
      report(`space of ${set}`, words.length, result);
      expect([...result.wrong.values()].slice(0, 20)).toEqual([]);
    },
    timeout,
  );

  it("encodes what it decoded to the same word", () => {
    const rows = rowsOf(set);
    const decoder = decoders[set]();
    let tried = 0;
    fc.assert(
      fc.property(fc.nat(rows.length - 1), uint32, uint32, (index, random, draw) => {
        const row = rows[index]!;
        const drawn = ((random & ~(row.mask | row.shouldMask)) | row.value | row.shouldValue) >>> 0;
        const word = row.cond === null ? drawn : withCondition(drawn, draw);
        const instruction = decoder.instruction(word, 4);
        if (instruction.validity !== "valid") return;
        tried++;
        expect(hex(instruction.encode())).toBe(hex(word));
      }),
      { seed, numRuns: 100 * wordsPerRow },
    );
    expect(tried).toBeGreaterThan(40 * wordsPerRow);
  }, 60_000);

  it("has a row for each valid word of its own and no two rows of a name", () => {
    const ids = rowsOf(set).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const decoder = decoders[set]();
    const met = new Set(
      wordsOfRows(set, 60)
        .map((word) => decoder.instruction(word, 4))
        .filter(({ validity }) => validity === "valid")
        .map(({ row }) => row.id),
    );
    expect(ids.filter((id) => !met.has(id))).toEqual([]);
  });

  it("has VFP transfers in every table, and all else in the full tables alone", () => {
    const assembler = set === "a32" ? a32Table() : t32Table();
    const ids = new Set(assembler.rows.map(({ id }) => id));
    expect(transfers[set].rows.filter(({ id }) => !ids.has(id))).toEqual([]);
    expect(more[set].rows.filter(({ id }) => ids.has(id))).toEqual([]);
  });
});

describe("VFP and Advanced SIMD in IT blocks", () => {
  it.each(["last", "middle"] as const)("decodes the %s instruction with the block's condition", (place) => {
    const words = wordsOfRows("t32", Math.ceil(wordsPerRow / 4)).filter(
      (word) => t32Decoder().instruction(word, 4).validity === "valid",
    );
    const result = compare("t32", words, itInstruction("ge", place));
    report(`IT block, ${place}`, words.length, result);
    expect([...result.wrong.values()].slice(0, 20)).toEqual([]);
  });
});

/** What an instruction, written as objdump prints it, does outside of the SIMD registers. Bytes are those of A32. */
interface Effect {
  readonly word: number;
  readonly text: string;
  readonly class: InstructionClass;
  readonly reads?: string;
  readonly writes?: string;
  readonly flagsRead?: number;
  readonly flagsWritten?: number;
  readonly memory?: string;
  readonly groups?: string;
}

const { N, Z, C, V } = Flag;
const effects: readonly Effect[] = [
  { word: 0xed520a01, text: "vldr s1, [r2, #-4]", class: "vfp-load-store", reads: "r2", memory: "read 4 at r2-4" },
  { word: 0xed9f1b02, text: "vldr d1, [pc, #8]", class: "vfp-load-store", reads: "pc", memory: "read 8 at pc+8" },
  { word: 0xed821b00, text: "vstr d1, [r2]", class: "vfp-load-store", reads: "r2", memory: "write 8 at r2+0" },
  {
    word: 0xecb00b08,
    text: "vldmia r0!, {d0-d3}",
    class: "vfp-load-store",
    reads: "r0",
    writes: "r0",
    memory: "read 8 at r0+0 and back",
  },
  { word: 0xec900a01, text: "vldmia r0, {s0}", class: "vfp-load-store", reads: "r0", memory: "read 4 at r0+0" },
  {
    word: 0xed2d8b02,
    text: "vpush {d8}",
    class: "vfp-load-store",
    reads: "sp",
    writes: "sp",
    memory: "write 8 at sp+0 and back",
  },
  {
    word: 0xecfd0a05,
    text: "vpop {s1-s5}",
    class: "vfp-load-store",
    reads: "sp",
    writes: "sp",
    memory: "read 4 at sp+0 and back",
  },
  { word: 0xf420070f, text: "vld1.8 {d0}, [r0]", class: "simd-load-store", reads: "r0", memory: "read 8 at r0+0" },
  {
    word: 0xf420023d,
    text: "vld1.8 {d0-d3}, [r0 :256]!",
    class: "simd-load-store",
    reads: "r0",
    writes: "r0",
    memory: "read 8 at r0+32 and back",
  },
  {
    word: 0xf40007c3,
    text: "vst1.64 {d0}, [r0], r3",
    class: "simd-load-store",
    reads: "r0 r3",
    writes: "r0",
    memory: "write 8 at r0+r3 and back",
  },
  {
    word: 0xf4a0045f,
    text: "vld1.16 {d0[1]}, [r0 :16]",
    class: "simd-load-store",
    reads: "r0",
    memory: "read 2 at r0+0",
  },
  {
    word: 0xf4a00ffd,
    text: "vld4.32 {d0[],d2[],d4[],d6[]}, [r0 :128]!",
    class: "simd-load-store",
    reads: "r0",
    writes: "r0",
    memory: "read 4 at r0+16 and back",
  },
  { word: 0xee003a90, text: "vmov s1, r3", class: "vfp-move", reads: "r3" },
  { word: 0xee103a90, text: "vmov r3, s1", class: "vfp-move", writes: "r3" },
  { word: 0xec443b13, text: "vmov d3, r3, r4", class: "vfp-move", reads: "r3 r4" },
  { word: 0xec543a30, text: "vmov r3, r4, s1, s2", class: "vfp-move", writes: "r3 r4" },
  { word: 0x1e514b70, text: "vmovne.s8 r4, d1[3]", class: "simd-move", writes: "r4", flagsRead: Z },
  { word: 0xeee64b10, text: "vdup.8 q3, r4", class: "simd-move", reads: "r4" },
  { word: 0xeef1fa10, text: "vmrs APSR_nzcv, fpscr", class: "vfp-move", flagsWritten: N | Z | C | V },
  { word: 0xeef13a10, text: "vmrs r3, fpscr", class: "vfp-move", writes: "r3" },
  { word: 0xeee83a10, text: "vmsr fpexc, r3", class: "vfp-move", reads: "r3", groups: "vfp-move privileged" },
  { word: 0xeeb40bc1, text: "vcmpe.f64 d0, d1", class: "vfp" },
  { word: 0xfe200a81, text: "vselge.f32 s0, s1, s2", class: "vfp", flagsRead: N | V },
  { word: 0xf2200842, text: "vadd.i32 q0, q0, q1", class: "simd" },
  { word: 0xf3b00302, text: "aese.8 q0, q1", class: "crypto" },
];

const names = (registers: Instruction["registersRead"]): string => registers.map(({ name }) => name).join(" ");

function memoryOf(instruction: Instruction): string {
  return instruction.memoryAccesses
    .map(({ access, size, base, index, displacement, writeBack }) => {
      const offset = index === null ? `${displacement < 0 ? "" : "+"}${displacement}` : `+${index.name}`;
      return `${access} ${size} at ${base.name}${offset}${writeBack ? " and back" : ""}`;
    })
    .join(", ");
}

describe("What VFP and Advanced SIMD do to core registers, flags and memory", () => {
  it.each(effects)("$text", (effect) => {
    const instruction = a32Decoder().instruction(effect.word, 4);
    const [printed] = disassemble("gnu", "a32", Uint32Array.of(effect.word));
    expect(printed?.text).toBe(effect.text);
    expect({
      text: instruction.toString(),
      class: instruction.class,
      reads: names(instruction.registersRead),
      writes: names(instruction.registersWritten),
      flagsRead: instruction.flagsRead,
      flagsWritten: instruction.flagsWritten,
      memory: memoryOf(instruction),
      groups: instruction.groups.join(" "),
      writesPc: instruction.writesPc,
    }).toEqual({
      text: effect.text,
      class: effect.class,
      reads: effect.reads ?? "",
      writes: effect.writes ?? "",
      flagsRead: effect.flagsRead ?? 0,
      flagsWritten: effect.flagsWritten ?? 0,
      memory: effect.memory ?? "",
      groups: effect.groups ?? effect.class,
      writesPc: false,
    });
  });
});

const everything = {
  condition: 14,
  size: 0,
  encoding: "",
  features: featureSets.all,
  allowUnpredictable: false,
} as const;

function encode(mnemonic: string, operands: readonly OperandInput[], features: number = featureSets.all): number {
  const candidates = a32FullTable().candidates(mnemonic);
  return encodeFirst(mnemonic, candidates, operands, { address: 0, it: "outside" }, { ...everything, features }).word;
}

describe("Operands of VFP and Advanced SIMD as a user writes them", () => {
  /** Each with the text that GNU as takes for the same instruction. */
  const written: readonly (readonly [text: string, mnemonic: string, operands: readonly OperandInput[]])[] = [
    ["vldr s1, [r2, #-4]", "vldr", ["s1", mem("r2", -4)]],
    ["vldm r0!, {d0-d3}", "vldm", [writeBack("r0"), ["d0", "d1", "d2", "d3"]]],
    ["vpush {s16}", "vpush", [["s16"]]],
    ["vld1.8 {d0}, [r0]!", "vld1.8", [["d0"], writeBack("r0")]],
    ["vld1.8 {d0, d1}, [r0:128]!", "vld1.8", [["d0", "d1"], aligned(postIndexed("r0", 16), 128)]],
    ["vst2.16 {d0, d2}, [r0], r3", "vst2.16", [["d0", "d2"], postIndexed("r0", "r3")]],
    ["vld3.32 {d1[1], d3[1], d5[1]}, [r9]", "vld3.32", [[lane("d1", 1), lane("d3", 1), lane("d5", 1)], mem("r9")]],
    ["vld2.8 {d0[], d1[]}, [r0:16]", "vld2.8", [[allLanes("d0"), allLanes("d1")], aligned(mem("r0"), 16)]],
    [
      "vld4.32 {d0[],d1[],d2[],d3[]}, [r0:128]",
      "vld4.32",
      [[0, 1, 2, 3].map((n) => allLanes(`d${n as 0}`)), aligned(mem("r0"), 128)],
    ],
    ["vmov.u16 r4, d1[3]", "vmov.u16", ["r4", lane("d1", 3)]],
    ["vmov s1, s2, r3, r4", "vmov", ["s1", "s2", "r3", "r4"]],
    ["vdup.8 q15, r4", "vdup.8", ["q15", "r4"]],
    ["vmrs APSR_nzcv, fpscr", "vmrs", ["apsr_nzcv", "fpscr"]],
    ["vmsr fpexc, r1", "vmsr", ["fpexc", "r1"]],
  ];
  it.each(written)("%s", (text, mnemonic, operands) => {
    const [assembled] = assemble("gnu", "a32", [text]);
    if (assembled?.bytes === undefined) throw new Error(`GNU as refuses ${text}`);
    const word = encode(mnemonic, operands);
    expect(hex(word)).toBe(hex(new DataView(Uint8Array.from(assembled.bytes).buffer).getUint32(0, true)));
  });

  const refused: readonly (readonly [
    why: string,
    code: IsaErrorCode,
    mnemonic: string,
    operands: readonly OperandInput[],
  ])[] = [
    ["a displacement out of reach", "out-of-range", "vldr", ["d0", mem("r0", 1024)]],
    ["a displacement between words", "misaligned", "vldr", ["d0", mem("r0", 2)]],
    ["a list with a gap", "out-of-range", "vpush", [["d8", "d10"]]],
    [
      "a list of 17 D registers",
      "unpredictable",
      "vldmia",
      ["r0", Array.from({ length: 17 }, (_, n) => `d${n as 0}` as const)],
    ],
    ["PC as a base that is written back", "unpredictable", "vldmia", [writeBack("pc"), ["d0"]]],
    ["five registers of VLD1", "operand-kind", "vld1.8", [["d0", "d1", "d2", "d3", "d4"], mem("r0")]],
    ["a structure beyond d31", "out-of-range", "vld2.8", [["d31", "d0"], mem("r0")]],
    ["an alignment that VLD1 of one register has not got", "out-of-range", "vld1.8", [["d0"], aligned(mem("r0"), 128)]],
    ["a displacement before a structure", "not-encodable", "vld1.8", [["d0"], mem("r0", 8)]],
    ["write-back by another size", "out-of-range", "vld1.8", [["d0"], postIndexed("r0", 4)]],
    ["SP as the index of a structure", "out-of-range", "vld1.8", [["d0"], postIndexed("r0", "sp")]],
    ["a lane that is not there", "out-of-range", "vmov.16", [lane("d0", 4), "r0"]],
    ["lanes of different numbers", "out-of-range", "vld2.8", [[lane("d0", 1), lane("d1", 2)], mem("r0")]],
    ["PC in a move", "unpredictable", "vmov", ["s0", "pc"]],
    ["one register twice as a destination", "unpredictable", "vmov", ["r1", "r1", "d0"]],
    ["S registers that are no pair", "out-of-range", "vmov", ["s1", "s3", "r0", "r1"]],
    ["a system register that is none", "out-of-range", "vmsr", ["fpsr", "r0"]],
    ["a core register in the place of an S register", "operand-kind", "vldr", ["r0", mem("r1")]],
  ];
  it.each(refused)("are refused: %s is %s", (_, code, mnemonic, operands) => {
    let caught: unknown = null;
    try {
      encode(mnemonic, operands);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(IsaError);
    expect((caught as IsaError).code).toBe(code);
  });

  it("are refused for d16 and up if the CPU has 16 registers", () => {
    expect(hex(encode("vldr", ["d15", mem("r0")], featureSets["armv7-a"]))).toBe("ed90fb00");
    expect(() => encode("vldr", ["d16", mem("r0")], featureSets["armv7-a"])).toThrow(/d16.*d0 to d15/);
  });
});
