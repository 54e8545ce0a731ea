import { type Address, checkAddress, checkRange, hex, type MemoryRange } from "./address.js";
import { type AddressSpec, clip } from "./address-spec.js";
import { SlabError } from "./errors.js";

/**
 * The reach of a PC-relative instruction (ARM DDI 0406C, A8). Its target is `base + offset`, where `base` is the PC
 * that the instruction reads: its own address + 8 in A32, + 4 in T32, rounded down to a word for `pcAlignment` 4.
 */
export interface Reach {
  /** Mnemonic and encoding. */
  readonly name: string;
  /** Bytes of the instruction. */
  readonly instructionSize: 2 | 4;
  /** The alignment of its address: 4 in A32, 2 in T32. */
  readonly instructionAlignment: 2 | 4;
  /** PC read - own address, before rounding. */
  readonly pcOffset: 4 | 8;
  /** 4: `Align(PC, 4)`. 1: PC as it is. */
  readonly pcAlignment: 1 | 4;
  /** The lowest offset from the PC read, in bytes. */
  readonly lowest: number;
  /** The highest offset from the PC read, in bytes. */
  readonly highest: number;
  /** Offsets are multiples of this. */
  readonly step: 1 | 2 | 4;
}

function a32(name: string, lowest: number, highest: number, step: 1 | 2 | 4): Reach {
  return { name, instructionSize: 4, instructionAlignment: 4, pcOffset: 8, pcAlignment: 1, lowest, highest, step };
}

function t16(name: string, pcAlignment: 1 | 4, lowest: number, highest: number, step: 1 | 2 | 4): Reach {
  return { name, instructionSize: 2, instructionAlignment: 2, pcOffset: 4, pcAlignment, lowest, highest, step };
}

function t32(name: string, pcAlignment: 1 | 4, lowest: number, highest: number, step: 1 | 2 | 4): Reach {
  return { name, instructionSize: 4, instructionAlignment: 2, pcOffset: 4, pcAlignment, lowest, highest, step };
}

// name, (T32: rounding of PC), lowest and highest offset, step

/** A8.8.18 B A1, A8.8.25 BL A1: imm24:'00'. */
export const A32_B: Reach = a32("A32 B/BL (A1)", -33_554_432, 33_554_428, 4);
/** A8.8.25 BLX (immediate) A2, to T32: imm24:H:'0'. */
export const A32_BLX: Reach = a32("A32 BLX (A2)", -33_554_432, 33_554_430, 2);
/** A8.8.64 LDR (literal) A1; LDRB and PLD alike. */
export const A32_LDR_LITERAL: Reach = a32("A32 LDR literal (A1)", -4095, 4095, 1);
/** A8.8.73 LDRD (literal) A1; LDRH, LDRSB and LDRSH alike. */
export const A32_LDRD_LITERAL: Reach = a32("A32 LDRD literal (A1)", -255, 255, 1);
/** A8.8.333 VLDR A1/A2: imm8:'00'. */
export const A32_VLDR_LITERAL: Reach = a32("A32 VLDR literal (A1)", -1020, 1020, 4);
/** A8.8.12 ADR A1/A2: what every byte offset of the modified immediate covers without a hole. */
export const A32_ADR: Reach = a32("A32 ADR (A1)", -255, 255, 1);
/** The same to words: imm8 rotated to multiples of 4. Larger offsets exist, with holes. */
export const A32_ADR_WORD: Reach = a32("A32 ADR to a word (A1)", -1020, 1020, 4);

/** A8.8.18 B T1, conditional. */
export const T16_B_COND: Reach = t16("T16 B<c> (T1)", 1, -256, 254, 2);
/** A8.8.18 B T2. */
export const T16_B: Reach = t16("T16 B (T2)", 1, -2048, 2046, 2);
/** A8.8.29 CBZ, CBNZ T1: forward only. */
export const T16_CBZ: Reach = t16("T16 CBZ/CBNZ (T1)", 1, 0, 126, 2);
/** A8.8.64 LDR (literal) T1: forward only. */
export const T16_LDR_LITERAL: Reach = t16("T16 LDR literal (T1)", 4, 0, 1020, 4);
/** A8.8.12 ADR T1: forward only. */
export const T16_ADR: Reach = t16("T16 ADR (T1)", 4, 0, 1020, 4);

/** A8.8.18 B T3, conditional. */
export const T32_B_COND_W: Reach = t32("T32 B<c>.W (T3)", 1, -1_048_576, 1_048_574, 2);
/** A8.8.18 B T4, A8.8.25 BL T1. */
export const T32_B_W: Reach = t32("T32 B.W/BL (T4)", 1, -16_777_216, 16_777_214, 2);
/** A8.8.25 BLX (immediate) T2, to A32. */
export const T32_BLX: Reach = t32("T32 BLX (T2)", 4, -16_777_216, 16_777_212, 4);
/** A8.8.64 LDR (literal) T2; LDRB, LDRH, LDRSB, LDRSH and PLD alike. */
export const T32_LDR_LITERAL: Reach = t32("T32 LDR.W literal (T2)", 4, -4095, 4095, 1);
/** A8.8.73 LDRD (literal) T1. */
export const T32_LDRD_LITERAL: Reach = t32("T32 LDRD literal (T1)", 4, -1020, 1020, 4);
/** A8.8.333 VLDR T1/T2. */
export const T32_VLDR_LITERAL: Reach = t32("T32 VLDR literal (T1)", 4, -1020, 1020, 4);
/** A8.8.12 ADR T2/T3. */
export const T32_ADR: Reach = t32("T32 ADR.W (T2/T3)", 4, -4095, 4095, 1);
/** A8.8.236 TBB: 2 × a byte, forward only. */
export const T32_TBB: Reach = t32("T32 TBB (T1)", 1, 0, 510, 2);
/** A8.8.236 TBH: 2 × a halfword, forward only. */
export const T32_TBH: Reach = t32("T32 TBH (T1)", 1, 0, 131_070, 2);

/** The lowest that the base can be, as a distance from the instruction's address. */
function lowestBase(reach: Reach): number {
  return reach.pcOffset - (reach.pcAlignment === 4 && reach.instructionAlignment === 2 ? 2 : 0);
}

/** The PC that an instruction at `address` reads. Bit 0 of a Thumb address must be clear. */
function baseOf(reach: Reach, address: Address): number {
  checkAddress(address, "the instruction's address");
  if (address % reach.instructionAlignment !== 0) {
    throw new SlabError(
      "invalid-alignment",
      `${reach.name} cannot stand at ${hex(address)}: its address is a multiple of ${reach.instructionAlignment}`,
      { address, alignment: reach.instructionAlignment },
    );
  }
  const pc = address + reach.pcOffset;
  return pc - (pc % reach.pcAlignment);
}

/**
 * True if an instruction at `address` can name `target`: in range, and a multiple of the step away. `target` without Thumb bit.
 * The wrap of the hardware's addition at 2^32 is not counted on.
 * @throws SlabError `invalid-range`, `invalid-alignment`.
 */
export function reaches(reach: Reach, address: Address, target: Address): boolean {
  checkAddress(target, "the target");
  const offset = target - baseOf(reach, address);
  return offset >= reach.lowest && offset <= reach.highest && offset % reach.step === 0;
}

/**
 * The addresses that one instruction at `address` can name.
 * @throws SlabError `invalid-range`, `invalid-alignment`.
 */
export function targetsOf(reach: Reach, address: Address): AddressSpec {
  const base = baseOf(reach, address);
  return clip(address, base + reach.lowest, base + reach.highest + reach.step);
}

/**
 * The addresses of whole instructions that can name `target`, if their alignment permits it: see {@link reaches}.
 * @throws SlabError `invalid-range`.
 */
export function sourcesOf(reach: Reach, target: Address): AddressSpec {
  checkAddress(target, "the target");
  // offset = target - base <= highest, and base >= address + lowestBase: the worst of both roundings, at either end.
  const first = target - reach.highest - lowestBase(reach);
  const last = target - reach.lowest - reach.pcOffset;
  return clip(target, first, last + reach.instructionSize);
}

/**
 * The largest piece of memory within which every instruction can name every place, in bytes; 0 for instructions that
 * reach forward only.
 *
 * Downward, the last instruction (at size - instructionSize) names byte 0:
 * size <= -lowest - pcOffset + instructionSize. Upward, the first names the last step:
 * size <= highest + pcOffset + step.
 * A32 B: 33,554,428 bytes, one word short of 32 MiB. T32 B.W: 16 MiB exactly.
 */
export function mutualSpan(reach: Reach): number {
  const down = -reach.lowest - reach.pcOffset + reach.instructionSize;
  const up = reach.highest + lowestBase(reach) + reach.step;
  return Math.max(0, Math.min(down, up));
}

/**
 * The addresses of memory in which every instruction can name every place in `range`, and the other way round.
 * @throws SlabError `out-of-reach`: the range alone is larger than that allows. `invalid-range`.
 */
export function neighboursOf(reach: Reach, range: MemoryRange): AddressSpec {
  checkRange(range, "the range to be reached");
  const span = mutualSpan(reach);
  if (range.size > span) {
    throw new SlabError(
      "out-of-reach",
      `${range.size} bytes at ${hex(range.base)} do not reach across themselves: ${reach.name} covers ${span} bytes in both directions`,
      { base: range.base, size: range.size, span, reach: reach.name },
    );
  }
  const middle = range.base + Math.floor(range.size / 2);
  return clip(middle, range.base + range.size - span, range.base + span);
}
