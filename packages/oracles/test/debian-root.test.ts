import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { debianRoot, downloadDebianPackages } from "../src/index.js";

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

test("packages are downloaded, by their own name or by that of a package which stands for them", () => {
  const folder = mkdtempSync(join(tmpdir(), "packages-"));
  try {
    const [own] = downloadDebianPackages("arm64", ["hostname"], join(folder, "own"));
    expect(fieldsOf(own!)).toEqual(["Package: hostname", "Architecture: arm64"]);
    const [meant] = downloadDebianPackages("arm64", ["dnsutils"], join(folder, "meant"), "first dependency");
    expect(fieldsOf(meant!)).toEqual(["Package: bind9-dnsutils", "Architecture: arm64"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const fieldsOf = (file: string): string[] =>
  execFileSync("dpkg-deb", ["-f", file, "Package", "Architecture"], { encoding: "latin1" }).trim().split("\n");
