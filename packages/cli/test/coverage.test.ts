import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { debianRoot } from "@armstalker/oracles";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../src/main.js";
import { readDrcov } from "./support/drcov-reader.js";
import { executedAddresses } from "./support/qemu-trace.js";

const folder = mkdtempSync(join(tmpdir(), "armstalker-coverage-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let shown = "";
beforeEach(() => {
  shown = "";
  vi.spyOn(process.stderr, "write").mockImplementation(((text: string, written?: () => void) => {
    shown += text;
    written?.();
    return true;
  }) as typeof process.stderr.write);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function build(name: string, source: string, ...flags: string[]): string {
  const path = join(folder, name);
  writeFileSync(`${path}.c`, source);
  execFileSync("arm-linux-gnueabihf-gcc", ["-O1", ...flags, "-o", path, `${path}.c`]);
  return path;
}

const source = `
  __attribute__((noinline)) int leaf(int x) { __asm__ volatile(""); return x * 3 + 1; }
  __attribute__((noinline)) int never(int x) { __asm__ volatile(""); return x * 5 + 1; }
  int main(int count, char **arguments) {
    int sum = 0;
    for (int i = 0; i < 1000; i++) sum += leaf(i);
    if (count > 5) sum += never(sum);
    return count * 10 + (sum & 1);
  }`;

/** The numbers of a function's row: blocks run, calls. */
function row(name: string): number[] | undefined {
  const found = new RegExp(`% +([\\d,]+) +([\\d,]+) +${name} `).exec(shown);
  return found?.slice(1).map((text) => Number(text.replaceAll(",", "")));
}

describe.each(["-marm", "-mthumb"])("a static program, %s", (set) => {
  const program = build(`static${set}`, source, "-static", set);
  const output = join(folder, `static${set}.drcov`);

  it("has its own exit status, its calls counted, and covered what the emulator says that it executed", async () => {
    expect(await main(["coverage", "--events", "block", "--output", output, program, "a", "b"])).toBe(30);
    expect(shown).toContain("exit status 30");
    expect(row("leaf")?.[1]).toBe(1000);
    expect(row("never")).toBeUndefined();

    const { starts, covered, executed } = coverageAndTrace(output);
    expect([...starts].filter((address) => !executed.has(address))).toEqual([]);
    expect([...executed].filter((address) => !covered.has(address))).toEqual([]);
  });

  it("covers the same when each block counts once", async () => {
    const once = join(folder, `once${set}.drcov`);
    expect(await main(["coverage", "-o", once, program, "a", "b"])).toBe(30);
    expect(shown).toMatch(/by calls:/);
    const { starts, covered, executed } = coverageAndTrace(once);
    expect([...starts].filter((address) => !executed.has(address))).toEqual([]);
    expect([...executed].filter((address) => !covered.has(address))).toEqual([]);
  });

  /** As text, by which failures can be read. What runs outside of the program's file is left out. */
  function coverageAndTrace(file: string): { starts: Set<string>; covered: Set<string>; executed: Set<string> } {
    const { modules, blocks } = readDrcov(readFileSync(file));
    expect(modules.map(({ path }) => path)).toEqual([program]);
    const { base, end } = modules[0]!;
    const starts = new Set<string>();
    const covered = new Set<string>();
    for (const { offset, size } of blocks) {
      starts.add((base + offset).toString(16));
      for (let at = 0; at < size; at += 2) covered.add((base + offset + at).toString(16));
    }
    const inside = [...executedAddresses(folder, program, ["a", "b"])].filter((each) => base <= each && each < end);
    expect(inside.length).toBeGreaterThan(1000);
    return { starts, covered, executed: new Set(inside.map((address) => address.toString(16))) };
  }
});

describe("Debian's bzip2", () => {
  const root = debianRoot("armhf", ["bzip2"]);
  const text = join(folder, "text");
  writeFileSync(text, Array.from({ length: 3000 }, (_, n) => `${(n * n) % 1009} lines of text\n`).join(""));

  it("writes what it writes without us; its library and libc are covered, by name", async () => {
    const output = join(folder, "bzip2.drcov");
    expect(
      await main(["coverage", "--sysroot", root, "--events", "block", "-o", output, "--compare", "bzip2", "-k", text]),
    ).toBe(0);
    const unpacked = execFileSync("qemu-arm", ["-L", root, join(root, "usr/bin/bzip2"), "-dc", `${text}.bz2`]);
    expect(unpacked.equals(readFileSync(text))).toBe(true);

    const { modules, blocks } = readDrcov(readFileSync(output));
    const names = new Set(blocks.map(({ module }) => modules[module]!.path.replace(/.*\//, "")));
    expect(names).toContain("bzip2");
    expect(names).toContain("libc.so.6");
    expect([...names].some((name) => name.startsWith("libbz2.so"))).toBe(true);
    expect(shown).toMatch(/% .* BZ2_\w+ +libbz2\.so/);
    expect(shown).toMatch(/times as long/);
  });
});

it("a program that waits is not disturbed", async () => {
  const waiting = `
    #include <poll.h>
    #include <time.h>
    int main(void) {
      struct timespec second = {0, 700000000};
      return nanosleep(&second, 0) != 0 || poll(0, 0, 700) != 0;
    }`;
  expect(await main(["coverage", "-o", join(folder, "waits.drcov"), build("waits", waiting, "-static")])).toBe(0);
});

it("a program that dies of a signal is reported so, with the exit status of a shell", async () => {
  const program = build("dies", `#include <stdlib.h>\nint main(void) { abort(); }`, "-static");
  expect(await main(["coverage", "-o", join(folder, "dies.drcov"), program])).toBe(128 + 6);
  expect(shown).toContain("ended by SIGABRT");
});

describe("what cannot be followed is refused with a code and what to do", () => {
  const output = join(folder, "none.drcov");
  const refuse = async (...args: string[]): Promise<string> => {
    expect(await main(["coverage", "-o", output, ...args])).toBe(126);
    return shown;
  };

  it("an unknown option", async () => {
    expect(await refuse("--colour")).toMatch(/^bad-arguments: there is no option --colour; .*--help/);
  });

  it("a program that is not there", async () => {
    expect(await refuse(join(folder, "nowhere"))).toMatch(/^no-such-program: .*nowhere/);
  });

  it("a program for another processor, and a script", async () => {
    if (process.arch !== "arm") expect(await refuse(process.execPath)).toMatch(/^not-arm: .* it is for /);
    const script = join(folder, "script");
    writeFileSync(script, "#!/bin/sh\n");
    shown = "";
    expect(await refuse(script)).toMatch(/^not-arm: .* it is a script; .*its interpreter/);
  });

  it("a program whose loader is not there", async () => {
    const program = build("dynamic", "int main(void) { return 0; }");
    expect(await refuse("--sysroot", folder, program)).toMatch(/^no-loader: .*\/lib\/ld-linux-armhf\.so\.3/);
  });

  it("any program where there is no emulator", async () => {
    const program = build("plain", "int main(void) { return 0; }", "-static");
    vi.stubEnv("PATH", folder);
    expect(await refuse(program)).toMatch(/no-emulator: there is no qemu-arm.*apt-get install qemu-user/s);
  });

  it("a coverage file that cannot be written, before the program runs", async () => {
    const program = build("unwritten", "int main(void) { return 0; }", "-static");
    expect(await main(["coverage", "-o", join(folder, "no", "folder"), program])).toBe(126);
    expect(shown).toMatch(/^cannot-write: /);
  });
});
