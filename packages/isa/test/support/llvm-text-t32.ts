import type { Instruction } from "../../src/instruction.js";
import type { Rule } from "./llvm-text.js";

/** ADR is an addition to PC. */
const adr: Rule = (mnemonic, operands) => {
  const [, condition = ""] = /^adr(..)?$/.exec(mnemonic) ?? [];
  const [register, constant = ""] = operands.split(", ");
  return constant.startsWith("#-")
    ? [`subw${condition}`, `${register}, pc, ${constant.replace("-", "")}`]
    : [`add${condition}`, `${register}, pc, ${constant}`];
};

/** `lsls r0, r1, #2` is `movs r0, r1, lsl #2` in 32 bits. */
const shift: Rule = (mnemonic, operands) => {
  const [, type = "", rest = ""] = /^(lsl|lsr|asr|ror|rrx)(.*)$/.exec(mnemonic) ?? [];
  const [target, register, amount] = operands.split(", ");
  return [`mov${rest}`, `${target}, ${register}, ${type}${amount === undefined ? "" : ` ${amount}`}`];
};

/** What the table of 16-bit encodings has under other names, or with fewer operands. */
const narrow: Readonly<Record<string, Rule>> = {
  RSB_i_T1: (mnemonic, operands) => [mnemonic.replace("rsb", "neg"), operands.replace(/, #0$/, "")],
  MUL_T1: (mnemonic, operands) => [mnemonic, operands.replace(/, \w+$/, "")],
  ADD_SP_r_T1: (mnemonic, operands) => [mnemonic, operands.replace(/, sp, \w+$/, ", sp")],
  MOV_r_T1: (mnemonic, operands) => (operands === "r8, r8" ? [mnemonic.replace("mov", "nop"), ""] : null),
};

const dataProcessing: Rule = (mnemonic, operands, instruction) => {
  const { row } = instruction;
  if (mnemonic.startsWith("adr")) {
    const [name, text] = adr(mnemonic, operands, instruction)!;
    return [row.size === 4 ? name.replace(/^add/, "addw") : name, text];
  }
  if (row.id === "MOV_r_T3" && !mnemonic.startsWith("mov")) return shift(mnemonic, operands, instruction);
  return narrow[row.id]?.(mnemonic, operands, instruction) ?? null;
};

/** Of an offset of 0, objdump shows more in 16 bits, and less in 32 bits. */
const transfers: Rule = (mnemonic, operands, { row }) => {
  const stack = /^\{(\w+)\}$/.exec(operands);
  if (mnemonic.startsWith("pop") && stack !== null) return [mnemonic.replace("pop", "ldr"), `${stack[1]}, [sp], #4`];
  if (mnemonic.startsWith("push") && stack !== null)
    return [mnemonic.replace("push", "str"), `${stack[1]}, [sp, #-4]!`];
  if (row.size === 2) return [mnemonic, operands.replace(/\[(\w+)\]$/, "[$1, #0]")];
  if (/^(STRD|LDRD)/.test(row.id)) return [mnemonic, operands.replace("[pc, #0]", "[pc]")];
  return [mnemonic, operands.replace(/, #-?0\]/, "]").replace(/\], #-0$/, "], #0")];
};

const multiples: Rule = (mnemonic, operands, { row }) => {
  if (row.size === 2) return [mnemonic.replace(/^(ldm|stm)/, "$1ia"), operands];
  if (mnemonic.startsWith("push")) return [mnemonic.replace("push", "stmdb"), `sp!, ${operands}`];
  if (mnemonic.startsWith("pop")) return [mnemonic.replace("pop", "ldmia"), `sp!, ${operands}`];
  return [mnemonic.replace(/^(ldm|stm)(?!db)/, "$1ia"), operands];
};

/** Without a constant, SUBS PC, LR is ERET. */
const system: Rule = (mnemonic, operands) =>
  mnemonic.startsWith("eret") ? [mnemonic.replace("eret", "subs"), "pc, lr, #0"] : [mnemonic, operands];

const it: Rule = (mnemonic, operands) => [mnemonic, operands.replace("hs", "cs").replace("lo", "cc")];

const exceptions: Rule = (mnemonic, operands) => {
  const value = Number(operands.replace("#", ""));
  if (mnemonic === "__brkdiv0") return ["udf", "#249"];
  if (mnemonic === "trap") return ["udf", "#254"];
  if (mnemonic.startsWith("dcps")) return [mnemonic.slice(0, "dcps1".length), ""];
  if (mnemonic.startsWith("svc")) return [mnemonic, `${value}`];
  if (/^(bkpt|hlt)/.test(mnemonic)) return [mnemonic, `0x${value.toString(16).padStart(4, "0")}`];
  return null;
};

const hints: Rule = (mnemonic, operands) => {
  if (mnemonic.startsWith("hint") && operands === "#16") return ["esb", ""];
  if (mnemonic.startsWith("hint")) return [mnemonic.replace("hint", "nop"), operands.replace(/#(\d+)/, "{$1}")];
  return null;
};

const rules: Readonly<Partial<Record<string, Rule>>> = {
  "data-processing": dataProcessing,
  multiply: dataProcessing,
  system,
  it,
  load: transfers,
  store: transfers,
  preload: transfers,
  "load-multiple": multiples,
  "store-multiple": multiples,
  exception: exceptions,
  hint: hints,
};

/**
 * What differs in T32 alone. Which instructions show their width is up to the disassembler (their size is compared anyhow), so it is
 * taken from ours.
 */
export function t32Text(mnemonic: string, operands: string, instruction: Instruction): readonly [string, string] {
  const plain = mnemonic.replace(/\.[nw]$/, "");
  const [name, text] = rules[instruction.class]?.(plain, operands, instruction) ?? [plain, operands];
  return [name + (/\.[nw]$/.exec(instruction.mnemonic)?.[0] ?? ""), text];
}
