import type { Protection } from "@armstalker/slab-allocator";

/** Numbers of system calls of Linux on 32-bit ARM (EABI: the number in r7, arguments in r0 to r6). */
export const SystemCall = {
  read: 3,
  write: 4,
  open: 5,
  close: 6,
  munmap: 91,
  mprotect: 125,
  rt_sigaction: 174,
  rt_sigprocmask: 175,
  mmap2: 192,
} as const;

const PROT_READ = 1;
const PROT_WRITE = 2;
const PROT_EXEC = 4;
/** MAP_PRIVATE | MAP_ANONYMOUS */
export const PRIVATE_MEMORY = 0x22;
/**
 * Where the kernel is asked to map what the engine needs, away from where it puts programs, heaps, libraries and stacks: below 0x50000000 and above
 * 0xa0000000 by default. Were the kernel to choose, the program's own mappings would lie elsewhere than without the engine.
 */
export const ENGINE_MEMORY = 0x90000000;
/** Numbers of signals of Linux on ARM (asm/signal.h). */
export const Signal = {
  ILL: 4,
  TRAP: 5,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  SEGV: 11,
  SYS: 31,
} as const;
/** From here on, signals are queued one by one: none is one with the next. */
export const FIRST_REALTIME_SIGNAL = 32;
/** sa_flags: system calls that the signal interrupts are made again. */
export const SA_RESTART = 0x10000000;
/** Bytes of a signal set, which the kernel wants to be told. */
export const SIGNAL_SET_BYTES = 8;
/** Kernels before 4.17 do not know it, and take the address for a wish. */
export const MAP_FIXED_NOREPLACE = 0x100000;

/** Results from here on are a negated error number. */
const FIRST_ERROR = 0xfffff001;

export function isSystemCallError(result: number): boolean {
  return result >= FIRST_ERROR;
}

export function protectionBits(protection: Protection): number {
  return (
    (protection[0] === "r" ? PROT_READ : 0) |
    (protection[1] === "w" ? PROT_WRITE : 0) |
    (protection[2] === "x" ? PROT_EXEC : 0)
  );
}
