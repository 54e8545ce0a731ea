// Compiles the programs that the tests trace: for this machine, and for 32-bit ARM.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cached } from "@armstalker/vm";
import { crossPrefixes, packageFolder, run } from "./toolchain.mjs";

const folder = join(packageFolder, "test/fixtures");

/** The path of a program: `name` is a C file in test/fixtures, without its ending. */
export function fixture(name, architecture, sources = [`${name}.c`], flags = []) {
  const files = sources.map((source) => join(folder, source));
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  hash.update(flags.join(" "));
  return cached(`fixtures/${name}-${architecture}-${hash.digest("hex").slice(0, 12)}`, (out) => {
    const prefix = architecture === process.arch ? "" : crossPrefixes[architecture];
    // Static, so that it runs where no library of its kind is installed.
    run(`${prefix}gcc`, [
      "-O1",
      "-g0",
      "-Wall",
      "-Wextra",
      "-Werror",
      "-static",
      "-pthread",
      ...flags,
      "-o",
      out,
      ...files,
    ]);
  });
}

export function tracee(architecture) {
  return fixture("tracee", architecture, architecture === "arm" ? ["tracee.c", "registers.S"] : ["tracee.c"]);
}

/** A folder with the loops of generated.S as plain bytes: a32.bin, t32.bin. */
export async function generatedCode() {
  const source = join(folder, "generated.S");
  const hash = createHash("sha256").update(readFileSync(source)).digest("hex").slice(0, 12);
  return cached(`fixtures/generated-${hash}`, (out) => {
    mkdirSync(out);
    run(`${crossPrefixes.arm}gcc`, ["-c", "-o", join(out, "code.o"), source]);
    for (const set of ["a32", "t32"]) {
      const section = ["-O", "binary", "-j", `.code_${set}`];
      run(`${crossPrefixes.arm}objcopy`, [...section, join(out, "code.o"), join(out, `${set}.bin`)]);
    }
  });
}
