import { type CodeAddress, codeAddress, type InstructionSet } from "@armstalker/isa";
import type { SystemCallInterest, SystemCallSite } from "@armstalker/recompiler";
import { SystemCall } from "@armstalker/target";
import { isNumbered } from "./numbered-calls.js";

/** The meaning of a system call for the engine (numbers of the EABI: arch/arm/tools/syscall.tbl). */
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
  | "returning"
  /** It tells or changes which signals are blocked: means something only while the engine blocks some. */
  | "masking";

/** SYS_sigreturn, whose frame has no siginfo. */
export const SIGRETURN = 119;
const SYS_SIGPENDING = 73;
const SYS_RT_SIGPENDING = 176;

const kinds: ReadonlyMap<number, SystemCallKind> = new Map<number, SystemCallKind>([
  [1, "ending"], // exit
  [2, "forking"], // fork
  [11, "replacing"], // execve
  [67, "handling"], // sigaction
  [SYS_SIGPENDING, "masking"],
  [90, "mapping"], // mmap
  [91, "mapping"], // munmap
  [SIGRETURN, "returning"],
  [120, "forking"], // clone
  [125, "mapping"], // mprotect
  [126, "masking"], // sigprocmask
  [163, "mapping"], // mremap
  [173, "returning"], // rt_sigreturn
  [SystemCall.rt_sigaction, "handling"],
  [SystemCall.rt_sigprocmask, "masking"],
  [SYS_RT_SIGPENDING, "masking"],
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

/** The reason for generated code to stop before a system call, if there is one: see `CompilePolicy.interestIn` of the recompiler. */
export function interestIn(set: InstructionSet, immediate: number, number: number): SystemCallInterest {
  if (isNumbered(set, immediate)) return "stop";
  if (number < 0) return "look-up";
  const kind = kinds.get(number);
  // The table says whether the engine blocks signals now.
  return kind === undefined ? "none" : kind === "masking" ? "look-up" : "stop";
}

/** Null for system calls that mean nothing for the engine. */
export const systemCallKind = (number: number): SystemCallKind | null => kinds.get(number) ?? null;

/** The generated code behind a system call. */
export const afterCall = ({ svc, set }: SystemCallSite): CodeAddress => codeAddress(svc + (set === "t32" ? 2 : 4), set);

/** Numbers from here on always go to the engine where they are only known at run time. */
export const TABLE_SIZE = 512;

/** The system calls whose bytes in the table change while the thread runs. Generated code looks these up even where it knows the number. */
export const maskingCalls: readonly number[] = [...kinds.keys()].filter((number) => kinds.get(number) === "masking");

/** True for the numbers of sigpending and rt_sigpending: `r0` points to their result. */
export const isPendingCall = (number: number): boolean => number === SYS_SIGPENDING || number === SYS_RT_SIGPENDING;

/** A byte for each number below {@link TABLE_SIZE}: 1 for system calls that the engine wants to see. */
export const systemCallTable = (): Uint8Array =>
  Uint8Array.from({ length: TABLE_SIZE }, (_, number) => (kinds.has(number) && !maskingCalls.includes(number) ? 1 : 0));

// Offsets from SP of the PC that a signal's handler returns to; CPSR follows it. From struct sigframe and rt_sigframe of the kernel.
const UCONTEXT_PC = 92;
const SIGINFO_BYTES = 128;

/** The offset from the saved PC of the mask of blocked signals that the handler returns to: of its first word, signals 1 to 32. */
export const MASK_AFTER_PC = 12;

/** The offset from SP of the saved PC when sigreturn or rt_sigreturn is called; that of CPSR is 4 more. */
export const savedPcOffset = (number: number): number => (number === SIGRETURN ? 0 : SIGINFO_BYTES) + UCONTEXT_PC;
