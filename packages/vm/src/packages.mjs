// Downloads what a guest is made of: Debian packages of a foreign architecture, and Node from npm.
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { cached, cacheFolder } from "./cache.mjs";

const execute = promisify(execFile);

/** The Debian release that the facts were measured on. */
const DEBIAN_RELEASE = "bookworm";
const NODE_VERSION = "20.11.0";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

async function run(file, args, options = {}) {
  try {
    return (await execute(file, args, { maxBuffer: 1 << 28, ...options })).stdout;
  } catch (error) {
    if (error.code === "ENOENT")
      throw new Error(`${file} is missing: npm run setup (in the root) lists what to install`);
    throw new Error(`${file} ${args.join(" ")}: ${error.stderr || error.message}`);
  }
}

/** The mirror that this machine itself uses. */
function hostMirror() {
  const asked = process.env.ARMSTALKER_DEBIAN_MIRROR;
  if (asked) return asked;
  const folder = "/etc/apt/sources.list.d";
  const files = ["/etc/apt/sources.list"];
  try {
    files.push(...readdirSync(folder).map((name) => join(folder, name)));
  } catch {}
  for (const file of files) {
    let text = "";
    try {
      text = readFileSync(file, "utf8");
    } catch {
      continue;
    }
    for (const line of text.split("\n")) {
      const found = /^URIs:\s*(\S+)/.exec(line) ?? /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/.exec(line);
      if (found && /\/debian\/*$/.test(found[1])) return found[1];
    }
  }
  throw new Error(
    "no Debian mirror in /etc/apt (is this Debian?): set ARMSTALKER_DEBIAN_MIRROR to the URI of one, ending in /debian",
  );
}

/** A private apt state for one architecture; the machine's own is not touched. */
function aptState(architecture) {
  const root = join(cacheFolder, `apt-${architecture}`);
  const folders = ["etc/apt/apt.conf.d", "etc/apt/preferences.d", "var/lib/apt/lists/partial", "var/lib/dpkg"];
  for (const folder of [...folders, "var/cache/apt/archives/partial"])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, "var/lib/dpkg/status"), "");
  writeFileSync(
    join(root, "etc/apt/sources.list"),
    `deb [signed-by=${KEYRING}] ${hostMirror()} ${DEBIAN_RELEASE} main\n`,
  );
  const configuration = join(root, "apt.conf");
  writeFileSync(
    configuration,
    `Dir "${root}"; Dir::State "${root}/var/lib/apt"; Dir::State::status "${root}/var/lib/dpkg/status";
Dir::Cache "${root}/var/cache/apt"; Dir::Etc "${root}/etc/apt"; Dir::Bin::methods "/usr/lib/apt/methods";
APT::Architecture "${architecture}"; APT::Architectures { "${architecture}"; }; APT::Sandbox::User "root";
Acquire::Languages "none"; Acquire::IndexTargets::deb::DEP-11 { DefaultEnabled "false"; }; APT::Get::List-Cleanup "false";
`,
  );
  return { ...process.env, APT_CONFIG: configuration };
}

/** A folder with the contents of these packages. */
export function debianFolder(architecture, names) {
  return cached(`debian-${architecture}-${names.join("-")}`, async (folder) => {
    const downloads = await download(architecture, names, folder);
    for (const name of readdirSync(downloads)) await run("dpkg-deb", ["-x", join(downloads, name), folder]);
    rmSync(downloads, { recursive: true });
  });
}

/**
 * A folder with the kernel that a meta package stands for, as `vmlinuz`, and `modules`, the files of these names. All of its modules would
 * be 300 MB.
 */
export function kernelFolder(architecture, metaPackage, modules) {
  return cached(`kernel-${architecture}-${modules.join("-")}`, async (folder) => {
    const downloads = await download(architecture, [metaPackage], folder, async (name, environment) => {
      const text = await run("apt-cache", ["depends", name], { env: environment });
      return /Depends: (\S+)/.exec(text)?.[1] ?? name;
    });
    const [file] = readdirSync(downloads);
    const patterns = ["./boot/vmlinuz*", ...modules.map((name) => `./lib/modules/*/${name}.ko`)];
    const script = 'dpkg-deb --fsys-tarfile "$1" | (cd "$2" && shift 2 && tar x --wildcards "$@")';
    const contents = join(folder, "contents");
    mkdirSync(contents);
    await run("bash", ["-o", "pipefail", "-c", script, "bash", join(downloads, file), contents, ...patterns]);
    mkdirSync(join(folder, "modules"));
    for (const path of readdirSync(contents, { recursive: true })) {
      const name = basename(path);
      if (name.startsWith("vmlinuz")) renameSync(join(contents, path), join(folder, "vmlinuz"));
      else if (name.endsWith(".ko")) renameSync(join(contents, path), join(folder, "modules", name));
    }
    rmSync(contents, { recursive: true });
    rmSync(downloads, { recursive: true });
  });
}

/** Downloads packages to a folder below `folder`, and returns it. `resolve` turns names into those of what is meant. */
async function download(architecture, names, folder, resolve = (name) => name) {
  const environment = aptState(architecture);
  const downloads = join(folder, ".debs");
  mkdirSync(downloads, { recursive: true });
  await run("apt-get", ["-qq", "update"], { env: environment });
  const resolved = await Promise.all(names.map((name) => resolve(name, environment)));
  await run("apt-get", ["-qq", "download", ...resolved], { env: environment, cwd: downloads });
  return downloads;
}

/** Node for a foreign architecture, as npm names it. */
export function nodeBinary(npmArchitecture, stripTool) {
  return cached(`node-${NODE_VERSION}-${npmArchitecture}`, async (path) => {
    const folder = `${path}.npm`;
    mkdirSync(folder, { recursive: true });
    const name = `node-linux-${npmArchitecture}`;
    await run("npm", ["pack", "--silent", `${name}@${NODE_VERSION}`], { cwd: folder });
    await run("tar", ["xzf", `${name}-${NODE_VERSION}.tgz`, "package/bin/node"], { cwd: folder });
    // Half of the file is symbols, and the guest keeps all of it in memory.
    await run(stripTool, ["-o", path, join(folder, "package/bin/node")]);
    await run("rm", ["-rf", folder]);
  });
}
