import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { debianPackage, debianRoot } from "@armstalker/oracles";

const sourceFolder = fileURLToPath(new URL("sources/", import.meta.url));
const cacheFolder = fileURLToPath(new URL("../../../../.cache/stalker/programs/", import.meta.url));

const packages = [
  ...["bash", "busybox", "bzip2", "coreutils", "findutils", "grep", "gzip", "tar", "xz-utils"],
  ...["lua5.4", "luajit", "openssl", "perl-base", "python3", "ruby3.1", "sqlite3"],
  ...["cpp-12", "libc-bin", "libc6", "libgcc-s1", "libstdc++6"],
];

/** Debian's armhf programs, and the libraries of those that we build. */
export function sysroot(): string {
  return debianRoot("armhf", packages);
}

/** How a program of sources/ is built. */
export interface Build {
  readonly source: string;
  readonly flags: readonly string[];
}

/** Where a program is. */
export type Program =
  /** A path below the {@link sysroot}. */
  | { readonly installed: string }
  /** A path in a package that needs no more than the {@link sysroot}. */
  | { readonly package: string; readonly architecture: "armhf" | "armel"; readonly path: string }
  | { readonly build: Build };

export function programPath(program: Program): string {
  if ("installed" in program) return join(sysroot(), program.installed);
  if ("package" in program) return join(debianPackage(program.architecture, program.package), program.path);
  return build(program.build);
}

const finished = new Map<string, string>();

/** The path of a program or library of sources/, built if it is not there or its source has changed. */
export function build({ source, flags }: Build): string {
  const key = [source, ...flags].join(" ");
  const known = finished.get(key);
  if (known !== undefined) return known;

  const file = join(sourceFolder, source);
  const digest = createHash("sha256").update(key).update(readFileSync(file)).digest("hex").slice(0, 16);
  const path = join(cacheFolder, `${basename(source).replace(/\..*/, "")}-${digest}`);
  if (!existsSync(path)) {
    mkdirSync(cacheFolder, { recursive: true });
    const compiler = source.endsWith(".cc") ? "arm-linux-gnueabihf-g++" : "arm-linux-gnueabihf-gcc";
    const unfinished = `${path}.${process.pid}`;
    const args = ["-Wall", "-Wextra", "-pthread", ...flags, file, "-o", unfinished, "-lm"];
    const { status, stderr, error } = spawnSync(compiler, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${compiler} did not build ${source}: ${error?.message ?? stderr}`);
    renameSync(unfinished, path);
  }
  finished.set(key, path);
  return path;
}
