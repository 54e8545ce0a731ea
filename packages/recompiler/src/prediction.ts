import { a32Decoder, type Instruction, isWideThumb, t32Decoder } from "@armstalker/isa";
import type { ProgramCode } from "./program.js";

const PC = 15;
const IP = 12;
/** A jump table has no more entries than this. */
const MOST_ENTRIES = 256;

const wordAt = (program: ProgramCode, address: number): number => {
  const bytes = program.read(address, 4);
  return bytes.length < 4 ? -1 : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
};

/**
 * Where TBB or TBH with a table behind it (A8.8.236) may go. Where the table ends is not said anywhere; but it ends before the first code that it leads to.
 *
 * @returns addresses with bit 0 set
 */
export function tableTargets({ address, row, word }: Instruction, program: ProgramCode): number[] {
  if (row.branch !== "table" || ((word >>> 16) & 15) !== PC) return [];
  const start = address + 4;
  const size = row.memorySize;
  const bytes = program.read(start, MOST_ENTRIES * size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const targets = new Set<number>();
  let end = start + bytes.length - (bytes.length % size);
  for (let at = start; at < end; at += size) {
    const entry = size === 1 ? view.getUint8(at - start) : view.getUint16(at - start, true);
    const target = start + 2 * entry;
    if (entry > 0) end = Math.min(end, target);
    targets.add(target + 1);
  }
  return [...targets];
}

/**
 * Follows the address that a stub of a procedure linkage table makes up in r12, to where it jumps:
 *
 *     add ip, pc, #a; add ip, ip, #b; ldr pc, [ip, #c]!
 */
export class LinkageStub {
  #ip = -1;

  /** Whether the next instruction is of interest. */
  get isBegun(): boolean {
    return this.#ip >= 0;
  }

  /** Begins a block. */
  reset(): void {
    this.#ip = -1;
  }

  /** Takes the next instruction of a block. Returns where it will go as memory is now, -1 if it is no stub's end. */
  take(instruction: Instruction, program: ProgramCode): number {
    const { row, word } = instruction;
    const operands = instruction.operands;
    const last = operands.at(-1);
    if (row.id === "ADR_A1" && ((word >>> 12) & 15) === IP) {
      this.#ip = last?.kind === "immediate" ? instruction.address + 8 + last.value : -1;
    } else if (row.id === "ADD_i_A1" && (word & 0xff000) === (IP << 16) + (IP << 12) && this.#ip >= 0) {
      this.#ip = last?.kind === "immediate" ? this.#ip + last.value : -1;
    } else if (row.id === "LDR_i_A1" && ((word >>> 16) & 15) === IP && ((word >>> 12) & 15) === PC && this.#ip >= 0) {
      const displacement = last?.kind === "memory" ? last.memory.displacement : 0;
      return wordAt(program, (this.#ip + displacement) >>> 0);
    } else this.#ip = -1;
    return -1;
  }
}

/** Whether a call stands before an address, so that it may be one that is returned to. Bit 0 set: T32. */
export function followsCall(address: number, program: ProgramCode): boolean {
  const isThumb = (address & 1) === 1;
  const end = (address & ~1) >>> 0;
  const decoder = isThumb ? t32Decoder() : a32Decoder();
  return (isThumb ? [4, 2] : [4]).some((size) => {
    const bytes = end < size ? new Uint8Array(0) : program.read(end - size, size);
    if (bytes.length < size) return false;
    if (isThumb && isWideThumb(bytes[0]! | (bytes[1]! << 8)) !== (size === 4)) return false;
    return decoder.decode(bytes, 0, end - size).row.branch === "call";
  });
}
