import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT_SITE_SIZE, exitSite, hasCode, type InstructionSet } from "@armstalker/native-os";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";

// Against GNU as. That the sites leave as they should is shown in the guests (cases/entry.ts).

const folder = mkdtempSync(join(tmpdir(), "native-os-exit-site-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Site {
  address: number;
  exit: number;
  set: InstructionSet;
}

/** What the assembler makes of the same two instructions, each site in a section of its own at its address. */
function assembled(sites: Site[]): Uint8Array[] {
  const [source, object] = [join(folder, "sites.s"), join(folder, "sites.o")];
  const lines = sites.map(({ address, exit, set }, i) => {
    // The distance is what counts: `.` stands for the address.
    const save = "mcr p15, 0, lr, c13, c0, 2";
    // BLX counts from the word that PC is in: a site at an odd halfword needs one before it.
    const pad = set === "t32" && address % 4 !== 0 ? "nop" : "";
    const branch = set === "a32" ? "bl" : "blx";
    return `.section .site${i}, "ax"\n.balign 4\n.${set === "a32" ? "arm" : "thumb"}\n${pad}\n${save}\n${branch} . + (${exit - (address + 4)})`;
  });
  writeFileSync(source, `.syntax unified\n.arch armv7-a\n${lines.join("\n")}\n`);
  execFileSync("arm-linux-gnueabihf-as", ["-o", object, source]);
  return sites.map((_, i) => {
    const out = join(folder, "site.bin");
    execFileSync("arm-linux-gnueabihf-objcopy", ["-O", "binary", "-j", `.site${i}`, object, out]);
    const start = sites[i]!.address % 4; // after the padding; there may be more behind
    return Uint8Array.from(readFileSync(out)).slice(start, start + EXIT_SITE_SIZE);
  });
}

const base = 0x4000_0000;
const site = fc.oneof(
  fc.record({
    set: fc.constant<InstructionSet>("a32"),
    address: fc.integer({ min: 0, max: 1 << 20 }).map((n) => base + 4 * n),
    // BL counts from 12 bytes behind the site: from there the lowest offset is -2^25.
    distance: fc.integer({ min: -(1 << 23) + 3, max: (1 << 23) - 1 }).map((n) => 4 * n),
  }),
  fc.record({
    set: fc.constant<InstructionSet>("t32"),
    address: fc.integer({ min: 0, max: 1 << 20 }).map((n) => base + 2 * n),
    distance: fc.integer({ min: -(1 << 22) + 3, max: (1 << 22) - 3 }).map((n) => 4 * n),
  }),
);

test("an exit site has the bytes that GNU as makes, at any distance within reach", () => {
  fc.assert(
    fc.property(fc.array(site, { minLength: 20, maxLength: 20 }), (list) => {
      const sites = list.map(({ set, address, distance }) => ({ set, address, exit: ((address + distance) >> 2) * 4 }));
      const expected = assembled(sites);
      sites.forEach(({ address, exit, set }, i) => {
        expect({ set, bytes: exitSite(address, exit, set) }).toEqual({ set, bytes: expected[i] });
      });
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, 60_000);

test.each([
  ["a32", base, base + 12 + (1 << 25)],
  ["a32", base, base + 12 - (1 << 25) - 4],
  ["t32", base, base + 8 + (1 << 24)],
  ["t32", base, base + 8 - (1 << 24) - 4],
] as const)("a branch just beyond reach is refused: %s", (set, address, exit) => {
  expect(() => exitSite(address, exit, set)).toThrow(expect.toSatisfy((error) => hasCode(error, "out-of-reach")));
  const nearer = exit > address ? exit - 4 : exit + 4;
  expect(exitSite(address, nearer, set)).toHaveLength(EXIT_SITE_SIZE);
});
