import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseMemoryMap } from "@armstalker/native-os";
import { debianRoot } from "@armstalker/oracles";
import { expect, it } from "vitest";
import { type MappedFile, Modules } from "../src/index.js";

const mapped = (base: number, size: number, protection: string, path: string, offset = 0): MappedFile => ({
  base,
  size,
  protection,
  path,
  offset,
});

/** Modules of mappings that change. */
class Mapped extends Modules {
  current: readonly MappedFile[];

  constructor(current: readonly MappedFile[]) {
    super({ mappings: () => this.current, readSome: () => new Uint8Array(0) });
    this.current = current;
  }

  /** Reads other mappings; the paths of modules that are gone then. */
  become(...mappings: readonly MappedFile[]): string[] {
    this.current = mappings;
    return this.update().unloaded.map(({ path }) => path);
  }
}

it("the modules of a real program begin where its loader says that it put them", () => {
  const root = debianRoot("armhf", ["busybox", "bzip2"]);
  const args = ["-L", root, "-E", "LD_DEBUG=files", join(root, "usr/bin/busybox"), "cat", "/proc/self/maps"];
  const { stdout, stderr } = spawnSync("qemu-arm", args, { encoding: "utf8" });
  const modules = new Mapped(
    parseMemoryMap(stdout).map(({ start, end, protection, path, offset }) => ({
      ...mapped(start, end - start, protection, path, offset),
    })),
  );
  modules.update();
  const loaded = [...stderr.matchAll(/file=(\S+) \[0\];\s+generating link map\n.*base: (0x[0-9a-f]+)/g)];
  expect(loaded.map(([, name]) => name).sort()).toEqual(["libc.so.6", "libresolv.so.2"]);
  for (const [, name, base] of loaded) {
    expect(modules.all.find((each) => each.name === name)).toMatchObject({
      base: Number(base),
      fileBase: Number(base),
    });
  }
  expect(modules.all.map(({ name }) => name).sort()).toEqual([
    "busybox",
    "ld-linux-armhf.so.3",
    "libc.so.6",
    "libresolv.so.2",
  ]);
  // By its name in libc's symbols, relocated.
  const libc = modules.all.find(({ name }) => name === "libc.so.6")!;
  const names = new Set<string | undefined>();
  for (let address = libc.base; address < libc.end; address += 2) names.add(libc.locate(address).name);
  expect([...names]).toEqual(expect.arrayContaining(["malloc", "qsort", "printf"]));
});

it("data that is in the page of the code belongs to the same module; a file that is loaded again does not", () => {
  const modules = new Mapped([]);
  modules.become(
    mapped(0x10000, 0x1000, "r-x", "/small"),
    mapped(0x20000, 0x1000, "rw-", "/small"),
    mapped(0x30000, 0x1000, "r-x", "/twice"),
    mapped(0x31000, 0x1000, "rw-", "/twice", 0x1000),
    mapped(0x32000, 0x1000, "r-x", "/twice"),
    mapped(0x40000, 0x1000, "r--", "/data"),
    mapped(0x50000, 0x1000, "r-x", ""),
  );
  expect(modules.all.map(({ path, base, end }) => [path, base, end])).toEqual([
    ["/small", 0x10000, 0x21000],
    ["/twice", 0x30000, 0x32000],
    ["/twice", 0x32000, 0x33000],
  ]);
});

it("a module is known until its memory is unmapped, or the mappings have something else there", () => {
  const modules = new Mapped([]);
  const a = mapped(0x10000, 0x1000, "r-x", "/a");
  const b = mapped(0x20000, 0x1000, "r-x", "/b");
  expect(modules.become(a, b)).toEqual([]);
  const c = mapped(0x20800, 0x1000, "r-x", "/c");
  expect(modules.become(a, c)).toEqual(["/b"]);
  expect(modules.all.map(({ path }) => path)).toEqual(["/a", "/c"]);
  expect(modules.find(0x10fff)?.path).toBe("/a");
  expect(modules.find(0x11000)).toBeUndefined();
  expect(modules.find(0x20800)?.path).toBe("/c");
  expect(modules.find(0x20000)).toBeUndefined();

  expect(modules.remove(0x11000, 0xf800)).toEqual([]);
  expect(modules.remove(0x10fff, 1).map(({ path }) => path)).toEqual(["/a"]);
  expect(modules.find(0x10000)).toBeUndefined();
  // A larger part of a file that is known is no other module.
  expect(modules.become(c, mapped(0x21800, 0x1000, "r--", "/c", 0x1000))).toEqual([]);
  expect(modules.find(0x22000)?.path).toBe("/c");
});
