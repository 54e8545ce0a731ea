import type { Protection } from "@armstalker/slab-allocator";

/**
 * Numbers of system calls of Linux on 32-bit ARM (EABI: the number in r7, arguments in r0 to r6), by the names of arch/arm/tools/syscall.tbl. `mmap` is the
 * old one, whose six arguments are words in memory at r0; `sigaction`, `sigreturn`, `sigpending` and `sigprocmask` are those of before
 * real-time signals.
 */
export const SystemCall = {
  exit: 1,
  fork: 2,
  read: 3,
  write: 4,
  open: 5,
  close: 6,
  execve: 11,
  getpid: 20,
  sigaction: 67,
  sigpending: 73,
  mmap: 90,
  munmap: 91,
  sigreturn: 119,
  clone: 120,
  mprotect: 125,
  sigprocmask: 126,
  mremap: 163,
  rt_sigreturn: 173,
  rt_sigaction: 174,
  rt_sigprocmask: 175,
  rt_sigpending: 176,
  vfork: 190,
  mmap2: 192,
  madvise: 220,
  futex: 240,
  exit_group: 248,
  remap_file_pages: 253,
  tgkill: 268,
  shmat: 305,
  openat: 322,
  shmdt: 306,
  execveat: 387,
  pkey_mprotect: 394,
  clone3: 435,
  /** Of ARM alone: r0 is the start of the code that has changed, r1 its end. */
  cacheflush: 0xf0002,
} as const;
/** The immediate of an SVC of the OABI is the number of the call plus this. Kernels without CONFIG_OABI_COMPAT ignore the immediate. */
export const OABI_BASE = 0x900000;
/**
 * The kernel's helpers for user space: code at fixed addresses, from the first one to the end of the page of vectors
 * (Documentation/arch/arm/kernel_user_helpers.rst).
 */
export const KERNEL_HELPERS = { start: 0xffff0f60, end: 0xffff1000 } as const;
/** Bytes of the longest path that the kernel takes, with the zero at its end. */
export const PATH_MAX = 4096;
/** The file descriptor of standard error. */
export const STANDARD_ERROR = 2;
/** A flag of clone, and of the first word of clone3's arguments: the new task is a thread of the same program. */
export const CLONE_THREAD = 0x10000;
/** The descriptor that stands for the working directory. */
export const AT_FDCWD: number = -100 >>> 0;
/** Flags of open. */
export const O_RDWR = 2;
export const O_CLOEXEC = 0x80000;
/** A flag of mmap: writes go to the file, and to all who have mapped it. */
export const MAP_SHARED = 1;
/** What madvise is given to discard memory: it is zero, or its file's, when it is read again. MADV_DONTNEED, MADV_FREE, MADV_REMOVE, MADV_DONTNEED_LOCKED. */
export const DISCARDING_ADVICE: ReadonlySet<number> = new Set([4, 8, 9, 24]);
/** A flag of mmap: exactly at the address, over whatever is there. */
export const MAP_FIXED = 0x10;
/** Flags of mremap. */
export const MREMAP_MAYMOVE = 1;
export const MREMAP_FIXED = 2;
/** Operations of futex, on a word that processes share. */
export const FUTEX_WAIT = 0;
export const FUTEX_WAKE = 1;
/** Operations of sigprocmask and rt_sigprocmask with the set that they are given. */
export const SIG_UNBLOCK = 1;
export const SIG_SETMASK = 2;

const PROT_READ = 1;
const PROT_WRITE = 2;
const PROT_EXEC = 4;
/** MAP_PRIVATE | MAP_ANONYMOUS */
export const PRIVATE_MEMORY = 0x22;
/**
 * The address at which the engine asks the kernel for memory. The kernel puts programs, heaps, libraries and stacks below 0x50000000 and above
 * 0xa0000000 by default. If the kernel chose the engine's addresses, the program's own mappings would lie elsewhere than without the engine.
 */
export const ENGINE_MEMORY = 0x90000000;
/** Numbers of signals of Linux on ARM (asm/signal.h), without "SIG". */
export const Signal = {
  ILL: 4,
  TRAP: 5,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  SEGV: 11,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  WINCH: 28,
  SYS: 31,
} as const;
/** Signals that an instruction raises. A process can send each of them as well. */
export const FAULTS: ReadonlySet<number> = new Set([Signal.ILL, Signal.TRAP, Signal.BUS, Signal.FPE, Signal.SEGV]);
/** Signals that the kernel sends to a thread for an instruction that it has executed: faults, and refused system calls. */
export const INSTRUCTION_SIGNALS: ReadonlySet<number> = new Set([...FAULTS, Signal.SYS]);
/** The highest number of a signal. */
export const MOST_SIGNALS = 64;
/** The first signal of which the kernel queues each one sent, instead of merging it with one that waits. */
export const FIRST_REALTIME_SIGNAL = 32;
/** sa_flags: system calls that the signal interrupts are made again. */
export const SA_RESTART = 0x10000000;
/** Bytes of a signal set, which the kernel wants to be told. */
export const SIGNAL_SET_BYTES = 8;
/** Bytes of a struct sigaction as rt_sigaction takes it. */
export const SIGACTION_BYTES = 20;
/** Handlers of a struct sigaction that are no addresses: the default action, and none. */
export const SIG_DFL = 0;
export const SIG_IGN = 1;
/** The offset of si_addr in struct siginfo. */
export const SIGINFO_ADDRESS = 12;
/** Signals whose si_addr is the address of the instruction that has raised them. */
export const SIGNALS_WITH_INSTRUCTION_ADDRESS: ReadonlySet<number> = new Set([Signal.ILL, Signal.TRAP, Signal.FPE]);
/** Signals whose default action does not end the program: it ignores them, stops, or goes on. */
export const HARMLESS_SIGNALS: ReadonlySet<number> = new Set([
  Signal.CHLD,
  Signal.CONT,
  Signal.STOP,
  Signal.TSTP,
  Signal.TTIN,
  Signal.TTOU,
  Signal.URG,
  Signal.WINCH,
]);
const SIGINFO_BYTES = 128;
const UCONTEXT_PC = 92;

/**
 * The offset of the PC that the handler returns to, in a signal's frame: in bytes from SP at the handler's entry, and when the handler calls its
 * return (arch/arm/kernel/signal.h). Around that PC: SP and LR in the two words before, CPSR in the next word, and the first word of the mask of blocked signals
 * at {@link MASK_AFTER_PC}.
 *
 * @param returnCall - the system call that the handler returns by: a frame of `rt_sigreturn` begins with a struct siginfo
 */
export function savedPcOffset(returnCall: number): number {
  return (returnCall === SystemCall.sigreturn ? 0 : SIGINFO_BYTES) + UCONTEXT_PC;
}
/** Bytes from the saved PC of a signal's frame to the saved mask, signals 1 to 32. */
export const MASK_AFTER_PC = 12;
/** Bytes from the saved SP of a signal's frame to the saved PC. */
export const SP_BEFORE_PC = 8;
/** A flag of mmap: exactly at the address, and never over anything. Kernels before 4.17 do not know it, and take the address for a wish. */
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

/** The immediate of the A32 instruction UDF that the kernel reports as SIGTRAP instead of SIGILL (arch/arm/kernel/ptrace.c). */
export const A32_TRAP_IMMEDIATE = 16;
/** That instruction, `udf #16`, and the one of T32, `udf #1`. */
const A32_TRAP = 0xe7f001f0;
const T32_TRAP = 0xde01;

/** True for bytes that begin with a trap instruction of either instruction set. */
export function beginWithTrap(bytes: Uint8Array): boolean {
  if (bytes.length < 2) return false;
  const halfword = bytes[0]! | (bytes[1]! << 8);
  if (halfword === T32_TRAP) return true;
  return bytes.length >= 4 && (halfword | (bytes[2]! << 16) | (bytes[3]! << 24)) >>> 0 === A32_TRAP;
}
