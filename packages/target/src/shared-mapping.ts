import { SharedMemory } from "@armstalker/native-os";
import type { Protection } from "@armstalker/slab-allocator";
import {
  AT_FDCWD,
  isSystemCallError,
  MAP_FIXED_NOREPLACE,
  MAP_SHARED,
  O_CLOEXEC,
  O_RDWR,
  protectionBits,
  SystemCall,
} from "./linux-arm.js";

/** Memory that the program and this process have both mapped: what one writes, the other reads at once, while the program runs too. */
export interface SharedMapping {
  /** Where the program has it. */
  readonly base: number;
  /** What this process has mapped. Who shares memory closes it, after the program has unmapped it by `free` or has ended. */
  readonly memory: SharedMemory;
}

/** What a target does to have the program map a file. */
export interface MappingProgram {
  readonly pageSize: number;
  allocate(size: number, protection: Protection, at: number): number;
  free(base: number, size: number): void;
  readMemory(address: number, size: number): Uint8Array;
  writeMemory(address: number, bytes: Uint8Array): void;
  systemCall(number: number, args: readonly number[]): number;
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
  if (base !== 0) unmap(program, base, size);
  memory.close();
  return null;
}

function mapFile(program: MappingProgram, path: string, size: number, protection: Protection, at: number): number {
  const scratch = program.allocate(program.pageSize, "rw-", 0);
  if (scratch === 0) return 0;
  try {
    program.writeMemory(scratch, Buffer.from(`${path}\0`, "latin1"));
    const file = program.systemCall(SystemCall.openat, [AT_FDCWD, scratch, O_RDWR | O_CLOEXEC, 0]);
    if (isSystemCallError(file)) return 0;
    const flags = at === 0 ? MAP_SHARED : MAP_SHARED | MAP_FIXED_NOREPLACE;
    const base = program.systemCall(SystemCall.mmap2, [at, size, protectionBits(protection), flags, file, 0]);
    program.systemCall(SystemCall.close, [file]);
    if (isSystemCallError(base)) return 0;
    if (at === 0 || base === at) return base;
    unmap(program, base, size);
    return 0;
  } finally {
    program.free(scratch, program.pageSize);
  }
}

function unmap(program: MappingProgram, base: number, size: number): void {
  program.systemCall(SystemCall.munmap, [base, size]);
}

/** True if the program reads at an address what this process has just written to the memory. */
function isSame(program: MappingProgram, base: number, memory: SharedMemory): boolean {
  const mark = crypto.getRandomValues(new Uint8Array(16));
  const bytes = new Uint8Array(memory.buffer, 0, mark.length);
  bytes.set(mark);
  const found = program.readMemory(base, mark.length);
  bytes.fill(0);
  return Buffer.compare(found, mark) === 0;
}
