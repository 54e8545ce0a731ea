import type { ElfImage } from "@armstalker/elf";
import { Budget, DataReader } from "./data-reader.js";
import { malformed } from "./errors.js";

/** Bytes that are read at most, for each byte of the sections. */
const MOST_READ = 16;

/** The parts of a file's debugging data that lines need. */
export class DwarfSections {
  readonly line: Uint8Array;
  readonly info: Uint8Array;
  readonly abbreviations: Uint8Array;
  readonly #strings: Uint8Array;
  readonly #lineStrings: Uint8Array;
  readonly budget: Budget;
  readonly #texts = new Map<string, string>();

  constructor(image: ElfImage) {
    this.line = image.contents(".debug_line");
    this.info = image.contents(".debug_info");
    this.abbreviations = image.contents(".debug_abbrev");
    this.#strings = image.contents(".debug_str");
    this.#lineStrings = image.contents(".debug_line_str");
    const parts = [this.line, this.info, this.abbreviations, this.#strings, this.#lineStrings];
    this.budget = new Budget(MOST_READ * parts.reduce((sum, { length }) => sum + length, 0));
  }

  reader(bytes: Uint8Array, at = 0, end: number = bytes.length): DataReader {
    return new DataReader(bytes, this.budget, at, end);
  }

  /** A text of `.debug_str` or `.debug_line_str`; each is read once. */
  textAt(section: "strings" | "lineStrings", offset: number): string {
    const key = `${section} ${offset}`;
    let text = this.#texts.get(key);
    if (text === undefined) {
      text = this.reader(section === "strings" ? this.#strings : this.#lineStrings, offset).text();
      this.#texts.set(key, text);
    }
    return text;
  }
}

/** The value of an attribute, as far as it is of use: a number or a text. */
export type FormValue = number | string | undefined;

/** Bytes of forms whose value is skipped, by their numbers (DWARF 5, 7.5.6). */
const fixedSizes: Readonly<Record<number, number>> = {
  1: 4,
  7: 8,
  12: 1,
  16: 4,
  17: 1,
  18: 2,
  19: 4,
  20: 8,
  25: 0,
  28: 4,
  29: 4,
  30: 16,
  32: 8,
  33: 0,
  36: 8,
  37: 1,
  38: 2,
  39: 3,
  40: 4,
  41: 1,
  42: 2,
  43: 3,
  44: 4,
  7968: 4,
  7969: 4,
};

/** Reads the value of a form of 32-bit DWARF. @throws {ModulesError} `malformed`, also for a form that DWARF 5 does not have */
export function readForm(dwarf: DwarfSections, reader: DataReader, form: number): FormValue {
  switch (form) {
    case 0x03:
      reader.skip(reader.u16());
      return undefined;
    case 0x04:
      reader.skip(reader.u32());
      return undefined;
    case 0x05:
      return reader.u16();
    case 0x06:
    case 0x17:
      return reader.u32();
    case 0x08:
      return reader.text();
    case 0x09:
    case 0x18:
      reader.skip(reader.uleb());
      return undefined;
    case 0x0a:
      reader.skip(reader.u8());
      return undefined;
    case 0x0b:
      return reader.u8();
    case 0x0d:
      return reader.sleb();
    case 0x0e:
      return dwarf.textAt("strings", reader.u32());
    case 0x0f:
      return reader.uleb();
    case 0x15:
    case 0x1a:
    case 0x1b:
    case 0x22:
    case 0x23:
      reader.uleb();
      return undefined;
    case 0x1f:
      return dwarf.textAt("lineStrings", reader.u32());
    default: {
      const size = fixedSizes[form];
      if (size === undefined) throw malformed(`have the unknown form ${form}`);
      reader.skip(size);
      return undefined;
    }
  }
}
