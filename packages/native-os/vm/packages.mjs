// Downloads what a guest is made of: Debian packages of a foreign architecture, and Node from npm.
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** A kernel meta package is replaced by the kernel that it stands for. */
async function resolvePackage(name, environment) {
  if (!name.startsWith("linux-image-")) return name;
  const text = await run("apt-cache", ["depends", name], { env: environment });
  return /Depends: (\S+)/.exec(text)?.[1] ?? name;
}

/** A folder with the contents of these packages. Of a kernel package only the kernel itself: its modules are 300 MB. */
export function debianFolder(architecture, names) {
  return cached(`debian-${architecture}`, async (folder) => {
    const environment = aptState(architecture);
    const downloads = `${folder}/.debs`;
    mkdirSync(downloads, { recursive: true });
    await run("apt-get", ["-qq", "update"], { env: environment });
    const resolved = await Promise.all(names.map((name) => resolvePackage(name, environment)));
    await run("apt-get", ["-qq", "download", ...resolved], { env: environment, cwd: downloads });
    for (const name of readdirSync(downloads)) {
      const path = join(downloads, name);
      if (!name.startsWith("linux-image-")) await run("dpkg-deb", ["-x", path, folder]);
      else {
        const extract = 'dpkg-deb --fsys-tarfile "$1" | tar x -C "$2" --wildcards "./boot/vmlinuz*"';
        await run("sh", ["-c", extract, "sh", path, folder]);
      }
    }
  });
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
