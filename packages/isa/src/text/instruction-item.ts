import { AL } from "../conditions.js";
import { type Encoded, type EncodeOptions, encodeFirst, type Place } from "../encode.js";
import { IsaError } from "../errors.js";
import type { OperandInput } from "../operands/operand.js";
import type { InstructionSet, Row } from "../row.js";
import type { Candidate, InstructionTable } from "../table.js";
import { fieldMask } from "../writing/reference.js";
import { type AssemblyError, assemblyError, type TextPlace } from "./assembly-error.js";
import type { Expression, Value } from "./expression.js";
import type { ParsedOperand } from "./operand-text.js";
import type { Program } from "./program.js";
import { Item, putNumber, type Section } from "./section.js";

/** @internal An instruction as it was read. */
export interface ParsedInstruction {
  readonly set: InstructionSet;
  readonly table: InstructionTable;
  readonly name: string;
  readonly operands: readonly ParsedOperand[];
  readonly condition: number;
  readonly size: 0 | 2 | 4;
  readonly it: Place["it"];
}

/** Instructions that do the same with the negative, or the complement, of their constant. */
const opposites: Readonly<Record<string, readonly [name: string, change: (value: number) => number]>> =
  /* @__PURE__ */ (() => {
    const pairs: readonly (readonly [string, string, (value: number) => number])[] = [
      ["add", "sub", (value) => -value],
      ["adds", "subs", (value) => -value],
      ["cmp", "cmn", (value) => -value],
      ["mov", "mvn", (value) => ~value],
      ["movs", "mvns", (value) => ~value],
      ["and", "bic", (value) => ~value],
      ["ands", "bics", (value) => ~value],
      ["orr", "orn", (value) => ~value],
      ["orrs", "orns", (value) => ~value],
      ["adc", "sbc", (value) => ~value],
      ["adcs", "sbcs", (value) => ~value],
    ];
    return Object.fromEntries(
      pairs.flatMap(([one, other, change]) => [
        [one, [other, change] as const],
        [other, [one, change] as const],
      ]),
    );
  })();

const asAssemblyError = (error: unknown, place: TextPlace): unknown =>
  error instanceof IsaError
    ? assemblyError(place, error.code, error.message.slice(0, -error.hint.length - 2), error.hint, error)
    : error;

/** What a linker does with an instruction. */
function relocationOf({ branch }: Row, set: InstructionSet, name: string, condition: number): string {
  const thumb = set === "t32" ? "THM_" : "";
  if (branch === "none") return set === "t32" ? "R_ARM_THM_PC12" : "R_ARM_LDR_PC_G0";
  if (name !== "b") return set === "a32" && condition !== AL ? "R_ARM_JUMP24" : `R_ARM_${thumb}CALL`;
  return set === "t32" && condition !== AL ? "R_ARM_THM_JUMP19" : `R_ARM_${thumb}JUMP24`;
}

/** @internal An instruction. Where it refers to a place, its length and bits depend on the layout. */
export class InstructionItem extends Item {
  readonly #parsed: ParsedInstruction;
  readonly #candidates: readonly Candidate[];
  readonly #isFixed: boolean;
  #row!: Row;
  #word = 0;

  constructor(section: Section, place: TextPlace, program: Program, parsed: ParsedInstruction) {
    super(section, place);
    this.#parsed = parsed;
    const { table, name, operands, size } = parsed;
    const isUserList = operands.some((each) => each.kind === "input" && each.isUserList === true);
    const hasList = operands.some((each) => each.kind === "input" && Array.isArray(each.input));
    const all = table.candidates(name);
    const ofUser = ({ syntax }: Candidate): boolean => syntax.operands.some(({ kind }) => kind === "userlist");
    this.#candidates = hasList ? all.filter((each) => ofUser(each) === isUserList) : all;
    this.#isFixed = operands.every(({ kind }) => kind === "input");
    if (this.#isFixed) this.#encode(program, true);
    else this.size = size || (this.#hasSize(2) ? 2 : 4);
  }

  /** The IT state that an IT instruction begins. */
  get itState(): number {
    return this.#word & 0xff;
  }

  #hasSize(size: number): boolean {
    const { length } = this.#parsed.operands;
    return this.#candidates.some(({ row, syntax }) => row.size === size && syntax.operands.length === length);
  }

  override fit(program: Program): void {
    if (!this.#isFixed) this.#encode(program, false);
  }

  override emit(program: Program, bytes: Uint8Array): void {
    if (!this.#isFixed) this.#encode(program, true);
    const { offset, size } = this;
    const word = this.#word;
    if (size === 4 && this.#parsed.set === "t32") {
      putNumber(bytes, offset, word >>> 16, 2);
      putNumber(bytes, offset + 2, word & 0xffff, 2);
    } else putNumber(bytes, offset, word, size);
  }

  /** @param isFinal - all places are known: what does not fit is an error, and what a linker does is noted */
  #encode(program: Program, isFinal: boolean): void {
    const { operands, set } = this.#parsed;
    const inputs: OperandInput[] = [];
    let target: Value | null = null;
    let isForeign = false;
    let half: { readonly value: Value; readonly upper: boolean } | null = null;
    for (const operand of operands) {
      if (operand.kind === "input") inputs.push(operand.input);
      else if (operand.kind === "late") inputs.push(operand.make((expression) => this.#numberOf(program, expression)));
      else if (operand.kind === "half") {
        const value = program.evaluate(operand.expression, this);
        const number = program.absolute(value);
        if (number === null) half = { value, upper: operand.upper };
        const code =
          (number ?? program.addendOf(value, "symbol")) +
          (number !== null && program.isThumbFunction(value.symbol) ? 1 : 0);
        inputs.push(number !== null && operand.upper ? code >>> 16 : code & 0xffff);
      } else {
        target = program.evaluate(operand.expression, this);
        isForeign = target.base !== null && program.isForeign(target, this.section);
        const known = isForeign ? program.absolute(target) : target.number;
        const from = target.base === null || isForeign ? 0 : (this.section.address ?? 0);
        // A label's name is what an address that is not known yet is to the encoder.
        inputs.push(known === null ? LINKER : (from + known) >>> 0);
      }
    }
    // What is elsewhere may turn out to be far away.
    const least = isForeign && set === "t32" && this.#parsed.size === 0 && this.#hasSize(4) ? 4 : 0;
    const size = this.#parsed.size || least || (this.#isFixed || set === "a32" || this.size === 2 ? 0 : 4);
    let encoded: Encoded;
    try {
      encoded = this.#encodeInputs(
        inputs,
        this.#nameFor(program, target, isForeign),
        size as 0 | 2 | 4,
        program.features,
      );
    } catch (error) {
      // The places may still move: the longest form is looked at in the end.
      if (isFinal || !(error instanceof IsaError)) throw asAssemblyError(error, this.place);
      if (this.#parsed.size === 0 && this.#hasSize(4)) this.size = 4;
      return;
    }
    const { row, labelEncoder } = encoded;
    this.#row = row;
    this.#word = encoded.word;
    this.size = row.size;
    if (!isFinal) return;
    if (labelEncoder !== null && target !== null) {
      const addend = program.addendOf(target);
      const distance = addend - (set === "a32" ? 8 : 4);
      const bits = labelEncoder.encodeDistance(distance);
      if (bits === null) throw this.#error("out-of-range", `the distance ${addend} from a symbol is too large`);
      this.#word = ((this.#word & ~fieldMask(labelEncoder)) | bits) >>> 0;
      const { name, condition } = this.#parsed;
      program.relocate(this, this.offset, relocationOf(this.#row, set, name, condition), target, addend);
    }
    if (half !== null) {
      const kind = `R_ARM_${set === "t32" ? "THM_" : ""}${half.upper ? "MOVT" : "MOVW"}`;
      const isRelative = half.value.minus !== null;
      const suffix = isRelative ? "_PREL" : "_ABS";
      const type = `${kind}${suffix}${half.upper ? "" : "_NC"}`;
      program.relocate(this, this.offset, type, half.value, program.addendOf(half.value, "symbol"), "symbol");
    }
  }

  #encodeInputs(inputs: OperandInput[], name: string, size: 0 | 2 | 4, features: number): Encoded {
    const { condition, it, table } = this.#parsed;
    const options: EncodeOptions = { condition, size, encoding: "", features, allowUnpredictable: false };
    const place: Place = { address: ((this.section.address ?? 0) + this.offset) >>> 0, it };
    const candidates = name === this.#parsed.name ? this.#candidates : table.candidates(name);
    try {
      return encodeFirst(name, candidates, inputs, place, options);
    } catch (error) {
      const opposite = opposites[name];
      const last = inputs.at(-1);
      if (!(error instanceof IsaError) || opposite === undefined || typeof last !== "number") throw error;
      const [other, change] = opposite;
      const changed = [...inputs.slice(0, -1), change(last)];
      try {
        return encodeFirst(other, table.candidates(other), changed, place, options);
      } catch {
        throw error;
      }
    }
  }

  /** A call of code of the other instruction set in the same text is BLX. */
  #nameFor(program: Program, target: Value | null, isForeign: boolean): string {
    const { name, condition, set } = this.#parsed;
    if (target === null || isForeign || condition !== AL || (name !== "bl" && name !== "blx")) return name;
    const other = program.setOfSymbol(target.symbol);
    return other === null ? name : other === set ? "bl" : "blx";
  }

  #numberOf(program: Program, expression: Expression): number {
    const value = program.evaluate(expression, this);
    const number = program.absolute(value);
    if (number === null) throw this.#error("not-constant", "an operand is an address that a linker decides");
    return number;
  }

  #error(code: "not-constant" | "out-of-range", message: string): AssemblyError {
    return assemblyError(this.place, code, message, "load the address from a literal: ldr r0, =symbol");
  }
}

/** Stands for an address that a linker decides. */
const LINKER = "an address";
