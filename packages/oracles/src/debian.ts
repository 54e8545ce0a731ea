import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OracleError } from "./errors.js";

/** Debian's 32-bit ARM ports: `armhf` is ARMv7-A with VFPv3-D16, mostly T32; `armel` is ARMv5TE without, A32. */
export type DebianArchitecture = "armhf" | "armel";

/** The release whose binaries the tests know. */
const release = "bookworm";
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
const cacheFolder = fileURLToPath(new URL("../../../.cache/debian/", import.meta.url));

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
  // Test files run next to each other: each makes its own, the first one stays.
  const unfinished = `${folder}.${process.pid}.part`;
  const downloads = join(unfinished, "download");
  const contents = join(unfinished, "contents");
  mkdirSync(downloads, { recursive: true });
  mkdirSync(contents);
  try {
    run("apt-get", ["-qq", "download", name], environment, downloads);
    for (const file of readdirSync(downloads)) run("dpkg-deb", ["-x", join(downloads, file), contents], environment);
    try {
      renameSync(contents, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** The environment in which apt works on a state of its own, its package lists fetched. */
function aptState(architecture: DebianArchitecture): NodeJS.ProcessEnv {
  const root = join(cacheFolder, `apt-${architecture}`);
  const configuration = join(root, "apt.conf");
  const environment = { ...process.env, APT_CONFIG: configuration };
  if (existsSync(join(root, "updated"))) return environment;

  for (const folder of ["etc/apt.conf.d", "etc/preferences.d", "state/lists/partial", "cache/archives/partial"]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(join(root, "state/status"), "");
  writeFileSync(join(root, "etc/sources.list"), `deb [signed-by=${keyring}] ${mirror()} ${release} main\n`);
  const settings = {
    Dir: root,
    "Dir::State": join(root, "state"),
    "Dir::State::status": join(root, "state/status"),
    "Dir::Cache": join(root, "cache"),
    "Dir::Etc": join(root, "etc"),
    "Dir::Bin::methods": "/usr/lib/apt/methods",
    "APT::Architecture": architecture,
    // Without a sandbox user, apt reads the state's folder wherever it is.
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} "${value}";`);
  writeFileSync(configuration, [...lines, `APT::Architectures { "${architecture}"; };`, ""].join("\n"));
  run("apt-get", ["-qq", "update"], environment, root);
  writeFileSync(join(root, "updated"), "");
  return environment;
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

function run(command: string, args: string[], env: NodeJS.ProcessEnv, cwd?: string): void {
  const { status, stderr, error } = spawnSync(command, args, { env, cwd, encoding: "utf8" });
  if (status === 0) return;
  if ((error as NodeJS.ErrnoException | undefined)?.code === "ENOENT") {
    throw new OracleError(
      "tool-missing",
      `${command} is not installed: the binaries of these tests come from Debian packages.`,
    );
  }
  throw new OracleError("tool-failed", `${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
}
