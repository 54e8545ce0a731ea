import type { ChunkInput, Disassembled } from "./disassemble.js";
import { OracleError } from "./errors.js";

export const NOP = 0xbf00;

/** Halfwords at and above this begin a 32-bit instruction. */
const firstWidePrefix = 0xe800;

export type EntryForm = "narrow" | "wide" | "half-of-wide";

export function t32Form(word: number): EntryForm {
  if (word < firstWidePrefix) return "narrow";
  if (word <= 0xffff) return "half-of-wide";
  if (word >>> 16 >= firstWidePrefix) return "wide";
  throw new OracleError(
    "bad-input",
    `0x${word.toString(16)} is no T32 instruction: a halfword has 16 bits, a 32-bit instruction begins with 0xe800 or more.`,
  );
}

/** No disassembler is asked about a lone halfword that begins a 32-bit instruction. */
export function halfOfWide(address: number): Disassembled {
  return { address, size: 4, text: "", comment: "the first half of a 32-bit instruction", validity: "undefined" };
}

/**
 * Calls `place` for each halfword of a stream in which no entry is in another's IT block, with the index of the entry that it
 * begins, or -1.
 *
 * What may be an IT instruction is followed by four NOPs, as many as an IT block holds. The second halfword of a 32-bit
 * instruction may be taken for one too: objdump looks for IT instructions backwards through the stream.
 */
export function layOutT32({ words, itBefore }: ChunkInput, place: (halfwords: number[], index: number) => void): void {
  const nops = (): void => {
    for (let count = 0; count < 4; count++) place([NOP], -1);
  };
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const form = t32Form(word);
    if (form === "half-of-wide") continue;
    const it = itBefore(index);
    if (it !== 0) {
      nops();
      place([it], -1);
    }
    place(form === "wide" ? [word >>> 16, word & 0xffff] : [word], index);
    if (it !== 0 || looksLikeIt(word & 0xffff)) nops();
  }
}

function looksLikeIt(halfword: number): boolean {
  return halfword >>> 8 === 0xbf && (halfword & 0xf) !== 0;
}
