import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Transformer } from "../src/index.js";
import { parseSnippets, type Snippet } from "./bed/snippets.js";
import { describeSnippets, SnippetRunner } from "./bed/suite.js";

// Functions in assembly, run natively and followed: without events and with them, with a transformer, with a callout before each instruction.
// Registers, flags, vector registers, FPSCR and memory must be as in the native run; the events, and what callouts are told, as derived from
// single steps of it and GNU's disassembly. The native run is under qemu-arm, and the followed one may be on another kernel: what the two kernels do
// differently must not be seen at the end of a function. What is not covered: memory below SP, which the stalker uses as signal handlers do; more than
// one thread; signals.

for (const name of ["branches", "jumps", "pc-relative", "it-blocks", "state", "system", "long", "changing"]) {
  describeSnippets(name, parseSnippets(readFileSync(new URL(`snippets/${name}.txt`, import.meta.url), "utf8")), "each");
}

describe("the comparison", () => {
  const snippet: Snippet = {
    set: "a32",
    name: "a call",
    text: `
        push    {r4, lr}
        mov     r0, #0
        bl      ~leaf
        pop     {r4, pc}
~leaf:  add     r0, r0, #1
        bx      lr
`,
  };
  let runner: SnippetRunner;
  beforeAll(async () => {
    runner = await SnippetRunner.start([snippet]);
  });
  afterAll(() => runner?.close());

  const at = (mnemonic: string, change: (iterator: Parameters<Transformer>[0]) => void): Transformer => {
    return (iterator) => {
      for (let one = iterator.next(); one !== null; one = iterator.next()) {
        if (one.mnemonic === mnemonic) change(iterator);
        else iterator.keep();
      }
    };
  };
  const callout = (put: Parameters<Parameters<Transformer>[0]["putCallout"]>[0]): Transformer =>
    at("mov", (iterator) => {
      iterator.putCallout(put);
      iterator.keep();
    });

  const changes: readonly (readonly [what: string, sees: RegExp, transform: Transformer])[] = [
    ["an instruction that is left out", /^r0 is 0x0, must be 0x1$/, at("add", () => {})],
    ["a register", /^r9 is 0x7, must be/, callout((context) => (context.r9 = 7))],
    ["flags", /^cpsr is /, callout((context) => (context.cpsr ^= 0x80000000))],
    ["a vector register", / of d21 is /, callout((context) => context.writeD(21, 1.5))],
    ["FPSCR", /^fpscr is /, callout((context) => (context.fpscr ^= 1 << 22))],
    [
      "a byte above SP",
      /^1 bytes differ in stack/,
      callout(({ memory, sp }) => memory.write(sp + 8, flipped(memory.read(sp + 8, 1)))),
    ],
    ["a call that is left out", /^number \d+ is /, at("bl", () => {})],
  ];
  for (const [what, sees, transform] of changes) {
    it(`sees ${what}`, async () => {
      const setting = { types: ["call", "ret", "block", "exec"], transform } as const;
      const found = await runner.differencesOf(snippet, 0, setting, 1);
      expect(found).toContainEqual(expect.stringMatching(sees));
    });
  }
});

const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0xff);
