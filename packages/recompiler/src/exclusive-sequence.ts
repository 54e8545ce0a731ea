import {
  advanceIt,
  classNumber,
  type Decoder,
  Exclusive,
  type ItState,
  inItBlock,
  Link,
  Transfer,
} from "@armstalker/isa";
import { fallsThrough, type Source } from "@armstalker/relocator";

/** How many instructions are looked at: exclusive sequences are short (A3.4.5 advises 128 bytes). */
const HORIZON = 48;
const PC = 1 << 15;
const EXCEPTION = classNumber("exception");
const IT = classNumber("it");

/**
 * True if code comes to an exclusive store, or to CLREX, before it calls, returns or goes to where a register says. Else nothing that is put before
 * could make a store fail: the load stood alone, or the code has given the sequence up.
 */
export function reachesExclusiveStore(source: Source, decoder: Decoder, address: number, it: ItState): boolean {
  return walk(source, decoder, address, it, { left: HORIZON });
}

function walk(source: Source, decoder: Decoder, start: number, startIt: ItState, budget: { left: number }): boolean {
  const { facts } = decoder;
  let address = start;
  let it = startIt;
  while (budget.left-- > 0) {
    const fetched = source.fetch(address);
    if (fetched === null) return false;
    const { word, size } = fetched;
    const number = decoder.findNumber(word, size);
    const exclusive = facts.exclusive[number];
    if (facts.class[number] === EXCEPTION || exclusive === Exclusive.load) return false;
    if (exclusive !== Exclusive.none) return true;
    if ((decoder.writtenMask(number, word) & PC) !== 0) {
      if (facts.transfer[number] !== Transfer.direct || facts.link[number] !== Link.none) return false;
      const target = decoder.relativeAddress(number, word, address);
      if (!fallsThrough(facts, number, decoder.conditionNumber(number, word, it))) {
        address = target;
        it = 0;
        continue;
      }
      if (walk(source, decoder, target, 0, budget)) return true;
    }
    it = facts.class[number] === IT ? word & 0xff : inItBlock(it) ? advanceIt(it) : 0;
    address = (address + size) >>> 0;
  }
  return false;
}
