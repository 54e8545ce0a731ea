/** A section of a file that {@link elfFile} builds. */
export interface BuiltSection {
  /** sh_type */
  readonly kind: number;
  readonly name?: string;
  readonly contents?: Uint8Array;
  /** The index of a section before it whose contents it has. */
  readonly sameAs?: number;
  /** sh_link; 0 by default. */
  readonly link?: number;
  /** How many headers of it there are; 1 by default. */
  readonly count?: number;
  /** Each of its headers has its name at another byte of the names of sections, from the first byte on. */
  readonly nameOffsets?: boolean;
}

const FILE_HEADER = 52;
const PROGRAM_HEADER = 32;
const SECTION_HEADER = 40;
const PT_INTERP = 3;

/**
 * An ELF file for 32-bit ARM with sections as they are asked for, numbered from 1 on, whether they make sense or not.
 *
 * @param prefix - what the names of sections begin with, before a zero
 * @param interpreters - how many PT_INTERP headers name the contents of the first section
 */
export function elfFile(
  sections: readonly BuiltSection[],
  prefix: Uint8Array = Buffer.alloc(0),
  interpreters = 0,
): Uint8Array {
  const names: Uint8Array[] = [prefix, Buffer.alloc(1)];
  let namesSize = prefix.length + 1;
  const parts: Uint8Array[] = [];
  let at = FILE_HEADER + interpreters * PROGRAM_HEADER;
  const put = (contents: Uint8Array): { offset: number; size: number } => {
    const offset = at;
    parts.push(contents);
    at += contents.length;
    return { offset, size: contents.length };
  };

  const headers: Buffer[] = [Buffer.alloc(SECTION_HEADER)];
  const places = [{ offset: 0, size: 0 }];
  const addHeader = (
    nameAt: number,
    kind: number,
    { offset, size }: { offset: number; size: number },
    link: number,
  ): void => {
    const header = Buffer.alloc(SECTION_HEADER);
    header.set(words(nameAt, kind, 0, 0, offset, size, link));
    headers.push(header);
  };
  for (const { kind, name = "", contents, sameAs, link = 0, count = 1, nameOffsets = false } of sections) {
    const place = sameAs === undefined ? put(contents!) : places[sameAs]!;
    const nameAt = name === "" ? prefix.length : namesSize;
    if (name !== "") {
      names.push(Buffer.from(`${name}\0`));
      namesSize += name.length + 1;
    }
    places.push(place);
    for (let index = 0; index < count; index++) addHeader(nameOffsets ? index : nameAt, kind, place, link);
  }
  addHeader(prefix.length, 3, put(Buffer.concat(names)), 0);

  const fileHeader = Buffer.alloc(FILE_HEADER);
  fileHeader.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
  fileHeader.writeUInt16LE(2, 16);
  fileHeader.writeUInt16LE(40, 18);
  fileHeader.writeUInt32LE(FILE_HEADER, 28);
  fileHeader.writeUInt32LE(at, 32);
  fileHeader.writeUInt16LE(PROGRAM_HEADER, 42);
  fileHeader.writeUInt16LE(interpreters, 44);
  fileHeader.writeUInt16LE(SECTION_HEADER, 46);
  fileHeader.writeUInt16LE(headers.length, 48);
  fileHeader.writeUInt16LE(headers.length - 1, 50);
  const interpreter = Buffer.alloc(PROGRAM_HEADER);
  const { offset, size } = places[1]!;
  interpreter.set(words(PT_INTERP, offset, 0, 0, size, size));
  return Buffer.concat([fileHeader, ...Array.from({ length: interpreters }, () => interpreter), ...parts, ...headers]);
}

const words = (...values: number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);

/** An entry of a table of symbols: a global function. @param nameAt - the offset of its name */
export function symbol(nameAt: number, address: number): Buffer {
  const entry = Buffer.alloc(16);
  entry.writeUInt32LE(nameAt, 0);
  entry.writeUInt32LE(address, 4);
  entry.writeUInt8(0x12, 12);
  entry.writeUInt16LE(1, 14);
  return entry;
}
