import { decodersOf, encodingOf, type Instruction, type RelativeTemplate, type Row } from "@armstalker/isa";

type RelativeEncoder = RelativeTemplate["encoder"];

/** Both halves of the operand that is a distance from PC. */
interface Relative {
  readonly encoder: RelativeEncoder;
  readonly decoder: ReturnType<typeof decodersOf>[number];
  /** The bits that hold the distance, its direction included. */
  readonly mask: number;
}

const known: WeakMap<Row, Relative | null> = new WeakMap();

function relativeOf(row: Row): Relative | null {
  let found = known.get(row);
  if (found === undefined) {
    found = null;
    for (const syntax of row.syntaxes) {
      const { operands } = encodingOf(syntax);
      const index = operands.findIndex((each) => "encodeDistance" in each);
      if (index < 0) continue;
      const encoder = operands[index] as RelativeEncoder;
      const mask = encoder.bits.reduce((sum, bits) => sum | bits.put(bits.mask), 0);
      found = { encoder, decoder: decodersOf(syntax)[index]!, mask };
      break;
    }
    known.set(row, found);
  }
  return found;
}

/** Whether an encoding holds a distance from PC. */
export const isRelative = (row: Row): boolean => relativeOf(row) !== null;

/** The bits of an encoding that hold its distance from PC, and the direction. */
export const distanceMask = (row: Row): number => relativeOf(row)?.mask ?? 0;

/** What tells where an instruction's distance from PC leads. */
export type Located = Pick<Instruction, "row" | "word" | "address">;

/** The address, 0 to 2^32 - 1, that an instruction's distance from PC leads to; without an instruction set bit. */
export function targetOf(instruction: Located): number {
  const { row, address } = instruction;
  const { encoder, decoder } = relativeOf(row)!;
  // A distance is in the word: the decoder asks for nothing else.
  const operand = decoder.decode(instruction as Instruction);
  if (operand.kind === "label") return operand.address;
  const displacement = operand.kind === "memory" ? operand.memory.displacement : 0;
  return (encoder.base(row, address) + displacement) >>> 0;
}

/**
 * An instruction with another distance from PC, so that it leads to a target from another place.
 *
 * @param word - the instruction, whatever its distance
 * @param at - where it will stand
 * @returns its bits, null if the encoding does not reach so far
 */
export function retarget(row: Row, word: number, at: number, target: number): number | null {
  const relative = relativeOf(row);
  if (relative === null) return null;
  const { encoder, mask } = relative;
  const bits = encoder.encodeDistance(target - encoder.base(row, at));
  return bits === null ? null : ((word & ~mask) | bits) >>> 0;
}
