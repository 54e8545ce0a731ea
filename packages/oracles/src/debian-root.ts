import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { cacheFolder, type DebianArchitecture, moveUnlessThere, run, withApt } from "./apt.js";
import { download } from "./debian.js";
import { OracleError } from "./errors.js";

/** What Debian has merged into /usr: packages still name files by either path. */
const mergedFolders = ["bin", "lib", "sbin"];

/** What apt was told to install, by folder: it takes a second to ask again. */
const known = new Map<string, string>();

/**
 * A folder with the contents of Debian packages and of all that they depend on, as a `sysroot` for their programs: downloaded
 * by apt if it is not in `.cache/debian`. The packages' scripts are not run: there is no /usr/bin/awk, but /usr/bin/mawk. Symbolic links
 * stay within the folder.
 *
 * `debianRoot("armhf", ["bzip2"])` has `usr/bin/bzip2`, its libraries, and `packages.txt` with the name and version of each package.
 *
 * @throws {OracleError} `tool-missing` without apt, `bad-input` for a package that Debian does not have, `tool-failed` if one cannot be
 *   downloaded
 */
export function debianRoot(architecture: DebianArchitecture, names: readonly string[]): string {
  const key = [architecture, ...names].join(" ");
  const folder = known.get(key) ?? withApt(architecture, (apt) => make(architecture, names, apt));
  known.set(key, folder);
  return folder;
}

function make(architecture: DebianArchitecture, names: readonly string[], apt: NodeJS.ProcessEnv): string {
  const packages = withDependencies(names, apt);
  const digest = createHash("sha256").update(packages.join("\n")).digest("hex").slice(0, 16);
  const folder = join(cacheFolder, architecture, `root-${digest}`);
  if (existsSync(folder)) return folder;

  const unfinished = `${folder}.${process.pid}.part`;
  const contents = join(unfinished, "contents");
  mkdirSync(contents, { recursive: true });
  try {
    for (const name of mergedFolders) {
      mkdirSync(join(contents, "usr", name), { recursive: true });
      symlinkSync(join("usr", name), join(contents, name));
    }
    for (const file of download(packages, join(unfinished, "download"), apt)) unpack(file, contents);
    keepLinksWithin(contents, contents);
    writeFileSync(join(contents, "packages.txt"), `${packages.join("\n")}\n`);
    moveUnlessThere(contents, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** `name=version` of each package that apt would install on an empty system, sorted. */
function withDependencies(names: readonly string[], apt: NodeJS.ProcessEnv): string[] {
  const plan = ["-qq", "--simulate", "install", "--no-install-recommends", ...names];
  let output: string;
  try {
    output = run("apt-get", plan, apt);
  } catch (error) {
    if (!(error instanceof OracleError) || error.code !== "tool-failed") throw error;
    throw new OracleError("bad-input", `Debian cannot install ${names.join(", ")}: ${error.message}`);
  }
  return [...output.matchAll(/^Inst (\S+) \((\S+) /gm)].map(([, name, version]) => `${name}=${version}`).sort();
}

/** `dpkg-deb -x` would put folders in the place of links to folders. */
function unpack(file: string, into: string): void {
  const script =
    'dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --keep-directory-symlink --no-same-owner --no-same-permissions';
  run("bash", ["-o", "pipefail", "-c", script, "unpack", file, into], process.env);
}

/** Makes absolute symbolic links relative: else they lead to this machine's own files. */
function keepLinksWithin(root: string, folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) keepLinksWithin(root, path);
    if (!entry.isSymbolicLink()) continue;
    const target = readlinkSync(path);
    if (!target.startsWith("/") || !isInside(root, target)) continue;
    rmSync(path);
    symlinkSync(relative(dirname(path), join(root, target)), path);
  }
}

/** Links to /dev, /proc and /run are meant for the machine. */
function isInside(root: string, target: string): boolean {
  return lstatSync(join(root, target), { throwIfNoEntry: false }) !== undefined;
}
