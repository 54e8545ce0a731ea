import { parseMemoryMap } from "@armstalker/native-os";
import type { Protection } from "@armstalker/slab-allocator";
import { ADDRESS_SPACE, type Mapping } from "./target.js";

/** The mappings that the text of a `/proc/PID/maps` tells, without those that a 32-bit program cannot reach. */
export function parseMappings(text: string): Mapping[] {
  const mappings: Mapping[] = [];
  for (const { start, end, protection, path, offset } of parseMemoryMap(text)) {
    if (start >= ADDRESS_SPACE || end > ADDRESS_SPACE) continue;
    mappings.push({ base: start, size: end - start, protection: asProtection(protection), path, offset });
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
