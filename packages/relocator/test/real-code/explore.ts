import type { ElfSection } from "@armstalker/elf";
import { a32Decoder, type Instruction, type InstructionSet, isWideThumb, t32Decoder } from "@armstalker/isa";
import type { CodeFile } from "./code-file.js";

/*
 * Finds the code of a binary without symbols as a disassembler does: from places that are known to be code, along branches and calls. Where
 * a call does not return, what follows it may be data: it is looked at last, and given up as a whole if it does not decode.
 */

/** A function: a stretch of code from one known beginning to the next. */
export interface FoundFunction {
  readonly start: number;
  readonly end: number;
  readonly set: InstructionSet;
  /** All between `start` and `end`. */
  readonly bytes: Uint8Array;
  /** What within it is no code: literals, tables, padding, and what was not reached. */
  readonly data: readonly { readonly start: number; readonly end: number }[];
  readonly instructions: number;
}

enum Mark {
  Unknown = 0,
  A32 = 1,
  T32 = 2,
  Inside = 3,
  Data = 4,
}

interface Start {
  readonly address: number;
  readonly set: InstructionSet;
  readonly it?: number;
}

interface Step {
  readonly instruction: Instruction;
  readonly it: number;
}

/** One code section, a mark for each halfword. */
class Text {
  readonly section: ElfSection;
  readonly bytes: Buffer;
  readonly marks: Uint8Array;
  /** T32: the IT state of each instruction that is in an IT block. */
  readonly it: Map<number, number> = new Map();

  constructor(section: ElfSection, bytes: Buffer) {
    this.section = section;
    this.bytes = bytes;
    this.marks = new Uint8Array((section.size + 1) >> 1);
  }

  has(address: number): boolean {
    return address >= this.section.address && address < this.section.address + this.section.size;
  }

  mark(address: number): number {
    return this.marks[(address - this.section.address) >> 1]!;
  }

  put(address: number, size: number, mark: number, rest: number = mark): void {
    const at = (address - this.section.address) >> 1;
    for (let index = 0; index < size >> 1 && at + index < this.marks.length; index++) {
      this.marks[at + index] = index === 0 ? mark : rest;
    }
  }

  decode(address: number, set: InstructionSet, it: number): Instruction | null {
    const offset = address - this.section.address;
    const left = this.section.size - offset;
    if (left < (set === "a32" ? 4 : 2)) return null;
    if (set === "t32" && left < 4 && isWideThumb(this.bytes.readUInt16LE(offset))) return null;
    return (set === "a32" ? a32Decoder() : t32Decoder()).decode(this.bytes, offset, address, it);
  }
}

/** Places to look at, by address. */
class LowestFirst {
  readonly #heap: Start[] = [];

  push(start: Start): void {
    const heap = this.#heap;
    let at = heap.push(start) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]!.address <= start.address) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = start;
  }

  pop(): Start | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]!.address < heap[child]!.address) child++;
      if (heap[child]!.address >= last.address) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

const markOf = { a32: Mark.A32, t32: Mark.T32 } as const;

export class Explorer {
  readonly #texts: Text[];
  readonly #starts: Map<number, InstructionSet> = new Map();
  readonly #work: Start[] = [];
  /** After calls, which may not return; targets in tables, whose length is not known. */
  readonly #doubtful = new LowestFirst();
  /** Encodings that are undefined, where control surely goes. */
  readonly undefinedInstructions: Instruction[] = [];

  constructor(elf: CodeFile) {
    this.#texts = elf.codeSections.map((section) => new Text(section, elf.contents(section)));
  }

  /** A place where a function begins. */
  addFunction(address: number, set: InstructionSet): void {
    if (this.#text(address) === undefined || (set === "a32" && (address & 3) !== 0)) return;
    if (this.#starts.has(address)) return;
    this.#starts.set(address, set);
    this.#work.push({ address, set });
  }

  /** What may be the beginning of an A32 function. */
  addDoubtful(address: number): void {
    if (this.isText(address)) this.#doubtful.push({ address, set: "a32" });
  }

  isText(address: number): boolean {
    return this.#text(address) !== undefined;
  }

  /** How many bytes are code, of how many. */
  get coverage(): { readonly code: number; readonly all: number } {
    let code = 0;
    let all = 0;
    for (const { marks, section } of this.#texts) {
      all += section.size;
      for (const mark of marks) if (mark !== Mark.Unknown && mark !== Mark.Data) code += 2;
    }
    return { code, all };
  }

  explore(): void {
    for (;;) {
      const next = this.#work.pop();
      if (next !== undefined) this.#follow(next, false);
      else {
        // The lowest first: what it loads lies behind it, and is data then for those that come after.
        const doubtful = this.#doubtful.pop();
        if (doubtful === undefined) return;
        this.#follow(doubtful, true);
      }
    }
  }

  /** All functions, once `explore` is done. */
  functions(): FoundFunction[] {
    const found: FoundFunction[] = [];
    // What seemed to begin within an IT block was no function.
    const starts = [...this.#starts].filter(([start]) => !this.#text(start)!.it.has(start)).sort(([a], [b]) => a - b);
    for (const [index, [start, set]] of starts.entries()) {
      const text = this.#text(start)!;
      const limit = text.section.address + text.section.size;
      const end = Math.min(starts[index + 1]?.[0] ?? limit, limit);
      const each = this.#functionOf(text, start, end, set);
      if (each !== null) found.push(each);
    }
    return found;
  }

  #functionOf(text: Text, start: number, end: number, set: InstructionSet): FoundFunction | null {
    const data: { start: number; end: number }[] = [];
    const limit = text.section.address + text.section.size;
    let last = start;
    let instructions = 0;
    for (let address = start; address < end; ) {
      let next = address + 2;
      while (next < limit && text.mark(next) === Mark.Inside) next += 2;
      // A beginning within an instruction was none.
      if (text.mark(address) === markOf[set] && next <= end) {
        instructions++;
        last = next;
      } else {
        const previous = data.at(-1);
        next = address + 2;
        if (previous !== undefined && previous.end === address) previous.end = next;
        else data.push({ start: address, end: next });
      }
      address = next;
    }
    if (instructions === 0) return null;
    const from = start - text.section.address;
    return {
      start,
      end: last,
      set,
      bytes: text.bytes.subarray(from, from + last - start),
      data: data.filter((range) => range.start < last),
      instructions,
    };
  }

  #text(address: number): Text | undefined {
    return this.#texts.find((text) => text.has(address));
  }

  /** Takes what is reached from a place without a branch; `doubtful` code is forgotten if it does not decode. */
  #follow(start: Start, doubtful: boolean): void {
    const text = this.#text(start.address);
    if (text === undefined) return;
    const { steps, meaningless, isSound } = this.#read(text, start, doubtful);
    if (doubtful && !isSound) return;
    this.#keep(text, start.set, steps);
    if (meaningless !== null) this.undefinedInstructions.push(meaningless);
    const last = steps.at(-1)?.instruction;
    if (last === undefined || !isCall(last)) return;
    // After a call under a condition it goes on for certain: under the other condition.
    const next = { address: last.next, set: start.set, it: last.nextIt };
    if (last.condition === "al") this.#doubtful.push(next);
    else this.#work.push(next);
  }

  /** Decodes from a place to where control leaves or may not come back; sound is what ends so, or in what is known. */
  #read(
    text: Text,
    { address: from, set, it: startIt = 0 }: Start,
    doubtful: boolean,
  ): { steps: readonly Step[]; meaningless: Instruction | null; isSound: boolean } {
    const steps: Step[] = [];
    let it = startIt;
    for (let address = from; text.has(address); ) {
      const mark = text.mark(address);
      if (mark !== Mark.Unknown) return { steps, meaningless: null, isSound: mark === markOf[set] };
      if (steps.length > 0 && doubtful && this.#starts.has(address)) break;
      const instruction = text.decode(address, set, it);
      if (instruction === null || (doubtful && steps.length === 0 && isPadding(instruction))) break;
      if (instruction.validity !== "valid") return { steps, meaningless: instruction, isSound: false };
      steps.push({ instruction, it });
      if (endsFlow(instruction) || isCall(instruction)) return { steps, meaningless: null, isSound: true };
      it = instruction.nextIt;
      address = instruction.next;
    }
    return { steps, meaningless: null, isSound: false };
  }

  #keep(text: Text, set: InstructionSet, steps: readonly Step[]): void {
    for (const { instruction, it } of steps) {
      if (text.mark(instruction.address) !== Mark.Unknown) return;
      text.put(instruction.address, instruction.size, markOf[set], Mark.Inside);
      if (it !== 0) text.it.set(instruction.address, it);
    }
    for (const [index, { instruction }] of steps.entries()) {
      if (instruction.writesPc) this.#branch(text, set, steps, index);
      else if (instruction.readsPc) this.#literal(instruction);
    }
  }

  #branch(text: Text, set: InstructionSet, steps: readonly Step[], index: number): void {
    const { instruction } = steps[index]!;
    const branch = instruction.branch!;
    if (branch.target !== null) {
      if (branch.kind === "call") this.addFunction(branch.target, branch.targetSet ?? set);
      else this.#work.push({ address: branch.target, set });
      return;
    }
    this.#literal(instruction);
    const { row, address, readMask } = instruction;
    if (row.branch === "table" && (readMask & 0x8000) !== 0) {
      this.#byteTable(text, address + 4, row.id.startsWith("TBB") ? 1 : 2);
    } else if (set === "a32" && row.id === "LDR_r_A1" && (readMask & 0x8000) !== 0) {
      this.#wordTable(text, address + 8, 0, set);
    } else if (set === "a32" && row.id === "ADD_r_A1" && (readMask & 0x8000) !== 0) {
      this.#branchTable(text, address + 8);
    } else if (row.branch === "jump" || row.id === "MOV_r_T1" || row.id.startsWith("ADD_r")) {
      // ADR of a table of distances from it, a load from it, an addition.
      for (let back = index - 1; back >= 0 && back > index - 8; back--) {
        const label = steps[back]!.instruction.operands.find((operand) => operand.kind === "label");
        if (steps[back]!.instruction.row.id.startsWith("ADR") && label !== undefined) {
          this.#wordTable(text, label.address, label.address, set);
          return;
        }
      }
    }
  }

  /** The table of TBB or TBH: it ends where the first of its targets begins, at the latest. */
  #byteTable(text: Text, table: number, size: number): void {
    let end = text.section.address + text.section.size;
    let at = table;
    for (; at + size <= end; at += size) {
      const offset = at - text.section.address;
      const target = table + 2 * (size === 1 ? text.bytes[offset]! : text.bytes.readUInt16LE(offset));
      if (target <= table) break;
      if (!this.#isCode(text, target)) break;
      end = Math.min(end, target);
      this.#doubtful.push({ address: target, set: "t32" });
    }
    text.put(table, (at - table + 1) & ~1, Mark.Data);
  }

  #isCode(text: Text, target: number): boolean {
    return text.has(target) && text.mark(target) !== Mark.Data && text.mark(target) !== Mark.Inside;
  }

  #wordTable(text: Text, table: number, base: number, set: InstructionSet): void {
    let end = text.section.address + text.section.size;
    let at = table;
    if ((table & 3) !== 0 || !text.has(table)) return;
    for (; at + 4 <= end; at += 4) {
      if (text.mark(at) !== Mark.Unknown && text.mark(at) !== Mark.Data) break;
      const target = ((text.bytes.readInt32LE(at - text.section.address) + base) >>> 0) & ~1;
      if (!this.#isCode(text, target) || Math.abs(target - table) > 0x8000) break;
      if (target > at) end = Math.min(end, target);
      this.#doubtful.push({ address: target, set });
    }
    text.put(table, at - table, Mark.Data);
  }

  /** Branches one after the other, of which ADD PC, PC chooses one. */
  #branchTable(text: Text, table: number): void {
    for (let at = table; text.has(at); at += 4) {
      const instruction = text.decode(at, "a32", 0);
      if (instruction?.row.id !== "B_A1" || instruction.condition !== "al") break;
      this.#work.push({ address: at, set: "a32" });
    }
  }

  /** What an instruction loads at a constant distance from PC is data. */
  #literal({ operands, address, row }: Instruction): void {
    const operand = operands.find(({ kind }) => kind === "memory");
    if (operand?.kind !== "memory" || operand.memory.base.number !== 15 || operand.memory.index !== null) return;
    const pc = row.set === "a32" ? address + 8 : (address + 4) & ~3;
    const place = (pc + operand.memory.displacement) & ~1;
    const text = this.#text(place);
    if (text === undefined || text.mark(place) !== Mark.Unknown) return;
    text.put(place, row.id.startsWith("LDRD") ? 8 : Math.max(row.memorySize, 2), Mark.Data);
  }

  /** The functions that symbols and the linker's tables know; others are found by their calls. */
  static of(elf: CodeFile, usual: InstructionSet): Explorer {
    const explorer = new Explorer(elf);
    const known = (value: number): void => {
      explorer.addFunction((value & ~1) >>> 0, (value & 1) !== 0 ? "t32" : "a32");
    };
    for (const { value } of elf.functions(".dynsym")) known(value);
    for (const { value } of elf.functions(".symtab")) known(value);
    if (elf.entry !== 0) known(elf.entry);
    const goStarts = elf.goStarts();
    for (const address of goStarts) explorer.addFunction(address, "a32");
    if (goStarts.length > 0) return explorer;
    // Pointers to T32 functions are odd; an even one may be to data, too.
    for (const word of elf.pointers()) {
      if ((word & 1) !== 0) known(word);
      else if (usual === "a32" && (word & 3) === 0) explorer.addDoubtful(word);
    }
    for (const address of elf.unwindStarts()) explorer.addFunction(address, usual);
    return explorer;
  }
}

const isCall = ({ row }: Instruction): boolean => row.branch === "call";

/** Whether what follows is not reached from here. */
function endsFlow(instruction: Instruction): boolean {
  const { class: kind, row, writesPc, conditionNumber } = instruction;
  if (kind === "exception") return /^(UDF|HLT|BKPT)/.test(row.id);
  return writesPc && row.branch !== "call" && conditionNumber === 14 && !row.id.startsWith("CBZ");
}

/** What stands between functions: no code after a call begins with it. */
const isPadding = ({ row, word }: Instruction): boolean =>
  (row.set === "a32" && word === 0) || (row.set === "t32" && row.size === 2 && word === 0);
