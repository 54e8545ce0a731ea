import type { InstructionSet } from "@armstalker/isa";
import { retarget } from "./relative.js";
import type { Destination, LabelReference, Placement } from "./settings.js";

/** What code grows by, for a first guess at distances. */
const GROWTH = 1.2;

/**
 * Branches into a range that is moved go to where the target was moved. The first pass guesses how far away forward targets will
 * be; where that was wrong, a further pass takes longer forms. Forms only get longer, so the passes come to an end.
 */
export class MovedPlacement implements Placement {
  readonly #set: InstructionSet;
  readonly #start: number;
  /** Of each halfword of the range, whether an instruction begins there that can be branched to. */
  readonly #targets: Uint8Array;
  readonly #leastForms: Map<number, number> = new Map();
  /** Where each target was put, of each halfword of the range; 0 if it was not yet. */
  #places: Float64Array;
  #earlier: Float64Array;
  /** Where labels are wanted. */
  #wanted: Uint8Array;
  #references: LabelReference[] = [];
  #from = 0;
  #to = 0;

  /**
   * @param start - the address of the range
   * @param targets - of each of its halfwords, 1 if an instruction begins there that can be branched to
   */
  constructor(set: InstructionSet, start: number, targets: Uint8Array) {
    this.#set = set;
    this.#start = start;
    this.#targets = targets;
    this.#places = new Float64Array(targets.length);
    this.#earlier = new Float64Array(targets.length);
    this.#wanted = new Uint8Array(targets.length);
  }

  /** Notes where an instruction goes. Gives the label that it needs, null if none. */
  place(from: number, to: number): string | null {
    const index = (from - this.#start) >>> 1;
    this.#places[index] = to + 1;
    this.#from = from;
    this.#to = to;
    return this.#wanted[index] === 1 ? labelOf(from) : null;
  }

  destination(address: number, set: InstructionSet): Destination {
    const index = (address - this.#start) / 2;
    if (set !== this.#set || this.#targets[index] !== 1) return { address, set, label: null };
    const known = this.#places[index]!;
    if (known !== 0) return { address: known - 1, set, label: null };
    this.#wanted[index] = 1;
    // As far away as in the pass before.
    const from = this.#earlier[(this.#from - this.#start) >>> 1]!;
    const to = this.#earlier[index]!;
    const distance = from === 0 || to === 0 ? GROWTH * (address - this.#from) : to - from;
    return { address: this.#to + 4 * Math.round(distance / 4), set, label: labelOf(address) };
  }

  leastForm(site: number): number {
    return this.#leastForms.get(site) ?? 0;
  }

  refer(reference: LabelReference): void {
    this.#references.push(reference);
  }

  /** Whether all branches of the pass reach; if not, the next pass will take longer forms. */
  settle(): boolean {
    let reached = true;
    for (const { site, form, row, at, target } of this.#references) {
      const place = this.#places[(target - this.#start) / 2]! - 1;
      if (retarget(row, row.value, at, place) !== null) continue;
      this.#leastForms.set(site, Math.max(form + 1, this.leastForm(site)));
      reached = false;
    }
    if (!reached) {
      [this.#earlier, this.#places] = [this.#places, this.#earlier.fill(0)];
      this.#wanted.fill(0);
      this.#references = [];
    }
    return reached;
  }
}

const labelOf = (address: number): string => `moved 0x${address.toString(16)}`;
