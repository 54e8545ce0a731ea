import { readFileSync } from "node:fs";
import { ElfImage, type ElfSection, type ElfSymbol, SectionFlag, SectionType } from "@armstalker/elf";

const NO_BITS = SectionType.NOBITS;
const RELATIVE = 23;
const ABSOLUTE = 2;

/** What the tests want to know of the code of an ELF file. */
export class CodeFile {
  readonly image: ElfImage;
  readonly entry: number;

  constructor(path: string) {
    this.image = new ElfImage(readFileSync(path));
    this.entry = this.image.entry;
  }

  /** The sections that hold code, PLTs left out: their entries are the linker's. */
  get codeSections(): readonly ElfSection[] {
    return this.image.sections.filter(
      ({ flags, type, name }) =>
        (flags & SectionFlag.EXECINSTR) !== 0 && type !== NO_BITS && !name.startsWith(".plt") && name !== ".iplt",
    );
  }

  /** The contents of a section; none if the file has only its header, as of files with debugging symbols. */
  contents(section: ElfSection): Buffer {
    const bytes = this.image.contents(section);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** The word at an address, undefined if it is not in the file. */
  word(address: number): number | undefined {
    for (const section of this.image.sections) {
      const at = address - section.address;
      if (section.address !== 0 && section.type !== NO_BITS && at >= 0 && at + 4 <= section.size) {
        return this.contents(section).readUInt32LE(at);
      }
    }
    return undefined;
  }

  /** Defined functions, with the instruction set in bit 0 of their values. */
  functions(tableName: ".symtab" | ".dynsym"): ElfSymbol[] {
    const symbols = tableName === ".symtab" ? this.image.symbols : this.image.dynamicSymbols;
    return symbols.filter(({ type, section }) => (type === "function" || type === "ifunc") && section !== 0);
  }

  /**
   * Words of data that may be pointers, to functions with their bit 0: those that the dynamic linker adds the base to, or, of a program with
   * a fixed address, all words that can be written: what is only read has too many numbers among them.
   */
  pointers(): number[] {
    const words: number[] = [];
    const isFixed = this.image.type === "executable";
    for (const section of this.image.sections) {
      const { type, flags, name } = section;
      if (type === SectionType.REL && !isFixed) {
        for (const { offset, type: kind } of this.image.relocations(section)) {
          if (kind !== RELATIVE && kind !== ABSOLUTE) continue;
          const word = this.word(offset);
          if (word !== undefined) words.push(word);
        }
      } else if (isFixed && (flags & SectionFlag.ALLOC) !== 0 && type === 1 && /^\.(data|got)/.test(name)) {
        const bytes = this.contents(section);
        for (let at = 0; at + 4 <= bytes.length; at += 4) words.push(bytes.readUInt32LE(at));
      }
    }
    return words;
  }

  /** Where functions begin, as the unwinder's index has it (EHABI, section 5): without an instruction set. */
  unwindStarts(): number[] {
    const index = this.image.section(".ARM.exidx");
    if (index === undefined || index.type === NO_BITS) return [];
    const bytes = this.contents(index);
    const starts: number[] = [];
    for (let at = 0; at + 8 <= bytes.length; at += 8) {
      // 31 bits, relative to the word itself.
      const relative = (bytes.readUInt32LE(at) << 1) >> 1;
      starts.push((index.address + at + relative) >>> 0);
    }
    return starts;
  }

  /** Where functions of a Go program begin (the table of Go 1.18 to 1.19 and later: magic, counts, text start, offsets). */
  goStarts(): number[] {
    const section = this.image.section(".gopclntab");
    if (section === undefined) return [];
    const table = this.contents(section);
    if (table.readUInt32LE(0) !== 0xfffffff0 && table.readUInt32LE(0) !== 0xfffffff1) return [];
    const count = table.readUInt32LE(8);
    const text = table.readUInt32LE(16);
    const functions = table.readUInt32LE(36);
    return Array.from({ length: count }, (_, index) => (text + table.readUInt32LE(functions + 8 * index)) >>> 0);
  }
}
