import { parseMemoryMap } from "@armstalker/native-os";
import type { Protection } from "@armstalker/slab-allocator";
import { ADDRESS_SPACE, type Mapping } from "./target.js";

/** Memory that the program shares with this process, as the kernel names it, and as it is named here: it is no file of the program. */
const SHARED_MEMORY = "/memfd:armstalker";
export const SHARED_MEMORY_NAME = "[armstalker]";

/** The mappings that the text of a `/proc/PID/maps` tells, without those that a 32-bit program cannot reach. */
export function parseMappings(text: string): Mapping[] {
  const mappings: Mapping[] = [];
  for (const { start, end, protection, path, offset } of parseMemoryMap(text)) {
    if (start >= ADDRESS_SPACE || end > ADDRESS_SPACE) continue;
    const name = path === SHARED_MEMORY ? SHARED_MEMORY_NAME : path;
    mappings.push({ base: start, size: end - start, protection: asProtection(protection), path: name, offset });
  }
  return mappings.sort((one, other) => one.base - other.base);
}

/** On ARM, pages that can be written or executed can be read as well. */
function asProtection(letters: string): Protection {
  const canWrite = letters[1] === "w";
  if (letters[2] === "x") return canWrite ? "rwx" : "r-x";
  if (canWrite) return "rw-";
  return letters[0] === "r" ? "r--" : "---";
}

/** The mappings after a part of memory is gone. They stay in their order. */
export function withoutRange(mappings: readonly Mapping[], base: number, size: number): Mapping[] {
  return changedRange(mappings, base, size, () => []);
}

/** The mappings after a part of memory has another protection. */
export function withProtection(
  mappings: readonly Mapping[],
  base: number,
  size: number,
  protection: Protection,
): Mapping[] {
  return changedRange(mappings, base, size, (part) => [{ ...part, protection }]);
}

/** The mappings after one more was made, where nothing was. */
export function withMapping(mappings: readonly Mapping[], added: Mapping): Mapping[] {
  return [...mappings, added].sort((one, other) => one.base - other.base);
}

/** Replaces what lies in a range, whose limits divide mappings. */
function changedRange(
  mappings: readonly Mapping[],
  base: number,
  size: number,
  replace: (part: Mapping) => Mapping[],
): Mapping[] {
  const end = base + size;
  return mappings.flatMap((mapping) => {
    const mappingEnd = mapping.base + mapping.size;
    if (mapping.base >= end || mappingEnd <= base) return [mapping];
    const inside = part(mapping, Math.max(mapping.base, base), Math.min(mappingEnd, end));
    const below = mapping.base < base ? [part(mapping, mapping.base, base)] : [];
    const above = mappingEnd > end ? [part(mapping, end, mappingEnd)] : [];
    return [...below, ...replace(inside), ...above];
  });
}

function part(mapping: Mapping, base: number, end: number): Mapping {
  const isFile = mapping.path !== "" && !mapping.path.startsWith("[");
  const offset =
    isFile || mapping.path === SHARED_MEMORY_NAME ? mapping.offset + (base - mapping.base) : mapping.offset;
  return { ...mapping, base, size: end - base, offset };
}
