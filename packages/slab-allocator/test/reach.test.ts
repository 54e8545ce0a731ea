// Not covered against a foreign tool: TBB and TBH, whose reach is in their tables and not in their encoding.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as slabs from "../src/index.js";
import { mutualSpan, neighboursOf, type Reach, reaches, sourcesOf, targetsOf } from "../src/index.js";
import { refusal } from "./support/errors.js";
import { property } from "./support/property.js";

interface Vector {
  readonly name: string;
  readonly reach: Reach;
  readonly thumb: boolean;
  readonly address: number;
  readonly bytes: Buffer;
  readonly end: "lowest" | "highest";
  readonly target: number;
}

const vectors: Vector[] = readFileSync(new URL("reach.vectors.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [, name, set, address, bytes, end, target] =
      /^(\w+)\s+(A32|T32)\s+([0-9a-f]{8})\s+((?:[0-9a-f]{2} )+)\s*(lowest|highest)\s+([0-9a-f]{8})$/.exec(line)!;
    return {
      name: name!,
      reach: (slabs as unknown as Record<string, Reach>)[name!]!,
      thumb: set === "T32",
      address: Number.parseInt(address!, 16),
      bytes: Buffer.from(bytes!.replaceAll(" ", ""), "hex"),
      end: end as Vector["end"],
      target: Number.parseInt(target!, 16),
    };
  });

const reachNames = Object.entries(slabs)
  .filter(([, value]) => typeof value === "object" && "pcOffset" in value)
  .map(([name]) => name);
const allReaches = reachNames.map((name) => (slabs as unknown as Record<string, Reach>)[name]!);

/** The target that objdump prints, or what its PC and immediate make where it prints none (ADR as ADD and SUB). */
function disassembledTarget(vector: Vector): number {
  const folder = mkdtempSync(join(tmpdir(), "reach-"));
  try {
    const file = join(folder, "code");
    writeFileSync(file, vector.bytes);
    const text = execFileSync(
      "arm-linux-gnueabihf-objdump",
      ["-D", "-b", "binary", "-m", "arm", `--adjust-vma=0x${vector.address.toString(16)}`].concat(
        vector.thumb ? ["-M", "force-thumb", file] : [file],
      ),
      { encoding: "utf8" },
    );
    const line = text.trim().split("\n").at(-1)!;
    const printed = /\b0x([0-9a-f]{7,8})\b/.exec(line);
    if (printed !== null) return Number.parseInt(printed[1]!, 16);
    const [, operation, immediate] = /\t(add|addw|sub|subw)\tr0, pc, #(\d+)/.exec(line)!;
    const pc = vector.address + (vector.thumb ? 4 : 8);
    return pc - (pc % 4) + (operation!.startsWith("add") ? 1 : -1) * Number(immediate);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hasObjdump = ((): boolean => {
  try {
    execFileSync("arm-linux-gnueabihf-objdump", ["--version"]);
    return true;
  } catch {
    return false;
  }
})();

describe("the reach of an instruction", () => {
  it("is known for every encoding with a vector, and has both ends among the vectors", () => {
    const ends = new Set(vectors.map(({ name, end }) => `${name} ${end}`));
    const wanted = reachNames.filter((name) => name !== "T32_TBB" && name !== "T32_TBH");
    expect(wanted.length).toBe(19);
    for (const name of wanted) {
      expect(ends, name).toContain(`${name} lowest`);
      expect(ends, name).toContain(`${name} highest`);
    }
  });

  it.each(vectors)("$name: its $end offset names $target, and one step beyond is out of reach", (vector) => {
    const { reach, address, bytes, end, target } = vector;
    expect(bytes.length).toBe(reach.instructionSize);
    expect(reaches(reach, address, target)).toBe(true);
    const beyond = end === "lowest" ? target - reach.step : target + reach.step;
    expect(reaches(reach, address, beyond)).toBe(false);
    const spec = targetsOf(reach, address);
    expect(end === "lowest" ? spec.from : spec.to - reach.step).toBe(target);
  });

  it.runIf(hasObjdump).each(vectors)("$name at $address: objdump agrees on the $end target", (vector) => {
    expect(disassembledTarget(vector)).toBe(vector.target);
  });

  it("needs targets at its step", () => {
    // 0x8000: ea000000 b 0x8008
    expect(reaches(slabs.A32_B, 0x8000, 0x8008)).toBe(true);
    expect(reaches(slabs.A32_B, 0x8000, 0x800a)).toBe(false);
    expect(reaches(slabs.A32_BLX, 0x8000, 0x800a)).toBe(true);
  });

  it("does not count on the wrap at 2^32", () => {
    expect(reaches(slabs.A32_B, 0xffff_fff0, 0)).toBe(false);
    expect(targetsOf(slabs.A32_B, 0xffff_fff0).to).toBe(2 ** 32);
    expect(targetsOf(slabs.A32_B, 0x1000).from).toBe(0);
  });

  it("refuses a Thumb bit, half words in A32, and what is no address", () => {
    refusal(() => reaches(slabs.T32_B_W, 0x8001, 0x8000), "invalid-alignment", { address: 0x8001, alignment: 2 });
    refusal(() => targetsOf(slabs.A32_B, 0x8002), "invalid-alignment", { alignment: 4 });
    refusal(() => reaches(slabs.A32_B, 0x8000, -4), "invalid-range");
    refusal(() => reaches(slabs.A32_B, 0x8000, 2 ** 32), "invalid-range");
    refusal(() => reaches(slabs.A32_B, Number.NaN, 0), "invalid-range");
    refusal(() => sourcesOf(slabs.A32_B, 0.5), "invalid-range");
  });

  it("puts every source of sourcesOf in reach, and loses at most the rounding of PC at its ends", () => {
    property(
      "sources",
      500,
      fc.record({
        reach: fc.constantFrom(...allReaches),
        target: fc.integer({ min: 0x1000_0000, max: 0x2000_0000 }).map((at) => at * 4),
      }),
      ({ reach, target }) => {
        const { from, to } = sourcesOf(reach, target);
        const unit = reach.instructionAlignment;
        const first = Math.ceil(from / unit) * unit;
        const last = Math.floor((to - reach.instructionSize) / unit) * unit;
        for (let i = 0; i < 4; i++) {
          for (const address of [first + i * unit, last - i * unit]) {
            const pc = address + reach.pcOffset;
            const offset = target - (pc - (pc % reach.pcAlignment));
            if (first <= address && address <= last) {
              expect(offset >= reach.lowest && offset <= reach.highest).toBe(true);
            }
          }
        }
        expect(reaches(reach, first - 4, target) && reaches(reach, first - 8, target)).toBe(false);
        expect(reaches(reach, last + 4, target) && reaches(reach, last + 8, target)).toBe(false);
      },
    );
  });
});

describe("mutual reach", () => {
  it("is one word short of 32 MiB for A32 B, and 16 MiB for T32 B.W", () => {
    expect(mutualSpan(slabs.A32_B)).toBe(32 * 2 ** 20 - 4);
    expect(mutualSpan(slabs.T32_B_W)).toBe(16 * 2 ** 20);
  });

  it("is nothing for instructions that reach forward only", () => {
    for (const reach of [slabs.T16_CBZ, slabs.T16_LDR_LITERAL, slabs.T16_ADR, slabs.T32_TBB, slabs.T32_TBH]) {
      expect(mutualSpan(reach)).toBe(0);
    }
  });

  it("holds from each end of the span to the other, and fails one step further", () => {
    for (const reach of allReaches) {
      const span = mutualSpan(reach);
      if (span === 0) continue;
      const base = 0x1000_0000;
      const unit = reach.instructionAlignment;
      const lastInstruction = base + Math.floor((span - reach.instructionSize) / unit) * unit;
      const lastTarget = base + Math.floor((span - reach.step) / reach.step) * reach.step;
      const exact = (from: number, to: number): boolean => {
        const pc = from + reach.pcOffset;
        const offset = to - (pc - (pc % reach.pcAlignment));
        return offset >= reach.lowest && offset <= reach.highest;
      };
      expect(exact(lastInstruction, base), reach.name).toBe(true);
      expect(exact(base, lastTarget), reach.name).toBe(true);
      expect(exact(base + unit, lastTarget), reach.name).toBe(true);
      expect(exact(lastInstruction + 4, base) && exact(base, lastTarget + 4), reach.name).toBe(false);
    }
  });

  it("gives the place for neighbours on both sides", () => {
    const spec = neighboursOf(slabs.T32_B_W, { base: 0x4000_0000, size: 0x10_0000 });
    expect(spec).toEqual({ near: 0x4008_0000, from: 0x4010_0000 - 2 ** 24, to: 0x4000_0000 + 2 ** 24 });
  });

  it("refuses a range that does not reach across itself", () => {
    const error = refusal(() => neighboursOf(slabs.T32_B_W, { base: 0x1000, size: 2 ** 24 + 2 }), "out-of-reach", {
      size: 2 ** 24 + 2,
      span: 2 ** 24,
    });
    expect(error.message).toContain("16777218 bytes at 0x1000");
    expect(error.message).toContain("16777216 bytes");
    refusal(() => neighboursOf(slabs.T32_B_W, { base: 0xffff_f000, size: 0x2000 }), "invalid-range");
  });
});
