import type { InstructionSet } from "@armstalker/isa";
import type { ArmRunner } from "@armstalker/oracles";
import type { Random } from "./random.js";

/*
 * The memory in which a case runs, at home and moved. Only these areas are mapped, besides the runner's own: a branch to
 * anywhere else ends the run with a fault at its target, whose registers are those at the branch.
 */

/** Code at home lies within `homeCodeSize` bytes from here; literals and landing places are around it. */
export const home = 0x10000000;
export const homeCodeSize = 0x280;
export const homeStart: number = home - 0x2000;
export const homeSize = 0x4000;

/** Where code is moved to: in reach of every branch, of T32's B.W, of A32's B, of none. */
export const places = {
  near: 0x10040000,
  "within 16 MB": 0x10c00000,
  "within 32 MB": 0x11c00000,
  far: 0x70000000,
} as const;
export type PlaceName = keyof typeof places;
export const placeSize = 0x2000;

/** What base registers point to; the core is where accesses begin, the rest shows stray stores. */
export const data = 0x20000000;
export const dataSize = 0x1000;
export const coreStart: number = data + 0x400;
export const coreEnd: number = data + 0xc00;

/** Its sum with addresses at home is where nothing is. */
export const stack = 0x50000000;
export const stackSize = 0x2000;
export const stackMiddle: number = stack + 0x1000;

/** Whether an address is mapped, or the runner's or the system's own: control must not go there by chance. */
export function isTaken(address: number): boolean {
  const top = address >>> 24;
  return (
    top === 0x10 ||
    top === 0x11 ||
    top === 0x20 ||
    top === 0x70 ||
    (top >= 0x3f && top <= 0x50) ||
    (top >= 0xa0 && top < 0xc0) ||
    top === 0xff
  );
}

export const isInHome = (address: number): boolean => address >= homeStart && address < homeStart + homeSize;

/** An address where nothing is mapped, with bit 0 as BX takes it. */
export function landing(random: Random): number {
  const address = 0x60000000 + (random.word() & 0x0ffffffc);
  return address + random.pick([0, 1, 3]);
}

export interface Images {
  /** Fills home and places. Executed, it traps at once; loaded, its words are addresses that do. */
  readonly fill: Uint8Array;
  readonly data: Uint8Array;
  readonly stack: Uint8Array;
}

/** The contents of memory before each run. */
export function images(set: InstructionSet, random: Random): Images {
  const fill = new Uint8Array(homeSize);
  const halfwords = new Uint16Array(fill.buffer);
  for (let index = 0; index < halfwords.length; index += 2) {
    // T32: UDF. A32: 0xf7f.def., UNDEFINED, and UDF as T32. As an address a word has not the low bits 10.
    const low = random.below(set === "a32" ? 4 : 64) * 4 + random.pick([0, 1, 3]);
    halfwords[index] = (set === "a32" ? 0xdef0 : 0xde00) + low;
    halfwords[index + 1] = set === "a32" ? 0xf7f0 + random.below(16) : 0xde00 + random.below(256);
  }
  return { fill, data: landings(dataSize, random), stack: landings(stackSize, random) };
}

function landings(size: number, random: Random): Uint8Array {
  const words = new Uint32Array(size / 4);
  for (let index = 0; index < words.length; index++) words[index] = landing(random);
  return new Uint8Array(words.buffer);
}

export function mapWorld(runner: ArmRunner, { fill, data: dataImage, stack: stackImage }: Images): void {
  runner.map(homeStart, homeSize);
  runner.write(homeStart, fill);
  for (const place of Object.values(places)) {
    runner.map(place, placeSize);
    runner.write(place, fill.subarray(0, placeSize));
  }
  runner.map(data, dataSize, "rw");
  runner.write(data, dataImage);
  runner.map(stack, stackSize, "rw");
  runner.write(stack, stackImage);
}
