/** A mapping of a program's memory, as targets report them. */
export interface MappedFile {
  readonly base: number;
  /** In bytes. */
  readonly size: number;
  /** Such as `r-x`. */
  readonly protection: string;
  /** Of the file, or a name in brackets, or empty. */
  readonly path: string;
  /** The offset of the mapping's start in that file, in bytes. */
  readonly offset: number;
}

/** The place of a program or a library in memory: from its first mapping to the end of its last. */
export interface ModulePlace {
  readonly path: string;
  readonly base: number;
  /** The address after its last byte. */
  readonly end: number;
  /** Where offset 0 of the file is, or would be if it were mapped. */
  readonly fileBase: number;
}

/** Equal for modules that are the same file at the same place. */
export function keyOf({ path, fileBase }: ModulePlace): string {
  return `${fileBase} ${path}`;
}

/** The files with code among mappings, and the kernel's own code, by ascending address. */
export function modulesIn(mappings: readonly MappedFile[]): ModulePlace[] {
  const groups: MappedFile[][] = [];
  for (const mapping of [...mappings].sort((a, b) => a.base - b.base)) {
    if (!mapping.path.startsWith("/") && mapping.path !== "[vdso]") continue;
    const group = groups.at(-1);
    const previous = group?.at(-1);
    if (previous?.path === mapping.path && isLater(mapping, previous)) group!.push(mapping);
    else groups.push([mapping]);
  }
  return groups.filter((group) => group.some(({ protection }) => protection.includes("x"))).map(placeOf);
}

/** Of a file that is loaded twice the second begins anew. The data of a small file can be in the page that its code is in. */
function isLater(mapping: MappedFile, previous: MappedFile): boolean {
  if (mapping.offset === previous.offset) return !mapping.protection.includes("x");
  return mapping.offset > previous.offset;
}

function placeOf(group: readonly MappedFile[]): ModulePlace {
  const first = group[0]!;
  const last = group.at(-1)!;
  return { path: first.path, base: first.base, end: last.base + last.size, fileBase: first.base - first.offset };
}

/** The one of places that has an address. @param places - by ascending address, without overlaps */
export function placeAt<Place extends { readonly base: number; readonly end: number }>(
  places: readonly Place[],
  address: number,
): Place | undefined {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (places[middle]!.base <= address) low = middle + 1;
    else high = middle;
  }
  const found = places[low - 1];
  return found !== undefined && address < found.end ? found : undefined;
}
