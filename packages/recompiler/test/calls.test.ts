// What a short block passes through: fewer functions are less to execute before an optimizing compiler has seen them.
import { mkdtempSync, rmSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { codeAddress, type InstructionSet } from "@armstalker/isa";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { bedOf } from "./bed.js";

const BASE = 0x10000;
const SIZE = 64;
const COUNT = 40;
/** Two plain instructions and the end of a block, as words of memory. */
const blocks = {
  a32: {
    "a jump": [0xe2800001, 0xe2811002, 0xea00000b],
    "a call": [0xe2800001, 0xe2811002, 0xeb00000b],
    "a return by BX": [0xe2800001, 0xe2811002, 0xe12fff1e],
    "a return by POP": [0xe2800001, 0xe2811002, 0xe8bd8010],
  },
  t32: {
    "a jump": [0x31023001, 0xb812f000],
    "a call": [0x31023001, 0xf812f000],
    "a return by BX": [0x31023001, 0xbf004770],
    "a return by POP": [0x31023001, 0xbf00bd10],
  },
} as const;

describe("a block of three instructions", () => {
  const folder = mkdtempSync(join(tmpdir(), "calls-"));
  let bed: { bedOf: typeof bedOf };
  // One module, as the packages are built: modules that the test runner loads call a function for each name that they import.
  beforeAll(async () => {
    const outfile = join(folder, "bed.mjs");
    await build({
      entryPoints: [fileURLToPath(new URL("bed.ts", import.meta.url))],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      conditions: ["@armstalker/source"],
    });
    bed = await import(/* @vite-ignore */ pathToFileURL(outfile).href);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The functions that are called to compile the last of many blocks, each with its number of calls. */
  async function callsFor(words: readonly number[], set: InstructionSet): Promise<Map<string, number>> {
    const code = new Uint8Array(COUNT * SIZE);
    const view = new DataView(code.buffer);
    for (let block = 0; block < COUNT; block++) {
      for (const [index, word] of words.entries()) view.setUint32(SIZE * block + 4 * index, word, true);
    }
    const { recompiler } = bed.bedOf({ code, base: BASE });
    for (let block = 0; block < COUNT - 1; block++) recompiler.obtain(codeAddress(BASE + SIZE * block, set));
    const session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    await session.post("Profiler.takePreciseCoverage");
    recompiler.obtain(codeAddress(BASE + SIZE * (COUNT - 1), set));
    const { result } = await session.post("Profiler.takePreciseCoverage");
    session.disconnect();
    const calls = new Map<string, number>();
    for (const { url, functions } of result) {
      if (!url.endsWith("/bed.mjs")) continue;
      for (const { functionName, ranges } of functions) {
        const { count, startOffset } = ranges[0]!;
        if (count > 0) calls.set(`${functionName || "an arrow function"} at ${startOffset}`, count);
      }
    }
    return calls;
  }

  for (const set of ["a32", "t32"] as const) {
    it.each(Object.entries(blocks[set]))(`passes through few functions: ${set}, %s`, async (_, words) => {
      const calls = await callsFor(words, set);
      const list = [...calls].map(([name, count]) => `${count} ${name}`).join("\n");
      const count = [...calls.values()].reduce((sum, each) => sum + each, 0);
      if (process.env.CALLS) console.log(set, _, count, `\n${list}`);
      expect(count, list).toBeGreaterThan(10);
      expect(count, list).toBeLessThan(60);
    });
  }
});
