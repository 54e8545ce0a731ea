import { AL } from "../conditions.js";
import { advanceIt, conditionOfIt, type ItState, inItBlock, lastInItBlock, NO_IT } from "../it-state.js";
import { encodeA32Immediate, encodeT32Immediate } from "../modified-immediate.js";
import { encodingOf } from "../operands/encoders.js";
import { WriteBack } from "../operands/operand.js";
import { isRelative } from "../operands/relative.js";
import { coreRegisters, Register } from "../registers.js";
import type { InstructionSet } from "../row.js";
import { ShiftedRegister } from "../shifts.js";
import type { InstructionTable } from "../table.js";
import { assemblyError, type TextPlace } from "./assembly-error.js";
import type { Cursor } from "./cursor.js";
import { PoolItem } from "./data-items.js";
import { applyDirective, type DirectiveTarget } from "./directives.js";
import { type Expression, expressionAt, numberValue } from "./expression.js";
import { InstructionItem } from "./instruction-item.js";
import { mnemonicOf, type ParsedMnemonic } from "./mnemonic-text.js";
import { type OperandReader, operandsAt, type ParsedOperand } from "./operand-text.js";
import type { Program } from "./program.js";
import { AlignItem, type Section } from "./section.js";
import { type Statement, statementsOf } from "./statements.js";

/** @internal The tables of both instruction sets. */
export type Tables = Readonly<Record<InstructionSet, () => InstructionTable>>;

const inputOf = (operand: ParsedOperand | undefined): unknown =>
  operand?.kind === "input" ? operand.input : undefined;

const asInput = (input: Register | number): ParsedOperand => ({ kind: "input", input });

/** Instructions in another spelling than the tables have. */
function respelt(
  set: InstructionSet,
  { name, size }: ParsedMnemonic,
  operands: readonly ParsedOperand[],
): readonly [name: string, operands: readonly ParsedOperand[]] {
  const [first, second, third] = operands;
  const source = inputOf(second);
  // mov r0, r1, lsl #2: the shift is an instruction of its own.
  if ((name === "mov" || name === "movs") && source instanceof ShiftedRegister) {
    const { register, type, amount } = source;
    const rest = type === "rrx" ? [] : [asInput(amount as Register | number)];
    return [type + name.slice(3), [first!, asInput(register), ...rest]];
  }
  // ldrd r2, [r3]: the second register is the next one.
  const transferred = /^(?:ldr|str)d$|^(?:ldrex|ldaex)d$/.test(name)
    ? first
    : /^(?:strex|stlex)d$/.test(name)
      ? second
      : undefined;
  const pair = inputOf(transferred);
  if (pair instanceof Register && operands.length === (transferred === first ? 2 : 3)) {
    const next = asInput(coreRegisters[(pair.number + 1) & 15]!);
    return [name, transferred === first ? [first!, next, second!] : [first!, second!, next, third!]];
  }
  // Barriers are for the whole system unless they say otherwise.
  if (/^(?:dmb|dsb|isb)$/.test(name) && operands.length === 0) return [name, [{ kind: "input", input: "sy" }]];
  if (set === "a32") {
    if (name === "neg" || name === "negs") return [name.replace("neg", "rsb"), [...operands, asInput(0)]];
    return [name, operands];
  }
  // Of two short encodings of a sum, GNU as takes the one with the larger constant.
  if (/^(?:add|sub)s?$/.test(name) && operands.length === 3 && typeof inputOf(third) === "number") {
    if (inputOf(first) === inputOf(second)) return [name, [first!, third!]];
  }
  // A multiple transfer with the stack is a PUSH or POP, which may be short.
  const base = inputOf(first);
  if (size === 0 && base instanceof WriteBack && base.register.number === 13 && operands.length === 2) {
    if (/^ldm(?:ia|fd)?$/.test(name)) return ["pop", [second!]];
    if (/^stm(?:db|fd)$/.test(name)) return ["push", [second!]];
  }
  return [name, operands];
}

/** @internal Reads statements into a program. */
export class Assembler implements DirectiveTarget {
  readonly program: Program;
  readonly #tables: Tables;
  #section: Section;
  #set: InstructionSet;
  #it: ItState = NO_IT;
  #previous: Section;
  /** True between `.thumb_func` and the label that it is about. */
  #isFunctionNext = false;
  readonly #stack: Section[] = [];
  readonly #reserved: (() => void)[] = [];
  readonly #pools: Map<Section, PoolItem> = new Map();

  constructor(program: Program, tables: Tables, set: InstructionSet) {
    this.program = program;
    this.#tables = tables;
    this.#section = program.section(".text");
    this.#previous = this.#section;
    this.#set = set;
  }

  get section(): Section {
    return this.#section;
  }

  get set(): InstructionSet {
    return this.#set;
  }

  setInstructionSet(set: InstructionSet, place: TextPlace): void {
    if (this.#set === "t32" && set === "a32" && this.#section.items.length > 0)
      this.#section.items.push(new AlignItem(this.#section, place, 4, 0, 4, set));
    this.#set = set;
  }

  markFunction(): void {
    this.#isFunctionNext = true;
  }

  enterSection(name: string): void {
    this.#previous = this.#section;
    this.#section = this.program.section(name);
  }

  setSymbol(name: string, place: TextPlace, expression: Expression): void {
    this.program.setSymbol(name, place, this.#asSeenFrom(expression));
  }

  reserve(put: () => void): void {
    this.#reserved.push(put);
  }

  pushSection(): void {
    this.#stack.push(this.#section);
  }

  popSection(cursor: Cursor): void {
    const section = this.#stack.pop();
    if (section === undefined) throw cursor.fail("syntax", "no section was pushed", "write .pushsection before");
    this.#section = section;
  }

  /** Reads a text to its end, and lays the code out. */
  read(source: string): void {
    let place: TextPlace = { line: 1, column: 1 };
    for (const statement of statementsOf(source)) {
      place = statement.place;
      this.#read(statement);
    }
    if (inItBlock(this.#it))
      throw assemblyError(
        place,
        "it-block",
        "the text ends within an IT block",
        "write the instructions that it lacks",
      );
    for (const put of this.#reserved) put();
    for (const section of this.#pools.keys()) this.#putPoolOf(section);
  }

  #read({ labels, mnemonic, place, cursor }: Statement): void {
    for (const label of labels) {
      this.program.putLabel(label.name, label.place, this.#section, this.#set);
      if (this.#isFunctionNext) this.program.functions.add(label.name);
      this.#isFunctionNext = false;
    }
    cursor.localName = (name) => this.program.resolveName(name);
    if (mnemonic === "") return;
    if (cursor.peek() === "=" && !mnemonic.startsWith(".set")) {
      // name = expression. A mnemonic is in lower case, a symbol is not.
      cursor.accept("=");
      const text = cursor.text.slice(0, cursor.at - 1);
      this.setSymbol(/[\w.$]+(?=\s*$)/.exec(text)![0], place, expressionAt(cursor));
    } else if (mnemonic === ".previous") {
      const section = this.#section;
      this.#section = this.#previous;
      this.#previous = section;
    } else if (mnemonic.startsWith(".")) applyDirective(mnemonic, this, cursor, place);
    else this.#readInstruction(mnemonic, cursor, place);
  }

  #readInstruction(text: string, cursor: Cursor, place: TextPlace): void {
    const set = this.#set;
    // A32 needs no IT, and takes it as a remark on the conditions that follow.
    if (set === "a32" && /^it[te]{0,3}$/.test(text)) return;
    const table = this.#tables[set]();
    const mnemonic = mnemonicOf(text, table);
    if (mnemonic === null)
      throw assemblyError(
        place,
        "unknown-mnemonic",
        `${set} has no instruction "${text}"`,
        "look at the mnemonic, its condition and its width",
      );
    const candidates = table.candidates(mnemonic.name);
    const reader: OperandReader = {
      isTargetAt: (index) =>
        candidates.some(({ syntax }) => {
          const encoder = encodingOf(syntax).operands[index];
          return encoder !== undefined && isRelative(encoder);
        }),
      constantOf: (expression) => this.program.constantOf(expression),
      elementBits: mnemonic.elementBits,
    };
    const [name, operands] = respelt(set, mnemonic, operandsAt(cursor, reader));
    const it = this.#placeOf(mnemonic, name, place);
    const parsed = { set, table, name, operands, condition: mnemonic.condition, size: mnemonic.size, it };
    const literal = operands.find((each) => each.kind === "literal");
    const short = literal === undefined ? null : this.#asMove(parsed.name, operands, literal.expression);
    const item = new InstructionItem(this.#section, place, this.program, {
      ...parsed,
      ...short,
      operands: short?.operands ?? operands.map((each) => (each.kind === "literal" ? this.#pooled(each, place) : each)),
    });
    this.#section.items.push(item);
    this.#it = /^it[te]{0,3}$/.test(name) ? item.itState : advanceIt(this.#it);
  }

  #placeOf({ condition }: ParsedMnemonic, name: string, place: TextPlace): "outside" | "inside" | "last" {
    if (this.#set === "a32") return "outside";
    if (!inItBlock(this.#it)) {
      if (condition !== AL && name !== "b")
        throw assemblyError(
          place,
          "it-block",
          `${name} with a condition stands outside of an IT block`,
          "write an IT before it",
        );
      return "outside";
    }
    if (condition !== conditionOfIt(this.#it))
      throw assemblyError(
        place,
        "it-block",
        `the condition of ${name} is not that of the IT block`,
        "write the condition that the IT gives it",
      );
    return lastInItBlock(this.#it) ? "last" : "inside";
  }

  /** `ldr r0, =1` is a move where a move has the constant. */
  #asMove(
    name: string,
    operands: readonly ParsedOperand[],
    expression: Expression,
  ): { readonly name: string; readonly operands: readonly ParsedOperand[] } | null {
    const value = name === "ldr" ? this.program.constantOf(expression) : null;
    if (value === null) return null;
    const encode = this.#set === "a32" ? encodeA32Immediate : encodeT32Immediate;
    const move = (mnemonic: string, number: number) => ({ name: mnemonic, operands: [operands[0]!, asInput(number)] });
    if (encode(value) >= 0) return move("mov", value);
    if (encode(~value) >= 0) return move("mvn", ~value);
    return this.#set === "t32" && value >>> 0 < 65536 ? move("movw", value >>> 0) : null;
  }

  #pooled({ expression, text }: ParsedOperand & { kind: "literal" }, place: TextPlace): ParsedOperand {
    let pool = this.#pools.get(this.#section);
    if (pool === undefined) {
      pool = new PoolItem(this.#section, place);
      this.#pools.set(this.#section, pool);
    }
    const number = this.program.constantOf(expression);
    const isHere = /(?:^|[^\w.$])(?:\.|\d+[bf])(?![\w.$])/.test(text);
    const key = number === null ? (isHere ? `${text} ${place.line} ${place.column}` : text) : `#${number >>> 0}`;
    const index = pool.add(key, number === null ? this.#asSeenFrom(expression) : () => numberValue(number));
    const of = pool;
    return { kind: "target", expression: () => ({ ...numberValue(of.offsetOf(index)), base: of.section }) };
  }

  /** An expression whose `.` is this instruction, not the word in the pool. */
  #asSeenFrom(expression: Expression): Expression {
    const { items } = this.#section;
    const section = this.#section;
    const index = items.length;
    return (scope) =>
      expression({
        ...scope,
        here: () => ({ ...numberValue(section.offsetOf(index)), base: section }),
        symbol: scope.symbol,
        fail: scope.fail,
      });
  }

  putPool(_place: TextPlace): void {
    this.#putPoolOf(this.#section);
  }

  #putPoolOf(section: Section): void {
    const pool = this.#pools.get(section);
    if (pool === undefined) return;
    section.alignment = Math.max(section.alignment, 4);
    section.items.push(pool);
    this.#pools.delete(section);
  }
}
