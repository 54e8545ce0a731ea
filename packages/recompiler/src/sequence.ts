import { a32Decoder, type Instruction, t32Decoder } from "@armstalker/isa";
import { targetOf } from "@armstalker/relocator";
import { PC, SP } from "./generator.js";
import { registersOf } from "./register-mask.js";
import { wordsOf } from "./words.js";

/** The index of CPSR among the words of a thread's core registers. */
const CPSR = 16;
/** CPSR.T: the processor executes T32. */
const CPSR_T = 0x20;
/** N, Z, C, V and Q. */
const FLAGS = 0xf8000000;
/** More than any sequence has. */
const MOST_STEPS = 48;

/** What the registers of a thread within a sequence are found with. */
export interface SequenceView {
  /** r0 to r15 and CPSR; changed in place. PC has no instruction set bit. */
  readonly core: Uint32Array;
  /** Generated code at an address. */
  code(address: number): Uint8Array;
  readWord(address: number): number;
  writeWord(address: number, value: number): void;
  /** The register that holds the program's address where generated code loads the address of its code; -1 elsewhere. */
  lookedUpAt(address: number): number;
  /** Whether the registers are the program's at an address of generated code, or control leaves it there. */
  isSurface(address: number): boolean;
}

/**
 * Does what is left of a sequence of generated code, up to where the registers are the program's: in the place of the processor, which
 * need not run for it. Only instructions that sequences consist of are known.
 *
 * @returns false if there is another among them; registers and memory are as before then
 */
export function finishSequence(view: SequenceView): boolean {
  const { core } = view;
  const before = core.slice();
  const written: [address: number, value: number][] = [];
  const readWord = (address: number): number =>
    written.findLast(([at]) => at === address)?.[1] ?? view.readWord(address);
  for (let step = 0; step < MOST_STEPS; step++) {
    const pc = core[PC]!;
    if (step > 0 && view.isSurface(pc)) {
      for (const [address, value] of written) view.writeWord(address, value);
      return true;
    }
    const instruction = decode(view, pc);
    const store = (address: number, value: number): void => void written.push([address >>> 0, value]);
    const lookedUp = view.lookedUpAt(pc);
    // The program's address is as good: it is where control goes when no code is generated for it.
    const load = lookedUp < 0 ? readWord : (): number => core[lookedUp]!;
    if (instruction === null || !execute(instruction, core, load, store)) break;
    if (core[PC] === pc) core[PC] = instruction.next;
    else if (instruction.row.memoryAccess === "read") exchange(core);
  }
  core.set(before);
  return false;
}

/**
 * Finds what the program's registers are where an instruction in a sequence has faulted: those of the sequence's start, as registers that are saved are on
 * the stack, and flags in a register.
 *
 * @param start - where the sequence begins
 */
export function undoSequence(view: SequenceView, start: number): void {
  const { core } = view;
  const fault = core[PC]!;
  let depth = 0;
  /** Where saved registers are, in bytes below the SP of the start. */
  const saved = new Map<number, number>();
  /** The register that the flags are in, where they are. */
  let flags = -1;
  for (let at = start; at < fault; ) {
    const instruction = decode(view, at);
    if (instruction === null) return;
    const { row } = instruction;
    if ((instruction.writtenMask & (1 << SP)) !== 0 && row.memoryAccess === "write") {
      const registers = registersOf(instruction.readMask & ~(1 << SP));
      depth += 4 * registers.length;
      for (const [index, register] of registers.entries()) saved.set(register, depth - 4 * index);
    } else if ((instruction.writtenMask & (1 << SP)) !== 0 && row.memoryAccess === "read") {
      const registers = registersOf(instruction.writtenMask & ~(1 << SP));
      depth -= 4 * registers.length;
      for (const register of registers) saved.delete(register);
    } else if (row.memoryAccess === "write") {
      // What is stored over a saved register is an address to go to: the register was saved to make room.
      const [access] = instruction.memoryAccesses;
      const below = access?.base.number === SP ? depth - access.displacement : 0;
      for (const [register, place] of saved) if (place === below) saved.delete(register);
    } else if (row.id.startsWith("MRS_")) [flags] = registersOf(instruction.writtenMask) as [number];
    else if (row.id.startsWith("MSR_")) flags = -1;
    at = instruction.next;
  }
  const sp = (core[SP]! + depth) >>> 0;
  if (flags >= 0) core[CPSR] = (core[CPSR]! & ~FLAGS) | (core[flags]! & FLAGS);
  for (const [register, below] of saved) core[register] = view.readWord((sp - below) >>> 0);
  core[SP] = sp;
}

/** PC was loaded: bit 0 is the instruction set. */
function exchange(core: Uint32Array): void {
  const pc = core[PC]!;
  core[PC] = (pc & ~1) >>> 0;
  core[CPSR] = (pc & 1) === 0 ? core[CPSR]! & ~CPSR_T : core[CPSR]! | CPSR_T;
}

function decode(view: SequenceView, address: number): Instruction | null {
  const bytes = view.code(address);
  if (bytes.length < 2) return null;
  const decoder = (view.core[CPSR]! & CPSR_T) === 0 ? a32Decoder() : t32Decoder();
  const instruction = decoder.decode(bytes, 0, address);
  return instruction.validity === "undefined" ? null : instruction;
}

/** Executes an instruction, if it is one that sequences consist of. */
function execute(
  instruction: Instruction,
  core: Uint32Array,
  readWord: (address: number) => number,
  store: (address: number, value: number) => void,
): boolean {
  const { row, word } = instruction;
  if (instruction.conditionNumber !== 14) return false;
  if (/^(NOP|HINT)/.test(row.id)) return true;
  if (row.memoryAccess !== "none") return transfer(instruction, core, readWord, store);
  if (/^B_(A1|T2|T4)$/.test(row.id)) {
    core[PC] = targetOf(instruction);
    return true;
  }
  const words = wordsOf(row.set);
  const written = registersOf(instruction.writtenMask);
  const read = registersOf(instruction.readMask);
  if (written.length !== 1 || read.length > 1) return false;
  const [rd] = written as [number];
  const rn = read[0] ?? -1;
  if (/^(ADD|SUB)_(SP_)?i_/.test(row.id) && !instruction.setsFlags && rd !== PC) {
    const value = instruction.operands.at(-1)!;
    if (value.kind !== "immediate") return false;
    core[rd] = core[rn]! + (row.id.startsWith("ADD") ? 1 : -1) * Number(value.value);
  } else if (rn >= 0 && rn !== PC && word === words.pageOf(rd, rn)) core[rd] = core[rn]! >>> 12;
  else if (rn >= 0 && rn !== PC && word === words.offsetOf(rd, rn)) core[rd] = core[rn]! & 0xfff;
  else if (/^MOV_r_(A1|T1)$/.test(row.id) && (row.size === 2 || (word & 0xff0) === 0)) {
    core[rd] = rn === PC ? instruction.address + (row.set === "a32" ? 8 : 4) : core[rn]!;
  } else return false;
  return true;
}

function transfer(
  instruction: Instruction,
  core: Uint32Array,
  readWord: (address: number) => number,
  store: (address: number, value: number) => void,
): boolean {
  const { row, word } = instruction;
  const isLoad = row.memoryAccess === "read";
  if (/^LDR_l_/.test(row.id)) {
    const [rt] = registersOf(instruction.writtenMask) as [number];
    core[rt] = readWord(targetOf(instruction));
    return true;
  }
  const writesSp = (instruction.writtenMask & (1 << SP)) !== 0;
  if (writesSp && row.memorySize === 4) {
    // PUSH and POP in all their forms
    const registers = registersOf((isLoad ? instruction.writtenMask : instruction.readMask) & ~(1 << SP));
    const change = 4 * registers.length;
    let at = core[SP]! - (isLoad ? 0 : change);
    for (const register of registers) {
      if (isLoad) core[register] = readWord(at >>> 0);
      else store(at, core[register]!);
      at += 4;
    }
    core[SP] = core[SP]! + (isLoad ? change : -change);
    return true;
  }
  const words = wordsOf(row.set);
  const [access] = instruction.memoryAccesses;
  if (access === undefined || row.memorySize !== 4 || (row.class !== "load" && row.class !== "store")) return false;
  const rt = rtOf(instruction);
  if (access.index !== null) {
    if (!isLoad || word !== words.entry(rt, access.base.number, access.index.number)) return false;
    core[rt] = readWord((core[access.base.number]! + 4 * core[access.index.number]!) >>> 0);
    return true;
  }
  if (word === words.append(rt, access.base.number)) {
    store(core[access.base.number]!, core[rt]!);
    core[access.base.number] = core[access.base.number]! + 4;
    return true;
  }
  if (access.writeBack) return false;
  const address = (core[access.base.number]! + access.displacement) >>> 0;
  if (isLoad) core[rt] = readWord(address);
  else store(address, core[rt]!);
  return true;
}

function rtOf({ row, word }: Instruction): number {
  if (row.set === "a32") return (word >>> 12) & 15;
  if (row.size === 4) return (word >>> 12) & 15;
  return /^(LDR|STR)_i_T2$/.test(row.id) ? (word >>> 8) & 7 : word & 7;
}
