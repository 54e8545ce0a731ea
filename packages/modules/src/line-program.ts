import type { DataReader } from "./data-reader.js";
import { type DwarfSections, type FormValue, readForm } from "./dwarf-forms.js";
import { malformed } from "./errors.js";

/** 64-bit DWARF begins with it: no compiler for 32-bit ARM writes that. */
const LONG_DWARF = 0xffffffff;
const DW_LNCT_path = 1;
const DW_LNCT_directory_index = 2;

/** The standard opcodes of line programs (DWARF 5, 6.2.5.2). */
const Op = {
  extended: 0,
  copy: 1,
  advancePc: 2,
  advanceLine: 3,
  setFile: 4,
  constAddPc: 8,
  fixedAdvancePc: 9,
} as const;
const Extended = { endSequence: 1, setAddress: 2, defineFile: 3 } as const;

interface FileEntry {
  readonly name: string;
  readonly folder: number;
}

/** Is told of each row: code from the address to the next row's belongs to the line. `isEnd`: the row ends the sequence and has no code. */
export type RowReceiver = (address: number, file: number, line: number, isEnd: boolean) => void;

/** The line program of one compilation unit. */
export class LineProgram {
  readonly #reader: DataReader;
  readonly #folders: readonly string[];
  readonly #files: FileEntry[];
  /** The number of the first file: 1 before DWARF 5, 0 from it on. */
  readonly #firstFile: number;
  readonly #names = new Map<number, string>();
  readonly #minimumLength: number;
  readonly #lineBase: number;
  readonly #lineRange: number;
  readonly #opcodeLengths: readonly number[];

  /**
   * Reads the program at the reader, and moves the reader behind it.
   *
   * @param folder - in which the unit was compiled, where that is known
   * @returns null for 64-bit DWARF, which is not read
   */
  static read(dwarf: DwarfSections, reader: DataReader, folder: string | undefined): LineProgram | null {
    const length = reader.u32();
    if (length === LONG_DWARF) return null;
    const end = reader.at + length;
    const unit = dwarf.reader(reader.bytes, reader.at, end);
    reader.at = end;
    return new LineProgram(dwarf, unit, folder);
  }

  constructor(dwarf: DwarfSections, unit: DataReader, folder: string | undefined) {
    const version = unit.u16();
    if (version < 2 || version > 5) throw malformed(`have a line program of the unknown version ${version}`);
    if (version === 5) unit.skip(2);
    const headerLength = unit.u32();
    const start = unit.at + headerLength;
    this.#minimumLength = unit.u8();
    if (version >= 4) unit.u8();
    unit.u8();
    this.#lineBase = unit.i8();
    this.#lineRange = unit.u8();
    if (this.#lineRange === 0) throw malformed("have a line program without a range of lines");
    const opcodes = unit.u8();
    this.#opcodeLengths = Array.from({ length: Math.max(0, opcodes - 1) }, () => unit.u8());
    this.#firstFile = version === 5 ? 0 : 1;
    if (version === 5) {
      this.#folders = readEntries(dwarf, unit).map(({ name }) => name);
      this.#files = readEntries(dwarf, unit);
    } else {
      this.#folders = [folder ?? "", ...readTexts(unit)];
      this.#files = readFileEntries(unit);
    }
    unit.at = start;
    this.#reader = unit;
  }

  /** The path of a file by its number. */
  fileName(file: number): string {
    let name = this.#names.get(file);
    if (name === undefined) {
      const entry = this.#files[file - this.#firstFile];
      const folder = entry === undefined ? "" : (this.#folders[entry.folder] ?? "");
      name = entry === undefined ? "?" : joined(joined(this.#folders[0] ?? "", folder), entry.name);
      this.#names.set(file, name);
    }
    return name;
  }

  /** Runs the program. @throws {ModulesError} `malformed` */
  run(receive: RowReceiver): void {
    const reader = this.#reader;
    const lengths = this.#opcodeLengths;
    const firstSpecial = lengths.length + 1;
    let address = 0;
    let file = 1;
    let line = 1;
    while (!reader.isAtEnd) {
      const opcode = reader.u8();
      if (opcode >= firstSpecial) {
        const step = opcode - firstSpecial;
        address += Math.floor(step / this.#lineRange) * this.#minimumLength;
        line += this.#lineBase + (step % this.#lineRange);
        receive(address, file, line, false);
        continue;
      }
      switch (opcode) {
        case Op.extended: {
          const end = reader.uleb() + reader.at;
          const kind = reader.u8();
          if (kind === Extended.endSequence) {
            receive(address, file, line, true);
            address = 0;
            file = 1;
            line = 1;
          } else if (kind === Extended.setAddress) {
            address = reader.u32();
          } else if (kind === Extended.defineFile) {
            this.#files.push(readFileEntry(reader, reader.text()));
          }
          if (end < reader.at) throw malformed("have an opcode that is longer than it says");
          reader.skip(end - reader.at);
          break;
        }
        case Op.copy:
          receive(address, file, line, false);
          break;
        case Op.advancePc:
          address += reader.uleb() * this.#minimumLength;
          break;
        case Op.advanceLine:
          line += reader.sleb();
          break;
        case Op.setFile:
          file = reader.uleb();
          break;
        case Op.constAddPc:
          address += Math.floor((255 - firstSpecial) / this.#lineRange) * this.#minimumLength;
          break;
        case Op.fixedAdvancePc:
          address += reader.u16();
          break;
        default:
          for (let left = lengths[opcode - 1]!; left > 0; left--) reader.uleb();
      }
    }
  }
}

/** Folders or files of DWARF 5: formats, then entries of these formats. */
function readEntries(dwarf: DwarfSections, unit: DataReader): FileEntry[] {
  const formats = Array.from({ length: unit.u8() }, () => ({ kind: unit.uleb(), form: unit.uleb() }));
  const count = unit.uleb();
  if (count > 0 && !formats.some(({ kind }) => kind === DW_LNCT_path)) throw malformed("have files without names");
  const entries: FileEntry[] = [];
  for (let index = 0; index < count; index++) {
    let name: FormValue;
    let folder: FormValue = 0;
    const before = unit.at;
    for (const { kind, form } of formats) {
      const value = readForm(dwarf, unit, form);
      if (kind === DW_LNCT_path) name = value;
      else if (kind === DW_LNCT_directory_index) folder = value;
    }
    if (unit.at === before) throw malformed("have files of no bytes");
    entries.push({ name: typeof name === "string" ? name : "?", folder: typeof folder === "number" ? folder : 0 });
  }
  return entries;
}

function readTexts(unit: DataReader): string[] {
  const texts: string[] = [];
  for (let text = unit.text(); text !== ""; text = unit.text()) texts.push(text);
  return texts;
}

function readFileEntries(unit: DataReader): FileEntry[] {
  const files: FileEntry[] = [];
  for (let name = unit.text(); name !== ""; name = unit.text()) files.push(readFileEntry(unit, name));
  return files;
}

function readFileEntry(unit: DataReader, name: string): FileEntry {
  const folder = unit.uleb();
  unit.uleb();
  unit.uleb();
  return { name, folder };
}

function joined(folder: string, name: string): string {
  if (folder === "" || name.startsWith("/")) return name;
  return name === "" || name === folder ? folder : `${folder}/${name}`;
}
