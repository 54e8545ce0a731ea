import type { ProgramAccess } from "./program-access.js";

/** A view of all bytes of an array, for words in it. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The word at an address, unsigned; 0 where it cannot be read. */
export function readWord(target: Pick<ProgramAccess, "readSome">, address: number): number {
  const bytes = target.readSome(address, 4);
  return bytes.length < 4 ? 0 : viewOf(bytes).getUint32(0, true);
}

/** @throws {TargetError} `memory-fault` */
export function writeWord(target: Pick<ProgramAccess, "writeMemory">, address: number, value: number): void {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  target.writeMemory(address, bytes);
}

/** Words of code or data, little-endian. */
export function wordsToBytes(words: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * words.length);
  const view = viewOf(bytes);
  for (const [index, word] of words.entries()) view.setUint32(4 * index, word, true);
  return bytes;
}
