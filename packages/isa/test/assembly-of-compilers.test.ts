import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ElfImage, SectionType } from "@armstalker/elf";
import { findCommand } from "@armstalker/oracles";
import { afterAll, describe, expect, it } from "vitest";
import { assemble } from "../src/index.js";

const programs = fileURLToPath(new URL("programs/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "armstalker-assembly-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The numbers of relocations in the ELF supplement for ARM. */
const relocationNumbers: Readonly<Record<string, number>> = {
  R_ARM_ABS32: 2,
  R_ARM_REL32: 3,
  R_ARM_THM_CALL: 10,
  R_ARM_BASE_PREL: 25,
  R_ARM_GOT_BREL: 26,
  R_ARM_CALL: 28,
  R_ARM_JUMP24: 29,
  R_ARM_THM_JUMP24: 30,
  R_ARM_MOVW_ABS_NC: 43,
  R_ARM_MOVT_ABS: 44,
  R_ARM_THM_MOVW_ABS_NC: 47,
  R_ARM_THM_MOVT_ABS: 48,
  R_ARM_THM_JUMP19: 51,
};
/** The type of sections that have bytes. */
const PROGBITS = 1;
/** R_ARM_V4BX marks each BX for linkers that make code for ARMv4. It changes nothing here. */
const V4BX = 40;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/**
 * GNU as makes code as long as a multiple of its alignment, by NOPs behind the end.
 *
 * @param length - of the code without them
 */
const withoutEnd = (bytes: Uint8Array, length: number): Uint8Array =>
  bytes.length - length === 2 && hex(bytes.subarray(length)) === "00bf" ? bytes.subarray(0, length) : bytes;

const sorted = (entries: readonly { offset: number; type: number | undefined }[]): string[] =>
  entries.map(({ offset, type }) => `${offset.toString(16).padStart(8, "0")} ${type}`).sort();

/**
 * What GCC makes of ten programs: every byte that GNU as makes, what is left to linkers included. Not covered: code with VFP and
 * Advanced SIMD, debugging sections, unwinding tables, which are left out.
 */
describe.each(["arm", "thumb"])("assembly of GCC, -m%s", (set) => {
  for (const name of readdirSync(programs)) {
    for (const flags of [["-O0"], ["-O2"], ["-Os", "-fno-pie", "-ffunction-sections"]]) {
      it(`${name} ${flags.join(" ")} becomes the bytes that GNU as makes`, () => {
        const common = ["-march=armv7-a", "-mfloat-abi=soft"];
        const [source, object] = [join(folder, `${name}.s`), join(folder, `${name}.o`)];
        const compiler = findCommand("arm-linux-gnueabihf-gcc");
        execFileSync(compiler, ["-S", `-m${set}`, ...flags, ...common, join(programs, name), "-o", source]);
        execFileSync(findCommand("arm-linux-gnueabihf-as"), [...common, source, "-o", object]);
        const { sections } = assemble(readFileSync(source, "utf8"), { relocatable: true });
        const elf = new ElfImage(readFileSync(object));
        let compared = 0;
        for (const section of elf.sections) {
          if (section.type !== PROGBITS || section.size === 0 || /comment|note|ARM/.test(section.name)) continue;
          const ours = sections.find((each) => each.name === section.name)!;
          expect(ours, section.name).toBeDefined();
          const bytes = withoutEnd(elf.contents(section), ours.bytes.length);
          expect(hex(ours.bytes), section.name).toBe(hex(bytes));
          const tables = elf.sections.filter(({ type, info }) => type === SectionType.REL && info === section.index);
          const expected = tables.flatMap((each) => elf.relocations(each)).filter(({ type }) => type !== V4BX);
          const relocations = ours.relocations.map(({ offset, type }) => ({ offset, type: relocationNumbers[type] }));
          expect(sorted(relocations), section.name).toEqual(sorted(expected));
          compared += bytes.length;
        }
        expect(compared).toBeGreaterThan(100);
      });
    }
  }
});
