import type { Instruction, RelativeTemplate, Row } from "@armstalker/isa";

type RelativeCodec = RelativeTemplate["codec"];

interface Relative {
  readonly codec: RelativeCodec;
  /** The bits that hold the distance, its direction included. */
  readonly mask: number;
}

const known: WeakMap<Row, Relative | null> = new WeakMap();

function relativeOf(row: Row): Relative | null {
  let found = known.get(row);
  if (found === undefined) {
    const codec = row.syntaxes
      .flatMap(({ operands }) => operands)
      .find((each): each is RelativeCodec => "encodeDistance" in each);
    found =
      codec === undefined ? null : { codec, mask: codec.bits.reduce((mask, bits) => mask | bits.put(bits.mask), 0) };
    known.set(row, found);
  }
  return found;
}

/** Whether an encoding holds a distance from PC. */
export const isRelative = (row: Row): boolean => relativeOf(row) !== null;

/** The bits of an encoding that hold its distance from PC, and the direction. */
export const distanceMask = (row: Row): number => relativeOf(row)?.mask ?? 0;

/** The address, 0 to 2^32 - 1, that an instruction's distance from PC leads to; without an instruction set bit. */
export function targetOf(instruction: Instruction): number {
  const { codec } = relativeOf(instruction.row)!;
  const operand = codec.decode(instruction);
  if (operand.kind === "label") return operand.address;
  const displacement = operand.kind === "memory" ? operand.memory.displacement : 0;
  return (codec.base(instruction.row, instruction.address) + displacement) >>> 0;
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
  const { codec, mask } = relative;
  const bits = codec.encodeDistance(target - codec.base(row, at));
  return bits === null ? null : ((word & ~mask) | bits) >>> 0;
}
