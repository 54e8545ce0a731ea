import type { InstructionSet } from "../row.js";
import { assemblyError, type TextPlace } from "./assembly-error.js";
import { type Expression, numberValue, type Scope, type Value } from "./expression.js";
import type { Item } from "./section.js";
import { Section } from "./section.js";

/** A word that a linker has to complete: the fields of `Relocation` entries in ELF files of ARM. */
export interface AssemblyRelocation {
  /** Where the word or instruction begins in its section, in bytes. */
  readonly offset: number;
  /** The name of the relocation in the ELF supplement for ARM: `R_ARM_CALL`, `R_ARM_ABS32`. */
  readonly type: string;
  /** The symbol, or the section, that is meant. */
  readonly symbol: string;
  /** What is added to it. */
  readonly addend: number;
}

/** Whether a relocation names a local symbol or its section; GNU as has it so, and linkers take both. */
type Names = "section" | "symbol";

interface SymbolEntry {
  readonly section: Section | null;
  /** The index of the item that a label stands before. */
  readonly index: number;
  /** What `.set` makes it; null for a label. */
  readonly expression: Expression | null;
  readonly set: InstructionSet;
}

/** @internal What a text consists of while it is assembled. */
export class Program {
  readonly sections: Map<string, Section> = new Map();
  readonly features: number;
  /** True if all that is not within one section is left to a linker. */
  readonly relocatable: boolean;
  readonly relocations: Map<Section, AssemblyRelocation[]> = new Map();
  readonly globals: Set<string> = new Set();
  readonly functions: Set<string> = new Set();
  readonly #symbols: Map<string, SymbolEntry> = new Map();
  readonly #given: Readonly<Record<string, number>>;
  /** How often each numeric label has been put, and the names that they have then. */
  readonly #numeric: Map<string, number> = new Map();
  /** True while labels have no places yet. */
  #parsing = true;

  constructor(features: number, relocatable: boolean, symbols: Readonly<Record<string, number>>) {
    this.features = features;
    this.relocatable = relocatable;
    this.#given = symbols;
  }

  section(name: string): Section {
    let found = this.sections.get(name);
    if (found === undefined) {
      found = new Section(name);
      this.sections.set(name, found);
    }
    return found;
  }

  /** Names the place of the next item. */
  putLabel(name: string, place: TextPlace, section: Section, set: InstructionSet): void {
    const count = this.#numeric.get(name) ?? 0;
    if (/^\d/.test(name)) {
      this.#numeric.set(name, count + 1);
      this.#define(`${name}#${count}`, place, { section, index: section.items.length, expression: null, set });
    } else this.#define(name, place, { section, index: section.items.length, expression: null, set });
  }

  /** The name of a numeric label that is seen from this place: `1b` is the last one before it, `1f` the next. */
  resolveName(name: string): string {
    if (!/^\d+[bf]$/.test(name)) return name;
    const digits = name.slice(0, -1);
    const count = this.#numeric.get(digits) ?? 0;
    return `${digits}#${name.endsWith("b") ? count - 1 : count}`;
  }

  setSymbol(name: string, place: TextPlace, expression: Expression): void {
    const known = this.#symbols.get(name);
    if (known !== undefined && known.expression === null) this.#duplicate(name, place);
    this.#symbols.set(name, { section: null, index: 0, expression, set: "a32" });
  }

  #define(name: string, place: TextPlace, entry: SymbolEntry): void {
    if (this.#symbols.has(name)) this.#duplicate(name, place);
    this.#symbols.set(name, entry);
  }

  #duplicate(name: string, place: TextPlace): never {
    throw assemblyError(place, "duplicate-symbol", `the symbol "${name}" is there already`, "use another name");
  }

  /** The labels that are no local names, with their sections and offsets. */
  *labels(): Generator<readonly [name: string, section: Section, offset: number]> {
    for (const [name, { section, index }] of this.#symbols)
      if (section !== null && !/^\.L|#/.test(name)) yield [name, section, section.offsetOf(index)];
  }

  /** The instruction set in which a label stands; null for what is none. */
  setOfSymbol(name: string | null): InstructionSet | null {
    const entry = name === null ? undefined : this.#symbols.get(name);
    return entry === undefined || entry.section === null ? null : entry.set;
  }

  /** True if a branch to a symbol is left to the linker: it may be replaced, or is elsewhere. */
  isForeign({ base, symbol }: Value, section: Section): boolean {
    return base !== section || (symbol !== null && this.globals.has(symbol));
  }

  /** The number of an expression without labels, while the text is read; null if it has labels. */
  constantOf(expression: Expression): number | null {
    try {
      const { base, number, operator } = expression(this.#constants);
      return base === null && operator === null ? number : null;
    } catch (error) {
      if (error === notConstant) return null;
      throw error;
    }
  }

  readonly #constants: Scope = {
    here: () => {
      throw notConstant;
    },
    symbol: (name) => {
      const entry = this.#symbols.get(name);
      if (entry?.expression) return entry.expression(this.#constants);
      const given = entry === undefined ? this.#given[name] : undefined;
      if (given !== undefined) return numberValue(given);
      throw notConstant;
    },
    fail: (place, message, hint) => assemblyError(place, "not-constant", message, hint),
  };

  /** Of what has no place of its own. */
  readonly #places: Scope = {
    ...this.#constants,
    symbol: (name, place) => this.#valueOf(name, place, this.#places),
  };

  /** The value of an expression as seen from an item. Places in sections that have addresses stay places. */
  evaluate(expression: Expression, item: Item): Value {
    const scope: Scope = {
      here: () => ({ ...numberValue(item.offset), base: item.section }),
      symbol: (name, place) => this.#valueOf(name, place, scope),
      fail: (place, message, hint) => assemblyError(place, "not-constant", message, hint),
    };
    return expression(scope);
  }

  #valueOf(name: string, place: TextPlace, scope: Scope): Value {
    const entry = this.#symbols.get(name);
    if (entry === undefined) {
      const given = this.#given[name];
      if (given !== undefined) return { ...numberValue(given), symbol: name };
      if (!this.relocatable) {
        const hint = "define it, or give its address in `symbols`";
        throw assemblyError(place, "undefined-symbol", `the symbol "${name.split("#")[0]}" is not defined`, hint);
      }
      return { ...numberValue(0), base: name, symbol: name };
    }
    if (entry.expression !== null) return { ...entry.expression(scope), symbol: name };
    return { ...numberValue(entry.section!.offsetOf(entry.index)), base: entry.section, symbol: name };
  }

  /** The absolute number of a value; null if it is left to a linker. */
  absolute({ base, number, minus, operator }: Value): number | null {
    if (operator !== null) return null;
    const from = base === null ? 0 : typeof base === "string" ? null : base.address;
    const to = minus === null ? 0 : minus.address;
    return from === null || to === null ? null : from + number - to;
  }

  /** What is added to the symbol, or to the start of the section, that a relocation names. */
  addendOf(value: Value, names: Names = "section"): number {
    const { base, number, symbol } = value;
    if (base === null || typeof base === "string" || !this.#isNamed(base, value, names)) return number;
    return number - this.offsetOfSymbol(symbol!);
  }

  /** True if a relocation names the symbol, not its section. */
  #isNamed(base: Section, { symbol, minus }: Value, names: Names): boolean {
    if (symbol === null) return false;
    return names === "symbol" || (base.isMerged && minus !== null) || this.globals.has(symbol);
  }

  /** Where a label stands in its section. */
  offsetOfSymbol(name: string): number {
    return this.#valueOf(name, { line: 0, column: 0 }, this.#places).number;
  }

  /** True if a symbol is a function of T32 code, whose address has bit 0 set where it is a value. */
  isThumbFunction(symbol: string | null): symbol is string {
    return symbol !== null && this.functions.has(symbol) && this.setOfSymbol(symbol) === "t32";
  }

  relocate(item: Item, at: number, type: string, value: Value, addend: number, names: Names = "section"): void {
    const list = this.relocations.get(item.section) ?? [];
    this.relocations.set(item.section, list);
    const { base } = value;
    const isPlace = base !== null && typeof base !== "string";
    const symbol = isPlace && !this.#isNamed(base, value, names) ? base.name : (value.symbol ?? (base as string));
    list.push({ offset: at, type, symbol, addend });
  }

  /** Lays out all sections until nothing moves. */
  layOut(): void {
    this.#parsing = false;
    const sections = [...this.sections.values()];
    for (const section of sections) section.layOut(this);
    // Each pass can only make instructions longer, so the passes come to an end.
    for (let changed = true; changed; ) {
      for (const { items } of sections) for (const item of items) item.fit(this);
      changed = false;
      for (const section of sections) if (section.layOut(this)) changed = true;
    }
  }

  /** True until all statements are read. */
  get isParsing(): boolean {
    return this.#parsing;
  }
}

const notConstant: Error = /* @__PURE__ */ new Error("not constant");
