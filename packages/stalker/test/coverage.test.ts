// Coverage against what the emulator says that it has executed: a plugin of qemu-arm records that in a plain run.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildEmulatorPlugin } from "@armstalker/oracles";
import { IndirectMap, Recompiler } from "@armstalker/recompiler";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Stalker, type StalkerOptions } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";

/** Of the program, not of the kernel's helpers. */
const END_OF_PROGRAM = 0x8000_0000;

let folder: string;
let plugin: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "armstalker-coverage-"));
  plugin = buildEmulatorPlugin("blocks", folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The addresses of all bytes of code in ranges. */
function bytesOf(ranges: Iterable<readonly [start: number, end: number]>): number[] {
  const bytes = new Set<number>();
  for (const [start, end] of ranges) if (start < END_OF_PROGRAM) for (let at = start; at < end; at++) bytes.add(at);
  return [...bytes].sort((a, b) => a - b);
}

/** What the emulator executes in a plain run; null for one that is built without plugins. */
function executedBy(path: string, args: readonly string[]): number[] | null {
  const output = join(folder, "executed");
  rmSync(output, { force: true });
  spawnSync("qemu-arm", ["-plugin", `${plugin},out=${output}`, path, ...args]);
  if (!existsSync(output)) return null;
  const lines = readFileSync(output, "latin1").trim().split("\n");
  return bytesOf(
    lines.map((line) => {
      const [address, size] = line.split(" ");
      const start = Number.parseInt(address!, 16);
      return [start, start + Number(size)] as const;
    }),
  );
}

const settings: Readonly<Record<string, StalkerOptions>> = {
  "few blocks compiled ahead": { compileAhead: 4 },
  "many blocks compiled ahead": { compileAhead: 200 },
  "changing code that is never trusted": { trustThreshold: -1 },
};

describe.each(Object.entries(instructionSets))("coverage of a program in %s", (_, flags) => {
  const program = new Program("plain.c", ...flags);
  afterEach(() => program.end());

  it.each(Object.entries(settings))("is what was executed, with %s", async (_name, options) => {
    const expected = executedBy(program.path, []);
    const { target, output } = await program.start();
    const errors: Error[] = [];
    const stalker = new Stalker(target, { ...options, onError: (error) => errors.push(error) });
    const ranges: [number, number][] = [];
    stalker.follow(target.mainThread, {
      onCoverage(blocks) {
        for (let at = 0; at < blocks.length; at += 2) ranges.push([blocks[at]! & ~1, blocks[at + 1]!]);
      },
    });
    const end = await target.resume();
    await output.closed;
    expect([end, output.stdout, errors]).toEqual([
      { kind: "exited", status: program.native().status },
      program.native().text,
      [],
    ]);
    expect(new Set(ranges.map((range) => range.join())).size).toBe(ranges.length);
    if ((options.compileAhead ?? 0) > 100) expect(stalker.statistics.blocks).toBeGreaterThan(ranges.length);
    if (expected !== null) expect(differencesOf(bytesOf(ranges), expected)).toEqual([]);
  });
});

describe.each(Object.entries(instructionSets))("coverage of a program that runs for a while in %s", (_, flags) => {
  const program = new Program("events.c", ...flags, "-O1", "-finstrument-functions");
  afterEach(() => {
    program.end();
    vi.restoreAllMocks();
  });

  it("is what was executed, and marks are led around meanwhile", async () => {
    const args = ["calls", "20"];
    const expected = executedBy(program.path, args);
    const passed = vi.spyOn(Recompiler.prototype, "passed");
    const close = vi.spyOn(IndirectMap.prototype, "close");
    const open = vi.spyOn(IndirectMap.prototype, "open");
    const { target, output } = await program.start(...args);
    const errors: Error[] = [];
    const stalker = new Stalker(target, { onError: (error) => errors.push(error), queueDrainInterval: 20 });
    const ranges: [number, number][] = [];
    stalker.follow(target.mainThread, {
      onCoverage(blocks) {
        for (let at = 0; at < blocks.length; at += 2) ranges.push([blocks[at]! & ~1, blocks[at + 1]!]);
      },
    });
    expect((await target.resume()).kind).toBe("exited");
    await output.closed;
    expect(errors).toEqual([]);
    // For the plugin a block that ends with a 16-bit branch at the end of a page has the first halfword of the next page.
    const found = bytesOf(ranges);
    const known = new Set(found);
    const executed = expected?.filter((address) => (address & 0xffe) !== 0 || known.has(address));
    if (executed !== undefined) expect(differencesOf(found, executed)).toEqual([]);
    if (!target.hasDoors) return;
    expect(passed.mock.calls.length).toBeGreaterThan(50);
    expect(close.mock.calls.length).toBeGreaterThan(0);
    expect(open.mock.calls.length).toBeGreaterThan(0);
  });
});

/** Where two ascending lists differ, in words. */
function differencesOf(found: readonly number[], expected: readonly number[]): string[] {
  const [a, b] = [new Set(found), new Set(expected)];
  const more = found.filter((at) => !b.has(at)).map((at) => `0x${at.toString(16)} was not executed`);
  const less = expected.filter((at) => !a.has(at)).map((at) => `0x${at.toString(16)} was executed`);
  return [...more, ...less].slice(0, 20);
}
