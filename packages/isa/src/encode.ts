import { AL } from "./conditions.js";
import { IsaError } from "./errors.js";
import { featureNames } from "./features.js";
import { EncodeContext, type Failure, type RelativeCodec } from "./operands/codec.js";
import type { OperandInput } from "./operands/operand.js";
import type { Rule } from "./predicate.js";
import { registersWritten } from "./register-use.js";
import type { Row, Syntax } from "./row.js";
import type { Candidate } from "./table.js";

/** Where an instruction will stand. */
export interface Place {
  /** Its address, 0 to 2^32 - 1. */
  readonly address: number;
  /** T32 only: whether it stands in an IT block, and as the last of it. */
  readonly it: "outside" | "inside" | "last";
}

/** What the assembler may be told besides the operands. */
export interface EncodeOptions {
  /** The condition's number, 0 to 14. In T32 it must be that of the IT block, except for a conditional branch. */
  readonly condition: number;
  /** Only encodings of this many bytes; 0 for any. */
  readonly size: 0 | 2 | 4;
  /** Only the encoding of this letter and number (`A1`, `T3`); an empty text for any. */
  readonly encoding: string;
  /** The features that the CPU has. */
  readonly features: number;
  /** Whether an encoding is also given when its behaviour is UNPREDICTABLE. */
  readonly allowUnpredictable: boolean;
}

/** An encoded instruction. The object is reused by the next call. */
export interface Encoded {
  readonly row: Row;
  /** The bits; a 32-bit T32 instruction has its first halfword in the high half. */
  readonly word: number;
  /** A label that the word still needs the distance to. */
  readonly label: string | null;
  readonly labelCodec: RelativeCodec | null;
}

const context: EncodeContext = /* @__PURE__ */ new EncodeContext();

/** Makes those comparisons of a syntax's `if` hold that are with a field which the operands fill: `Rn=Rd`, and for single bits `x!=c`. */
function dependentBits(syntax: Syntax, word: number): number {
  let added = 0;
  for (const { left, operator, right } of syntax.when) {
    if (typeof right === "number" || (left.put(left.mask) & syntax.operandBits) !== 0) continue;
    if (operator === "=") added |= left.put(right.get(word));
    else if (operator === "!=" && left.mask === 1) added |= left.put(1 - right.get(word));
  }
  return added;
}

const brokenRule = (rule: Rule | null, word: number): string | null =>
  rule?.alternatives.find(({ all }) => all.every(({ holds }) => holds(word)))?.text ?? null;

/** Encodes a candidate whose operands have the right form; notes in the context why it cannot. */
function encodeCandidate(
  { row, syntax, setsFlags }: Candidate,
  operands: readonly OperandInput[],
  place: Place,
  options: EncodeOptions,
): number {
  context.row = row;
  context.address = place.address;
  context.features = options.features;
  context.failure = null;
  context.label = null;
  context.labelCodec = null;
  let word = row.value | row.shouldValue | syntax.impliedBits;
  if (row.cond !== null && syntax.tail.includes("{c}")) word |= row.cond.put(options.condition);
  if (setsFlags && row.setFlags !== null) word |= row.setFlags.put(1);
  for (let index = 0; index < operands.length; index++) {
    context.word = word;
    word |= syntax.operands[index]!.encode(operands[index]!, context);
  }
  if (context.failure !== null) return 0;
  word = (word | dependentBits(syntax, word)) >>> 0;
  for (const { holds } of syntax.when) {
    if (!holds(word))
      return context.fail("not-encodable", "operands", operands.join(", "), "another encoding of the mnemonic");
  }
  if (row.matches !== null && !row.matches.holds(word)) {
    return context.fail(
      "not-encodable",
      "operands",
      operands.join(", "),
      `another encoding: ${row.id} is for ${row.matches.alternatives.map(({ text }) => text).join(" or ")}`,
    );
  }
  const undefinedText = brokenRule(row.undefinedWhen, word);
  if (undefinedText !== null)
    return context.fail("not-encodable", "operands", operands.join(", "), `not ${undefinedText}, which is UNDEFINED`);
  const unpredictableText = options.allowUnpredictable ? null : brokenRule(row.unpredictableWhen, word);
  if (unpredictableText !== null)
    return context.fail(
      "unpredictable",
      "operands",
      operands.join(", "),
      `not ${unpredictableText}, which is UNPREDICTABLE`,
    );
  if (place.it === "inside" && (registersWritten(row.registers, word) & 0x8000) !== 0)
    return context.fail("it-block", "place", "within an IT block", "outside of an IT block, or last in it");
  return word;
}

const formFits = ({ operands }: Syntax, inputs: readonly OperandInput[]): boolean => {
  if (operands.length !== inputs.length) return false;
  for (let index = 0; index < operands.length; index++) {
    if (!operands[index]!.accepts(inputs[index]!)) return false;
  }
  return true;
};

/** Why a candidate is not for this place, or null. */
function refusal({ row, syntax, setsFlags }: Candidate, place: Place, options: EncodeOptions): Failure | null {
  const refuse = (code: Failure["code"], operand: string, value: unknown, allowed: string): Failure => ({
    code,
    operand,
    value,
    allowed,
  });
  if ((row.features & ~options.features) !== 0) {
    return refuse(
      "missing-feature",
      "features",
      featureNames(row.features & ~options.features).join(", "),
      "a CPU that has it",
    );
  }
  if (options.size !== 0 && row.size !== options.size)
    return refuse("not-encodable", "width", options.size, `${row.size} bytes`);
  if (options.encoding !== "" && !row.id.endsWith(`_${options.encoding}`)) {
    return refuse("not-encodable", "encoding", options.encoding, row.id);
  }
  const conditional = options.condition !== AL;
  if (row.set === "a32" || row.cond !== null) {
    if (conditional && (row.cond === null || !syntax.tail.includes("{c}"))) {
      return refuse("condition-not-allowed", "condition", options.condition, "no condition");
    }
    if (row.set === "t32" && !conditional) return refuse("condition-not-allowed", "condition", "al", "eq to le");
  } else if (conditional && place.it === "outside") {
    return refuse("it-block", "condition", options.condition, "an IT block around a conditional instruction");
  }
  if (row.set === "t32") {
    if (row.it === "outside" && place.it !== "outside")
      return refuse("it-block", "place", "in an IT block", "outside of an IT block");
    if (row.it === "last" && place.it === "inside")
      return refuse("it-block", "place", "within an IT block", "outside of an IT block, or last in it");
    if (row.setFlags === null && syntax.tail.includes("{s}") && setsFlags !== (place.it === "outside")) {
      return refuse("flags-not-allowed", "s", setsFlags, "flags set outside of an IT block, and only there");
    }
  }
  return null;
}

const result: { row: Row; word: number; label: string | null; labelCodec: RelativeCodec | null } = {
  row: null as unknown as Row,
  word: 0,
  label: null,
  labelCodec: null,
};

/** How close a refused candidate came: the reason of the closest is reported. */
const closeness: Readonly<Partial<Record<Failure["code"], number>>> = {
  "out-of-range": 4,
  misaligned: 4,
  unpredictable: 5,
  "not-encodable": 3,
};

/**
 * Encodes an instruction with the first of the candidates that takes the operands.
 *
 * @param candidates - of one mnemonic, in the order in which they are tried
 * @returns an object that the next call overwrites
 * @throws {IsaError} with the reason of the candidate that came closest
 */
export function encodeFirst(
  mnemonic: string,
  candidates: readonly Candidate[],
  operands: readonly OperandInput[],
  place: Place,
  options: EncodeOptions,
): Encoded {
  let closest: Failure | null = null;
  let distance = -1;
  const note = (failure: Failure, rank: number): void => {
    if (rank > distance) {
      closest = failure;
      distance = rank;
    }
  };
  for (let index = 0; index < candidates.length; index++) {
    const candidate = candidates[index]!;
    if (!formFits(candidate.syntax, operands)) continue;
    const refused = refusal(candidate, place, options);
    if (refused !== null) {
      note(refused, refused.code === "missing-feature" ? 2 : 1);
      continue;
    }
    const word = encodeCandidate(candidate, operands, place, options);
    if (context.failure === null) {
      result.row = candidate.row;
      result.word = word;
      result.label = context.label;
      result.labelCodec = context.labelCodec;
      return result;
    }
    note(context.failure, closeness[(context.failure as Failure).code] ?? 2);
  }
  throw errorOf(mnemonic, candidates, operands, closest);
}

const shown = (value: unknown): string =>
  Array.isArray(value)
    ? `{${value.join(", ")}}`
    : typeof value === "object" && value !== null
      ? (value.constructor?.name ?? "object")
      : String(value);

function errorOf(
  mnemonic: string,
  candidates: readonly Candidate[],
  operands: readonly OperandInput[],
  failure: Failure | null,
): IsaError {
  if (failure !== null) {
    const { code, operand, value, allowed } = failure;
    return new IsaError(code, `${mnemonic}: ${operand} is ${shown(value)}, must be ${allowed}`, {
      operand,
      value,
      allowed,
      mnemonic,
    });
  }
  const counts = [...new Set(candidates.map(({ syntax }) => syntax.operands.length))].sort((a, b) => a - b);
  const forms = candidates
    .map(({ row, syntax }) => `${row.id} (${syntax.operands.map(({ name }) => name).join(", ")})`)
    .join("; ");
  const details = { mnemonic, value: operands, allowed: forms };
  if (!counts.includes(operands.length)) {
    return new IsaError(
      "operand-count",
      `${mnemonic} takes ${counts.join(" or ")} operands, not ${operands.length}: ${forms}`,
      details,
    );
  }
  return new IsaError(
    "operand-kind",
    `${mnemonic} does not take (${operands.map(shown).join(", ")}): use ${forms}`,
    details,
  );
}
