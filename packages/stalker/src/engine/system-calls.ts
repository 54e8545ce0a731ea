import { type CodeAddress, codeAddress, type InstructionSet } from "@armstalker/isa";
import type { SystemCallInterest, SystemCallSite } from "@armstalker/recompiler";
import { SystemCall } from "@armstalker/target";
import { isNumbered } from "./numbered-calls.js";

/** The meaning of a system call for the engine. */
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
  /** It may discard what code is made of: `r0` is the start, `r1` the size, `r2` the advice. */
  | "discarding"
  /** It sets a signal's handler: `r0` is the signal, `r1` points to the action, or is 0. */
  | "handling"
  /** It gives control back to where a signal came. */
  | "returning"
  /** It tells or changes which signals are blocked: means something only while the engine blocks some. */
  | "masking";

const kinds: ReadonlyMap<number, SystemCallKind> = new Map<number, SystemCallKind>([
  [SystemCall.exit, "ending"],
  [SystemCall.fork, "forking"],
  [SystemCall.execve, "replacing"],
  [SystemCall.sigaction, "handling"],
  [SystemCall.sigpending, "masking"],
  [SystemCall.mmap, "mapping"],
  [SystemCall.munmap, "mapping"],
  [SystemCall.sigreturn, "returning"],
  [SystemCall.clone, "forking"],
  [SystemCall.mprotect, "mapping"],
  [SystemCall.sigprocmask, "masking"],
  [SystemCall.mremap, "mapping"],
  [SystemCall.rt_sigreturn, "returning"],
  [SystemCall.rt_sigaction, "handling"],
  [SystemCall.rt_sigprocmask, "masking"],
  [SystemCall.rt_sigpending, "masking"],
  [SystemCall.vfork, "forking"],
  [SystemCall.mmap2, "mapping"],
  [SystemCall.madvise, "discarding"],
  [SystemCall.exit_group, "ending"],
  [SystemCall.remap_file_pages, "mapping"],
  [SystemCall.shmat, "mapping"],
  [SystemCall.shmdt, "mapping"],
  [SystemCall.execveat, "replacing"],
  [SystemCall.pkey_mprotect, "mapping"],
  [SystemCall.clone3, "forking"],
  [SystemCall.cacheflush, "flushing"],
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
export const isPendingCall = (number: number): boolean =>
  number === SystemCall.sigpending || number === SystemCall.rt_sigpending;

/** A byte for each number below {@link TABLE_SIZE}: 1 for system calls that the engine wants to see. */
export const systemCallTable = (): Uint8Array =>
  Uint8Array.from({ length: TABLE_SIZE }, (_, number) => (kinds.has(number) && !maskingCalls.includes(number) ? 1 : 0));
