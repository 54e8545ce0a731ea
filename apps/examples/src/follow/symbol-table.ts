/** A function's name and place. */
export interface NamedFunction {
  readonly name: string;
  readonly address: number;
  /** 0 where it is not known. */
  readonly size: number;
  /** `weak` names are often a second name of a `global` one. */
  readonly binding?: string;
}

/** The functions of one file, by address. */
export class SymbolTable {
  readonly #functions: readonly NamedFunction[];

  /** Of several names for one address it keeps the best: with the fewest underscores before it, then not weak, then the shortest. */
  constructor(functions: Iterable<NamedFunction>) {
    const best = new Map<number, NamedFunction>();
    for (const each of functions) {
      const known = best.get(each.address);
      if (known === undefined || isBetter(each, known)) best.set(each.address, each);
    }
    this.#functions = [...best.values()].sort((a, b) => a.address - b.address);
  }

  /** The function that has the address within its size, or, without size, the last one that begins before it. */
  find(address: number): NamedFunction | undefined {
    const before = this.startingBefore(address);
    if (before === undefined) return undefined;
    return before.size === 0 || address < before.address + before.size ? before : undefined;
  }

  /** The last function that begins at or before the address. */
  startingBefore(address: number): NamedFunction | undefined {
    let low = 0;
    let high = this.#functions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#functions[middle]!.address <= address) low = middle + 1;
      else high = middle;
    }
    return this.#functions[low - 1];
  }
}

function isBetter(a: NamedFunction, b: NamedFunction): boolean {
  const order = underscores(a) - underscores(b) || weakness(a) - weakness(b) || a.name.length - b.name.length;
  return order < 0 || (order === 0 && a.name < b.name);
}

const underscores = ({ name }: NamedFunction): number => name.length - name.replace(/^_+/, "").length;
const weakness = ({ binding }: NamedFunction): number => (binding === "weak" ? 1 : 0);
