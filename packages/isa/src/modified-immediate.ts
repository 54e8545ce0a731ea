import { isaError } from "./errors.js";
import { isWord } from "./range.js";

const rotateRight = (value: number, amount: number): number =>
  ((value >>> amount) | (value << ((32 - amount) & 31))) >>> 0;

/** A 32-bit constant in the 12 bits of a modified immediate: how it is held, and what it stands for. */
export class ModifiedImmediate {
  /** The constant, 0 to 2^32 - 1. */
  readonly value: number;
  /** The 12-bit field: `imm12` in A32, `i:imm3:imm8` in T32. */
  readonly field: number;

  /** @internal Use {@link a32Immediate} or {@link t32Immediate}. */
  constructor(value: number, field: number) {
    this.value = value;
    this.field = field;
  }

  toString(): string {
    return `${this.value}`;
  }
}

/** The constant, 0 to 2^32 - 1, that an A32 `imm12` stands for: an 8-bit value rotated right by twice a 4-bit amount (A5.2.4). */
export function expandA32Immediate(imm12: number): number {
  return rotateRight(imm12 & 0xff, (imm12 >>> 7) & 30);
}

/** The canonical (smallest rotation) A32 `imm12` of a 32-bit constant, or -1 if it has none. */
export function encodeA32Immediate(value: number): number {
  const unsigned = value >>> 0;
  if (unsigned < 256) return unsigned;
  for (let rotation = 1; rotation < 16; rotation++) {
    const byte = ((unsigned << (2 * rotation)) | (unsigned >>> (32 - 2 * rotation))) >>> 0;
    if (byte < 256) return (rotation << 8) | byte;
  }
  return -1;
}

/** The constant, 0 to 2^32 - 1, that a T32 `i:imm3:imm8` stands for (A6.3.2). A replicated zero byte is UNPREDICTABLE and gives 0. */
export function expandT32Immediate(field: number): number {
  const byte = field & 0xff;
  switch (field >>> 8) {
    case 0:
      return byte;
    case 1:
      return byte * 0x00010001;
    case 2:
      return byte * 0x01000100;
    case 3:
      return byte * 0x01010101;
    default:
      return rotateRight(0x80 | (field & 0x7f), field >>> 7);
  }
}

/** The T32 `i:imm3:imm8` of a 32-bit constant, or -1 if it has none. */
export function encodeT32Immediate(value: number): number {
  const unsigned = value >>> 0;
  if (unsigned < 256) return unsigned;
  const low = unsigned & 0xff;
  const second = (unsigned >>> 8) & 0xff;
  if (low !== 0 && unsigned === low * 0x00010001) return 0x100 | low;
  if (second !== 0 && unsigned === second * 0x01000100) return 0x200 | second;
  if (low !== 0 && unsigned === low * 0x01010101) return 0x300 | low;
  const leading = Math.clz32(unsigned);
  if (leading > 23) return -1;
  const byte = unsigned >>> (24 - leading);
  return (unsigned & (2 ** (24 - leading) - 1)) === 0 ? ((leading + 8) << 7) | (byte & 0x7f) : -1;
}

function modifiedImmediate(set: "A32" | "T32", value: number, field: number): ModifiedImmediate {
  if (field < 0 || !isWord(value)) {
    throw isaError(
      "not-encodable",
      "the constant",
      value,
      `an ${set} modified immediate`,
      ": load it with MOVW and MOVT or from a literal pool",
    );
  }
  return new ModifiedImmediate(value >>> 0, field);
}

/**
 * A constant as an A32 modified immediate.
 *
 * @param value - -2^31 to 2^32 - 1
 * @throws {IsaError} `not-encodable` if it does not exist
 */
export function a32Immediate(value: number): ModifiedImmediate {
  return modifiedImmediate("A32", value, encodeA32Immediate(value));
}

/**
 * A constant as a T32 modified immediate.
 *
 * @param value - -2^31 to 2^32 - 1
 * @throws {IsaError} `not-encodable` if it does not exist
 */
export function t32Immediate(value: number): ModifiedImmediate {
  return modifiedImmediate("T32", value, encodeT32Immediate(value));
}
