import { join } from "node:path";
import type { AnyDebianArchitecture, DebianRelease } from "./apt.js";
import { debianPackage } from "./debian.js";
import { OracleError } from "./errors.js";

/** The Debian release that has a version of qemu-user, for versions whose binary runs on any Linux: it is static. */
const releases: Readonly<Record<string, DebianRelease>> = { "10.0": "trixie" };

const architectures: Readonly<Partial<Record<NodeJS.Architecture, AnyDebianArchitecture>>> = {
  x64: "amd64",
  arm64: "arm64",
  arm: "armhf",
};

/**
 * The path of a `qemu-arm` that need not be installed: of Debian's package for this machine, downloaded by apt if it is not in `.cache/debian`. No root
 * is needed. It has no plugins: it is built without, and ignores QEMU_PLUGIN.
 *
 * @param version - `10.0`
 * @throws {OracleError} `bad-input` for another version, or on a machine that Debian has no package for; `tool-missing` without apt; `tool-failed` if the
 *   package cannot be downloaded
 */
export function qemuArm(version: string): string {
  const release = releases[version];
  if (release === undefined) {
    const versions = Object.keys(releases).join(", ");
    throw new OracleError("bad-input", `There is no qemu-arm ${version} to download: give one of ${versions}.`);
  }
  const architecture = architectures[process.arch];
  if (architecture === undefined) {
    throw new OracleError("bad-input", `Debian's qemu-user for ${process.arch} is not known here.`);
  }
  return join(debianPackage(architecture, "qemu-user", release), "usr/bin/qemu-arm");
}
