import { type Bits, bitsOf, type Field } from "./bits.js";
import { Feature, type FeatureName } from "./features.js";
import type { EncoderOf, OperandDecoder } from "./operands/codec.js";
import type { SyntaxEncoding } from "./operands/encoders.js";
import { Slot } from "./operands/slot.js";
import { type Comparison, conjunction, type Rule, rule } from "./predicate.js";

/** The instruction sets: A32 (formerly ARM) and T32 (formerly Thumb). */
export type InstructionSet = "a32" | "t32";

/** What an instruction is for; the coarsest grouping, one a family of rows. */
export type InstructionClass =
  | "data-processing"
  | "multiply"
  | "divide"
  | "saturating"
  | "parallel"
  | "bit-field"
  | "extend"
  | "load"
  | "store"
  | "load-multiple"
  | "store-multiple"
  | "exclusive"
  | "synchronization"
  | "branch"
  | "it"
  | "status"
  | "barrier"
  | "hint"
  | "preload"
  | "exception"
  | "coprocessor"
  | "crc"
  | "system"
  | "vfp"
  | "vfp-load-store"
  | "vfp-move"
  | "simd"
  | "simd-load-store"
  | "simd-move"
  | "crypto";

/** How an instruction changes the flow of control of itself; writes of PC by other means show in its written registers. */
export type BranchKind = "none" | "jump" | "call" | "return" | "table";

/** @internal Rows of one family: each row is `id | bits | syntaxes | attributes`, see docs/rows.md. */
export interface Family {
  readonly class: InstructionClass;
  readonly rows: readonly string[];
  /** The encoders of operands that only these rows have, by the names of their tokens. */
  readonly encoders?: Readonly<Record<string, EncoderOf>>;
}

/** Where an encoding may stand with regard to an IT block. */
export type ItRule = "any" | "outside" | "last";

/** @internal One way of writing a row in assembly: its own mnemonic and operands, and when the disassembler prefers it. */
export interface Syntax {
  readonly row: Row;
  readonly root: string;
  /** The parts of the mnemonic after its root, in order: `{s}`, `{c}` or literal text. */
  readonly tail: readonly string[];
  /** True if there are `{c}` and `{s}` among them. */
  readonly takesCondition: boolean;
  readonly takesFlags: boolean;
  readonly operands: readonly Slot[];
  readonly when: readonly Comparison[];
  /** Only read by the assembler, never printed. */
  readonly inputOnly: boolean;
  /** Made by `encodingOf` when first asked for. */
  encoding: SyntaxEncoding | null;
  /** Made by `decodersOf` when first asked for. */
  decoders: readonly OperandDecoder[] | null;
}

/** One encoding of one instruction set, as a row of the manual. */
export interface Row {
  /** The name of the encoding, as in the architecture's machine-readable description: `ADD_i_A1`. */
  readonly id: string;
  /** Its place among the rows of its instruction set, from 0 on: the index of the columns of `Facts`. */
  readonly number: number;
  readonly set: InstructionSet;
  /** Its length in bytes. */
  readonly size: 2 | 4;
  readonly class: InstructionClass;
  /** The bits that are fixed, and what they are. A 32-bit T32 encoding holds its first halfword in the high half. */
  readonly mask: number;
  readonly value: number;
  /** The bits written `(0)` and `(1)` in the manual: others than these are UNPREDICTABLE. */
  readonly shouldMask: number;
  readonly shouldValue: number;
  /** The CPU features that it needs, as a mask of `Feature` bits. */
  readonly features: number;
  readonly it: ItRule;
  readonly branch: BranchKind;
  /** Bytes of one memory access (of one register in a multiple transfer), 0 if there is none. */
  readonly memorySize: number;
  readonly memoryAccess: "none" | "read" | "write" | "read-write";
  readonly exclusive: "none" | "load" | "store" | "clear";
  /** Only executes at PL1 or higher, or is UNPREDICTABLE in User mode. */
  readonly privileged: boolean;
  /** @internal */
  readonly fields: ReadonlyMap<string, Field>;
  /** @internal */
  readonly matches: Rule | null;
  /** @internal */
  readonly undefinedWhen: Rule | null;
  /** @internal */
  readonly unpredictableWhen: Rule | null;
  /** @internal */
  readonly syntaxes: readonly Syntax[];
  /** @internal */
  readonly cond: Bits | null;
  /** @internal */
  readonly setFlags: Bits | null;
  /** @internal What the tables of decoders are made from. */
  readonly attributes: ReadonlyMap<string, string>;
  /** @internal T32: whether a word writes PC, where not every one does. */
  readonly writesPc: Rule | null;
  /** @internal The encoders of operands that only its family has. */
  readonly encoders: Readonly<Record<string, EncoderOf>>;
}

const defaultWidth = (name: string): number => {
  if (/^(cond|R\w+|V\w|CR\w|coproc)$/.test(name)) return 4;
  const digits = /\d+$/.exec(name);
  return digits === null || /^[A-Z]\d?$/.test(name) || name.length === 1 ? 1 : Number(digits[0]);
};

interface Layout {
  size: 2 | 4;
  mask: number;
  value: number;
  shouldMask: number;
  shouldValue: number;
  fields: Map<string, Field>;
}

/** Reads the bits of a row, the least significant first: runs of 0, 1, (0), (1), and fields `name` or `name:width`. */
function layoutOf(id: string, text: string): Layout {
  const layout: Layout = { size: 4, mask: 0, value: 0, shouldMask: 0, shouldValue: 0, fields: new Map() };
  let shift = 0;
  for (const token of text.trim().split(/\s+/).reverse()) {
    if (/^[01()]+$/.test(token)) {
      for (const bit of token.match(/\(?[01]/g)!.reverse()) {
        const place = 2 ** shift++;
        const should = bit.length > 1;
        layout[should ? "shouldMask" : "mask"] += place;
        if (bit.endsWith("1")) layout[should ? "shouldValue" : "value"] += place;
      }
    } else {
      const [name = "", digits] = token.split(":");
      const width = digits === undefined ? defaultWidth(name) : Number(digits);
      layout.fields.set(name, { shift, width });
      shift += width;
    }
  }
  if (shift !== 16 && shift !== 32) throw new Error(`row ${id}: ${shift} bits`);
  return { ...layout, size: shift === 16 ? 2 : 4 };
}

/** Operands stand between commas that are not in parentheses. */
const splitOperands = (text: string): string[] => text.match(/(?:\([^)]*\)|[^,(\s])+/g) ?? [];

/**
 * When an operand that is written is PC, as a condition of rows: empty for never, `always`. A base register that is written back is not
 * thought of, as PC is UNPREDICTABLE there.
 */
function writesPcIf(slot: Slot): string {
  const [field = "", extra, register] = slot.args;
  if (slot.access === "read") return "";
  if (slot.kind === "fixed") return field === "pc" ? "always" : "";
  if (slot.kind === "R" || slot.kind === "one") return slot.bits(0).width > 3 ? `${field}=15` : "";
  if (slot.kind !== "list") return "";
  return register === "pc" ? `${extra}=1` : slot.bits(0).width === 16 ? `${field}>32767` : "";
}

/** @internal The syntaxes of a row's text. */
export const syntaxesOf = (text: string): string[] => text.split("|")[2]!.split(" / ");

/** The mark, root, tail and operands of a syntax. */
const SYNTAX = /^\s*(>?)(\.?[a-z0-9_]+)(\S*)\s*(.*)$/;

/** @internal The mnemonics under which a syntax is found: without condition and width, with data types; the second one sets flags by its `s`. */
export function mnemonicsOf(syntax: string): readonly string[] {
  const [, , root = "", tail = ""] = SYNTAX.exec(syntax)!;
  const types = tail.replace(/\{\w\}|\.[wn]\b/g, "");
  return tail.includes("{s}") ? [root + types, `${root}s${types}`] : [root + types];
}

function parseSyntax(row: Row, text: string): Syntax {
  const [pattern = "", condition] = text.trim().split(/\s+if\s+/);
  const [, mark, root = "", tail = "", operands = ""] = SYNTAX.exec(pattern) ?? [];
  return {
    row,
    root,
    tail: tail.match(/\{\w\}|[^{}]+/g) ?? [],
    takesCondition: tail.includes("{c}"),
    takesFlags: tail.includes("{s}"),
    operands: splitOperands(operands).map((token) => new Slot(row, token)),
    when: condition === undefined ? [] : conjunction(condition, (names) => bitsOf(row, names)),
    inputOnly: mark === ">",
    encoding: null,
    decoders: null,
  };
}

/** @internal Parses one row. */
export function parseRow(set: InstructionSet, family: Family, text: string, number: number): Row {
  const [idText = "", bitsText = "", syntaxText = "", attributeText = ""] = text.split("|");
  const id = idText.trim();
  const { size, mask, value, shouldMask, shouldValue, fields } = layoutOf(id, bitsText);
  const attributes = new Map<string, string>();
  let features: number = set === "a32" ? Feature.ar : 0;
  for (const token of attributeText.trim().split(/\s+/)) {
    if (token.startsWith("+")) features |= Feature[token.slice(1) as FeatureName];
    else {
      const [, key = "", value = ""] = /^([a-z]+)[:=]?(.*)$/.exec(token) ?? [];
      attributes.set(key, value);
    }
  }
  // All of Thumb-2 comes with its larger part, and 32-bit encodings are of that one unless they say otherwise.
  if (set === "t32" && size === 4 && !attributes.has("small") && !(features & Feature.thumb2))
    features |= Feature.mainline;
  if (features & Feature.mainline) features |= Feature.thumb2;
  const attribute = (name: string): string => attributes.get(name) ?? "";
  const list = (name: string): string[] => attribute(name).split(",").filter(Boolean);
  const field = (name: string): Bits | null => (fields.has(name) ? bitsOf({ id, fields }, name) : null);
  const ruleOf = (conditions: readonly string[]): Rule | null =>
    rule(conditions.join(","), (names) => bitsOf({ id, fields }, names));
  const [, access = "", bytes = "0"] = /^(rw|[rsw])(\d+)$/.exec(attribute("mem")) ?? [];
  const branch = (attribute("br") || "none") as BranchKind;
  const syntaxes: Syntax[] = [];
  // All properties at once, and none of them changes its kind: decoders and writers look at rows all the time.
  const row: { -readonly [Name in keyof Row]: Row[Name] } = {
    id,
    number,
    set,
    size,
    class: family.class,
    mask,
    value,
    shouldMask,
    shouldValue,
    features,
    it: (attribute("it") || "any") as ItRule,
    branch,
    memorySize: Number(bytes),
    memoryAccess: ({ r: "read", s: "read", w: "write", rw: "read-write" } as const)[access] ?? "none",
    exclusive: (attribute("ex") || "none") as Row["exclusive"],
    privileged: attributes.has("privileged"),
    fields,
    matches: ruleOf(list("where")),
    undefinedWhen: ruleOf(list("und")),
    unpredictableWhen: ruleOf([...list("unp"), ...list("pc").map((name) => `${name}=15`)]),
    syntaxes,
    cond: field("cond"),
    setFlags: syntaxText.includes("{s}") ? field("S") : null,
    attributes,
    writesPc: null,
    encoders: family.encoders ?? {},
  };
  for (const each of syntaxesOf(text)) syntaxes.push(parseSyntax(row, each));
  if (set === "t32") {
    // The last syntax is the general one: an alias names fewer operands.
    const writers = syntaxes.at(-1)!.operands.map(writesPcIf).filter(Boolean);
    if (branch === "none" && !writers.includes("always")) row.writesPc = ruleOf(writers);
    else if (row.it === "any") row.it = "last";
  }
  return row;
}
