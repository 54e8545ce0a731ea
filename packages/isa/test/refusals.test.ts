import { describe, expect, it } from "vitest";
import type { Decoder } from "../src/decoder.js";
import { type EncodeOptions, encodeFirst, type Place } from "../src/encode.js";
import { IsaError, type IsaErrorCode } from "../src/errors.js";
import { Feature, featureNames, featureSets } from "../src/features.js";
import { decodersOf } from "../src/operands/decoders.js";
import type { OperandInput } from "../src/operands/operand.js";
import type { Rule } from "../src/predicate.js";
import type { InstructionTable } from "../src/table.js";
import { a32Decoder, a32FullTable, t32Decoder, t32FullTable } from "../src/tables.js";
import { mayOmitDestination } from "../src/two-operands.js";
import { outsideInputs } from "./support/outside-inputs.js";
import { Random } from "./support/random.js";
import { draw, drawWord, type Form, formsOf, nameOf, type Sample } from "./support/samples.js";

/** `ARMSTALKER_SEED` repeats a run. */
const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 2 ** 31);
/** Instructions of each mnemonic and syntax of each row whose operands are moved out of their ranges, one at a time. */
const perForm = 6;

interface Expected {
  readonly code: IsaErrorCode;
  readonly operand?: string | null;
  readonly value?: unknown;
  readonly allowed?: string;
}

/** Tries to encode what must be refused, and collects what was not, or not with the right error. */
class Refusals {
  count = 0;
  readonly wrong: string[] = [];
  readonly #seen = new Set<string>();

  refuse(form: Form, inputs: readonly OperandInput[], place: Place, options: EncodeOptions, expected: Expected): void {
    this.count++;
    const say = (what: string): void => {
      const key = `${nameOf(form)} ${expected.code} ${expected.operand}`;
      if (!this.#seen.has(key)) this.wrong.push(`${nameOf(form)}(${inputs.map(String).join("; ")}): ${what}`);
      this.#seen.add(key);
    };
    try {
      const { word } = encodeFirst(form.mnemonic, [form.candidate], inputs, place, options);
      say(`encoded as 0x${(word >>> 0).toString(16)} what must be refused: ${JSON.stringify(expected)}`);
    } catch (error) {
      if (!(error instanceof IsaError)) throw error;
      const { code, operand, value, allowed, mnemonic, message } = error;
      const { code: wantedCode, operand: wantedOperand, value: wantedValue, allowed: wantedAllowed } = expected;
      const right =
        code === wantedCode &&
        (wantedOperand === undefined || (wantedOperand ?? undefined) === operand) &&
        (wantedValue === undefined || Object.is(wantedValue, value)) &&
        (wantedAllowed === undefined || allowed?.includes(wantedAllowed)) &&
        mnemonic === form.mnemonic &&
        allowed !== undefined &&
        allowed !== "" &&
        message.includes(form.mnemonic);
      if (!right) say(`${code} of ${operand}, ${String(value)}: "${message}", not ${JSON.stringify(expected)}`);
    }
  }
}

const optionsOf = ({ condition }: Pick<Sample, "condition">, more: Partial<EncodeOptions> = {}): EncodeOptions => ({
  condition,
  size: 0,
  encoding: "",
  features: featureSets.all,
  allowUnpredictable: false,
  ...more,
});

/** Runs through all forms of a table with a few instructions of each. */
function forEachSample(
  table: InstructionTable,
  decoder: Decoder,
  random: Random,
  count: number,
  visit: (form: Form, sample: Sample) => void,
): void {
  for (const form of formsOf(table)) {
    for (let index = 0, found = 0; index < 100 && found < count; index++) {
      const sample = draw(form, decoder, index, random);
      if (sample === null) continue;
      found++;
      visit(form, sample);
    }
  }
}

const wordOr = (encode: () => number): number | IsaErrorCode => {
  try {
    return encode() >>> 0;
  } catch (error) {
    if (error instanceof IsaError) return error.code;
    throw error;
  }
};

/** The rules by which words of a row are UNPREDICTABLE or UNDEFINED, one after the other; as far as operands can break them. */
function refuseRules(form: Form, rule: Rule | null, code: IsaErrorCode, random: Random, refusals: Refusals): void {
  const { row, syntax, setsFlags } = form.candidate;
  const address = 0x0800_0000;
  const inItOnly = row.set === "t32" && row.setFlags === null && syntax.tail.includes("{s}") && !setsFlags;
  const place: Place = { address, it: inItOnly ? "last" : "outside" };
  // Rules of vectors are about a bit or two: they are met soon, or never by this syntax.
  const attempts = /^(vfp|simd|crypto)/.test(row.class) ? 60 : 400;
  for (const { all } of rule?.alternatives ?? []) {
    for (let index = 0, found = 0; index < attempts && found < 2; index++) {
      const word = drawWord(form, index, random, all);
      const holds = [...all, ...syntax.when].every((each) => each.holds(word));
      if (!holds || (row.matches !== null && !row.matches.holds(word))) continue;
      const inputs = decodersOf(syntax).map((decoder) => decoder.decode({ row, word, address }).input);
      const condition = row.cond?.get(word) ?? 14;
      const encoded = wordOr(
        () =>
          encodeFirst(
            form.mnemonic,
            [form.candidate],
            inputs,
            place,
            optionsOf({ condition }, { allowUnpredictable: true }),
          ).word,
      );
      if (encoded !== (code === "unpredictable" ? word : code)) continue;
      found++;
      refusals.refuse(form, inputs, place, optionsOf({ condition }), { code });
    }
  }
}

describe.each([
  ["A32", a32FullTable, a32Decoder],
  ["T32", t32FullTable, t32Decoder],
] as const)(`what ${"%s"} cannot encode, seed ${seed}`, (name, tableOf, decoderOf) => {
  const table = tableOf();
  const decoder = decoderOf();

  const check = (what: string, fill: (refusals: Refusals, random: Random) => void): void => {
    const refusals = new Refusals();
    fill(refusals, new Random(seed));
    console.log(`${name}, seed ${seed}: ${refusals.count} refusals of ${what}`);
    expect(refusals.wrong).toEqual([]);
    expect(refusals.count).toBeGreaterThan(0);
  };

  it("refuses each operand just outside of its range, naming it, its value and the range", () =>
    check("operands", (refusals, random) =>
      forEachSample(table, decoder, random, perForm, (form, sample) => {
        const { inputs, address, it, condition } = sample;
        inputs.forEach((_, index) => {
          const outside = outsideInputs(sample, index);
          if (outside.length === 0) refusals.wrong.push(`${nameOf(form)}: nothing is outside of operand ${index}`);
          for (const { input, ...expected } of outside) {
            const moved = inputs.with(index, input);
            refusals.refuse(form, moved, { address, it }, optionsOf({ condition }), expected);
          }
        });
      }),
    ));

  it.each(Object.entries(featureSets))("refuses what %s has not got, and nothing else", (_, features) =>
    check("instructions and registers that a processor lacks", (refusals, random) => {
      let encoded = 0;
      forEachSample(table, decoder, random, 2, (form, { inputs, address, it, condition, word }) => {
        const { row } = form.candidate;
        const missing = row.features & ~features;
        const place = { address, it };
        const options = optionsOf({ condition }, { features });
        if (missing !== 0) {
          const value = featureNames(missing).join(", ");
          refusals.refuse(form, inputs, place, options, { code: "missing-feature", operand: "features", value });
          return;
        }
        const result = wordOr(() => encodeFirst(form.mnemonic, [form.candidate], inputs, place, options).word);
        // Of a CPU without d32 the D and Q registers from d16 and q8 on are missing.
        if (result === "missing-feature" && (features & Feature.d32) === 0)
          refusals.refuse(form, inputs, place, options, { code: "missing-feature", allowed: "d15" });
        else if (result !== word) refusals.wrong.push(`${nameOf(form)}: ${result}`);
        else encoded++;
      });
      // The M profile has no A32.
      if (name === "A32" && (features & Feature.ar) === 0) expect(encoded).toBe(0);
      else expect(encoded).toBeGreaterThan(100);
      // All features lack nothing: a refusal that is always there.
      if (features === featureSets.all) refusals.count++;
    }),
  );

  it("refuses a wrong number of operands", () =>
    check("operand counts", (refusals, random) =>
      forEachSample(table, decoder, random, perForm, (form, { inputs, address, it, condition }) => {
        // A destination may be left out or written once more: a wrong number is then further off.
        const more = mayOmitDestination(form.mnemonic) && inputs.length === 2 ? [0, 0] : [0];
        const fewer = mayOmitDestination(form.mnemonic) && inputs.length === 3 ? 2 : 1;
        for (const wrong of [[...inputs, ...more], inputs.slice(fewer)]) {
          if (wrong.length === inputs.length) continue;
          refusals.refuse(form, wrong, { address, it }, optionsOf({ condition }), { code: "operand-count" });
        }
      }),
    ));

  it("refuses what the manual says is UNPREDICTABLE or UNDEFINED, rule by rule", () =>
    check("UNPREDICTABLE and UNDEFINED operands", (refusals, random) => {
      for (const form of formsOf(table)) {
        const { row } = form.candidate;
        refuseRules(form, row.unpredictableWhen, "unpredictable", random, refusals);
        refuseRules(form, row.undefinedWhen, "not-encodable", random, refusals);
      }
    }));

  it("refuses conditions, places, lengths, encodings and CPUs that a row is not for", () =>
    check("places and options", (refusals, random) =>
      forEachSample(table, decoder, random, perForm, (form, sample) => {
        const { inputs, address, it, condition } = sample;
        const { row, syntax, setsFlags } = form.candidate;
        const refuse = (expected: Expected, place: Partial<Place>, more: Partial<EncodeOptions> = {}): void =>
          refusals.refuse(form, inputs, { address, it, ...place }, optionsOf(sample, more), expected);
        if (row.features !== 0) {
          const missing = featureNames(row.features).join(", ");
          refuse({ code: "missing-feature", operand: "features", value: missing }, {}, { features: 0 });
        }
        refuse({ code: "not-encodable", operand: "encoding", value: "Z9", allowed: row.id }, {}, { encoding: "Z9" });
        const size = row.size === 2 ? 4 : 2;
        refuse({ code: "not-encodable", operand: "width", value: size, allowed: `${row.size}` }, {}, { size });
        const takesCondition = row.cond !== null && syntax.tail.includes("{c}");
        if (row.set === "a32") {
          if (!takesCondition)
            refuse({ code: "condition-not-allowed", operand: "condition", value: 0 }, {}, { condition: 0 });
          return;
        }
        if (row.cond !== null) {
          refuse({ code: "condition-not-allowed", operand: "condition" }, {}, { condition: 14 });
        } else if (it === "outside") {
          refuse({ code: "it-block", operand: "condition", value: 0 }, {}, { condition: 0 });
        }
        if (row.it === "outside") refuse({ code: "it-block", operand: "place" }, { it: "last" });
        const writesPc = (decoder.instruction(sample.word, row.size, address).writtenMask & 0x8000) !== 0;
        if (row.it === "last" || (row.it === "any" && writesPc)) {
          if (setsFlags === (row.setFlags === null && syntax.tail.includes("{s}"))) {
            refuse({ code: "it-block", operand: "place" }, { it: "inside" }, { condition });
          }
        }
        if (row.setFlags === null && syntax.tail.includes("{s}")) {
          refuse(
            { code: "flags-not-allowed", operand: "s", value: setsFlags },
            { it: setsFlags ? "last" : "outside" },
            { condition: 14 },
          );
        }
      }),
    ));
});
