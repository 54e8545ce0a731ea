import type { ElfFunction, ElfImage, ElfSection, ElfSymbol } from "@armstalker/elf";
import { ModulesError } from "./errors.js";
import { LineTable, type SourceLine } from "./line-table.js";
import type { ModulePlace } from "./mapped-modules.js";
import { attempt, type ModuleFiles } from "./module-files.js";
import { SymbolTable } from "./symbol-table.js";

/** A symbol of a module, at its place in memory. */
export interface ModuleSymbol {
  readonly name: string;
  /** In memory, bit 0 set for functions of T32. */
  readonly address: number;
  /** In bytes; 0 where it is not known. */
  readonly size: number;
  readonly type: ElfSymbol["type"];
}

/** A function of a module, at its place in memory. */
export interface ModuleFunction {
  /** `name@plt` for a stub that leads to a function of another module. */
  readonly name: string;
  /** In memory, without an instruction set bit. */
  readonly address: number;
  readonly size: number;
  readonly instructionSet: "a32" | "t32";
}

/** What is known of the place of an address within its module. */
export interface Place {
  /** The function that covers the address; undefined in code without a name. */
  readonly name: string | undefined;
  /** Where that function begins, or else where the last one before the address ends; in memory. */
  readonly start: number;
}

/**
 * A program or a library in memory. What its file tells is read when it is asked for first; a module whose file is gone or damaged has no symbols. Addresses are
 * those of memory.
 */
export class Module implements ModulePlace {
  readonly path: string;
  /** The path's last part. */
  readonly name: string;
  readonly base: number;
  /** The address after its last byte. */
  readonly end: number;
  readonly fileBase: number;
  readonly #files: ModuleFiles;
  #image: ElfImage | null | undefined;
  #debug: ElfImage | null | undefined;
  #table: SymbolTable | undefined;
  #functions: readonly ModuleFunction[] | undefined;
  #lines: LineTable | null | undefined;

  constructor({ path, base, end, fileBase }: ModulePlace, files: ModuleFiles) {
    this.path = path;
    this.name = path.slice(path.lastIndexOf("/") + 1);
    this.base = base;
    this.end = end;
    this.fileBase = fileBase;
    this.#files = files;
  }

  /** Bytes from `base` to `end`. */
  get size(): number {
    return this.end - this.base;
  }

  /** Its file; null if that is gone, cannot be read, or is no ELF file for 32-bit ARM. */
  get image(): ElfImage | null {
    if (this.#image === undefined) this.#image = this.path.startsWith("/") ? this.#files.open(this.path) : null;
    return this.#image;
  }

  /** The file with its debug symbols: another one, or its own. */
  get debugImage(): ElfImage | null {
    if (this.#debug === undefined) {
      const { image } = this;
      const hasOwn = (each: ElfImage): boolean => each.section(".debug_line") !== undefined;
      this.#debug =
        image === null ? null : attempt(() => (hasOwn(image) ? image : this.#files.openDebug(this.path, image)));
    }
    return this.#debug;
  }

  /** What to add to an address of the file to have that in memory. */
  get bias(): number {
    const first = this.image?.segments.find(({ type }) => type === 1);
    return first === undefined ? this.fileBase : this.fileBase - (first.address - first.offset);
  }

  /** In hexadecimal; undefined if it has none. */
  get buildId(): string | undefined {
    return this.#of((image) => image.buildId) ?? undefined;
  }

  /** The section headers; their addresses are those of the file. */
  get sections(): readonly ElfSection[] {
    return this.#of((image) => image.sections) ?? [];
  }

  /** The symbols that other modules can use. */
  get exports(): readonly ModuleSymbol[] {
    return (this.#of((image) => image.exports) ?? []).map((symbol) => this.#placed(symbol));
  }

  /** The names that other modules must define. */
  get imports(): readonly string[] {
    return (this.#of((image) => image.imports) ?? []).map(({ name }) => name);
  }

  /** All symbols that are defined in it, of its file and of that with its debug symbols. */
  get symbols(): readonly ModuleSymbol[] {
    return this.#images().flatMap((image) =>
      (attempt(() => [...image.symbols, ...image.dynamicSymbols]) ?? [])
        .filter(
          ({ section, name, type }) =>
            section !== 0 && section < 0xff00 && name !== "" && type !== "section" && type !== "tls",
        )
        .filter(({ name }) => !/^\$[atdx](?:\.|$)/.test(name))
        .map((symbol) => this.#placed(symbol)),
    );
  }

  /** Its functions by ascending address, with the stubs that lead to other modules. One address may have several names. */
  get functions(): readonly ModuleFunction[] {
    this.#functions ??= this.#fileFunctions()
      .map(({ name, address, size, instructionSet }) => ({ name, address: address + this.bias, size, instructionSet }))
      .sort((a, b) => a.address - b.address);
    return this.#functions;
  }

  /** From addresses to source lines; null if there is no debugging data, or they are damaged. Addresses are those of the file. */
  get lines(): LineTable | null {
    if (this.#lines === undefined) {
      const { debugImage } = this;
      this.#lines = debugImage === null ? null : readLines(debugImage);
    }
    return this.#lines;
  }

  /** True for an address between its first and its last byte. */
  has(address: number): boolean {
    return address >= this.base && address < this.end;
  }

  /** The function that an address is in. @param address - in the module, without an instruction set bit */
  locate(address: number): Place {
    this.#table ??= new SymbolTable(this.#fileFunctions());
    const { bias } = this;
    const table = this.#table;
    const before = table.startingBefore(address - bias);
    const found = table.find(address - bias);
    const start = before === undefined ? this.base : before.address + (found === undefined ? before.size : 0) + bias;
    return { name: found?.name, start };
  }

  /** The source line of an address in memory, without an instruction set bit; undefined where it is not known. */
  sourceOf(address: number): SourceLine | undefined {
    return this.lines?.find(address - this.bias);
  }

  /** The instruction set of code at an address, by mapping symbols and functions; `data` for literals between; undefined where it is not known. */
  codeKindAt(address: number): "a32" | "t32" | "data" | undefined {
    for (const image of this.#images()) {
      const kind = attempt(() => image.mappingSymbols.at(address - this.bias) ?? null);
      if (kind !== null) return kind;
    }
    const { bias } = this;
    this.#table ??= new SymbolTable(this.#fileFunctions());
    return this.#table.find(address - bias)?.instructionSet;
  }

  /** The address of a symbol by its name, bit 0 set for functions of T32; undefined if it has none of that name. Global symbols come before local ones. */
  addressOf(name: string): number | undefined {
    const exported = this.#of((image) => image.exports.find((each) => each.name === name) ?? null);
    if (exported !== null) return this.#placed(exported).address;
    const found = this.symbols.find((each) => each.name === name);
    if (found !== undefined) return found.address;
    const stub = this.functions.find((each) => each.name === name);
    return stub === undefined ? undefined : stub.address + (stub.instructionSet === "t32" ? 1 : 0);
  }

  #images(): ElfImage[] {
    const { image, debugImage } = this;
    const inner = image === null ? null : attempt(() => image.miniDebugInfo ?? null);
    return [...new Set([image, debugImage, inner])].filter((each): each is ElfImage => each !== null);
  }

  #fileFunctions(): ElfFunction[] {
    const stubs = this.#of((image) => image.stubs) ?? [];
    const all = new Map<string, ElfFunction>();
    for (const each of this.#images().flatMap((image) => attempt(() => image.functions) ?? [])) {
      all.set(`${each.address} ${each.name}`, each);
    }
    return [...all.values(), ...stubs];
  }

  #of<Result>(read: (image: ElfImage) => Result | null): Result | null {
    const { image } = this;
    return image === null ? null : attempt(() => read(image));
  }

  #placed({ name, value, size, type }: ElfSymbol): ModuleSymbol {
    return { name, address: (value + this.bias) >>> 0, size, type };
  }
}

function readLines(image: ElfImage): LineTable | null {
  try {
    return attempt(() => new LineTable(image));
  } catch (error) {
    if (error instanceof ModulesError) return null;
    throw error;
  }
}
