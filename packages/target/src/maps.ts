import { parseMemoryMap } from "@armstalker/native-os";
import type { Protection } from "@armstalker/slab-allocator";
import { ADDRESS_SPACE, type Mapping } from "./target.js";

/** Memory that the program shares with this process, as the kernel names it, and as it is named here: it is no file of the program. */
const SHARED_MEMORY = "/memfd:armstalker";
const SHARED_MEMORY_NAME = "[armstalker]";

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
