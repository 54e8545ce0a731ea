import {
  a32Decoder,
  advanceIt,
  classNumber,
  type Facts,
  type InstructionSet,
  type ItState,
  inItBlock,
  LeanInstruction,
  Link,
  Transfer,
  t32Decoder,
} from "@armstalker/isa";
import type { Source } from "./source.js";
import { fallsThrough } from "./transfer.js";

/** How many instructions are looked at before a register counts as live. */
const HORIZON = 32;
const PC = 0x8000;

const decoderOf = (set: InstructionSet): ReturnType<typeof a32Decoder> => (set === "a32" ? a32Decoder() : t32Decoder());

const IT = classNumber("it");

/** The IT state after an instruction. */
export const stateAfter = (it: ItState, facts: Facts, number: number, word: number): ItState =>
  facts.class[number] === IT ? word & 0xff : inItBlock(it) ? advanceIt(it) : 0;

/**
 * The registers that code overwrites on every path before it reads them, as a mask.
 *
 * @param address - where the code begins
 * @param it - T32: the IT state there
 * @param candidates - the registers that are of interest
 */
export function deadRegisters(source: Source, address: number, it: ItState, candidates: number): number {
  return walk(source, address, it, candidates, { left: HORIZON });
}

function walk(source: Source, start: number, startIt: ItState, candidates: number, budget: { left: number }): number {
  const decoder = decoderOf(source.set);
  const lean = new LeanInstruction();
  let address = start;
  let it = startIt;
  let undecided = candidates;
  let dead = 0;
  while (undecided !== 0 && budget.left-- > 0) {
    const fetched = source.fetch(address);
    if (fetched === null) break;
    const { word, size } = fetched;
    decoder.lean(lean, word, size, it);
    // What traps shows all registers to a signal handler, and the kernel reads some that the instruction does not name.
    if (lean.class === "exception" || lean.class === "system" || lean.class === "coprocessor") break;
    undecided &= ~lean.reads;
    dead |= undecided & lean.mustWrite;
    undecided &= ~lean.mustWrite;
    const next = (address + size) % 2 ** 32;
    if ((lean.writes & PC) !== 0) {
      const { facts } = decoder;
      if (facts.transfer[lean.number] !== Transfer.direct || facts.link[lean.number] !== Link.none) break;
      const taken = walk(source, decoder.relativeAddress(lean.number, word, address), 0, undecided, budget);
      if (!fallsThrough(facts, lean.number, lean.condition)) return dead | taken;
      undecided &= taken;
    }
    it = stateAfter(it, decoder.facts, lean.number, word);
    address = next;
  }
  return dead;
}
