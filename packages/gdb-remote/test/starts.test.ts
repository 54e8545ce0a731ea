// Starts that come to nothing. Debian's qemu-arm, and the processes of this machine, are the real ones.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ArmPrograms } from "@armstalker/oracles";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { QemuUser, type QemuUserOptions } from "../src/index.js";
import { rejectionOf } from "./support/codes.js";

const programs = new ArmPrograms(new URL("programs/", import.meta.url));
afterAll(() => programs.remove());

describe("a file that is no program for the emulator", () => {
  const folder = programs.folder;
  const refusals: { name: string; make: (path: string) => void; options?: QemuUserOptions; says: RegExp }[] = [
    { name: "nothing", make: () => {}, says: /, does not exist; give the path of a program/ },
    { name: "folder", make: (path) => mkdirSync(path), says: / is a folder; give the path of a program in it/ },
    { name: "device", make: (path) => symlinkSync("/dev/null", path), says: / is no regular file; give/ },
    { name: "text", make: (path) => file(path, "no program"), says: / is no ELF file; give/ },
    { name: "empty", make: (path) => file(path, ""), says: / is empty; give/ },
    {
      name: "script",
      make: (path) => file(path, "#! /usr/bin/python3 -u\nprint(1)\n"),
      says: / is a script for \/usr\/bin\/python3; start an ARM build of that interpreter/,
    },
    {
      name: "not-executable",
      make: (path) => file(path, readFileSync(built), 0o644),
      says: / has no execute permission; run chmod \+x/,
    },
    { name: "x86", make: (path) => file(path, readFileSync("/bin/true")), says: / is for 64-bit x86; build it for/ },
    { name: "aarch64", make: (path) => file(path, patched(18, 183)), says: / is for 64-bit ARM; build it for/ },
    { name: "mips", make: (path) => file(path, patched(18, 8)), says: / is for MIPS; build it for/ },
    {
      name: "big-endian",
      make: (path) => compile(path, "-static", "-mbig-endian", "-nostdlib", source("loop.S")),
      says: / is for big-endian ARM; build it for little-endian/,
    },
    {
      name: "object",
      make: (path) => {
        compile(path, "-c", source("loop.S"));
        chmodSync(path, 0o755);
      },
      says: / is an object file that is not linked; give a program that is linked/,
    },
    ...[20, 60, 140].map((size) => ({
      name: `cut-off-${size}`,
      make: (path: string) => file(path, readFileSync(built).subarray(0, size)),
      says: new RegExp(` is cut off: by its headers it has \\d+ bytes or more, and there are ${size}; copy`),
    })),
    {
      name: "without-its-loader",
      make: (path) => compile(path, source("surroundings.c"), "-Wl,--dynamic-linker=/lib/no-such-loader.so.3"),
      says: / needs the loader \/lib\/no-such-loader\.so\.3, which is neither below \/.* nor .*; name the folder .* \{ sysroot \}/,
    },
    {
      name: "without-its-loader-in-a-sysroot",
      make: (path) => compile(path, source("surroundings.c"), "-Wl,--dynamic-linker=/lib/no-such-loader.so.3"),
      options: { sysroot: folder },
      says: new RegExp(` needs the loader /lib/no-such-loader\\.so\\.3, which is neither below ${folder} nor`),
    },
  ];
  let built: string;
  beforeAll(() => {
    built = programs.build("loop.S").path;
  });

  for (const { name, make, options, says } of refusals) {
    it(`is refused before the emulator starts: ${name}`, async () => {
      const path = join(folder, name);
      make(path);
      const error = await rejectionOf(QemuUser.spawn(path, [], { ...options, stdio: "ignore" }));
      expect(error.code).toBe("spawn-failed");
      expect(error.message).toContain(path);
      expect(error.message).toMatch(says);
      // The emulator does not run it either.
      const native = spawnSync("qemu-arm", [path], { timeout: 20_000 });
      expect(native.error).toBeUndefined();
      expect(native.status).not.toBe(0);
    });
  }

  it("is another emulator's affair, by its name", async () => {
    const [emulator, path] = [join(folder, "qemu-none"), join(folder, "other")];
    file(emulator, "#!/bin/sh\nexit 3\n");
    file(path, "some other machine's");
    const error = await rejectionOf(QemuUser.spawn(path, [], { emulator, stdio: "ignore" }));
    expect(error.message).toMatch(/the emulator ended before it ran .*other \(exit status 3\)/);
  });

  function file(path: string, contents: string | Uint8Array, mode = 0o755): void {
    writeFileSync(path, contents, { mode });
  }

  /** The program with another halfword in its header. */
  function patched(at: number, value: number): Uint8Array {
    const bytes = readFileSync(built);
    bytes.writeUInt16LE(value, at);
    return bytes;
  }

  function source(name: string): string {
    return fileURLToPath(new URL(`programs/${name}`, import.meta.url));
  }

  function compile(path: string, ...args: readonly string[]): void {
    execFileSync("arm-linux-gnueabihf-gcc", [...args, "-o", path]);
  }
});

it("folders that are none are named", async () => {
  const path = programs.build("loop.S").path;
  for (const options of [
    { cwd: "/no/such/folder" },
    { sysroot: "/no/such/folder" },
    { cwd: path },
    { sysroot: path },
  ]) {
    const error = await rejectionOf(QemuUser.spawn(path, [], { ...options, stdio: "ignore" }));
    expect(error.code).toBe("spawn-failed");
    expect(error.message).toContain(
      `the ${"cwd" in options ? "working directory" : "sysroot"}, ${Object.values(options)[0]}, `,
    );
  }
});
