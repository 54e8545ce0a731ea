import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ElfError, type ElfFunction, ElfImage, readElf } from "@armstalker/elf";
import type { Place } from "./function-profile.js";
import type { Module } from "./module-map.js";
import { SymbolTable } from "./symbol-table.js";

/** Bytes of the largest file whose symbols are read. */
const LARGEST_FILE = 1 << 30;

interface Symbols {
  readonly table: SymbolTable;
  /** What to subtract from an address in memory to have that of the file. */
  readonly bias: number;
}

/** Finds the function that an address of a module is in, by the symbols of the module's file. */
export class Locator {
  readonly #debugFolder: string | undefined;
  readonly #symbols = new Map<Module, Symbols>();

  /** @param debugFolder - has files with symbols of stripped files: `.build-id/ab/cdef….debug` */
  constructor(debugFolder?: string) {
    this.#debugFolder = debugFolder;
  }

  /** @param address - in the module, without an instruction set bit */
  locate(module: Module, address: number): Place {
    const { table, bias } = this.#symbolsOf(module);
    const before = table.startingBefore(address - bias);
    const found = table.find(address - bias);
    const start = before === undefined ? module.base : before.address + (found === undefined ? before.size : 0) + bias;
    return { module: module.name, moduleBase: module.base, name: found?.name, start };
  }

  #symbolsOf(module: Module): Symbols {
    let symbols = this.#symbols.get(module);
    if (symbols === undefined) {
      symbols = this.#readSymbols(module);
      this.#symbols.set(module, symbols);
    }
    return symbols;
  }

  #readSymbols(module: Module): Symbols {
    const bytes = tryRead(module.path);
    const segments = attempt(() => readElf(bytes).segments) ?? [];
    const first = segments[0];
    const bias = first === undefined ? 0 : module.fileBase - (first.address - first.offset);
    const symbols = attempt(() => new ElfImage(bytes));
    if (symbols === undefined) return { table: new SymbolTable([]), bias };
    const functions = attempt(() => [...symbols.functions, ...symbols.stubs]) ?? [];
    return { table: new SymbolTable([...functions, ...this.#debugFunctions(symbols)]), bias };
  }

  #debugFunctions(image: ElfImage): readonly ElfFunction[] {
    const buildId = attempt(() => image.buildId);
    if (this.#debugFolder === undefined || buildId === undefined) return [];
    const path = join(this.#debugFolder, ".build-id", buildId.slice(0, 2), `${buildId.slice(2)}.debug`);
    return attempt(() => new ElfImage(tryRead(path)).functions) ?? [];
  }
}

/** The bytes of a regular file; none if it is gone, cannot be read, or is too large. A device that was mapped is not read: it may have no end. */
function tryRead(path: string): Uint8Array {
  try {
    const file = statSync(path);
    return file.isFile() && file.size <= LARGEST_FILE ? readFileSync(path) : new Uint8Array(0);
  } catch {
    return new Uint8Array(0);
  }
}

/** A file that is no ELF file, or damaged, has no symbols: its functions go by their offsets. */
function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ElfError) return undefined;
    throw error;
  }
}
