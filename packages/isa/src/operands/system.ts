import type { Row } from "../row.js";
import type { OperandCodec } from "./codec.js";
import type { CodecFactory } from "./index.js";
import type { ImmediateOperand } from "./operand.js";
import { fixedOptionCodec, optionCodec } from "./option.js";

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, number) => prefix + number);

/** CPSR or SPSR with the fields of a mask, in the disassembler's order (A8.8.111: 8 is f, 4 s, 2 x, 1 c). */
const statusFields = (register: string): string[] =>
  Array.from({ length: 16 }, (_, mask) =>
    [..."fsxc"].reduce((name, letter, index) => name + ((mask << index) & 8 ? letter : ""), `${register}_`),
  );

/** The names that the application's manual has for the parts of CPSR that a program may write. */
const applicationFields = { apsr_nzcvq: 8, apsr_g: 4, apsr_nzcvqg: 12 };

/** The registers of other modes, by R:SYSm (B9.2.3). */
const bankedRegisters: readonly string[] = /* @__PURE__ */ [
  "R8_usr R9_usr R10_usr R11_usr R12_usr SP_usr LR_usr . R8_fiq R9_fiq R10_fiq R11_fiq R12_fiq SP_fiq LR_fiq .",
  "LR_irq SP_irq LR_svc SP_svc LR_abt SP_abt LR_und SP_und . . . . LR_mon SP_mon ELR_hyp SP_hyp",
  ". . . . . . . . . . . . . . SPSR_fiq .",
  "SPSR_irq . SPSR_svc . SPSR_abt . SPSR_und . . . . . SPSR_mon . SPSR_hyp .",
].flatMap((line) => line.split(" ").map((name) => (name === "." ? "" : name)));

/** A whole encoding, of which nothing more is known than its row. */
function wordCodec(row: Row): OperandCodec {
  const text = (word: number): string => `0x${word.toString(16).padStart(2 * row.size, "0")}`;
  return {
    name: "word",
    access: "read",
    uses: [],
    bits: [],
    inputType: "number",
    accepts: (input) => typeof input === "number",
    encode: (input, context) =>
      (((input as number) ^ row.value) & row.mask) === 0
        ? (input as number)
        : context.fail("out-of-range", "word", input, `an encoding of ${row.id}`),
    decode: ({ word }): ImmediateOperand => ({ kind: "immediate", value: word, access: "read", input: word }),
    format: ({ word }) => text(word),
  };
}

/** @internal The operands of coprocessor and status register instructions; docs/rows.md explains each. */
export const systemFactories: Readonly<Record<string, CodecFactory>> = {
  coproc: ({ args: [field = ""], bits }) => ({
    ...optionCodec("coproc", bits(field), numbered("p", 16), String),
    format: ({ word }) => `${bits(field).get(word)}`,
  }),
  CR: ({ args: [field = ""], bits }) => ({
    ...optionCodec(field, bits(field), numbered("c", 16), String),
    format: ({ word }) => `cr${bits(field).get(word)}`,
  }),
  psr: ({ args: [register = ""], access }) => ({
    ...fixedOptionCodec(register, access),
    inputType: register === "CPSR" ? '"CPSR" | "APSR"' : '"SPSR"',
    accepts: (input) =>
      typeof input === "string" && [register, register.replace("C", "A")].includes(input.toUpperCase()),
  }),
  psrfields: ({ args: [register = "", mask = ""], bits, access }) => ({
    ...optionCodec(
      "spec_reg",
      bits(mask),
      statusFields(register),
      null,
      register === "CPSR" ? applicationFields : undefined,
    ),
    access,
  }),
  word: ({ row }) => wordCodec(row),
  banked: ({ args: [fields = ""], bits, access }) => ({
    ...optionCodec(
      "banked_reg",
      bits(fields),
      bankedRegisters,
      (value) => `(UNDEF: ${value + (value < 32 ? 32 : 64)})`,
    ),
    access,
  }),
};
