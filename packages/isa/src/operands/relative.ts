import type { Bits } from "../bits.js";
import { encodeA32Immediate, expandA32Immediate } from "../modified-immediate.js";
import { isAddress } from "../range.js";
import { pc } from "../registers.js";
import type { Row } from "../row.js";
import { type EncodeContext, type OperandDecoder, OperandEncoder, use } from "./codec.js";
import { isCoreRegister } from "./core-register.js";
import { memoryAccess, memoryOperand } from "./memory.js";
import { type LabelOperand, Memory, type OperandInput } from "./operand.js";
import type { Slot } from "./slot.js";

/** The PC value that an instruction sees: 8 bytes on in A32, 4 in T32 (A2.3.1), perhaps word-aligned. */
function pcValue(set: Row["set"], address: number, aligned: boolean): number {
  const seen = address + (set === "a32" ? 8 : 4);
  return (aligned ? seen & ~3 : seen) >>> 0;
}

/** How a distance in bytes is put into bits. */
interface Distance {
  readonly least: number;
  readonly greatest: number;
  readonly alignment: number;
  readonly bits: readonly (Bits | null)[];
  readonly plainField?: Bits | null;
  /** The bits of a distance within these bounds; null if it has none. */
  put(distance: number): number | null;
}

/** Addresses wrap at 2^32, and so do distances. */
const nearDistance = (distance: number): number =>
  distance > 2 ** 31 ? distance - 2 ** 32 : distance < -(2 ** 31) ? distance + 2 ** 32 : distance;

/** @internal An operand that is a distance from PC, and so can be filled in later. */
export class RelativeEncoder extends OperandEncoder {
  /** The least and the greatest distance in bytes from the PC value that the instruction sees. */
  readonly least: number;
  readonly greatest: number;
  /** What the distance must be a multiple of, in bytes. */
  readonly alignment: number;
  /** The one run of bits that holds the distance in two's complement, in units of `alignment`; null if it is held otherwise. */
  readonly plainField: Bits | null;
  readonly #aligned: boolean;
  readonly #put: Distance["put"];

  constructor(
    name: string,
    { least, greatest, alignment, bits, plainField, put }: Distance,
    aligned: boolean,
    accepts: OperandEncoder["accepts"],
    encodeMemory: (memory: Memory, context: EncodeContext) => number = () => 0,
  ) {
    super(name, bits, accepts, (input, context) =>
      input instanceof Memory ? encodeMemory(input, context) : this.#encodeTarget(input as number | string, context),
    );
    this.least = least;
    this.greatest = greatest;
    this.alignment = alignment;
    this.plainField = plainField ?? null;
    this.#aligned = aligned;
    this.#put = put;
  }

  /** The PC value that an instruction at an address sees, word-aligned if the encoding does so. */
  base(row: Row, address: number): number {
    return pcValue(row.set, address, this.#aligned);
  }

  /** The bits for a distance, or null if it is out of reach or misaligned. */
  encodeDistance(distance: number): number | null {
    const near = nearDistance(distance);
    return near >= this.least && near <= this.greatest && (near & (this.alignment - 1)) === 0 ? this.#put(near) : null;
  }

  /** What can be reached, counted from a PC value that an instruction sees; for messages. */
  reach(base: number): string {
    return `0x${Math.max(base + this.least, 0).toString(16)} to 0x${(base + this.greatest).toString(16)} in steps of ${this.alignment}`;
  }

  #encodeTarget(target: number | string, context: EncodeContext): number {
    if (typeof target === "string") {
      context.label = target;
      context.labelEncoder = this;
      return this.#put(0)!;
    }
    if (!isAddress(target)) return context.outOfRange("label", target, "0 to 2^32 - 1");
    const base = this.base(context.row, context.address);
    const distance = target - base;
    return (
      this.encodeDistance(distance) ??
      context.fail(distance % this.alignment === 0 ? "out-of-range" : "misaligned", "label", target, this.reach(base))
    );
  }
}

/** @internal True if an operand is a distance from PC. */
export const isRelative = (encoder: OperandEncoder): encoder is RelativeEncoder => encoder instanceof RelativeEncoder;

const isTarget = (input: OperandInput): boolean => typeof input === "number" || typeof input === "string";

/** The distances of a two's complement number of so many bits, in units of bytes. */
const signedBounds = (width: number, alignment: number): Pick<Distance, "least" | "greatest" | "alignment"> => ({
  least: -(2 ** (width - 1)) * alignment,
  greatest: (2 ** (width - 1) - 1) * alignment,
  alignment,
});

const signed = (value: number, width: number): number => (value >= 2 ** (width - 1) ? value - 2 ** width : value);

/** The decoder of a branch target. */
const targetDecoder = (aligned: boolean, distanceIn: (word: number) => number): OperandDecoder => ({
  uses: [],
  inputType: "LabelLike",
  decode({ row, address, word }): LabelOperand {
    const target = (pcValue(row.set, address, aligned) + distanceIn(word)) >>> 0;
    return { kind: "label", address: target, access: "read", input: target };
  },
  format: ({ row, address, word }) =>
    `0x${((pcValue(row.set, address, aligned) + distanceIn(word)) >>> 0).toString(16)}`,
});

/** @internal `label(imm24*4)`, `labelx(…)`: two's complement, in units of bytes. */
export function labelEncoder(slot: Slot): OperandEncoder {
  const { bits: field, factor } = slot.scaled(0);
  const bits = field!;
  const distance: Distance = {
    ...signedBounds(bits.width, factor),
    bits: [bits],
    plainField: bits.pieces.length === 1 ? bits : null,
    put: (value) => bits.put((value / factor) & bits.mask),
  };
  return new RelativeEncoder("label", distance, slot.kind === "labelx", isTarget);
}

/** @internal */
export function labelDecoder(slot: Slot): OperandDecoder {
  const { bits, factor } = slot.scaled(0);
  return targetDecoder(slot.kind === "labelx", (word) => signed(bits!.get(word), bits!.width) * factor);
}

/**
 * @internal `jump(S,J1,J2,imm10:imm11)`, `jumpx(…)`: B T4, BL T1 and BLX T2 hold `S:I1:I2:imm` with I1 = NOT(J1 EOR S) and
 * I2 = NOT(J2 EOR S) (A8.8.18).
 */
export function jumpEncoder(slot: Slot): OperandEncoder {
  const [S, J1, J2, rest] = [slot.bits(0), slot.bits(1), slot.bits(2), slot.bits(3)];
  const isExchange = slot.kind === "jumpx";
  const alignment = isExchange ? 4 : 2;
  const distance: Distance = {
    ...signedBounds(3 + rest.width, alignment),
    bits: [S, J1, J2, rest],
    put(bytes) {
      const value = bytes / alignment;
      const s = value < 0 ? 1 : 0;
      const i1 = (value >> (rest.width + 1)) & 1;
      const i2 = (value >> rest.width) & 1;
      return S.put(s) | J1.put(i1 ^ s ^ 1) | J2.put(i2 ^ s ^ 1) | rest.put(value & rest.mask);
    },
  };
  return new RelativeEncoder("label", distance, isExchange, isTarget);
}

/** @internal */
export function jumpDecoder(slot: Slot): OperandDecoder {
  const [S, J1, J2, rest] = [slot.bits(0), slot.bits(1), slot.bits(2), slot.bits(3)];
  const isExchange = slot.kind === "jumpx";
  return targetDecoder(isExchange, (word) => {
    const s = S.get(word);
    const high = s * 4 + (1 - (J1.get(word) ^ s)) * 2 + (1 - (J2.get(word) ^ s));
    return signed(high * 2 ** rest.width + rest.get(word), 3 + rest.width) * (isExchange ? 4 : 2);
  });
}

/** A distance forward or, where it is subtracted, backward; with a U bit in either direction. */
function unsignedDistance(slot: Slot, up: Bits | null): Distance {
  const { bits: field, factor, subtracts } = slot.scaled(0);
  const bits = field!;
  const most = bits.mask * factor;
  return {
    least: up !== null || subtracts ? -most : 0,
    greatest: up === null && subtracts ? 0 : most,
    alignment: factor,
    bits: [bits, up],
    put: (distance) => bits.put(Math.abs(distance) / factor) | (up !== null && distance >= 0 ? up.put(1) : 0),
  };
}

/** @internal `ulabel(i:imm5*2)`: a branch forward. */
export const forwardEncoder = (slot: Slot): OperandEncoder =>
  new RelativeEncoder("label", unsignedDistance(slot, null), false, isTarget);

/** @internal */
export function forwardDecoder(slot: Slot): OperandDecoder {
  const { bits, factor } = slot.scaled(0);
  return targetDecoder(false, (word) => bits!.get(word) * factor);
}

/** The distance of ADR in A32: a modified immediate, added to PC or subtracted from it. */
function constantDistance(slot: Slot): Distance {
  const { bits, subtracts } = slot.scaled(0);
  const most = 2 ** 32 - 1;
  return {
    least: subtracts ? -most : 0,
    greatest: subtracts ? 0 : most,
    alignment: 1,
    bits: [bits],
    put(distance) {
      const field = encodeA32Immediate(Math.abs(distance));
      return field < 0 ? null : bits!.put(field);
    },
  };
}

/** @internal `literal(imm12)`: `[pc, #imm]`, or a label or an address; `adr(imm12)`: without the brackets. */
export const literalEncoder = (slot: Slot): OperandEncoder =>
  addressEncoder(slot, unsignedDistance(slot, slot.field("U")));

/** @internal `a32adr(imm12)`: as `adr`, with a modified immediate. */
export const a32AddressEncoder = (slot: Slot): OperandEncoder => addressEncoder(slot, constantDistance(slot));

function addressEncoder(slot: Slot, distance: Distance): OperandEncoder {
  const up = slot.field("U");
  const { subtracts } = slot.scaled(0);
  const encoder: RelativeEncoder = new RelativeEncoder(
    slot.kind === "literal" ? "offset" : "label",
    distance,
    true,
    (input) =>
      (isTarget(input) && !isCoreRegister(input)) ||
      (input instanceof Memory && input.base === pc && input.index === null && input.mode === "offset"),
    ({ displacement, subtract }, context) => {
      const bits = encoder.encodeDistance(displacement);
      // A 0 that is subtracted is another one.
      const otherZero = displacement === 0 && subtract !== subtracts;
      if (bits === null || (otherZero && up === null)) {
        const { least, greatest, alignment } = encoder;
        return context.outOfRange("offset", displacement, `${least} to ${greatest}, a multiple of ${alignment}`);
      }
      return otherZero ? bits & ~up!.put(1) : bits;
    },
  );
  return encoder;
}

/** @internal */
export function literalDecoder(slot: Slot): OperandDecoder {
  const { kind } = slot;
  const access = memoryAccess(slot);
  const { bits, factor, subtracts } = slot.scaled(0);
  const up = kind === "a32adr" ? null : slot.field("U");
  const subtractIn = (word: number): boolean => (up === null ? subtracts : up.get(word) === 0);
  const magnitudeIn = (word: number): number =>
    kind === "a32adr" ? expandA32Immediate(bits!.get(word)) : bits!.get(word) * factor;
  return {
    uses: [use(null, "read", pc.number)],
    inputType: kind === "literal" ? "LabelLike | Memory" : "LabelLike",
    decode({ word }) {
      const subtract = subtractIn(word);
      const magnitude = magnitudeIn(word);
      return memoryOperand(new Memory({ base: pc, displacement: subtract ? -magnitude : magnitude, subtract }), access);
    },
    format({ row, word }) {
      const subtract = subtractIn(word);
      const magnitude = magnitudeIn(word);
      const text = `#${subtract ? "-" : ""}${magnitude}`;
      if (kind !== "literal") return text;
      const hidesMinus = row.set === "t32" && factor === 1;
      return magnitude === 0 && row.size === 4 && (hidesMinus || !subtract) ? "[pc]" : `[pc, ${text}]`;
    },
  };
}
