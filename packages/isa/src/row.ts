import { Bits, type Field } from "./bits.js";
import { Feature, type FeatureName } from "./features.js";
import { flagsFromLetters } from "./flags.js";
import type { OperandCodec } from "./operands/codec.js";
import { type CodecFactory, createCodec } from "./operands/index.js";
import { type Comparison, conjunction, type Predicate, type Rule, rule } from "./predicate.js";
import { type RegisterUses, registerUses } from "./register-use.js";

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
  /** Operands that only these rows have, by the names of their tokens. */
  readonly operands?: Readonly<Record<string, CodecFactory>>;
}

/** Where an encoding may stand with regard to an IT block. */
export type ItRule = "any" | "outside" | "last";

/** @internal One way of writing a row in assembly: its own mnemonic and operands, and when the disassembler prefers it. */
export interface Syntax {
  readonly root: string;
  /** The parts of the mnemonic after its root, in order: `{s}`, `{c}` or literal text. */
  readonly tail: readonly string[];
  readonly operands: readonly OperandCodec[];
  readonly when: readonly Comparison[];
  /** The bits that the operands fill. */
  readonly operandBits: number;
  /** The bits that make the equalities of `when` with numbers hold, where no operand fills them. */
  readonly impliedBits: number;
  /** Only read by the assembler, never printed. */
  readonly inputOnly: boolean;
}

/** One encoding of one instruction set, as a row of the manual. */
export interface Row {
  /** The name of the encoding, as in the architecture's machine-readable description: `ADD_i_A1`. */
  readonly id: string;
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
  /** @internal Where the field `cond` begins, -1 if there is none. */
  readonly conditionShift: number;
  /** @internal Where the bit `S` stands, 0 if there is none. */
  readonly setFlagsShift: number;
  /** @internal */
  readonly flagsWritten: number;
  /** @internal */
  readonly flagsWrittenIfS: number;
  /** @internal */
  readonly flagsWrittenOutsideIt: number;
  /** @internal */
  readonly flagsRead: number;
  /** @internal */
  readonly registers: RegisterUses;
  /** @internal Whether a word reads the carry flag through an operand that is rotated by RRX. */
  readonly carryReaders: readonly Predicate[];
}

const registerNames = [
  "r0",
  "r1",
  "r2",
  "r3",
  "r4",
  "r5",
  "r6",
  "r7",
  "r8",
  "r9",
  "r10",
  "r11",
  "r12",
  "sp",
  "lr",
  "pc",
];

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

/** Reads the bits of a row: fixed runs of 0, 1, (0), (1), and fields `name` or `name:width`, from the most significant down. */
function layoutOf(id: string, text: string): Layout {
  const tokens = text
    .trim()
    .split(/\s+/)
    .map((token) => {
      if (/^([01]|\([01]\))+$/.test(token)) {
        const fixed = token.match(/[01]|\([01]\)/g) ?? [];
        return { fixed, name: "", width: fixed.length };
      }
      const [name = "", width] = token.split(":");
      return { fixed: [], name, width: width === undefined ? defaultWidth(name) : Number(width) };
    });
  let shift = tokens.reduce((sum, { width }) => sum + width, 0);
  if (shift !== 16 && shift !== 32) throw new Error(`row ${id} has ${shift} bits`);
  const layout: Layout = {
    size: shift === 16 ? 2 : 4,
    mask: 0,
    value: 0,
    shouldMask: 0,
    shouldValue: 0,
    fields: new Map(),
  };
  for (const { fixed, name, width } of tokens) {
    for (const [index, bit] of fixed.entries()) {
      const should = bit.length > 1;
      const place = 2 ** (shift - 1 - index);
      layout[should ? "shouldMask" : "mask"] += place;
      if (bit.includes("1")) layout[should ? "shouldValue" : "value"] += place;
    }
    shift -= width;
    if (name !== "") layout.fields.set(name, { shift, width });
  }
  return layout;
}

function splitOperands(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= text.length; index++) {
    const character = text[index];
    if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (index === text.length || (character === "," && depth === 0)) {
      const part = text.slice(start, index).trim();
      if (part !== "") parts.push(part);
      start = index + 1;
    }
  }
  return parts;
}

/** @internal Parses one row. */
export function parseRow(set: InstructionSet, family: Family, text: string): Row {
  const [idText = "", bitsText = "", syntaxText = "", attributeText = ""] = text.split("|");
  const id = idText.trim();
  const layout = layoutOf(id, bitsText);
  const resolve = (expression: string): Bits =>
    new Bits(
      expression.split(":").map((name) => {
        const field = layout.fields.get(name);
        if (field === undefined) throw new Error(`row ${id} has no field ${name}`);
        return field;
      }),
    );
  const attributes = new Map<string, string>();
  let features = 0;
  for (const token of attributeText.trim().split(/\s+/)) {
    if (token.startsWith("+")) features |= Feature[token.slice(1) as FeatureName];
    else {
      const [, key = "", value = ""] = /^([a-z]+)[:=]?(.*)$/.exec(token) ?? [];
      attributes.set(key, value);
    }
  }
  const attribute = (name: string): string => attributes.get(name) ?? "";
  const mask = (names: string): number =>
    names === "" ? 0 : names.split(",").reduce((bits, name) => bits | (1 << registerNames.indexOf(name)), 0);
  const unpredictable = [
    attribute("unp"),
    ...attribute("pc")
      .split(",")
      .filter(Boolean)
      .map((name) => `${name}=15`),
  ].filter(Boolean);
  const [, access = "", bytes = "0"] = /^(rw|r|w)(\d+)$/.exec(attribute("mem")) ?? [];
  const row: Row = {
    id,
    set,
    size: layout.size,
    class: family.class,
    mask: layout.mask,
    value: layout.value,
    shouldMask: layout.shouldMask,
    shouldValue: layout.shouldValue,
    features,
    it: (attribute("it") || "any") as ItRule,
    branch: (attribute("br") || "none") as BranchKind,
    memorySize: Number(bytes),
    memoryAccess: ({ r: "read", w: "write", rw: "read-write" } as const)[access] ?? "none",
    exclusive: (attribute("ex") || "none") as Row["exclusive"],
    privileged: attributes.has("privileged"),
    fields: layout.fields,
    matches: rule(attribute("where"), resolve),
    undefinedWhen: rule(attribute("und"), resolve),
    unpredictableWhen: rule(unpredictable.join(","), resolve),
    syntaxes: [],
    cond: layout.fields.has("cond") ? resolve("cond") : null,
    conditionShift: layout.fields.get("cond")?.shift ?? -1,
    setFlagsShift: layout.fields.get("S")?.shift ?? 0,
    setFlags: layout.fields.has("S") && syntaxText.includes("{s}") ? resolve("S") : null,
    flagsWritten: flagsFromLetters(attribute("f")),
    flagsWrittenIfS: flagsFromLetters(attribute("s")),
    flagsWrittenOutsideIt: flagsFromLetters(attribute("t")),
    flagsRead: flagsFromLetters(attribute("u")),
    carryReaders: [],
    registers: registerUses([], { reads: 0, writes: 0, branches: false, links: false }),
  };
  // A token means the same in all syntaxes of a row.
  const codecs = new Map<string, OperandCodec>();
  const codecOf = (token: string): OperandCodec => {
    const codec = codecs.get(token) ?? createCodec(token, resolve, row, family.operands);
    codecs.set(token, codec);
    return codec;
  };
  (row as { syntaxes: readonly Syntax[] }).syntaxes = syntaxText.split(" / ").map((each) => {
    const [pattern = "", condition] = each.trim().split(/\s+if\s+/);
    const [, mark, root = "", tail = "", operands = ""] = /^(>?)(\.?[a-z0-9_]+)(\S*)\s*(.*)$/.exec(pattern) ?? [];
    const parts = splitOperands(operands).map(codecOf);
    const when = condition === undefined ? [] : conjunction(condition, resolve);
    const operandBits = parts.flatMap(({ bits }) => bits).reduce((word, bits) => word | bits.put(bits.mask), 0);
    return {
      root,
      tail: tail.match(/\{\w\}|[^{}]+/g) ?? [],
      operands: parts,
      when,
      operandBits,
      impliedBits: when.reduce(
        (word, { left, operator, right }) =>
          operator === "=" && typeof right === "number" && (left.put(left.mask) & operandBits) === 0
            ? word | left.put(right)
            : word,
        0,
      ),
      inputOnly: mark === ">",
    };
  });
  (row as { carryReaders: readonly Predicate[] }).carryReaders = row.syntaxes
    .at(-1)!
    .operands.flatMap(({ readsCarry }) => readsCarry ?? []);
  // The last syntax is the general one: an alias names fewer operands.
  (row as { registers: RegisterUses }).registers = registerUses(row.syntaxes.at(-1)!.operands, {
    reads: mask(attribute("in")),
    writes: mask(attribute("out")),
    branches: row.branch !== "none",
    links: row.branch === "call",
  });
  return row;
}
