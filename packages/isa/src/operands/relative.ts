import type { Bits } from "../bits.js";
import { encodeA32Immediate, expandA32Immediate } from "../modified-immediate.js";
import { coreRegisters } from "../registers.js";
import type { Row } from "../row.js";
import type { DecodeContext, OperandCodec, RelativeCodec } from "./codec.js";
import { coreRegisterOf, use } from "./core-register.js";
import { type Access, type LabelOperand, Memory, type MemoryOperand, type OperandInput } from "./operand.js";

/** @internal The PC value that an instruction sees: 8 bytes on in A32, 4 in T32 (A2.3.1), perhaps word-aligned. */
export function pcValue(set: Row["set"], address: number, aligned: boolean): number {
  const pc = address + (set === "a32" ? 8 : 4);
  return (aligned ? pc & ~3 : pc) >>> 0;
}

/** How a distance is held in an encoding. */
interface Distance {
  readonly least: number;
  readonly greatest: number;
  readonly alignment: number;
  readonly bits: readonly Bits[];
  /** As in `RelativeCodec`; null if it is left out. */
  readonly plainField?: Bits | null;
  /** Whether there is an encoding of a distance within these bounds; all have one if this is left out. */
  exists?(distance: number): boolean;
  get(word: number): number;
  put(distance: number): number;
}

const signed = (value: number, width: number): number => (value >= 2 ** (width - 1) ? value - 2 ** width : value);

/** @internal A two's complement distance in units of `factor` bytes. */
export function signedDistance(bits: Bits, factor: number): Distance {
  const half = 2 ** (bits.width - 1);
  return {
    least: -half * factor,
    greatest: (half - 1) * factor,
    alignment: factor,
    bits: [bits],
    plainField: bits.pieces.length === 1 ? bits : null,
    get: (word) => signed(bits.get(word), bits.width) * factor,
    put: (distance) => bits.put((distance / factor) & bits.mask),
  };
}

/** @internal A distance forward, in units of `factor` bytes, or with a U bit in either direction. */
export function unsignedDistance(bits: Bits, factor: number, up: Bits | null, subtracts = false): Distance {
  const most = bits.mask * factor;
  return {
    least: up === null && !subtracts ? 0 : -most,
    greatest: up === null && subtracts ? 0 : most,
    alignment: factor,
    bits: up === null ? [bits] : [bits, up],
    get: (word) => bits.get(word) * factor * (up === null ? (subtracts ? -1 : 1) : up.get(word) === 0 ? -1 : 1),
    put: (distance) => bits.put(Math.abs(distance) / factor) | (up !== null && distance >= 0 ? up.put(1) : 0),
  };
}

/**
 * @internal The distance of B T4, BL T1 and BLX T2: `S:I1:I2:imm` with I1 = NOT(J1 EOR S) and I2 = NOT(J2 EOR S) (A8.8.18).
 */
export function jumpDistance(S: Bits, J1: Bits, J2: Bits, rest: Bits, factor: number): Distance {
  const width = 3 + rest.width;
  const half = 2 ** (width - 1);
  return {
    least: -half * factor,
    greatest: (half - 1) * factor,
    alignment: factor,
    bits: [S, J1, J2, rest],
    get(word) {
      const s = S.get(word);
      const high = s * 4 + (1 - (J1.get(word) ^ s)) * 2 + (1 - (J2.get(word) ^ s));
      return signed(high * 2 ** rest.width + rest.get(word), width) * factor;
    },
    put(distance) {
      const value = distance / factor;
      const s = value < 0 ? 1 : 0;
      const i1 = (value >> (rest.width + 1)) & 1;
      const i2 = (value >> rest.width) & 1;
      return S.put(s) | J1.put(i1 ^ s ^ 1) | J2.put(i2 ^ s ^ 1) | rest.put(value & rest.mask);
    },
  };
}

/** Addresses wrap at 2^32, and so do distances. */
const nearDistance = (distance: number): number =>
  distance > 2 ** 31 ? distance - 2 ** 32 : distance < -(2 ** 31) ? distance + 2 ** 32 : distance;

const relative = (
  distance: Distance,
  aligned: boolean,
): Pick<RelativeCodec, "least" | "greatest" | "alignment" | "plainField" | "base" | "encodeDistance"> => ({
  least: distance.least,
  greatest: distance.greatest,
  alignment: distance.alignment,
  plainField: distance.plainField ?? null,
  base: (row, address) => pcValue(row.set, address, aligned),
  encodeDistance(value) {
    const near = nearDistance(value);
    return near >= distance.least &&
      near <= distance.greatest &&
      (near & (distance.alignment - 1)) === 0 &&
      (distance.exists?.(near) ?? true)
      ? distance.put(near)
      : null;
  },
});

const isAddress = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 2 ** 32;

/** @internal The target of a branch: an address, a label. */
export function labelCodec(
  distance: Distance,
  aligned: boolean,
  textOf: (target: number) => string = (target) => `0x${target.toString(16)}`,
): RelativeCodec {
  const parts = relative(distance, aligned);
  const target = ({ row, address, word }: DecodeContext): number =>
    (parts.base(row, address) + distance.get(word)) >>> 0;
  const codec: RelativeCodec = {
    ...parts,
    name: "label",
    access: "read",
    uses: [],
    bits: distance.bits,
    inputType: "LabelLike",
    accepts: (input) => typeof input === "number" || typeof input === "string",
    encode(input, context) {
      if (typeof input === "string") {
        context.label = input;
        context.labelCodec = codec;
        return distance.put(0);
      }
      const to = input as number;
      if (!isAddress(to)) return context.fail("out-of-range", "label", to, "0 to 2^32 - 1");
      const base = parts.base(context.row, context.address);
      const found = parts.encodeDistance(to - base);
      if (found !== null) return found;
      const misaligned = (to - base) % distance.alignment !== 0;
      return context.fail(
        misaligned ? "misaligned" : "out-of-range",
        "label",
        to,
        `${base + distance.least} to ${base + distance.greatest}, in steps of ${distance.alignment}`,
      );
    },
    decode(context): LabelOperand {
      const address = target(context);
      return { kind: "label", address, access: "read", input: address };
    },
    format: (context) => textOf(target(context)),
  };
  return codec;
}

/**
 * @internal A literal: `[pc, #imm]`, or a label or an address. `text` prints the offset; ADR prints none of the brackets.
 */
export function literalCodec(
  distance: Distance,
  up: Bits | null,
  subtracts: boolean,
  access: Access,
  adr: boolean,
): RelativeCodec {
  const parts = relative(distance, true);
  const branch = labelCodec(distance, true);
  const pc = coreRegisters[15]!;
  const subtract = (word: number): boolean => (up === null ? subtracts : up.get(word) === 0);
  const decodeMemory = (word: number): Memory =>
    new Memory({ base: pc, displacement: distance.get(word), subtract: subtract(word) });
  const codec: RelativeCodec = {
    ...parts,
    name: adr ? "label" : "offset",
    access,
    uses: [use(null, "read", 15)],
    bits: distance.bits,
    inputType: adr ? "LabelLike" : "LabelLike | Memory",
    accepts: (input: OperandInput) =>
      typeof input === "number" ||
      (typeof input === "string" && coreRegisterOf(input) === null) ||
      (input instanceof Memory && input.base === pc && input.index === null && input.mode === "offset"),
    encode(input, context) {
      if (!(input instanceof Memory)) {
        const bits = branch.encode(input, context);
        if (context.labelCodec === branch) context.labelCodec = codec;
        return bits;
      }
      const found = parts.encodeDistance(input.displacement);
      if (found === null || (up === null && input.subtract !== subtracts && input.displacement === 0)) {
        return context.fail(
          "out-of-range",
          "offset",
          input.displacement,
          `${distance.least} to ${distance.greatest}, in steps of ${distance.alignment}`,
        );
      }
      return input.displacement === 0 && input.subtract && up !== null ? found & ~up.put(1) : found;
    },
    decode({ word }): MemoryOperand {
      const memory = decodeMemory(word);
      return { kind: "memory", memory, access, input: memory };
    },
    format({ row, word }) {
      const text = `#${subtract(word) ? "-" : ""}${Math.abs(distance.get(word))}`;
      if (adr) return text;
      const hidesMinus = row.set === "t32" && distance.alignment === 1;
      const hidden = distance.get(word) === 0 && row.size === 4 && (hidesMinus || !subtract(word));
      return hidden ? "[pc]" : `[pc, ${text}]`;
    },
  };
  return codec;
}

/** @internal The distance of ADR in A32: a modified immediate, added to PC or subtracted from it. */
export function constantDistance(bits: Bits, subtracts: boolean): Distance {
  const sign = subtracts ? -1 : 1;
  return {
    least: subtracts ? -(2 ** 32 - 1) : 0,
    greatest: subtracts ? 0 : 2 ** 32 - 1,
    alignment: 1,
    bits: [bits],
    exists: (distance) => encodeA32Immediate(Math.abs(distance)) >= 0,
    get: (word) => sign * expandA32Immediate(bits.get(word)),
    put: (distance) => bits.put(encodeA32Immediate(Math.abs(distance))),
  };
}

/** @internal Whether an operand is a distance from PC. */
export function isRelative(codec: OperandCodec): codec is RelativeCodec {
  return "encodeDistance" in codec;
}
