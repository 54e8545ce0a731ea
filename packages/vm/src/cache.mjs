// Where images, downloads and built programs are kept: `.cache/vm` at the root of the repository, git-ignored and safe to delete.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const cacheFolder =
  process.env.ARMSTALKER_VM_CACHE ?? join(dirname(fileURLToPath(import.meta.url)), "../../../.cache/vm");

/**
 * The path of something in the cache, made where it is missing. `make(path)` writes to a path of its own, which takes the name only once it
 * is complete: an interrupted build leaves nothing that looks finished.
 */
export async function cached(name, make) {
  const path = join(cacheFolder, name);
  if (existsSync(path)) return path;
  const unfinished = `${path}.${process.pid}.part`;
  mkdirSync(dirname(path), { recursive: true });
  rmSync(unfinished, { recursive: true, force: true });
  await make(unfinished);
  try {
    renameSync(unfinished, path);
  } catch (error) {
    // Another run was faster.
    if (!existsSync(path)) throw error;
    rmSync(unfinished, { recursive: true, force: true });
  }
  return path;
}
