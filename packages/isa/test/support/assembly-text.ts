import type { Tool } from "@armstalker/oracles";
import { conditionNames } from "../../src/conditions.js";
import { encodingOf } from "../../src/operands/encoders.js";
import { Lane } from "../../src/operands/lane.js";
import { Memory, type OperandInput, WriteBack } from "../../src/operands/operand.js";
import { isRelative } from "../../src/operands/relative.js";
import { pc, Register } from "../../src/registers.js";
import { ShiftedRegister } from "../../src/shifts.js";
import { encodeSample, type Sample } from "./samples.js";

const AL = 14;

const immediate = (value: number): string => `#${Object.is(value, -0) ? "-0" : value}`;

const shiftText = ({ type, amount }: ShiftedRegister): string =>
  type === "rrx" ? "rrx" : `${type} ${typeof amount === "number" ? immediate(amount) : amount.name}`;

function memoryText(memory: Memory, { elements, literal }: { elements: boolean; literal: boolean }): string {
  const { base, index, shift, displacement, subtract, mode, alignment } = memory;
  const parts: string[] = [];
  if (index !== null) parts.push(`${subtract ? "-" : ""}${index.name}`);
  // llvm-mc crashes on some literals without an offset.
  else if (displacement !== 0 || subtract || mode !== "offset" || literal)
    parts.push(`#${subtract ? "-" : ""}${Math.abs(displacement)}`);
  if (shift !== null) parts.push(shiftText(shift));
  const address = alignment === 0 ? base.name : `${base.name}:${alignment}`;
  // Element and structure accesses move on by their own size (A7.7.1).
  if (elements && mode === "post-indexed" && index === null) return `[${address}]!`;
  if (mode === "post-indexed") return `[${address}], ${parts.join(", ")}`;
  return `[${[address, ...parts].join(", ")}]${mode === "pre-indexed" ? "!" : ""}`;
}

/** An operand as the manual writes it. */
function operandText(sample: Sample, index: number, tool: Tool): string {
  const { form, inputs, address } = sample;
  const { row, syntax } = form.candidate;
  const encoder = encodingOf(syntax).operands[index]!;
  const input: OperandInput = inputs[index]!;
  if (input instanceof Register) return input.name;
  if (input instanceof ShiftedRegister) return `${input.register.name}, ${shiftText(input)}`;
  if (input instanceof WriteBack) return `${input.register.name}!`;
  if (input instanceof Lane) return input.toString();
  if (input instanceof Memory) {
    if (isRelative(encoder) && encoder.name === "label") {
      // ADR: one assembler takes an address, the other the distance from the word-aligned PC.
      const distance = input.displacement;
      return tool === "llvm" ? immediate(distance) : `. + ${encoder.base(row, address) - address + distance}`;
    }
    return memoryText(input, {
      elements: row.class === "simd-load-store",
      literal: input.base === pc && row.class === "load",
    });
  }
  if (typeof input === "number") {
    if (isRelative(encoder)) return `${input}`;
    // The unindexed form of LDC and STC has its option in braces (A8.8.56), as has GNU's NOP with a number.
    if (row.class === "coprocessor" && inputs[index - 1] instanceof Memory) return `{${input}}`;
    if (row.class === "hint" && form.mnemonic === "nop" && tool === "gnu") return `{${input}}`;
    // A float without a fraction would be the pattern of its bits.
    if (/float$/.test(syntax.operands[index]!.kind) && Number.isInteger(input)) return `#${input}.0`;
    return immediate(input);
  }
  // What is left over is 64 bits, of VMOV.I64.
  if (typeof input === "bigint") return `#0x${input.toString(16)}`;
  if (typeof input === "string") return input;
  if (Array.isArray(input)) {
    const user = /_[ue]_/.test(row.id) && row.class.endsWith("multiple") ? "^" : "";
    return `{${input.join(", ")}}${user}`;
  }
  const { value, field } = input as { value: number; field: number };
  // A rotation that is not the smallest: the byte and the rotation (A5.2.4).
  return row.set === "a32" ? `#${field & 255}, #${(field >>> 7) & 30}` : immediate(value);
}

/**
 * Whether the mnemonic gets `.n` or `.w`. GNU as takes it where there are encodings of another length, and without it sometimes
 * settles for one that does not take the operands; llvm-mc only takes it where such an encoding takes the same operands.
 */
export function needsWidth(sample: Sample, tool: Tool): boolean {
  const { candidates, candidate } = sample.form;
  return candidates.some((other) => {
    if (other.row.size === candidate.row.size) return false;
    if (tool === "gnu") return true;
    try {
      encodeSample(sample, sample.inputs, other);
      return true;
    } catch {
      return false;
    }
  });
}

/** The mnemonic with condition and width. */
function mnemonicText(sample: Sample, tool: Tool): string {
  const { row, setsFlags, syntax } = sample.form.candidate;
  const width = row.set === "t32" && needsWidth(sample, tool) ? (row.size === 2 ? ".n" : ".w") : "";
  if (tool === "llvm" && row.class === "hint" && sample.inputs.length === 1 && syntax.root === "nop") {
    return `hint${conditionText(sample)}${row.size === 4 && row.set === "t32" ? ".w" : ""}`;
  }
  let text = syntax.root;
  for (const part of syntax.tail) {
    if (part === "{s}") text += setsFlags ? "s" : "";
    else if (part === "{c}") text += conditionText(sample);
    else if (part !== ".w" && part !== ".n") text += part;
  }
  // llvm-mc has a 32-bit UDF only under the name udf.w.
  return text + (row.id === "UDF_T2" ? ".w" : width);
}

const conditionText = ({ condition, it }: Sample): string =>
  condition === AL && it === "outside" ? "" : conditionNames[condition]!;

/** An instruction as the manual writes it, within its IT block. */
export function assemblyText(sample: Sample, tool: Tool): string {
  const { inputs, it } = sample;
  const operands = inputs.map((_, index) => operandText(sample, index, tool)).join(", ");
  const text = `${mnemonicText(sample, tool)} ${operands}`.trim();
  if (it === "outside") return text;
  return `it${it === "last" ? "" : "t"} ${conditionText(sample)}; ${text}`;
}
