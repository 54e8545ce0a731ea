import { inflateSync } from "node:zlib";
import { type ElfBytes, viewOf } from "./elf-bytes.js";
import { malformed } from "./errors.js";
import { type ElfHeader, tableAt } from "./header.js";

/** The types of sections that this package knows: values of sh_type. */
export const SectionType = { SYMTAB: 2, NOTE: 7, NOBITS: 8, REL: 9, DYNSYM: 11, RELA: 4 } as const;
/** Flags of sections: bits of sh_flags. */
export const SectionFlag = { WRITE: 1, ALLOC: 2, EXECINSTR: 4, COMPRESSED: 0x800 } as const;

/** A section header. */
export interface ElfSection {
  /** Its number: symbols name their section by it. */
  readonly index: number;
  readonly name: string;
  /** See {@link SectionType}; others exist. */
  readonly type: number;
  /** Bits of {@link SectionFlag}; others exist. */
  readonly flags: number;
  /** The address of its first byte, as the file has it; 0 if it is not loaded. */
  readonly address: number;
  readonly offset: number;
  /** In memory, in bytes. */
  readonly size: number;
  /** Bytes of its contents in the file: 0 where there are none, as for `.bss` and in files of debug symbols. */
  readonly fileSize: number;
  /** The number of a section that belongs to it: for symbols their names, for relocations their symbols. */
  readonly link: number;
  /** For relocations the number of the section that they change. */
  readonly info: number;
}

const SECTION_HEADER_BYTES = 40;
const SHN_UNDEF = 0;
const ELFCOMPRESS_ZLIB = 1;
const COMPRESSION_HEADER_BYTES = 12;
/** The most that is unpacked of each byte: debugging data shrinks to between a third and a tenth. */
const MOST_INFLATION = 64;
/** A few bytes may shrink more. */
const ALWAYS_UNPACKED = 65536;

/** Reads the section headers. @throws {ElfError} */
export function readSections(elf: ElfBytes, { sectionHeaders, namesSection }: ElfHeader): ElfSection[] {
  const { view, entries } = tableAt(elf, sectionHeaders, SECTION_HEADER_BYTES, "section headers");
  const word = (at: number, index: number): number => view.getUint32(at + 4 * index, true);
  const namesAt = namesSection === SHN_UNDEF ? undefined : entries[namesSection];
  const names = namesAt === undefined ? undefined : elf.range(word(namesAt, 4), word(namesAt, 5));
  return entries.map((at, index) => ({
    index,
    name: names === undefined ? "" : elf.text(names, word(at, 0), "names of sections"),
    type: word(at, 1),
    flags: word(at, 2),
    address: word(at, 3),
    offset: word(at, 4),
    size: word(at, 5),
    fileSize: word(at, 1) === SectionType.NOBITS ? 0 : word(at, 5),
    link: word(at, 6),
    info: word(at, 7),
  }));
}

/** The contents of a section, decompressed. @throws {ElfError} `malformed`, also for a compression that this package does not know */
export function contentsOf(elf: ElfBytes, section: ElfSection): Uint8Array {
  const bytes = elf.part(section.offset, section.fileSize);
  if ((section.flags & SectionFlag.COMPRESSED) === 0 || bytes.length === 0) return bytes;
  if (bytes.length < COMPRESSION_HEADER_BYTES) throw malformed(`has a section ${section.name} that is too short`);
  const view = viewOf(bytes);
  const kind = view.getUint32(0, true);
  const size = view.getUint32(4, true);
  if (kind !== ELFCOMPRESS_ZLIB) throw malformed(`has a section ${section.name} of the unknown compression ${kind}`);
  const packed = bytes.subarray(COMPRESSION_HEADER_BYTES);
  if (size > MOST_INFLATION * packed.length + ALWAYS_UNPACKED) {
    throw malformed(`has a section ${section.name} that says to have ${size} bytes, of ${packed.length} packed ones`);
  }
  let unpacked: Uint8Array;
  try {
    unpacked = inflateSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    throw malformed(`has a section ${section.name} that cannot be decompressed: ${(error as Error).message}`);
  }
  if (unpacked.length !== size) {
    throw malformed(`has a section ${section.name} of ${unpacked.length} bytes instead of ${size}`);
  }
  return unpacked;
}

/** The section that another one names by its `sh_link`: for symbols their names, for relocations their symbols. */
export function linked(sections: readonly ElfSection[], { name, link }: ElfSection): ElfSection {
  const section = sections[link];
  if (section === undefined) throw malformed(`has a section ${name} that names another one, which is not there`);
  return section;
}

/** The one section of a type that a file may have once. */
export function single(sections: readonly ElfSection[], type: number, what: string): ElfSection | undefined {
  const [section, second] = sections.filter((each) => each.type === type);
  if (second !== undefined) throw malformed(`has several ${what}`);
  return section;
}

/** A section as a table with entries of a size. */
export function tableOf(elf: ElfBytes, section: ElfSection, entryBytes: number): ReturnType<ElfBytes["table"]> {
  return elf.table(section.offset, Math.floor(section.fileSize / entryBytes), entryBytes);
}
