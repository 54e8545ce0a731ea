import type { Bits } from "./bits.js";

/** @internal Whether an encoded word has a property. */
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

const population = (value: number): number => {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count++;
  return count;
};

/**
 * One comparison: `Rn=15`, `imm5!=0`, `Rn=Rt`, `Rt<14`, `Rt%2=1` (the remainder), `count(list)<2` (the bits that are set),
 * `list@Rn=1` (the bit that a field selects), `Vd+imm7>32`, `Rd=Rt+1` (sums).
 */
function comparison(text: string, resolve: Resolve): Comparison {
  const parts =
    /^(?:(count)\(([^)]+)\)|([\w:]+))(?:%(\d+))?(?:@([\w:]+))?(?:\+([\w:]+))?(!=|<=|>=|<|>|=)([\w:]+)(?:\+(\d+))?$/.exec(
      text,
    );
  if (parts === null) throw new Error(`condition "${text}" of a row cannot be read`);
  const [, count, counted, plain, modulus, selector, added, operator = "", rightText = "", more = "0"] = parts;
  const left = resolve(counted ?? plain ?? "");
  const selected = selector === undefined ? undefined : resolve(selector);
  const addend = added === undefined ? undefined : resolve(added);
  const remainder = modulus === undefined ? 0 : Number(modulus);
  const right = /^\d+$/.test(rightText) ? Number(rightText) : resolve(rightText);
  const value = (word: number): number => {
    const raw = left.get(word);
    if (count !== undefined) return population(raw);
    if (selected !== undefined) return (raw >>> selected.get(word)) & 1;
    if (addend !== undefined) return raw + addend.get(word);
    return remainder === 0 ? raw : raw % remainder;
  };
  const other = (word: number): number => (typeof right === "number" ? right : right.get(word) + Number(more));
  const simple =
    more === "0" && count === undefined && selected === undefined && addend === undefined && remainder === 0;
  const compare = comparisons[operator]!;
  const holds =
    (simple && typeof right === "number" ? maskedComparison(left, operator, right) : null) ??
    ((word) => compare(value(word), other(word)));
  return { left, operator: simple ? operator : `${operator}*`, right, holds };
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
