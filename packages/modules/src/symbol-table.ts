import type { ElfFunction } from "@armstalker/elf";

/** The functions of one file, by address: one name for each. */
export class SymbolTable {
  readonly #functions: readonly ElfFunction[];

  /** Of several names for one address it keeps the best: with the fewest underscores before it, then not weak, then the shortest. */
  constructor(functions: Iterable<ElfFunction>) {
    const best = new Map<number, ElfFunction>();
    for (const each of functions) {
      const known = best.get(each.address);
      if (known === undefined || isBetter(each, known)) best.set(each.address, each);
    }
    this.#functions = [...best.values()].sort((a, b) => a.address - b.address);
  }

  /** The function that has the address within its size, or, without size, the last one that begins before it. */
  find(address: number): ElfFunction | undefined {
    const before = this.startingBefore(address);
    if (before === undefined) return undefined;
    return before.size === 0 || address < before.address + before.size ? before : undefined;
  }

  /** The last function that begins at or before the address. */
  startingBefore(address: number): ElfFunction | undefined {
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

function isBetter(a: ElfFunction, b: ElfFunction): boolean {
  const order = underscores(a) - underscores(b) || weakness(a) - weakness(b) || a.name.length - b.name.length;
  return order < 0 || (order === 0 && a.name < b.name);
}

const underscores = ({ name }: ElfFunction): number => name.length - name.replace(/^_+/, "").length;
const weakness = ({ binding }: ElfFunction): number => (binding === "weak" ? 1 : 0);
