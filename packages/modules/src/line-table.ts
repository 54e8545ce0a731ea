import { type ElfImage, SectionFlag } from "@armstalker/elf";
import { compilationFolders } from "./compilation-units.js";
import { DwarfSections } from "./dwarf-forms.js";
import { LineProgram } from "./line-program.js";

/** A place in a source file. */
export interface SourceLine {
  /** The path of the file, as the compiler was told it: absolute where the folder is known. */
  readonly file: string;
  /** From 1 on. */
  readonly line: number;
}

/** Code that one line of a source file became. */
export interface LineRange extends SourceLine {
  /** The address of its first byte, as the file has it. */
  readonly start: number;
  /** The address after its last byte. */
  readonly end: number;
}

/** Rows of one contiguous part of code, as columns: row `first` to row `last`, which ends it. */
interface Sequence {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
}

/** From addresses to source lines, by the line tables of DWARF 2 to 5 (`.debug_line`). */
export class LineTable {
  readonly #addresses: number[] = [];
  readonly #files: number[] = [];
  readonly #lines: number[] = [];
  readonly #names: string[] = [];
  readonly #nameIndex = new Map<string, number>();
  readonly #sequences: Sequence[] = [];

  /**
   * Reads the tables of a file: none if it has no debugging data.
   *
   * @throws {ModulesError} `malformed`; {@link ElfError}
   */
  constructor(image: ElfImage) {
    const dwarf = new DwarfSections(image);
    const code = image.sections.filter(({ flags }) => (flags & SectionFlag.EXECINSTR) !== 0);
    const folders = dwarf.line.length === 0 ? new Map<number, string>() : compilationFolders(dwarf);
    const reader = dwarf.reader(dwarf.line);
    while (!reader.isAtEnd) {
      const program = LineProgram.read(dwarf, reader, folders.get(reader.at));
      if (program === null) break;
      let first = this.#addresses.length;
      let start = 0;
      program.run((address, file, line, isEnd) => {
        if (this.#addresses.length === first) start = address;
        this.#addresses.push(address);
        this.#files.push(this.#indexOf(program.fileName(file)));
        this.#lines.push(line);
        if (!isEnd) return;
        const last = this.#addresses.length - 1;
        // The linker leaves sequences of functions that it has removed at address 0 or so.
        const isLoaded = code.some(({ address: from, size }) => start >= from && start < from + size);
        if (isLoaded && address > start) this.#sequences.push({ start, end: address, first, last });
        first = last + 1;
      });
      // Rows without an end are of no use.
      this.#addresses.length = first;
      this.#files.length = first;
      this.#lines.length = first;
    }
    this.#sequences.sort((a, b) => a.start - b.start);
  }

  #indexOf(name: string): number {
    let index = this.#nameIndex.get(name);
    if (index === undefined) {
      index = this.#names.push(name) - 1;
      this.#nameIndex.set(name, index);
    }
    return index;
  }

  /** True if nothing is known of any address. */
  get isEmpty(): boolean {
    return this.#sequences.length === 0;
  }

  /** The source files that have code. */
  get files(): readonly string[] {
    return this.#names;
  }

  /** The line that an address belongs to. @param address - as the file has it, without an instruction set bit */
  find(address: number): SourceLine | undefined {
    const sequences = this.#sequences;
    let low = 0;
    let high = sequences.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sequences[middle]!.start <= address) low = middle + 1;
      else high = middle;
    }
    const sequence = sequences[low - 1];
    if (sequence === undefined || address >= sequence.end) return undefined;
    low = sequence.first;
    high = sequence.last;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#addresses[middle]! <= address) low = middle + 1;
      else high = middle;
    }
    return this.#lineOf(low - 1);
  }

  #lineOf(row: number): SourceLine | undefined {
    const line = this.#lines[row];
    if (line === undefined || line === 0) return undefined;
    return { file: this.#names[this.#files[row]!]!, line };
  }

  /** All code that has lines, by ascending address within each contiguous part. */
  *ranges(): Generator<LineRange> {
    for (const { first, last } of this.#sequences) {
      for (let row = first; row < last; row++) {
        const start = this.#addresses[row]!;
        const end = this.#addresses[row + 1]!;
        const place = end > start ? this.#lineOf(row) : undefined;
        if (place !== undefined) yield { ...place, start, end };
      }
    }
  }
}
