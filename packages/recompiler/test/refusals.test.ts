import { codeAddress } from "@armstalker/isa";
import { describe, expect, it } from "vitest";
import type { RefusedSite } from "../src/index.js";
import { bedOf, type Way } from "./bed.js";

// Refused instructions stand for themselves in the tables: where the thread can execute them in their place, and goes on. Bytes as GNU as has them.

const BASE = 0x10000;
const ways = ["trap", "door"] as const;

/** The way out in the place of the one instruction of some code that is refused. */
function refusedIn(code: readonly number[], set: "a32" | "t32", way: Way): RefusedSite {
  const { recompiler } = bedOf({ code: Uint8Array.from(code), base: BASE, way });
  recompiler.obtain(codeAddress(BASE, set));
  const { sites } = recompiler.tables;
  for (let site = sites.first; site < sites.end; site++) {
    const found = recompiler.siteAt(sites.addressOf(site));
    if (found?.kind === "refused") return found;
  }
  throw new Error("nothing was refused");
}

describe("a refused instruction", () => {
  it.each([
    // nop; .inst 0xe6000010; nop
    {
      name: "undefined in A32",
      set: "a32",
      pc: 4,
      next: 8,
      it: 0,
      code: [0, 0xf0, 0x20, 0xe3, 0x10, 0, 0, 0xe6, 0, 0xf0, 0x20, 0xe3],
    },
    // nop; setend be; nop
    { name: "SETEND BE in T32", set: "t32", pc: 2, next: 4, it: 0, code: [0, 0xbf, 0x58, 0xb6, 0, 0xbf] },
    // ite ne; movne r1, r0; msreq cpsr_x, r0; nop
    {
      name: "MSR CPSR_x in an IT block",
      set: "t32",
      pc: 4,
      next: 8,
      it: 0x08,
      code: [0x14, 0xbf, 0x01, 0x46, 0x80, 0xf3, 0x00, 0x82, 0, 0xbf],
    },
  ] as const)("can be executed in its place: $name", ({ code, set, pc, next, it }) => {
    for (const way of ways) {
      expect(refusedIn(code, set, way)).toMatchObject({ set, pc: BASE + pc, next: BASE + next, it });
    }
  });

  it.each([
    // ldrex r0, [r1]; msr cpsr_x, r0; strex r2, r0, [r1]
    {
      name: "within an exclusive sequence",
      set: "a32",
      pc: 4,
      code: [0x9f, 0x0f, 0x91, 0xe1, 0, 0xf0, 0x22, 0xe1, 0x90, 0x2f, 0x81, 0xe1],
    },
    // nop; bx pc at 2 modulo 4
    { name: "that writes PC", set: "t32", pc: 2, code: [0, 0xbf, 0x78, 0x47, 0, 0xbf, 0, 0xbf] },
  ] as const)("cannot be executed in its place $name", ({ code, set, pc }) => {
    for (const way of ways) expect(refusedIn(code, set, way)).toMatchObject({ set, pc: BASE + pc, next: -1 });
  });
});
