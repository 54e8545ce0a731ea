import { encodingOf, type Instruction, Relative, type RelativeTemplate, type Row } from "@armstalker/isa";
import { fieldOf } from "./fields.js";

type RelativeEncoder = RelativeTemplate["encoder"];

/** The operand that is a distance from PC. */
interface Distance {
  readonly encoder: RelativeEncoder;
  /** The bits that hold the distance, its direction included. */
  readonly mask: number;
}

const known: WeakMap<Row, Distance | null> = new WeakMap();

function distanceOf(row: Row): Distance | null {
  let found = known.get(row);
  if (found === undefined) {
    found = null;
    for (const syntax of row.syntaxes) {
      const { operands } = encodingOf(syntax);
      const encoder = operands.find((each) => "encodeDistance" in each) as RelativeEncoder | undefined;
      if (encoder === undefined) continue;
      const mask = encoder.bits.reduce((sum, bits) => sum | bits.put(bits.mask), 0);
      found = { encoder, mask };
      break;
    }
    known.set(row, found);
  }
  return found;
}

/** True if an encoding holds a distance from PC. */
export const isRelative = ({ facts, number }: Pick<Instruction, "facts" | "number">): boolean =>
  facts.relative[number] !== Relative.none;

/** The bits of an encoding that hold its distance from PC, and the direction. */
export const distanceMask = (row: Row): number => distanceOf(row)?.mask ?? 0;

/**
 * An instruction with another distance from PC, so that it leads to a target from another place.
 *
 * @param word - the instruction, whatever its distance
 * @param at - where it will stand
 * @returns its bits; null if the encoding does not reach so far, or the word has an option instead of a distance (LDC)
 */
export function retarget(row: Row, word: number, at: number, target: number): number | null {
  const relative = distanceOf(row);
  if (relative === null || fieldOf({ row, word }, "P", 1) === 0) return null;
  const { encoder, mask } = relative;
  const bits = encoder.encodeDistance(target - encoder.base(row, at));
  return bits === null ? null : ((word & ~mask) | bits) >>> 0;
}
