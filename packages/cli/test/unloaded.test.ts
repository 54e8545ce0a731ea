import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../src/main.js";
import { readDrcov } from "./support/drcov-reader.js";
import { executionTrace } from "./support/qemu-trace.js";

const folder = mkdtempSync(join(tmpdir(), "armstalker-unloaded-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  vi.spyOn(process.stderr, "write").mockImplementation(((_: string, written?: () => void) => {
    written?.();
    return true;
  }) as typeof process.stderr.write);
});
afterEach(() => {
  vi.restoreAllMocks();
});

function build(name: string, source: string, ...flags: string[]): string {
  const path = join(folder, name);
  writeFileSync(`${path}.c`, source);
  execFileSync("arm-linux-gnueabihf-gcc", ["-O1", ...flags, "-o", path, `${path}.c`]);
  return path;
}

/** Opens each library in turn, calls its `work`, and closes it. The bases of the libraries go to the file that is named first. */
const program = build(
  "program",
  `#define _GNU_SOURCE
  #include <dlfcn.h>
  #include <stdio.h>
  __attribute__((noinline)) void between(void) { __asm__ volatile(""); }
  int main(int count, char **arguments) {
    int sum = 0;
    FILE *bases = fopen(arguments[1], "w");
    for (int at = 2; at < count; at++) {
      void *library = dlopen(arguments[at], RTLD_NOW);
      int (*work)(int) = dlsym(library, "work");
      Dl_info place;
      dladdr(work, &place);
      fprintf(bases, "%p\\n", place.dli_fbase);
      fflush(bases);
      sum += work(at);
      dlclose(library);
      between();
    }
    return sum;
  }`,
  "-no-pie",
);
const between = /^([0-9a-f]+) T between$/m.exec(
  execFileSync("arm-linux-gnueabihf-nm", [program], { encoding: "utf8" }),
);

const bases = (file: string): number[] => readFileSync(file, "utf8").trim().split("\n").map(Number);

describe("libraries that are opened and closed one after the other", () => {
  const first = build("first.so", "int work(int x) { return x > 1 ? 5 * x : 7; }", "-shared", "-fPIC", "-marm");
  const second = build(
    "second.so",
    `static __attribute__((noinline)) int inner(int x) { __asm__ volatile(""); return x + 1; }
    int unused(int x) { return x * 77; }
    int work(int x) { return inner(x) * 2; }`,
    "-shared",
    "-fPIC",
    "-mthumb",
  );

  it("are covered each by what ran in it, as the emulator's log tells", async () => {
    const libraries = [first, second, first];
    const output = join(folder, "unloaded.drcov");
    const followed = join(folder, "followed");
    expect(await main(["coverage", "--output", output, program, followed, ...libraries])).toBe(5 * 2 + 4 * 2 + 5 * 4);
    // All of them were at one place.
    expect(new Set(bases(followed)).size).toBe(1);

    const { modules, blocks } = readDrcov(readFileSync(output));
    const covered = new Map<string, Set<number>>([first, second].map((path) => [path, new Set()]));
    const starts = new Map<string, number[]>([first, second].map((path) => [path, []]));
    for (const { module, offset, size } of blocks) {
      starts.get(modules[module]!.path)?.push(offset);
      for (let at = 0; at < size; at += 2) covered.get(modules[module]!.path)?.add(offset + at);
    }

    const native = join(folder, "native");
    const executed = new Map<string, Set<number>>([first, second].map((path) => [path, new Set()]));
    let opened = 0;
    vi.stubEnv("QEMU_LD_PREFIX", process.arch === "arm" ? "/" : "/usr/arm-linux-gnueabihf");
    const trace = executionTrace(folder, program, [native, ...libraries]);
    vi.unstubAllEnvs();
    const nativeBases = bases(native);
    for (const address of trace) {
      if (address === Number.parseInt(between![1]!, 16)) opened++;
      const offset = address - (nativeBases[opened] ?? Number.NaN);
      if (offset >= 0 && offset < 0x1000) executed.get(libraries[opened]!)!.add(offset);
    }
    expect(executed.get(first)!.size).toBeGreaterThan(3);
    for (const path of [first, second]) {
      const ran = executed.get(path)!;
      expect([...ran].filter((offset) => !covered.get(path)!.has(offset))).toEqual([]);
      // And nothing that did not run: `unused`, or code of the other library.
      expect(starts.get(path)!.filter((offset) => !ran.has(offset))).toEqual([]);
    }
  });
});
