import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ElfFile, type ElfFunction, readElf } from "./elf-file.js";
import type { Place } from "./function-profile.js";
import type { Module, ModuleMap } from "./module-map.js";
import { SymbolTable } from "./symbol-table.js";

interface Symbols {
  readonly table: SymbolTable;
  /** What to subtract from an address in memory to have that of the file. */
  readonly bias: number;
}

/** Finds the function that an address is in, by the symbols of the file that is mapped there. */
export class Locator {
  readonly #modules: ModuleMap;
  readonly #debugFolder: string | undefined;
  readonly #symbols = new Map<Module, Symbols>();

  /** @param debugFolder - has files with symbols of stripped files: `.build-id/ab/cdef….debug` */
  constructor(modules: ModuleMap, debugFolder?: string) {
    this.#modules = modules;
    this.#debugFolder = debugFolder;
  }

  locate(address: number): Place | undefined {
    const module = this.#modules.find(address);
    if (module === undefined) return undefined;
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
    const file = tryReadElf(module.path);
    if (file === undefined) return { table: new SymbolTable([]), bias: 0 };
    const first = file.segments[0];
    const bias = first === undefined ? 0 : module.fileBase - (first.address - first.offset);
    return { table: new SymbolTable([...file.functions, ...file.stubs, ...this.#debugFunctions(file)]), bias };
  }

  #debugFunctions({ buildId }: ElfFile): readonly ElfFunction[] {
    if (this.#debugFolder === undefined || buildId === undefined) return [];
    const path = join(this.#debugFolder, ".build-id", buildId.slice(0, 2), `${buildId.slice(2)}.debug`);
    return tryReadElf(path)?.functions ?? [];
  }
}

/** A file that is gone, or is no ELF file, has no symbols: its functions go by their offsets. */
function tryReadElf(path: string): ElfFile | undefined {
  try {
    return readElf(readFileSync(path));
  } catch {
    return undefined;
  }
}
