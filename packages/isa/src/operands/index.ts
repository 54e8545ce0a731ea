import type { Bits } from "../bits.js";
import { isRegisterName, type Register, register } from "../registers.js";
import type { Row } from "../row.js";
import type { OperandCodec } from "./codec.js";
import {
  coreRegisterCodec,
  fixedRegisterCodec,
  registerShiftedCodec,
  rotatedRegisterCodec,
  type Scaled,
  shiftedRegisterCodec,
} from "./core-register.js";
import {
  amountCodec,
  braced,
  fixedImmediateCodec,
  hexadecimal,
  immediateCodec,
  modifiedImmediateCodec,
  widthCodec,
} from "./immediate.js";
import { type ModeBits, memoryImmediateCodec, memoryRegisterCodec, tableCodec } from "./memory.js";
import type { Access, AddressingMode } from "./operand.js";
import { conditionCodec, optionCodec, optionNames } from "./option.js";
import { registerListCodec, singleRegisterListCodec } from "./register-list.js";
import {
  constantDistance,
  jumpDistance,
  labelCodec,
  literalCodec,
  signedDistance,
  unsignedDistance,
} from "./relative.js";
import { nextRegisterCodec, sameRegisterCodec, twiceRegisterCodec } from "./repeated-register.js";
import { systemFactories } from "./system.js";
import { vectorFactories } from "./vector.js";

/** @internal What a token of a row's syntax is turned into a codec with. */
export interface CodecRequest {
  readonly row: Row;
  readonly name: string;
  readonly access: Access;
  /** The arguments between the parentheses of the token. */
  readonly args: readonly string[];
  bits(expression: string): Bits;
  /** `stype`, `sh*2` or `=2`: a field, a field times a factor, or a fixed value. */
  scaled(expression: string): Scaled;
  /** Whether the row has a field of this name. */
  has(field: string): boolean;
}

/** @internal Makes the codec of a token. */
export type CodecFactory = (request: CodecRequest) => OperandCodec;

const modeBits = (request: CodecRequest, fixed: AddressingMode, subtracts: boolean): ModeBits => ({
  P: request.has("P") ? request.bits("P") : null,
  U: request.has("U") ? request.bits("U") : null,
  W: request.has("W") ? request.bits("W") : null,
  fixed,
  subtracts,
});

const memoryAccess = ({ row }: CodecRequest): Access =>
  row.memoryAccess === "read-write" ? "read-write" : row.memoryAccess === "write" ? "write" : "read";

const baseOf = (request: CodecRequest): Bits | number => {
  const name = request.args[0] ?? "";
  return isRegisterName(name) ? register(name).number : request.bits(name);
};

/** `mem(Rn, imm8*4)`, `mem(Rn, -imm8)`, `mem(Rn)`. */
const memoryImmediate =
  (fixed: AddressingMode, postW: 0 | 1 | null = null): CodecFactory =>
  (request) => {
    const text = request.args[1];
    const subtracts = text?.startsWith("-") ?? false;
    const offset = text === undefined ? null : request.scaled(subtracts ? text.slice(1) : text);
    return memoryImmediateCodec(
      baseOf(request),
      offset?.bits ?? null,
      offset?.factor ?? 1,
      modeBits(request, fixed, subtracts),
      memoryAccess(request),
      postW ?? (request.row.set === "t32" ? 1 : 0),
    );
  };

/** `memr(Rn, Rm)`, `memr(Rn, Rm, stype, imm5)`. */
const memoryRegister =
  (fixed: AddressingMode): CodecFactory =>
  (request) => {
    const [base = "", index = "", type, amount] = request.args;
    const shift =
      type === undefined || amount === undefined ? null : { type: request.scaled(type), amount: request.bits(amount) };
    return memoryRegisterCodec(
      request.bits(base),
      request.bits(index),
      shift,
      modeBits(request, fixed, false),
      memoryAccess(request),
    );
  };

const literal =
  (adr: boolean): CodecFactory =>
  (request) => {
    const text = request.args[0] ?? "";
    const subtracts = text.startsWith("-");
    const { bits, factor } = request.scaled(subtracts ? text.slice(1) : text);
    const up = request.has("U") ? request.bits("U") : null;
    return literalCodec(unsignedDistance(bits!, factor, up, subtracts), up, subtracts, memoryAccess(request), adr);
  };

const label =
  (aligned: boolean): CodecFactory =>
  (request) => {
    const { bits, factor } = request.scaled(request.args[0] ?? "");
    return labelCodec(signedDistance(bits!, factor), aligned);
  };

const option =
  (
    names: keyof typeof optionNames & string,
    numbers: ((value: number) => string) | null = null,
    synonyms: Readonly<Record<string, number>> = {},
  ): CodecFactory =>
  (request) =>
    optionCodec(request.name, request.bits(request.args[0] ?? ""), optionNames[names]!, numbers, synonyms);

/** `Rd` of `D:Rd`. */
const lastField = (expression: string): string => expression.slice(expression.lastIndexOf(":") + 1);

/** The tokens of the rows' syntaxes, by name; docs/rows.md explains each. */
const factories: Readonly<Record<string, CodecFactory>> = {
  R: ({ args: [field = ""], access, bits }) => coreRegisterCodec(lastField(field), bits(field), access),
  same: ({ args: [field = ""], bits }) => sameRegisterCodec(lastField(field), bits(field)),
  twice: ({ args: [field = "", other = ""], bits }) => twiceRegisterCodec(field, bits(field), bits(other)),
  shift: ({ args: [register = "", type = "", amount = ""], bits, scaled }) =>
    shiftedRegisterCodec(register, bits(register), scaled(type), bits(amount)),
  rshift: ({ args: [register = "", type = "", amount = ""], bits }) =>
    registerShiftedCodec(register, bits(register), bits(type), bits(amount)),
  rotate: ({ args: [register = "", amount = ""], bits }) =>
    rotatedRegisterCodec(register, bits(register), bits(amount)),
  amount: ({ args: [field = ""], bits }) => amountCodec(field, bits(field)),
  width: ({ args: [msb = "", lsb = ""], bits }) => widthCodec("width", bits(msb), bits(lsb)),
  a32const: ({ args: [field = ""], bits }) => modifiedImmediateCodec("a32", bits(field)),
  t32const: ({ args: [field = ""], bits }) => modifiedImmediateCodec("t32", bits(field)),
  hex: ({ args: [field = "", digits], bits }) =>
    immediateCodec(field, bits(field), 1, 0, hexadecimal(Number(digits ?? 1))),
  braces: ({ args: [field = ""], bits }) => immediateCodec(field, bits(field), 1, 0, braced),
  plain: ({ args: [field = ""], bits }) => immediateCodec(field, bits(field), 1, 0, String),
  mem: memoryImmediate("offset"),
  memw: memoryImmediate("offset", 1),
  mempre: memoryImmediate("pre-indexed"),
  mempost: memoryImmediate("post-indexed"),
  memr: memoryRegister("offset"),
  memrpost: memoryRegister("post-indexed"),
  base: (request) =>
    memoryImmediateCodec(
      baseOf(request),
      null,
      1,
      { P: null, U: null, W: null, fixed: "offset", subtracts: false },
      memoryAccess(request),
      0,
    ),
  a32adr: ({ args: [field = ""], bits }) => {
    const subtracts = field.startsWith("-");
    return literalCodec(constantDistance(bits(field.replace("-", "")), subtracts), null, subtracts, "read", true);
  },
  next: ({ args: [field = ""], access, bits }) => nextRegisterCodec(field, bits(field), access),
  tbb: ({ args: [base = "", index = ""], bits }) => tableCodec(bits(base), bits(index), 0),
  tbh: ({ args: [base = "", index = ""], bits }) => tableCodec(bits(base), bits(index), 1),
  literal: literal(false),
  adr: literal(true),
  label: label(false),
  labelx: label(true),
  ulabel: ({ args: [field = ""], scaled }) =>
    labelCodec(unsignedDistance(scaled(field).bits!, scaled(field).factor, null), false),
  jump: ({ args: [S = "", J1 = "", J2 = "", rest = ""], bits }) =>
    labelCodec(jumpDistance(bits(S), bits(J1), bits(J2), bits(rest), 2), false),
  jumpx: ({ args: [S = "", J1 = "", J2 = "", rest = ""], bits }) =>
    labelCodec(jumpDistance(bits(S), bits(J1), bits(J2), bits(rest), 4), true),
  list: ({ args: [list = "", extra, number = ""], access, bits }) =>
    registerListCodec(
      bits(list),
      access,
      extra === undefined ? null : { bit: bits(extra), number: register(number as "lr").number },
      "",
    ),
  userlist: ({ args: [list = ""], access, bits }) => registerListCodec(bits(list), access, null, "^"),
  one: ({ args: [field = ""], access, bits }) => singleRegisterListCodec(bits(field), access),
  barrier: option("barrier", (value) => `#${value}`, { nshst: 6, nsh: 7 }),
  isb: option("isb", (value) => `#${value}`),
  condition: ({ args: [field = ""], bits }) => conditionCodec(bits(field)),
  endian: option("endian"),
  iflags: option("iflags"),
  ...systemFactories,
  ...vectorFactories,
};

/**
 * @internal The codec of one operand of a row's syntax: `W:Rd` (written), `X:Rd` (read and written), `Rn` (read), `Rn!`, `Rn{!}`,
 * `sp`, `#imm5`, `#imm5*4+1`, `#i:imm8`, or `name(arguments)`.
 */
export function createCodec(
  token: string,
  bits: (expression: string) => Bits,
  row: Row,
  more: Readonly<Record<string, CodecFactory>> = {},
): OperandCodec {
  const [, mark, text = ""] = /^(?:([WX]):)?(.*)$/.exec(token) ?? [];
  const access: Access = mark === "W" ? "write" : mark === "X" ? "read-write" : "read";
  const scaled = (expression: string): Scaled => {
    if (expression.startsWith("=")) return { bits: null, factor: Number(expression.slice(1)) };
    const [field = "", factor = "1"] = expression.split("*");
    return { bits: bits(field), factor: Number(factor) };
  };
  const call = /^(\w+)\((.*)\)$/.exec(text);
  if (call !== null) {
    const [, name = "", list = ""] = call;
    const factory = factories[name] ?? more[name];
    if (factory === undefined) throw new Error(`row ${row.id} has an unknown operand ${token}`);
    const args = list
      .split(",")
      .map((each) => each.trim())
      .filter(Boolean);
    return factory({ row, name, access, args, bits, scaled, has: (field) => row.fields.has(field) });
  }
  if (/^#\d+$/.test(text)) return fixedImmediateCodec(Number(text.slice(1)));
  const immediate = /^#([\w:]+?)(?:\*(\d+))?(?:([+-]\d+))?$/.exec(text);
  if (immediate !== null) {
    const [, field = "", factor = "1", offset = "0"] = immediate;
    return immediateCodec(field, bits(field), Number(factor), Number(offset));
  }
  const [, name = "", back] = /^(\w+)(!|\{!\})?$/.exec(text) ?? [];
  if (/^R/.test(name))
    return coreRegisterCodec(name, bits(name), access, back === undefined ? null : back === "!" ? "always" : bits("W"));
  if (isRegisterName(name)) return fixedRegisterCodec(register(name) as Register<"r">, access);
  throw new Error(`row ${row.id} has an unknown operand ${token}`);
}
