import type { Bits } from "../bits.js";
import { conditionNames } from "../conditions.js";
import type { OperandCodec } from "./codec.js";
import type { Access, OptionOperand } from "./operand.js";

/**
 * @internal An operand that goes by names: entry n of `names` is the field's value n, an empty name one that is printed as a number.
 *
 * @param numbers - how a value without a name is printed; null if such a value cannot be written
 * @param synonyms - names in lower case that are taken besides, with their values
 */
export function optionCodec(
  name: string,
  bits: Bits,
  names: readonly string[],
  numbers: ((value: number) => string) | null,
  synonyms: Readonly<Record<string, number>> = {},
): OperandCodec {
  const values = new Map([
    ...names.map((each, value) => [each.toLowerCase(), value] as const),
    ...Object.entries(synonyms),
  ]);
  const nameOf = (value: number): string => names[value] || (numbers === null ? `${value}` : numbers(value));
  return {
    name,
    access: "read",
    uses: [],
    bits: [bits],
    inputType: `${names
      .concat(Object.keys(synonyms))
      .filter(Boolean)
      .map((each) => JSON.stringify(each))
      .concat(numbers === null ? [] : ["number"])
      .join(" | ")}`,
    accepts: (input) => typeof input === "string" || (numbers !== null && typeof input === "number"),
    encode(input, context) {
      const allowed = names.filter(Boolean).join(", ");
      if (typeof input === "number") {
        return Number.isInteger(input) && input >= 0 && input <= bits.mask
          ? bits.put(input)
          : context.fail("out-of-range", name, input, `0 to ${bits.mask}`);
      }
      const value = values.get((input as string).toLowerCase());
      return value === undefined || input === "" ? context.fail("out-of-range", name, input, allowed) : bits.put(value);
    },
    decode({ word }): OptionOperand {
      const value = bits.get(word);
      return { kind: "option", name: nameOf(value), access: "read", input: names[value] ? names[value] : value };
    },
    format: ({ word }) => nameOf(bits.get(word)),
  };
}

/** @internal The condition of an IT block, spelled as the GNU disassembler does; `hs` and `lo` are taken, too. */
export function conditionCodec(bits: Bits): OperandCodec {
  const codec = optionCodec("firstcond", bits, [...conditionNames.map(gnuCondition), "<und>"], null);
  return {
    ...codec,
    encode: (input, context) => codec.encode(gnuCondition(input as string), context),
  };
}

const gnuCondition = (name: string): string => (name === "hs" ? "cs" : name === "lo" ? "cc" : name);

/** @internal A name that the encoding fixes: `APSR_nzcv`, `fpscr`. */
export function fixedOptionCodec(name: string, access: Access): OperandCodec {
  return {
    name,
    access,
    uses: [],
    bits: [],
    inputType: JSON.stringify(name),
    accepts: (input) => typeof input === "string" && input.toLowerCase() === name.toLowerCase(),
    encode: () => 0,
    decode: (): OptionOperand => ({ kind: "option", name, access, input: name }),
    format: () => name,
  };
}

/** @internal The lists of names by the token that rows use for them. */
export const optionNames: Readonly<Record<string, readonly string[]>> = {
  barrier: ["", "oshld", "oshst", "osh", "", "nshld", "unst", "un", "", "ishld", "ishst", "ish", "", "ld", "st", "sy"],
  isb: ["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "sy"],
  endian: ["le", "be"],
  iflags: ["none", "f", "i", "if", "a", "af", "ai", "aif"],
};
