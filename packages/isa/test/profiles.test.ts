import { assemble } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { featureSets, type ProcessorName, t32Decoder, t32Table } from "../src/index.js";
import { assemblyText } from "./support/assembly-text.js";
import { Random } from "./support/random.js";
import { draw, formsOf, nameOf, type Sample } from "./support/samples.js";

/** `ARMSTALKER_SEED` repeats a run. */
const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 2 ** 31);

/** What GNU as takes for a core, and the manuals do not, or the reverse. */
const knownDifferences: readonly { readonly rows: RegExp; readonly cores: RegExp; readonly reason: string }[] = [
  {
    rows: /^(?:SETEND|BXJ|CPS_T2|HLT|DCPS\d|BL_i_T2|SUB_i_T5)_?/,
    cores: /m/,
    reason: "GNU as takes it for the M profile",
  },
  { rows: /^(?:CSDB|SSBB|PSSBB)_/, cores: /./, reason: "GNU as takes it as a hint or barrier of all cores" },
  { rows: /^(?:MRS_T1|MSR_r_T1)$/, cores: /m/, reason: "the M profile has other names for the registers" },
  { rows: /^SVC_/, cores: /v6-m/, reason: "GNU as knows ARMv6-M cores without it" },
  {
    rows: /^UDF_T2$/,
    cores: /v6-m|base/,
    reason: "GNU as does not know that the smallest cores have it (DDI 0419, A5.3.1)",
  },
  { rows: /^MOV_[ir]_T[23]$/, cores: /v6-m|base/, reason: "GNU as takes MOVW or a 16-bit shift instead" },
  { rows: /^SUB_i_T5$/, cores: /v7/, reason: "GNU as has the name ERET for the virtualization extensions alone" },
  { rows: /^MRC2_flags_/, cores: /./, reason: "GNU as has no flags as the destination of MRC2" },
];

/** What GNU as says of instructions that the core has, with other operands. */
const OPERANDS = /r13 not allowed|cannot honor width suffix|'A' form|branch out of range|invalid barrier type/;

/** One sample of each way to write each row of T32, outside of IT blocks. */
function samples(): Sample[] {
  const random = new Random(seed);
  return formsOf(t32Table()).flatMap((form) => {
    for (let index = 0; index < 60; index++) {
      const sample = draw(form, t32Decoder(), index, random);
      if (sample !== null && sample.it === "outside" && !/^V|^F/.test(form.candidate.row.id)) return [sample];
    }
    return [];
  });
}

/** Not covered: floating point, and the special registers of the M profile. */
describe(`what cores lack, seed ${seed}`, () => {
  const all = samples();

  it.each(["armv6-m", "armv7-m", "armv7e-m", "armv8-m.base", "armv8-m.main", "armv7-r", "armv7-a"] as const)(
    "%s has the instructions that GNU as takes for it",
    (name: ProcessorName) => {
      const results = assemble(
        "gnu",
        "t32",
        all.map((each) => assemblyText(each, "gnu")),
        {
          address: all[0]!.address,
          gnu: { arch: name, fpu: "softvfp" },
        },
      );
      const unexpected: string[] = [];
      let compared = 0;
      all.forEach(({ form }, index) => {
        const { row } = form.candidate;
        const ours = (row.features & ~featureSets[name]) === 0;
        const { error = "" } = results[index]!;
        const theirs = error === "" || OPERANDS.test(error);
        compared++;
        if (ours === theirs) return;
        if (knownDifferences.some(({ rows, cores }) => rows.test(row.id) && cores.test(name))) return;
        unexpected.push(
          `${nameOf(form)}: ${ours ? "we" : "only GNU as"} — ${assemblyText(all[index]!, "gnu")}: ${error}`,
        );
      });
      expect(unexpected).toEqual([]);
      expect(compared).toBeGreaterThan(350);
    },
  );
});
