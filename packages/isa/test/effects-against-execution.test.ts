import { ArmRunner, type Handle } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { a32Decoder, Flag, type Instruction, type InstructionSet, type Row, t32Decoder } from "../src/index.js";
import { Random } from "./support/random.js";

// Each instruction runs twice on an emulated CPU, from states that differ in everything that it does not read; the second time at another
// address, if it is plain. What it does not write must be as before, and what it writes must come out the same both times. Flags that are
// surely overwritten are the opposite the second time.
// Not covered: instructions that branch, trap, need privilege or change the state of the CPU; execution under a condition.

const seed = Number(process.env.ARMSTALKER_SEED ?? 20261120);
const perRow = Number(process.env.ARMSTALKER_EFFECTS_PER_ROW ?? 12);

const code = 0x100000;
const data = 0x200000;
const dataSize = 0x4000;
const middle = data + dataSize / 2;
const stack = 0x300000;
/** Where plain instructions run the second time: not even as far from a multiple of 4. */
const elsewhere = { a32: 0x500004, t32: 0x500002 } as const;
/** CPSR's bits of each flag. */
const flagBits: readonly (readonly [flag: number, bits: number])[] = [
  [Flag.N, 0x80000000],
  [Flag.Z, 0x40000000],
  [Flag.C, 0x20000000],
  [Flag.V, 0x10000000],
  [Flag.Q, 0x08000000],
  [Flag.GE, 0x000f0000],
];
const cpsrMask = (flags: number): number =>
  flagBits.reduce((mask, [flag, bits]) => (flags & flag ? (mask | bits) >>> 0 : mask), 0);

/** What cannot be run by itself, or does more than registers, flags and memory tell. */
const excluded = /^(SETEND|CPS|SVC|BKPT|UDF|HLT|HVC|SMC|BXJ|DCPS|ERET|SRS|RFE|WF[EI]|YIELD|MRS_br|MSR_br|DBG|SETPAN)/;
const runnable = (row: Row): boolean =>
  !row.privileged &&
  row.branch === "none" &&
  row.class !== "exception" &&
  row.class !== "coprocessor" &&
  row.class !== "it" &&
  !excluded.test(row.id);

/** CLREX, so that an exclusive store does the same both times. */
const clear = { a32: [0x1f, 0xf0, 0x7f, 0xf5], t32: [0xbf, 0xf3, 0x2f, 0x8f] } as const;

const PC = 1 << 15;

function draw(random: Random, set: InstructionSet, row: Row): Instruction | null {
  const decoder = set === "a32" ? a32Decoder() : t32Decoder();
  for (let attempt = 0; attempt < 60; attempt++) {
    const fields = random.word() >>> (row.size === 2 ? 16 : 0);
    let word = ((fields & ~(row.mask | row.shouldMask)) | row.value | row.shouldValue) >>> 0;
    if (row.size === 2) word &= 0xffff;
    if (set === "a32" && row.cond !== null) word = ((word & 0x0fffffff) | 0xe0000000) >>> 0;
    const instruction = decoder.instruction(word, row.size, code);
    if (instruction.row !== row || instruction.validity !== "valid") continue;
    // PC differs by nothing between the runs, but a store of it, or an access near it, is no business of this test.
    if ((instruction.readMask | instruction.writtenMask) & PC) continue;
    return instruction;
  }
  return null;
}

interface Case {
  readonly instruction: Instruction;
  readonly before: readonly (readonly number[])[];
  readonly flags: readonly number[];
  readonly runs: readonly Handle<"run">[];
  readonly memory: readonly Handle<"hash">[];
}

const registerFor = (random: Random, instruction: Instruction): number => {
  // A shift by nothing leaves C as it is.
  if (instruction.row.memoryAccess === "none")
    return random.below(4) === 0 ? random.word() & 0xffffff00 : random.word();
  // Bases must point to memory, and be aligned for the accesses that must be.
  return middle + 16 * (random.below(16) - 8);
};

describe.each<InstructionSet>(["a32", "t32"])("what %s instructions do, as the tables say it", (set) => {
  it("is what they do on an emulated CPU", () => {
    const random = new Random(seed);
    const runner = new ArmRunner();
    runner.map(code, 0x100000, "rwx");
    runner.map(data, dataSize, "rw");
    runner.map(0x500000, 0x101000, "rwx");
    runner.map(stack - 0x4000, 0x8000, "rw");
    const decoder = set === "a32" ? a32Decoder() : t32Decoder();
    const contents = new Uint8Array(dataSize);
    for (let index = 0; index < dataSize; index++) contents[index] = random.word();
    const thumb = set === "t32" ? 1 : 0;
    const cases: Case[] = [];
    let at = code;
    const rows = decoder.rows.filter(runnable);
    for (const row of rows) {
      for (let count = 0; count < perRow; count++) {
        const drawn = draw(random, set, row);
        if (drawn === null) break;
        const address = at;
        at = at + 16 < code + 0x100000 ? at + 16 : code;
        const instruction = decoder.instruction(drawn.word, drawn.size, address);
        const { readMask } = instruction;
        const first = Array.from({ length: 15 }, () => registerFor(random, instruction));
        first[13] = middle;
        const index = instruction.memoryAccesses[0]?.index ?? null;
        if (index !== null) first[index.number] = random.below(8);
        const other = first.map((value, register) => (readMask & (1 << register) ? value : random.word()));
        const flags = (random.word() & 0xf80f0000) >>> 0;
        const read = cpsrMask(instruction.flagsRead);
        const must = decoder.flagsMustWrite(drawn.number, drawn.word, instruction.conditionNumber);
        const opposite = cpsrMask(must) & ~read;
        const otherFlags =
          ((flags & read) | (~flags & opposite) | (random.word() & 0xf80f0000 & ~read & ~opposite)) >>> 0;
        const isPlain = decoder.isPlain(drawn.number, drawn.word);
        const secondAddress = isPlain ? address - code + elsewhere[set] : address;
        const bytes = [...(row.exclusive === "store" ? clear[set] : []), ...instruction.bytes];
        for (const place of [address, secondAddress]) runner.write(place, Uint8Array.from(bytes));
        const runs: Handle<"run">[] = [];
        const memory: Handle<"hash">[] = [];
        for (const [r, cpsr, place] of [
          [first, flags, address],
          [other, otherFlags, secondAddress],
        ] as const) {
          const stop = (place + bytes.length) | thumb;
          if (row.memoryAccess !== "none") runner.write(data, contents);
          runs.push(runner.run({ pc: place | thumb, r, cpsr, stop }));
          if (row.memoryAccess !== "none") memory.push(runner.hash(data, dataSize));
        }
        cases.push({ instruction, before: [first, other], flags: [flags, otherFlags], runs, memory });
      }
    }
    const results = runner.execute();
    const ran = new Set<string>();
    const wrong: string[] = [];
    for (const { instruction, before, flags, runs, memory } of cases) {
      const [a, b] = runs.map((handle) => results.run(handle));
      if (a!.exit !== "stopped" || b!.exit !== "stopped") {
        if (a!.exit !== b!.exit) wrong.push(`${instruction} (${instruction.row.id}): ${a!.exit}, then ${b!.exit}`);
        continue;
      }
      ran.add(instruction.row.id);
      const problem = (what: string): unknown =>
        wrong.push(`${instruction} (${instruction.row.id} ${instruction.word.toString(16)}): ${what}`);
      const { writtenMask, flagsWritten } = instruction;
      for (let register = 0; register < 15; register++) {
        const written = (writtenMask >>> register) & 1;
        const kept = [a!, b!].every(({ r }, run) => r[register] === before[run]![register]! >>> 0);
        if (!written && !kept) problem(`r${register} is written`);
        if (written && a!.r[register] !== b!.r[register]) problem(`r${register} depends on what is not read`);
      }
      const writtenFlags = cpsrMask(flagsWritten);
      for (const [run, result] of [a!, b!].entries()) {
        if (((result.cpsr ^ flags[run]!) & 0xf80f0000 & ~writtenFlags) !== 0) problem("flags are written");
      }
      // A flag that may be written may also stay as it is: only flags equal before must be equal after.
      const must = cpsrMask(decoder.flagsMustWrite(instruction.number, instruction.word, instruction.conditionNumber));
      const comparable = writtenFlags & (must | ~(flags[0]! ^ flags[1]!));
      if (((a!.cpsr ^ b!.cpsr) & comparable) !== 0) problem("flags depend on what is not read");
      if (memory.length > 0 && results.hash(memory[0]!) !== results.hash(memory[1]!)) {
        problem("memory depends on what is not read");
      }
    }
    const missing = rows.map(({ id }) => id).filter((id) => !ran.has(id));
    console.log(
      `${set}: ${cases.length} instructions of ${ran.size} rows, seed ${seed}; not run: ${missing.join(" ")}`,
    );
    expect(wrong.slice(0, 40), `seed ${seed}`).toEqual([]);
    expect(ran.size).toBeGreaterThan(rows.length * 0.8);
  }, 120_000);
});
