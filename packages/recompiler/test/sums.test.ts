// `add rdn, pc` of T32 without a transformer: the code that stands for it, as objdump reads it. What it does is compared by execution in the stalker's tests.
import { addressOf, codeAddress, coreRegisters } from "@armstalker/isa";
import { disassemble } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { bedOf } from "./bed.js";

/** No modified immediate, and far from the code, is this plus a few bytes. */
const BASE = 0x51234500;
const BX_LR = 0x4770;

describe("a sum with PC", () => {
  it.each(
    coreRegisters
      .filter(({ name }) => name !== "sp" && name !== "pc")
      .map(({ name, number }) => [name, number] as const),
  )("takes a register that is saved, and the address that PC would have: %s", (name, rdn) => {
    const sum = 0x4478 | ((rdn & 8) << 4) | (rdn & 7);
    // Twice, at other addresses: the second one is put by the stencil of the first.
    const code = new Uint8Array(Uint16Array.of(sum, sum, BX_LR, 0).buffer);
    const { recompiler, area } = bedOf({ code, base: BASE });
    const block = recompiler.obtain(codeAddress(BASE, "t32"));
    const { blocks } = recompiler.tables;
    const bytes = area.read(addressOf(blocks.codeOf(block)), blocks.codeSizeOf(block)).slice();
    const halfwords = new Uint16Array(bytes.buffer, 0, 8);
    const texts = disassemble("gnu", "t32", Uint32Array.from(halfwords)).map(({ text }) => text.replace(/\s+/g, " "));
    const other = rdn === 0 ? "r1" : "r0";
    const view = new DataView(bytes.buffer);
    for (const at of [0, 4]) {
      expect(texts[at]).toBe(`push {${other}}`);
      expect(texts[at + 1]).toMatch(new RegExp(`^ldr ${other}, \\[pc, #\\d+\\]`));
      expect(texts[at + 2]).toBe(`add ${name}, ${other}`);
      expect(texts[at + 3]).toBe(`pop {${other}}`);
      const literal = ((2 * at + 2 + 4) & ~3) + 4 * (halfwords[at + 1]! & 0xff);
      expect(view.getUint32(literal, true)).toBe(BASE + at / 2 + 4);
    }
  });
});
