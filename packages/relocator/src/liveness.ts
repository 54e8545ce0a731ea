import {
  AL,
  a32Decoder,
  advanceIt,
  type InstructionSet,
  type ItState,
  inItBlock,
  LeanInstruction,
  Operation,
  t32Decoder,
} from "@armstalker/isa";
import { isRelative, targetOf } from "./relative.js";
import type { Source } from "./source.js";

/** How many instructions are looked at before a register counts as live. */
const HORIZON = 32;
const PC = 0x8000;

const decoderOf = (set: InstructionSet): ReturnType<typeof a32Decoder> => (set === "a32" ? a32Decoder() : t32Decoder());

/** The IT state after an instruction. */
export const stateAfter = (it: ItState, { row, word }: { row: LeanInstruction["row"]; word: number }): ItState =>
  row?.class === "it" ? word & 0xff : inItBlock(it) ? advanceIt(it) : 0;

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
    if (lean.row === null || lean.class === "exception" || lean.class === "system" || lean.class === "coprocessor")
      break;
    undecided &= ~lean.reads;
    dead |= undecided & lean.mustWrite;
    undecided &= ~lean.mustWrite;
    const next = (address + size) % 2 ** 32;
    if ((lean.writes & PC) !== 0) {
      if (lean.row.branch !== "jump" || !isRelative(lean.row)) break;
      const branch = decoder.instruction(word, size, address, it);
      const target = targetOf(branch);
      const goesOn = lean.condition !== AL || decoder.facts.operation[lean.number] === Operation.compareAndBranch;
      const taken = walk(source, target, 0, undecided, budget);
      if (!goesOn) return dead | taken;
      undecided &= taken;
    }
    it = stateAfter(it, lean);
    address = next;
  }
  return dead;
}
