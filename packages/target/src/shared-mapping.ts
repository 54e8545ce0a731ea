import { randomFillSync } from "node:crypto";
import { SharedMemory } from "@armstalker/native-os";
import type { Protection } from "@armstalker/slab-allocator";
import { isSystemCallError, MAP_FIXED_NOREPLACE, MAP_SHARED, protectionBits } from "./linux-arm.js";

/** Memory that the program and this process have both mapped: what one writes, the other reads at once, while the program runs too. */
export interface SharedMapping {
  /** Where the program has it. */
  readonly base: number;
  /** What this process has mapped. Who shares memory closes it, after the program has unmapped it by `free` or has ended. */
  readonly memory: SharedMemory;
}

/** What a target does to have the program map a file. */
export interface MappingProgram {
  readMemory(address: number, size: number): Uint8Array;
  /** @param args - address, size, protection and flags, as for mmap. @returns the address, or a negated error number */
  mapFile(path: string, args: readonly number[]): number;
  unmap(base: number, size: number): void;
}

/**
 * Has a program of this machine map memory of this process.
 *
 * @param at - the address, or 0 for a place that the kernel chooses
 * @returns null if the system refuses it, or the program's file of that name is another: it may live in another container
 */
export function shareWith(
  program: MappingProgram,
  size: number,
  protection: Protection,
  at: number,
): SharedMapping | null {
  const memory = SharedMemory.create({ size, name: "armstalker" });
  let base = 0;
  try {
    base = mapFile(program, memory.path, size, protection, at);
    if (base !== 0 && isSame(program, base, memory)) return { base, memory };
  } catch (error) {
    memory.close();
    throw error;
  }
  if (base !== 0) program.unmap(base, size);
  memory.close();
  return null;
}

function mapFile(program: MappingProgram, path: string, size: number, protection: Protection, at: number): number {
  const flags = at === 0 ? MAP_SHARED : MAP_SHARED | MAP_FIXED_NOREPLACE;
  const base = program.mapFile(path, [at, size, protectionBits(protection), flags]);
  if (isSystemCallError(base)) return 0;
  if (at === 0 || base === at) return base;
  program.unmap(base, size);
  return 0;
}

/** True if the program reads at an address what this process has just written to the memory. */
function isSame(program: MappingProgram, base: number, memory: SharedMemory): boolean {
  const mark = randomFillSync(new Uint8Array(16));
  const bytes = new Uint8Array(memory.buffer, 0, mark.length);
  bytes.set(mark);
  const found = program.readMemory(base, mark.length);
  bytes.fill(0);
  return Buffer.compare(found, mark) === 0;
}
