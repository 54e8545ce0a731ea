import { readFileSync } from "node:fs";

/** A section of an ELF file. */
export interface Section {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

export interface ElfSymbol {
  readonly name: string;
  /** With bit 0 for functions of T32. */
  readonly value: number;
  readonly size: number;
  readonly type: number;
  readonly section: number;
}

const FUNCTION = 2;
const INDIRECT_FUNCTION = 10;
const ALLOCATED = 2;
const EXECUTABLE = 4;
const NO_BITS = 8;
const RELATIVE = 23;
const ABSOLUTE = 2;

/** What the tests want to know of a 32-bit little-endian ELF file. */
export class ElfFile {
  readonly bytes: Buffer;
  readonly sections: readonly Section[];
  readonly entry: number;

  constructor(path: string) {
    const bytes = readFileSync(path);
    if (bytes.length < 52 || bytes.readUInt32BE(0) !== 0x7f454c46 || bytes[4] !== 1 || bytes[5] !== 1) {
      throw new Error(`${path} is no 32-bit little-endian ELF file`);
    }
    this.bytes = bytes;
    this.entry = bytes.readUInt32LE(24);
    const start = bytes.readUInt32LE(32);
    const count = bytes.readUInt16LE(48);
    const names = start + 40 * bytes.readUInt16LE(50);
    const raw = Array.from({ length: count }, (_, index) => {
      const at = start + 40 * index;
      const word = (offset: number): number => bytes.readUInt32LE(at + offset);
      return {
        name: word(0),
        type: word(4),
        flags: word(8),
        address: word(12),
        offset: word(16),
        size: word(20),
        link: word(24),
      };
    });
    const nameTable = bytes.readUInt32LE(names + 16);
    this.sections = raw.map((section) => ({ ...section, name: this.#text(nameTable + section.name) }));
  }

  /** The sections that hold code, PLTs left out: their entries are the linker's. */
  get codeSections(): readonly Section[] {
    return this.sections.filter(
      ({ flags, type, name }) =>
        (flags & EXECUTABLE) !== 0 && type !== NO_BITS && !name.startsWith(".plt") && name !== ".iplt",
    );
  }

  section(name: string): Section | undefined {
    return this.sections.find((section) => section.name === name);
  }

  /** The contents of a section; none if the file has only its header, as of files with debugging symbols. */
  contents({ type, offset, size }: Section): Buffer {
    return type === NO_BITS ? Buffer.alloc(0) : this.bytes.subarray(offset, offset + size);
  }

  /** The word at an address, undefined if it is not in the file. */
  word(address: number): number | undefined {
    for (const section of this.sections) {
      const at = address - section.address;
      if (section.address !== 0 && section.type !== NO_BITS && at >= 0 && at + 4 <= section.size) {
        return this.bytes.readUInt32LE(section.offset + at);
      }
    }
    return undefined;
  }

  symbols(tableName: ".symtab" | ".dynsym"): ElfSymbol[] {
    const table = this.section(tableName);
    if (table === undefined || table.type === NO_BITS) return [];
    const names = this.sections[table.link]!.offset;
    const symbols: ElfSymbol[] = [];
    for (let at = table.offset; at < table.offset + table.size; at += 16) {
      const { bytes } = this;
      symbols.push({
        name: this.#text(names + bytes.readUInt32LE(at)),
        value: bytes.readUInt32LE(at + 4),
        size: bytes.readUInt32LE(at + 8),
        type: bytes[at + 12]! & 15,
        section: bytes.readUInt16LE(at + 14),
      });
    }
    return symbols;
  }

  /** Defined functions, with the instruction set in bit 0 of their values. */
  functions(tableName: ".symtab" | ".dynsym"): ElfSymbol[] {
    return this.symbols(tableName).filter(
      ({ type, section }) => (type === FUNCTION || type === INDIRECT_FUNCTION) && section !== 0,
    );
  }

  /**
   * Words of data that may be pointers, to functions with their bit 0: those that the dynamic linker adds the base to, or, of a program with
   * a fixed address, all words that can be written: what is only read has too many numbers among them.
   */
  pointers(): number[] {
    const words: number[] = [];
    const isFixed = this.bytes.readUInt16LE(16) === 2;
    for (const section of this.sections) {
      const { type, flags, offset, size, name } = section;
      if (type === 9 && !isFixed) {
        for (let at = offset; at < offset + size; at += 8) {
          const kind = this.bytes.readUInt32LE(at + 4) & 255;
          if (kind !== RELATIVE && kind !== ABSOLUTE) continue;
          const word = this.word(this.bytes.readUInt32LE(at));
          if (word !== undefined) words.push(word);
        }
      } else if (isFixed && (flags & ALLOCATED) !== 0 && type === 1 && /^\.(data|got)/.test(name)) {
        for (let at = offset; at + 4 <= offset + size; at += 4) words.push(this.bytes.readUInt32LE(at));
      }
    }
    return words;
  }

  /** Where functions begin, as the unwinder's index has it (EHABI, section 5): without an instruction set. */
  unwindStarts(): number[] {
    const index = this.section(".ARM.exidx");
    if (index === undefined || index.type === NO_BITS) return [];
    const starts: number[] = [];
    for (let at = 0; at + 8 <= index.size; at += 8) {
      // 31 bits, relative to the word itself.
      const relative = (this.bytes.readUInt32LE(index.offset + at) << 1) >> 1;
      starts.push((index.address + at + relative) >>> 0);
    }
    return starts;
  }

  /** Where functions of a Go program begin (the table of Go 1.18 to 1.19 and later: magic, counts, text start, offsets). */
  goStarts(): number[] {
    const section = this.section(".gopclntab");
    if (section === undefined) return [];
    const table = this.contents(section);
    if (table.readUInt32LE(0) !== 0xfffffff0 && table.readUInt32LE(0) !== 0xfffffff1) return [];
    const count = table.readUInt32LE(8);
    const text = table.readUInt32LE(16);
    const functions = table.readUInt32LE(36);
    return Array.from({ length: count }, (_, index) => (text + table.readUInt32LE(functions + 8 * index)) >>> 0);
  }

  #text(offset: number): string {
    return this.bytes.toString("latin1", offset, this.bytes.indexOf(0, offset));
  }
}
