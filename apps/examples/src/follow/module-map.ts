/** A mapping of a program's memory, as targets report them. */
export interface MappedFile {
  readonly base: number;
  readonly size: number;
  /** Such as `r-x`. */
  readonly protection: string;
  /** Of the file, or a name in brackets, or empty. */
  readonly path: string;
  readonly offset: number;
}

/** A program or a library in memory: from its first mapping to the end of its last. */
export interface Module {
  readonly path: string;
  /** The path's last part. */
  readonly name: string;
  readonly base: number;
  readonly end: number;
  /** Where offset 0 of the file is, or would be if it were mapped. */
  readonly fileBase: number;
}

/** Equal for modules that are the same file at the same place. */
export function keyOf({ path, fileBase }: Module): string {
  return `${fileBase} ${path}`;
}

/** The modules that are mapped, as they come to be known while a program runs. */
export class ModuleMap {
  #modules: Module[] = [];

  /** By ascending address; they do not overlap. */
  get modules(): readonly Module[] {
    return this.#modules;
  }

  /** Takes in the present mappings. Returns the modules that are gone: those that were known and are not among the mappings. */
  update(mappings: readonly MappedFile[]): Module[] {
    const before = this.#modules;
    this.#modules = modulesOf(mappings);
    const present = new Set(this.#modules.map(keyOf));
    return before.filter((old) => !present.has(keyOf(old)));
  }

  /** Forgets the modules that have a byte in a range of memory, and returns them. */
  remove(base: number, size: number): Module[] {
    const isInside = (module: Module): boolean => module.base < base + size && base < module.end;
    const removed = this.#modules.filter(isInside);
    if (removed.length > 0) this.#modules = this.#modules.filter((module) => !isInside(module));
    return removed;
  }

  find(address: number): Module | undefined {
    const modules = this.#modules;
    let low = 0;
    let high = modules.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (modules[middle]!.base <= address) low = middle + 1;
      else high = middle;
    }
    const found = modules[low - 1];
    return found !== undefined && address < found.end ? found : undefined;
  }
}

function modulesOf(mappings: readonly MappedFile[]): Module[] {
  const groups: MappedFile[][] = [];
  for (const mapping of [...mappings].sort((a, b) => a.base - b.base)) {
    if (mapping.path === "") continue;
    const group = groups.at(-1);
    const previous = group?.at(-1);
    if (previous?.path === mapping.path && isLater(mapping, previous)) group!.push(mapping);
    else groups.push([mapping]);
  }
  return groups.filter((group) => group.some(({ protection }) => protection.includes("x"))).map(moduleOf);
}

/** Of a file that is loaded twice the second begins anew. The data of a small file can be in the page that its code is in. */
function isLater(mapping: MappedFile, previous: MappedFile): boolean {
  if (mapping.offset === previous.offset) return !mapping.protection.includes("x");
  return mapping.offset > previous.offset;
}

function moduleOf(group: readonly MappedFile[]): Module {
  const first = group[0]!;
  const last = group.at(-1)!;
  return {
    path: first.path,
    name: first.path.slice(first.path.lastIndexOf("/") + 1),
    base: first.base,
    end: last.base + last.size,
    fileBase: first.base - first.offset,
  };
}
