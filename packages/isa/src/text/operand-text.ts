import { Lane } from "../operands/lane.js";
import { Memory, type OperandInput, WriteBack } from "../operands/operand.js";
import { type CoreRegister, coreRegisters, isRegisterName, Register, register } from "../registers.js";
import { ShiftedRegister, type ShiftType } from "../shifts.js";
import { once } from "../table.js";
import type { Cursor } from "./cursor.js";
import { type Expression, expressionAt } from "./expression.js";

/** @internal An operand as it was read: an input of the encoder, or what becomes one when all places are known. */
export type ParsedOperand =
  | { readonly kind: "input"; readonly input: OperandInput; readonly isUserList?: boolean }
  | { readonly kind: "late"; readonly make: (numberOf: (expression: Expression) => number) => OperandInput }
  | { readonly kind: "target"; readonly expression: Expression }
  | { readonly kind: "half"; readonly upper: boolean; readonly expression: Expression }
  | { readonly kind: "literal"; readonly expression: Expression; readonly text: string };

/** @internal What the operands of a statement are read with. */
export interface OperandReader {
  /** True if an operand at an index can be an address relative to PC. */
  isTargetAt(index: number): boolean;
  /** The number of an expression, where the text so far tells; else null. */
  constantOf(expression: Expression): number | null;
  /** Bits of a vector's elements, by the mnemonic's data type. */
  readonly elementBits: number;
}

const WORD = /[A-Za-z_.$][\w.$]*/y;
const SHIFT = /(?:lsl|lsr|asr|asl|ror|rrx)\b/iy;
const FLOAT = /[+-]?\d+\.\d*(?:e[+-]?\d+)?|[+-]?\d+e[+-]?\d+/iy;

/** The names that the procedure call standard has for registers. */
const standardNames: () => Readonly<Record<string, string>> = /* @__PURE__ */ once(() => ({
  wr: "r7",
  ...numbered("a", 1, 4, 0),
  ...numbered("v", 1, 8, 4),
}));

function numbered(letter: string, first: number, last: number, from: number): Record<string, string> {
  const names: Record<string, string> = {};
  for (let number = first; number <= last; number++) names[letter + number] = `r${from + number - first}`;
  return names;
}

/** The register of a name in text, null if it is none. */
export function registerNamed(text: string): Register | null {
  const lower = text.toLowerCase();
  const name = standardNames()[lower] ?? lower;
  return isRegisterName(name) ? register(name) : null;
}

function registerAt(cursor: Cursor): Register {
  const { at } = cursor;
  const name = cursor.match(WORD);
  const found = name === null ? null : registerNamed(name);
  if (found !== null) return found;
  cursor.at = at;
  throw cursor.fail("syntax", "a register is missing here", "write r0 to r12, sp, lr or pc");
}

function coreRegisterAt(cursor: Cursor): CoreRegister {
  const { at } = cursor;
  const found = registerAt(cursor);
  if (found.kind === "r") return found as CoreRegister;
  cursor.at = at;
  throw cursor.fail("syntax", `${found.name} is no core register`, "write r0 to r12, sp, lr or pc");
}

/** Makes an operand of an expression's number: at once, if that is known. */
function withNumber(
  reader: OperandReader,
  expression: Expression,
  make: (number: number) => OperandInput,
): ParsedOperand {
  const number = reader.constantOf(expression);
  return number === null
    ? { kind: "late", make: (numberOf) => make(numberOf(expression)) }
    : { kind: "input", input: make(number) };
}

/** `lsl #2`, `lsl r3`, `rrx` behind a register; null if there is none. */
function shiftAt(cursor: Cursor, base: CoreRegister, reader: OperandReader): ShiftedRegister | null {
  const name = cursor.match(SHIFT)?.toLowerCase();
  if (name === undefined) return null;
  const type = (name === "asl" ? "lsl" : name) as ShiftType;
  if (type === "rrx") return new ShiftedRegister(base, type, 1);
  if (!cursor.accept("#")) return new ShiftedRegister(base, type, coreRegisterAt(cursor));
  const { place } = cursor;
  const amount = reader.constantOf(expressionAt(cursor));
  if (amount === null)
    throw cursor.fail("not-constant", `the shift in line ${place.line} is not known`, "write a number");
  return new ShiftedRegister(base, type, amount);
}

/** What stands between the brackets behind the base, or behind them. */
interface Offset {
  readonly index: CoreRegister | null;
  readonly shift: ShiftedRegister | null;
  readonly subtract: boolean;
  readonly expression: Expression | null;
}

function offsetAt(cursor: Cursor, reader: OperandReader): Offset {
  if (cursor.accept("#")) return { index: null, shift: null, subtract: false, expression: expressionAt(cursor) };
  const { at } = cursor;
  const subtract = cursor.accept("-");
  if (!subtract) cursor.accept("+");
  const name = cursor.match(WORD);
  const index = name === null ? null : registerNamed(name);
  if (index === null || index.kind !== "r") {
    cursor.at = at;
    return { index: null, shift: null, subtract: false, expression: expressionAt(cursor) };
  }
  const behind = cursor.at;
  const shift = cursor.accept(",") ? shiftAt(cursor, index as CoreRegister, reader) : null;
  if (shift === null) cursor.at = behind;
  return { index: index as CoreRegister, shift, subtract, expression: null };
}

/** The bytes by which `[r0]!` moves on: those of the registers or elements of the list before it. */
function bytesOfList(before: ParsedOperand | undefined, elementBits: number): number {
  const list = before?.kind === "input" && Array.isArray(before.input) ? before.input : [];
  return list.reduce((sum: number, each) => sum + (each instanceof Lane ? elementBits / 8 : 8), 0);
}

function memoryAt(cursor: Cursor, reader: OperandReader, before: ParsedOperand | undefined): ParsedOperand {
  cursor.expect("[");
  const base = coreRegisterAt(cursor);
  let alignment = 0;
  let offset: Offset | null = null;
  const alignmentAt = (): boolean => {
    if (!cursor.accept(":")) return false;
    alignment = Number(cursor.match(/\d+/y) ?? 0);
    return true;
  };
  if (!alignmentAt() && cursor.accept(",") && !alignmentAt()) offset = offsetAt(cursor, reader);
  cursor.expect("]");
  let mode: Memory["mode"] = "offset";
  const behind = cursor.at;
  if (cursor.accept("!")) mode = offset === null ? "post-indexed" : "pre-indexed";
  else if (cursor.accept(",")) {
    if (cursor.peek() === "{") cursor.at = behind;
    else {
      mode = "post-indexed";
      offset = offsetAt(cursor, reader);
    }
  }
  if (offset === null) {
    const displacement = mode === "offset" ? 0 : bytesOfList(before, reader.elementBits);
    return { kind: "input", input: new Memory({ base, displacement, mode, alignment }) };
  }
  const { index, shift, subtract, expression } = offset;
  if (expression === null)
    return { kind: "input", input: new Memory({ base, index, shift, subtract, mode, alignment }) };
  return withNumber(reader, expression, (displacement) => {
    const below = displacement < 0 || Object.is(displacement, -0);
    return new Memory({ base, displacement, subtract: below, mode, alignment });
  });
}

const laneAt = (cursor: Cursor, of: Register): Lane => {
  cursor.expect("[");
  const index = cursor.match(/\d+/y);
  cursor.expect("]");
  return new Lane(of as Register<"d">, index === null ? null : Number(index));
};

function listAt(cursor: Cursor, reader: OperandReader): ParsedOperand {
  cursor.expect("{");
  if (/\d/.test(cursor.peek()) || cursor.peek() === "#") {
    cursor.accept("#");
    const operand = withNumber(reader, expressionAt(cursor), (number) => number);
    cursor.expect("}");
    return operand;
  }
  const registers: Register[] = [];
  const lanes: Lane[] = [];
  do {
    const first = registerAt(cursor);
    if (cursor.peek() === "[") {
      lanes.push(laneAt(cursor, first));
      continue;
    }
    registers.push(first);
    if (!cursor.accept("-")) continue;
    const last = registerAt(cursor);
    if (last.kind !== first.kind || last.number < first.number)
      throw cursor.fail("syntax", `${first.name}-${last.name} is no range`, "write the lower register first");
    for (let number = first.number + 1; number <= last.number; number++)
      registers.push(first.kind === "r" ? coreRegisters[number]! : register(`${first.kind}${number}` as "d0"));
  } while (cursor.accept(","));
  cursor.expect("}");
  // The registers of a Q register are two D registers to these instructions.
  const plain = registers.flatMap((each) =>
    each.kind === "q" ? [0, 1].map((half) => register(`d${each.number * 2 + half}` as "d0")) : [each],
  );
  const isUserList = cursor.accept("^");
  return { kind: "input", input: (lanes.length > 0 ? lanes : plain) as OperandInput, isUserList };
}

/** `:lower16:` or `:upper16:`; null if neither is next. */
function halfAt(cursor: Cursor): ParsedOperand | null {
  const name = cursor.match(/:(?:lower|upper)16:/iy)?.toLowerCase();
  return name === undefined ? null : { kind: "half", upper: name === ":upper16:", expression: expressionAt(cursor) };
}

function operandAt(
  cursor: Cursor,
  reader: OperandReader,
  index: number,
  before: ParsedOperand | undefined,
): ParsedOperand {
  const next = cursor.peek();
  if (next === "[") return memoryAt(cursor, reader, before);
  if (next === "{") return listAt(cursor, reader);
  if (cursor.accept("=")) {
    const start = cursor.at;
    const expression = expressionAt(cursor);
    return { kind: "literal", expression, text: cursor.text.slice(start, cursor.at).trim() };
  }
  const isImmediate = cursor.accept("#");
  const half = halfAt(cursor);
  if (half !== null) return half;
  if (isImmediate) {
    const float = cursor.match(FLOAT);
    if (float !== null) return { kind: "input", input: Number(float) };
  }
  const { at } = cursor;
  const name = isImmediate ? null : cursor.match(WORD);
  const found = name === null ? null : registerNamed(name);
  if (found !== null) {
    if (cursor.peek() === "[") return { kind: "input", input: laneAt(cursor, found) };
    const written = cursor.accept("!");
    return { kind: "input", input: written ? new WriteBack(found as CoreRegister) : found };
  }
  // What is neither a register nor an address goes by its name: `ish`, `p15`, `apsr_nzcvq`.
  if (name !== null && !reader.isTargetAt(index) && /^[A-Za-z]/.test(name))
    return { kind: "input", input: name.replace(/^cr(?=\d)/i, "c") };
  cursor.at = at;
  const expression = expressionAt(cursor);
  return !isImmediate && reader.isTargetAt(index)
    ? { kind: "target", expression }
    : withNumber(reader, expression, (number) => number);
}

/** @internal Reads the operands of an instruction, up to the end of its statement. */
export function operandsAt(cursor: Cursor, reader: OperandReader): ParsedOperand[] {
  const operands: ParsedOperand[] = [];
  if (cursor.isAtEnd) return operands;
  do {
    const last = operands.at(-1);
    if (last?.kind === "input" && last.input instanceof Register && last.input.kind === "r") {
      const shift = shiftAt(cursor, last.input as CoreRegister, reader);
      if (shift !== null) {
        operands[operands.length - 1] = { kind: "input", input: shift };
        continue;
      }
    }
    operands.push(operandAt(cursor, reader, operands.length, last));
  } while (cursor.accept(","));
  if (!cursor.isAtEnd)
    throw cursor.fail(
      "syntax",
      `"${cursor.text.slice(cursor.at).trim()}" belongs to no operand`,
      "remove it, or write a comma before it",
    );
  return operands;
}
