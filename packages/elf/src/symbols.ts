import type { ElfBytes } from "./elf-bytes.js";
import { type ElfSection, linked, tableOf } from "./sections.js";

/** A symbol of `.symtab` or `.dynsym`. */
export interface ElfSymbol {
  readonly name: string;
  /** st_value: of a function of T32 with bit 0 set. Of a defined one an address, as the file has it; in an object file an offset in its section. */
  readonly value: number;
  /** In bytes; 0 if the file does not tell it. */
  readonly size: number;
  readonly type: "none" | "object" | "function" | "section" | "file" | "common" | "tls" | "ifunc" | "other";
  readonly binding: "local" | "global" | "weak" | "other";
  /** True if other files cannot use it. */
  readonly isHidden: boolean;
  /** The number of the section that it is in; 0: defined by another file; from 0xff00 on: in none. */
  readonly section: number;
}

/** A function that is defined in the file: a symbol of type STT_FUNC or STT_GNU_IFUNC. */
export interface ElfFunction {
  readonly name: string;
  /** The address of its first byte, as the file has it: not relocated, without an instruction set bit. */
  readonly address: number;
  /** In bytes; 0 if the file does not tell it, as of some assembly code. */
  readonly size: number;
  readonly instructionSet: "a32" | "t32";
  readonly binding: ElfSymbol["binding"];
}

/** The kind of what lies at an address. */
export type CodeKind = "a32" | "t32" | "data";

const SYMBOL_BYTES = 16;
const SHN_UNDEF = 0;
const STV_INTERNAL = 1;
const STV_HIDDEN = 2;

const bindings: readonly ElfSymbol["binding"][] = ["local", "global", "weak"];
const types = new Map<number, ElfSymbol["type"]>([
  [0, "none"],
  [1, "object"],
  [2, "function"],
  [3, "section"],
  [4, "file"],
  [5, "common"],
  [6, "tls"],
  [10, "ifunc"],
]);

/** The names of a table of symbols, by the offsets that its entries have. Each is read once. */
function namesOf(elf: ElfBytes, sections: readonly ElfSection[], symbols: ElfSection): (offset: number) => string {
  const { offset: start, fileSize } = linked(sections, symbols);
  const strings = elf.range(start, fileSize);
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

/** Reads a table of symbols. @throws {ElfError} */
export function readSymbols(
  elf: ElfBytes,
  sections: readonly ElfSection[],
  table: ElfSection | undefined,
): ElfSymbol[] {
  if (table === undefined || table.fileSize === 0) return [];
  const nameAt = namesOf(elf, sections, table);
  const { view, entries } = tableOf(elf, table, SYMBOL_BYTES);
  return entries.map((at) => {
    const info = view.getUint8(at + 12);
    const visibility = view.getUint8(at + 13) & 3;
    return {
      name: nameAt(view.getUint32(at, true)),
      value: view.getUint32(at + 4, true),
      size: view.getUint32(at + 8, true),
      type: types.get(info & 15) ?? "other",
      binding: bindings[info >> 4] ?? "other",
      isHidden: visibility === STV_INTERNAL || visibility === STV_HIDDEN,
      section: view.getUint16(at + 14, true),
    };
  });
}

/** True for a symbol that its own file defines. */
export const isDefined = ({ section }: ElfSymbol): boolean => section !== SHN_UNDEF;

/** The functions that symbols define, each once, by ascending address. */
export function functionsOf(...tables: readonly (readonly ElfSymbol[])[]): ElfFunction[] {
  const found = new Map<string, ElfFunction>();
  for (const symbols of tables) {
    for (const symbol of symbols) {
      if ((symbol.type !== "function" && symbol.type !== "ifunc") || !isDefined(symbol) || symbol.name === "") continue;
      found.set(`${symbol.value} ${symbol.name}`, {
        name: symbol.name,
        address: (symbol.value & ~1) >>> 0,
        size: symbol.size,
        instructionSet: (symbol.value & 1) === 0 ? "a32" : "t32",
        binding: symbol.binding,
      });
    }
  }
  return [...found.values()].sort((a, b) => a.address - b.address);
}

const mappingKinds: Readonly<Record<string, CodeKind>> = { $a: "a32", $t: "t32", $d: "data" };

/** The places at which A32 code, T32 code and data begin, by the mapping symbols `$a`, `$t` and `$d` (AAELF32, 5.5.5). */
export class MappingSymbols {
  readonly #addresses: Uint32Array;
  readonly #kinds: readonly CodeKind[];

  constructor(symbols: readonly ElfSymbol[]) {
    const places = symbols
      .flatMap(({ name, value, section }) => {
        const kind = /^\$[atd](?:\.|$)/.test(name) ? mappingKinds[name.slice(0, 2)] : undefined;
        return kind === undefined || section === SHN_UNDEF ? [] : [{ address: value, kind }];
      })
      .sort((a, b) => a.address - b.address);
    this.#addresses = Uint32Array.from(places, ({ address }) => address);
    this.#kinds = places.map(({ kind }) => kind);
  }

  get count(): number {
    return this.#addresses.length;
  }

  /** What lies at an address by the last mapping symbol at or before it; undefined before the first one. */
  at(address: number): CodeKind | undefined {
    return this.#kinds[lastAtOrBefore(this.#addresses, address)];
  }

  /** The address of the first mapping symbol behind an address; undefined behind the last one. */
  after(address: number): number | undefined {
    return this.#addresses[lastAtOrBefore(this.#addresses, address) + 1];
  }
}

/** The index of the last element that is not above a value; -1 if there is none. @param sorted - ascending */
function lastAtOrBefore(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
