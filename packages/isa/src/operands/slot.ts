import { type Bits, bitsOf } from "../bits.js";
import type { Row } from "../row.js";
import type { Access } from "./operand.js";

/** @internal A number held in bits, times a factor, or fixed. */
export interface Scaled {
  readonly bits: Bits | null;
  readonly factor: number;
  /** True if it stands for its negative. */
  readonly subtracts: boolean;
}

/** What rows write shorter than `name(arguments)`. */
const shorthands: readonly (readonly [RegExp, string])[] = [
  [/^#(\d+)$/, "constant($1)"],
  [/^#([\w:]+)\*?(\d*)([+-]?\d*)$/, "#($1,$2,$3)"],
  [/^(R\w+)(!|\{!\})?$/, "R$2($1)"],
  [/^(sp|lr|pc)$/, "fixed($1)"],
];

/**
 * @internal One operand of a row's syntax as its token says: `W:mem(Rn,imm8*4)` is a `mem` that is written, with two arguments. Its
 * encoder and its decoder are made from it where they are needed, so that no program has those that it does not use.
 */
export class Slot {
  readonly row: Row;
  /** The token's name, which says what kind of operand it is; docs/rows.md explains each. */
  readonly kind: string;
  readonly access: Access;
  readonly args: readonly string[];

  constructor(row: Row, token: string) {
    const [, mark, text = ""] = /^(?:([WX]):)?(.*)$/.exec(token) ?? [];
    const spelled = shorthands.reduce((each, [pattern, long]) => each.replace(pattern, long), text);
    const [, kind = "", args = ""] = /^([^(]+)\((.*)\)$/.exec(spelled) ?? [];
    this.row = row;
    this.kind = kind;
    this.access = mark === "W" ? "write" : mark === "X" ? "read-write" : "read";
    this.args = args.split(",").map((each) => each.trim());
  }

  /** The fields that an argument names. */
  bits(index: number): Bits {
    return bitsOf(this.row, this.args[index] ?? "");
  }

  /** The field of the row that has a name, null if there is none. */
  field(name: string): Bits | null {
    return this.row.fields.has(name) ? bitsOf(this.row, name) : null;
  }

  /** The argument `stype`, `sh*2`, `-imm8` or `=2`: a field, a field times a factor, one that is subtracted, or a fixed value. */
  scaled(index: number): Scaled {
    const [, sign, fixed, name = "", factor] = /^(-?)(=?)([\w:]+)\*?(\d*)$/.exec(this.args[index] ?? "") ?? [];
    const subtracts = sign === "-";
    return fixed === "="
      ? { bits: null, factor: Number(name), subtracts }
      : { bits: bitsOf(this.row, name), factor: Number(factor || 1), subtracts };
  }

  /** The last field that the first argument names, for messages: `Rd` of `D:Rd`. */
  get name(): string {
    return this.args[0]!.split(":").at(-1)!;
  }
}
