import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OracleError } from "./errors.js";

/** Debian's 32-bit ARM ports: `armhf` is ARMv7-A with VFPv3-D16, mostly T32; `armel` is ARMv5TE without, A32. */
export type DebianArchitecture = "armhf" | "armel";
/** All of Debian's ARM ports: `arm64` is AArch64. */
export type DebianPort = DebianArchitecture | "arm64";

/** What Debian calls the processors that packages are fetched for. */
export type AnyDebianArchitecture = DebianPort | "amd64";
/** `bookworm` is Debian 12, whose binaries the tests know; `trixie` is Debian 13. */
export type DebianRelease = "bookworm" | "trixie";

const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
export const cacheFolder: string = fileURLToPath(new URL("../../../.cache/debian/", import.meta.url));

/**
 * Does something in an environment in which apt works on a state of its own, its package lists fetched. What cached lists name may be gone
 * from the mirror: if a tool fails the lists are fetched again, and it is tried once more.
 */
export function withApt<T>(
  architecture: AnyDebianArchitecture,
  use: (environment: NodeJS.ProcessEnv) => T,
  release: DebianRelease = "bookworm",
): T {
  const isFresh = !existsSync(join(stateFolder(architecture, release), "updated"));
  try {
    return use(aptState(architecture, release, "cached"));
  } catch (error) {
    if (isFresh || !(error instanceof OracleError) || error.code !== "tool-failed") throw error;
    return use(aptState(architecture, release, "refresh"));
  }
}

function stateFolder(architecture: AnyDebianArchitecture, release: DebianRelease): string {
  return join(cacheFolder, `apt-${folderName(architecture, release)}`);
}

/** What folders of a release are called. */
export function folderName(architecture: AnyDebianArchitecture, release: DebianRelease): string {
  return release === "bookworm" ? architecture : `${release}-${architecture}`;
}

function aptState(
  architecture: AnyDebianArchitecture,
  release: DebianRelease,
  lists: "cached" | "refresh",
): NodeJS.ProcessEnv {
  const folder = stateFolder(architecture, release);
  const environment = environmentFor(folder);
  if (lists === "cached" && existsSync(join(folder, "updated"))) return environment;

  // Test files run next to each other: each makes its own, the first one stays.
  const unfinished = `${folder}.${process.pid}.part`;
  try {
    for (const part of ["etc/apt.conf.d", "etc/preferences.d", "state/lists/partial", "cache/archives/partial"]) {
      mkdirSync(join(unfinished, part), { recursive: true });
    }
    writeFileSync(join(unfinished, "state/status"), "");
    writeFileSync(join(unfinished, "etc/sources.list"), `deb [signed-by=${keyring}] ${mirror()} ${release} main\n`);
    writeFileSync(join(unfinished, "apt.conf"), configuration(architecture, unfinished));
    // Else a mirror that cannot be reached is but a warning.
    const strict = ["-o", "APT::Update::Error-Mode=any"];
    run("apt-get", ["-qq", ...strict, "update"], environmentFor(unfinished), unfinished);
    writeFileSync(join(unfinished, "apt.conf"), configuration(architecture, folder));
    // The caches name files by their paths.
    for (const name of ["pkgcache.bin", "srcpkgcache.bin"]) rmSync(join(unfinished, "cache", name), { force: true });
    writeFileSync(join(unfinished, "updated"), "");
    if (lists === "refresh" || !existsSync(join(folder, "updated"))) rmSync(folder, { recursive: true, force: true });
    moveUnlessThere(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return environment;
}

function environmentFor(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, APT_CONFIG: join(folder, "apt.conf"), LC_ALL: "C" };
}

function configuration(architecture: AnyDebianArchitecture, folder: string): string {
  const settings = {
    Dir: folder,
    "Dir::State": join(folder, "state"),
    "Dir::State::status": join(folder, "state/status"),
    "Dir::Cache": join(folder, "cache"),
    "Dir::Etc": join(folder, "etc"),
    "Dir::Bin::methods": "/usr/lib/apt/methods",
    "APT::Architecture": architecture,
    // Without a sandbox user, apt reads the state's folder wherever it is.
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} "${value}";`);
  return [...lines, `APT::Architectures { "${architecture}"; };`, ""].join("\n");
}

/** Gives a finished folder its name, unless another process was faster. */
export function moveUnlessThere(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/** The mirror that this machine itself uses, or the one that `ARMSTALKER_DEBIAN_MIRROR` names. */
function mirror(): string {
  const asked = process.env.ARMSTALKER_DEBIAN_MIRROR;
  if (asked !== undefined && asked !== "") return asked;
  const folder = "/etc/apt/sources.list.d";
  const files = [
    "/etc/apt/sources.list",
    ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
  ];
  for (const file of files.filter((path) => existsSync(path) && statSync(path).isFile())) {
    for (const line of readFileSync(file, "utf8").split("\n")) {
      const uri = (/^URIs:\s*(\S+)/.exec(line) ?? /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/.exec(line))?.[1];
      if (uri !== undefined && /\/debian\/*$/.test(uri)) return uri;
    }
  }
  throw new OracleError(
    "tool-missing",
    "No Debian mirror is named in /etc/apt: set ARMSTALKER_DEBIAN_MIRROR to the address of one, ending in /debian.",
  );
}

/**
 * Runs a command and returns its standard output.
 *
 * @throws {OracleError} `tool-missing` if it is not installed, `tool-failed` with what it wrote if it fails
 */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv, cwd?: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    env,
    cwd,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  if ((error as NodeJS.ErrnoException | undefined)?.code === "ENOENT") {
    throw new OracleError(
      "tool-missing",
      `${command} is not installed: the binaries of these tests come from Debian packages.`,
    );
  }
  throw new OracleError("tool-failed", `${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
}
