import { ElfBytes, viewOf } from "./elf-bytes.js";
import { malformed } from "./errors.js";
import { readHeader, tableAt } from "./header.js";

/** A function that is defined in the file: a symbol of type STT_FUNC or STT_GNU_IFUNC. */
export interface ElfFunction {
  readonly name: string;
  /** The address of its first byte, as the file has it: not relocated, without an instruction set bit. */
  readonly address: number;
  /** In bytes; 0 if the file does not tell it, as of some assembly code. */
  readonly size: number;
  readonly instructionSet: "a32" | "t32";
  readonly binding: "local" | "global" | "weak" | "other";
}

/** The parts of a file that a profiler needs. */
export interface ElfSymbols {
  /** In hexadecimal. A file with debug symbols has the same one as the file that it was taken from. */
  readonly buildId: string | undefined;
  /** The functions of .symtab and .dynsym, each once, by ascending address. */
  readonly functions: readonly ElfFunction[];
  /** The stubs of the procedure linkage table, which lead to functions of other files: `name@plt`. */
  readonly stubs: readonly ElfFunction[];
}

const SHT_SYMTAB = 2;
const SHT_NOBITS = 8;
const SHT_REL = 9;
const SHT_DYNSYM = 11;
const SHN_UNDEF = 0;
const R_ARM_JUMP_SLOT = 22;
const STT_FUNC = 2;
const STT_GNU_IFUNC = 10;

const SECTION_HEADER_BYTES = 40;
const SYMBOL_BYTES = 16;
const RELOCATION_BYTES = 8;
const NOTE_HEADER_BYTES = 16;
/** Bytes. The build ids of usual linkers have 8 to 32. */
const LARGEST_BUILD_ID = 64;

const bindings: readonly ElfFunction["binding"][] = ["local", "global", "weak"];

/**
 * Reads the symbols of an ELF file for 32-bit ARM, in time and memory that are linear in its size.
 *
 * @throws {ElfError}
 */
export function readElfSymbols(bytes: Uint8Array): ElfSymbols {
  const elf = new ElfBytes(bytes);
  const sections = readSections(elf);
  return {
    buildId: readBuildId(elf, sections),
    functions: readFunctions(elf, sections),
    stubs: readStubs(elf, sections),
  };
}

interface Section {
  readonly name: string;
  readonly kind: number;
  readonly address: number;
  readonly offset: number;
  /** Of its contents in the file: 0 where those were taken away. */
  readonly size: number;
  readonly link: number;
}

function readSections(elf: ElfBytes): Section[] {
  const { sectionHeaders, namesSection } = readHeader(elf);
  const { view, entries } = tableAt(elf, sectionHeaders, SECTION_HEADER_BYTES, "section headers");
  const word = (at: number, index: number): number => view.getUint32(at + 4 * index, true);
  const namesAt = namesSection === SHN_UNDEF ? undefined : entries[namesSection];
  const names = namesAt === undefined ? undefined : elf.range(word(namesAt, 4), word(namesAt, 5));
  return entries.map((at) => ({
    name: names === undefined ? "" : elf.text(names, word(at, 0), "names of sections"),
    kind: word(at, 1),
    address: word(at, 3),
    offset: word(at, 4),
    size: word(at, 1) === SHT_NOBITS ? 0 : word(at, 5),
    link: word(at, 6),
  }));
}

function readBuildId(elf: ElfBytes, sections: readonly Section[]): string | undefined {
  const note = sections.find(({ name }) => name === ".note.gnu.build-id");
  // The note has the size of its name, the size of the build id, a type, the name (`GNU` and a zero), and the build id.
  if (note === undefined || note.size < NOTE_HEADER_BYTES) return undefined;
  const contents = elf.range(note.offset, note.size);
  const size = viewOf(contents).getUint32(4, true);
  if (size > LARGEST_BUILD_ID) throw malformed(`has a build id of ${size} bytes`);
  return Buffer.from(contents.subarray(NOTE_HEADER_BYTES, NOTE_HEADER_BYTES + size)).toString("hex");
}

/** The section that another one names by its `sh_link`: for symbols their names, for relocations their symbols. */
function linked(sections: readonly Section[], { name, link }: Section): Section {
  const section = sections[link];
  if (section === undefined) throw malformed(`has a section ${name} that names another one, which is not there`);
  return section;
}

/** The one section of a kind that a file may have once. */
function single(sections: readonly Section[], kind: number, what: string): Section | undefined {
  const [section, second] = sections.filter((each) => each.kind === kind);
  if (second !== undefined) throw malformed(`has several ${what}`);
  return section;
}

function tableOf(elf: ElfBytes, section: Section, entryBytes: number): ReturnType<ElfBytes["table"]> {
  return elf.table(section.offset, Math.floor(section.size / entryBytes), entryBytes);
}

/** The names of a table of symbols, by the offsets that its entries have. Each is read once. */
function namesOf(elf: ElfBytes, sections: readonly Section[], symbols: Section): (offset: number) => string {
  const { offset: start, size } = linked(sections, symbols);
  const strings = elf.range(start, size);
  const known = new Map<number, string>();
  return (offset) => {
    let name = known.get(offset);
    if (name === undefined) {
      name = elf.text(strings, offset, "names of symbols");
      known.set(offset, name);
    }
    return name;
  };
}

function readFunctions(elf: ElfBytes, sections: readonly Section[]): ElfFunction[] {
  const found = new Map<string, ElfFunction>();
  const tables = [single(sections, SHT_SYMTAB, "symbol tables"), single(sections, SHT_DYNSYM, "dynamic symbol tables")];
  for (const table of tables) {
    if (table === undefined) continue;
    const nameAt = namesOf(elf, sections, table);
    const { view, entries } = tableOf(elf, table, SYMBOL_BYTES);
    for (const at of entries) {
      const info = view.getUint8(at + 12);
      const symbolType = info & 15;
      if (symbolType !== STT_FUNC && symbolType !== STT_GNU_IFUNC) continue;
      if (view.getUint16(at + 14, true) === SHN_UNDEF) continue;
      const value = view.getUint32(at + 4, true);
      const symbol: ElfFunction = {
        name: nameAt(view.getUint32(at, true)),
        address: (value & ~1) >>> 0,
        size: view.getUint32(at + 8, true),
        instructionSet: (value & 1) === 0 ? "a32" : "t32",
        binding: bindings[info >> 4] ?? "other",
      };
      if (symbol.name !== "") found.set(`${value} ${symbol.name}`, symbol);
    }
  }
  return [...found.values()].sort((a, b) => a.address - b.address);
}

/** The names of functions of other files, by the address of the word that holds the function's address. */
function readJumpSlots(elf: ElfBytes, sections: readonly Section[]): Map<number, string> {
  const slots = new Map<number, string>();
  const symbols = single(sections, SHT_DYNSYM, "dynamic symbol tables");
  if (symbols === undefined) return slots;
  const nameAt = namesOf(elf, sections, symbols);
  const table = tableOf(elf, symbols, SYMBOL_BYTES);
  for (const section of sections) {
    if (section.kind !== SHT_REL || sections[section.link] !== symbols) continue;
    const { view, entries } = tableOf(elf, section, RELOCATION_BYTES);
    for (const at of entries) {
      const info = view.getUint32(at + 4, true);
      if ((info & 0xff) !== R_ARM_JUMP_SLOT) continue;
      const symbol = table.entries[info >>> 8];
      if (symbol === undefined)
        throw malformed(`has a section ${section.name} that names a symbol, which is not there`);
      slots.set(view.getUint32(at, true), nameAt(table.view.getUint32(symbol, true)));
    }
  }
  return slots;
}

/**
 * A stub is `add ip, pc, #…`, then one or two `add ip, ip, #…`, then `ldr pc, [ip, #…]!`; before it `bx pc` with a halfword that never
 * runs, where T32 code branches to it.
 */
function readStubs(elf: ElfBytes, sections: readonly Section[]): ElfFunction[] {
  const section = sections.find(({ name }) => name === ".plt");
  if (section === undefined) return [];
  const slots = readJumpSlots(elf, sections);
  const stubs: ElfFunction[] = [];
  let begin = 0;
  let ip = 0;
  const { view, entries } = tableOf(elf, section, 4);
  for (const at of entries) {
    const word = view.getUint32(at, true);
    const address = section.address + at;
    switch (word >>> 12) {
      case 0xe28fc:
        begin = address;
        ip = address + 8 + modifiedImmediate(word);
        break;
      case 0xe28cc:
        ip += modifiedImmediate(word);
        break;
      case 0xe5bcf: {
        const name = slots.get((ip + (word & 0xfff)) >>> 0);
        if (name === undefined) break;
        const before = begin - section.address >= 4 ? view.getUint16(begin - section.address - 4, true) : 0;
        const start = before === BX_PC ? begin - 4 : begin;
        const instructionSet = before === BX_PC ? "t32" : "a32";
        stubs.push({
          name: `${name}@plt`,
          address: start,
          size: address + 4 - start,
          instructionSet,
          binding: "local",
        });
      }
    }
  }
  return stubs;
}

const BX_PC = 0x4778;

/** A32ExpandImm: 8 bits, rotated to the right by twice 4 bits. */
function modifiedImmediate(word: number): number {
  const value = word & 0xff;
  const rotation = (word >>> 7) & 30;
  return rotation === 0 ? value : ((value >>> rotation) | (value << (32 - rotation))) >>> 0;
}
