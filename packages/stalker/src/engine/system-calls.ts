/** What a system call means for the engine (numbers of the EABI: arch/arm/tools/syscall.tbl). */
export type SystemCallKind =
  /** It returns twice: the child goes on in the program's own code. */
  | "forking"
  /** It ends the thread or the program. */
  | "ending"
  /** It replaces the program, if it succeeds. */
  | "replacing"
  /** It changes memory or mappings that code may be in: `r0` is the start, `r1` the size. */
  | "mapping"
  /** The code in a range has changed: `r0` is the start, `r1` the end. */
  | "flushing"
  /** It sets a signal's handler: `r0` is the signal, `r1` points to the action, or is 0. */
  | "handling"
  /** It gives control back to where a signal came. */
  | "returning";

/** SYS_sigreturn, whose frame has no siginfo. */
export const SIGRETURN = 119;

const kinds: ReadonlyMap<number, SystemCallKind> = new Map<number, SystemCallKind>([
  [1, "ending"], // exit
  [2, "forking"], // fork
  [11, "replacing"], // execve
  [67, "handling"], // sigaction
  [90, "mapping"], // mmap
  [91, "mapping"], // munmap
  [SIGRETURN, "returning"],
  [120, "forking"], // clone
  [125, "mapping"], // mprotect
  [163, "mapping"], // mremap
  [173, "returning"], // rt_sigreturn
  [174, "handling"], // rt_sigaction
  [190, "forking"], // vfork
  [192, "mapping"], // mmap2
  [248, "ending"], // exit_group
  [253, "mapping"], // remap_file_pages
  [305, "mapping"], // shmat
  [306, "mapping"], // shmdt
  [387, "replacing"], // execveat
  [394, "mapping"], // pkey_mprotect
  [435, "forking"], // clone3
  [0xf0002, "flushing"], // cacheflush
]);

/** Null for those that mean nothing. */
export const systemCallKind = (number: number): SystemCallKind | null => kinds.get(number) ?? null;

/** Numbers from here on always go to the engine where they are only known at run time. */
export const TABLE_SIZE = 512;

/** A byte for each number below {@link TABLE_SIZE}: 1 for those that mean something. */
export const systemCallTable = (): Uint8Array =>
  Uint8Array.from({ length: TABLE_SIZE }, (_, number) => (kinds.has(number) ? 1 : 0));

// Where the kernel's frame holds the PC and CPSR that a signal's handler returns to, from SP: struct sigframe and rt_sigframe.
const UCONTEXT_PC = 92;
const SIGINFO_BYTES = 128;

/** The offset from SP of the saved PC when sigreturn or rt_sigreturn is called; that of CPSR is 4 more. */
export const savedPcOffset = (number: number): number => (number === SIGRETURN ? 0 : SIGINFO_BYTES) + UCONTEXT_PC;
