import type { InstructionSet } from "@armstalker/isa";
import {
  isSystemCallError,
  OABI_BASE,
  STANDARD_ERROR,
  SystemCall,
  type Target,
  type ThreadId,
} from "@armstalker/target";

/** Stands for the number of a system call where an SVC asks the emulator for semihosting. */
export const SEMIHOSTING = -1;

/** Semihosting's operation numbers, in r0, that end the program. */
const SYS_EXIT = 0x18;
export const SYS_EXIT_EXTENDED = 0x20;
/** Semihosting's operations that write to the console: the byte, or the text up to a zero, at the address in r1. */
const SYS_WRITEC = 3;
const SYS_WRITE0 = 4;
/** QEMU leaves this in r0 after them: semihosting says that r0 is corrupted. */
const CORRUPTED = 0xdeadbeef;
const LONGEST_PIECE = 4096;
/** Semihosting's operation that returns the last error number, and changes nothing. */
const SYS_ERRNO = 0x13;
/** The immediates of semihosting's SVC. */
const SEMIHOSTING_A32 = 0x123456;
const SEMIHOSTING_T32 = 0xab;

/**
 * Puts A32 code that makes a call and traps; returns r0 at the trap, or null where the call was answered with a signal.
 *
 * @param immediate - of the SVC; r7 then holds a number that no system call has
 */
export type Probe = (immediate: number, r0: number) => number | null;

/** True if an SVC with this immediate may mean something else than the system call whose number is in r7. */
export const isNumbered = (set: InstructionSet, immediate: number): boolean =>
  set === "a32" ? immediate !== 0 : immediate === SEMIHOSTING_T32;

/** True for semihosting operations that end the program. */
export const endsProgram = (r0: number): boolean => r0 === SYS_EXIT || r0 === SYS_EXIT_EXTENDED;

/**
 * Makes a semihosting call that writes to the console, as an emulator does that has no debugger: to standard error. With a debugger, QEMU has that
 * write the text.
 *
 * @param core - r0 to r15, at the call
 * @returns r0 after the call; null where it is another operation
 */
export function writeToConsole(target: Target, thread: ThreadId, core: Uint32Array): number | null {
  const [operation, address] = core as unknown as [number, number];
  if (operation !== SYS_WRITEC && operation !== SYS_WRITE0) return null;
  for (let at = address; ; ) {
    const bytes = target.readSome(at, operation === SYS_WRITEC ? 1 : LONGEST_PIECE);
    const end = operation === SYS_WRITEC ? -1 : bytes.indexOf(0);
    let left = end < 0 ? bytes.length : end;
    while (left > 0) {
      const written = target.systemCall(thread, SystemCall.write, [STANDARD_ERROR, at, left]);
      if (isSystemCallError(written) || written === 0) return CORRUPTED;
      at += written;
      left -= written;
    }
    if (end >= 0 || bytes.length < LONGEST_PIECE) return CORRUPTED;
  }
}

/**
 * Tells which system call an SVC makes. The EABI has the number in r7. The OABI has it in the immediate: kernels without CONFIG_OABI_COMPAT ignore the immediate,
 * and so the same SVC is another call there. Emulators take two immediates for semihosting.
 */
export class NumberedCalls {
  readonly #probe: Probe;
  #hasOabi: boolean | null = null;
  #hasSemihosting: boolean | null = null;

  constructor(probe: Probe) {
    this.#probe = probe;
  }

  /** The EABI's number of the system call that an SVC makes, or {@link SEMIHOSTING}. */
  numberOf(set: InstructionSet, immediate: number, r7: number): number {
    if (!isNumbered(set, immediate)) return r7;
    if (this.#isSemihosting(set, immediate)) return SEMIHOSTING;
    return set === "a32" && this.#honoursOabi() ? immediate ^ OABI_BASE : r7;
  }

  #isSemihosting(set: InstructionSet, immediate: number): boolean {
    if (immediate !== (set === "a32" ? SEMIHOSTING_A32 : SEMIHOSTING_T32)) return false;
    this.#hasSemihosting ??= this.#works(SEMIHOSTING_A32, SYS_ERRNO);
    return this.#hasSemihosting;
  }

  #honoursOabi(): boolean {
    this.#hasOabi ??= this.#works(OABI_BASE + SystemCall.getpid, 0);
    return this.#hasOabi;
  }

  #works(immediate: number, r0: number): boolean {
    const result = this.#probe(immediate, r0);
    return result !== null && !isSystemCallError(result);
  }
}
