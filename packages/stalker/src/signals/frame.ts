import {
  MASK_AFTER_PC,
  readWord,
  SIGINFO_ADDRESS,
  SIGNALS_WITH_INSTRUCTION_ADDRESS,
  SP,
  SystemCall,
  savedPcOffset,
  type Target,
  writeWord,
} from "@armstalker/target";

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
  const [signal, info, sp] = [core[0]!, core[1]!, core[SP]!];
  // r1 is the address of siginfo where there is one, at the start of the frame.
  const hasInfo = info === sp;
  const saved = sp + savedPcOffset(hasInfo ? SystemCall.rt_sigreturn : SystemCall.sigreturn);
  const source = generated.sourceOf(readWord(target, saved));
  if (source !== null) writeWord(target, saved, source);
  if (held !== 0) writeWord(target, saved + MASK_AFTER_PC, readWord(target, saved + MASK_AFTER_PC) & ~held);
  if (!hasInfo || !SIGNALS_WITH_INSTRUCTION_ADDRESS.has(signal)) return;
  const place = info + SIGINFO_ADDRESS;
  if (generated.contains(readWord(target, place))) writeWord(target, place, readWord(target, saved));
}
