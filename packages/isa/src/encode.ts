import { AL } from "./conditions.js";
import { IsaError, refusal, shown } from "./errors.js";
import { featureNames } from "./features.js";
import { EncodeContext, type Failure } from "./operands/codec.js";
import { coreRegisterOf } from "./operands/core-register.js";
import { encodingOf, type SyntaxEncoding } from "./operands/encoders.js";
import type { OperandInput } from "./operands/operand.js";
import type { RelativeEncoder } from "./operands/relative.js";
import type { Rule } from "./predicate.js";
import type { CoreRegister } from "./registers.js";
import type { Row, Syntax } from "./row.js";
import { type Stencil, stencilOf } from "./stencil.js";
import type { Candidate } from "./table.js";
import { otherForm } from "./two-operands.js";

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
  /** True if an encoding is also given when its behaviour is UNPREDICTABLE. */
  readonly allowUnpredictable: boolean;
}

/** An encoded instruction. The object is reused by the next call. */
export interface Encoded {
  readonly row: Row;
  /** The bits; a 32-bit T32 instruction has its first halfword in the high half. */
  readonly word: number;
  /** A label that the word still needs the distance to. */
  readonly label: string | null;
  readonly labelEncoder: RelativeEncoder | null;
}

const context: EncodeContext = /* @__PURE__ */ new EncodeContext();

/** Makes those comparisons of a syntax's `if` hold that are with a field which the operands fill: `Rn=Rd`, and for single bits `x!=c`. */
function dependentBits({ when }: Syntax, operandBits: number, word: number): number {
  let added = 0;
  for (const { left, operator, right } of when) {
    if (typeof right === "number" || (left.put(left.mask) & operandBits) !== 0) continue;
    if (operator === "=") added |= left.put(right.get(word));
    else if (operator === "!=" && left.mask === 1) added |= left.put(1 - right.get(word));
  }
  return added;
}

/** Which part of a rule holds; null if the rule does not. */
const brokenRule = (rule: Rule | null, word: number): string | null =>
  rule?.holds(word) ? rule.alternatives.find(({ all }) => all.every(({ holds }) => holds(word)))!.text : null;

/** Notes that the operands, each of them good, do not go together. */
const refuseAll = (code: Failure["code"], operands: readonly OperandInput[], allowed: string): number =>
  context.fail(code, "operands", operands.map(shown).join(", "), allowed);

const OTHER_PLACE = "outside of an IT block, or last in it";

const refusePlace = (allowed: string): number => context.fail("it-block", "place", "within an IT block", allowed);

function begin(row: Row, place: Place, options: EncodeOptions): void {
  context.row = row;
  context.address = place.address;
  context.features = options.features;
  context.label = null;
  context.labelEncoder = null;
}

/** Encodes a candidate whose operands have the right form; notes in the context why it cannot. */
function encodeCandidate(
  { row, syntax, setsFlags }: Candidate,
  encoding: SyntaxEncoding,
  operands: readonly OperandInput[],
  place: Place,
  options: EncodeOptions,
): number {
  begin(row, place, options);
  let word = encoding.fixedBits;
  if (row.cond !== null && syntax.takesCondition) word |= row.cond.put(options.condition);
  if (setsFlags && row.setFlags !== null) word |= row.setFlags.put(1);
  for (let index = 0; index < operands.length; index++) {
    context.word = word;
    word |= encoding.operands[index]!.encode(operands[index]!, context);
  }
  if (context.failure !== null) return 0;
  const { when } = syntax;
  if (when.length > 0) {
    word |= dependentBits(syntax, encoding.operandBits, word);
    for (const { holds } of when)
      if (!holds(word)) return refuseAll("not-encodable", operands, "another encoding of the mnemonic");
  }
  const { matches, undefinedWhen, unpredictableWhen } = row;
  if (matches !== null && !matches.holds(word)) {
    const texts = matches.alternatives.map(({ text }) => text).join(" or ");
    return refuseAll("not-encodable", operands, `another encoding: ${row.id} is for ${texts}`);
  }
  const undefinedText = brokenRule(undefinedWhen, word);
  if (undefinedText !== null) return refuseAll("not-encodable", operands, `not ${undefinedText}, which is UNDEFINED`);
  const unpredictableText = options.allowUnpredictable ? null : brokenRule(unpredictableWhen, word);
  if (unpredictableText !== null)
    return refuseAll("unpredictable", operands, `not ${unpredictableText}, which is UNPREDICTABLE`);
  if (place.it === "inside" && row.writesPc?.holds(word)) return refusePlace(OTHER_PLACE);
  return word >>> 0;
}

function formFits({ operands }: SyntaxEncoding, inputs: readonly OperandInput[]): boolean {
  for (let index = 0; index < operands.length; index++) {
    if (!operands[index]!.accepts(inputs[index]!)) return false;
  }
  return true;
}

/** Notes why a candidate is not for this place, and gives 0; anything else if it is. */
function checkPlace({ row, syntax, setsFlags }: Candidate, { it }: Place, options: EncodeOptions): number {
  const { condition, size, encoding } = options;
  const missing = row.features & ~options.features;
  if (missing !== 0)
    return context.fail("missing-feature", "features", featureNames(missing).join(", "), "a CPU that has it");
  if (size !== 0 && row.size !== size) return context.fail("not-encodable", "width", size, `${row.size} bytes`);
  if (encoding !== "" && !row.id.endsWith(`_${encoding}`))
    return context.fail("not-encodable", "encoding", encoding, row.id);
  const isThumb = row.set === "t32";
  if (!isThumb || row.cond !== null) {
    if (condition === AL) {
      if (isThumb) return context.fail("condition-not-allowed", "condition", "al", "eq to le");
    } else if (row.cond === null || !syntax.takesCondition)
      return context.fail("condition-not-allowed", "condition", condition, "no condition");
  } else if (condition !== AL && it === "outside")
    return context.fail("it-block", "condition", condition, "an IT block around a conditional instruction");
  if (isThumb) {
    if (row.it === "outside" && it !== "outside") return refusePlace("outside of an IT block");
    if (row.it === "last" && it === "inside") return refusePlace(OTHER_PLACE);
    if (row.setFlags === null && syntax.takesFlags && setsFlags !== (it === "outside"))
      return context.fail("flags-not-allowed", "s", setsFlags, "flags set outside of an IT block, and only there");
  }
  return 1;
}

const result: { row: Row; word: number; label: string | null; labelEncoder: RelativeEncoder | null } = {
  row: null as unknown as Row,
  word: 0,
  label: null,
  labelEncoder: null,
};

function encodedAs(row: Row, word: number): Encoded {
  result.row = row;
  result.word = word;
  result.label = context.label;
  result.labelEncoder = context.labelEncoder;
  return result;
}

/** How close a refused candidate came: the reason of the closest is reported. */
const closeness: Readonly<Partial<Record<Failure["code"], number>>> = {
  "out-of-range": 4,
  misaligned: 4,
  unpredictable: 5,
  "not-encodable": 3,
};

/** True if there are no options but the features. */
const isUnspecific = ({ condition, size, encoding, allowUnpredictable }: EncodeOptions): boolean =>
  condition === AL && size === 0 && encoding === "" && !allowUnpredictable;

/** The word of a plain encoding with its operands; null if it does not take them. */
function plainWord(
  { word, shifts, mosts }: Stencil,
  encoders: SyntaxEncoding["operands"],
  operands: readonly OperandInput[],
): number | null {
  let bits = word;
  for (let index = 0; index < shifts.length; index++) {
    const input = operands[index]!;
    const shift = shifts[index]!;
    if (shift < 0) {
      const encoder = encoders[index]!;
      if (!encoder.accepts(input)) return null;
      context.word = bits;
      bits |= encoder.encode(input, context);
      if (context.failure !== null) return null;
      continue;
    }
    const most = mosts[index]!;
    let value: unknown = input;
    if (most < 0) value = (input as CoreRegister | undefined)?.coreNumber ?? coreRegisterOf(input)?.number;
    if (typeof value !== "number") return null;
    // Masking changes a value that is negative, too large or a fraction.
    const field = value & (most < 0 ? ~most : most);
    if (field !== value) return null;
    bits |= field << shift;
  }
  return bits;
}

/** Encodes as {@link encodeFirst}, without options and outside of IT blocks; null if that takes a closer look. */
function encodeUnspecific(
  mnemonic: string,
  candidates: readonly Candidate[],
  operands: readonly OperandInput[],
  place: Place,
  options: EncodeOptions,
): Encoded | null {
  const least = candidates[0]?.row.size;
  for (let index = 0; index < candidates.length; index++) {
    const candidate = candidates[index]!;
    const { row, syntax } = candidate;
    if (syntax.operands.length !== operands.length || (row.features & ~options.features) !== 0) continue;
    const encoding = encodingOf(syntax);
    const stencil = stencilOf(candidate, encoding);
    if (!stencil.isPossible) continue;
    // The other form of the operands may have a shorter encoding.
    if (row.size !== least && otherForm(mnemonic, operands) !== null) return null;
    context.failure = null;
    let word: number | null = null;
    if (stencil.isPlain) {
      begin(row, place, options);
      word = plainWord(stencil, encoding.operands, operands);
      if (
        word !== null &&
        ((row.matches !== null && !row.matches.holds(word)) ||
          row.undefinedWhen?.holds(word) ||
          row.unpredictableWhen?.holds(word))
      )
        word = null;
    } else if (formFits(encoding, operands)) {
      word = encodeCandidate(candidate, encoding, operands, place, options);
      if (context.failure !== null) word = null;
    }
    if (word !== null) return encodedAs(row, word >>> 0);
  }
  return null;
}

/** The refusal that came closest so far, and how close. */
let closest: Failure | null = null;
let greatest = 0;

/** Encodes an instruction with the first of the candidates of a size that takes the operands as they are; null if none does. */
function encodeWith(
  candidates: readonly Candidate[],
  size: number,
  operands: readonly OperandInput[],
  place: Place,
  options: EncodeOptions,
): Encoded | null {
  for (let index = 0; index < candidates.length; index++) {
    const candidate = candidates[index]!;
    if (candidate.row.size !== size || candidate.syntax.operands.length !== operands.length) continue;
    const encoding = encodingOf(candidate.syntax);
    if (!formFits(encoding, operands)) continue;
    context.failure = null;
    const isPlace = checkPlace(candidate, place, options) !== 0;
    const word = isPlace ? encodeCandidate(candidate, encoding, operands, place, options) : 0;
    const failure = context.failure as Failure | null;
    if (failure === null) {
      return encodedAs(candidate.row, word);
    }
    const near = isPlace ? (closeness[failure.code] ?? 2) : failure.code === "missing-feature" ? 2 : 1;
    if (near > greatest) {
      closest = failure;
      greatest = near;
    }
  }
  return null;
}

/**
 * Encodes an instruction with the first of the candidates that takes the operands. Among encodings of one size, those that are written
 * with as many operands come before those that a destination left out, or written twice, leads to.
 *
 * @param candidates - of one mnemonic, in the order in which they are tried, the shortest first
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
  if (place.it === "outside" && isUnspecific(options)) {
    const encoded = encodeUnspecific(mnemonic, candidates, operands, place, options);
    if (encoded !== null) return encoded;
  }
  closest = null;
  greatest = 0;
  let other: readonly OperandInput[] | null = null;
  for (let size = candidates[0]?.row.size ?? 8; size <= 4; size += 2) {
    const encoded = encodeWith(candidates, size, operands, place, options);
    if (encoded !== null) return encoded;
    other ??= otherForm(mnemonic, operands);
    const reworded = other && encodeWith(candidates, size, other, place, options);
    if (reworded !== null) return reworded;
  }
  throw errorOf(mnemonic, candidates, operands, closest);
}

function errorOf(
  mnemonic: string,
  candidates: readonly Candidate[],
  operands: readonly OperandInput[],
  failure: Failure | null,
): IsaError {
  if (failure !== null) {
    const { code, operand, value, allowed } = failure;
    const fields = refusal(code, operand, value, allowed);
    return new IsaError({ ...fields, message: `${mnemonic}: ${fields.message}`, mnemonic });
  }
  const lists = candidates.map(({ syntax }) => encodingOf(syntax).operands.map(({ name }) => name));
  const forms = [...new Set(lists.map((list) => `(${list.join(", ")})`))].join(" or ");
  const isKind = lists.some(({ length }) => length === operands.length);
  const given = isKind ? `(${operands.map(shown).join(", ")})` : `${operands.length} operands`;
  return new IsaError({
    code: isKind ? "operand-kind" : "operand-count",
    message: `${mnemonic} does not take ${given}`,
    hint: `use ${forms}`,
    mnemonic,
    value: operands,
    allowed: forms,
  });
}
