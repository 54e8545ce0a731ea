import type { Instruction } from "../../src/instruction.js";
import { t32Text } from "./llvm-text-t32.js";
import { vectorArithmetic } from "./llvm-text-vector.js";

/** Makes mnemonic and operands those of the GNU disassembler; null if there is nothing to do. */
export type Rule = (mnemonic: string, operands: string, instruction: Instruction) => readonly [string, string] | null;

const hexadecimal = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, "0")}`;
const numberOf = (operands: string): number => Number(operands.replace(/^#/, ""));

/** Branches: an absolute target for the distance from PC. */
const branches: Rule = (mnemonic, operands, { address, row }) => {
  if (!/^#-?\d+$/.test(operands.split(", ").at(-1)!)) return null;
  const parts = operands.split(", ");
  const pc = address + (row.set === "a32" ? 8 : 4);
  const base = row.set === "t32" && mnemonic.startsWith("blx") ? pc - (pc % 4) : pc;
  const target = (base + numberOf(parts.at(-1)!) + 2 ** 32) % 2 ** 32;
  return [mnemonic, [...parts.slice(0, -1), hexadecimal(target, 0)].join(", ")];
};

/** Coprocessors: `p15, #0, r1, c2, c3, #4` is `15, 0, r1, cr2, cr3, {4}`. */
const coprocessors: Rule = (mnemonic, operands) => {
  let text = operands
    .replace(/^p/, "")
    .replace(/\bc(\d+)/g, "cr$1")
    .replace("apsr_nzcv", "APSR_nzcv");
  if (/^(cdp|mcr|mrc|mrrc)/.test(mnemonic)) text = text.replace(/, #(\d+)/, ", $1").replace(/#(\d+)$/, "{$1}");
  return [mnemonic, text];
};

const statusRegisters: Readonly<Record<string, string>> = {
  apsr: "CPSR",
  cpsr: "CPSR",
  spsr: "SPSR",
  APSR_nzcv: "CPSR_f",
  APSR_nzcvq: "CPSR_f",
  APSR_g: "CPSR_s",
  APSR_nzcvqg: "CPSR_fs",
};

/** Constants from 2^31 on are shown as negative. */
const signed = (operands: string): string =>
  operands.replace(/#(\d{10})/g, (_, digits: string) => `#${Number(digits) | 0}`);

/** Constants that are not in their shortest rotation are shown as byte and rotation. */
const rotated = (operands: string): string => signed(operands).replace(/(#\d+), #(\d+)$/, "$1, $2");

/** Status registers: those of the application's manual by their names in CPSR, those of other modes in upper case. */
const status: Rule = (mnemonic, operands) => [
  mnemonic,
  rotated(operands)
    .split(", ")
    .map((part) => statusRegisters[part] ?? part.replace(/^(r\d+|sp|lr|elr|spsr)(?=_)/i, (name) => name.toUpperCase()))
    .join(", "),
];

const exceptions: Rule = (mnemonic, operands) => {
  const value = numberOf(operands);
  if (mnemonic.startsWith("svc")) return [mnemonic, hexadecimal(value, 8)];
  if (/^(bkpt|hlt)/.test(mnemonic)) return [mnemonic, hexadecimal(value, 4)];
  if (/^(hvc|smc)/.test(mnemonic)) return [mnemonic, `${value}`];
  return null;
};

const hints: Rule = (mnemonic, operands) => {
  if (mnemonic.startsWith("hint") && operands === "#16") return [mnemonic.replace("hint", "esb"), ""];
  if (mnemonic.startsWith("hint")) return [mnemonic.replace("hint", "nop"), `{${numberOf(operands)}}`];
  return mnemonic.startsWith("nop") ? [mnemonic, "{0}"] : null;
};

const barriers: Rule = (mnemonic, operands) => [mnemonic, operands.replace("nshst", "unst").replace(/^nsh$/, "un")];

/** ADR, NOP. */
const dataProcessing: Rule = (mnemonic, operands, { row }) => {
  if (row.set === "a32" && mnemonic === "mov" && operands === "r0, r0") return ["nop", ""];
  const adr = /^adr(\w*)$/.exec(mnemonic);
  if (adr !== null && row.set === "a32") {
    const [register, constant = ""] = operands.split(", ");
    return constant.startsWith("#-") || row.id === "ADR_A2"
      ? [`sub${adr[1]}`, `${register}, pc, ${signed(constant.replace("-", ""))}`]
      : [`add${adr[1]}`, `${register}, pc, ${signed(constant)}`];
  }
  return [mnemonic, rotated(operands)];
};

const isSingle = (operands: string): boolean => /\{[^,]+\}/.test(operands);

/** Multiple transfers through the stack pointer of a single register; user registers; IA where it is spelt. */
const multiples: Rule = (mnemonic, operands, { row }) => {
  const text = operands.replace("} ^", "}^");
  if (row.set === "t32") return [mnemonic, text];
  const single = text.startsWith("sp!, {") && isSingle(text) && !text.endsWith("^");
  if (single && /^ldm(?!da|db|ib)/.test(mnemonic)) return [mnemonic.replace("ldm", "ldmfd"), text];
  if (single && mnemonic.startsWith("stmdb")) return [mnemonic.replace("stmdb", "stmfd"), text];
  const spelt = /^stm(?!da|db|ib)/.test(mnemonic) && /!, |\^$/.test(text);
  return [spelt ? mnemonic.replace("stm", "stmia") : mnemonic, text];
};

/** In A32 a pair goes by its first register, and PUSH and POP of one register are no STR and LDR. */
const transfers: Rule = (mnemonic, operands, { row }) => {
  if (row.set !== "a32") return null;
  if (/^(ldrd|strd|ldrexd)/.test(mnemonic)) return [mnemonic, operands.replace(/^(\w+), \w+/, "$1")];
  if (mnemonic.startsWith("strexd")) return [mnemonic, operands.replace(/^(\w+, \w+), \w+/, "$1")];
  const [register, rest] = operands.split(/, (.*)/s);
  if (rest === "[sp], #4" && row.id === "LDR_i_A1") return [mnemonic.replace("ldr", "pop"), `{${register}}`];
  if (rest === "[sp, #-4]!" && row.id === "STR_i_A1") return [mnemonic.replace("str", "push"), `{${register}}`];
  return null;
};

/** `{d0, d2}` is `{d0,d2}`, and registers in a row are a range, except for lanes. */
const structures = (list: string): string => {
  const registers = list.slice(1, -1).split(", ");
  const numbers = registers.map((name) => Number(/\d+/.exec(name)));
  const inRow = registers.length > 1 && numbers.every((number, index) => number === (numbers[0]! + index) % 32);
  return inRow && !/\[\d/.test(list) ? `{${registers[0]}-${registers.at(-1)}}` : `{${registers.join(",")}}`;
};

/** A list of consecutive registers is a range, but not in element and structure transfers, which have no spaces in lists. */
const vectors: Rule = (mnemonic, operands) => {
  if (/^v(ld|st)[1-4](..)?\./.test(mnemonic)) {
    const text = operands.replace(/\{[^}]*\}/, structures).replace(/\[(\w+):/, "[$1 :");
    return [mnemonic, text];
  }
  return [mnemonic, operands.replace(/\{(\w+), [^}]*?(\w+)\}/, "{$1-$2}")];
};

const rules: Readonly<Partial<Record<string, Rule>>> = {
  branch: branches,
  coprocessor: coprocessors,
  status,
  exception: exceptions,
  hint: hints,
  barrier: barriers,
  "data-processing": dataProcessing,
  system: dataProcessing,
  "load-multiple": multiples,
  "store-multiple": multiples,
  load: transfers,
  store: transfers,
  exclusive: transfers,
  "vfp-load-store": vectors,
  "simd-load-store": vectors,
  vfp: vectorArithmetic,
  simd: vectorArithmetic,
};

/** Classes that are written alike in both sets. */
const sharedClasses: ReadonlySet<string> = new Set([
  "branch",
  "coprocessor",
  "status",
  "barrier",
  "vfp-load-store",
  "simd-load-store",
  "vfp",
  "simd",
]);

/**
 * LLVM's text in the notation of the GNU disassembler. What is done away with: `hs` and `lo` for `cs` and `cc`, hexadecimal
 * constants, and what the rules above say of each class.
 */
export function asGnuText(text: string, instruction: Instruction): string {
  const space = text.indexOf(" ");
  let mnemonic = (space < 0 ? text : text.slice(0, space)).replace(/(hs|lo)(?=$|\.)/, (name) =>
    name === "hs" ? "cs" : "cc",
  );
  let operands = space < 0 ? "" : text.slice(space + 1);
  operands = operands.replace(/0x[0-9a-f]+/g, (digits) => `${BigInt(digits)}`);
  const isSettled = instruction.row.set === "t32" && !sharedClasses.has(instruction.class);
  if (instruction.row.set === "t32") [mnemonic, operands] = t32Text(mnemonic, operands, instruction);
  if (!isSettled)
    [mnemonic, operands] = rules[instruction.class]?.(mnemonic, operands, instruction) ?? [mnemonic, operands];
  return operands === "" ? mnemonic : `${mnemonic} ${operands}`;
}
