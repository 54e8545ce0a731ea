import type { Decoder } from "../../src/decoder.js";
import { encodeFirst } from "../../src/encode.js";
import { featureSets } from "../../src/features.js";
import { decodersOf } from "../../src/operands/decoders.js";
import { encodingOf } from "../../src/operands/encoders.js";
import type { OperandInput } from "../../src/operands/operand.js";
import type { Comparison } from "../../src/predicate.js";
import type { Row, Syntax } from "../../src/row.js";
import type { Candidate, InstructionTable } from "../../src/table.js";
import type { Random } from "./random.js";

/** One way of writing one row: a mnemonic (with or without its `s`) and the operands of a syntax. */
export interface Form {
  readonly mnemonic: string;
  readonly candidate: Candidate;
  /** All candidates of the mnemonic. */
  readonly candidates: readonly Candidate[];
}

/** An instruction to be written: a form with operands, at a place. */
export interface Sample {
  readonly form: Form;
  /** The bits that it must be encoded to. */
  readonly word: number;
  readonly inputs: readonly OperandInput[];
  readonly address: number;
  readonly condition: number;
  readonly it: "outside" | "inside" | "last";
}

const AL = 14;

/** Every row under every mnemonic and syntax of a table. */
export function formsOf(table: InstructionTable): Form[] {
  return table.mnemonics.flatMap((mnemonic) => {
    const candidates = table.candidates(mnemonic);
    return candidates.map((candidate) => ({ mnemonic, candidate, candidates }));
  });
}

/** What a form is called in messages and lists: `ADD_i_A1 adds(Rd, Rn, const)`. */
export function nameOf({ mnemonic, candidate: { row, syntax } }: Form): string {
  return `${row.id} ${mnemonic}(${encodingOf(syntax)
    .operands.map(({ name }) => name)
    .join(", ")})`;
}

/** Values at which encoders go wrong. */
const boundary = (mask: number, random: Random): number =>
  Math.min(mask, random.pick([0, 0, 1, 2, mask, mask, mask - 1, (mask + 1) / 2, (mask - 1) / 2].map(Math.floor)));

function randomWord(
  row: Row,
  syntax: Syntax,
  index: number,
  random: Random,
  conditions: readonly Comparison[] = [],
): number {
  const fields = [...row.fields.values()];
  // The first samples have one field after the other at a boundary, and all others at random.
  const fixed = index < 4 * fields.length ? fields[index >>> 2] : undefined;
  let word = row.value | row.shouldValue;
  for (const field of fields) {
    const mask = 2 ** field.width - 1;
    const value = field === fixed || random.below(4) === 0 ? boundary(mask, random) : random.below(mask + 1);
    word |= value << field.shift;
  }
  for (const { left, operator, right } of [...conditions, ...syntax.when]) {
    if (!/^!?=$/.test(operator)) continue;
    const other = typeof right === "number" ? right : right.get(word);
    if (operator === "=") word = (word & ~left.put(left.mask)) | left.put(other);
    else if (left.mask === 1) word = (word & ~left.put(1)) | left.put(1 - other);
  }
  return word >>> 0;
}

/**
 * Draws a word of a form's row and syntax for which, most likely, conditions hold.
 *
 * @param index - how many were drawn before
 */
export function drawWord(form: Form, index: number, random: Random, conditions: readonly Comparison[]): number {
  const { row, syntax, setsFlags } = form.candidate;
  const word = randomWord(row, syntax, index, random, conditions);
  return row.setFlags === null ? word : ((word & ~row.setFlags.put(1)) | row.setFlags.put(setsFlags ? 1 : 0)) >>> 0;
}

/**
 * Draws an instruction of a form, its operands at boundaries or at random. What there is to draw from is what the row's fields can
 * hold; operands are what they decode to.
 *
 * @param index - how many were drawn before
 * @returns null if the fields drawn do not make a valid instruction of the row, or none that can be written so
 */
export function draw(form: Form, decoder: Decoder, index: number, random: Random): Sample | null {
  const { row, syntax, setsFlags } = form.candidate;
  let word = drawWord(form, index, random, []);
  let it: Sample["it"] = "outside";
  let condition = AL;
  if (row.cond !== null) {
    if (!syntax.tail.includes("{c}")) word = ((word & ~row.cond.put(15)) | row.cond.put(AL)) >>> 0;
    condition = row.cond.get(word);
  } else if (row.set === "t32" && row.it !== "outside") {
    const outsideOnly = setsFlags && row.setFlags === null;
    const insideOnly = !setsFlags && row.setFlags === null && syntax.tail.includes("{s}");
    it = outsideOnly ? "outside" : random.pick(insideOnly ? ["inside", "last"] : ["outside", "inside", "last"]);
    if (it !== "outside") condition = random.below(AL);
  }
  // Branches reach negative addresses otherwise.
  const address = 0x0800_0000 + (it === "outside" ? 0 : 2);
  const instruction = decoder.instruction(word, row.size, address, itState(it, condition));
  if (instruction.row !== row || instruction.validity !== "valid" || !syntax.when.every(({ holds }) => holds(word)))
    return null;
  const inputs = decodersOf(syntax).map((decoder) => decoder.decode({ row, word, address }).input);
  const sample = { form, word, inputs, address, condition, it };
  const printed = row.syntaxes.find(({ inputOnly, when }) => !inputOnly && when.every(({ holds }) => holds(word)));
  if (printed === syntax) return sample;
  // Another syntax need not be able to say all that the printed one does, such as the rotation of a constant.
  try {
    return { ...sample, word: encodeSample(sample, inputs) };
  } catch {
    return null;
  }
}

/** The IT state of a place under a condition, as `Decoder` takes it. */
export function itState(it: Sample["it"], condition: number): number {
  if (it === "outside") return 0;
  return (condition << 4) | (it === "last" ? 8 : ((condition & 1) << 3) | 4);
}

/** Encodes a sample with one of the candidates of its mnemonic; its own by default. */
export function encodeSample(
  { form, address, condition, it }: Sample,
  inputs: readonly OperandInput[],
  candidate: Candidate = form.candidate,
): number {
  const place = { address, it };
  const options = {
    condition,
    size: candidate.row.size,
    encoding: candidate.row.id.slice(candidate.row.id.lastIndexOf("_") + 1),
    features: featureSets.all,
    allowUnpredictable: false,
  } as const;
  return encodeFirst(form.mnemonic, [candidate], inputs, place, options).word;
}
