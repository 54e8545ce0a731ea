// The programs that are followed: those of `shared` figures of other engines, with the same inputs.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { debianRoot } from "@armstalker/oracles";

const bench = fileURLToPath(new URL("../..", import.meta.url));
const input = (name) => join(bench, "inputs", name);

/** Of our own, each in both instruction sets. */
function built(source, instructionSet) {
  return {
    name: `${source}-${instructionSet}`,
    prepare(folder) {
      const program = join(folder, this.name);
      compile(
        "arm-linux-gnueabihf-gcc",
        ["-static", `-m${instructionSet}`],
        join(bench, "native", `${source}.c`),
        program,
      );
      return { program, args: ["60"] };
    },
  };
}

/** Of Debian's: T32 code, linked dynamically. */
function debian(name, packageName, path, args, stdin) {
  return {
    name,
    prepare() {
      const sysroot = debianRoot("armhf", [packageName]);
      return { program: join(sysroot, path), args, sysroot, stdin };
    },
  };
}

export const workloads = [
  built("calls", "arm"),
  built("calls", "thumb"),
  built("loop", "arm"),
  built("loop", "thumb"),
  debian("bzip2", "bzip2", "usr/bin/bzip2", ["-k", "-c", input("text1m.txt")]),
  debian("xz", "xz-utils", "usr/bin/xz", ["-1", "-k", "-c", input("text1m.txt")]),
  debian("lua", "lua5.4", "usr/bin/lua5.4", [input("w.lua")]),
  debian("sqlite", "sqlite3", "usr/bin/sqlite3", [":memory:"], input("script.sql")),
  debian("busybox-sort", "busybox", "usr/bin/busybox", ["sort", input("text1m.txt")]),
];

function compile(compiler, options, source, output) {
  const { status, stderr, error } = spawnSync(compiler, ["-O2", ...options, "-o", output, source], {
    encoding: "utf8",
  });
  if (error !== undefined) throw new Error(`${compiler} did not start: run \`npm run setup\``, { cause: error });
  if (status !== 0) throw new Error(`${compiler} failed: ${stderr}`);
}
