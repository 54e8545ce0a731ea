import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { aptState, cacheFolder, type DebianArchitecture, moveUnlessThere, run } from "./apt.js";

/**
 * A folder with the contents of a Debian package of a foreign architecture: downloaded by apt if it is not in `.cache/debian`. Only
 * the package itself, not what it depends on. The machine's own apt state is left alone.
 *
 * @throws {OracleError} `tool-missing` without apt, `tool-failed` if the package cannot be had
 */
export function debianPackage(architecture: DebianArchitecture, name: string): string {
  const folder = join(cacheFolder, architecture, name);
  if (existsSync(folder)) return folder;

  const environment = aptState(architecture);
  const unfinished = `${folder}.${process.pid}.part`;
  const downloads = join(unfinished, "download");
  const contents = join(unfinished, "contents");
  mkdirSync(downloads, { recursive: true });
  mkdirSync(contents);
  try {
    run("apt-get", ["-qq", "download", name], environment, downloads);
    for (const file of readdirSync(downloads)) run("dpkg-deb", ["-x", join(downloads, file), contents], environment);
    moveUnlessThere(contents, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}
