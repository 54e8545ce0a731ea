import { spawnSync } from "node:child_process";
import { lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { debianRoot } from "../src/index.js";

test("a root has what its programs need to run, and says what it is made of", () => {
  const root = debianRoot("armhf", ["bzip2", "openssl"]);
  const version = spawnSync("qemu-arm", ["-L", root, join(root, "usr/bin/bzip2"), "--version"], {
    input: "",
    encoding: "utf8",
  });
  expect(version.stderr).toContain("bzip2, a block-sorting file compressor");
  const packages = readFileSync(join(root, "packages.txt"), "utf8");
  expect(packages).toMatch(/^bzip2=1\.0\.8-/m);
  expect(packages).toMatch(/^libc6=2\.36-/m);
});

test("either path of a file in /usr leads to it", () => {
  const root = debianRoot("armhf", ["bzip2", "openssl"]);
  for (const folder of ["bin", "lib", "sbin"]) expect(lstatSync(join(root, folder)).isSymbolicLink()).toBe(true);
  // The package has it as ./bin/bzip2.
  expect(lstatSync(join(root, "usr/bin/bzip2")).isFile()).toBe(true);
});

test("symbolic links by absolute paths stay within the root", () => {
  const root = debianRoot("armhf", ["bzip2", "openssl"]);
  // In the package: -> /etc/ssl/openssl.cnf
  expect(readlinkSync(join(root, "usr/lib/ssl/openssl.cnf"))).toBe("../../../etc/ssl/openssl.cnf");
});

test("a package that does not exist is refused by its name", () => {
  expect(() => debianRoot("armhf", ["no-such-package-at-all"])).toThrow(
    expect.objectContaining({ code: "bad-input", message: expect.stringContaining("no-such-package-at-all") }),
  );
});
