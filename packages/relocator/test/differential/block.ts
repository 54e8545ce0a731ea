import { advanceIt, type Instruction, type InstructionSet, inItBlock, lastInItBlock } from "@armstalker/isa";
import type { Random } from "@armstalker/oracles";
import { Plan } from "./plan.js";
import { decoderOf, isUsable, randomWord, type Stratum } from "./strata.js";
import { homeAddress } from "./world.js";

/** A block of instructions, and what must be so for it to run. */
export interface Block {
  readonly set: InstructionSet;
  readonly slot: number;
  readonly from: number;
  /** All of it, IT instructions and the trap at its end included. */
  readonly instructions: readonly Instruction[];
  readonly bytes: Uint8Array;
  readonly plan: Plan;
  /** Those that it was asked to hold; a block may lack the first. */
  readonly strata: readonly Stratum[];
}

export interface BlockOptions {
  readonly set: InstructionSet;
  /** Of the memory at home, where it is to stand. */
  readonly slot: number;
  /** To be in the block if at all possible. */
  readonly stratum: Stratum;
  /** How many instructions, besides those that make it a block. */
  readonly length: number;
  readonly strata: readonly Stratum[];
  /** With unequal shares: those that use PC are more often in it. */
  readonly pcStrata: readonly Stratum[];
}

/** The trap at the end: UDF #3, which no test instruction is. */
const endWord = { a32: 0xe7f000f3, t32: 0xde03 } as const;

/** What a clearing of the exclusive monitor is. */
const clearWord = { a32: { word: 0xf57ff01f, size: 4 }, t32: { word: 0xf3bf8f2f, size: 4 } } as const;

class Builder {
  readonly instructions: Instruction[] = [];
  readonly strata: Stratum[] = [];
  readonly plan: Plan;
  readonly #random: Random;
  readonly #set: InstructionSet;
  #address: number;
  #it = 0;

  constructor(set: InstructionSet, slot: number, from: number, random: Random) {
    this.#set = set;
    this.#address = from;
    this.#random = random;
    this.plan = new Plan(set, slot, random);
  }

  get it(): number {
    return this.#it;
  }

  /** The stratum's instance that it appends, if it finds one that fits here. */
  append(stratum: Stratum, last: boolean, attempts = 12): boolean {
    const { row } = stratum;
    if (inItBlock(this.#it) && (row.it === "outside" || (stratum.writesPc && !lastInItBlock(this.#it)))) return false;
    const decoder = decoderOf(this.#set);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const word = randomWord(row, this.#random, stratum.pcFields);
      const instruction = decoder.instruction(word, row.size, this.#address, this.#it);
      if (!isUsable(instruction, row)) continue;
      if (instruction.writesPc !== stratum.writesPc || instruction.readsPc !== stratum.readsPc) continue;
      if (!this.plan.take(instruction, last)) continue;
      this.#push(instruction);
      this.strata.push(stratum);
      return true;
    }
    return false;
  }

  raw(word: number, size: 2 | 4): void {
    this.#push(decoderOf(this.#set).instruction(word, size, this.#address, this.#it));
  }

  #push(instruction: Instruction): void {
    this.instructions.push(instruction);
    this.#address += instruction.size;
    this.#it = instruction.row.class === "it" ? instruction.word & 0xff : advanceIt(this.#it);
  }
}

/** A block with room for what it was asked for; null if none was found, which happens. */
export function randomBlock(options: BlockOptions, random: Random): Block | null {
  const { set, slot, stratum, length, strata, pcStrata } = options;
  const from = homeAddress(slot, (set === "a32" ? 4 : 2) * random.below(16));
  const builder = new Builder(set, slot, from, random);
  if (/^(STREX|STLEX|LDREX|LDAEX)/.test(stratum.row.id)) builder.raw(clearWord[set].word, clearWord[set].size);
  const place = random.below(length);
  for (let index = 0; index < length; index++) {
    const last = index === length - 1;
    if (set === "t32" && !inItBlock(builder.it) && random.chance(0.35)) {
      // As many as there are left, at most four.
      const most = Math.min(4, length - index);
      const mask = (random.below(16) & (15 << (4 - most))) | (1 << (4 - random.between(1, most)));
      builder.raw(0xbf00 | (random.below(14) << 4) | mask, 2);
    }
    // Most blocks go on to their end.
    let wanted = stratum;
    if (index !== place) {
      do wanted = random.pick(random.chance(0.5) ? pcStrata : strata);
      while (wanted.writesPc && !last && random.chance(0.7));
    }
    if (builder.append(wanted, last, index === place ? 24 : 6)) continue;
    if (index === place && !inItBlock(builder.it)) return null;
    fillIn(builder, strata, last, random);
  }
  while (inItBlock(builder.it)) fillIn(builder, strata, false, random);
  builder.raw(endWord[set], set === "a32" ? 4 : 2);
  if (builder.plan.needsClear && !/CLREX/.test(builder.instructions[0]!.row.id)) return null;
  return finish(set, slot, from, builder);
}

/** Any other instruction: some always fit. */
function fillIn(builder: Builder, strata: readonly Stratum[], last: boolean, random: Random): void {
  while (!builder.append(random.pick(strata), last, 2));
}

function finish(
  set: InstructionSet,
  slot: number,
  from: number,
  { instructions, plan, strata }: Builder,
): Block | null {
  const end = instructions.at(-1)!.next;
  for (const { operands, row } of instructions) {
    const label = operands.find((operand) => operand.kind === "label");
    if (label === undefined || row.branch === "none" || label.address <= from || label.address >= end) continue;
    // A branch within goes to an instruction, and not into an IT block.
    const target = instructions.find(({ address }) => address === label.address);
    if (target === undefined || inItBlock(target.it)) return null;
  }
  const bytes = new Uint8Array(end - from);
  for (const instruction of instructions) bytes.set(instruction.bytes, instruction.address - from);
  return { set, slot, from, instructions, bytes, plan, strata };
}

const nops = { a32: { 4: 0xe320f000 }, t32: { 2: 0xbf00, 4: 0xf3af8000 } } as const;

/** The same block with a NOP in the place of an instruction; null for IT, which is not an instruction by itself. */
export function withoutInstruction(block: Block, index: number): Block | null {
  const { set, from } = block;
  const { row, size, address, it } = block.instructions[index]!;
  if (row.class === "it") return null;
  const nop = (nops[set] as Record<number, number>)[size]!;
  const instructions = block.instructions.with(index, decoderOf(set).instruction(nop, size, address, it));
  const bytes = block.bytes.slice();
  bytes.set(instructions[index]!.bytes, address - from);
  return { ...block, instructions, bytes };
}
