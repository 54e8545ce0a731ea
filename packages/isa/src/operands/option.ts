import { isWithin } from "../range.js";
import { type OperandDecoder, OperandEncoder } from "./codec.js";
import { immediateOperand, isNumber } from "./immediate.js";
import type { OptionOperand } from "./operand.js";
import type { Slot } from "./slot.js";

/** A kind of operand that goes by names. */
interface Options {
  /** The operand in the manual's notation, for messages; that of the kind if it is left out. */
  readonly name?: string;
  /** The names in the order of their values, `.` for a value that has none. */
  readonly names: string;
  /** Names in lower case that are taken besides, with their values. */
  readonly synonyms?: Readonly<Record<string, number>>;
  /** True if numbers are taken, too. */
  readonly numbers?: boolean;
}

/** The names of the values of 4 bits. */
const sixteen = (nameOf: (value: number) => string): string =>
  Array.from({ length: 16 }, (_, value) => nameOf(value)).join(" ");

/** CPSR or SPSR with the fields of a mask, in the disassembler's order (A8.8.111: 8 is f, 4 s, 2 x, 1 c). */
const statusFields = (register: string): string =>
  sixteen((mask) =>
    [..."fsxc"].reduce((name, letter, index) => name + ((mask << index) & 8 ? letter : ""), `${register}_`),
  );

/** The registers of other modes, by R:SYSm (B9.2.3). */
const bankedRegisters: string =
  "usr fiq ".replace(/\w+/g, "R8_$& R9_$& R10_$& R11_$& R12_$& SP_$& LR_$& .") +
  "irq svc abt und . . . . mon ".replace(/\w+/g, "LR_$& SP_$&") +
  "ELR_hyp SP_hyp . . . . . . . . . . . . . . SPSR_fiq . " +
  "SPSR_irq . SPSR_svc . SPSR_abt . SPSR_und . . . . . SPSR_mon . SPSR_hyp .";

const kinds: Readonly<Record<string, Options>> = {
  barrier: {
    names: ". oshld oshst osh . nshld unst un . ishld ishst ish . ld st sy",
    synonyms: { nshst: 6, nsh: 7 },
    numbers: true,
  },
  isb: { names: ". . . . . . . . . . . . . . . sy", numbers: true },
  endian: { names: "le be" },
  iflags: { names: "none f i if a af ai aif" },
  condition: {
    name: "firstcond",
    names: "eq ne cs cc mi pl vs vc hi ls ge lt gt le al <und>",
    synonyms: { hs: 2, lo: 3 },
  },
  banked: { name: "banked_reg", names: bankedRegisters, numbers: true },
  fpreg: {
    name: "spec_reg",
    names: "fpsid fpscr . . . mvfr2 mvfr1 mvfr0 fpexc fpinst fpinst2",
    numbers: true,
  },
};

/** What depends on more than the kind: numbered names, and the fields of a register. */
function kindOf(slot: Slot): Options {
  const { kind, args } = slot;
  if (kind === "coproc") return { names: sixteen((value) => `p${value}`), numbers: true };
  if (kind === "CR") return { name: slot.name, names: sixteen((value) => `c${value}`), numbers: true };
  if (kind !== "psrfields") return kinds[kind]!;
  // The names that the application's manual has for the parts of CPSR that a program may write.
  const synonyms = args[0] === "CPSR" ? { apsr_nzcvq: 8, apsr_g: 4, apsr_nzcvqg: 12 } : {};
  return { name: "spec_reg", names: statusFields(args[0]!), synonyms };
}

/** The options of a slot. Its last argument is the field. */
const optionsOf = (slot: Slot) => {
  const { name = slot.kind, names, synonyms = {}, numbers = false } = kindOf(slot);
  const each = names.split(" ").map((text) => (text === "." ? "" : text));
  return { name, names: each, synonyms, numbers, bits: slot.bits(slot.args.length - 1) };
};

/** @internal Operands that go by names: `barrier(option)`, `psrfields(CPSR,mask)` and so on. */
export function optionEncoder(slot: Slot): OperandEncoder {
  const { name, names, synonyms, numbers, bits } = optionsOf(slot);
  const named = names.filter((each) => each !== "");
  const values = new Map(Object.entries(synonyms));
  for (const each of named) values.set(each.toLowerCase(), names.indexOf(each));
  return new OperandEncoder(
    name,
    [bits],
    (input) => typeof input === "string" || (numbers && isNumber(input)),
    (input, context) => {
      if (typeof input === "string") {
        const value = values.get(input.toLowerCase());
        return value === undefined ? context.outOfRange(name, input, named.join(", ")) : bits.put(value);
      }
      return isWithin(input, 0, bits.mask) ? bits.put(input) : context.outOfRange(name, input, `0 to ${bits.mask}`);
    },
  );
}

/** How the disassembler prints values that have no name. */
const unnamed: Readonly<Record<string, (value: number) => string>> = {
  barrier: (value) => `#${value}`,
  isb: (value) => `#${value}`,
  banked: (value) => `(UNDEF: ${value + (value < 32 ? 32 : 64)})`,
  fpreg: (value) => `<impl def 0x${value.toString(16)}>`,
};

/** What it prints in the place of other names. */
const printed: Readonly<Record<string, (value: number) => string>> = {
  coproc: String,
  CR: (value) => `cr${value}`,
};

/** @internal */
export function optionDecoder(slot: Slot): OperandDecoder {
  const { names, synonyms, numbers, bits } = optionsOf(slot);
  const nameOf = (value: number): string => names[value] || (unnamed[slot.kind] ?? String)(value);
  const textOf = printed[slot.kind] ?? nameOf;
  const taken = [...names.filter((name) => name !== ""), ...Object.keys(synonyms)].map((name) => JSON.stringify(name));
  return {
    uses: [],
    inputType: (numbers ? [...taken, "number"] : taken).join(" | "),
    decode({ word }): OptionOperand {
      const value = bits.get(word);
      return { kind: "option", name: nameOf(value), access: slot.access, input: names[value] || value };
    },
    format: ({ word }) => textOf(bits.get(word)),
  };
}

/** The name of a register that the encoding fixes. */
const fixedName = ({ kind, args }: Slot): string => (kind === "psr" ? args[0]! : kind);

/** Application programs call CPSR by another name. */
const applicationName = (name: string): string => name.replace(/^C/, "A");

/** @internal `psr(CPSR)`, `APSR_nzcv()`, `fpscr()`: a name that the encoding fixes. */
export function fixedOptionEncoder(slot: Slot): OperandEncoder {
  const name = fixedName(slot);
  const taken = [name, applicationName(name)].map((each) => each.toLowerCase());
  return new OperandEncoder(
    name,
    [],
    (input) => typeof input === "string" && taken.includes(input.toLowerCase()),
    () => 0,
  );
}

/** @internal */
export function fixedOptionDecoder(slot: Slot): OperandDecoder {
  const name = fixedName(slot);
  return {
    uses: [],
    inputType: [...new Set([name, applicationName(name)])].map((each) => JSON.stringify(each)).join(" | "),
    decode: (): OptionOperand => ({ kind: "option", name, access: slot.access, input: name }),
    format: () => name,
  };
}

/** @internal `word()`: a whole encoding, of which nothing more is known than its row. */
export const wordEncoder = ({ row }: Slot): OperandEncoder =>
  new OperandEncoder("word", [], isNumber, (input, context) =>
    (((input as number) ^ row.value) & row.mask) === 0
      ? (input as number)
      : context.outOfRange("word", input, `an encoding of ${row.id}`),
  );

/** @internal */
export const wordDecoder = ({ row }: Slot): OperandDecoder => ({
  uses: [],
  inputType: "number",
  decode: ({ word }) => immediateOperand(word),
  format: ({ word }) => `0x${word.toString(16).padStart(2 * row.size, "0")}`,
});
