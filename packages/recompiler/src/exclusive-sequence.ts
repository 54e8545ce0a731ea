import { AL, advanceIt, type Decoder, type ItState, inItBlock } from "@armstalker/isa";
import { type Source, targetOf } from "@armstalker/relocator";

/** How many instructions are looked at: exclusive sequences are short (A3.4.5 advises 128 bytes). */
const HORIZON = 48;

/**
 * Whether code comes to an exclusive store, or to CLREX, before it calls, returns or goes to where a register says. Else nothing that is put before
 * could make a store fail: the load stood alone, or the code has given the sequence up.
 */
export function reachesExclusiveStore(source: Source, decoder: Decoder, address: number, it: ItState): boolean {
  return walk(source, decoder, address, it, { left: HORIZON });
}

function walk(source: Source, decoder: Decoder, start: number, startIt: ItState, budget: { left: number }): boolean {
  let address = start;
  let it = startIt;
  while (budget.left-- > 0) {
    const fetched = source.fetch(address);
    if (fetched === null) return false;
    const { word, size } = fetched;
    const row = decoder.find(word, size);
    if (row === null || row.class === "exception" || row.exclusive === "load") return false;
    if (row.exclusive !== "none") return true;
    const instruction = decoder.instruction(word, size, address, it);
    if (instruction.writesPc) {
      const isDirect = row.branch === "jump" && /^(B_|CBZ_)/.test(row.id);
      if (!isDirect) return false;
      const goesOn = instruction.conditionNumber !== AL || row.id === "CBZ_T1";
      if (!goesOn) {
        address = targetOf(instruction);
        it = 0;
        continue;
      }
      if (walk(source, decoder, targetOf(instruction), 0, budget)) return true;
    }
    it = row.class === "it" ? word & 0xff : inItBlock(it) ? advanceIt(it) : 0;
    address = (address + size) >>> 0;
  }
  return false;
}
