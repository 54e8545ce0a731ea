// Downloads what a guest is made of: Debian packages of a foreign architecture, and Node from npm.
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { downloadDebianPackages } from "@armstalker/oracles";
import { cached } from "./cache.mjs";

const execute = promisify(execFile);

const NODE_VERSION = "20.11.0";

async function run(file, args, options = {}) {
  try {
    return (await execute(file, args, { maxBuffer: 1 << 28, ...options })).stdout;
  } catch (error) {
    if (error.code === "ENOENT")
      throw new Error(`${file} is missing: npm run setup (in the root) lists what to install`);
    throw new Error(`${file} ${args.join(" ")}: ${error.stderr || error.message}`);
  }
}

/** A folder with the contents of these packages. */
export function debianFolder(architecture, names) {
  return cached(`debian-${architecture}-${names.join("-")}`, async (folder) => {
    const downloads = `${folder}.debs`;
    for (const file of downloadDebianPackages(architecture, names, downloads)) {
      await run("dpkg-deb", ["-x", file, folder]);
    }
    rmSync(downloads, { recursive: true });
  });
}

/**
 * A folder with the kernel that a meta package stands for, as `vmlinuz`, and `modules`, the files of these names. All of its modules would
 * be 300 MB.
 */
export function kernelFolder(architecture, metaPackage, modules) {
  return cached(`kernel-${architecture}-${modules.join("-")}`, async (folder) => {
    const downloads = `${folder}.debs`;
    const [file] = downloadDebianPackages(architecture, [metaPackage], downloads, "first dependency");
    const patterns = ["./boot/vmlinuz*", ...modules.map((name) => `./lib/modules/*/${name}.ko`)];
    const script = 'dpkg-deb --fsys-tarfile "$1" | (cd "$2" && shift 2 && tar x --wildcards "$@")';
    const contents = join(folder, "contents");
    mkdirSync(contents, { recursive: true });
    await run("bash", ["-o", "pipefail", "-c", script, "bash", file, contents, ...patterns]);
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
