import { readWord, type Target, writeWord } from "@armstalker/target";
import { MASK_AFTER_PC, SIGRETURN, savedPcOffset } from "../engine/system-calls.js";

const SYS_RT_SIGRETURN = 173;
/** The offset of si_addr in struct siginfo. */
const SIGINFO_ADDRESS = 12;
/** Signals whose si_addr is the address of the instruction that raised them: SIGILL, SIGTRAP, SIGFPE. */
const OF_INSTRUCTIONS: ReadonlySet<number> = new Set([4, 5, 8]);

/** Tells addresses of generated code from others. */
export interface GeneratedCode {
  contains(address: number): boolean;
  /** The address of the program's instruction whose generated code begins at an address; null if there is none. */
  sourceOf(address: number): number | null;
}

/**
 * Puts addresses of the program in the place of those of generated code in the frame of a handler that is entered: the saved PC, where a system
 * call was interrupted, and si_addr. Takes signals that the program has not blocked out of the mask.
 *
 * @param core - r0 to r15, at the handler's first instruction
 * @param held - the signals that only the engine blocks: the first word of a signal set
 */
export function correctFrame(target: Target, core: Uint32Array, generated: GeneratedCode, held: number): void {
  const [signal, info, sp] = [core[0]!, core[1]!, core[13]!];
  // r1 is the address of siginfo where there is one, at the start of the frame.
  const hasInfo = info === sp;
  const saved = sp + savedPcOffset(hasInfo ? SYS_RT_SIGRETURN : SIGRETURN);
  const source = generated.sourceOf(readWord(target, saved));
  if (source !== null) writeWord(target, saved, source);
  if (held !== 0) writeWord(target, saved + MASK_AFTER_PC, readWord(target, saved + MASK_AFTER_PC) & ~held);
  if (!hasInfo || !OF_INSTRUCTIONS.has(signal)) return;
  const place = info + SIGINFO_ADDRESS;
  if (generated.contains(readWord(target, place))) writeWord(target, place, readWord(target, saved));
}
