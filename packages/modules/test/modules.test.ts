import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ElfImage } from "@armstalker/elf";
import { GdbTarget, Stalker } from "@armstalker/stalker";
import { afterEach, describe, expect, it } from "vitest";
import { type MappedFile, type Module, Modules, ModulesError } from "../src/index.js";
import { build, run, scratch, sysroot } from "./support/programs.js";

const folder = scratch();
const library = build(
  folder,
  "libown.so",
  `static __attribute__((noinline)) int inner(int x) { __asm__ volatile(""); return x + 1; }
  int work(int x) { return inner(x) * 2; }
  int work_twice(int x) { return work(work(x)); }`,
  "-shared",
  "-fPIC",
  "-Wl,-soname,libown.so.3",
);
const source = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
__attribute__((target("thumb"))) int narrow(int x) { return x * 3; }
__attribute__((target("arm"))) int wide(int x) { return x * 5; }
int main(int count, char **arguments) {
  int sum = narrow(count) + wide(count);
  for (int i = 1; i < count; i++) {
    void *library = dlopen(arguments[i], RTLD_NOW);
    int (*work)(int) = dlsym(library, "work");
    sum += work(i);
    dlclose(library);
  }
  puts("done");
  return sum;
}`;
const pie = build(folder, "pie", source, "-pie", "-fPIE");
const fixed = build(folder, "fixed", source, "-no-pie");
const fixedStatic = build(
  folder,
  "static",
  source.replace("dlopen(arguments[i], RTLD_NOW)", "0").replace('dlsym(library, "work")', "(void *)0"),
  "-static",
);

const targets: GdbTarget[] = [];
afterEach(() => {
  for (const target of targets.splice(0)) if (target.state !== "ended") target.kill();
});

async function start(program: string, ...args: string[]): Promise<{ target: GdbTarget; modules: Modules }> {
  const target = await GdbTarget.spawn(program, args, { sysroot, stdio: "ignore" });
  targets.push(target);
  return { target, modules: new Modules(target, { sysroot }) };
}

describe.each([
  ["position-independent", pie, ["pie", "ld-linux-armhf.so.3"]],
  ["at fixed addresses", fixed, ["fixed", "ld-linux-armhf.so.3"]],
  ["static", fixedStatic, ["static"]],
])("a program that is %s, before its first instruction", (_, program, names) => {
  it("has its modules, with base, size and build id", async () => {
    const { target, modules } = await start(program);
    const { loaded } = modules.update();
    expect(loaded.map(({ name }) => name).sort()).toEqual([...names].sort());
    const main = modules.main!;
    expect([main.path, main.name]).toEqual([program, names[0]]);
    const image = new ElfImage(readFileSync(program));
    expect(main.buildId).toBe(image.buildId);
    const loads = image.segments.filter(({ type }) => type === 1);
    const lowest = loads[0]!.address & ~0xfff;
    const highest = Math.max(...loads.map(({ address, fileSize }) => address + fileSize));
    expect(main.base - main.bias).toBe(lowest);
    expect(main.size).toBeGreaterThanOrEqual(((highest + 0xfff) & ~0xfff) - lowest);
    // What the kernel told the program about itself.
    const told = target.remote.readAuxiliaryVector();
    expect(main.bias + image.entry).toBe(Number(told.get(9)));
    expect(Buffer.from(target.readMemory(main.base, 4)).toString("latin1")).toBe("\x7fELF");
  });

  it("has names for the addresses that nm prints, and back", async () => {
    const { modules } = await start(program);
    modules.update();
    const main = modules.main!;
    const arm = run("readelf", ["-sW", program]).flatMap((line) => {
      const match = / ([0-9a-f]{8}) +(\d+) FUNC +\S+ +\S+ +(\d+) (\w+)$/.exec(line);
      return match === null || match[2] === "0"
        ? []
        : [{ value: Number.parseInt(match[1]!, 16), size: Number(match[2]), name: match[4]! }];
    });
    const isNamed = (name: string): boolean => ["main", "narrow", "wide"].includes(name);
    for (const { value, size, name } of arm.filter((each) => isNamed(each.name))) {
      const address = main.bias + value;
      expect(modules.resolve(`${main.name}!${name}`)).toBe(address);
      expect(modules.resolve(name)).toBe(address);
      expect(modules.format(address)).toBe(`${main.name}!${name}`);
      expect(modules.format(address + size - 2)).toBe(`${main.name}!${name}+0x${((size - 2) & ~1).toString(16)}`);
      expect(modules.resolve(modules.format(address + 2))).toBe(address + 2);
      expect(main.codeKindAt(address & ~1)).toBe(
        name === "narrow" ? "t32" : name === "wide" ? "a32" : main.codeKindAt(address & ~1),
      );
    }
    expect(arm.filter((each) => isNamed(each.name)).length).toBe(3);
    const wide = modules.resolve("wide");
    expect(modules.resolve(`${main.name}!0x${(wide - main.base).toString(16)}`)).toBe(wide);
    const narrow = modules.resolve("narrow");
    expect(modules.resolve(`${main.name}!0x${(narrow - 1 - main.base).toString(16)}`)).toBe(narrow);
    expect(modules.sourceOf(narrow)).toEqual({ file: `${program}.c`, line: 4 });
  });
});

it("libraries are told of as the program loads and unloads them, from its first ones on", async () => {
  const { target, modules } = await start(pie, library, library);
  const stalker = new Stalker(target);
  const log: string[] = [];
  let loaded: Module | undefined;
  modules.on("moduleLoaded", (module) => {
    log.push(`+${module.name}`);
    if (module.name === "libown.so") {
      loaded = module;
      expect(modules.loader!.files.map(({ name }) => name)).toContain(library);
      expect(modules.loader!.files.find(({ name }) => name === library)!.bias).toBe(module.bias);
      expect(modules.get("libown.so.3")).toBe(module);
      expect(
        modules
          .match("libown.so!work*")
          .map(({ name }) => name)
          .sort(),
      ).toEqual(["work", "work_twice"]);
      expect(modules.format(modules.resolve("libown.so.3!inner"))).toBe("libown.so!inner");
    }
  });
  modules.on("moduleUnloaded", (module) => log.push(`-${module.name}`));
  modules.watch(stalker);
  stalker.follow(target.mainThread);
  const end = await target.resume();
  expect(end.kind).toBe("exited");
  const expected = [
    "+ld-linux-armhf.so.3",
    "+pie",
    "+libc.so.6",
    "+libown.so",
    "-libown.so",
    "+libown.so",
    "-libown.so",
  ];
  // Both are there before the first instruction, by ascending address.
  expect([...log.slice(0, 2).sort(), ...log.slice(2).filter((each) => each !== "+libdl.so.2")]).toEqual(expected);
  expect(loaded!.exports.map(({ name }) => name)).toContain("work_twice");
});

describe("a module's file", () => {
  const main = (path: string, base = 0x400000): Modules => {
    const mapping: MappedFile = { base, size: 0x10000, protection: "r-x", path, offset: 0 };
    const modules = new Modules(
      { mappings: () => [mapping], readSome: () => new Uint8Array(0) },
      { debugFolders: [join(folder, "debug")] },
    );
    modules.update();
    return modules;
  };

  it("that is stripped has the names and lines of the file with its debug symbols, by build id", () => {
    const { buildId } = new ElfImage(readFileSync(pie));
    const below = join(folder, "debug/.build-id", buildId!.slice(0, 2));

    mkdirSync(below, { recursive: true });
    run("objcopy", ["--only-keep-debug", pie, join(below, `${buildId!.slice(2)}.debug`)]);
    const stripped = join(folder, "stripped");
    run("strip", ["-o", stripped, pie]);
    const modules = main(stripped);
    const address = modules.resolve("stripped!wide");
    expect(address - 0x400000).toBe(new ElfImage(readFileSync(pie)).symbols.find(({ name }) => name === "wide")!.value);
    expect(modules.sourceOf(address)).toEqual({ file: `${pie}.c`, line: 5 });
    expect(modules.main!.imports).toContain("puts");
    expect(modules.format(modules.resolve("puts@plt"))).toBe("stripped!puts@plt");
  });

  it("that is another processor's, or gone, has offsets alone", () => {
    for (const path of [process.execPath, "/no/such/file"]) {
      const modules = main(path);
      const { name } = modules.main!;
      expect(modules.main!.image).toBe(null);
      expect(modules.format(0x400010)).toBe(`${name}!0x10`);
      expect(modules.resolve(`${name}!0x10`)).toBe(0x400010);
    }
  });

  it.each([
    ["", "bad-name", /names no address; write module!symbol/],
    ["pie!", "bad-name", /names no address/],
    ["libz.so!inflate", "no-such-module", /no module libz.so is loaded; these are: pie/],
    ["pie!narow", "no-such-symbol", /pie has no symbol narow; look at the names with nm/],
    ["pie!narro", "no-such-symbol", /similar names: narrow/],
    ["nothing_like_it", "no-such-symbol", /no loaded module has a symbol nothing_like_it/],
    ["pie!nothing*", "no-such-symbol", /no function of pie matches nothing\*/],
  ] as const)("has no address named %j", (name, code, message) => {
    const modules = main(pie);
    const find = (): unknown => modules.match(name);
    expect(find).toThrow(ModulesError);
    expect(find).toThrow(message);
    expect(find).toThrow(expect.objectContaining({ code }));
  });
});
