import type { InstructionSet } from "@armstalker/isa";
import type { ArmRunner, Random } from "@armstalker/oracles";

/*
 * The memory in which blocks run, at home and moved. Only these areas are mapped, besides the runner's own: a branch to anywhere else ends
 * the run with a fault at its target, whose registers are those at the branch.
 *
 * All blocks of a batch are in memory before the first runs, each in a slot of its own, and none is written over another: QEMU 7.2 was seen
 * to execute what stood at an address before.
 */

/** Slots for blocks at home. The first and the last are empty: literals and landing places are around a block. */
export const slotSize = 0x1000;
export const slotCount = 1602;
const region = 0x10000000;

export const slotAddress = (slot: number): number => region + slot * slotSize;

/** Where the parts of a slot begin: the block at home, what is only filled, the block moved near, and again what is only filled. */
const codeStart = 0x40;
const codeEnd = 0x100;
const nearStart = 0x700;
const nearEnd = 0xb00;

/** Where code is moved to: into the same slot; in reach of T32's B.W; of A32's B; of none. */
export const placeNames = ["near", "within 16 MB", "within 32 MB", "far"] as const;
export type PlaceName = (typeof placeNames)[number];
const places = { "within 16 MB": 0x10c00000, "within 32 MB": 0x11c00000, far: 0x70000000 } as const;
const placeSize = 0x800;

/** Where a block may begin, with room on both sides. */
export const homeAddress = (slot: number, step: number): number => slotAddress(slot) + codeStart + step;
export const movedAddress = (place: PlaceName, slot: number, step: number): number =>
  place === "near" ? slotAddress(slot) + nearStart + 0x40 + step : places[place] + placeSize * slot + 0x40 + step;

/** What base registers point to; the core is where accesses begin, the rest shows stray stores. */
export const data = 0x20000000;
export const dataSize = 0x1000;
export const coreStart: number = data + 0x400;
export const coreEnd: number = data + 0xc00;

/** Its sum with addresses at home is where nothing is. */
export const stack = 0x50000000;
export const stackSize = 0x2000;
export const stackMiddle: number = stack + 0x1000;

export const isInHome = (address: number): boolean => address >= region && address < region + slotCount * slotSize;

/** Whether nothing but what fills the slots is there at home. */
export function isFill(address: number): boolean {
  const offset = address % slotSize;
  return isInHome(address) && (offset < codeStart || (offset >= codeEnd && offset < nearStart) || offset >= nearEnd);
}

/** Whether the block of a slot, or what follows it up to where it may end, is there. */
export const isOwnCode = (address: number, slot: number): boolean =>
  address >= slotAddress(slot) + codeStart && address < slotAddress(slot) + codeEnd;

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

/**
 * An address where nothing is mapped, with bit 0 as BX takes it. As entries of TBB and TBH its parts lead behind the block, to where the
 * slots are filled.
 */
export function landing(random: Random): number {
  const half = (top: number): number => top | random.pick([0x100, 0x200]) | 0x40 | (random.below(256) & 0xbc);
  const word = ((half(0x6000 | (random.below(2) << 11)) << 16) | half(0x4000 | (random.word() & 0xb800))) >>> 0;
  return word + random.pick([0, 1, 3]);
}

export interface Images {
  readonly set: InstructionSet;
  /** Fills a slot. Executed, it traps at once; loaded, its words are addresses that do. */
  readonly fill: Uint8Array;
  readonly data: Uint8Array;
  readonly stack: Uint8Array;
}

/** The contents of memory, but for the blocks. */
export function images(set: InstructionSet, random: Random): Images {
  const fill = new Uint8Array(slotSize);
  const halfwords = new Uint16Array(fill.buffer);
  for (let index = 0; index < halfwords.length; index += 2) {
    // T32: UDF. A32: 0xf7f.def., UNDEFINED, and UDF as T32. As an address a word has not the low bits 10.
    const low = random.below(set === "a32" ? 4 : 48) * 4 + random.pick([0, 1, 3]);
    halfwords[index] = (set === "a32" ? 0xdef0 : 0xde40) + low;
    halfwords[index + 1] = set === "a32" ? 0xf7f0 + random.below(16) : 0xde40 + random.below(192);
  }
  // Right behind T32 code, where BX PC may lead: UDF in A32, and in T32 UDF and a branch to the next one.
  for (let index = codeStart / 2; set === "t32" && index < codeEnd / 2; index += 2) {
    halfwords[index] = 0xdef0 + random.below(4) * 4 + random.pick([0, 1, 3]);
    halfwords[index + 1] = 0xe7ff;
  }
  return { set, fill, data: landings(dataSize, random), stack: landings(stackSize, random) };
}

function landings(size: number, random: Random): Uint8Array {
  const words = new Uint32Array(size / 4);
  for (let index = 0; index < words.length; index++) words[index] = landing(random);
  return new Uint8Array(words.buffer);
}

/** All code of a batch, as it is put into memory at once. */
export class CodeImage {
  readonly #home: Uint8Array;
  readonly #places: ReadonlyMap<number, Uint8Array>;

  constructor({ fill }: Images, slots: number = slotCount) {
    const repeated = (size: number): Uint8Array => {
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; at += fill.length) bytes.set(fill.subarray(0, Math.min(fill.length, size - at)), at);
      return bytes;
    };
    this.#home = repeated(slots * slotSize);
    this.#places = new Map(
      Object.values(places).map((base) => [base, repeated(Math.ceil((slots * placeSize) / slotSize) * slotSize)]),
    );
  }

  put(address: number, code: Uint8Array): void {
    if (isInHome(address)) this.#home.set(code, address - region);
    else {
      const [base, bytes] = [...this.#places].find(
        ([start, area]) => address >= start && address < start + area.length,
      )!;
      bytes.set(code, address - base);
    }
  }

  /** What is at home around a slot, as far as code there reaches. */
  around(slot: number): { readonly address: number; readonly bytes: Uint8Array } {
    const start = (slot - 1) * slotSize;
    return { address: region + start, bytes: this.#home.subarray(start, start + 3 * slotSize) };
  }

  /** Maps all areas and fills them. */
  map(runner: ArmRunner, { data: dataImage, stack: stackImage }: Images): void {
    for (const [base, bytes] of [[region, this.#home] as const, ...this.#places]) {
      runner.map(base, bytes.length);
      runner.write(base, bytes);
    }
    runner.map(data, dataSize, "rw");
    runner.write(data, dataImage);
    runner.map(stack, stackSize, "rw");
    runner.write(stack, stackImage);
  }
}
