// The programs whose wall time is compared: scripts of interpreters, whose code is new all the time, and programs that compute for a second.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { debianRoot } from "@armstalker/oracles";
import { workloads } from "../follow/workloads.mjs";

const input = (name) => fileURLToPath(new URL(`../../inputs/${name}`, import.meta.url));

const scripts = {
  perl: {
    packages: ["perl-base"],
    path: "usr/bin/perl",
    args: (root) => [`-I${join(root, "usr/lib/arm-linux-gnueabihf/perl-base")}`, input("w.pl")],
  },
  python: {
    packages: ["python3.11-minimal", "libpython3.11-minimal"],
    path: "usr/bin/python3.11",
    args: () => ["-S", "-E", input("w.py")],
  },
};

export const names = [...Object.keys(scripts), "bzip2", "xz", "lua", "sqlite"];

/** What to run for a workload. */
export function prepared(name) {
  const script = scripts[name];
  if (script === undefined) return workloads.find((workload) => workload.name === name).prepare();
  const sysroot = debianRoot("armhf", script.packages);
  return { program: join(sysroot, script.path), args: script.args(sysroot), sysroot };
}
