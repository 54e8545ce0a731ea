import type { TextPlace } from "./assembly-error.js";
import type { Cursor } from "./cursor.js";
import type { Section } from "./section.js";

/** @internal What an expression stands for: a number, or a place in a section, or one relative to a symbol that is not defined. */
export interface Value {
  /** What the number is added to; null for nothing. */
  readonly base: Section | string | null;
  readonly number: number;
  /** What is subtracted besides. */
  readonly minus: Section | null;
  /** The symbol, where the expression is one, plus a number, or minus a place in the same section. */
  readonly symbol: string | null;
  /** A name in parentheses behind the symbol, `(GOT)`: what the linker makes of it. */
  readonly operator: string | null;
}

/** @internal What expressions ask for. */
export interface Scope {
  /** The place of the statement. */
  here(): Value;
  symbol(name: string, place: TextPlace): Value;
  fail(place: TextPlace, message: string, hint: string): Error;
}

/** @internal An expression, worked out when all places are known. */
export type Expression = (scope: Scope) => Value;

/** @internal */
export const numberValue = (number: number): Value => ({
  base: null,
  number,
  minus: null,
  symbol: null,
  operator: null,
});

type Operator = (left: number, right: number) => number;

const products: Readonly<Record<string, Operator>> = {
  "*": (left, right) => left * right,
  "/": (left, right) => Math.trunc(left / right),
  "%": (left, right) => left % right,
  "<<": (left, right) => left * 2 ** right,
  ">>": (left, right) => (left >>> 0) >>> right,
};
const bitwise: Readonly<Record<string, Operator>> = {
  "|": (left, right) => left | right,
  "&": (left, right) => left & right,
  "^": (left, right) => left ^ right,
};

const NUMBER = /0[xX][\da-fA-F]+|0[bB][01]+(?!\w)|\d+(?![bf\d])/y;
const LOCAL = /\d+[bf]/y;
const CHARACTER = /'(?:\\.|[^\\])'?/y;
const SYMBOL = /[A-Za-z_.$][\w.$]*/y;
const LINKER = /\((?:[A-Z][A-Za-z_\d]*|none)\)/y;
const escapes: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, b: 8, f: 12, "0": 0 };

const numberOf = (text: string): number => (/^0\d+$/.test(text) ? Number.parseInt(text, 8) : Number(text));

/** Both sides are numbers, or it is an error. */
function combined(
  place: TextPlace,
  operator: string,
  compute: Operator,
  left: Expression,
  right: Expression,
): Expression {
  return (scope) => {
    const [one, other] = [left(scope), right(scope)];
    if (one.base !== null || other.base !== null || one.minus !== null || other.minus !== null)
      throw scope.fail(place, `"${operator}" takes two numbers`, "subtract labels of one section first");
    return numberValue(compute(one.number, other.number));
  };
}

const sum =
  (place: TextPlace, left: Expression, right: Expression): Expression =>
  (scope) => {
    const [one, other] = [left(scope), right(scope)];
    const number = one.number + other.number;
    if (other.base === null && other.minus === null) return { ...one, number };
    if (one.base === null && one.minus === null) return { ...other, number };
    throw scope.fail(place, "two places cannot be added", "add a number to a place");
  };

const difference =
  (place: TextPlace, left: Expression, right: Expression): Expression =>
  (scope) => {
    const [one, other] = [left(scope), right(scope)];
    const number = one.number - other.number;
    if (other.base === null && other.minus === null) return { ...one, number };
    if (one.base === other.base && one.minus === other.minus) return { ...numberValue(number), symbol: one.symbol };
    if (typeof other.base === "string" || other.base === null || other.minus !== null || one.minus !== null)
      throw scope.fail(
        place,
        "these two places have no distance that is known",
        "subtract a label that the text defines",
      );
    return { ...one, number, minus: other.base };
  };

function primary(cursor: Cursor): Expression {
  const { place } = cursor;
  if (cursor.accept("(")) {
    const inner = expressionAt(cursor);
    cursor.expect(")");
    return inner;
  }
  if (cursor.accept("-")) {
    const operand = primary(cursor);
    return combined(
      place,
      "-",
      (_, right) => -right,
      () => numberValue(0),
      operand,
    );
  }
  if (cursor.accept("~")) {
    const operand = primary(cursor);
    return combined(
      place,
      "~",
      (_, right) => ~right,
      () => numberValue(0),
      operand,
    );
  }
  if (cursor.accept("+")) return primary(cursor);
  const local = cursor.match(LOCAL);
  if (local !== null) {
    const name = cursor.localName(local);
    return (scope) => scope.symbol(name, place);
  }
  const number = cursor.match(NUMBER);
  if (number !== null) return () => numberValue(numberOf(number));
  const character = cursor.match(CHARACTER);
  if (character !== null) {
    const code = character[1] === "\\" ? (escapes[character[2]!] ?? character.charCodeAt(2)) : character.charCodeAt(1);
    return () => numberValue(code);
  }
  const name = cursor.match(SYMBOL);
  if (name === ".") return (scope) => scope.here();
  if (name === null) throw cursor.fail("syntax", "an expression is missing here", "write a number or a symbol");
  const operator = cursor.match(LINKER);
  if (operator === null) return (scope) => scope.symbol(name, place);
  return (scope) => ({ ...scope.symbol(name, place), operator: operator.slice(1, -1) });
}

function level(
  cursor: Cursor,
  next: (cursor: Cursor) => Expression,
  pattern: RegExp,
  join: (place: TextPlace, operator: string, left: Expression, right: Expression) => Expression,
): Expression {
  let left = next(cursor);
  for (;;) {
    const { place } = cursor;
    const operator = cursor.match(pattern);
    if (operator === null) return left;
    left = join(place, operator, left, next(cursor));
  }
}

const product = (cursor: Cursor): Expression =>
  level(cursor, primary, /\*|\/|%|<<|>>/y, (place, operator, left, right) =>
    combined(place, operator, products[operator]!, left, right),
  );

const bits = (cursor: Cursor): Expression =>
  level(cursor, product, /[|&^]/y, (place, operator, left, right) =>
    combined(place, operator, bitwise[operator]!, left, right),
  );

/** @internal Reads an expression. The operators bind as those of GNU as: products and shifts, then `|`, `&`, `^`, then sums. */
export function expressionAt(cursor: Cursor): Expression {
  return level(cursor, bits, /[+-]/y, (place, operator, left, right) =>
    operator === "+" ? sum(place, left, right) : difference(place, left, right),
  );
}
