import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import {
  type Disassembled,
  disassemble,
  forEachDisassembly,
  type InstructionSet,
  itInstruction,
  type Tool,
} from "../src/index.js";

// Not covered: whether the disassemblers are right.

const show = ({ size, text, validity }: Disassembled): string => `${size} ${validity} ${text}`;
const tools: Tool[] = ["gnu", "llvm"];

/** xorshift32 */
function randomWords(count: number, seed: number): Uint32Array {
  const words = new Uint32Array(count);
  let x = seed;
  for (let index = 0; index < count; index++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    words[index] = x;
  }
  return words;
}

/** Halfwords and 32-bit instructions, with many ITs, and second halfwords that look like ITs. */
function randomT32(count: number, seed: number): Uint32Array {
  return randomWords(count, seed).map((word, index) => {
    if (index % 5 === 0) return 0xbf00 | (word & 0xff);
    if (index % 5 === 1) return (0xe8000000 | word | 0xbf00) & 0xffffbfff;
    return word >= 0xe8000000 ? word : word >>> 16;
  });
}

it("reads what objdump says of A32", () => {
  const words = Uint32Array.of(0xe1a00000, 0xc3b81262, 0x4ce3ab42, 0x113f0eba, 0xe59f0004, 0, 0xe7f000f0, 0xee000110);
  expect(disassemble("gnu", "a32", words).map(show)).toEqual([
    "4 valid nop",
    "4 undefined ",
    "4 unpredictable vstmiami r3!, {d26-<overflow reg d58>}",
    "4 unpredictable teqne pc, r10",
    "4 valid ldr r0, [pc, #4]",
    "4 valid andeq r0, r0, r0",
    "4 valid udf #0",
    expect.stringMatching(/^4 /),
  ]);
  expect(disassemble("gnu", "a32", words)[0]!.comment).toBe("(mov r0, r0)");
  expect(disassemble("gnu", "a32", words)[4]!.comment).toBe("0x1c");
});

it("reads what objdump says of T32", () => {
  const words = Uint32Array.of(0x1888, 0xbf1c, 0x1888, 0xf04fbf18, 0x1888, 0xe800, 0xf8000000, 0xf87d65e9, 0xf3dcaa49);
  expect(disassemble("gnu", "t32", words).map(show)).toEqual([
    "2 valid adds r0, r1, r2",
    "2 valid itt ne",
    "2 valid adds r0, r1, r2",
    expect.stringMatching(/^4 valid b.w 0x/),
    "2 valid adds r0, r1, r2",
    "4 undefined ",
    "4 valid strb.w r0, [r0, r0]",
    "4 undefined ldr??.w r6, [sp, <undefined>]",
    "4 undefined ",
  ]);
});

it("reads what llvm-mc says", () => {
  const a32 = Uint32Array.of(0xe1a00000, 0xc3b81262, 0x113f0eba, 0xeb000010);
  expect(disassemble("llvm", "a32", a32).map(show)).toEqual([
    "4 valid mov r0, r0",
    "4 undefined ",
    "4 unpredictable ldrhne r0, [pc, -r10]!",
    "4 valid bl #64",
  ]);
  const t32 = Uint16Array.of(0x1888, 0xbf1c, 0x1888, 0xe800, 0xb801);
  expect(disassemble("llvm", "t32", t32).map(show)).toEqual([
    "2 valid adds r0, r1, r2",
    "2 valid itt ne",
    "2 valid adds r0, r1, r2",
    "4 undefined ",
    "2 undefined ",
  ]);
});

it("places branch targets by the address of each entry", () => {
  const results = disassemble("gnu", "a32", Uint32Array.of(0xeafffffe, 0xeb00003e), { address: 0x8000 });
  expect(results.map(({ address, text }) => [address, text])).toEqual([
    [0x8000, "b 0x8000"],
    [0x8004, "bl 0x8104"],
  ]);
  const wide = disassemble("gnu", "t32", Uint32Array.of(0xbf08, 0xf7fffffe), { address: 0xfffff000 });
  expect(wide[1]!.text).toBe(`bl 0x${wide[1]!.address.toString(16)}`);
  expect(() => disassemble("gnu", "a32", Uint32Array.of(0, 0), { address: 0xfffffffc })).toThrow(/room for 8 bytes/);
});

describe.each(tools)("disassemble with %s", (tool) => {
  it("puts an entry in the middle or at the end of an IT block", () => {
    const words = Uint32Array.of(0x1888, 0xe7fe, 0xf8000000, 0xb100);
    const last = disassemble(tool, "t32", words, { it: itInstruction("eq", "last") });
    expect(last.map(({ text }) => text.split(" ")[0]!.replace(".n", ""))).toEqual(["addeq", "beq", "strbeq.w", "cbz"]);
    expect(last.map(({ validity }) => validity)).toEqual(["valid", "valid", "valid", "unpredictable"]);
    const middle = disassemble(tool, "t32", words, { it: itInstruction("ne", "middle") });
    expect(middle.map(({ validity }) => validity)).toEqual(["valid", "unpredictable", "valid", "unpredictable"]);
    const some = disassemble(tool, "t32", Uint16Array.of(0x1888, 0x1888), { it: [0, itInstruction("lt", "last")] });
    expect(some.map(({ text }) => text)).toEqual(["adds r0, r1, r2", "addlt r0, r1, r2"]);
  });

  it.each<InstructionSet>(["a32", "t32"])("decodes each %s entry as if it were alone", (instructionSet) => {
    const seed = 20261120;
    const words = instructionSet === "a32" ? randomWords(40, seed) : randomT32(40, seed);
    // The target of a branch depends on where objdump finds it.
    const show = ({ size, text, validity }: Disassembled): string =>
      `${size} ${validity} ${text.replace(/(^b|^cb).* 0x[0-9a-f]+$/, "$1")}`;
    const together = disassemble(tool, instructionSet, words).map(show);
    const alone = [...words].flatMap((word) => disassemble(tool, instructionSet, Uint32Array.of(word)).map(show));
    expect(together, `seed ${seed}`).toEqual(alone);
    const backwards = disassemble(tool, instructionSet, words.slice().reverse()).map(show).reverse();
    expect(backwards, `seed ${seed}`).toEqual(alone);
  });

  it("takes all halfwords as T32", () => {
    const results = disassemble(
      tool,
      "t32",
      Uint16Array.from({ length: 65536 }, (_, halfword) => halfword),
    );
    expect(results).toHaveLength(65536);
    expect(results.findIndex(({ size }) => size === 4)).toBe(0xe800);
    expect(results[0x4770]!.text).toBe("bx lr");
  });

  it("streams 1,000,000 entries with bounded memory", async () => {
    const count = 1_000_000;
    for (const instructionSet of ["a32", "t32"] as const) {
      const words = instructionSet === "a32" ? randomWords(count, 1) : randomT32(count, 1);
      const before = process.memoryUsage().rss;
      const start = performance.now();
      let next = 0;
      let inOrder = true;
      let most = 0;
      await forEachDisassembly(tool, instructionSet, words, {}, (_result, word, index) => {
        inOrder &&= index === next && word === words[index];
        next++;
        if (index % 50_000 === 0) most = Math.max(most, process.memoryUsage().rss - before);
      });
      const rate = Math.round(count / ((performance.now() - start) / 1000));
      console.log(`${tool} ${instructionSet}: ${rate} entries/s disassembled, ${most >> 20} MiB more at most`);
      expect([inOrder, next]).toEqual([true, count]);
      expect(most).toBeLessThan(400 * 2 ** 20);
    }
  });

  it("leaves no files behind, also when a callback throws", async () => {
    const folder = mkdtempSync(join(tmpdir(), "disassemble-test-"));
    vi.stubEnv("TMPDIR", folder);
    disassemble(tool, "a32", randomWords(10, 1));
    const stopped = forEachDisassembly(tool, "a32", randomWords(500_000, 1), {}, () => {
      throw new Error("enough");
    });
    await expect(stopped).rejects.toThrow("enough");
    expect(readdirSync(folder)).toEqual([]);
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it("refuses what is no T32 instruction", () => {
    expect(() => disassemble(tool, "t32", Uint32Array.of(0xb5000000))).toThrowError(
      expect.objectContaining({ code: "bad-input", message: expect.stringContaining("0xb5000000 is no T32") }),
    );
  });

  it("says so when the tool refuses its arguments", () => {
    const options = { gnu: { machine: "nonsense" }, llvm: { arch: "nonsense", attributes: "nonsense" } };
    expect(() => disassemble(tool, "a32", Uint32Array.of(0), options)).toThrowError(
      expect.objectContaining({ code: "tool-failed" }),
    );
  });
});
