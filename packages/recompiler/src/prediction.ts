import {
  a32Decoder,
  addressOf,
  type CodeAddress,
  codeAddress,
  expandA32Immediate,
  type Instruction,
  isWideThumb,
  Link,
  Operation,
  PC,
  setOf,
  Transfer,
  t32Decoder,
} from "@armstalker/isa";
import { type LoadTransfer, type TableTransfer, transferOf } from "@armstalker/relocator";
import { LeadKind, type LeadTable } from "./lead-table.js";
import type { ProgramCode } from "./program.js";

const IP = 12;
const IP_BIT = 1 << IP;
/** A jump table has no more entries than this. */
const MOST_ENTRIES = 256;

const wordAt = (program: ProgramCode, address: number): number => {
  const bytes = program.read(address, 4);
  return bytes.length < 4 ? -1 : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
};

/**
 * Where TBB or TBH with a table behind it (A8.8.236) may go. Where the table ends is not said anywhere; but it ends before the first code that it leads to.
 */
export function tableTargets(instruction: Instruction, program: ProgramCode): CodeAddress[] {
  if (instruction.facts.transfer[instruction.number] !== Transfer.table) return [];
  const { base, entrySize: size } = transferOf(instruction) as TableTransfer;
  if (base !== PC) return [];
  const start = instruction.address + 4;
  const bytes = program.read(start, MOST_ENTRIES * size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const targets = new Set<CodeAddress>();
  let end = start + bytes.length - (bytes.length % size);
  for (let at = start; at < end; at += size) {
    const entry = size === 1 ? view.getUint8(at - start) : view.getUint16(at - start, true);
    const target = start + 2 * entry;
    if (entry > 0) end = Math.min(end, target);
    targets.add(codeAddress(target % 2 ** 32, "t32"));
  }
  return [...targets];
}

/** True for `add ip, ip, #n`. */
const addsTo = ({ readMask, writtenMask }: Instruction): boolean => readMask === IP_BIT && writtenMask === IP_BIT;

/** The constant of data processing in A32. */
const constantOf = ({ word }: Instruction): number => expandA32Immediate(word & 0xfff);

/**
 * Follows the address that a stub of a procedure linkage table makes up in r12, to where it jumps:
 *
 *     add ip, pc, #a; add ip, ip, #b; ldr pc, [ip, #c]!
 */
export class LinkageStub {
  /** What r12 holds, -1 while no stub has begun, as at the start of a block. */
  ip = -1;

  /** Takes the next instruction of a block. Returns where it will go as memory is now, -1 if it is no stub's end. */
  take(instruction: Instruction, program: ProgramCode): number {
    const { facts, number } = instruction;
    const operation = facts.operation[number];
    if (operation === Operation.address && instruction.writtenMask === IP_BIT) this.ip = instruction.relativeAddress;
    else if (this.ip < 0) return -1;
    else if (operation === Operation.addConstant && addsTo(instruction)) this.ip += constantOf(instruction);
    else if (instruction.writesPc && facts.transfer[number] === Transfer.load) {
      return this.#loadedBy(transferOf(instruction) as LoadTransfer, program);
    } else this.ip = -1;
    return -1;
  }

  #loadedBy({ base, index, displacement, mode }: LoadTransfer, program: ProgramCode): number {
    if (base === IP && index < 0)
      return wordAt(program, (this.ip + (mode === "post-indexed" ? 0 : displacement)) >>> 0);
    this.ip = -1;
    return -1;
  }
}

/** True if a call stands before an address, so that it may be one that is returned to. */
export function followsCall(address: CodeAddress, program: ProgramCode): boolean {
  const isThumb = setOf(address) === "t32";
  const end = addressOf(address);
  const decoder = isThumb ? t32Decoder() : a32Decoder();
  return (isThumb ? [4, 2] : [4]).some((size) => {
    const bytes = end < size ? new Uint8Array(0) : program.read(end - size, size);
    if (bytes.length < size) return false;
    if (isThumb && isWideThumb(bytes[0]! | (bytes[1]! << 8)) !== (size === 4)) return false;
    const { facts, number } = decoder.decode(bytes, 0, end - size);
    return facts.link[number] !== Link.none;
  });
}

/** Adds where an instruction probably leads to: the entries of a table behind TBB or TBH, and in A32 what a stub of a procedure linkage table jumps to. */
export function addPredictions(
  instruction: Instruction,
  stub: LinkageStub,
  program: ProgramCode,
  leads: LeadTable,
): void {
  const { facts, number } = instruction;
  if (instruction.instructionSet === "t32") {
    if (facts.transfer[number] !== Transfer.table) return;
    for (const target of tableTargets(instruction, program)) leads.add(LeadKind.prediction, target);
    return;
  }
  const target = stub.take(instruction, program);
  if (target >= 0) leads.add(LeadKind.prediction, target as CodeAddress);
}
