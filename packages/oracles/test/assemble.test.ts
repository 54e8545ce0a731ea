import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Assembled, assemble, type Tool } from "../src/index.js";

// Not covered: what the assemblers make of each instruction; that is what they are asked for elsewhere.

const hex = (result: Assembled): string => result.error ?? Buffer.from(result.bytes).toString("hex");
const tools: Tool[] = ["gnu", "llvm"];

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

describe.each(tools)("assemble with %s", (tool) => {
  it("gives the bytes of each A32 line", () => {
    const lines = ["add r0, r1, r2", "mov r0, #1 @ a comment", "crc32b r0, r1, r2", "vadd.f32 q0, q1, q2", "hvc #1"];
    expect(assemble(tool, "a32", lines).map(hex)).toEqual([
      "020081e0", // add r0, r1, r2
      "0100a0e3", // mov r0, #1
      "420001e1", // crc32b r0, r1, r2
      "440d02f2", // vadd.f32 q0, q1, q2
      "710040e1", // hvc #1
    ]);
  });

  it("gives the bytes of all statements of a line", () => {
    expect(assemble(tool, "t32", ["it eq; addeq r0, r1, r2", "adds r0, r1, r2\nbx lr"]).map(hex)).toEqual([
      "08bf8818", // it eq; addeq r0, r1, r2
      "88187047", // adds r0, r1, r2; bx lr
    ]);
  });

  it("keeps an IT block that a line leaves open away from the next line", () => {
    const lines = [
      "it eq",
      "add r0, r1",
      "itte ne; addne r0, r1, r2",
      "adds r0, r1, r2",
      "ite gt; bogus r0",
      "add r0, r1",
    ];
    expect(assemble(tool, "t32", lines).map((result) => (result.error ? "refused" : hex(result)))).toEqual([
      "08bf",
      "0844",
      "1abf8818",
      "8818",
      "refused",
      "0844",
    ]);
  });

  it("refuses lines without losing others", () => {
    const lines = Array.from({ length: 1000 }, (_, index) =>
      index % 3 === 0 ? "bogus r0" : `mov r0, #${index & 255}`,
    );
    const results = assemble(tool, "a32", lines);
    for (let index = 0; index < lines.length; index++) {
      if (index % 3 === 0) expect(results[index]!.error).toMatch(/instruction/);
      else expect(hex(results[index]!)).toBe(`${(index & 255).toString(16).padStart(2, "0")}00a0e3`);
    }
  });

  it("refuses what only turns out at the end of the assembler's work", () => {
    const lines = ["mov r0, #1", "vldr d0, . + 0x800", "adr r0, . + 0x12346", "mov r0, #2"];
    expect(assemble(tool, "a32", lines).map((result) => result.error === undefined)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it("starts each line at a multiple of four", () => {
    // Its offset counts from a multiple of four: from a place between two, it would be 6.
    expect(assemble(tool, "t32", ["nop", "adr.w r0, . + 8", "nop", "adr.w r0, . + 8"]).map(hex)).toEqual([
      "00bf",
      "0ff20400",
      "00bf",
      "0ff20400",
    ]);
  });

  it("takes branch targets as addresses", () => {
    const address = 0x8000;
    expect(assemble(tool, "a32", ["b 0x8000", "blne 0x8100", "blx 0x8002", "bkpt #5"], { address }).map(hex)).toEqual([
      "feffffea",
      "3e00001b",
      "fefffffb",
      "750020e1",
    ]);
    const t32 = ["b 0x8000", "beq 0x8010", "bl 0x8100", "blx 0x8100", "cbz r1, 0x8010", "it eq; beq.w 0x8100"];
    expect(assemble(tool, "t32", t32, { address }).map(hex)).toEqual([
      "fee7",
      "06d0",
      "00f07ef8",
      "00f07ee8",
      "31b1",
      "08bf00f07db8",
    ]);
  });

  it("refuses literal pools and what is left to a linker", () => {
    const [pool, external] = assemble(tool, "a32", ["ldr r0, =0x12345678", "bl elsewhere"]);
    expect(pool!.error).toContain("literal pool");
    expect(external!.error).toContain("linker");
  });

  it("assembles 300,000 lines in chunks, in seconds", () => {
    const lines = Array.from({ length: 300_000 }, (_, index) =>
      index % 100 === 7 ? "bogus r0" : `add r${index % 13}, r${index % 7}, r${index % 11}, lsl #${index % 32}`,
    );
    for (const instructionSet of ["a32", "t32"] as const) {
      const start = performance.now();
      const results = assemble(tool, instructionSet, lines);
      const seconds = (performance.now() - start) / 1000;
      console.log(`${tool} ${instructionSet}: ${Math.round(lines.length / seconds)} lines/s assembled`);
      expect(results.filter((result) => result.error !== undefined)).toHaveLength(3000);
      expect(hex(results[299_999]!)).toBe(hex(assemble(tool, instructionSet, [lines[299_999]!])[0]!));
    }
  });

  it("leaves no files behind", () => {
    const folder = mkdtempSync(join(tmpdir(), "assemble-test-"));
    vi.stubEnv("TMPDIR", folder);
    assemble(tool, "a32", ["nop", "bogus"]);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it("says what to install when the assembler is missing", async () => {
    vi.resetModules();
    vi.stubEnv("PATH", "/nonexistent");
    const fresh = await import("../src/index.js");
    expect(() => fresh.assemble(tool, "a32", ["nop"])).toThrowError(
      expect.objectContaining({
        name: "OracleError",
        code: "tool-missing",
        message: expect.stringMatching(/Debian package (llvm|binutils-arm-linux-gnueabihf): run `npm run setup`/),
      }),
    );
  });
});

it("tells GNU as of extensions, and either tool of another processor", () => {
  const isv8 = (result: Assembled | undefined): boolean => result?.error === undefined;
  expect(isv8(assemble("gnu", "a32", ["lda r0, [r1]"], { gnu: { arch: "armv7-a" } })[0])).toBe(false);
  expect(isv8(assemble("llvm", "a32", ["lda r0, [r1]"], { llvm: { arch: "v7a", attributes: "+neon" } })[0])).toBe(
    false,
  );
  const sdiv = (extensions: string[]) =>
    assemble("gnu", "a32", ["sdiv r0, r1, r2"], { gnu: { arch: "armv7-a", extensions } })[0]!;
  expect(sdiv([]).error).toBeDefined();
  expect(hex(sdiv(["idiv"]))).toBe("11f210e7");
});
