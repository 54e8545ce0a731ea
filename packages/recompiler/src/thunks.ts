import { LR, PC, SP } from "@armstalker/isa";
import type { Generator } from "./generator.js";
import { putWordIn } from "./words.js";

/** Little-endian bytes of words. */
export function wordsToBytes(...words: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * words.length);
  for (const [index, word] of words.entries()) putWordIn(bytes, 4 * index, word);
  return bytes;
}

/** Two halfwords of T32 as the word that they are in memory. */
export const halves = (first: number, second: number): number => ((second << 16) | first) >>> 0;

/** T32: stores ascending values, r1 and up, to r2 words at r0; then traps. */
export const fillRoutine = (): Uint8Array =>
  wordsToBytes(
    halves(0xf840, 0x1b04), // str r1, [r0], #4
    halves(0x3101, 0x3a01), // adds r1, #1; subs r2, #1
    halves(0xd1fa, 0xde01), // bne; udf #1
  );

/**
 * A32: lets code run natively that was called with a return address in LR: LR is kept in a word, and what returns comes to other
 * code.
 */
export const nativeThunk = (linkCell: number, returnStub: number, target: number): Uint8Array =>
  wordsToBytes(
    0xe52d0004, // push {r0}
    0xe59f000c, // ldr r0, =linkCell
    0xe580e000, // str lr, [r0]
    0xe49d0004, // pop {r0}
    0xe59fe004, // ldr lr, =returnStub
    0xe59ff004, // ldr pc, =target
    linkCell,
    returnStub,
    target,
  );

/** Code that natively run code returns to: takes LR back, and returns under the stalker. */
export function putReturnStub(generator: Generator): void {
  const { out, data } = generator;
  out.push(0b11 | (1 << LR));
  out.literal(0, data.linkCell);
  out.load(LR, 0, 0);
  generator.lookup(LR, 0, 1, "jump");
  out.store(1, SP, 8);
  out.pop(0b11 | (1 << PC));
}
