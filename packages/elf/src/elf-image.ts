import { ElfBytes, type ElfSource, viewOf } from "./elf-bytes.js";
import { type ElfFile, type ElfSegment, elfTypeOf, interpreterOf, SegmentType, segmentsOf } from "./elf-file.js";
import { malformed } from "./errors.js";
import { type ElfHeader, readHeader } from "./header.js";
import { type ElfRelocation, readRelocations, readStubs } from "./relocations.js";
import { contentsOf, type ElfSection, readSections, SectionType, single } from "./sections.js";
import { type ElfFunction, type ElfSymbol, functionsOf, isDefined, MappingSymbols, readSymbols } from "./symbols.js";
import { unpackXz } from "./xz.js";

const NOTE_HEADER_BYTES = 12;
/** Bytes. The build ids of usual linkers have 8 to 32. */
const LARGEST_BUILD_ID = 64;
const DT_NEEDED = 1;
const DT_SONAME = 14;
/** The most bytes that are unpacked of each byte: symbols shrink to about a tenth. */
const MOST_UNPACKED = 64;
/** A few bytes may shrink more. */
const ALWAYS_UNPACKED = 65536;

/** What a stripped file says about the file with its debug symbols. */
export interface DebugLink {
  /** The file's name, without a folder. */
  readonly name: string;
  /** CRC-32 of that file. */
  readonly checksum: number;
}

/**
 * An ELF file for 32-bit ARM, with all that profilers and debuggers want to know of it. Each part is read when it is asked for first, and then kept; the time for all parts
 * is linear in the file's size.
 *
 * The constructor and all accessors throw {@link ElfError}.
 */
export class ElfImage {
  /** See {@link ElfFile.type}. */
  readonly type: ElfFile["type"];
  /** The address of its first instruction, as the file has it, with the instruction set in bit 0. */
  readonly entry: number;
  /** e_flags: the version of the ABI in the highest byte, 0x400 for hardware floating point. */
  readonly flags: number;
  /** All program headers. */
  readonly segments: readonly ElfSegment[];
  readonly #elf: ElfBytes;
  readonly #header: ElfHeader;
  readonly #kept = new Map<string, unknown>();

  /** @throws {ElfError} `not-elf`, `not-arm`, `malformed` */
  constructor(file: Uint8Array | ElfSource) {
    this.#elf = new ElfBytes(file);
    this.#header = readHeader(this.#elf);
    this.type = elfTypeOf(this.#header);
    this.entry = this.#header.entry;
    this.flags = this.#header.flags;
    this.segments = segmentsOf(this.#elf, this.#header);
  }

  /** The path of the dynamic loader; undefined if it needs none. */
  get interpreter(): string | undefined {
    return this.#once("interpreter", () => interpreterOf(this.#elf, this.segments));
  }

  /** The section headers, by their numbers; empty if they were stripped. */
  get sections(): readonly ElfSection[] {
    return this.#once("sections", () => readSections(this.#elf, this.#header));
  }

  /** The first section of a name. */
  section(name: string): ElfSection | undefined {
    return this.sections.find((section) => section.name === name);
  }

  /** The contents of a section in the file, decompressed; none where the file has only its header. A view of the file's bytes where it is not compressed. */
  contents(section: ElfSection | string): Uint8Array {
    const found = typeof section === "string" ? this.section(section) : section;
    if (found === undefined) return new Uint8Array(0);
    return this.#once(`contents ${found.index}`, () => contentsOf(this.#elf, found));
  }

  /** In hexadecimal. A file with debug symbols has the same one as the file that it was taken from. */
  get buildId(): string | undefined {
    return this.#once("buildId", () => this.#readBuildId());
  }

  /** The symbols of .symtab: what a linker and a debugger see. */
  get symbols(): readonly ElfSymbol[] {
    return this.#once("symbols", () => this.#readSymbols(SectionType.SYMTAB, "symbol tables"));
  }

  /** The symbols of .dynsym: what the dynamic loader sees. */
  get dynamicSymbols(): readonly ElfSymbol[] {
    return this.#once("dynamicSymbols", () => this.#readSymbols(SectionType.DYNSYM, "dynamic symbol tables"));
  }

  /** The functions of .symtab and .dynsym, each once, by ascending address. */
  get functions(): readonly ElfFunction[] {
    return this.#once("functions", () => functionsOf(this.symbols, this.dynamicSymbols));
  }

  /** The stubs of the procedure linkage table, which lead to functions of other files: `name@plt`. */
  get stubs(): readonly ElfFunction[] {
    return this.#once("stubs", () => readStubs(this.#elf, this.sections, this.dynamicSymbols));
  }

  /** Where A32 code, T32 code and data lie, as far as mapping symbols tell. */
  get mappingSymbols(): MappingSymbols {
    return this.#once("mappingSymbols", () => new MappingSymbols(this.symbols));
  }

  /** The symbols that other files can use. */
  get exports(): readonly ElfSymbol[] {
    return this.#once("exports", () =>
      this.dynamicSymbols.filter(
        (each) => isDefined(each) && each.binding !== "local" && !each.isHidden && each.name !== "",
      ),
    );
  }

  /** The symbols that other files must define. */
  get imports(): readonly ElfSymbol[] {
    return this.#once("imports", () => this.dynamicSymbols.filter((each) => !isDefined(each) && each.name !== ""));
  }

  /** The libraries that the file needs, by their names. */
  get needed(): readonly string[] {
    return this.#once("needed", () => this.#dynamicTexts(DT_NEEDED));
  }

  /** The name by which other files need this library; undefined if it has none. */
  get soname(): string | undefined {
    return this.#once("soname", () => this.#dynamicTexts(DT_SONAME)[0]);
  }

  /** The relocations of a section of type REL or RELA. */
  relocations(section: ElfSection): readonly ElfRelocation[] {
    return this.#once(`relocations ${section.index}`, () => readRelocations(this.#elf, section));
  }

  /** The name of the file with the debug symbols; undefined if the file does not tell it. */
  get debugLink(): DebugLink | undefined {
    return this.#once("debugLink", () => {
      const bytes = this.contents(".gnu_debuglink");
      const end = bytes.indexOf(0);
      if (end <= 0 || bytes.length < ((end + 4) & ~3) + 4) return undefined;
      const name = Buffer.from(bytes.subarray(0, end)).toString("utf8");
      return { name, checksum: viewOf(bytes).getUint32((end + 4) & ~3, true) };
    });
  }

  /** The image with the local functions that some distributions pack into stripped files (.gnu_debugdata); undefined if there is none. */
  get miniDebugInfo(): ElfImage | undefined {
    return this.#once("miniDebugInfo", () => {
      const packed = this.contents(".gnu_debugdata");
      if (packed.length === 0) return undefined;
      return new ElfImage(unpackXz(packed, MOST_UNPACKED * packed.length + ALWAYS_UNPACKED));
    });
  }

  /** The bytes at an address that the file loads, as many as it has from there, up to `size`. @param address - as the file has it */
  bytesAt(address: number, size: number): Uint8Array {
    for (const { type, address: start, offset, fileSize } of this.segments) {
      if (type !== SegmentType.LOAD || address < start || address >= start + fileSize) continue;
      return this.#elf.part(offset + address - start, Math.min(size, fileSize - (address - start)));
    }
    return new Uint8Array(0);
  }

  #once<Value>(name: string, read: () => Value): Value {
    if (!this.#kept.has(name)) this.#kept.set(name, read());
    return this.#kept.get(name) as Value;
  }

  #readSymbols(type: number, what: string): ElfSymbol[] {
    return readSymbols(this.#elf, this.sections, single(this.sections, type, what));
  }

  /** The note has the size of its name, the size of the build id, a type, the name (`GNU` and a zero), and the build id. */
  #readBuildId(): string | undefined {
    const contents = this.contents(".note.gnu.build-id");
    if (contents.length < NOTE_HEADER_BYTES + 4) return undefined;
    const size = viewOf(contents).getUint32(4, true);
    if (size > LARGEST_BUILD_ID) throw malformed(`has a build id of ${size} bytes`);
    const start = NOTE_HEADER_BYTES + 4;
    return Buffer.from(contents.subarray(start, start + size)).toString("hex");
  }

  #dynamicTexts(wanted: number): string[] {
    const section = this.section(".dynamic");
    if (section === undefined) return [];
    const strings = this.sections[section.link];
    if (strings === undefined) throw malformed("has a section .dynamic without its strings");
    const names = this.contents(strings);
    const table = this.contents(section);
    const view = viewOf(table);
    const texts: string[] = [];
    for (let at = 0; at + 8 <= table.length; at += 8) {
      const tag = view.getUint32(at, true);
      if (tag === 0) break;
      if (tag === wanted) texts.push(this.#elf.text(names, view.getUint32(at + 4, true), "names of libraries"));
    }
    return texts;
  }
}
