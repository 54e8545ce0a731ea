import { EventEmitter } from "node:events";
import type { ElfImage } from "@armstalker/elf";
import { ModulesError } from "./errors.js";
import type { SourceLine } from "./line-table.js";
import { type LoaderState, readLoaderState } from "./loader.js";
import { keyOf, type MappedFile, modulesIn, placeAt } from "./mapped-modules.js";
import { Module } from "./module.js";
import { attempt, ModuleFiles, type ModuleFilesOptions } from "./module-files.js";
import { matcher, parseName } from "./symbol-names.js";

/** What modules are found by: a `Target` of `@armstalker/target` is one. */
export interface ModuleSource {
  /** All mappings, as they are now. */
  mappings(): readonly MappedFile[];
  /** As many bytes from an address on as can be read, perhaps none. */
  readSome(address: number, size: number): Uint8Array;
  /** The connection to a debugger stub, as a `GdbTarget` has it: what the kernel told the program about itself, by types of entries. */
  readonly remote?: { readAuxiliaryVector?(): ReadonlyMap<number, bigint> };
}

/** What calls a function when control comes to an address: a `Stalker` is one. */
export interface ProbeHost {
  /** @param address - bit 0 set: T32 */
  addCallProbe(address: number, probe: () => void): number;
  removeCallProbe(id: number): void;
}

/** The events of {@link Modules}. */
export interface ModuleEvents {
  moduleLoaded: [module: Module];
  moduleUnloaded: [module: Module];
}

/** An address with the names for it. */
export interface Symbolized {
  readonly module: Module | undefined;
  /** The function that covers it. */
  readonly symbol: string | undefined;
  /** The distance from that function; without one from the module's base; without a module the address. */
  readonly offset: number;
}

/** A function that a pattern has found. */
export interface FoundFunction {
  readonly module: Module;
  readonly name: string;
  /** Bit 0 set for T32. */
  readonly address: number;
}

const AT_ENTRY = 9;

/** The address of the program's first instruction; undefined where the stub does not tell it. */
function entryOf({ remote }: ModuleSource): number | undefined {
  try {
    const entry = remote?.readAuxiliaryVector?.().get(AT_ENTRY);
    return entry === undefined ? undefined : Number(entry & ~1n);
  } catch {
    // A stub without the auxiliary vector refuses.
    return undefined;
  }
}

function isProgram(image: ElfImage | null): boolean {
  return (
    image !== null && (image.type === "executable" || (image.interpreter !== undefined && image.soname === undefined))
  );
}

/** The loader calls it after each change of its list; debuggers know it by this name. */
const LOADER_HOOKS = ["_dl_debug_state", "dl_debug_state", "rtld_db_dlactivity", "_rtld_debug_state"];

/** The modules of a program as they are loaded and unloaded, and the names of its addresses. Methods that read the program need it stopped. */
export class Modules extends EventEmitter<ModuleEvents> {
  readonly #source: ModuleSource;
  readonly #files: ModuleFiles;
  #modules: readonly Module[] = [];
  /** The address of the program's first instruction. */
  #entry: number | undefined;

  /** Reads nothing: {@link update} does. */
  constructor(source: ModuleSource, options: ModuleFilesOptions = {}) {
    super();
    this.#source = source;
    this.#files = new ModuleFiles(options);
  }

  /** By ascending address; they do not overlap. */
  get all(): readonly Module[] {
    return this.#modules;
  }

  /**
   * The program itself: by its first instruction, where the kernel's word for that can be read, else the first file that is no library. Undefined before the first
   * update, and where no file is mapped.
   */
  get main(): Module | undefined {
    if (this.#entry !== undefined) {
      const entered = this.find(this.#entry);
      if (entered !== undefined) return entered;
    }
    const files = this.#modules.filter(({ path }) => path.startsWith("/"));
    return files.find((module) => attempt(() => isProgram(module.image))) ?? files[0];
  }

  /** What the dynamic loader tells debuggers; null before it has run, and for a static program. */
  get loader(): LoaderState | null {
    const { main } = this;
    const image = main?.image;
    if (main === undefined || image === null || image === undefined) return null;
    return readLoaderState((address, size) => this.#source.readSome(address, size), image, main.bias);
  }

  /** Reads the mappings, and emits `moduleUnloaded` and `moduleLoaded` for what has changed. A module that stays remains the same object, with what was read of its file. */
  update(): { readonly loaded: readonly Module[]; readonly unloaded: readonly Module[] } {
    if (this.#modules.length === 0) this.#entry = entryOf(this.#source);
    const known = new Map(this.#modules.map((module) => [keyOf(module), module]));
    const loaded: Module[] = [];
    this.#modules = modulesIn(this.#source.mappings()).map((place) => {
      const key = keyOf(place);
      const before = known.get(key);
      // The loader maps the parts of a file one after the other.
      if (before !== undefined && before.base === place.base && before.end === place.end) {
        known.delete(key);
        return before;
      }
      const module = new Module(place, this.#files);
      if (before === undefined) loaded.push(module);
      else known.delete(key);
      return module;
    });
    const unloaded = [...known.values()];
    for (const module of unloaded) this.emit("moduleUnloaded", module);
    for (const module of loaded) this.emit("moduleLoaded", module);
    return { loaded, unloaded };
  }

  /** Forgets the modules that have a byte in a range of memory, emits `moduleUnloaded` for each, and returns them: for whoever knows that the range is about to be unmapped. */
  remove(base: number, size: number): Module[] {
    const isInside = (module: Module): boolean => module.base < base + size && base < module.end;
    const removed = this.#modules.filter(isInside);
    if (removed.length === 0) return removed;
    this.#modules = this.#modules.filter((module) => !isInside(module));
    for (const module of removed) this.emit("moduleUnloaded", module);
    return removed;
  }

  /**
   * Calls {@link update} whenever the program's loader has loaded or unloaded libraries, also from its very first one on. A program without a loader loads none.
   *
   * @param host - the stalker that follows the program's threads
   * @returns ends it
   */
  watch(host: ProbeHost): () => void {
    this.update();
    const hook = this.#loaderHook();
    if (hook === undefined) return () => {};
    const probe = host.addCallProbe(hook, () => {
      if (this.loader?.isConsistent !== false) this.update();
    });
    return () => host.removeCallProbe(probe);
  }

  #loaderHook(): number | undefined {
    const told = this.loader?.breakAddress;
    if (told !== undefined && told !== 0) return told;
    for (const module of this.#modules) {
      if (module === this.main) continue;
      for (const name of LOADER_HOOKS) {
        const address = module.addressOf(name);
        if (address !== undefined) return address;
      }
    }
    return undefined;
  }

  /** The module that has an address. */
  find(address: number): Module | undefined {
    return placeAt(this.#modules, address);
  }

  /** The module of a name: its path, its file's name, or the name by which others need it. */
  get(name: string): Module | undefined {
    return this.#modules.find(({ path, name: own }) => path === name || own === name) ?? this.#bySoname(name);
  }

  #bySoname(name: string): Module | undefined {
    return this.#modules.find((module) => attempt(() => module.image?.soname === name));
  }

  /** The names for an address. Bit 0 does not matter. */
  symbolize(address: number): Symbolized {
    const even = (address & ~1) >>> 0;
    const module = this.find(even);
    if (module === undefined) return { module: undefined, symbol: undefined, offset: even };
    const { name, start } = module.locate(even);
    return { module, symbol: name, offset: even - (name === undefined ? module.base : start) };
  }

  /** An address as `module!symbol+0x10`, `module!0x1234` in code without a name, or `0x10000` outside of all modules. Bit 0 does not matter. */
  format(address: number): string {
    const { module, symbol, offset } = this.symbolize(address);
    const hex = `0x${offset.toString(16)}`;
    if (module === undefined) return hex;
    if (symbol === undefined) return `${module.name}!${hex}`;
    return `${module.name}!${symbol}${offset === 0 ? "" : `+${hex}`}`;
  }

  /**
   * The address that a name stands for, as {@link format} writes it; a symbol without a module is looked for in all.
   *
   * @returns bit 0 set for functions of T32, and for offsets of modules where the code there is T32
   * @throws {ModulesError} `bad-name`, `no-such-module`, `no-such-symbol`
   */
  resolve(name: string): number {
    const { module: moduleName, symbol, offset } = parseName(name);
    const modules = this.#named(moduleName);
    if (symbol === undefined) {
      if (moduleName === undefined) return offset >>> 0;
      const module = modules[0]!;
      const address = (module.base + (offset & ~1)) >>> 0;
      const isT32 = (offset & 1) !== 0 || module.codeKindAt(address) === "t32";
      return address + (isT32 ? 1 : 0);
    }
    for (const module of modules) {
      const address = module.addressOf(symbol);
      if (address !== undefined) return (address + offset) >>> 0;
    }
    throw new ModulesError(
      "no-such-symbol",
      `${moduleName ?? "no loaded module"} has ${moduleName === undefined ? "a" : "no"} symbol ${symbol}`,
      this.#similar(modules, symbol),
    );
  }

  /**
   * The functions whose names match a pattern: `libc.so.6!open*`. Of several names at one address the one that the pattern matches first is given. A pattern
   * with an offset (`prog!0x1234`) or without `*` and `?` gives what {@link resolve} does.
   *
   * @throws {ModulesError} `bad-name`, `no-such-module`, `no-such-symbol`
   */
  match(pattern: string): FoundFunction[] {
    const { module: moduleName, symbol, offset } = parseName(pattern);
    if (symbol === undefined || offset !== 0 || !/[*?]/.test(symbol)) {
      const address = this.resolve(pattern);
      const module = this.find((address & ~1) >>> 0);
      if (module === undefined) throw this.#noModuleAt(address);
      const exact = symbol !== undefined && offset === 0 ? symbol : this.format(address).slice(module.name.length + 1);
      return [{ module, name: exact, address }];
    }
    const matches = matcher(symbol);
    const found = new Map<number, FoundFunction>();
    const modules = this.#named(moduleName);
    for (const module of modules) {
      for (const { name, address, instructionSet } of module.functions) {
        if (name.endsWith("@plt") || !matches(name) || found.has(address)) continue;
        found.set(address, { module, name, address: address + (instructionSet === "t32" ? 1 : 0) });
      }
    }
    if (found.size > 0) return [...found.values()];
    throw new ModulesError(
      "no-such-symbol",
      `no function of ${moduleName ?? "any module"} matches ${symbol}`,
      this.#similar(modules, symbol),
    );
  }

  /** The source line of an address; undefined where it is not known. Bit 0 does not matter. */
  sourceOf(address: number): SourceLine | undefined {
    const even = (address & ~1) >>> 0;
    return this.find(even)?.sourceOf(even);
  }

  /** The modules of a name or pattern, at least one. */
  #named(pattern: string | undefined): readonly Module[] {
    if (pattern === undefined) return this.#modules;
    const one = this.get(pattern);
    if (one !== undefined) return [one];
    const matches = matcher(pattern);
    const several = this.#modules.filter(({ name, path }) => matches(name) || matches(path));
    if (several.length > 0) return several;
    const names = this.#modules.map(({ name }) => name).join(", ");
    throw new ModulesError(
      "no-such-module",
      `no module ${pattern} is loaded`,
      names === "" ? "no module is" : `these are: ${names}`,
    );
  }

  #noModuleAt(address: number): ModulesError {
    const hex = `0x${address.toString(16)}`;
    return new ModulesError("no-such-module", `no module is at ${hex}`, "give an address of a file's code");
  }

  #similar(modules: readonly Module[], symbol: string): string {
    const wanted = symbol.replace(/[*?]/g, "").toLowerCase();
    const names = new Set<string>();
    for (const module of modules) {
      for (const { name } of module.functions) {
        if (wanted.length > 2 && name.toLowerCase().includes(wanted)) names.add(name);
        if (names.size >= 5) break;
      }
    }
    if (names.size > 0) return `similar names: ${[...names].join(", ")}`;
    const hasNames = modules.some((module) => module.functions.length > 0);
    return hasNames
      ? "look at the names with nm, or use an offset: module!0x1234"
      : "the file is stripped: use an offset, module!0x1234, or install its debug symbols";
  }
}
