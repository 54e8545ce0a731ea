/** Why bytes are not the ELF file that they should be. */
export type ElfErrorCode =
  /** They do not begin as an ELF file does. */
  | "not-elf"
  /** An ELF file, but not a little-endian one for a 32-bit ARM processor. */
  | "not-arm"
  /** What its headers name is not there. */
  | "malformed";

export class ElfError extends Error {
  override readonly name = "ElfError";
  readonly code: ElfErrorCode;

  constructor(code: ElfErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A PT_LOAD segment: what the loader maps. */
export interface ElfSegment {
  readonly offset: number;
  readonly address: number;
  readonly fileSize: number;
  readonly memorySize: number;
  readonly isExecutable: boolean;
}

/** A symbol of type STT_FUNC or STT_GNU_IFUNC that is defined in the file. */
export interface ElfFunction {
  readonly name: string;
  /** As the file has it: not relocated, bit 0 cleared. */
  readonly address: number;
  /** In bytes; 0 where the assembler was not told. */
  readonly size: number;
  readonly instructionSet: "a32" | "t32";
  readonly binding: "local" | "global" | "weak" | "other";
}

export interface ElfFile {
  /** `executable`: at fixed addresses. `shared`: at any address, also position-independent programs. */
  readonly type: "executable" | "shared" | "other";
  readonly entry: number;
  /** The path of the dynamic loader, if it needs one. */
  readonly interpreter: string | undefined;
  readonly segments: readonly ElfSegment[];
  /** In hexadecimal: what a file with debug symbols has in common with the one that it was taken from. */
  readonly buildId: string | undefined;
  /** Of .symtab and .dynsym, each symbol once, by ascending address. */
  readonly functions: readonly ElfFunction[];
  /** The stubs of the procedure linkage table, by which it calls functions of other files: `name@plt`. */
  readonly stubs: readonly ElfFunction[];
}

const EM_ARM = 40;
const ET_EXEC = 2;
const ET_DYN = 3;
const PT_LOAD = 1;
const PT_INTERP = 3;
const PF_X = 1;
const SHT_SYMTAB = 2;
const SHT_DYNSYM = 11;
const SHT_REL = 9;
const SHN_UNDEF = 0;
const R_ARM_JUMP_SLOT = 22;
const STT_FUNC = 2;
const STT_GNU_IFUNC = 10;

const FILE_HEADER_BYTES = 52;
const PROGRAM_HEADER_BYTES = 32;
const SECTION_HEADER_BYTES = 40;
const SYMBOL_BYTES = 16;
const RELOCATION_BYTES = 8;
const NOTE_HEADER_BYTES = 16;

const machines: ReadonlyMap<number, string> = new Map([
  [3, "x86"],
  [8, "MIPS"],
  [20, "PowerPC"],
  [62, "x86-64"],
  [183, "AArch64"],
  [243, "RISC-V"],
]);
const bindings: readonly ElfFunction["binding"][] = ["local", "global", "weak"];

/**
 * Reads what a loader and a profiler need of an ELF file for 32-bit ARM.
 *
 * @throws {ElfError}
 */
export function readElf(bytes: Uint8Array): ElfFile {
  checkIdentity(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const type = view.getUint16(16, true);
  const { segments, interpreter } = readProgramHeaders(bytes, view);
  const sections = readSections(bytes, view);
  return {
    type: type === ET_EXEC ? "executable" : type === ET_DYN ? "shared" : "other",
    entry: view.getUint32(24, true),
    interpreter,
    segments,
    buildId: readBuildId(bytes, view, sections),
    functions: readFunctions(bytes, view, sections),
    stubs: readStubs(bytes, view, sections),
  };
}

function checkIdentity(bytes: Uint8Array): void {
  const isElf = bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
  if (!isElf)
    throw new ElfError("not-elf", bytes[0] === 0x23 && bytes[1] === 0x21 ? "it is a script" : "it is no ELF file");
  if (bytes.length < 20) throw new ElfError("malformed", "its header is cut off");
  const machine = bytes[5] === 2 ? bytes[18]! * 256 + bytes[19]! : bytes[18]! + bytes[19]! * 256;
  const bits = bytes[4] === 1 ? "32" : "64";
  if (machine !== EM_ARM || bits !== "32") {
    throw new ElfError("not-arm", `it is for ${machines.get(machine) ?? `machine ${machine}`} (${bits}-bit)`);
  }
  if (bytes[5] !== 1) throw new ElfError("not-arm", "it is for big-endian ARM");
  if (bytes.length < FILE_HEADER_BYTES) throw new ElfError("malformed", "its header is cut off");
}

function readProgramHeaders(bytes: Uint8Array, view: DataView): Pick<ElfFile, "segments" | "interpreter"> {
  const segments: ElfSegment[] = [];
  let interpreter: string | undefined;
  for (const at of table(
    bytes,
    view.getUint32(28, true),
    view.getUint16(44, true),
    PROGRAM_HEADER_BYTES,
    "program headers",
  )) {
    const kind = view.getUint32(at, true);
    const offset = view.getUint32(at + 4, true);
    const fileSize = view.getUint32(at + 16, true);
    if (kind === PT_LOAD) {
      segments.push({
        offset,
        address: view.getUint32(at + 8, true),
        fileSize,
        memorySize: view.getUint32(at + 20, true),
        isExecutable: (view.getUint32(at + 24, true) & PF_X) !== 0,
      });
    }
    if (kind === PT_INTERP) interpreter = text(range(bytes, offset, fileSize, "name of the loader"), 0);
  }
  return { segments, interpreter };
}

interface Section {
  readonly name: string;
  readonly kind: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

function readSections(bytes: Uint8Array, view: DataView): Section[] {
  const offset = view.getUint32(32, true);
  const headers = table(bytes, offset, view.getUint16(48, true), SECTION_HEADER_BYTES, "section headers");
  const word = (at: number, index: number): number => view.getUint32(at + 4 * index, true);
  const namesAt = headers[view.getUint16(50, true)];
  const names =
    namesAt === undefined ? bytes.subarray(0, 0) : range(bytes, word(namesAt, 4), word(namesAt, 5), "names");
  return headers.map((at) => ({
    name: text(names, word(at, 0)),
    kind: word(at, 1),
    address: word(at, 3),
    offset: word(at, 4),
    size: word(at, 5),
    link: word(at, 6),
  }));
}

function readBuildId(bytes: Uint8Array, view: DataView, sections: readonly Section[]): string | undefined {
  const note = sections.find(({ name }) => name === ".note.gnu.build-id");
  // The sizes of the note's name (`GNU` and a zero) and of what follows it, a type, the name.
  if (note === undefined || note.size < NOTE_HEADER_BYTES) return undefined;
  const contents = range(bytes, note.offset, note.size, "build id");
  const size = view.getUint32(note.offset + 4, true);
  return Buffer.from(contents.subarray(NOTE_HEADER_BYTES, NOTE_HEADER_BYTES + size)).toString("hex");
}

/** The section that another names by its `sh_link`: of symbols their names, of relocations their symbols. */
function linked(sections: readonly Section[], { name, link }: Section): Section {
  const section = sections[link];
  if (section === undefined) throw new ElfError("malformed", `its section ${name} names another that is not there`);
  return section;
}

function namesOf(bytes: Uint8Array, sections: readonly Section[], symbols: Section): Uint8Array {
  const strings = linked(sections, symbols);
  return range(bytes, strings.offset, strings.size, "names of symbols");
}

function entriesOf(bytes: Uint8Array, section: Section, entryBytes: number): number[] {
  return table(bytes, section.offset, Math.floor(section.size / entryBytes), entryBytes, `entries of ${section.name}`);
}

function readFunctions(bytes: Uint8Array, view: DataView, sections: readonly Section[]): ElfFunction[] {
  const found = new Map<string, ElfFunction>();
  for (const section of sections) {
    if (section.kind !== SHT_SYMTAB && section.kind !== SHT_DYNSYM) continue;
    const names = namesOf(bytes, sections, section);
    for (const at of entriesOf(bytes, section, SYMBOL_BYTES)) {
      const info = bytes[at + 12]!;
      const symbolType = info & 15;
      if (symbolType !== STT_FUNC && symbolType !== STT_GNU_IFUNC) continue;
      if (view.getUint16(at + 14, true) === SHN_UNDEF) continue;
      const value = view.getUint32(at + 4, true);
      const symbol: ElfFunction = {
        name: text(names, view.getUint32(at, true)),
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

/** The names of functions of other files, by the address of the word that holds where they are. */
function readJumpSlots(bytes: Uint8Array, view: DataView, sections: readonly Section[]): Map<number, string> {
  const slots = new Map<number, string>();
  for (const section of sections) {
    if (section.kind !== SHT_REL) continue;
    for (const at of entriesOf(bytes, section, RELOCATION_BYTES)) {
      const info = view.getUint32(at + 4, true);
      if ((info & 0xff) !== R_ARM_JUMP_SLOT) continue;
      const symbols = linked(sections, section);
      const symbol = entriesOf(bytes, symbols, SYMBOL_BYTES)[info >>> 8];
      if (symbol === undefined) throw new ElfError("malformed", `${section.name} names a symbol that is not there`);
      slots.set(view.getUint32(at, true), text(namesOf(bytes, sections, symbols), view.getUint32(symbol, true)));
    }
  }
  return slots;
}

/**
 * A stub is `add ip, pc, #…`, then one or two `add ip, ip, #…`, then `ldr pc, [ip, #…]!`; before it `bx pc` with a halfword that never
 * runs, where T32 code branches to it.
 */
function readStubs(bytes: Uint8Array, view: DataView, sections: readonly Section[]): ElfFunction[] {
  const section = sections.find(({ name }) => name === ".plt");
  if (section === undefined) return [];
  const slots = readJumpSlots(bytes, view, sections);
  const stubs: ElfFunction[] = [];
  let begin = 0;
  let ip = 0;
  for (const at of entriesOf(bytes, section, 4)) {
    const word = view.getUint32(at, true);
    const address = section.address + at - section.offset;
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
        const before =
          begin - section.address >= 4 ? view.getUint16(section.offset + begin - section.address - 4, true) : 0;
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

/** The offsets of a table's entries. */
function table(bytes: Uint8Array, offset: number, count: number, entryBytes: number, what: string): number[] {
  range(bytes, offset, count * entryBytes, what);
  return Array.from({ length: count }, (_, index) => offset + index * entryBytes);
}

function range(bytes: Uint8Array, offset: number, size: number, what: string): Uint8Array {
  if (offset + size > bytes.length) throw new ElfError("malformed", `its ${what} are beyond its end`);
  return bytes.subarray(offset, offset + size);
}

function text(strings: Uint8Array, offset: number): string {
  const end = strings.indexOf(0, offset);
  return Buffer.from(strings.subarray(offset, end === -1 ? strings.length : end)).toString("utf8");
}
