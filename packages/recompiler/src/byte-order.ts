import {
  a32Decoder,
  addressOf,
  ByteOrder,
  type CodeAddress,
  type Instruction,
  Link,
  setOf,
  Transfer,
  t32Decoder,
} from "@armstalker/isa";
import { addressAfter, canGoOn, RelocationError, Source } from "@armstalker/relocator";
import type { ProgramCode } from "./program.js";

/** How many instructions are looked at for the end of big-endian code. */
const HORIZON = 256;

/** The byte order of data after an instruction; `kept` if it does nothing about it. */
function byteOrderAfter({ facts, number, word }: Instruction): "big" | "little" | "unknown" | "kept" {
  const isBitSet = (word & facts.byteOrderBits[number]!) !== 0;
  switch (facts.byteOrder[number]) {
    case ByteOrder.set:
      return isBitSet ? "big" : "little";
    case ByteOrder.written:
      return isBitSet ? "unknown" : "kept";
    default:
      return "kept";
  }
}

/**
 * Refuses what may make data big-endian: generated code reads tables and literals, in little-endian order. User mode may set CPSR.E by
 * SETEND, and by MSR of the extension byte (B1.3.3).
 *
 * @throws {RelocationError} `unsupported-instruction`
 */
export function refuseBigEndian(instruction: Instruction): void {
  const order = byteOrderAfter(instruction);
  if (order === "kept" || order === "little") return;
  const { address, bytes } = instruction;
  throw new RelocationError("unsupported-instruction", address, bytes, "data may be big-endian after it");
}

/**
 * The addresses behind the instructions that end big-endian data (SETEND LE, MSR of the extension byte), as far as code leads to them from an address.
 * Calls are taken to return; returns and computed jumps lead nowhere. Looks at {@link HORIZON} instructions at most.
 */
export function endsOfBigEndian(program: ProgramCode, start: CodeAddress): CodeAddress[] {
  const set = setOf(start);
  const address = addressOf(start);
  const decoder = set === "t32" ? t32Decoder() : a32Decoder();
  const source = new Source(set, { read: (at, size) => program.readCode(at, size), address });
  const ends = new Set<CodeAddress>();
  const seen = new Set<number>();
  const waiting: number[] = [address];
  while (waiting.length > 0 && seen.size < HORIZON) {
    const at = waiting.pop()!;
    const fetched = seen.has(at) ? null : source.fetch(at);
    if (fetched === null) continue;
    seen.add(at);
    const instruction = decoder.instruction(fetched.word, fetched.size, at, 0);
    const order = byteOrderAfter(instruction);
    if (order === "little" || order === "unknown") {
      ends.add(addressAfter(instruction));
      continue;
    }
    // IT blocks are not looked at: a branch in one may be conditional.
    if (canGoOn(instruction) || set === "t32") waiting.push(instruction.next);
    const { facts, number } = instruction;
    const isJump = facts.transfer[number] === Transfer.direct && facts.link[number] === Link.none;
    if (isJump) waiting.push(instruction.relativeAddress);
  }
  return [...ends];
}
