import { AL, conditionNames, conditionNumber } from "../conditions.js";
import { type InstructionTable, once } from "../table.js";

/** @internal A mnemonic of a text, taken apart. */
export interface ParsedMnemonic {
  /** As the table has it. */
  readonly name: string;
  readonly condition: number;
  /** 2 for `.n`, 4 for `.w`. */
  readonly size: 0 | 2 | 4;
  /** Bits of the first data type, 0 if there is none. */
  readonly elementBits: number;
}

const conditions: () => ReadonlySet<string> = /* @__PURE__ */ once(() => new Set([...conditionNames, "cs", "cc"]));

/** Names that the GNU assembler takes besides those of the manual. */
const synonyms: Readonly<Record<string, string>> = { swi: "svc", cpy: "mov", asl: "lsl", asls: "lsls" };

/** Loads and stores of VFP registers take a data type that says nothing. */
const IDLE_TYPE = /^v(?:push|pop|ldr|str|ldm\w*|stm\w*)$/;

const names: WeakMap<InstructionTable, ReadonlySet<string>> = /* @__PURE__ */ new WeakMap();

/** @internal Takes a mnemonic apart: its name in the table, condition and width. Null if there is no such instruction. */
export function mnemonicOf(text: string, table: InstructionTable): ParsedMnemonic | null {
  let known = names.get(table);
  if (known === undefined) {
    known = new Set(table.mnemonics);
    names.set(table, known);
  }
  const [, plain = text, width] = /^(.+)\.([nw])$/.exec(text) ?? [];
  const dot = plain.indexOf(".");
  const stem = dot < 0 ? plain : plain.slice(0, dot);
  const types = dot < 0 ? "" : plain.slice(dot);
  const size = width === undefined ? 0 : width === "n" ? 2 : 4;
  const elementBits = Number(/\d+/.exec(types)?.[0] ?? 0);
  const find = (name: string): string | null => {
    const root = synonyms[name] ?? name;
    if (known.has(root + types)) return root + types;
    return types !== "" && IDLE_TYPE.test(root) && known.has(root) ? root : null;
  };
  const whole = find(stem);
  if (whole !== null) return { name: whole, condition: AL, size, elementBits };
  const condition = stem.slice(-2);
  const name = conditions().has(condition) ? find(stem.slice(0, -2)) : null;
  return name === null ? null : { name, condition: conditionNumber(condition as "eq"), size, elementBits };
}
