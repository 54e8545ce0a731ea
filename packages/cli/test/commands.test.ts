import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDrcov } from "../src/drcov-reader.js";
import { armstalker, compile, folderFor } from "./support/command.js";
import { executionTrace } from "./support/qemu-trace.js";
import { readFirefox, readPerfetto, readSpeedscope, type TraceEvent } from "./support/trace-readers.js";

const folder = folderFor("commands");
const source = `#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#define KEEP __attribute__((noinline))
KEEP int leaf(int x) { __asm__ volatile(""); return x * 3 + 1; }
KEEP int twice(int x) {
  return leaf(leaf(x)) + 1;
}
KEEP int never(int x) { __asm__ volatile(""); return x * 7; }
KEEP int named(const char *text) { __asm__ volatile(""); return text[0]; }
int main(int count, char **arguments) {
  int sum = 0;
  for (int i = 0; i < 3; i++) sum += twice(i);
  if (count > 5) sum += never(sum);
  sum += named(getenv("PATH") == 0 ? "none" : "some");
  return count + (sum & 0);
}`;
const program = compile(folder, "prog", source);
const fixed = compile(folder, "static", source, "-static", "-marm");
const at = (name: string): string => join(folder, name);

/** The calls of the program's own functions from main on. */
const tree = [
  "main",
  "  twice",
  "    leaf",
  "    leaf",
  "  twice",
  "    leaf",
  "    leaf",
  "  twice",
  "    leaf",
  "    leaf",
];

/** The lines of main and what it calls, with names of the program alone. */
function ownTree(lines: readonly string[]): string[] {
  const from = lines.findIndex((line) => line.trim() === "prog!main");
  const indent = lines[from]!.length - "prog!main".length;
  const rest = lines.slice(from + 1);
  const inside = rest.slice(
    0,
    rest.findIndex((line) => line.search(/\S/) <= indent),
  );
  return [lines[from]!, ...inside].map((line) => line.slice(indent).replace("prog!", ""));
}

/** A tree as indented text. */
function textOf(events: readonly TraceEvent[]): string[] {
  let depth = 0;
  return events.flatMap((event) => {
    if (event.kind === "leave") {
      depth--;
      return [];
    }
    return [`${"  ".repeat(depth++)}${event.name}`];
  });
}

describe("trace", () => {
  it("shows calls as a tree, in every format the same", async () => {
    const text = await armstalker("trace", "-o", "-", "--only", "prog", "--", program, "a");
    expect(text.status).toBe(2);
    expect(text.stderr).toMatch(/prog a: exit status 2, [\d,]+ calls and returns\.\n$/);
    const lines = text.stdout.trimEnd().split("\n");
    expect(ownTree(lines).slice(0, tree.length)).toEqual(tree);
    expect(ownTree(lines).filter((line) => line.includes("never"))).toEqual([]);

    const formats = { perfetto: readPerfetto, firefox: readFirefox, speedscope: readSpeedscope };
    for (const [format, read] of Object.entries(formats)) {
      const file = at(`trace.${format}`);
      const { status } = await armstalker(
        "trace",
        "-q",
        "--format",
        format,
        "-o",
        file,
        "--only",
        "prog",
        "--",
        program,
        "a",
      );
      expect(status).toBe(2);
      const events = read(readFileSync(file));
      expect(textOf(events)).toEqual(lines);
      expect(events.filter(({ kind }) => kind === "enter").length).toBe(
        events.filter(({ kind }) => kind === "leave").length,
      );
    }
    // Nothing is left of what was written on the way.
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);

    const folded = at("trace.folded");
    await armstalker("trace", "-q", "--format", "collapsed", "-o", folded, "--only", "prog", "--", program, "a");
    const stacks = new Map(
      readFileSync(folded, "utf8")
        .trim()
        .split("\n")
        .map((line) => [line.replace(/ \d+$/, ""), Number(/\d+$/.exec(line)![0])]),
    );
    const path = [...stacks.keys()].find((stack) => stack.endsWith("prog!main;prog!twice;prog!leaf"))!;
    expect(stacks.get(path)).toBe(6);
    expect([...stacks.values()].reduce((sum, calls) => sum + calls, 0)).toBe(lines.length);
  });

  it("has libraries' functions too, with their names, unless they are excluded", async () => {
    const all = await armstalker("trace", "-q", "-o", "-", "--exclude", "ld-linux*", "--", program);
    expect(all.stdout).toContain("prog!getenv@plt");
    expect(all.stdout).toMatch(/^ *libc\.so\.6!\w+$/m);
    expect(all.stdout).not.toContain("ld-linux");
  });
});

describe("coverage", () => {
  it("by line says which lines ran, and which did not", async () => {
    const file = at("lines.info");
    expect((await armstalker("coverage", "-q", "--format", "lcov", "-o", file, "--", program, "a")).status).toBe(2);
    const text = readFileSync(file, "utf8");
    const record = text.split("end_of_record\n").find((each) => each.includes(`SF:${program}.c`))!;
    const lines = new Map(
      Array.from(record.matchAll(/^DA:(\d+),(\d+)$/gm), ([, line, ran]) => [Number(line), Number(ran)]),
    );
    const lineOf = (part: string): number => source.split("\n").findIndex((line) => line.includes(part)) + 1;
    expect(lines.get(lineOf("return leaf(leaf"))).toBe(1);
    expect(lines.get(lineOf("return x * 7"))).toBe(0);
    expect(record).toMatch(/^FNDA:0,never$/m);
    expect(record).toMatch(/^FNDA:1,twice$/m);
    expect(Number(/^LF:(\d+)$/m.exec(record)![1])).toBe(lines.size);
    expect(Number(/^LH:(\d+)$/m.exec(record)![1])).toBe([...lines.values()].filter((ran) => ran > 0).length);
    expect(Number(/^FNF:(\d+)$/m.exec(record)![1])).toBe([...record.matchAll(/^FN:/gm)].length);
  });

  it("of a file without debug information says so", async () => {
    const plain = compile(folder, "plain", "int main(void) { return 0; }", "-static", "-g0", "-s");
    const { stderr } = await armstalker("coverage", "--format", "lcov", "-o", at("plain.info"), "--", plain);
    expect(stderr).toContain("No module has debug information");
  });

  it("of version 3 has the blocks of version 2", async () => {
    const read = (file: string) => readDrcov(readFileSync(file), file);
    await armstalker("coverage", "-q", "-o", at("two.drcov"), "--", fixed);
    await armstalker("coverage", "-q", "--format", "drcov3", "-o", at("three.drcov"), "--", fixed);
    expect(readFileSync(at("three.drcov"), "latin1")).toMatch(
      /^DRCOV VERSION: 3\nDRCOV FLAVOR: drcov-32\nModule Table: version 5, count 1\nColumns: id, containing_id, start, end, entry, offset, preferred_base, path\n {2}0, {3}0, 0x00010000, /,
    );
    expect(read(at("three.drcov"))).toEqual(read(at("two.drcov")));
    expect(read(at("two.drcov")).modules.map(({ path }) => path)).toEqual([fixed]);
  });

  it("is merged, and compared, by functions", async () => {
    const few = at("few.drcov");
    const many = at("many.drcov");
    await armstalker("coverage", "-q", "-o", few, "--", fixed);
    await armstalker("coverage", "-q", "-o", many, "--", fixed, "1", "2", "3", "4", "5");
    const differs = await armstalker("coverage", "diff", few, many);
    expect(differs.stdout).toMatch(/^\+ static!never$/m);
    expect(differs.stdout).not.toMatch(/^[-+] static!twice$/m);
    const merged = at("merged.drcov");
    expect((await armstalker("coverage", "merge", "-o", merged, few, many)).status).toBe(0);
    const blocks = (file: string): Set<number> =>
      new Set(readDrcov(readFileSync(file), file).blocks.map(({ offset }) => offset));
    expect(blocks(merged)).toEqual(new Set([...blocks(few), ...blocks(many)]));
    expect(blocks(merged).size).toBeGreaterThan(blocks(few).size);
    expect((await armstalker("coverage", "diff", many, many)).stdout).toBe("The same blocks ran.\n");
  });

  it("as JSON has modules and functions, and no file with --format summary", async () => {
    const { stdout, status } = await armstalker(
      "coverage",
      "-q",
      "--json",
      "--format",
      "summary",
      "--only",
      "prog",
      "--",
      program,
    );
    expect(status).toBe(1);
    const { modules, functions, end } = JSON.parse(stdout);
    expect(end).toEqual({ kind: "exited", status: 1 });
    expect(modules.map(({ name }: { name: string }) => name)).toEqual(["prog"]);
    expect(functions.find(({ name }: { name: string }) => name === "leaf").calls).toBe(6);
    expect(existsSync("coverage.drcov")).toBe(false);
  });
});

describe("probe", () => {
  it("prints arguments and results of functions that match", async () => {
    const { stderr, status } = await armstalker("probe", "--args", "int", "--result", "int", "leaf", "--", program);
    expect(status).toBe(1);
    const values: number[] = [];
    for (let x = 0; x < 3; x++) values.push(x, 3 * x + 1, 3 * x + 1, 3 * (3 * x + 1) + 1);
    const expected = values.map((value, index) => (index % 2 === 0 ? `prog!leaf(${value})` : `prog!leaf = ${value}`));
    expect(stderr.trim().split("\n")).toEqual([...expected, "prog: exit status 1, 6 calls of 1 functions."]);
  });

  it("knows libc's functions, in libraries that are loaded later, and follows patterns", async () => {
    const { stderr } = await armstalker("probe", "libc.so.6!getenv", "--", program);
    expect(stderr).toMatch(/^libc\.so\.6!getenv\("PATH"\)\nlibc\.so\.6!getenv = ".*"$/m);
    const own = await armstalker("probe", "prog!nam*", "--args", "str", "--", program);
    expect(own.stderr).toMatch(/^prog!named\("(some|none)"\)$/m);
  });

  it("says why nothing was probed", async () => {
    const { stderr, status } = await armstalker("probe", "prog!laef", "--", program);
    expect(status).toBe(1);
    expect(stderr).toMatch(/0 calls of 0 functions\. None is probed: prog has no symbol laef; .*nm/);
  });

  it("calls the functions of a script, which change what is returned", async () => {
    const script = at("script.mjs");
    writeFileSync(
      script,
      `export const seen = [];
      export function onEnter(call, details) { call.data.x = details.argument(0); }
      export function onLeave(call, result, context) { process.stdout.write([call.name, call.data.x, result].join(" ") + String.fromCharCode(10)); context.r0 = 0; }`,
    );
    const { stdout } = await armstalker("probe", "-q", "twice", "--script", script, "--", program);
    expect(stdout).toBe("prog!twice 0 5\nprog!twice 1 14\nprog!twice 2 23\n");
  });
});

describe("stats", () => {
  it("count what ran: instructions, functions, callers", async () => {
    const { stdout } = await armstalker("stats", "-q", "--json", "--only", "static", "--", fixed);
    const { functions, mix, instructions, called, blocks, engine } = JSON.parse(stdout);
    expect(functions.find(({ name }: { name: string }) => name === "leaf")).toMatchObject({
      calls: 6,
      module: "static",
    });
    expect(Object.values<number>(mix).reduce((sum, count) => sum + count, 0)).toBe(instructions);
    // In A32 code each instruction is executed, whether its condition holds or not: the emulator's log has them all.
    const executed = executionTrace(folder, fixed).filter((address) => address < 0x1000000).length;
    // The two have not quite the same environment, whose length is looked at.
    expect(Math.abs(instructions - executed)).toBeLessThan(executed / 1000);
    const leaves = called.find(({ name }: { name: string }) => name === "static!leaf");
    expect(leaves.callers.map(({ calls }: { calls: number }) => calls)).toEqual([3, 3]);
    expect(blocks.length).toBeGreaterThan(5);
    expect(engine.blocks).toBeGreaterThan(100);
  });

  it("are shown as tables", async () => {
    const { stdout, status } = await armstalker("stats", "-q", "--only", "prog", "--", program);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ +\d+\.\d % +6 +6 +leaf +prog$/m);
    expect(stdout).toMatch(/^ +6 +prog!leaf +prog!twice\+0x2 \(3\), prog!twice\+0x6 \(3\)$/m);
    for (const part of ["Hottest blocks:", "Instructions:", "Engine: "]) expect(stdout).toContain(part);
  });
});

describe("disasm", () => {
  it("shows the bytes and instructions that objdump shows, A32 and T32, with literals as words", async () => {
    for (const file of [program, fixed]) {
      const { stdout, status } = await armstalker("disasm", "--json", file, "twice", "main", "leaf");
      expect(status).toBe(0);
      const expected = new Map<number, string>();
      for (const line of execFileSync("arm-linux-gnueabihf-objdump", ["-d", file], {
        encoding: "utf8",
        maxBuffer: 1 << 28,
      }).split("\n")) {
        const match = /^ +([0-9a-f]+):\t([0-9a-f ]+?) *\t(\S+)/.exec(line);
        if (match !== null) expected.set(Number.parseInt(match[1]!, 16), match[3]!);
      }
      const functions = JSON.parse(stdout) as { name: string; lines: { address: number; text: string }[] }[];
      expect(functions.map(({ name }) => name)).toEqual(["twice", "main", "leaf"]);
      const lines = functions.flatMap((each) => each.lines);
      expect(lines.length).toBeGreaterThan(20);
      const mnemonic = (text: string | undefined): string | undefined => text?.replace(/\.[nw]$/, "");
      expect(lines.map(({ address, text }) => `${address.toString(16)} ${mnemonic(text.split(" ")[0]!)}`)).toEqual(
        lines.map(({ address }) => `${address.toString(16)} ${mnemonic(expected.get(address))}`),
      );
    }
    const text = await armstalker("disasm", fixed, "lea*");
    expect(text.stdout).toMatch(/^0x[0-9a-f]{8} <leaf>:\n {2}0x[0-9a-f]{8} {2}[0-9a-f]{8} {2}add/m);
  });
});

describe("run", () => {
  it("follows as a script says, and reaches modules and stalker", async () => {
    const script = at("count.mjs");
    writeFileSync(
      script,
      `export default ({ modules, stalker }) => {
        let calls = 0;
        stalker.addCallProbe(modules.resolve("static!leaf"), () => process.stdout.write("leaf " + ++calls + String.fromCharCode(10)));
        return {};
      };`,
    );
    const { stdout, stderr, status } = await armstalker("run", script, "--", fixed, "a");
    expect(status).toBe(2);
    expect(stdout).toBe("leaf 1\nleaf 2\nleaf 3\nleaf 4\nleaf 5\nleaf 6\n");
    expect(stderr).toBe("static a: exit status 2\n");
  });
});

it("a program behind a stub is followed, with its own exit status", async () => {
  const port = await freePort();
  const stub = spawn("qemu-arm", ["-g", String(port), fixed, "a", "b"], { stdio: "ignore" });
  try {
    await listening(port, stub.pid!);
    const { status, stdout } = await armstalker(
      "trace",
      "-q",
      "-o",
      "-",
      "--remote",
      `localhost:${port}`,
      "--only",
      "static",
    );
    expect(status).toBe(3);
    expect(stdout).toContain("static!leaf");
  } finally {
    stub.kill("SIGKILL");
  }
});

it("--duration stops the program, and what ran until then is written", async () => {
  const endless = compile(folder, "endless", 'int main(void) { for (;;) __asm__ volatile(""); }', "-static");
  const output = at("endless.drcov");
  const { status, stderr } = await armstalker("coverage", "--duration", "0.5", "-o", output, "--", endless);
  expect(status).toBe(0);
  expect(stderr).toMatch(/Ended by --duration: this is what ran until then\.\n$/);
  expect(readDrcov(readFileSync(output), output).blocks.length).toBeGreaterThan(10);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await new Promise((settle) => server.once("listening", settle));
  const { port } = server.address() as { port: number };
  await new Promise((settle) => server.close(settle));
  return port;
}

/** Waits until a process listens at a port, without a connection: a stub takes one alone. */
async function listening(port: number, process: number): Promise<void> {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  for (;;) {
    const table =
      readFileSync(`/proc/${process}/net/tcp`, "latin1") + readFileSync(`/proc/${process}/net/tcp6`, "latin1");
    if (new RegExp(`:${hex} 0+:0000 0A `).test(table)) return;
    await new Promise((settle) => setTimeout(settle, 20));
  }
}
