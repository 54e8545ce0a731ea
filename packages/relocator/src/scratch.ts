import { lowestOfMask } from "@armstalker/isa";
import type { Site } from "./site.js";

/** Registers on loan for the time of a rewriting. */
export interface Loan {
  /** Their numbers. */
  readonly registers: readonly number[];
  /** Those, as a mask, whose values the program still needs: they are saved on the stack meanwhile. */
  readonly spilled: number;
}

/** What is spilled: r0 to r12, for LR is what a debugger looks at first. */
const GENERAL = 0x1fff;
const ALL = 0x5fff;

/**
 * Finds scratch registers: those that the instruction overwrites anyway, then those that are free there, then any to be spilled.
 *
 * @param count - how many
 * @param avoid - registers, as a mask, that the instruction uses
 * @param destinations - registers, as a mask, that the instruction overwrites when it has read all else
 * @throws {RelocationError} `exclusive-sequence` if a spill would come between an exclusive load and its store
 */
export function borrow(site: Site, count: number, avoid: number, destinations = 0): Loan {
  const registers: number[] = [];
  let spilled = 0;
  let taken = avoid & ~destinations;
  const take = (mask: number): boolean => {
    const left = mask & ~taken;
    if (left === 0) return false;
    const number = lowestOfMask(left);
    registers.push(number);
    taken |= 1 << number;
    return true;
  };
  while (registers.length < count && take(destinations & ALL));
  // What the instruction overwrites is no longer taken for anything else.
  taken |= avoid;
  // A look at the code that follows is only taken where it is needed.
  while (registers.length < count && take(site.free));
  while (registers.length < count && take(GENERAL)) spilled |= 1 << registers.at(-1)!;
  if (spilled !== 0 && site.exclusive) {
    throw site.refuse(
      "exclusive-sequence",
      "it needs a register that is saved on the stack, and a store between an exclusive load and its store may make the latter fail for ever",
    );
  }
  return { registers, spilled };
}
