import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  type AnyDebianArchitecture,
  cacheFolder,
  type DebianPort,
  type DebianRelease,
  folderName,
  moveUnlessThere,
  run,
  withApt,
} from "./apt.js";

/**
 * A folder with the contents of a Debian package of any architecture: downloaded by apt if it is not in `.cache/debian`. Only
 * the package itself, not what it depends on. The machine's own apt state is left alone.
 *
 * @throws {OracleError} `tool-missing` without apt, `tool-failed` if the package cannot be had
 */
export function debianPackage(
  architecture: AnyDebianArchitecture,
  name: string,
  release: DebianRelease = "bookworm",
): string {
  const folder = join(cacheFolder, folderName(architecture, release), name);
  if (existsSync(folder)) return folder;

  const unfinished = `${folder}.${process.pid}.part`;
  const contents = join(unfinished, "contents");
  mkdirSync(contents, { recursive: true });
  try {
    const files = withApt(architecture, (apt) => download([name], join(unfinished, "download"), apt), release);
    for (const file of files) {
      run("dpkg-deb", ["-x", file, contents], process.env);
    }
    moveUnlessThere(contents, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/**
 * Downloads packages, without what they depend on, to a folder that is made if it does not exist. The machine's own apt state is left alone.
 *
 * @param meant - `first dependency`: of each the package that it depends on first is meant, as a meta package stands for the newest kernel
 * @returns the paths of the files
 * @throws {OracleError} `tool-missing` without apt, `tool-failed` if a package cannot be had
 */
export function downloadDebianPackages(
  architecture: DebianPort,
  names: readonly string[],
  folder: string,
  meant: "itself" | "first dependency" = "itself",
): string[] {
  return withApt(architecture, (apt) => {
    const resolved = meant === "itself" ? names : names.map((name) => firstDependency(name, apt));
    return download(resolved, folder, apt);
  });
}

/** Downloads packages, which may be `name=version`. */
export function download(names: readonly string[], folder: string, apt: NodeJS.ProcessEnv): string[] {
  mkdirSync(folder, { recursive: true });
  run("apt-get", ["-qq", "download", ...names], apt, folder);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".deb"))
    .map((name) => join(folder, name));
}

function firstDependency(name: string, apt: NodeJS.ProcessEnv): string {
  return /Depends: (\S+)/.exec(run("apt-cache", ["depends", name], apt))?.[1] ?? name;
}
