// Where a block with an exclusive sequence ends when blocks are recorded: nothing is put into the sequence, and behind the store the next branch ends the block.
import { codeAddress } from "@armstalker/isa";
import { assemble } from "@armstalker/oracles";
import { expect, it } from "vitest";
import { bedOf } from "./bed.js";

const BASE = 0x10000;

/** All instructions but the last have 4 bytes in both sets. */
const lines = (wide: string): readonly string[] => [
  `add${wide} r3, r7, #208`,
  "ldrexb r1, [r3]",
  `cmp${wide} r1, r12`,
  `bne${wide} . + 16`,
  "strexb r11, r12, [r3]",
  `cmp${wide} r11, #0`,
  `bne${wide} . - 20`,
  "clrex",
  "bx lr",
];

it.each([
  ["a32", ""],
  ["t32", ".w"],
] as const)("ends behind the branch that follows the store, in %s", (set, wide) => {
  const code = Buffer.concat(
    assemble("gnu", set, lines(wide)).map(({ bytes, error }) => {
      if (bytes === undefined) throw new Error(error);
      return bytes;
    }),
  );
  const { recompiler } = bedOf({ code, base: BASE, more: { records: { exec: false, block: true, flow: false } } });
  const { blocks } = recompiler.tables;
  expect(blocks.endOf(recompiler.obtain(codeAddress(BASE, set)))).toBe(BASE + 4 * 7);
  // Entered behind the load the same code is an ordinary block, which its first branch ends.
  expect(blocks.endOf(recompiler.obtain(codeAddress(BASE + 8, set)))).toBe(BASE + 4 * 4);
});
