import type { InstructionSet } from "../row.js";
import { once } from "../table.js";
import { assemblyError, type TextPlace } from "./assembly-error.js";
import type { Cursor } from "./cursor.js";
import { SpaceItem, ValuesItem } from "./data-items.js";
import { type Expression, expressionAt, numberValue } from "./expression.js";
import type { Program } from "./program.js";
import { AlignItem, BytesItem, type Section } from "./section.js";

/** @internal What directives act on. */
export interface DirectiveTarget {
  readonly program: Program;
  readonly section: Section;
  readonly set: InstructionSet;
  setInstructionSet(set: InstructionSet, place: TextPlace): void;
  /** The next label is one of T32 code that is called. */
  markFunction(): void;
  /** Makes a section the one that is written. */
  enterSection(name: string): void;
  /** Gives a symbol the value of an expression as it is here. */
  setSymbol(name: string, place: TextPlace, expression: Expression): void;
  /** Does something at the end of the text: what is reserved lies behind all that is written. */
  reserve(put: () => void): void;
  pushSection(): void;
  popSection(cursor: Cursor): void;
  /** Puts the literals that wait. */
  putPool(place: TextPlace): void;
}

type Directive = (target: DirectiveTarget, cursor: Cursor, place: TextPlace) => void;

const NAME = /"[^"]*"|[\w.$-]+/y;
const TEXT = /"((?:\\.|[^"\\])*)"/y;

const nameAt = (cursor: Cursor): string => {
  const name = cursor.match(NAME);
  if (name === null) throw cursor.fail("syntax", "a name is missing here", "write a symbol or a section");
  return name.replaceAll('"', "");
};

function constantAt(target: DirectiveTarget, cursor: Cursor): number {
  const start = cursor.fail(
    "not-constant",
    "this number is not known here",
    "write a number, or a symbol that .set gave one before",
  );
  const number = target.program.constantOf(expressionAt(cursor));
  if (number === null) throw start;
  return number;
}

/** The next of several numbers between commas; null if it is left out. */
function optionalAt(target: DirectiveTarget, cursor: Cursor): number | null {
  if (!cursor.accept(",")) return null;
  return cursor.peek() === "," || cursor.isAtEnd ? null : constantAt(target, cursor);
}

const values =
  (width: number): Directive =>
  (target, cursor, place) => {
    const expressions: Expression[] = [];
    if (!cursor.isAtEnd)
      do expressions.push(expressionAt(cursor));
      while (cursor.accept(","));
    target.section.items.push(new ValuesItem(target.section, place, width, expressions));
  };

const escapes: Readonly<Record<string, number>> = { b: 8, f: 12, n: 10, r: 13, t: 9 };

/** The bytes of a text in quotes: UTF-8, with the escapes of C. */
function bytesOfText(text: string): number[] {
  const encoder = new TextEncoder();
  return (text.match(/\\[0-7]{1,3}|\\x[\da-fA-F]+|\\.|[^\\]+/g) ?? []).flatMap((part) => {
    if (part[0] !== "\\") return [...encoder.encode(part)];
    if (/[0-7]/.test(part[1]!)) return [Number.parseInt(part.slice(1), 8) & 0xff];
    if (part[1] === "x") return [Number.parseInt(part.slice(2), 16) & 0xff];
    return [escapes[part[1]!] ?? part.charCodeAt(1)];
  });
}

const text =
  (end: readonly number[]): Directive =>
  (target, cursor, place) => {
    const bytes: number[] = [];
    do {
      const found = cursor.match(TEXT);
      if (found === null) throw cursor.fail("syntax", "a text in quotes is missing here", 'write "…"');
      bytes.push(...bytesOfText(found.slice(1, -1)), ...end);
    } while (cursor.accept(","));
    target.section.items.push(new BytesItem(target.section, place, Uint8Array.from(bytes)));
  };

const floats =
  (width: 4 | 8): Directive =>
  (target, cursor, place) => {
    do {
      const found = cursor.match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy);
      if (found === null) throw cursor.fail("syntax", "a number is missing here", "write one as 1.5e3");
      const bytes = new Uint8Array(width);
      const view = new DataView(bytes.buffer);
      if (width === 4) view.setFloat32(0, Number(found), true);
      else view.setFloat64(0, Number(found), true);
      target.section.items.push(new BytesItem(target.section, place, bytes));
    } while (cursor.accept(","));
  };

const align =
  (alignmentOf: (argument: number) => number, byDefault: number): Directive =>
  (target, cursor, place) => {
    const alignment = cursor.isAtEnd ? byDefault : alignmentOf(constantAt(target, cursor));
    const fill = optionalAt(target, cursor);
    const most = optionalAt(target, cursor) ?? Number.POSITIVE_INFINITY;
    if (alignment < 1 || (alignment & (alignment - 1)) !== 0)
      throw cursor.fail("out-of-range", `${alignment} is no alignment`, "give a power of two");
    target.section.items.push(new AlignItem(target.section, place, alignment, fill, most, target.set));
  };

const space: Directive = (target, cursor, place) => {
  const count = expressionAt(cursor);
  target.section.items.push(new SpaceItem(target.section, place, count, optionalAt(target, cursor) ?? 0));
};

/** `.fill repeat, size, value`. */
const fill: Directive = (target, cursor, place) => {
  const repeat = constantAt(target, cursor);
  const width = optionalAt(target, cursor) ?? 1;
  const value = optionalAt(target, cursor) ?? 0;
  const each = Array.from({ length: repeat }, () => () => numberValue(value));
  target.section.items.push(new ValuesItem(target.section, place, width, each));
};

const setSymbol: Directive = (target, cursor, place) => {
  const name = nameAt(cursor);
  cursor.expect(",");
  target.setSymbol(name, place, expressionAt(cursor));
};

const names =
  (add: (target: DirectiveTarget, name: string) => void): Directive =>
  (target, cursor) => {
    do add(target, nameAt(cursor));
    while (cursor.accept(","));
  };

/** `.comm name, size, alignment`: zero bytes that another text may have as well. */
const common: Directive = (target, cursor, place) => {
  const name = nameAt(cursor);
  const size = optionalAt(target, cursor) ?? 0;
  const alignment = optionalAt(target, cursor) ?? 1;
  target.reserve(() => {
    const section = target.program.section(".bss");
    section.items.push(new AlignItem(section, place, alignment, 0, Number.POSITIVE_INFINITY, target.set));
    target.program.putLabel(name, place, section, target.set);
    section.items.push(new SpaceItem(section, place, () => numberValue(size), 0));
  });
};

/** Encodings as numbers: `.inst 0xe1a00000`, `.inst.w 0xf3af8000`. */
const instructions =
  (suffix: "" | "n" | "w"): Directive =>
  (target, cursor, place) => {
    do {
      const word = constantAt(target, cursor);
      const isWide = suffix === "w" || (suffix === "" && (target.set === "a32" || word > 0xffff));
      const bytes = target.set === "a32" ? [0, 8, 16, 24] : isWide ? [16, 24, 0, 8] : [0, 8];
      const item = new BytesItem(target.section, place, Uint8Array.from(bytes.map((shift) => word >>> shift)));
      target.section.items.push(item);
    } while (cursor.accept(","));
  };

const toThumb: Directive = (target, _cursor, place) => target.setInstructionSet("t32", place);
const toArm: Directive = (target, _cursor, place) => target.setInstructionSet("a32", place);

const thumbFunction: Directive = (target, cursor, place) => {
  toThumb(target, cursor, place);
  target.markFunction();
};

const code: Directive = (target, cursor, place) => {
  const bits = constantAt(target, cursor);
  if (bits !== 16 && bits !== 32) throw cursor.fail("out-of-range", `there is no .code ${bits}`, "give 16 or 32");
  target.setInstructionSet(bits === 16 ? "t32" : "a32", place);
};

const syntax: Directive = (_target, cursor) => {
  const name = nameAt(cursor);
  // Compilers say `divided` around what the source has in `asm`, and it is unified syntax there as well.
  if (name !== "unified" && name !== "divided")
    throw cursor.fail("syntax", `the syntax ${name} is not known`, "write .syntax unified");
};

const type: Directive = (target, cursor) => {
  const name = nameAt(cursor);
  cursor.accept(",");
  if (/function/.test(cursor.text.slice(cursor.at))) target.program.functions.add(name);
};

// Made when it is first asked for, so that bundles of writers leave it out.
const directives: () => Readonly<Record<string, Directive>> = /* @__PURE__ */ once(() => ({
  ".byte": values(1),
  ".hword": values(2),
  ".short": values(2),
  ".2byte": values(2),
  ".half": values(2),
  ".word": values(4),
  ".long": values(4),
  ".int": values(4),
  ".4byte": values(4),
  ".quad": values(8),
  ".8byte": values(8),
  ".ascii": text([]),
  ".asciz": text([0]),
  ".string": text([0]),
  ".float": floats(4),
  ".single": floats(4),
  ".double": floats(8),
  ".align": align((argument) => 2 ** argument, 4),
  ".p2align": align((argument) => 2 ** argument, 1),
  ".balign": align((argument) => argument, 1),
  ".space": space,
  ".skip": space,
  ".zero": space,
  ".fill": fill,
  ".set": setSymbol,
  ".equ": setSymbol,
  ".global": names(({ program }, name) => program.globals.add(name)),
  ".globl": names(({ program }, name) => program.globals.add(name)),
  ".weak": names(({ program }, name) => program.globals.add(name)),
  ".comm": common,
  ".lcomm": common,
  ".inst": instructions(""),
  ".inst.n": instructions("n"),
  ".inst.w": instructions("w"),
  ".thumb": toThumb,
  ".arm": toArm,
  ".code": code,
  ".syntax": syntax,
  ".type": type,
  ".thumb_func": thumbFunction,
  ".text": (target) => target.enterSection(".text"),
  ".data": (target) => target.enterSection(".data"),
  ".bss": (target) => target.enterSection(".bss"),
  ".section": (target, cursor) => {
    target.enterSection(nameAt(cursor));
    if (/^\s*,\s*"\w*M/.test(cursor.text.slice(cursor.at))) target.section.isMerged = true;
  },
  ".pushsection": (target, cursor) => {
    target.pushSection();
    target.enterSection(nameAt(cursor));
  },
  ".popsection": (target, cursor) => target.popSection(cursor),
  ".ltorg": (target, _cursor, place) => target.putPool(place),
  ".pool": (target, _cursor, place) => target.putPool(place),
}));

/** What is said to linkers, debuggers and unwinders alone changes no byte. */
const IDLE =
  /^\.(?:arch\w*|cpu|fpu|object_arch|eabi_attribute|file|ident|size|local|hidden|protected|internal|loc|cfi_\w+|fnstart|fnend|cantunwind|save|vsave|pad|setfp|movsp|personality\w*|handlerdata|end|addrsig\w*)$/;

/** @internal Does what a directive says. @throws {AssemblyError} `unknown-directive` */
export function applyDirective(name: string, target: DirectiveTarget, cursor: Cursor, place: TextPlace): void {
  const directive = directives()[name];
  if (directive !== undefined) directive(target, cursor, place);
  else if (IDLE.test(name)) return;
  else
    throw assemblyError(
      place,
      "unknown-directive",
      `there is no directive ${name}`,
      "see docs/assembly.md for those that there are",
    );
  if (directive !== undefined && name !== ".section" && name !== ".pushsection" && name !== ".type" && !cursor.isAtEnd)
    throw cursor.fail("syntax", `"${cursor.text.slice(cursor.at).trim()}" belongs to no operand`, "remove it");
}
