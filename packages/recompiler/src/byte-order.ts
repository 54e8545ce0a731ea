import type { Instruction } from "@armstalker/isa";
import { RelocationError } from "@armstalker/relocator";

/**
 * Refuses what may make data big-endian: generated code reads tables and literals, in little-endian order. User mode may set CPSR.E by
 * SETEND, and by MSR of the extension byte (B1.3.3).
 *
 * @throws {RelocationError} `unsupported-instruction`
 */
export function refuseBigEndian({ row, word, address, bytes }: Instruction): void {
  const isA32 = row.set === "a32";
  const sets =
    (row.id.startsWith("SETEND") && (word & (isA32 ? 0x200 : 8)) !== 0) ||
    (row.id.startsWith("MSR") && (word & (isA32 ? 1 << 17 : 1 << 9)) !== 0);
  if (sets) throw new RelocationError("unsupported-instruction", address, bytes, "data may be big-endian after it");
}
