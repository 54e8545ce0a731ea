import type { RelativeEncoder } from "../operands/relative.js";
import type { Row } from "../row.js";
import type { CodeBuffer } from "./code-buffer.js";
import { hexAddress, WriterError } from "./writer-error.js";

/** @internal A place in code that still needs the distance to something. */
export interface Reference {
  readonly offset: number;
  readonly row: Row;
  readonly encoder: RelativeEncoder;
}

/** @internal The bits that hold a distance. */
export const fieldMask = ({ bits }: RelativeEncoder): number =>
  bits.reduce((mask, each) => mask | each.put(each.mask), 0);

/** @internal The word of an instruction that was written; a wide T32 instruction with its first halfword in the high half. */
export function readWord(buffer: CodeBuffer, row: Row, offset: number): number {
  if (row.size === 2) return buffer.get16(offset);
  return row.set === "a32" ? buffer.get32(offset) : ((buffer.get16(offset) << 16) | buffer.get16(offset + 2)) >>> 0;
}

function writeWord(buffer: CodeBuffer, row: Row, offset: number, word: number): void {
  if (row.size === 2) buffer.set16(offset, word);
  else if (row.set === "a32") buffer.set32(offset, word);
  else {
    buffer.set16(offset, word >>> 16);
    buffer.set16(offset + 2, word & 0xffff);
  }
}

/** @internal The address from which a reference counts. */
export const baseOf = ({ row, encoder, offset }: Reference, base: number): number => encoder.base(row, base + offset);

/**
 * @internal The error of an instruction that cannot reach an address.
 *
 * @param label - what stands there, if it has a name
 */
export const outOfReach = (row: Row, encoder: RelativeEncoder, from: number, to: number, label?: string): WriterError =>
  cannotReach(row.id, from, to, encoder.reach(encoder.base(row, from)), label);

/** @internal As {@link outOfReach}, of an instruction's name and the addresses in its reach. */
export function cannotReach(name: string, from: number, to: number, reach: string, label?: string): WriterError {
  const named = label === undefined ? "" : `the label "${label}" at `;
  return new WriterError({
    code: label === undefined ? "target-out-of-reach" : "label-out-of-reach",
    message: `${name} at ${hexAddress(from)} cannot reach ${named}${hexAddress(to)}, only ${reach}`,
    hint: "use a wider form",
    ...(label === undefined ? {} : { label }),
    from,
    to,
    reach,
  });
}

/**
 * @internal Fills in the distance from a reference to an address.
 *
 * @returns whether the address is in reach; if not, nothing is changed
 */
export function resolveReference(buffer: CodeBuffer, reference: Reference, base: number, target: number): boolean {
  const { offset, row, encoder } = reference;
  const bits = encoder.encodeDistance(target - baseOf(reference, base));
  if (bits === null) return false;
  writeWord(buffer, row, offset, (readWord(buffer, row, offset) & ~fieldMask(encoder)) | bits);
  return true;
}
