import { AL, a32Decoder, type Instruction, t32Decoder } from "@armstalker/isa";
import { RelocationError, Source } from "@armstalker/relocator";
import type { ProgramCode } from "./program.js";

/** How many instructions are looked at for the end of big-endian code. */
const HORIZON = 256;

const isSetEnd = ({ row }: Instruction): boolean => row.id.startsWith("SETEND");
const isBigEndianSetEnd = ({ row, word }: Instruction): boolean => (word & (row.set === "a32" ? 0x200 : 8)) !== 0;
const writesExtension = ({ row, word }: Instruction): boolean =>
  row.id.startsWith("MSR") && (word & (row.set === "a32" ? 1 << 17 : 1 << 9)) !== 0;

/**
 * Refuses what may make data big-endian: generated code reads tables and literals, in little-endian order. User mode may set CPSR.E by
 * SETEND, and by MSR of the extension byte (B1.3.3).
 *
 * @throws {RelocationError} `unsupported-instruction`
 */
export function refuseBigEndian(instruction: Instruction): void {
  const { address, bytes } = instruction;
  if (!(isSetEnd(instruction) && isBigEndianSetEnd(instruction)) && !writesExtension(instruction)) return;
  throw new RelocationError("unsupported-instruction", address, bytes, "data may be big-endian after it");
}

/**
 * The addresses behind the instructions that end big-endian data (SETEND LE, MSR of the extension byte), as far as code leads to them from an address.
 * Calls are taken to return; returns and computed jumps lead nowhere. Looks at {@link HORIZON} instructions at most.
 *
 * @param start - bit 0 set: T32
 * @returns addresses of the program, bit 0 set: T32
 */
export function endsOfBigEndian(program: ProgramCode, start: number): number[] {
  const bit = start & 1;
  const address = (start & ~1) >>> 0;
  const decoder = bit === 1 ? t32Decoder() : a32Decoder();
  const source = new Source(decoder.set, { read: (at, size) => program.readCode(at, size), address });
  const ends = new Set<number>();
  const seen = new Set<number>();
  const waiting = [address];
  while (waiting.length > 0 && seen.size < HORIZON) {
    const at = waiting.pop()!;
    const fetched = seen.has(at) ? null : source.fetch(at);
    if (fetched === null) continue;
    seen.add(at);
    const instruction = decoder.instruction(fetched.word, fetched.size, at, 0);
    if (isSetEnd(instruction) ? !isBigEndianSetEnd(instruction) : writesExtension(instruction)) {
      ends.add(instruction.next + bit);
      continue;
    }
    const { branch, row, conditionNumber } = instruction;
    const isCall = row.branch === "call";
    // IT blocks are not looked at: a branch in one may be conditional.
    if (!instruction.writesPc || isCall || conditionNumber !== AL || bit === 1) waiting.push(instruction.next);
    if (branch !== null && !isCall && branch.target !== null && branch.targetSet === decoder.set) {
      waiting.push((branch.target & ~1) >>> 0);
    }
  }
  return [...ends];
}
