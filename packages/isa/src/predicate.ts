import { Bits } from "./bits.js";
import { countOfMask } from "./mask.js";

/** @internal True if an encoded word has a property. */
export type Predicate = (word: number) => boolean;

/** @internal One comparison of a row's condition, kept apart so that the encoder can make `=` come true. */
export interface Comparison {
  readonly left: Bits;
  readonly operator: string;
  readonly right: Bits | number;
  readonly holds: Predicate;
}

type Resolve = (name: string) => Bits;

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  "=": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => left < right,
  ">": (left, right) => left > right,
  "<=": (left, right) => left <= right,
  ">=": (left, right) => left >= right,
};

/** A number that a condition compares. */
interface Term {
  /** The field that it is, or is worked out from; the number if it is one. */
  readonly base: Bits | number;
  /** True if it is nothing but its base. */
  readonly simple: boolean;
  value(word: number): number;
}

/**
 * `14`; `Rn`, `D:Vd`; `Rt%2` (the lowest bit); `count(list)` (the bits that are set); `list@Rn` (the bit that a field selects);
 * `Vd+imm7`, `Rt+1` (sums).
 */
function term(text: string, resolve: Resolve): Term {
  const [, counted, plain = counted, operator, operand = ""] =
    /^(?:count\((.+)\)|([\w:]+))(?:([%@+])([\w:]+))?$/.exec(text) ?? [];
  if (plain === undefined) throw new Error(`no condition: ${text}`);
  if (/^\d+$/.test(plain)) return { base: Number(plain), simple: true, value: () => Number(plain) };
  const field = resolve(plain);
  const isLowest = operator === "%";
  const base = isLowest ? new Bits([{ shift: field.pieces.at(-1)!.shift, width: 1 }]) : field;
  if (counted !== undefined) return { base, simple: false, value: (word) => countOfMask(base.get(word)) };
  if (isLowest || operator === undefined) return { base, simple: true, value: (word) => base.get(word) };
  const other = term(operand, resolve);
  const value = {
    "@": (word: number) => (base.get(word) >>> other.value(word)) & 1,
    "+": (word: number) => base.get(word) + other.value(word),
  }[operator as "@" | "+"];
  return { base, simple: false, value };
}

/** One comparison of a term with a field, a field plus a number, or a number: `Rn=15`, `imm5!=0`, `Rd=Rt+1`. */
function comparison(text: string, resolve: Resolve): Comparison {
  const [, leftText = "", operator = "", rightText = ""] = /^(.+?)(!=|<=|>=|<|>|=)(.+)$/.exec(text) ?? [];
  const left = term(leftText, resolve);
  const right = term(rightText, resolve);
  const simple = left.simple && right.simple;
  const field = left.base as Bits;
  const compare = comparisons[operator]!;
  const holds =
    (simple && typeof right.base === "number" ? maskedComparison(field, operator, right.base) : null) ??
    ((word) => compare(left.value(word), right.value(word)));
  return { left: field, operator: simple ? operator : `${operator}*`, right: right.base, holds };
}

/** The commonest comparisons, a field with a number, in one step: decoders make them all the time. */
function maskedComparison(left: Bits, operator: string, right: number): Predicate | null {
  if (right > left.mask) return null;
  const mask = left.put(left.mask);
  const value = left.put(right);
  if (operator === "=") return (word) => (word & mask) === value;
  if (operator === "!=") return (word) => (word & mask) !== value;
  return null;
}

const combine = (parts: readonly Predicate[], all: boolean): Predicate => {
  const [first, second] = parts;
  if (parts.length === 1) return first!;
  if (parts.length === 2)
    return all ? (word) => first!(word) && second!(word) : (word) => first!(word) || second!(word);
  return (word) => {
    for (let index = 0; index < parts.length; index++) if (parts[index]!(word) !== all) return !all;
    return all;
  };
};

/** @internal The comparisons of a conjunction, `A=1&B!=2`. */
export function conjunction(text: string, resolve: Resolve): readonly Comparison[] {
  return text.split("&").map((each) => comparison(each, resolve));
}

/** @internal A property of encoded words, with its text for messages. */
export interface Rule {
  readonly alternatives: readonly { readonly text: string; readonly all: readonly Comparison[] }[];
  readonly holds: Predicate;
}

/** `wback&A=1` is `P=0&A=1,W=1&A=1`: the base register is written back, by either bit (A8.8.63 and others). */
const withWriteBack = (text: string): string[] =>
  text.startsWith("wback&") ? ["P=0", "W=1"].map((bit) => text.replace("wback", bit)) : [text];

/** @internal A disjunction of conjunctions, `A=1&B=2,C=3`; null for an empty text. */
export function rule(text: string, resolve: Resolve): Rule | null {
  if (text === "") return null;
  const alternatives = text
    .split(",")
    .flatMap(withWriteBack)
    .map((each) => ({ text: each, all: conjunction(each, resolve) }));
  const conjunctions = alternatives.map(({ all }) =>
    combine(
      all.map(({ holds }) => holds),
      true,
    ),
  );
  return { alternatives, holds: combine(conjunctions, false) };
}
