import { AL, advanceIt, classNumber, type Decoder, type ItState, inItBlock, Operation } from "@armstalker/isa";
import type { Scanner } from "./scan.js";

const IT = classNumber("it");

/** The address of the last instruction, of those from one address up to another, that writes a register; -1 if there is none, or it stands in an IT block. */
export function lastWriteOf(register: number, scanner: Scanner, decoder: Decoder, from: number, to: number): number {
  let last = -1;
  let it: ItState = 0;
  for (let at = from; at < to && scanner.fetch(at); at += scanner.size) {
    const { word, size } = scanner;
    const number = decoder.findNumber(word, size);
    if ((decoder.writtenMask(number, word) & (1 << register)) !== 0) last = inItBlock(it) ? -1 : at;
    it = decoder.facts.class[number] === IT ? word & 0xff : inItBlock(it) ? advanceIt(it) : 0;
  }
  return last;
}

/** The constant, 0 to 2^32 - 1, that the instruction at an address always moves to its register; -1 if it does something else. */
export function constantMovedAt(address: number, scanner: Scanner, decoder: Decoder): number {
  if (!scanner.fetch(address)) return -1;
  const { word, size } = scanner;
  const number = decoder.findNumber(word, size);
  if (decoder.facts.operation[number] !== Operation.moveConstant || decoder.conditionNumber(number, word) !== AL)
    return -1;
  const value = decoder.instruction(word, size, address).operands[1];
  return value !== undefined && value.kind === "immediate" ? Number(value.value) >>> 0 : -1;
}
