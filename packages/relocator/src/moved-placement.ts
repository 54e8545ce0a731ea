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
  /** Whether an address begins an instruction that can be branched to. */
  readonly #isTarget: (address: number) => boolean;
  readonly #leastForms: Map<number, number> = new Map();
  #places: Map<number, number> = new Map();
  #earlier: ReadonlyMap<number, number> = new Map();
  #wanted: Set<number> = new Set();
  #references: LabelReference[] = [];
  #from = 0;
  #to = 0;

  constructor(set: InstructionSet, isTarget: (address: number) => boolean) {
    this.#set = set;
    this.#isTarget = isTarget;
  }

  /** Notes where an instruction goes. Gives the label that it needs, null if none. */
  place(from: number, to: number): string | null {
    this.#places.set(from, to);
    this.#from = from;
    this.#to = to;
    return this.#wanted.has(from) ? labelOf(from) : null;
  }

  destination(address: number, set: InstructionSet): Destination {
    if (set !== this.#set || !this.#isTarget(address)) return { address, set, label: null };
    const known = this.#places.get(address);
    if (known !== undefined) return { address: known, set, label: null };
    this.#wanted.add(address);
    // As far away as in the pass before.
    const [from, to] = [this.#earlier.get(this.#from), this.#earlier.get(address)];
    const distance = from === undefined || to === undefined ? GROWTH * (address - this.#from) : to - from;
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
      if (retarget(row, row.value, at, this.#places.get(target)!) !== null) continue;
      this.#leastForms.set(site, Math.max(form + 1, this.leastForm(site)));
      reached = false;
    }
    if (!reached) {
      this.#earlier = this.#places;
      this.#places = new Map();
      this.#wanted = new Set();
      this.#references = [];
    }
    return reached;
  }
}

const labelOf = (address: number): string => `moved 0x${address.toString(16)}`;
